#include "lesson-question.h"

#include "lesson-expect.h"
#include "trace.h"

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
