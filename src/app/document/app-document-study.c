/* Questions that were answered, and exercises that are being done. */
#include "app-document-private.h"

#include "app-document-free.h"
#include "app-language.h"
#include "lesson-library.h"
#include "lesson-question.h"

/* --- questions --- */

#define ANSWERS_MAX 64

static gpointer
key_of (guint step, guint which)
{
  return GUINT_TO_POINTER (step << 8 | which);
}

static const AppDocumentReply *
get_reply (AppDocument *self, guint step, guint which)
{
  static const AppDocumentReply nothing = { 0, 0, FALSE };
  const AppDocumentReply *reply = g_hash_table_lookup (self->replies, key_of (step, which));
  return reply != NULL ? reply : &nothing;
}

static AppDocumentReply *
make_reply (AppDocument *self, guint step, guint which)
{
  AppDocumentReply *reply = g_hash_table_lookup (self->replies, key_of (step, which));
  if (reply == NULL)
    g_hash_table_insert (self->replies, key_of (step, which), reply = g_new0 (AppDocumentReply, 1));
  return reply;
}

const LessonQuestion *
app_document_get_question (AppDocument *self, guint step, guint which)
{
  return self->lesson != NULL ? lesson_get_question (self->lesson, step, which) : NULL;
}

gboolean
app_document_is_open_question (AppDocument *self, guint step, guint which)
{
  const LessonQuestion *question = app_document_get_question (self, step, which);
  const AppDocumentReply *reply = get_reply (self, step, which);
  return question != NULL && question->predicts && self->asks && self->attempt == NULL
         && reply->chosen == 0 && !reply->skipped;
}

gboolean
app_document_get_waiting (AppDocument *self, guint *step, guint *which)
{
  guint n = self->lesson != NULL && self->ladder != NULL ? view_ladder_get_n_steps (self->ladder)
                                                         : 0;
  for (guint i = 1; i <= n; i++)
    for (guint k = 0; app_document_get_question (self, i, k) != NULL; k++)
      if (app_document_is_open_question (self, i, k))
        {
          if (step != NULL)
            *step = i;
          if (which != NULL)
            *which = k;
          return TRUE;
        }
  return FALSE;
}

guint32
app_document_get_limit (AppDocument *self)
{
  guint step;
  return app_document_get_waiting (self, &step, NULL)
             ? view_ladder_get_step_event (self->ladder, step - 1)
             : view_ladder_get_last (self->ladder);
}

gboolean
app_document_get_asks (AppDocument *self)
{
  return self->asks;
}

void
app_document_set_asks (AppDocument *self, gboolean asks)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (self->asks == asks)
    return;
  self->asks = asks;
  app_document_emit (self, APP_DOCUMENT_REPLIED);
  /* What is hidden again is not stood at. */
  if (app_document_is_open (self)
      && app_document_get_position (self).event > app_document_get_limit (self))
    app_document_go (self, app_document_get_limit (self));
}

gboolean
app_document_is_chosen (AppDocument *self, guint step, guint which, guint answer)
{
  return answer < ANSWERS_MAX && (get_reply (self, step, which)->chosen >> answer & 1) != 0;
}

gboolean
app_document_is_answered (AppDocument *self, guint step, guint which)
{
  return get_reply (self, step, which)->chosen != 0;
}

AppDocumentReply
app_document_get_reply (AppDocument *self, guint step, guint which)
{
  return *get_reply (self, step, which);
}

void
app_document_set_reply (AppDocument *self, guint step, guint which, const AppDocumentReply *reply)
{
  const LessonQuestion *question = app_document_get_question (self, step, which);
  g_return_if_fail (question != NULL);
  guint n = question->answers->len;
  AppDocumentReply *kept = make_reply (self, step, which);
  *kept = *reply;
  /* Another version of the lesson may have fewer answers. */
  kept->chosen &= ((guint64) 1 << MIN (n, ANSWERS_MAX - 1)) - 1;
  kept->first = kept->first <= n ? kept->first : 0;
  app_document_emit (self, APP_DOCUMENT_REPLIED);
}

void
app_document_answer (AppDocument *self, guint step, guint which, guint answer)
{
  g_return_if_fail (app_document_get_question (self, step, which) != NULL);
  g_return_if_fail (answer < ANSWERS_MAX);
  AppDocumentReply *reply = make_reply (self, step, which);
  if (reply->chosen == 0)
    reply->first = answer + 1;
  reply->chosen |= (guint64) 1 << answer;
  app_document_emit (self, APP_DOCUMENT_REPLIED);
}

void
app_document_skip (AppDocument *self, guint step, guint which)
{
  g_return_if_fail (app_document_get_question (self, step, which) != NULL);
  make_reply (self, step, which)->skipped = TRUE;
  app_document_emit (self, APP_DOCUMENT_REPLIED);
}

