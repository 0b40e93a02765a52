/* Machine lines as far as they can be judged without running them. */

#include "lesson-expect.h"
#include "lesson-private.h"
#include "lesson-wire.h"

#include <string.h>

#include "model-world.h"

static const char *const reserved_acts[] = { "fork", "as", "compare" };

static void
check_world (LessonReader *reader, const LessonBlock *block, guint step)
{
  Lesson *lesson = reader->lesson;
  g_autoptr (GError) error = NULL;
  if (step > 0)
    lesson_reader_refuse (reader, block->line - 1, 1,
                          "the `world` block belongs above the first ## heading; move it there");
  else if (lesson->world_text != NULL)
    lesson_reader_refuse (reader, block->line - 1, 1,
                          "a lesson has one `world` block; put these lines into the first");
  else
    {
      lesson->world_text = g_strdup (block->text);
      lesson->world = model_world_parse (block->text, &error);
      if (lesson->world == NULL)
        lesson_diagnose_inner (reader->diagnostics, lesson->path, block->line, block->shift, error);
    }
}

static void
check_acts (LessonReader *reader, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize blanks = strspn (lines[i], " \t");
      const char *word = lines[i] + blanks;
      gsize len = strcspn (word, " \t:");
      for (guint r = 0; r < G_N_ELEMENTS (reserved_acts); r++)
        if (len == strlen (reserved_acts[r]) && strncmp (word, reserved_acts[r], len) == 0)
          lesson_reader_refuse (
              reader, block->line + i, (guint) blanks + 1 + block->shift,
              "`%s` is kept for lessons that tell a story twice and cannot be used "
              "yet; write the acts of one story",
              reserved_acts[r]);
    }
}

static void
check_show (LessonReader *reader, const LessonBlock *block, guint number)
{
  const LessonStep *step = g_ptr_array_index (reader->lesson->steps, number);
  for (guint i = 0; g_ptr_array_index (step->blocks, i) != block; i++)
    if (lesson_step_machine (step, i, LESSON_MACHINE_SHOW) != NULL)
      lesson_reader_refuse (reader, block->line - 1, 1,
                            "a step has one `show` block; take this one away");
  g_autofree char *name = g_strstrip (g_strdup (block->text));
  if (lesson_find_arrangement (name) == NULL)
    lesson_reader_refuse (reader, block->line, block->shift + 1,
                          "a `show` block has one line, lesson, line or hands-on, not “%s”", name);
}

static void
check_block (LessonReader *reader, const LessonBlock *block, guint step)
{
  if (block->machine == LESSON_MACHINE_WORLD)
    {
      check_world (reader, block, step);
      return;
    }
  if (step == 0)
    lesson_reader_refuse (reader, block->line - 1, 1,
                          "a `%s` block belongs to a step; write a ## heading above it",
                          lesson_machine_get_name (block->machine));
  if (block->machine == LESSON_MACHINE_DO)
    check_acts (reader, block);
  else if (block->machine == LESSON_MACHINE_EXPECT)
    lesson_expect_check (reader, block);
  else if (block->machine == LESSON_MACHINE_WIRE)
    lesson_wire_check (reader, block);
  else if (block->machine == LESSON_MACHINE_SHOW)
    check_show (reader, block, step);
}

void
lesson_check_machine (LessonReader *reader)
{
  const Lesson *lesson = reader->lesson;
  for (guint i = 0; i < lesson->steps->len; i++)
    {
      const LessonStep *step = g_ptr_array_index (lesson->steps, i);
      for (guint j = 0; j < step->blocks->len; j++)
        {
          const LessonBlock *block = g_ptr_array_index (step->blocks, j);
          if (lesson_block_is_machine (block))
            check_block (reader, block, i);
        }
    }
  if (lesson->world_text == NULL)
    lesson_reader_refuse (
        reader, reader->offset + 1, 1,
        "there is no `world` block; describe server, account, mailboxes and devices "
        "in one, above the first ## heading");
}
