#include "app-document-free.h"

#include <glib/gi18n-lib.h>

#include "app-document-private.h"
#include "app-language.h"
#include "lesson-free.h"
#include "lesson-library.h"

struct _AppDocumentFree
{
  TraceRecording *recording; /* of the world below; NULL: nobody plays */
  LessonAttempt *world;
  Lesson *lesson; /* whose world it is, or NULL */
  gboolean stepping;
};

static void
forget (AppDocumentFree *play)
{
  g_clear_pointer (&play->recording, trace_recording_unref);
  g_clear_pointer (&play->world, lesson_attempt_free);
  g_clear_pointer (&play->lesson, lesson_free);
}

/* Something else was opened. */
static void
on_opened (AppDocument *self)
{
  if (self->play->recording != self->recording)
    forget (self->play);
}

gboolean
app_document_open_free (AppDocument *self, const char *name, GError **error)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  g_autoptr (Lesson) lesson = NULL;
  if (name != NULL)
    {
      g_autofree char *folder = lesson_find (name, error);
      if (folder == NULL)
        return FALSE;
      lesson = lesson_load (folder, app_language_get_content (), error);
      if (lesson == NULL)
        return FALSE;
    }
  LessonAttempt *world = lesson_attempt_new_free (lesson, 1, error);
  if (world == NULL)
    return FALSE;
  g_autofree char *title = lesson != NULL ? g_strdup (lesson->title) : NULL;
  AppDocumentFree old = *self->play;
  *self->play = (AppDocumentFree){
    .recording = lesson_attempt_record (world),
    .world = world,
    .lesson = g_steal_pointer (&lesson),
    .stepping = old.stepping,
  };
  lesson_attempt_set_stepping (world, old.stepping);
  app_document_open_live (self, self->play->recording, title);
  forget (&old);
  return TRUE;
}

gboolean
app_document_is_free (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  return self->play->recording != NULL && self->play->recording == self->recording;
}

const char *
app_document_get_free_title (AppDocument *self)
{
  return self->play->lesson == NULL ? _ ("Free Play") : NULL;
}

/* --- acting --- */

static LessonAttempt *
get_world (AppDocument *self)
{
  if (self->attempt != NULL)
    return self->attempt;
  return app_document_is_free (self) ? self->play->world : NULL;
}

AppActing
app_document_get_acting (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), APP_ACTING_NONE);
  if (get_world (self) == NULL)
    return APP_ACTING_NONE;
  return self->position.event < view_ladder_get_last (self->ladder) ? APP_ACTING_PAST
                                                                    : APP_ACTING_NOW;
}

const ModelWorld *
app_document_get_world (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), NULL);
  LessonAttempt *world = get_world (self);
  return world != NULL ? lesson_attempt_get_world (world) : NULL;
}

static void
take_in (AppDocument *self)
{
  app_document_grow (self, TRUE);
  app_document_emit (self, APP_DOCUMENT_REPLIED);
}

ViewConsole *
app_document_new_console (AppDocument *self, const ViewConsoleChosen *chosen)
{
  const ModelWorld *world = app_document_get_world (self);
  g_return_val_if_fail (world != NULL, NULL);
  return view_console_new (trace_cursor_get_model (self->cursor), world, chosen);
}

gboolean
app_document_act (AppDocument *self, const char *act, GError **error)
{
  g_return_val_if_fail (app_document_get_acting (self) != APP_ACTING_NONE, FALSE);
  LessonAttempt *world = get_world (self);
  lesson_attempt_set_stepping (world, self->play->stepping);
  gboolean done = lesson_attempt_act (world, act, NULL, error);
  take_in (self);
  return done;
}

gboolean
app_document_get_stepping (AppDocument *self)
{
  return self->play->stepping;
}

void
app_document_set_stepping (AppDocument *self, gboolean stepping)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (self->play->stepping == stepping)
    return;
  self->play->stepping = stepping;
  app_document_emit (self, APP_DOCUMENT_REPLIED);
}

gboolean
app_document_is_under_way (AppDocument *self)
{
  LessonAttempt *world = get_world (self);
  return world != NULL && !lesson_attempt_is_settled (world);
}

void
app_document_step_on (AppDocument *self)
{
  g_return_if_fail (get_world (self) != NULL);
  lesson_attempt_step (get_world (self));
  take_in (self);
}

void
app_document_run_on (AppDocument *self)
{
  g_return_if_fail (get_world (self) != NULL);
  lesson_attempt_settle (get_world (self));
  take_in (self);
}

/* --- as a part of the document --- */

void
app_document_init_free (AppDocument *self)
{
  self->play = g_new0 (AppDocumentFree, 1);
  g_signal_connect (self, "opened", G_CALLBACK (on_opened), NULL);
}

void
app_document_finalize_free (AppDocument *self)
{
  forget (self->play);
  g_clear_pointer (&self->play, g_free);
}
