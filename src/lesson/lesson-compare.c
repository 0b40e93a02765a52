/* The languages of a lesson: the same machine lines, and text in both. */

#include "lesson-private.h"

#include <string.h>

typedef struct
{
  const Lesson *lesson; /* what is compared against */
  const Lesson *other;
  GPtrArray *diagnostics;
} Compare;

static const LessonBlock *
next_machine (const LessonStep *step, guint *i)
{
  while (*i < step->blocks->len)
    {
      const LessonBlock *block = g_ptr_array_index (step->blocks, (*i)++);
      if (lesson_block_is_machine (block))
        return block;
    }
  return NULL;
}

/* The first column in which two lines differ, 1-based. */
static guint
first_difference (const char *a, const char *b)
{
  guint n = 0;
  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && ((guchar) b[n] & 0xC0) == 0x80)
    n--;
  return n + 1;
}

static gboolean
compare_blocks (Compare *compare, const LessonBlock *a, const LessonBlock *b)
{
  const char *name = lesson_machine_get_name (a->machine);
  const char *language = compare->lesson->language;
  g_auto (GStrv) wanted = lesson_block_lines (a);
  g_auto (GStrv) lines = lesson_block_lines (b);
  guint i = 0;
  while (wanted[i] != NULL && lines[i] != NULL && g_str_equal (wanted[i], lines[i]))
    i++;
  if (wanted[i] == NULL && lines[i] == NULL)
    return TRUE;
  guint line = b->line + i;
  if (lines[i] == NULL)
    lesson_diagnose (compare->diagnostics, compare->other->path, line, 1,
                     "a line of this `%s` block is missing; %s has (line %u): %s", name, language,
                     a->line + i, wanted[i]);
  else if (wanted[i] == NULL)
    lesson_diagnose (compare->diagnostics, compare->other->path, line, 1 + b->shift,
                     "this line of the `%s` block is not in %s; take it out or add it there", name,
                     language);
  else
    lesson_diagnose (compare->diagnostics, compare->other->path, line,
                     first_difference (wanted[i], lines[i]) + b->shift,
                     "this line of the `%s` block differs; %s has (line %u): %s", name, language,
                     a->line + i, wanted[i]);
  return FALSE;
}

/* Stops at the first difference of the step: what follows would only repeat it. */
static void
compare_machine (Compare *compare, const LessonStep *a, const LessonStep *b)
{
  guint i = 0, j = 0;
  while (TRUE)
    {
      const LessonBlock *wanted = next_machine (a, &i), *block = next_machine (b, &j);
      if (wanted == NULL && block == NULL)
        return;
      if (block == NULL)
        lesson_diagnose (compare->diagnostics, compare->other->path, b->line, 1,
                         "this step lacks the `%s` block that %s has at line %u; copy it here",
                         lesson_machine_get_name (wanted->machine), compare->lesson->language,
                         wanted->line - 1);
      else if (wanted == NULL)
        lesson_diagnose (compare->diagnostics, compare->other->path, block->line - 1, 1,
                         "this `%s` block is not in %s; take it out or add it there",
                         lesson_machine_get_name (block->machine), compare->lesson->language);
      else if (wanted->machine != block->machine)
        lesson_diagnose (compare->diagnostics, compare->other->path, block->line - 1, 1,
                         "here %s has a `%s` block (line %u), not `%s`; put the blocks in the same "
                         "order",
                         compare->lesson->language, lesson_machine_get_name (wanted->machine),
                         wanted->line - 1, lesson_machine_get_name (block->machine));
      else if (compare_blocks (compare, wanted, block))
        continue;
      return;
    }
}

static guint
count_prose (const LessonStep *step)
{
  guint n = 0;
  for (guint i = 0; i < step->blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (step->blocks, i);
      n += block->kind != LESSON_BLOCK_MACHINE && block->kind != LESSON_BLOCK_CODE;
    }
  return n;
}

static gboolean
has_han (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

static gboolean
is_translated (const Lesson *lesson, const char *text)
{
  return !g_str_equal (lesson->language, "zh_CN") || has_han (text);
}

static void check_question (Compare *compare, const LessonQuestion *question);
static void check_exercise (Compare *compare, const LessonExercise *exercise);

/* Text beside code: an answer may be nothing but a line of the dialogue. */
static gboolean
inlines_are_translated (const Lesson *lesson, const GPtrArray *inlines)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean words = FALSE;
  for (guint i = 0; i < inlines->len; i++)
    {
      const LessonInline *run = g_ptr_array_index (inlines, i);
      for (const char *c = run->code ? "" : run->text; *c != '\0'; c = g_utf8_next_char (c))
        words = words || g_unichar_isalpha (g_utf8_get_char (c));
      g_string_append (text, run->text);
    }
  return !words || is_translated (lesson, text->str);
}

