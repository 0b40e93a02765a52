#include "app-document-play.h"

#include "app-document-lines.h"
#include "app-document-private.h"

struct _AppDocumentPlay
{
  ViewMove by;
  guint percent;
  gboolean by_clock;
  const AppPlayClock *clock;
  guint waiting; /* source, 0: not playing */
  gboolean ranged;
  guint32 first; /* of the range */
  guint32 last;
  gboolean backwards; /* its beginning is what is moved when it is extended */
};

static guint
schedule (guint ms, GSourceFunc function, gpointer data)
{
  return g_timeout_add (ms, function, data);
}

static void
cancel (guint id)
{
  g_source_remove (id);
}

static const AppPlayClock real_clock = { schedule, cancel };

/* --- moving --- */

ViewMove
app_document_get_unit (AppDocument *self)
{
  return self->transport->by;
}

void
app_document_set_unit (AppDocument *self, ViewMove by)
{
  g_return_if_fail (by <= VIEW_MOVE_STEP);
  self->transport->by = by;
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

void
app_document_step_to (AppDocument *self, guint32 event)
{
  guint32 first, last;
  gboolean ranged = app_document_get_range (self, &first, &last);
  app_document_go (self, ranged ? CLAMP (event, first, last) : event);
}

void
app_document_step (AppDocument *self, ViewMove by, gboolean forward)
{
  g_return_if_fail (app_document_is_open (self));
  guint32 now = self->position.event;
  guint32 event = forward ? view_ladder_forward (self->ladder, by, now)
                          : view_ladder_back (self->ladder, by, now);
  if (event != now)
    app_document_step_to (self, event);
}

/* --- playing --- */

static void wait_for_next (AppDocument *self);

static void
stop (AppDocument *self)
{
  if (self->transport->waiting == 0)
    return;
  self->transport->clock->cancel (self->transport->waiting);
  self->transport->waiting = 0;
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

static guint32
last_to_play (AppDocument *self)
{
  guint32 first, last;
  app_document_get_range (self, &first, &last);
  return MIN (last, app_document_get_limit (self));
}

static gboolean
on_time (gpointer data)
{
  AppDocument *self = data;
  self->transport->waiting = 0;
  app_document_step (self, self->transport->by, TRUE);
  if (self->position.event < last_to_play (self))
    wait_for_next (self);
  else
    app_document_emit (self, APP_DOCUMENT_PLAY);
  return G_SOURCE_REMOVE;
}

static void
wait_for_next (AppDocument *self)
{
  AppDocumentPlay *play = self->transport;
  guint32 now = self->position.event;
  gint64 wait = view_play_get_wait (self->ladder, now,
                                    view_ladder_forward (self->ladder, play->by, now),
                                    play->by_clock, play->percent);
  play->waiting = play->clock->schedule ((guint) (wait / 1000), on_time, self);
}

void
app_document_play (AppDocument *self, gboolean play)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (!play)
    stop (self);
  else if (app_document_is_open (self) && self->transport->waiting == 0)
    {
      if (self->position.event < last_to_play (self))
        wait_for_next (self);
      else if (self->position.event < view_ladder_get_last (self->ladder)
               && !self->transport->ranged)
        app_document_emit (self, APP_DOCUMENT_ASKING);
      app_document_emit (self, APP_DOCUMENT_PLAY);
    }
}

gboolean
app_document_is_playing (AppDocument *self)
{
  return self->transport->waiting != 0;
}

guint
app_document_get_speed (AppDocument *self)
{
  return self->transport->percent;
}

void
app_document_set_speed (AppDocument *self, guint percent)
{
  self->transport->percent = CLAMP (percent, 10, 2000);
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

gboolean
app_document_get_by_clock (AppDocument *self)
{
  return self->transport->by_clock;
}

void
app_document_set_by_clock (AppDocument *self, gboolean by_clock)
{
  self->transport->by_clock = by_clock;
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

void
app_document_set_play_clock (AppDocument *self, const AppPlayClock *clock)
{
  stop (self);
  self->transport->clock = clock;
}

/* --- the range --- */

gboolean
app_document_get_range (AppDocument *self, guint32 *first, guint32 *last)
{
  const AppDocumentPlay *play = self->transport;
  *first = play->ranged ? play->first : 0;
  *last = play->ranged           ? play->last
          : self->ladder != NULL ? view_ladder_get_last (self->ladder)
                                 : 0;
  return play->ranged;
}

void
app_document_set_range (AppDocument *self, guint32 one, guint32 other)
{
  g_return_if_fail (app_document_is_open (self));
  /* What a question hides is in no range. */
  guint32 end = app_document_get_limit (self);
  self->transport->ranged = TRUE;
  self->transport->backwards = other < one;
  self->transport->first = MIN (MIN (one, other), end);
  self->transport->last = MIN (MAX (one, other), end);
  app_document_show_range (self, self->transport->first, self->transport->last);
  app_document_step_to (self, self->position.event);
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

void
app_document_clear_range (AppDocument *self)
{
  g_return_if_fail (APP_IS_DOCUMENT (self));
  if (!self->transport->ranged)
    return;
  self->transport->ranged = FALSE;
  if (app_document_is_open (self))
    {
      app_document_show_range (self, 0, 0);
      app_document_make_board (self);
      app_document_emit (self, APP_DOCUMENT_BOARD);
    }
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

void
app_document_extend_range (AppDocument *self, ViewMove by, gboolean forward)
{
  g_return_if_fail (app_document_is_open (self));
  const AppDocumentPlay *play = self->transport;
  guint32 now = self->position.event;
  guint32 fixed = !play->ranged ? now : play->backwards ? play->last : play->first;
  guint32 moved = !play->ranged ? now : play->backwards ? play->first : play->last;
  guint32 to = forward ? view_ladder_forward (self->ladder, by, moved)
                       : view_ladder_back (self->ladder, by, moved);
  to = MIN (to, app_document_get_limit (self));
  if (to == moved)
    return;
  if (to == fixed)
    app_document_clear_range (self);
  else
    app_document_set_range (self, fixed, to);
  app_document_step_to (self, to);
}

static gboolean
on_escape (AppDocument *self)
{
  gboolean given_up = self->transport->ranged;
  app_document_clear_range (self);
  return given_up;
}

static void
on_run (AppDocument *self)
{
  stop (self);
  self->transport->ranged = FALSE;
  app_document_emit (self, APP_DOCUMENT_PLAY);
}

static void
on_moved (AppDocument *self)
{
  guint32 first, last;
  if (app_document_get_range (self, &first, &last)
      && (self->position.event < first || self->position.event > last))
    app_document_clear_range (self);
}

/* --- run until --- */

char *
app_document_run_until (AppDocument *self, const ViewUntil *until, gboolean backwards,
                        gboolean *found)
{
  g_return_val_if_fail (app_document_is_open (self), g_strdup (""));
  guint32 first, last;
  app_document_get_range (self, &first, &last);
  last = MIN (last, app_document_get_limit (self));
  guint32 event = view_until_find (self->ladder, until, backwards, self->position.event, first,
                                   last);
  g_auto (ViewText) text = view_until_say (self->ladder, until, backwards, event);
  if (found != NULL)
    *found = event != VIEW_NO_MOMENT;
  if (event != VIEW_NO_MOMENT)
    app_document_go (self, event);
  return app_document_say (self, &text);
}

/* --- the share itself --- */

void
app_document_init_play (AppDocument *self)
{
  self->transport = g_new0 (AppDocumentPlay, 1);
  self->transport->by = VIEW_MOVE_LINE;
  self->transport->percent = 100;
  self->transport->clock = &real_clock;
  g_signal_connect (self, "run", G_CALLBACK (on_run), NULL);
  g_signal_connect (self, "moved", G_CALLBACK (on_moved), NULL);
  g_signal_connect (self, "escape", G_CALLBACK (on_escape), NULL);
}

void
app_document_finalize_play (AppDocument *self)
{
  if (self->transport->waiting != 0)
    self->transport->clock->cancel (self->transport->waiting);
  g_clear_pointer (&self->transport, g_free);
}
