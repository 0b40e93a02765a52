#include "sim-link-private.h"

#include "base-time.h"

/* What a host's system takes from a program before the octets have left it, and in which pieces. */
#define SEND_BUFFER (64 * 1024)
#define PIECE (16 * 1024)

/* After so long without a sign from the other side a host's system gives up what it sends; systems
   try for between 13 and 30 minutes. [RFC9293 §3.8.3] */
#define GIVE_UP (15 * 60 * BASE_SECOND)

SimSide *
sim_side_other (SimSide *side)
{
  return side == &side->link->client ? &side->link->server : &side->link->client;
}

guint8
sim_side_get_actor (const SimSide *side)
{
  return peer_host_get_actor (peer_end_get_host (side->end));
}

/* One end is no more. What the device was about is noted before it forgets. */
static guint32
bring_down (SimSide *side, TraceLink how, guint8 from, guint32 cause, const char *why)
{
  SimLink *link = side->link;

  if (side == &link->client && link->device->link == link)
    sim_comeback_note (link->device);
  return peer_end_down (side->end, how, from, cause, why);
}

/* --- what nobody confirms --- */

static void
on_given_up (gpointer owner, gpointer payload)
{
  SimSide *side = owner;

  bring_down (side, TRACE_LINK_DROP, 0, side->link->trouble, "timed out");
  sim_clock_forget (side->link->world->clock, side, NULL);
  if (!peer_end_is_up (sim_side_other (side)->end) && side->link->device->link != side->link)
    side->link->over = TRUE;
}

/* Octets of @side are under way that nobody will confirm. */
static void
wait_for_confirmation (SimSide *side)
{
  SimClock *clock = side->link->world->clock;

  if (!peer_end_is_up (side->end) || sim_clock_has (clock, side, on_given_up))
    return;
  sim_clock_schedule (clock, sim_clock_get_now (clock) + GIVE_UP, TRUE, side, on_given_up, NULL,
                      NULL);
}

void
sim_side_trust (SimSide *side)
{
  sim_clock_forget (side->link->world->clock, side, on_given_up);
}

/* --- octets --- */

static void
slices_free (gpointer data)
{
  base_slices_free (data);
}

/* Octets @first … @first + @len - 1 of @bytes arrive at the other side. */
static void
bring (SimSide *from, BaseSlices *bytes, gsize first, gsize len)
{
  g_autoptr (BaseSlices) part = base_slices_new ();
  g_autoptr (GBytes) flat = NULL;

  if (len == 0)
    return;
  base_slices_append_slices (part, bytes, first, len);
  flat = base_slices_flatten (part);
  from->passed += len;
  sim_device_heard (from->link->device);
  peer_end_feed (sim_side_other (from)->end, flat);
}

static void
on_arrives (gpointer owner, gpointer payload)
{
  SimSide *from = owner;
  SimLink *link = from->link;
  BaseSlices *bytes = payload;
  gsize len = base_slices_get_length (bytes);
  gsize first = 0;

  if (link->lost)
    return;
  if (!link->stalled && sim_trap_is_reached (&from->trap, from->passed + len))
    {
      first = (gsize) (from->trap.at - from->passed);
      bring (from, bytes, 0, first);
      sim_trap_spring (&from->trap, link);
    }
  if (link->stalled && first < len)
    {
      BaseSlices *rest = base_slices_new ();

      base_slices_append_slices (rest, bytes, first, len - first);
      sim_link_hold_back (link, from, on_arrives, rest, slices_free);
      wait_for_confirmation (from);
    }
  else if (!link->over && !link->lost)
    bring (from, bytes, first, len - first);
}

static void
on_left (gpointer owner, gpointer payload)
{
  SimSide *side = owner;

  side->leaving -= GPOINTER_TO_SIZE (payload);
  sim_side_pull (side);
}

static void
put_on_link (SimSide *side, BaseSlices *piece)
{
  SimLink *link = side->link;
  SimClock *clock = link->world->clock;
  gint64 now = sim_clock_get_now (clock);
  gsize octets = base_slices_get_length (piece);
  NetPassage passage = net_link_pass (&link->net, &side->lane, now, octets);

  sim_trap_look (&side->trap, link, side == &link->server, side->taken);
  side->taken += octets;
  if (passage.left > now)
    {
      side->leaving += octets;
      sim_clock_schedule (clock, passage.left, FALSE, side, on_left, GSIZE_TO_POINTER (octets),
                          NULL);
    }
  sim_clock_schedule (clock, MAX (passage.arrives, side->behind), FALSE, side, on_arrives, piece,
                      slices_free);
}

/* Nothing of a stalled link moves; what is put on a lost one is seen no more. */
void
sim_side_pull (SimSide *side)
{
  SimLink *link = side->link;
  gsize max = link->net.rate > 0 ? PIECE : G_MAXSIZE;

  if (link->stalled)
    {
      wait_for_confirmation (side);
      return;
    }
  while (side->leaving < SEND_BUFFER)
    {
      BaseSlices *piece = peer_end_take (side->end, max);

      if (piece == NULL)
        break;
      if (link->lost)
        {
          base_slices_free (piece);
          wait_for_confirmation (side);
        }
      else
        put_on_link (side, piece);
    }
  peer_end_resume (side->end);
}

