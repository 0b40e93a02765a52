#pragma once

#include <glib.h>

/**
 * NetLink: what a link between two hosts is like, the same both ways. All of net is arithmetic:
 * nothing here keeps time or bytes, so the simulation, the cost meter and captures agree.
 */
typedef struct
{
  gint64 delay; /* one way, µs */
  guint64 rate; /* bits a second; 0: octets take no time to put on the link */
} NetLink;

/** NetLane: one direction of one connection: until when it is busy. All zero is a free lane. */
typedef struct
{
  gint64 free_at; /* µs: when its last octet has left */
  guint64 rest; /* of a µs, in parts of @rate: pieces of a line take exactly as long as the whole */
} NetLane;

/** NetPassage: how some octets travel. */
typedef struct
{
  gint64 left;    /* µs: the last octet is on the link; the sender has room again */
  gint64 arrives; /* µs: the last octet is at the other end */
} NetPassage;

/**
 * net_link_pass: put @octets on @lane at @now, behind what is still leaving. Cannot fail; times
 * never run backwards, so octets arrive in the order in which they were put there.
 */
NetPassage net_link_pass (const NetLink *link, NetLane *lane, gint64 now, gsize octets);

/** NetHandshake: when each side of a new connection may use it. [RFC9293 §3.5] */
typedef struct
{
  gint64 server; /* the SYN is there: it accepts, and what it sends follows its SYN,ACK */
  gint64 client; /* a round trip after it began */
} NetHandshake;

/** net_link_connect: times of a connection begun at @now. */
NetHandshake net_link_connect (const NetLink *link, gint64 now);

/** net_link_round_trip: µs there and back for octets that take no time themselves. */
gint64 net_link_round_trip (const NetLink *link);
