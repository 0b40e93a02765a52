#include "app-document-private.h"

#include "app-document-free.h"
#include "app-document-play.h"
#include "app-language.h"
#include "lesson-library.h"
#include "lesson-run.h"

static guint signals[APP_DOCUMENT_N_SIGNALS];
static guint escape_signal;

G_DEFINE_FINAL_TYPE (AppDocument, app_document, G_TYPE_OBJECT)

void
app_document_emit (AppDocument *self, AppDocumentSignal signal)
{
  g_signal_emit (self, signals[signal], 0);
}

/* --- the moment --- */

static void
set_selected (AppDocument *self, guint32 row)
{
  g_clear_pointer (&self->detail, view_detail_unref);
  self->selected = row;
}

void
app_document_make_board (AppDocument *self)
{
  guint32 event = trace_cursor_get_position (self->cursor);
  guint32 first, last;
  /* What is new is so since the range began. */
  guint32 previous = app_document_get_range (self, &first, &last) && first <= event
                         ? first
                         : view_ladder_back (self->ladder, VIEW_MOVE_LINE, event);
  g_clear_pointer (&self->board, view_board_unref);
  self->board = view_board_new_of (self->trace, trace_cursor_get_model (self->cursor), event,
                                   previous, app_document_get_mailboxes (self));
}

static void
set_moment (AppDocument *self, guint32 event)
{
  trace_cursor_seek (self->cursor, event);
  app_document_make_board (self);
  self->position = view_ladder_get_position (self->ladder, event);
  set_selected (self, self->position.current);
}

/* --- opening --- */

static void
clear_scenes (AppDocument *self)
{
  g_clear_pointer (&self->detail, view_detail_unref);
  g_clear_pointer (&self->board, view_board_unref);
  g_clear_pointer (&self->ladder, view_ladder_unref);
  g_clear_pointer (&self->cursor, trace_cursor_free);
}

static void
clear_contents (AppDocument *self)
{
  clear_scenes (self);
  app_document_forget_study (self);
  self->trace = NULL;
  g_clear_pointer (&self->recording, trace_recording_unref);
  g_clear_pointer (&self->lesson, lesson_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->problem, g_free);
}

static void
set_trace (AppDocument *self, Trace *trace, guint32 event)
{
  clear_scenes (self);
  self->trace = trace;
  self->cursor = trace_cursor_new (trace);
  self->ladder = view_ladder_new (trace);
  set_moment (self, event);
}

static void
tell_run (AppDocument *self)
{
  app_document_emit (self, APP_DOCUMENT_RUN);
  app_document_emit (self, APP_DOCUMENT_MOVED);
  app_document_emit (self, APP_DOCUMENT_SELECTED);
}

void
app_document_look_at (AppDocument *self, Trace *trace, guint32 event)
{
  set_trace (self, trace, event);
  tell_run (self);
}

/* Takes @recording and @lesson, copies the rest. */
static void
open_contents (AppDocument *self, TraceRecording *recording, Lesson *lesson, const char *folder,
               const char *title, const char *path, gboolean is_lesson_run)
{
  g_autofree char *old_title = g_strdup (title);
  clear_contents (self);
  self->recording = recording;
  self->lesson = lesson;
  self->folder = g_strdup (folder);
  self->path = g_strdup (path);
  self->is_lesson_run = is_lesson_run;
  self->title = g_steal_pointer (&old_title);
  set_trace (self, trace_recording_get_run (recording, 0), 0);
  app_document_emit (self, APP_DOCUMENT_OPENED);
  tell_run (self);
}

gboolean
app_document_open_lesson (AppDocument *self, const char *name, GError **error)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  g_autofree char *folder = lesson_find (name, error);
  if (folder == NULL)
    return FALSE;
  g_autoptr (Lesson) lesson = lesson_load (folder, app_language_get_content (), error);
  if (lesson == NULL)
    return FALSE;
  g_autoptr (LessonRun) run = lesson_run (lesson, 1, 0, error);
  if (run == NULL)
    return FALSE;
  g_autoptr (GError) problem = NULL;
  lesson_diagnostics_to_error (run->diagnostics, &problem);
  TraceRecording *recording = trace_recording_ref (run->recording);
  const char *title = lesson->title;
  open_contents (self, recording, g_steal_pointer (&lesson), folder, title, NULL, TRUE);
  self->problem = problem != NULL ? g_strdup (problem->message) : NULL;
  return TRUE;
}

