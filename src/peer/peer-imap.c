#include "peer-private.h"

#include "imap-client.h"
#include "imap-server.h"
#include "imap-types.h"

/* The engines of IMAP as ends of connections. */

static ModelEngine
make_server (PeerEnd *end, gpointer data)
{
  PeerHost *host = peer_end_get_host (end);
  const PeerSettings *settings = peer_host_get_settings (host);
  const ImapServerConfig config = {
    .server = settings->owner,
    .connection = peer_end_get_object (end),
    .epoch = settings->epoch,
    .policy = { .expunge_high_first = settings->expunge_high_first },
    .fault = settings->fault,
    .check_password = peer_host_check_password,
    .check_data = host,
  };

  return imap_server_new (&config);
}

typedef struct
{
  char *account;
  char tag_letter;
} Client;

static void
client_free (gpointer data)
{
  Client *client = data;

  g_free (client->account);
  g_free (client);
}

static ModelEngine
make_client (PeerEnd *end, gpointer data)
{
  const Client *client = data;
  const ImapClientConfig config = {
    .device = peer_host_get_owner (peer_end_get_host (end)),
    .connection = peer_end_get_object (end),
    .account = client->account,
    .tag_letter = client->tag_letter,
  };

  return imap_client_new (&config);
}

PeerEnd *
peer_end_new_imap_server (PeerHost *host, guint16 number, const char *peer,
                          const PeerWatcher *watcher, gpointer data)
{
  static const PeerEngineMaker maker = {
    .make = make_server,
    .login_fact = IMAP_SERVER_FACT_LOGGED_IN,
    .command_context = IMAP_CONTEXT_COMMAND,
    .out = TRACE_TO_CLIENT,
  };

  return peer_end_new (host, number, peer, &maker, NULL, watcher, data);
}

PeerEnd *
peer_end_new_imap_client (PeerHost *host, guint16 number, const char *peer, const char *account,
                          char tag_letter, const PeerWatcher *watcher, gpointer data)
{
  static const PeerEngineMaker maker = {
    .make = make_client,
    .is_busy = imap_client_is_busy,
    .free_data = client_free,
    .command_context = IMAP_CONTEXT_COMMAND,
    .out = TRACE_TO_SERVER,
  };
  Client *client = g_new0 (Client, 1);

  client->account = g_strdup (account);
  client->tag_letter = tag_letter;
  return peer_end_new (host, number, peer, &maker, client, watcher, data);
}
