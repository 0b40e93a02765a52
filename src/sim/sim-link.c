#include "sim-device-private.h"
#include "sim-fault-private.h"

#include "base-time.h"

/* One direction of a link, by the end that puts octets on it. */
typedef struct
{
  SimLink *link;
  PeerEnd *end;
  NetLane lane;
  gsize leaving;  /* octets taken from the end and not on the link yet */
  guint64 taken;  /* octets taken from it, ever */
  guint64 passed; /* octets that reached the other end */
  SimTrap trap;   /* where a fault waits for them */
} Side;

struct _SimLink
{
  SimWorld *world;
  SimDevice *device;
  NetLink net;
  guint16 number;
  guint32 cause;
  gboolean over;
  gboolean stalled;
  gboolean lost;
  guint32 trouble; /* the event of the newest stall or loss */
  GQueue held;     /* of Held: what has come this far while it was stalled */
  Side client;
  Side server;
};

/* What a host's system takes from a program before the octets have left it, and in which pieces. */
#define SEND_BUFFER (64 * 1024)
#define PIECE (16 * 1024)

/* After so long without a sign from the other side a host's system gives up what it sends; systems
   try for between 13 and 30 minutes. [RFC9293 §3.8.3] */
#define GIVE_UP (15 * 60 * BASE_SECOND)

static Side *
other_side (Side *side)
{
  return side == &side->link->client ? &side->link->server : &side->link->client;
}

static guint8
actor_of (const Side *side)
{
  return peer_host_get_actor (peer_end_get_host (side->end));
}

/* One end is no more. What the device was about is noted before it forgets. */
static guint32
bring_down (Side *side, TraceLink how, guint8 from, guint32 cause, const char *why)
{
  SimLink *link = side->link;

  if (side == &link->client && link->device->link == link)
    sim_comeback_note (link->device);
  return peer_end_down (side->end, how, from, cause, why);
}

/* --- what a stall holds back --- */

/* Something that was due at the far end of a stalled link. */
typedef struct
{
  gpointer owner;
  SimDue due;
  gpointer payload;
  GDestroyNotify free_payload;
} Held;

static void
held_free (gpointer data)
{
  Held *held = data;

  if (held->free_payload != NULL)
    held->free_payload (held->payload);
  g_free (held);
}

/* Whether @due has to wait; then @payload is the queue's, else still the caller's. */
static gboolean
hold_back (SimLink *link, gpointer owner, SimDue due, gpointer payload, GDestroyNotify free_payload)
{
  Held *held;

  if (!link->stalled)
    return FALSE;
  held = g_new0 (Held, 1);
  *held = (Held){ owner, due, payload, free_payload };
  g_queue_push_tail (&link->held, held);
  return TRUE;
}

static void
on_given_up (gpointer owner, gpointer payload)
{
  Side *side = owner;

  bring_down (side, TRACE_LINK_DROP, 0, side->link->trouble, "timed out");
  sim_clock_forget (side->link->world->clock, side, NULL);
  if (!peer_end_is_up (other_side (side)->end) && side->link->device->link != side->link)
    side->link->over = TRUE;
}

/* Octets of @side are under way that nobody will confirm. */
static void
wait_for_confirmation (Side *side)
{
  SimClock *clock = side->link->world->clock;

  if (!peer_end_is_up (side->end) || sim_clock_has (clock, side, on_given_up))
    return;
  sim_clock_schedule (clock, sim_clock_get_now (clock) + GIVE_UP, TRUE, side, on_given_up, NULL,
                      NULL);
}

/* --- octets --- */

static void
slices_free (gpointer data)
{
  base_slices_free (data);
}

/* Octets @first … @first + @len - 1 of @bytes arrive at the other side. */
static void
bring (Side *from, BaseSlices *bytes, gsize first, gsize len)
{
  g_autoptr (BaseSlices) part = base_slices_new ();
  g_autoptr (GBytes) flat = NULL;

  if (len == 0)
    return;
  base_slices_append_slices (part, bytes, first, len);
  flat = base_slices_flatten (part);
  from->passed += len;
  sim_device_heard (from->link->device);
  peer_end_feed (other_side (from)->end, flat);
}

static void
on_arrives (gpointer owner, gpointer payload)
{
  Side *from = owner;
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
      hold_back (link, from, on_arrives, rest, slices_free);
      wait_for_confirmation (from);
    }
  else if (!link->over && !link->lost)
    bring (from, bytes, first, len - first);
}

static void pull (Side *side);

static void
on_left (gpointer owner, gpointer payload)
{
  Side *side = owner;

  side->leaving -= GPOINTER_TO_SIZE (payload);
  pull (side);
}

static void
put_on_link (Side *side, BaseSlices *piece)
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
  sim_clock_schedule (clock, passage.arrives, FALSE, side, on_arrives, piece, slices_free);
}