/* The text for a recording of a lesson, when the lesson is still the one that was recorded. */
static Lesson *
find_lesson_of (TraceRecording *recording, char **folder)
{
  const char *slug = trace_recording_get_lesson (recording);
  g_autofree char *found = slug != NULL ? lesson_find (slug, NULL) : NULL;
  g_autoptr (Lesson) lesson = found != NULL ? lesson_load (found, app_language_get_content (), NULL)
                                            : NULL;
  if (lesson == NULL || g_strcmp0 (lesson->hash, trace_recording_get_hash (recording)) != 0)
    return NULL;
  *folder = g_steal_pointer (&found);
  return g_steal_pointer (&lesson);
}

gboolean
app_document_open_recording (AppDocument *self, const char *path, char **cut, GError **error)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  TraceRecording *recording = trace_recording_load (path, cut, error);
  if (recording == NULL)
    return FALSE;
  g_autofree char *folder = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *title = g_filename_display_name (name);
  Lesson *lesson = find_lesson_of (recording, &folder);
  open_contents (self, recording, lesson, folder, title, path, FALSE);
  return TRUE;
}

void
app_document_open_live (AppDocument *self, TraceRecording *recording, const char *title)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  open_contents (self, trace_recording_ref (recording), NULL, NULL, title, NULL, FALSE);
}

gboolean
app_document_save (AppDocument *self, const char *path, GError **error)
{
  g_return_val_if_fail (app_document_is_open (self), FALSE);
  g_autoptr (TraceRecording) recording = self->attempt != NULL
                                             ? lesson_attempt_record (self->attempt)
                                             : trace_recording_ref (self->recording);
  if (!trace_recording_save (recording, path, error))
    return FALSE;
  app_document_keep_marks_as (self, path);
  return TRUE;
}

/* --- what it is --- */

gboolean
app_document_is_open (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  return self->recording != NULL;
}

const char *
app_document_get_title (AppDocument *self)
{
  const char *free = app_document_is_free (self) ? app_document_get_free_title (self) : NULL;
  if (free != NULL)
    return free;
  return self->lesson != NULL ? self->lesson->title : self->title;
}

const Lesson *
app_document_get_lesson (AppDocument *self)
{
  return self->lesson;
}

gboolean
app_document_is_lesson_run (AppDocument *self)
{
  return self->is_lesson_run;
}

const char *
app_document_get_problem (AppDocument *self)
{
  return self->problem;
}

const char *
app_document_get_language (AppDocument *self)
{
  return app_language_get_content ();
}

void
app_document_retell (AppDocument *self)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  Lesson *lesson = self->folder != NULL
                       ? lesson_load (self->folder, app_language_get_content (), NULL)
                       : NULL;
  if (lesson != NULL)
    {
      g_clear_pointer (&self->lesson, lesson_free);
      self->lesson = lesson;
    }
  app_document_emit (self, APP_DOCUMENT_LANGUAGE);
}

char *
app_document_say (AppDocument *self, const ViewText *text)
{
  const ExplainCatalogue *catalogue = view_catalogue_get (app_language_get_content (), NULL);
  return catalogue != NULL ? view_text (catalogue, text) : g_strdup (text->key);
}

const char *
app_document_name (AppDocument *self, const ViewText *text)
{
  const ExplainCatalogue *catalogue = view_catalogue_get (app_language_get_content (), NULL);
  return catalogue != NULL ? view_text_name (catalogue, text) : text->key;
}

Trace *
app_document_get_trace (AppDocument *self)
{
  return self->trace;
}

ViewLadder *
app_document_get_ladder (AppDocument *self)
{
  return self->ladder;
}

ViewBoard *
app_document_get_board (AppDocument *self)
{
  return self->board;
}

ViewPosition
app_document_get_position (AppDocument *self)
{
  return self->position;
}

gint64
app_document_get_time (AppDocument *self)
{
  guint32 event = self->position.event;
  return event > 0 ? trace_get (self->trace, event)->time : 0;
}

static guint
step_at (AppDocument *self, guint32 event)
{
  guint step = 0;
  while (step < view_ladder_get_n_steps (self->ladder)
         && view_ladder_get_step_event (self->ladder, step) <= event)
    step++;
  return step;
}

guint
app_document_get_step (AppDocument *self)
{
  return step_at (self, self->position.event);
}

guint
app_document_get_n_steps (AppDocument *self)
{
  return view_ladder_get_n_steps (self->ladder);
}

char *
app_document_dup_heading (AppDocument *self, guint step)
{
  if (self->lesson == NULL || step == 0 || step > lesson_get_n_steps (self->lesson))
    return g_strdup ("");
  return g_strdup (lesson_get_step (self->lesson, step)->heading);
}

