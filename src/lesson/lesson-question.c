#include "lesson-question.h"

#include "lesson-expect.h"
#include "trace.h"

const LessonQuestion *
lesson_get_question (const Lesson *lesson, guint step, guint which)
{
  if (step > lesson_get_n_steps (lesson))
    return NULL;
  const LessonStep *of = lesson_get_step (lesson, step);
  for (guint i = 0; i < of->blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (of->blocks, i);
      if (block->kind == LESSON_BLOCK_QUESTION && which-- == 0)
        return block->question;
    }
  return NULL;
}

guint
lesson_question_get_right (const LessonQuestion *question)
{
  guint right = 0;
  while (right < question->answers->len
         && !((const LessonAnswer *) g_ptr_array_index (question->answers, right))->right)
    right++;
  return right;
}

guint32
lesson_question_get_decider (Trace *trace, guint32 first, guint32 last,
                             const LessonQuestion *question)
{
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  trace_cursor_seek (cursor, last);
  LessonMoment moment = { trace, trace_cursor_get_model (cursor), NULL, first, last };
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      if (answer->right)
        return lesson_expect_decider (answer->predicate, &moment);
    }
  return last;
}
