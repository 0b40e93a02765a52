#pragma once

#include "app-document.h"
#include "view-until.h"

/**
 * How the moment is moved: by what the arrows go, playing, and the range that is looked at. The document's signal
 * "play" tells that any of this is different. Whoever moves by app_document_go() to a moment outside of the range
 * gives the range up.
 */

/** AppPlayClock: what playing waits with; tests bring their own. As g_timeout_add() and g_source_remove(). */
typedef struct
{
  guint (*schedule) (guint ms, GSourceFunc function, gpointer data);
  void (*cancel) (guint id);
} AppPlayClock;

/** app_document_get_unit, _set_unit: by what forward and back go; at first by line. */
ViewMove app_document_get_unit (AppDocument *self);
void app_document_set_unit (AppDocument *self, ViewMove by);
/** app_document_step: forward or back by @by, within the range. */
void app_document_step (AppDocument *self, ViewMove by, gboolean forward);
/** app_document_step_to: go to @event, or as near to it as the range allows. */
void app_document_step_to (AppDocument *self, guint32 event);

/** app_document_play: begin to go forward by the unit, or stop. It stops by itself at an open question, at the end,
 * and when another run is looked at. app_document_is_playing: whether it does. */
void app_document_play (AppDocument *self, gboolean play);
gboolean app_document_is_playing (AppDocument *self);
/** app_document_get_speed, _set_speed: in per cent. app_document_get_by_clock, _set_by_clock: whether moments last as
 * long as in virtual time, or all the same. */
guint app_document_get_speed (AppDocument *self);
void app_document_set_speed (AppDocument *self, guint percent);
gboolean app_document_get_by_clock (AppDocument *self);
void app_document_set_by_clock (AppDocument *self, gboolean by_clock);
/** app_document_set_play_clock: wait with @clock, which has to stay; for tests. */
void app_document_set_play_clock (AppDocument *self, const AppPlayClock *clock);

/** app_document_get_range: fill in the first and last event that are looked at; FALSE: there is no range, and they are
 * those of the run. */
gboolean app_document_get_range (AppDocument *self, guint32 *first, guint32 *last);
/** app_document_set_range: look only at what lies between these events, in whichever order; the moment comes
 * along. app_document_clear_range: at all. */
void app_document_set_range (AppDocument *self, guint32 one, guint32 other);
void app_document_clear_range (AppDocument *self);

/** app_document_extend_range: move that end of the range where the moment is forward or back by @by, as one extends
 * a selection of text; without a range one begins where the moment is. It ends where both ends meet. */
void app_document_extend_range (AppDocument *self, ViewMove by, gboolean forward);

/** app_document_run_until: go to the next moment @until describes, or the last one before; where there is none the
 * moment stays. Returns what came of it in words; caller frees. *@found (may be NULL): whether it was there. */
char *app_document_run_until (AppDocument *self, const ViewUntil *until, gboolean backwards,
                              gboolean *found);