/* Nothing of a stalled link moves; what is put on a lost one is seen no more. */
static void
pull (Side *side)
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
  pull (data);
}

/* --- timers --- */

/* A settled world may have timers further off than this. */
#define PATIENCE (60 * BASE_SECOND)

static void
on_tick (gpointer owner, gpointer payload)
{
  Side *side = owner;

  peer_end_tick (side->end);
}

static void
on_wake (PeerEnd *end, gint64 at, gpointer data)
{
  Side *side = data;
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
  Side *first = owner;
  Side *side = other_side (first);
  SimLink *link = first->link;
  const Ending *ending = payload;

  if (link->stalled)
    {
      hold_back (link, owner, on_other_ended, g_memdup2 (ending, sizeof *ending), g_free);
      return;
    }
  if (ending->how == TRACE_LINK_CLOSE)
    peer_end_drain (side->end);
  bring_down (side, ending->how, actor_of (first), ending->event,
              ending->how == TRACE_LINK_CLOSE ? "closed by the other side"
                                              : "reset by the other side");
  sim_clock_forget (link->world->clock, side, NULL);
  link->over = TRUE;
}

/* What was sent arrives before the end of the stream does. */
static void
end_side (Side *side, TraceLink how, guint32 cause)
{
  SimLink *link = side->link;
  SimClock *clock = link->world->clock;
  guint32 event = bring_down (side, how, actor_of (side), cause,
                              how == TRACE_LINK_CLOSE ? "closed" : "reset");
  NetPassage passage = net_link_pass (&link->net, &side->lane, sim_clock_get_now (clock), 0);
  Ending ending = { how, event };

  sim_clock_forget (clock, side, on_left);
  sim_clock_forget (clock, side, on_tick);
  sim_clock_forget (clock, side, on_given_up);
  if (!link->lost)
    sim_clock_schedule (clock, passage.arrives, FALSE, side, on_other_ended,
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
  Side *side = data;
  SimDevice *device = side->link->device;

  device->protocol->fact (device, fact, text);
}

static void
on_down (PeerEnd *end, gpointer data)
{
  Side *side = data;

  if (side->link->device->link == side->link)
    sim_device_down (side->link->device);
}

/* --- the beginning --- */

static void
come_up (Side *side, guint32 cause)
{
  PeerRecorder *recorder = side->link->world->recorder;
  TraceEvent event = {
    .kind = TRACE_LINK,
    .sub = TRACE_LINK_CONNECT,
    .from = actor_of (other_side (side)),
    .to = actor_of (side),
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

  if (hold_back (link, owner, on_client_up, NULL, NULL))
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
    .from = actor_of (&link->server),
    .to = actor_of (&link->client),
    .connection = link->number,
    .cause = link->cause,
  };

  if (hold_back (link, owner, on_refused, NULL, NULL))
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

  if (hold_back (link, owner, on_asked, NULL, NULL))
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
  g_queue_clear_full (&link->held, held_free);
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

/* The link itself has a story to tell; nothing changes at its ends. */
static guint32
note (SimLink *link, TraceLink what, guint32 cause)
{
  TraceEvent event = {
    .kind = TRACE_LINK,
    .sub = (guint8) what,
    .from = actor_of (&link->client),
    .to = actor_of (&link->server),
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
mend_half (Side *side, guint32 cause)
{
  if (!peer_end_is_up (side->end) && peer_end_is_up (other_side (side)->end)
      && !sim_clock_has (side->link->world->clock, side, on_other_ended))
    {
      Ending ending = { TRACE_LINK_RESET, cause };

      sim_clock_schedule (side->link->world->clock,
                          sim_clock_get_now (side->link->world->clock) + side->link->net.delay,
                          FALSE, side, on_other_ended, g_memdup2 (&ending, sizeof ending), g_free);
    }
}

void
sim_link_heal (SimLink *link, guint32 cause)
{
  SimClock *clock = link->world->clock;
  gboolean was_up = peer_end_is_up (link->client.end) || peer_end_is_up (link->server.end);
  guint32 event;
  Held *held;

  if (!link->stalled)
    return;
  event = note (link, TRACE_LINK_HEAL, cause);
  link->stalled = FALSE;
  sim_clock_forget (clock, &link->client, on_given_up);
  sim_clock_forget (clock, &link->server, on_given_up);
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
  pull (&link->client);
  pull (&link->server);
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
  sim_clock_forget (link->world->clock, &link->client, on_arrives);
  sim_clock_forget (link->world->clock, &link->server, on_arrives);
  sim_clock_forget (link->world->clock, &link->client, on_other_ended);
  sim_clock_forget (link->world->clock, &link->server, on_other_ended);
  g_queue_clear_full (&link->held, held_free);
}

/* --- looking --- */

gboolean
sim_link_is_dead (const SimLink *link)
{
  return link->over && !peer_end_is_up (link->client.end) && !peer_end_is_up (link->server.end);
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
