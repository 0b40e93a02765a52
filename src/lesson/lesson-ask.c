/* Questions and exercises: an `ask` or `try` block and what stands around it become one block. */

#include "lesson-expect.h"
#include "lesson-private.h"

#include <string.h>

static void
answer_free (LessonAnswer *answer)
{
  g_free (answer->predicate);
  g_clear_pointer (&answer->text, g_ptr_array_unref);
  g_clear_pointer (&answer->feedback, g_ptr_array_unref);
  g_free (answer);
}

static void
goal_free (LessonGoal *goal)
{
  g_free (goal->predicate);
  g_clear_pointer (&goal->text, g_ptr_array_unref);
  g_free (goal);
}

LessonQuestion *
lesson_question_new (void)
{
  LessonQuestion *question = g_new0 (LessonQuestion, 1);
  question->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
  return question;
}

void
lesson_question_free (LessonQuestion *question)
{
  g_clear_pointer (&question->question, lesson_block_free);
  g_ptr_array_unref (question->answers);
  g_free (question);
}

LessonExercise *
lesson_exercise_new (void)
{
  LessonExercise *exercise = g_new0 (LessonExercise, 1);
  exercise->goals = g_ptr_array_new_with_free_func ((GDestroyNotify) goal_free);
  exercise->acts = g_ptr_array_new_with_free_func (g_free);
  exercise->act_lines = g_array_new (FALSE, FALSE, sizeof (guint));
  exercise->hints = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return exercise;
}

void
lesson_exercise_free (LessonExercise *exercise)
{
  g_clear_pointer (&exercise->task, lesson_block_free);
  g_ptr_array_unref (exercise->goals);
  g_ptr_array_unref (exercise->acts);
  g_array_unref (exercise->act_lines);
  g_ptr_array_unref (exercise->hints);
  g_free (exercise);
}

/* --- neighbours --- */

/* An `ask` or `try` block being read, and the step it stands in. */
typedef struct
{
  LessonReader *reader;
  LessonStep *step;
  LessonBlock *block;
  guint at; /* of @block in the step */
  gboolean good;
} Reading;

static void refuse (Reading *reading, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
refuse (Reading *reading, guint line, guint column, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  lesson_reader_refuse (reading->reader, line, column, "%s", message);
  reading->good = FALSE;
}

/* The paragraph right above, taken out of the step. */
static LessonBlock *
take_above (Reading *reading, const char *what)
{
  GPtrArray *blocks = reading->step->blocks;
  const LessonBlock *above = reading->at > 0 ? g_ptr_array_index (blocks, reading->at - 1) : NULL;
  if (above == NULL || above->kind != LESSON_BLOCK_PARAGRAPH)
    {
      refuse (reading, reading->block->line - 1, 1,
              "write %s as a paragraph right above this block", what);
      return NULL;
    }
  reading->at--;
  return g_ptr_array_steal_index (blocks, reading->at);
}

/* The list right below, taken out of the step. */
static LessonBlock *
take_list (Reading *reading, gboolean ordered, const char *what)
{
  GPtrArray *blocks = reading->step->blocks;
  guint i = reading->at + 1;
  const LessonBlock *below = i < blocks->len ? g_ptr_array_index (blocks, i) : NULL;
  if (below != NULL && below->kind == LESSON_BLOCK_LIST && below->ordered == ordered)
    return g_ptr_array_steal_index (blocks, i);
  refuse (reading, reading->block->line - 1, 1, "below this block there is no %s; write %s",
          ordered ? "numbered list (1. 2. 3.)" : "list with -", what);
  return NULL;
}

/* The first paragraph of an item, to keep; NULL when it begins with something else. */
static GPtrArray *
first_paragraph (Reading *reading, const LessonBlock *item)
{
  const LessonBlock *first = item->children->len > 0 ? g_ptr_array_index (item->children, 0) : NULL;
  if (first != NULL && first->kind == LESSON_BLOCK_PARAGRAPH)
    return g_ptr_array_ref (first->inlines);
  refuse (reading, item->line, 1, "an item begins with a line of text; write it here");
  return NULL;
}

static GPtrArray *
take_children (LessonBlock *item, guint from)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_block_free);
  while (item->children->len > from)
    g_ptr_array_add (out, g_ptr_array_steal_index (item->children, from));
  return out;
}