static void
check_inlines (Compare *compare, const GPtrArray *inlines, guint line)
{
  if (!inlines_are_translated (compare->other, inlines))
    lesson_diagnose (compare->diagnostics, compare->other->path, line, 1,
                     "this text is not in the language of the file (%s); translate it",
                     compare->other->language);
}

static void
check_blocks (Compare *compare, const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (blocks, i);
      if (block->kind == LESSON_BLOCK_PARAGRAPH)
        check_inlines (compare, block->inlines, block->line);
      if (block->kind == LESSON_BLOCK_QUESTION)
        check_question (compare, block->question);
      if (block->kind == LESSON_BLOCK_EXERCISE)
        check_exercise (compare, block->exercise);
    }
}

static void
check_question (Compare *compare, const LessonQuestion *question)
{
  check_inlines (compare, question->question->inlines, question->line);
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      check_inlines (compare, answer->text, answer->text_line);
      check_blocks (compare, answer->feedback);
    }
}

static void
check_exercise (Compare *compare, const LessonExercise *exercise)
{
  check_inlines (compare, exercise->task->inlines, exercise->line);
  for (guint i = 0; i < exercise->goals->len; i++)
    {
      const LessonGoal *goal = g_ptr_array_index (exercise->goals, i);
      check_inlines (compare, goal->text, goal->text_line);
    }
  for (guint i = 0; i < exercise->hints->len; i++)
    check_blocks (compare, g_ptr_array_index (exercise->hints, i));
}

static void
check_prose (Compare *compare, const LessonStep *step)
{
  const char *path = compare->other->path, *language = compare->other->language;
  if (!is_translated (compare->other, step->heading) && step->heading[0] != '\0')
    lesson_diagnose (compare->diagnostics, path, step->line, 1,
                     "this heading is not in the language of the file (%s); translate it",
                     language);
  if (count_prose (step) == 0)
    lesson_diagnose (compare->diagnostics, path, step->line, 1,
                     "there is no text here; write what %s says, in %s", compare->lesson->language,
                     language);
  check_blocks (compare, step->blocks);
}

static void
compare_front (Compare *compare)
{
  const Lesson *a = compare->lesson, *b = compare->other;
  if (a->minutes != b->minutes)
    lesson_diagnose (compare->diagnostics, b->path, 1, 1, "minutes: differ; %s has %u", a->language,
                     a->minutes);
  if (!g_str_equal (a->audience, b->audience))
    lesson_diagnose (compare->diagnostics, b->path, 1, 1, "audience: differs; %s has %s",
                     a->language, a->audience);
  gboolean same = a->sources->len == b->sources->len;
  for (guint i = 0; same && i < a->sources->len; i++)
    same = g_str_equal (a->sources->pdata[i], b->sources->pdata[i]);
  if (!same)
    lesson_diagnose (compare->diagnostics, b->path, 1, 1, "sources: differ; copy them from %s",
                     a->language);
  if (b->title[0] != '\0' && !is_translated (b, b->title))
    lesson_diagnose (compare->diagnostics, b->path, 1, 1,
                     "the title is not in the language of the file (%s); translate it",
                     b->language);
}

void
lesson_compare (const Lesson *lesson, const Lesson *other, GPtrArray *diagnostics)
{
  Compare compare = { lesson, other, diagnostics };
  compare_front (&compare);
  for (guint i = 0; i < MIN (lesson->steps->len, other->steps->len); i++)
    {
      const LessonStep *a = g_ptr_array_index (lesson->steps, i);
      const LessonStep *b = g_ptr_array_index (other->steps, i);
      compare_machine (&compare, a, b);
      if (count_prose (a) > 0)
        check_prose (&compare, b);
    }
  const LessonStep *last = g_ptr_array_index (other->steps, other->steps->len - 1);
  if (lesson->steps->len > other->steps->len)
    {
      const LessonStep *missing = g_ptr_array_index (lesson->steps, other->steps->len);
      lesson_diagnose (diagnostics, other->path, last->line, 1,
                       "steps are missing behind this one; the next in %s is “%s” (line %u)",
                       lesson->language, missing->heading, missing->line);
    }
  else if (lesson->steps->len < other->steps->len)
    {
      const LessonStep *extra = g_ptr_array_index (other->steps, lesson->steps->len);
      lesson_diagnose (diagnostics, other->path, extra->line, 1,
                       "%s has no such step; take it out or add it there", lesson->language);
    }
}