static void
on_output (PeerEnd *end, gpointer data)
{
  sim_side_pull (data);
}

/* --- timers --- */

/* A settled world may have timers further off than this. */
#define PATIENCE (60 * BASE_SECOND)

static void
on_tick (gpointer owner, gpointer payload)
{
  SimSide *side = owner;

  peer_end_tick (side->end);
}

static void
on_wake (PeerEnd *end, gint64 at, gpointer data)
{
  SimSide *side = data;
  SimClock *clock = side->link->world->clock;

  sim_clock_forget (clock, side, on_tick);
  if (at >= 0 && peer_end_is_up (end))
    sim_clock_schedule (clock, at, at - sim_clock_get_now (clock) > PATIENCE, side, on_tick, NULL,
                        NULL);
}

/* --- the end of a connection --- */

/* How one side ended it, and in which event. */
typedef struct
{
  TraceLink how;
  guint32 event;
} Ending;

static void
on_other_ended (gpointer owner, gpointer payload)
{
  SimSide *first = owner;
  SimSide *side = sim_side_other (first);
  SimLink *link = first->link;
  const Ending *ending = payload;

  if (link->lost)
    return;
  if (link->stalled)
    {
      sim_link_hold_back (link, owner, on_other_ended, g_memdup2 (ending, sizeof *ending), g_free);
      return;
    }
  if (ending->how == TRACE_LINK_CLOSE)
    peer_end_drain (side->end);
  bring_down (side, ending->how, sim_side_get_actor (first), ending->event,
              ending->how == TRACE_LINK_CLOSE ? "closed by the other side"
                                              : "reset by the other side");
  sim_clock_forget (link->world->clock, side, NULL);
  link->over = TRUE;
}

void
sim_side_say_gone (SimSide *side, guint32 event)
{
  SimClock *clock = side->link->world->clock;
  Ending ending = { TRACE_LINK_RESET, event };

  if (!sim_clock_has (clock, side, on_other_ended))
    sim_clock_schedule (clock, sim_clock_get_now (clock) + side->link->net.delay, FALSE, side,
                        on_other_ended, g_memdup2 (&ending, sizeof ending), g_free);
}

/* What was sent arrives before the end of the stream does. */
static void
end_side (SimSide *side, TraceLink how, guint32 cause)
{
  SimLink *link = side->link;
  SimClock *clock = link->world->clock;
  guint32 event = bring_down (side, how, sim_side_get_actor (side), cause,
                              how == TRACE_LINK_CLOSE ? "closed" : "reset");
  NetPassage passage = net_link_pass (&link->net, &side->lane, sim_clock_get_now (clock), 0);
  Ending ending = { how, event };

  sim_clock_forget (clock, side, on_left);
  sim_clock_forget (clock, side, on_tick);
  sim_clock_forget (clock, side, on_given_up);
  if (!link->lost)
    sim_clock_schedule (clock, MAX (passage.arrives, side->behind), FALSE, side, on_other_ended,
                        g_memdup2 (&ending, sizeof ending), g_free);
}

static void
on_finished (PeerEnd *end, guint32 cause, gpointer data)
{
  end_side (data, TRACE_LINK_CLOSE, cause);
}

static void
on_fact (PeerEnd *end, guint fact, const char *text, gpointer data)
{
  SimSide *side = data;
  SimDevice *device = side->link->device;

  device->protocol->fact (device, fact, text);
}

static void
on_down (PeerEnd *end, gpointer data)
{
  SimSide *side = data;

  if (side->link->device->link == side->link)
    sim_device_down (side->link->device);
}

/* --- the beginning --- */

static void
come_up (SimSide *side, guint32 cause)
{
  PeerRecorder *recorder = side->link->world->recorder;
  TraceEvent event = {
    .kind = TRACE_LINK,
    .sub = TRACE_LINK_CONNECT,
    .from = sim_side_get_actor (sim_side_other (side)),
    .to = sim_side_get_actor (side),
    .connection = side->link->number,
    .cause = cause,
  };

  peer_recorder_open (recorder, &event);
  peer_end_up (side->end);
  peer_recorder_close (recorder);
}

static void
on_client_up (gpointer owner, gpointer payload)
{
  SimLink *link = owner;

  if (sim_link_hold_back (link, owner, on_client_up, NULL, NULL))
    return;
  come_up (&link->client, link->cause);
}

static void
on_refused (gpointer owner, gpointer payload)
{
  SimLink *link = owner;
  PeerRecorder *recorder = link->world->recorder;
  TraceEvent event = {
    .kind = TRACE_LINK,
    .sub = TRACE_LINK_REFUSE,
    .from = sim_side_get_actor (&link->server),
    .to = sim_side_get_actor (&link->client),
    .connection = link->number,
    .cause = link->cause,
  };

  if (sim_link_hold_back (link, owner, on_refused, NULL, NULL))
    return;
  link->over = TRUE;
  peer_recorder_open (recorder, &event);
  if (link->device->link == link)
    sim_device_down (link->device);
  peer_recorder_close (recorder);
}

