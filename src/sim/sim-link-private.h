#pragma once

#include "sim-device-private.h"
#include "sim-fault-private.h"

/* One direction of a link, by the end that puts octets on it. */
typedef struct
{
  SimLink *link;
  PeerEnd *end;
  NetLane lane;
  gsize leaving;  /* octets taken from the end and not on the link yet */
  guint64 taken;  /* octets taken from it, ever */
  guint64 passed; /* octets that reached the other end */
  gint64 behind;  /* µs: what is sent from now on does not arrive before */
  SimTrap trap;   /* where a fault waits for them */
} SimSide;

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
  GQueue held;     /* of SimHeld: what has come this far while it was stalled */
  SimSide client;
  SimSide server;
};

/** SimHeld: something that was due at the far end of a stalled link. */
typedef struct
{
  gpointer owner;
  SimDue due;
  gpointer payload;
  GDestroyNotify free_payload;
} SimHeld;

void sim_held_free (gpointer held);

/** sim_link_hold_back: whether @due has to wait; then @payload is the queue's, else still the caller's. */
gboolean sim_link_hold_back (SimLink *link, gpointer owner, SimDue due, gpointer payload,
                             GDestroyNotify free_payload);

/** sim_side_other: the one across. */
SimSide *sim_side_other (SimSide *side);
/** sim_side_get_actor: whose end it is. */
guint8 sim_side_get_actor (const SimSide *side);
/** sim_side_pull: put on the link what the end has ready, as far as it takes it. */
void sim_side_pull (SimSide *side);
/** sim_side_trust: what it sends is confirmed again. */
void sim_side_trust (SimSide *side);
/** sim_side_say_gone: its host knows nothing of the connection (as of @event), and the other end hears so. */
void sim_side_say_gone (SimSide *side, guint32 event);
