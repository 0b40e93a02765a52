#pragma once

#include <glib.h>

/**
 * SimClock: virtual time and what is due in it. Things due at the same time come in the order in
 * which they were scheduled, so nothing depends on chance.
 */
typedef struct _SimClock SimClock;

/** SimDue: what happens; @payload is its own and freed behind it. */
typedef void (*SimDue) (gpointer owner, gpointer payload);

SimClock *sim_clock_new (void);
void sim_clock_free (SimClock *clock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimClock, sim_clock_free)

/** sim_clock_get_now: µs. */
gint64 sim_clock_get_now (const SimClock *clock);

/**
 * sim_clock_schedule: call @due at @at (not before now). @patient: the world counts as settled
 * while it waits (an autologout half an hour off). Takes @payload.
 */
void sim_clock_schedule (SimClock *clock, gint64 at, gboolean patient, gpointer owner, SimDue due,
                         gpointer payload, GDestroyNotify free_payload);

/** sim_clock_forget: take back what @owner still has due by @due (NULL: all of it). */
void sim_clock_forget (SimClock *clock, gpointer owner, SimDue due);

/** sim_clock_postpone: what @owner has due by @due is due @usec later. Returns when the last of it is, -1 when
 * there is nothing. */
gint64 sim_clock_postpone (SimClock *clock, gconstpointer owner, SimDue due, gint64 usec);

/** sim_clock_has: whether @owner has something due by @due (NULL: by any). */
gboolean sim_clock_has (const SimClock *clock, gconstpointer owner, SimDue due);

/** sim_clock_get_next: when the next thing is due, -1 when nothing is. */
gint64 sim_clock_get_next (const SimClock *clock);

/** sim_clock_is_settled: whether only patient things are due. */
gboolean sim_clock_is_settled (const SimClock *clock);

/** sim_clock_run: go to the next thing due and do it; FALSE when nothing is. */
gboolean sim_clock_run (SimClock *clock);

/** sim_clock_advance: let time go by until @to; nothing may be due before. */
void sim_clock_advance (SimClock *clock, gint64 to);
