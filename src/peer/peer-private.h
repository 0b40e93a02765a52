#pragma once

#include "base-span.h"
#include "peer-end.h"
#include "peer-sent.h"

/* --- the recorder and its hosts --- */

/** peer_recorder_add_host, _remove_host: whose sessions are poked; in order of adding. */
void peer_recorder_add_host (PeerRecorder *recorder, PeerHost *host);
void peer_recorder_remove_host (PeerRecorder *recorder, PeerHost *host);

/** peer_recorder_forget: where nothing is kept, connections that have ended leave nothing behind. */
void peer_recorder_forget (PeerRecorder *recorder);

/** peer_recorder_turned: @end had a turn in the open event; its effects are taken up at the close.
 */
void peer_recorder_turned (PeerRecorder *recorder, PeerEnd *end);

/* --- a host and its ends --- */

/** peer_host_add_end, peer_host_remove_end: keep the list of its ends, which are borrowed. */
void peer_host_add_end (PeerHost *host, PeerEnd *end);
void peer_host_remove_end (PeerHost *host, PeerEnd *end);

/** peer_host_get_n_ends, peer_host_get_end: its ends in order of their making; borrowed. */
guint peer_host_get_n_ends (const PeerHost *host);
PeerEnd *peer_host_get_end (const PeerHost *host, guint i);

/** peer_host_get_gate: what waits, for peer-end-gate.c. */
GQueue *peer_host_get_gate (PeerHost *host);

/** peer_host_get_settings: what it was made with; borrowed. */
const PeerSettings *peer_host_get_settings (const PeerHost *host);

/** peer_host_check_password: whether @password opens @user here. */
gboolean peer_host_check_password (gpointer host, const char *user, const char *password);

/* --- an end and its engine --- */

/** PeerEngineMaker: how an end gets its engine once its connection object is born. */
typedef struct
{
  ModelEngine (*make) (PeerEnd *end, gpointer data);
  GDestroyNotify free_data;
  /** server: whether the whole good or bad line @bytes may hold a password, and in which octets;
   * once @logged_in only where a login is tried again */
  gboolean (*find_secret) (GBytes *bytes, guint32 context, gboolean logged_in, BaseSpan *out);
  guint login_fact;        /* server: its fact that somebody logged in; 0 none */
  guint32 command_context; /* of a line that begins an exchange */
  TraceDirection out;
} PeerEngineMaker;

/** peer_end_new: @maker is static, @maker_data becomes the end's. */
PeerEnd *peer_end_new (PeerHost *host, guint16 number, const char *peer,
                       const PeerEngineMaker *maker, gpointer maker_data,
                       const PeerWatcher *watcher, gpointer data);

/** peer_end_watches: the mailbox whose journal its session follows, or MODEL_NO_ID. */
ModelId peer_end_watches (PeerEnd *end);

/** peer_end_poke: a TURN event: the journal of what it watches was written by @cause. */
void peer_end_poke (PeerEnd *end, guint32 cause);

/** peer_end_record: after its event @event was sealed: append the SEND events of its turns. */
void peer_end_record (PeerEnd *end, guint32 event);

/** peer_end_tell: then, with no event open: tell the driver what it has to do. */
void peer_end_tell (PeerEnd *end);
