#pragma once

#include "peer-recorder.h"

typedef struct _PeerEnd PeerEnd;

/**
 * PeerHost: the server or a device: an owner in the model, with its accounts, its settings and the
 * ends of its connections.
 */

/** What a host does that differs from other hosts; strings are copied. */
typedef struct
{
  ModelId owner;               /* its object */
  const char *hostname;        /* server: how it calls itself */
  gint64 epoch;                /* server: what time 0 is, in seconds since 1970 UTC */
  gboolean expunge_high_first; /* server: policy [RFC9051 §6.4.3] */
  gboolean uidplus;            /* server: IMAP offers UIDPLUS */
  const char *fault;           /* server: one broken rule, or NULL */
  gboolean shares_maildrop;    /* server: policy: POP3 sessions do not lock [RFC1939 §4] */
} PeerSettings;

/** peer_host_new: @recorder is borrowed and must outlive the host. */
PeerHost *peer_host_new (PeerRecorder *recorder, const PeerSettings *settings);
void peer_host_free (PeerHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerHost, peer_host_free)

/** peer_host_add_account: @password opens the account called @user. */
void peer_host_add_account (PeerHost *host, const char *user, const char *password);

/**
 * peer_host_set_hold: from now on whole lines wait at the host's gate, those coming in after their
 * ARRIVE event (`held-in` counts them at their connection), those going out before their SEND event
 * (`held-out`); one line a connection is looked at at a time. FALSE: all go, and the next ones do not
 * wait. Call with no event open.
 */
void peer_host_set_hold (PeerHost *host, gboolean hold);
gboolean peer_host_is_holding (const PeerHost *host);
/** peer_host_release: the line that waits longest goes on: it is acted on (a TURN event RELEASED,
 * whose cause is its arrival), or sent. FALSE when none waits. Call with no event open. */
gboolean peer_host_release (PeerHost *host);
/** peer_host_count_held: lines that wait. */
guint peer_host_count_held (const PeerHost *host);

/** peer_host_get_actor: its number in the trace, 1 …. */
guint8 peer_host_get_actor (const PeerHost *host);
ModelId peer_host_get_owner (const PeerHost *host);
PeerRecorder *peer_host_get_recorder (const PeerHost *host);

/** peer_host_fault_exists: whether there is such a broken rule; peer_host_get_faults: their names,
 * NULL-terminated. */
gboolean peer_host_fault_exists (const char *name);
const char *const *peer_host_get_faults (void);
