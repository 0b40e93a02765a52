#include "peer-private.h"

#include "imap-server.h"

struct _PeerHost
{
  PeerRecorder *recorder;
  PeerSettings settings;
  char *hostname;
  char *fault;
  guint8 actor;
  GHashTable *passwords; /* user → password; only looked up, never walked */
  gboolean hold;
  GQueue gate;     /* lines that wait */
  GPtrArray *ends; /* borrowed, in order of their making */
};

PeerHost *
peer_host_new (PeerRecorder *recorder, const PeerSettings *settings)
{
  PeerHost *host = g_new0 (PeerHost, 1);
  const char *name = model_get_name (peer_recorder_get_model (recorder), settings->owner);

  host->recorder = recorder;
  host->hostname = g_strdup (settings->hostname);
  host->fault = g_strdup (settings->fault);
  host->settings = *settings;
  host->settings.hostname = host->hostname;
  host->settings.fault = host->fault;
  host->actor = trace_actor (peer_recorder_get_trace (recorder), name);
  host->passwords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  host->ends = g_ptr_array_new ();
  g_queue_init (&host->gate);
  peer_recorder_add_host (recorder, host);
  return host;
}

void
peer_host_free (PeerHost *host)
{
  if (host == NULL)
    return;
  g_assert (host->ends->len == 0);
  peer_recorder_remove_host (host->recorder, host);
  g_ptr_array_unref (host->ends);
  g_hash_table_unref (host->passwords);
  g_free (host->hostname);
  g_free (host->fault);
  g_free (host);
}

void
peer_host_add_account (PeerHost *host, const char *user, const char *password)
{
  g_hash_table_insert (host->passwords, g_strdup (user), g_strdup (password));
}

gboolean
peer_host_check_password (gpointer data, const char *user, const char *password)
{
  PeerHost *host = data;
  const char *right = g_hash_table_lookup (host->passwords, user);

  return right != NULL && g_str_equal (right, password);
}

void
peer_host_set_hold (PeerHost *host, gboolean hold)
{
  host->hold = hold;
  while (!hold && peer_host_release (host))
    ;
}

gboolean
peer_host_is_holding (const PeerHost *host)
{
  return host->hold;
}

guint
peer_host_count_held (const PeerHost *host)
{
  return host->gate.length;
}

GQueue *
peer_host_get_gate (PeerHost *host)
{
  return &host->gate;
}

guint8
peer_host_get_actor (const PeerHost *host)
{
  return host->actor;
}

ModelId
peer_host_get_owner (const PeerHost *host)
{
  return host->settings.owner;
}

PeerRecorder *
peer_host_get_recorder (const PeerHost *host)
{
  return host->recorder;
}

const PeerSettings *
peer_host_get_settings (const PeerHost *host)
{
  return &host->settings;
}

void
peer_host_add_end (PeerHost *host, PeerEnd *end)
{
  g_ptr_array_add (host->ends, end);
}

void
peer_host_remove_end (PeerHost *host, PeerEnd *end)
{
  g_ptr_array_remove (host->ends, end);
}

guint
peer_host_get_n_ends (const PeerHost *host)
{
  return host->ends->len;
}

PeerEnd *
peer_host_get_end (const PeerHost *host, guint i)
{
  return g_ptr_array_index (host->ends, i);
}

gboolean
peer_host_fault_exists (const char *name)
{
  return imap_fault_exists (name);
}

const char *const *
peer_host_get_faults (void)
{
  return imap_fault_get_names ();
}