/* --- machine lines --- */

/* A predicate behind @skip octets of line @i; FALSE when it is none. */
static gboolean
read_predicate (Reading *reading, const char *line, guint i, gsize skip, char **predicate,
                guint *column)
{
  const LessonBlock *block = reading->block;
  skip += strspn (line + skip, " \t");
  *column = (guint) skip + 1 + block->shift;
  *predicate = g_strchomp (g_strdup (line + skip));
  gboolean empty = **predicate == '\0' || **predicate == '#';
  if (empty)
    refuse (reading, block->line + i, *column,
            "write what is to be true here, as in an `expect` block");
  else if (!lesson_expect_check_line (reading->reader, *predicate, block->line + i, *column))
    reading->good = FALSE;
  return reading->good;
}

static void
read_answer_line (Reading *reading, LessonQuestion *question, const char *line, guint i)
{
  const LessonBlock *block = reading->block;
  gsize blanks = strspn (line, " \t");
  const char *text = line + blanks;
  gboolean right = g_str_has_prefix (text, "[x]") || g_str_has_prefix (text, "[X]");
  if (*text == '\0' || *text == '#')
    return;
  LessonAnswer *answer = g_new0 (LessonAnswer, 1);
  answer->right = right;
  answer->line = block->line + i;
  g_ptr_array_add (question->answers, answer);
  if (!right && !g_str_has_prefix (text, "[ ]"))
    refuse (reading, answer->line, (guint) blanks + 1 + block->shift,
            "a line of `ask` begins with [x] (the right answer) or [ ], then what must be true of "
            "the run if that answer is right");
  else
    read_predicate (reading, line, i, blanks + 3, &answer->predicate, &answer->column);
}

static void
read_exercise_line (Reading *reading, LessonExercise *exercise, const char *line, guint i)
{
  const LessonBlock *block = reading->block;
  gsize blanks = strspn (line, " \t");
  const char *text = line + blanks;
  guint number = block->line + i;
  if (*text == '\0' || *text == '#')
    return;
  if (g_str_has_prefix (text, "goal "))
    {
      LessonGoal *goal = g_new0 (LessonGoal, 1);
      goal->line = number;
      g_ptr_array_add (exercise->goals, goal);
      read_predicate (reading, line, i, blanks + 5, &goal->predicate, &goal->column);
    }
  else if (g_str_has_prefix (text, "do ") && text[3 + strspn (text + 3, " \t")] != '\0')
    {
      const char *act = text + 3 + strspn (text + 3, " \t");
      g_ptr_array_add (exercise->acts, g_strchomp (g_strdup (act)));
      g_array_append_val (exercise->act_lines, number);
    }
  else
    refuse (reading, number, (guint) blanks + 1 + block->shift,
            "a line of `try` is `goal` and what is to become true, or `do` and an act of the "
            "solution");
}

/* --- questions --- */

static void
check_key (Reading *reading, const LessonQuestion *question)
{
  guint right = 0;
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      right += answer->right;
      if (answer->right && right == 2)
        refuse (reading, answer->line, 1, "a second answer is marked right; mark one with [x]");
    }
  if (question->answers->len < 2)
    refuse (reading, reading->block->line, 1,
            "a question has two answers or more; write a line for each: [x] for the right one, "
            "[ ] for the others");
  else if (right == 0)
    refuse (reading, reading->block->line, 1, "no answer is marked right; mark one with [x]");
}

/* Items and machine lines belong to each other by their order. */
static void
read_answers (Reading *reading, LessonQuestion *question, LessonBlock *list)
{
  if (list->children->len != question->answers->len)
    refuse (reading, list->line, 1,
            "here are %u answers and %u lines in the `ask` block; write one for each, in the same "
            "order",
            list->children->len, question->answers->len);
  for (guint i = 0; i < MIN (list->children->len, question->answers->len); i++)
    {
      LessonBlock *item = g_ptr_array_index (list->children, i);
      LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      answer->text_line = item->line;
      answer->text = first_paragraph (reading, item);
      answer->feedback = take_children (item, 1);
      if (answer->text != NULL && answer->feedback->len == 0)
        refuse (reading, item->line, 1,
                "nothing is said to who chooses this; write a paragraph below it, indented");
    }
}

