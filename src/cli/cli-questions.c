/* Questions and exercises of a lesson in the terminal. */
#include "cli-questions.h"

#include <stdio.h>

#include "lesson.h"
#include "view-text.h"

static void
print_word (const ExplainCatalogue *catalogue, const char *key)
{
  ViewText text = { .key = key };
  g_autofree char *word = view_text (catalogue, &text);
  printf (g_str_has_suffix (word, "：") ? "%s" : "%s ", word);
}

static void
print_inlines (const GPtrArray *inlines)
{
  g_autofree char *text = lesson_inlines_to_text (inlines);
  printf ("%s\n", text);
}

static void
print_blocks (const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (blocks, i);
      if (block->kind == LESSON_BLOCK_PARAGRAPH)
        {
          printf ("     ");
          print_inlines (block->inlines);
        }
    }
}

static void
print_question (const LessonQuestion *question, const ExplainCatalogue *catalogue)
{
  printf ("\n");
  print_word (catalogue, question->predicts ? "scene.lesson-prediction" : "scene.lesson-question");
  print_inlines (question->question->inlines);
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      printf ("  %u. ", i + 1);
      print_inlines (answer->text);
    }
}

static void
print_answer (const LessonQuestion *question, const ExplainCatalogue *catalogue)
{
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      if (!answer->right)
        continue;
      printf ("\n");
      print_word (catalogue, "scene.lesson-answer");
      printf ("%u. ", i + 1);
      print_inlines (answer->text);
      print_blocks (answer->feedback);
    }
}

static void
print_exercise (const LessonExercise *exercise, const ExplainCatalogue *catalogue)
{
  printf ("\n");
  print_word (catalogue, "scene.lesson-exercise");
  print_inlines (exercise->task->inlines);
  for (guint i = 0; i < exercise->goals->len; i++)
    {
      const LessonGoal *goal = g_ptr_array_index (exercise->goals, i);
      printf ("  - ");
      print_inlines (goal->text);
    }
}

void
cli_questions_print (const GPtrArray *blocks, gboolean before, const ExplainCatalogue *catalogue)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (blocks, i);
      if (block->kind == LESSON_BLOCK_QUESTION && block->question->predicts == before)
        print_question (block->question, catalogue);
      if (block->kind == LESSON_BLOCK_QUESTION && !before)
        print_answer (block->question, catalogue);
      if (block->kind == LESSON_BLOCK_EXERCISE && !before)
        print_exercise (block->exercise, catalogue);
    }
  if (before)
    printf ("\n");
}