static void
on_asked (gpointer owner, gpointer payload)
{
  SimLink *link = owner;
  SimClock *clock = link->world->clock;
  gboolean listens = !link->world->server_down;

  if (sim_link_hold_back (link, owner, on_asked, NULL, NULL))
    return;
  /* before the greeting's arrival, which is due at the same time */
  sim_clock_schedule (clock, sim_clock_get_now (clock) + link->net.delay, FALSE, link,
                      listens ? on_client_up : on_refused, NULL, NULL);
  if (listens)
    come_up (&link->server, link->cause);
}

SimLink *
sim_link_open (SimDevice *device, guint32 cause)
{
  static const PeerWatcher client_watcher = {
    .output = on_output,
    .wake = on_wake,
    .finished = on_finished,
    .fact = on_fact,
    .down = on_down,
  };
  static const PeerWatcher server_watcher = {
    .output = on_output,
    .wake = on_wake,
    .finished = on_finished,
  };
  SimWorld *world = device->world;
  const ModelWorldDevice *description = device->description;
  SimLink *link = g_new0 (SimLink, 1);
  NetHandshake handshake;

  link->world = world;
  link->device = device;
  link->net = (NetLink){ .delay = description->delay, .rate = description->rate };
  link->number = ++world->n_connections;
  link->cause = cause;
  link->stalled = device->stalled != 0;
  link->trouble = device->stalled;
  link->client.link = link;
  link->server.link = link;
  g_queue_init (&link->held);
  link->client.end = device->protocol->make_client (device, link->number, &client_watcher,
                                                    &link->client);
  link->server.end = device->protocol->make_server (device, link->number, &server_watcher,
                                                    &link->server);
  peer_end_pair (link->client.end, link->server.end);
  g_ptr_array_add (world->links, link);

  handshake = net_link_connect (&link->net, sim_clock_get_now (world->clock));
  sim_clock_schedule (world->clock, handshake.server, FALSE, link, on_asked, NULL, NULL);
  return link;
}

/* --- trouble --- */

static void
forget_all (SimLink *link)
{
  SimClock *clock = link->world->clock;

  sim_clock_forget (clock, link, NULL);
  sim_clock_forget (clock, &link->client, NULL);
  sim_clock_forget (clock, &link->server, NULL);
  g_queue_clear_full (&link->held, sim_held_free);
}

void
sim_link_abandon (SimLink *link)
{
  if (!peer_end_is_up (link->client.end) && link->device->link == link)
    sim_device_down (link->device);
}

void
sim_link_break (SimLink *link, TraceLink how, guint32 cause)
{
  const char *why = how == TRACE_LINK_RESET ? "reset" : "cut";

  forget_all (link);
  link->over = TRUE;
  bring_down (&link->client, how, 0, cause, why);
  bring_down (&link->server, how, 0, cause, why);
  forget_all (link);
}

void
sim_link_hang_up (SimLink *link, guint32 cause)
{
  if (peer_end_is_up (link->client.end))
    end_side (&link->client, TRACE_LINK_CLOSE, cause);
  else
    sim_link_break (link, TRACE_LINK_RESET, cause);
}

void
sim_link_kill_server (SimLink *link, guint32 cause)
{
  if (peer_end_is_up (link->server.end))
    end_side (&link->server, TRACE_LINK_RESET, cause);
}

/* --- what is under way --- */

gboolean
sim_link_has_under_way (const SimLink *link, gboolean from_server)
{
  const SimSide *side = from_server ? &link->server : &link->client;

  return sim_clock_has (link->world->clock, side, on_arrives)
         || sim_clock_has (link->world->clock, side, on_other_ended);
}

void
sim_link_delay (SimLink *link, gboolean from_server, gint64 usec)
{
  SimSide *side = from_server ? &link->server : &link->client;
  gint64 octets = sim_clock_postpone (link->world->clock, side, on_arrives, usec);
  gint64 end = sim_clock_postpone (link->world->clock, side, on_other_ended, usec);

  side->behind = MAX (side->behind, MAX (octets, end));
}

gint64
sim_link_get_resend_time (const SimLink *link)
{
  /* SRTT + 4 * RTTVAR of a round trip that was measured once, and never below a second */
  return MAX (BASE_SECOND, 3 * net_link_round_trip (&link->net));
}

/* --- looking --- */

gboolean
sim_link_is_dead (const SimLink *link)
{
  return link->over && !peer_end_is_up (link->client.end) && !peer_end_is_up (link->server.end)
         && link->device->link != link;
}

guint16
sim_link_get_number (const SimLink *link)
{
  return link->number;
}

SimDevice *
sim_link_get_device (const SimLink *link)
{
  return link->device;
}

PeerEnd *
sim_link_get_client (const SimLink *link)
{
  return link->client.end;
}

PeerEnd *
sim_link_get_server (const SimLink *link)
{
  return link->server.end;
}

void
sim_link_free (SimLink *link)
{
  forget_all (link);
  peer_end_free (link->client.end);
  peer_end_free (link->server.end);
  g_free (link);
}
