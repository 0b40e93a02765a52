#pragma once

#include <glib.h>

/**
 * LiveLoop: what waits for descriptors and times, as one source of a GMainContext: a source for each
 * connection would wake the context at every change of what it waits for. Work is done in slices:
 * who is ready is queued, and what a slice leaves over is done in the next.
 */
typedef struct _LiveLoop LiveLoop;

/** LiveWatch: one descriptor; put into the struct of its owner. */
typedef struct _LiveWatch LiveWatch;
struct _LiveWatch
{
  /** it is ready: @events of poll(2), 0: only its time has come or it was asked for; it may free
   * itself */
  void (*ready) (LiveWatch *watch, guint events);
  /*< private >*/
  LiveLoop *loop;
  int fd;
  guint wanted;
  guint events; /* that came and were not handed over */
  gboolean queued;
  gint64 at;
  guint place; /* in the loop's list */
};

/** Called around the work of each slice. */
typedef void (*LiveSlice) (gpointer data);

/** live_loop_new: in @context (NULL: the default one). @begin and @end are called with @data. */
LiveLoop *live_loop_new (GMainContext *context, LiveSlice begin, LiveSlice end, gpointer data);
/** live_loop_free: there must be no watch any more. */
void live_loop_free (LiveLoop *loop);

/** live_loop_add: watch @fd for input; live_loop_remove: no longer. @fd stays the caller's. */
void live_loop_add (LiveLoop *loop, LiveWatch *watch, int fd);
void live_loop_remove (LiveWatch *watch);
/** live_loop_want: wait for these events of poll(2). */
void live_loop_want (LiveWatch *watch, guint events);
/** live_loop_soon: call it in this slice or the next. */
void live_loop_soon (LiveWatch *watch);
/** live_loop_set_time: call it at @at, µs of the monotonic clock; -1: at no time. */
void live_loop_set_time (LiveWatch *watch, gint64 at);
/** live_loop_may_go_on: whether what works now has time left. */
gboolean live_loop_may_go_on (const LiveLoop *loop);