void
app_document_show_decider (AppDocument *self, guint step, guint which)
{
  const LessonQuestion *question = app_document_get_question (self, step, which);
  g_return_if_fail (question != NULL && step > 0 && step <= app_document_get_n_steps (self));
  guint32 first = view_ladder_get_step_event (self->ladder, step - 1);
  guint32 next = view_ladder_get_step_event (self->ladder, step);
  guint32 last = next > 0 ? next - 1 : view_ladder_get_last (self->ladder);
  guint32 event = lesson_question_get_decider (self->trace, first, last, question);
  /* A line is shown once it has arrived. */
  guint32 row = view_ladder_find_row (self->ladder, event);
  app_document_go (
      self, row != VIEW_NO_ROW ? MAX (event, view_ladder_get_row_end (self->ladder, row)) : event);
  if (row != VIEW_NO_ROW)
    app_document_select (self, row);
}

/* --- exercises --- */

const LessonExercise *
app_document_get_exercise (AppDocument *self, guint step, guint which)
{
  return self->lesson != NULL && step <= lesson_get_n_steps (self->lesson)
             ? lesson_get_exercise (self->lesson, step, which)
             : NULL;
}

gboolean
app_document_is_trying (AppDocument *self, guint step, guint which)
{
  return self->attempt != NULL && self->attempt_step == step && self->attempt_which == which;
}

gboolean
app_document_is_trying_any (AppDocument *self)
{
  return self->attempt != NULL;
}

static void
forget_attempt (AppDocument *self)
{
  g_clear_pointer (&self->attempt, lesson_attempt_free);
  g_clear_pointer (&self->attempt_lesson, lesson_free);
}

void
app_document_forget_study (AppDocument *self)
{
  forget_attempt (self);
  if (self->replies != NULL)
    g_hash_table_remove_all (self->replies);
}

static void
look_at_attempt (AppDocument *self)
{
  Trace *trace = lesson_attempt_get_trace (self->attempt);
  app_document_look_at (self, trace, trace_get_n (trace));
  app_document_emit (self, APP_DOCUMENT_REPLIED);
}

gboolean
app_document_try (AppDocument *self, guint step, guint which, GError **error)
{
  g_return_val_if_fail (self->lesson != NULL, FALSE);
  g_autoptr (Lesson) lesson = lesson_load (self->folder, app_language_get_content (), error);
  if (lesson == NULL)
    return FALSE;
  g_autoptr (LessonAttempt) attempt = lesson_attempt_new (lesson, 1, step, which, error);
  if (attempt == NULL)
    return FALSE;
  if (self->attempt == NULL)
    self->attempt_from = self->position.event;
  /* Scenes borrow the trace of the attempt before. */
  g_autoptr (LessonAttempt) old = g_steal_pointer (&self->attempt);
  g_autoptr (Lesson) old_lesson = g_steal_pointer (&self->attempt_lesson);
  self->attempt = g_steal_pointer (&attempt);
  self->attempt_lesson = g_steal_pointer (&lesson);
  self->attempt_step = step;
  self->attempt_which = which;
  self->attempt_shown = FALSE;
  look_at_attempt (self);
  g_clear_pointer (&old, lesson_attempt_free);
  return TRUE;
}

gboolean
app_document_do (AppDocument *self, const char *act, GError **error)
{
  g_return_val_if_fail (self->attempt != NULL, FALSE);
  return app_document_act (self, act, error);
}

gboolean
app_document_solve (AppDocument *self, GError **error)
{
  g_return_val_if_fail (self->attempt != NULL, FALSE);
  if (!app_document_try (self, self->attempt_step, self->attempt_which, error))
    return FALSE;
  self->attempt_shown = TRUE;
  gboolean done = lesson_attempt_solve (self->attempt, error);
  app_document_grow (self, TRUE);
  app_document_emit (self, APP_DOCUMENT_REPLIED);
  return done;
}

gboolean
app_document_has_goal (AppDocument *self, guint i)
{
  return self->attempt != NULL && lesson_attempt_goal (self->attempt, i);
}

gboolean
app_document_is_solved (AppDocument *self)
{
  return self->attempt != NULL && lesson_attempt_is_done (self->attempt);
}

gboolean
app_document_was_shown (AppDocument *self)
{
  return self->attempt != NULL && self->attempt_shown;
}

void
app_document_stop_trying (AppDocument *self)
{
  if (self->attempt == NULL)
    return;
  g_autoptr (LessonAttempt) attempt = g_steal_pointer (&self->attempt);
  g_autoptr (Lesson) lesson = g_steal_pointer (&self->attempt_lesson);
  app_document_look_at (self, trace_recording_get_run (self->recording, 0), self->attempt_from);
  app_document_emit (self, APP_DOCUMENT_REPLIED);
  /* The attempt borrows from its lesson. */
  g_clear_pointer (&attempt, lesson_attempt_free);
}
