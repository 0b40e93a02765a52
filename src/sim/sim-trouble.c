#include "sim-link-private.h"

/* Links on which nothing moves, for a time or for ever. */

/* --- what a stall holds back --- */

void
sim_held_free (gpointer data)
{
  SimHeld *held = data;

  if (held->free_payload != NULL)
    held->free_payload (held->payload);
  g_free (held);
}

gboolean
sim_link_hold_back (SimLink *link, gpointer owner, SimDue due, gpointer payload,
                    GDestroyNotify free_payload)
{
  SimHeld *held;

  if (!link->stalled)
    return FALSE;
  held = g_new0 (SimHeld, 1);
  *held = (SimHeld){ owner, due, payload, free_payload };
  g_queue_push_tail (&link->held, held);
  return TRUE;
}

/* The link itself has a story to tell; nothing changes at its ends. */
static guint32
note (SimLink *link, TraceLink what, guint32 cause)
{
  TraceEvent event = {
    .kind = TRACE_LINK,
    .sub = (guint8) what,
    .from = sim_side_get_actor (&link->client),
    .to = sim_side_get_actor (&link->server),
    .connection = link->number,
    .cause = cause,
  };

  return peer_recorder_note (link->world->recorder, &event);
}

void
sim_link_stall (SimLink *link, guint32 cause)
{
  if (link->stalled || link->lost)
    return;
  link->trouble = note (link, TRACE_LINK_STALL, cause);
  link->stalled = TRUE;
}

/* Once a side has given up, its system knows nothing of the connection any more, and says so to
   whoever still speaks of it. */
static void
mend_half (SimSide *side, guint32 event)
{
  if (!peer_end_is_up (side->end) && peer_end_is_up (sim_side_other (side)->end))
    sim_side_say_gone (side, event);
}

void
sim_link_heal (SimLink *link, guint32 cause)
{
  SimClock *clock = link->world->clock;
  gboolean was_up = peer_end_is_up (link->client.end) || peer_end_is_up (link->server.end);
  guint32 event;
  SimHeld *held;

  if (!link->stalled)
    return;
  event = note (link, TRACE_LINK_HEAL, cause);
  link->stalled = FALSE;
  sim_side_trust (&link->client);
  sim_side_trust (&link->server);
  while ((held = g_queue_pop_head (&link->held)) != NULL)
    {
      sim_clock_schedule (clock, sim_clock_get_now (clock), FALSE, held->owner, held->due,
                          held->payload, held->free_payload);
      g_free (held);
    }
  if (was_up && !sim_clock_has (clock, link, NULL))
    {
      mend_half (&link->client, event);
      mend_half (&link->server, event);
    }
  sim_side_pull (&link->client);
  sim_side_pull (&link->server);
}

void
sim_link_lose (SimLink *link, guint32 cause)
{
  if (link->lost)
    return;
  link->trouble = note (link, TRACE_LINK_LOSE, cause);
  link->lost = TRUE;
  link->stalled = FALSE;
  link->over = TRUE;
  sim_clock_forget (link->world->clock, link, NULL);
  g_queue_clear_full (&link->held, sim_held_free);
}
