#pragma once

#include "peer-host.h"

/**
 * PeerEnd: one end of a connection: an engine, what it wants to send and the link has not taken
 * yet, and the recording of its lines. The only writer of SEND, ARRIVE and TURN events. A driver
 * (the simulation, or real sockets) brings bytes and takes bytes; it never looks inside them.
 */

/** What an end tells its driver. Each may be NULL. */
typedef struct
{
  /** there is output to take; called with no event open */
  void (*output) (PeerEnd *end, gpointer data);
  /** the engine wants a tick at @at, -1 takes an earlier wish back; called with no event open */
  void (*wake) (PeerEnd *end, gint64 at, gpointer data);
  /** everything was taken and the engine wants the connection ended; called with no event open */
  void (*finished) (PeerEnd *end, guint32 cause, gpointer data);
  /** something of note; called inside the turn, so that it may change state and submit */
  void (*fact) (PeerEnd *end, guint fact, const char *text, gpointer data);
  /** the connection ends at this end; called inside the event, before its object dies; no submits
   */
  void (*down) (PeerEnd *end, gpointer data);
  /** asked between two turns: FALSE ends the work for now, peer_end_resume() takes it up again */
  gboolean (*may_go_on) (PeerEnd *end, gpointer data);
} PeerWatcher;

/** peer_end_new_imap_server, _client: an end of connection @number (`cN`) of @host, not up yet.
 * @watcher is copied. */
PeerEnd *peer_end_new_imap_server (PeerHost *host, guint16 number, const char *peer,
                                   const PeerWatcher *watcher, gpointer data);
PeerEnd *peer_end_new_imap_client (PeerHost *host, guint16 number, const char *peer,
                                   const char *account, char tag_letter, const PeerWatcher *watcher,
                                   gpointer data);
/** peer_end_new_pop3_server, _client: the same of a POP3 connection. @identify: as in
 * Pop3ClientConfig, or NULL. */
PeerEnd *peer_end_new_pop3_server (PeerHost *host, guint16 number, const char *peer,
                                   const PeerWatcher *watcher, gpointer data);
PeerEnd *peer_end_new_pop3_client (PeerHost *host, guint16 number, const char *peer,
                                   const char *account,
                                   guint32 (*identify) (gpointer data, guint number),
                                   gpointer identify_data, const PeerWatcher *watcher,
                                   gpointer data);
/** peer_end_free: gives up the end, recording nothing: the run is over, or the end is down. */
void peer_end_free (PeerEnd *end);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerEnd, peer_end_free)

/**
 * peer_end_pair: both ends of a connection are simulated: what arrives at one is what the other
 * sent, and its events name their sends. An end without a pair records what comes in as it comes.
 */
void peer_end_pair (PeerEnd *a, PeerEnd *b);

/** peer_end_up: inside an open event: the connection is up at this end: birth of its object, the
 * engine's first turn. */
void peer_end_up (PeerEnd *end);

/** peer_end_refuse: the same, but the engine is told to refuse the connection because of @why. */
void peer_end_refuse (PeerEnd *end, const char *why);

/**
 * peer_end_dismiss: server side, with no event open: a TIMER event, in which the engine says goodbye
 * because of @why and closes; the watcher's `finished` follows when all was taken.
 */
void peer_end_dismiss (PeerEnd *end, const char *why);

/**
 * peer_end_down: the connection ends here and now: an unfinished line is recorded, then @event
 * (LINK, its connection and actors filled in) is written and the engine told @why; its object dies
 * with it. Returns the number of the event, 0 when the end was not up.
 */
guint32 peer_end_down (PeerEnd *end, TraceLink how, guint8 from, guint32 cause, const char *why);

/** peer_end_is_up: whether the connection is up at this end. */
gboolean peer_end_is_up (const PeerEnd *end);

/** peer_end_feed: bytes that came in, in any pieces. Every whole line is one ARRIVE event and one
 * turn. */
void peer_end_feed (PeerEnd *end, GBytes *bytes);

/**
 * peer_end_submit: inside an open event, client side: @text is a command without its tag, or @raw
 * octets sent as they are. @cause: the event that is the reason, 0 for the open one. The line is
 * recorded when the event is closed.
 */
void peer_end_submit (PeerEnd *end, const char *text, GBytes *raw, guint32 cause);

/** peer_end_tick: the time of the engine's wish has come; writes a TIMER event. */
void peer_end_tick (PeerEnd *end);

/**
 * peer_end_take: the next octets to go out, at most @max of them and never of two lines; the
 * caller owns them. NULL when there are none.
 */
BaseSlices *peer_end_take (PeerEnd *end, gsize max);

/** Octets in one piece; borrowed. */
typedef struct
{
  const guint8 *data;
  gsize len;
} PeerPiece;

/**
 * peer_end_merge: for a link that does not care where lines end: it peeks and skips, and never takes.
 * peer_end_peek: what comes next, as up to @max pieces, borrowed until the next call with this end.
 * Returns how many. peer_end_skip: the first @octets of them were taken.
 */
void peer_end_merge (PeerEnd *end);
guint peer_end_peek (PeerEnd *end, PeerPiece *out, guint max);
void peer_end_skip (PeerEnd *end, gsize octets);

/** peer_end_resume: after taking: lets a long answer go on, and lines wait no longer. Call with no
 * event open. */
void peer_end_resume (PeerEnd *end);

/**
 * peer_end_drain: the other side has sent all it will and takes no more: what waited for room is
 * still acted on, and the answers are dropped. Call with no event open, before taking the end down.
 */
void peer_end_drain (PeerEnd *end);

/** peer_end_has_work: whether resuming may do something without new octets and without taking. */
gboolean peer_end_has_work (const PeerEnd *end);

/** peer_end_is_hungry: whether everything that came in was looked at, and more would be. */
gboolean peer_end_is_hungry (const PeerEnd *end);

/** peer_end_is_held: whether a line of it waits at the gate. peer_end_get_unread: octets that came in
 * and are in no line yet. */
gboolean peer_end_is_held (const PeerEnd *end);
gsize peer_end_get_unread (const PeerEnd *end);

/** peer_end_is_logged_in: server side: whether the engine has told that somebody logged in. */
gboolean peer_end_is_logged_in (const PeerEnd *end);

/** peer_end_get_waiting: copied octets produced and not yet taken; at most PEER_WAITING_MAX.
 * peer_end_get_waiting_peak: the most there ever were. */
gsize peer_end_get_waiting (const PeerEnd *end);
gsize peer_end_get_waiting_peak (const PeerEnd *end);

/** A long answer goes on when less than this waits; with a turn's own measure the sum stays under
 * 512 KiB. */
#define PEER_WAITING_ROOM (192 * 1024)
#define PEER_WAITING_MAX (512 * 1024)

/** peer_end_set_room: for a driver that moves octets while an answer is still being made: it goes on in
 * steps of @octets (at most PEER_WAITING_ROOM), each of them a turn, and waits when as many wait. */
void peer_end_set_room (PeerEnd *end, gsize octets);

/** peer_end_get_object: its connection object, MODEL_NO_ID while it is not up. */
ModelId peer_end_get_object (const PeerEnd *end);
PeerHost *peer_end_get_host (const PeerEnd *end);
