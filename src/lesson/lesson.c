#include "lesson-private.h"

#include <string.h>

#include "model-world.h"

static const char *const machine_names[] = {
  "world", "do", "expect", "wire", "ask", "try", "show"
};

const char *
lesson_machine_get_name (LessonMachine machine)
{
  return machine_names[machine];
}

static void
inline_free (LessonInline *run)
{
  g_free (run->text);
  g_free (run->url);
  g_free (run);
}

LessonBlock *
lesson_block_new (LessonBlockKind kind, guint line)
{
  LessonBlock *block = g_new0 (LessonBlock, 1);
  block->kind = kind;
  block->line = line;
  block->inlines = g_ptr_array_new_with_free_func ((GDestroyNotify) inline_free);
  block->children = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_block_free);
  return block;
}

void
lesson_block_free (LessonBlock *block)
{
  g_ptr_array_unref (block->inlines);
  g_ptr_array_unref (block->children);
  g_free (block->text);
  g_clear_pointer (&block->question, lesson_question_free);
  g_clear_pointer (&block->exercise, lesson_exercise_free);
  g_free (block);
}

gboolean
lesson_block_is_machine (const LessonBlock *block)
{
  return block->text != NULL && block->kind != LESSON_BLOCK_CODE;
}

const LessonBlock *
lesson_step_machine (const LessonStep *step, guint i, LessonMachine machine)
{
  const LessonBlock *block = g_ptr_array_index (step->blocks, i);
  return block->kind == LESSON_BLOCK_MACHINE && block->machine == machine ? block : NULL;
}

char **
lesson_block_lines (const LessonBlock *block)
{
  g_autofree char *text = g_strdup (block->text);
  gsize len = strlen (text);
  if (len > 0 && text[len - 1] == '\n')
    text[len - 1] = '\0';
  return len > 0 ? g_strsplit (text, "\n", -1) : g_new0 (char *, 1);
}

static void
step_free (LessonStep *step)
{
  g_free (step->heading);
  g_ptr_array_unref (step->blocks);
  g_free (step);
}