/* Whether the step's acts all stand below. */
static gboolean
is_above_acts (const Reading *reading)
{
  guint above = 0, below = 0;
  for (guint i = 0; i < reading->step->blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (reading->step->blocks, i);
      gboolean acts = block->kind == LESSON_BLOCK_MACHINE && block->machine == LESSON_MACHINE_DO;
      above += acts && i < reading->at;
      below += acts && i > reading->at;
    }
  return above == 0 && below > 0;
}

static void
read_question (Reading *reading)
{
  LessonBlock *block = reading->block;
  LessonQuestion *question = block->question = lesson_question_new ();
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    read_answer_line (reading, question, lines[i], i);
  check_key (reading, question);
  question->predicts = is_above_acts (reading);
  question->question = take_above (reading, "the question");
  g_autoptr (LessonBlock) list = take_list (
      reading, TRUE, "one item for each answer, with what is said to who chooses it");
  if (list != NULL)
    read_answers (reading, question, list);
  question->line = question->question != NULL ? question->question->line : block->line;
}

/* --- exercises --- */

static void
read_goals (Reading *reading, LessonExercise *exercise, const LessonBlock *list)
{
  if (list->children->len != exercise->goals->len)
    refuse (reading, list->line, 1,
            "here are %u items and %u `goal` lines in the `try` block; write one for each, in the "
            "same order",
            list->children->len, exercise->goals->len);
  for (guint i = 0; i < MIN (list->children->len, exercise->goals->len); i++)
    {
      LessonGoal *goal = g_ptr_array_index (exercise->goals, i);
      const LessonBlock *item = g_ptr_array_index (list->children, i);
      goal->text_line = item->line;
      goal->text = first_paragraph (reading, item);
    }
}

static void
read_hints (LessonExercise *exercise, LessonBlock *list)
{
  for (guint i = 0; i < list->children->len; i++)
    g_ptr_array_add (exercise->hints, take_children (g_ptr_array_index (list->children, i), 0));
}

static void
read_exercise (Reading *reading)
{
  LessonBlock *block = reading->block;
  LessonExercise *exercise = block->exercise = lesson_exercise_new ();
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    read_exercise_line (reading, exercise, lines[i], i);
  if (exercise->goals->len == 0)
    refuse (reading, block->line, 1,
            "there is no goal; write a line such as "
            "goal server:lin:INBOX:lunch:flags has \\Seen");
  if (exercise->acts->len == 0)
    refuse (reading, block->line, 1,
            "there is no solution; write the acts that reach the goals, "
            "each in a line that begins with do");
  exercise->task = take_above (reading, "the task");
  g_autoptr (LessonBlock) goals = take_list (reading, FALSE, "one item for each goal, in words");
  g_autoptr (LessonBlock)
      hints = goals != NULL ? take_list (
                  reading, TRUE, "hints behind the list of goals, from a nudge to nearly all")
                            : NULL;
  if (goals != NULL)
    read_goals (reading, exercise, goals);
  if (hints != NULL)
    read_hints (exercise, hints);
  exercise->line = exercise->task != NULL ? exercise->task->line : block->line;
}

void
lesson_read_questions (LessonReader *reader)
{
  for (guint s = 1; s < reader->lesson->steps->len; s++)
    {
      LessonStep *step = g_ptr_array_index (reader->lesson->steps, s);
      for (guint i = 0; i < step->blocks->len; i++)
        {
          LessonBlock *block = g_ptr_array_index (step->blocks, i);
          Reading reading = { reader, step, block, i, TRUE };
          if (block->kind != LESSON_BLOCK_MACHINE
              || (block->machine != LESSON_MACHINE_ASK && block->machine != LESSON_MACHINE_TRY))
            continue;
          if (block->machine == LESSON_MACHINE_ASK)
            read_question (&reading);
          else
            read_exercise (&reading);
          if (reading.good)
            block->kind = block->machine == LESSON_MACHINE_ASK ? LESSON_BLOCK_QUESTION
                                                               : LESSON_BLOCK_EXERCISE;
          i = reading.at;
        }
    }
}
