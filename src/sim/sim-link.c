#include "sim-device-private.h"

#include "base-time.h"

/* One direction of a link, by the end that puts octets on it. */
typedef struct
{
  SimLink *link;
  PeerEnd *end;
  NetLane lane;
  gsize leaving; /* octets taken from the end and not on the link yet */
} Side;

struct _SimLink
{
  SimWorld *world;
  SimDevice *device;
  NetLink net;
  guint16 number;
  guint32 cause;
  gboolean over;
  Side client;
  Side server;
};

/* What a host's system takes from a program before the octets have left it, and in which pieces. */
#define SEND_BUFFER (64 * 1024)
#define PIECE (16 * 1024)

static Side *
other_side (Side *side)
{
  return side == &side->link->client ? &side->link->server : &side->link->client;
}

/* --- octets --- */

static void
on_arrives (gpointer owner, gpointer payload)
{
  Side *from = owner;
  g_autoptr (GBytes) bytes = base_slices_flatten (payload);

  peer_end_feed (other_side (from)->end, bytes);
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
pull (Side *side)
{
  SimLink *link = side->link;
  SimClock *clock = link->world->clock;
  gint64 now = sim_clock_get_now (clock);
  gsize max = link->net.rate > 0 ? PIECE : G_MAXSIZE;

  while (side->leaving < SEND_BUFFER)
    {
      BaseSlices *piece = peer_end_take (side->end, max);
      NetPassage passage;
      gsize octets;

      if (piece == NULL)
        break;
      octets = base_slices_get_length (piece);
      passage = net_link_pass (&link->net, &side->lane, now, octets);
      if (passage.left > now)
        {
          side->leaving += octets;
          sim_clock_schedule (clock, passage.left, FALSE, side, on_left, GSIZE_TO_POINTER (octets),
                              NULL);
        }
      sim_clock_schedule (clock, passage.arrives, FALSE, side, on_arrives, piece,
                          (GDestroyNotify) base_slices_free);
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

static void
on_other_closed (gpointer owner, gpointer payload)
{
  Side *closer = owner;
  Side *side = other_side (closer);

  peer_end_down (side->end, TRACE_LINK_CLOSE, peer_host_get_actor (peer_end_get_host (closer->end)),
                 GPOINTER_TO_UINT (payload), "closed by the other side");
  sim_clock_forget (side->link->world->clock, side, NULL);
  side->link->over = TRUE;
}

/* What was sent arrives before the end of the stream does. */
static void
close_side (Side *side, guint32 cause)
{
  SimLink *link = side->link;
  SimClock *clock = link->world->clock;
  guint32 event = peer_end_down (side->end, TRACE_LINK_CLOSE,
                                 peer_host_get_actor (peer_end_get_host (side->end)), cause,
                                 "closed");
  NetPassage passage = net_link_pass (&link->net, &side->lane, sim_clock_get_now (clock), 0);

  sim_clock_forget (clock, side, on_left);
  sim_clock_forget (clock, side, on_tick);
  sim_clock_schedule (clock, passage.arrives, FALSE, side, on_other_closed,
                      GUINT_TO_POINTER (event), NULL);
}

static void
on_finished (PeerEnd *end, guint32 cause, gpointer data)
{
  close_side (data, cause);
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
    .from = peer_host_get_actor (peer_end_get_host (other_side (side)->end)),
    .to = peer_host_get_actor (peer_end_get_host (side->end)),
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

  come_up (&link->client, GPOINTER_TO_UINT (payload));
}

static void
on_server_up (gpointer owner, gpointer payload)
{
  SimLink *link = owner;

  /* before the greeting's arrival, which is due at the same time */
  sim_clock_schedule (link->world->clock, sim_clock_get_now (link->world->clock) + link->net.delay,
                      FALSE, link, on_client_up, GUINT_TO_POINTER (link->cause), NULL);
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
  link->client.link = link;
  link->server.link = link;
  link->client.end = device->protocol->make_client (device, link->number, &client_watcher,
                                                    &link->client);
  link->server.end = device->protocol->make_server (device, link->number, &server_watcher,
                                                    &link->server);
  peer_end_pair (link->client.end, link->server.end);
  g_ptr_array_add (world->links, link);

  handshake = net_link_connect (&link->net, sim_clock_get_now (world->clock));
  sim_clock_schedule (world->clock, handshake.server, FALSE, link, on_server_up, NULL, NULL);
  return link;
}

static void
forget_all (SimLink *link)
{
  SimClock *clock = link->world->clock;

  sim_clock_forget (clock, link, NULL);
  sim_clock_forget (clock, &link->client, NULL);
  sim_clock_forget (clock, &link->server, NULL);
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
  forget_all (link);
  link->over = TRUE;
  peer_end_down (link->client.end, how, 0, cause, "cut");
  peer_end_down (link->server.end, how, 0, cause, "cut");
  forget_all (link);
}

void
sim_link_hang_up (SimLink *link, guint32 cause)
{
  if (peer_end_is_up (link->client.end))
    close_side (&link->client, cause);
  else
    sim_link_break (link, TRACE_LINK_RESET, cause);
}

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

PeerEnd *
sim_link_get_client (const SimLink *link)
{
  return link->client.end;
}

void
sim_link_free (SimLink *link)
{
  forget_all (link);
  peer_end_free (link->client.end);
  peer_end_free (link->server.end);
  g_free (link);
}