guint32
app_document_get_selected (AppDocument *self)
{
  return self->selected;
}

ViewDetail *
app_document_get_detail (AppDocument *self)
{
  if (self->detail == NULL && self->selected != VIEW_NO_ROW)
    self->detail = view_detail_new (self->trace,
                                    view_ladder_get_row_event (self->ladder, self->selected));
  return self->detail;
}

/* --- moving --- */

void
app_document_go (AppDocument *self, guint32 event)
{
  g_return_if_fail (app_document_is_open (self));
  guint32 limit = app_document_get_limit (self);
  if (event > limit && self->position.event == limit && limit < view_ladder_get_last (self->ladder))
    {
      app_document_emit (self, APP_DOCUMENT_ASKING);
      return;
    }
  set_moment (self, MIN (event, limit));
  app_document_emit (self, APP_DOCUMENT_MOVED);
  app_document_emit (self, APP_DOCUMENT_SELECTED);
}

void
app_document_go_first (AppDocument *self)
{
  app_document_go (self, 0);
}

void
app_document_go_last (AppDocument *self)
{
  g_return_if_fail (app_document_is_open (self));
  app_document_go (self, view_ladder_get_last (self->ladder));
}

void
app_document_forward (AppDocument *self, ViewMove by)
{
  g_return_if_fail (app_document_is_open (self));
  guint32 event = view_ladder_forward (self->ladder, by, self->position.event);
  if (event != self->position.event)
    app_document_go (self, event);
}

void
app_document_back (AppDocument *self, ViewMove by)
{
  g_return_if_fail (app_document_is_open (self));
  guint32 event = view_ladder_back (self->ladder, by, self->position.event);
  if (event != self->position.event)
    app_document_go (self, event);
}

void
app_document_grow (AppDocument *self, gboolean follow)
{
  g_return_if_fail (app_document_is_open (self));
  gboolean at_end = self->position.event == view_ladder_get_last (self->ladder);
  view_ladder_update (self->ladder);
  app_document_emit (self, APP_DOCUMENT_GROWN);
  if (follow || at_end)
    app_document_go_last (self);
}

void
app_document_select (AppDocument *self, guint32 row)
{
  g_return_if_fail (app_document_is_open (self));
  if (row != self->selected && (row == VIEW_NO_ROW || row < self->position.shown))
    {
      set_selected (self, row);
      app_document_emit (self, APP_DOCUMENT_SELECTED);
    }
}

gboolean
app_document_escape (AppDocument *self)
{
  g_return_val_if_fail (APP_IS_DOCUMENT (self), FALSE);
  gboolean given_up = FALSE;
  g_signal_emit (self, escape_signal, 0, &given_up);
  return given_up;
}

static void
app_document_finalize (GObject *object)
{
  clear_contents (APP_DOCUMENT (object));
  g_hash_table_unref (APP_DOCUMENT (object)->replies);
  app_document_finalize_cell (APP_DOCUMENT (object));
  app_document_finalize_token (APP_DOCUMENT (object));
  app_document_finalize_free (APP_DOCUMENT (object));
  app_document_finalize_lines (APP_DOCUMENT (object));
  app_document_finalize_play (APP_DOCUMENT (object));
  app_document_finalize_marks (APP_DOCUMENT (object));
  G_OBJECT_CLASS (app_document_parent_class)->finalize (object);
}

static void
app_document_class_init (AppDocumentClass *klass)
{
  static const char *const names[APP_DOCUMENT_N_SIGNALS] = {
    "opened", "run",  "grown", "moved", "selected", "language", "replied",
    "asking", "cell", "board", "lines", "play",     "marks",    "token",
  };
  G_OBJECT_CLASS (klass)->finalize = app_document_finalize;
  for (guint i = 0; i < APP_DOCUMENT_N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], APP_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  escape_signal = g_signal_new ("escape", APP_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0,
                                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 0);
}

static void
app_document_init (AppDocument *self)
{
  self->position.current = VIEW_NO_ROW;
  self->selected = VIEW_NO_ROW;
  self->asks = TRUE;
  app_document_init_cell (self);
  app_document_init_token (self);
  app_document_init_free (self);
  app_document_init_lines (self);
  app_document_init_play (self);
  app_document_init_marks (self);
  self->replies = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

AppDocument *
app_document_new (void)
{
  return g_object_new (APP_TYPE_DOCUMENT, NULL);
}
