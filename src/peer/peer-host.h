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
  const char *fault;           /* server: one broken rule, or NULL */
  gboolean shares_maildrop;    /* server: policy: POP3 sessions do not lock [RFC1939 §4] */
} PeerSettings;

/** peer_host_new: @recorder is borrowed and must outlive the host. */
PeerHost *peer_host_new (PeerRecorder *recorder, const PeerSettings *settings);
void peer_host_free (PeerHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerHost, peer_host_free)

/** peer_host_add_account: @password opens the account called @user. */
void peer_host_add_account (PeerHost *host, const char *user, const char *password);

/** peer_host_get_actor: its number in the trace, 1 …. */
guint8 peer_host_get_actor (const PeerHost *host);
ModelId peer_host_get_owner (const PeerHost *host);
PeerRecorder *peer_host_get_recorder (const PeerHost *host);

/** peer_host_fault_exists: whether there is such a broken rule; peer_host_get_faults: their names,
 * NULL-terminated. */
gboolean peer_host_fault_exists (const char *name);
const char *const *peer_host_get_faults (void);
