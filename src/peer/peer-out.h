#pragma once

#include "base-slices.h"
#include "peer-end.h"

/**
 * PeerOut: lines on their way out of an end, until the link has taken their octets. To be put into
 * another struct.
 */
typedef struct
{
  GQueue lines;
  gboolean merges; /* nobody will ask for one line: short ones are put together */
  guint8 *spare;   /* merging: a buffer to be used again */
  gsize waiting;   /* copied octets in them; message blobs are shared and not counted */
  gsize peak;      /* the most there ever were */
} PeerOut;

/** peer_out_init: nothing waits. */
void peer_out_init (PeerOut *out);

/** peer_out_clear: forget all that waits. */
void peer_out_clear (PeerOut *out);
/** peer_out_push: one more line; takes @bytes. */
void peer_out_push (PeerOut *out, BaseSlices *bytes);
/** peer_out_is_empty: whether everything was taken. */
gboolean peer_out_is_empty (const PeerOut *out);
/** peer_out_take: the next octets, at most @max and never of two lines; not when merging; the caller owns them. NULL
 * when there are none. */
BaseSlices *peer_out_take (PeerOut *out, gsize max);
/** peer_out_peek: the next octets as up to @max pieces, borrowed; returns how many. */
guint peer_out_peek (PeerOut *out, PeerPiece *pieces, guint max);
/** peer_out_skip: the first @octets, which are there, were taken. */
void peer_out_skip (PeerOut *out, gsize octets);