/* "4-1-two-devices" → 4, 1, "two-devices". */
static void
read_folder_name (LessonReader *reader)
{
  Lesson *lesson = reader->lesson;
  g_autofree char *file = g_path_get_basename (lesson->path);
  g_autofree char *folder = g_path_get_dirname (lesson->path);
  g_autofree char *name = g_path_get_basename (folder);
  g_autoptr (GRegex)
      shape = g_regex_new ("^([1-9][0-9]?)-([1-9][0-9]?)-([a-z][a-z0-9-]*)$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  lesson->language = g_str_has_suffix (file, ".md") ? g_strndup (file, strlen (file) - 3)
                                                    : g_strdup (file);
  if (g_regex_match (shape, name, 0, &match))
    {
      g_autofree char *unit = g_match_info_fetch (match, 1);
      g_autofree char *number = g_match_info_fetch (match, 2);
      lesson->unit = (guint) g_ascii_strtoull (unit, NULL, 10);
      lesson->number = (guint) g_ascii_strtoull (number, NULL, 10);
      lesson->slug = g_match_info_fetch (match, 3);
      return;
    }
  lesson->slug = g_strdup (name);
  lesson_reader_refuse (reader, 1, 1,
                        "the folder “%s” is not named UNIT-NUMBER-slug; rename it like "
                        "4-1-two-devices",
                        name);
}

void
lesson_reader_refuse (LessonReader *reader, guint line, guint column, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  lesson_diagnose (reader->diagnostics, reader->lesson->path, line, column, "%s", message);
}

/* Where the octet at @at is, 1-based. */
static void
find_place (const char *text, gsize at, guint *line, guint *column)
{
  *line = 1;
  *column = 1;
  for (gsize i = 0; i < at; i++)
    {
      *column = text[i] == '\n' ? 1 : *column + 1;
      *line += text[i] == '\n';
    }
}

/* A CR by itself ends a line for CommonMark but for hardly any editor: places would not be right. */
static gboolean
check_line_ends (LessonReader *reader, const char *text, gsize len)
{
  guint line, column;
  for (gsize i = 0; i < len; i++)
    if (text[i] == '\r' && (i + 1 == len || text[i + 1] != '\n'))
      {
        find_place (text, i, &line, &column);
        lesson_reader_refuse (
            reader, line, column,
            "a carriage return stands here without a line feed; save the file with "
            "ordinary line ends");
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_octets (LessonReader *reader, const char *text, gsize len)
{
  guint line, column;
  const char *end;
  if (len > LESSON_OCTETS)
    {
      lesson_reader_refuse (reader, 1, 1,
                            "the file has %" G_GSIZE_FORMAT " octets, a lesson at most %d; make it "
                            "shorter",
                            len, LESSON_OCTETS);
      return FALSE;
    }
  if (g_utf8_validate_len (text, len, &end))
    return check_line_ends (reader, text, len);
  find_place (text, (gsize) (end - text), &line, &column);
  lesson_reader_refuse (reader, line, column,
                        "octet \\x%02X here is not UTF-8 text; save the file as UTF-8",
                        (guint8) *end);
  return FALSE;
}

/* A claim, a question or an exercise changes nothing that is run. */
static gboolean
is_run (const LessonBlock *block)
{
  return block->kind == LESSON_BLOCK_MACHINE
         && (block->machine == LESSON_MACHINE_WORLD || block->machine == LESSON_MACHINE_DO);
}

/* Over the machine lines that are run. */
static char *
hash_acts (const Lesson *lesson)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  for (guint i = 0; i < lesson->steps->len; i++)
    {
      const LessonStep *step = g_ptr_array_index (lesson->steps, i);
      g_autofree char *mark = g_strdup_printf ("step %u\n", i);
      g_checksum_update (sum, (const guchar *) mark, -1);
      for (guint j = 0; j < step->blocks->len; j++)
        {
          const LessonBlock *block = g_ptr_array_index (step->blocks, j);
          if (!is_run (block))
            continue;
          const char *name = lesson_machine_get_name (block->machine);
          g_checksum_update (sum, (const guchar *) name, -1);
          g_checksum_update (sum, (const guchar *) "\n", 1);
          g_checksum_update (sum, (const guchar *) block->text, -1);
        }
    }
  return g_strdup (g_checksum_get_string (sum));
}

Lesson *
lesson_parse (const char *path, const char *text, gsize len, GPtrArray *diagnostics)
{
  Lesson *lesson = g_new0 (Lesson, 1);
  LessonReader reader = { .lesson = lesson, .diagnostics = diagnostics };
  lesson->path = g_strdup (path);
  lesson->title = g_strdup ("");
  lesson->unit_title = g_strdup ("");
  lesson->audience = g_strdup ("");
  lesson->sources = g_ptr_array_new_with_free_func (g_free);
  lesson->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  LessonStep *start = g_new0 (LessonStep, 1);
  start->heading = g_strdup ("");
  start->line = 1;
  start->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_block_free);
  g_ptr_array_add (lesson->steps, start);
  read_folder_name (&reader);
  if (check_octets (&reader, text, len))
    {
      g_autoptr (GString) plain = g_string_new_len (text, (gssize) len);
      g_string_replace (plain, "\r\n", "\n", 0);
      g_auto (GStrv) lines = g_strsplit (plain->str, "\n", -1);
      reader.lines = lines;
      reader.n_lines = g_strv_length (lines);
      lesson_read_front_matter (&reader);
      lesson_read_text (&reader);
      lesson_read_questions (&reader);
      lesson_check_machine (&reader);
    }
  lesson->hash = hash_acts (lesson);
  return lesson;
}

void
lesson_free (Lesson *lesson)
{
  g_free (lesson->path);
  g_free (lesson->language);
  g_free (lesson->slug);
  g_free (lesson->title);
  g_free (lesson->unit_title);
  g_free (lesson->audience);
  g_ptr_array_unref (lesson->sources);
  g_ptr_array_unref (lesson->steps);
  g_free (lesson->world_text);
  g_clear_pointer (&lesson->world, model_world_free);
  g_free (lesson->hash);
  g_free (lesson);
}

const LessonStep *
lesson_get_step (const Lesson *lesson, guint step)
{
  g_assert (step < lesson->steps->len);
  return g_ptr_array_index (lesson->steps, step);
}

guint
lesson_get_n_steps (const Lesson *lesson)
{
  return lesson->steps->len - 1;
}

char *
lesson_inlines_to_text (const GPtrArray *inlines)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < inlines->len; i++)
    {
      const LessonInline *run = g_ptr_array_index (inlines, i);
      g_string_append (text, run->text);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *const arrangements[] = { "lesson", "line", "hands-on" };

const char *
lesson_find_arrangement (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (arrangements); i++)
    if (g_str_equal (arrangements[i], name))
      return arrangements[i];
  return NULL;
}

const char *
lesson_step_get_arrangement (const LessonStep *step)
{
  for (guint i = 0; i < step->blocks->len; i++)
    {
      const LessonBlock *block = lesson_step_machine (step, i, LESSON_MACHINE_SHOW);
      g_autofree char *name = block != NULL ? g_strstrip (g_strdup (block->text)) : NULL;
      if (name != NULL)
        return lesson_find_arrangement (name);
    }
  return NULL;
}
