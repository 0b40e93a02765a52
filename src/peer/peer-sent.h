#pragma once

#include <glib.h>

/**
 * PeerSent: which event sent which octets of one direction, so that the other end can say what an
 * arriving line is the arrival of. Only what has not arrived yet is kept.
 */
typedef struct _PeerSent PeerSent;

/** One SEND: octets @start … @end - 1 of its stream. */
typedef struct
{
  guint64 start;
  guint64 end;
  guint32 event;
  guint32 command; /* what began its exchange, 0 none */
} PeerSentLine;

PeerSent *peer_sent_new (void);
void peer_sent_free (PeerSent *sent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerSent, peer_sent_free)

/** peer_sent_add: lines come in order of their octets. */
void peer_sent_add (PeerSent *sent, const PeerSentLine *line);

/** peer_sent_find: the line that holds octet @at, forgetting those before; NULL when none does.
 * Borrowed until the next call. */
const PeerSentLine *peer_sent_find (PeerSent *sent, guint64 at);
