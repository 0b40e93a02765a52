#include "live-loop.h"

#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base-time.h"

/* A slice, and what one watch may take of it when many are ready. */
#define SLICE (8 * BASE_MILLISECOND)
#define SHARE_MIN (BASE_MILLISECOND / 2)
#define EVENTS 64

typedef struct
{
  GSource source;
  LiveLoop *loop;
} Source;

struct _LiveLoop
{
  Source *source;
  int epoll;
  GPtrArray *watches;
  GQueue ready; /* of LiveWatch */
  gint64 armed; /* when the source wakes at the latest; -1 never */
  gint64 share_end;
  gboolean working;
  LiveSlice begin;
  LiveSlice end;
  gpointer data;
};

static void
enqueue (LiveWatch *watch)
{
  if (!watch->queued)
    g_queue_push_tail (&watch->loop->ready, watch);
  watch->queued = TRUE;
}

/* Setting it wakes the context, so it is left alone while it is early enough. */
static void
arm (LiveLoop *loop, gint64 at)
{
  if (loop->armed >= 0 && loop->armed <= at)
    return;
  loop->armed = at;
  g_source_set_ready_time (&loop->source->source, at);
}

/* Whose time has come; the next one is armed. */
static void
collect_times (LiveLoop *loop, gint64 now)
{
  gint64 next = G_MAXINT64;

  if (loop->armed < 0 || loop->armed > now)
    return;
  for (guint i = 0; i < loop->watches->len; i++)
    {
      LiveWatch *watch = g_ptr_array_index (loop->watches, i);

      if (watch->at >= 0 && watch->at <= now)
        {
          watch->at = -1;
          enqueue (watch);
        }
      else if (watch->at >= 0)
        next = MIN (next, watch->at);
    }
  loop->armed = -1;
  g_source_set_ready_time (&loop->source->source, -1);
  if (next != G_MAXINT64)
    arm (loop, next);
}

static void
collect_events (LiveLoop *loop)
{
  struct epoll_event events[EVENTS];
  int n = epoll_wait (loop->epoll, events, EVENTS, 0);

  for (int i = 0; i < n; i++)
    {
      LiveWatch *watch = events[i].data.ptr;

      watch->events |= events[i].events;
      enqueue (watch);
    }
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  LiveLoop *loop = ((Source *) source)->loop;
  gint64 now = g_get_monotonic_time ();
  gint64 slice_end = now + SLICE;
  LiveWatch *watch;

  if (loop->working)
    return G_SOURCE_CONTINUE;
  collect_times (loop, now);
  collect_events (loop);
  loop->working = TRUE;
  for (; now < slice_end && (watch = g_queue_pop_head (&loop->ready)) != NULL;
       now = g_get_monotonic_time ())
    {
      guint events = watch->events;

      loop->share_end = MIN (slice_end, now + MAX (SHARE_MIN, SLICE / (1 + loop->ready.length)));
      watch->queued = FALSE;
      watch->events = 0;
      loop->begin (loop->data);
      watch->ready (watch, events);
    }
  loop->working = FALSE;
  loop->end (loop->data);
  if (loop->ready.length > 0)
    arm (loop, 0);
  return G_SOURCE_CONTINUE;
}

LiveLoop *
live_loop_new (GMainContext *context, LiveSlice begin, LiveSlice end, gpointer data)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };
  LiveLoop *loop = g_new0 (LiveLoop, 1);
  GSource *source = g_source_new (&funcs, sizeof (Source));

  loop->epoll = epoll_create1 (EPOLL_CLOEXEC);
  g_assert (loop->epoll >= 0);
  loop->watches = g_ptr_array_new ();
  g_queue_init (&loop->ready);
  loop->armed = -1;
  loop->begin = begin;
  loop->end = end;
  loop->data = data;
  loop->source = (Source *) source;
  loop->source->loop = loop;
  g_source_add_unix_fd (source, loop->epoll, G_IO_IN);
  /* behind the drawing of a window */
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  /* what may not recurse is taken out of the poll and put back around each dispatch, which wakes the
     context twice; dispatch() looks after itself */
  g_source_set_can_recurse (source, TRUE);
  g_source_attach (source, context);
  return loop;
}

void
live_loop_free (LiveLoop *loop)
{
  if (loop == NULL)
    return;
  g_assert (loop->watches->len == 0);
  g_source_destroy (&loop->source->source);
  g_source_unref (&loop->source->source);
  g_ptr_array_unref (loop->watches);
  close (loop->epoll);
  g_free (loop);
}

static void
control (LiveWatch *watch, int operation, guint events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  /* a bad descriptor would be our own mistake */
  if (epoll_ctl (watch->loop->epoll, operation, watch->fd, &event) != 0)
    g_error ("epoll_ctl: %s", g_strerror (errno));
}

void
live_loop_add (LiveLoop *loop, LiveWatch *watch, int fd)
{
  watch->loop = loop;
  watch->fd = fd;
  watch->wanted = EPOLLIN;
  watch->at = -1;
  watch->place = loop->watches->len;
  g_ptr_array_add (loop->watches, watch);
  control (watch, EPOLL_CTL_ADD, watch->wanted);
}

void
live_loop_remove (LiveWatch *watch)
{
  LiveLoop *loop = watch->loop;
  LiveWatch *moved;

  control (watch, EPOLL_CTL_DEL, 0);
  g_ptr_array_remove_index_fast (loop->watches, watch->place);
  if (watch->place < loop->watches->len)
    {
      moved = g_ptr_array_index (loop->watches, watch->place);
      moved->place = watch->place;
    }
  if (watch->queued)
    g_queue_remove (&loop->ready, watch);
  watch->queued = FALSE;
}

void
live_loop_want (LiveWatch *watch, guint events)
{
  if (watch->wanted == events)
    return;
  watch->wanted = events;
  control (watch, EPOLL_CTL_MOD, events);
}

void
live_loop_soon (LiveWatch *watch)
{
  enqueue (watch);
  if (!watch->loop->working)
    arm (watch->loop, 0);
}

void
live_loop_set_time (LiveWatch *watch, gint64 at)
{
  watch->at = at;
  if (at >= 0)
    arm (watch->loop, at);
}

gboolean
live_loop_may_go_on (const LiveLoop *loop)
{
  return g_get_monotonic_time () < loop->share_end;
}
