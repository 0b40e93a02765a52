#include "peer-private.h"

#include "pop3-client.h"
#include "pop3-command.h"
#include "pop3-server.h"
#include "pop3-types.h"

#include <string.h>

/* The engines of POP3 as ends of connections. */

/* What follows PASS; before login, whatever is no good command. */
static gboolean
find_secret (GBytes *bytes, guint32 context, gboolean logged_in, BaseSpan *out)
{
  Pop3Command command;
  g_autoptr (Pop3Tree) tree = pop3_command_parse (bytes, &command);
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  const char *blank;
  gsize start = 0;
  gboolean is_pass = command.class != NULL
                     && g_str_equal (pop3_command_class_get_name (command.class), "PASS");

  if (!is_pass && (logged_in || !pop3_tree_is_bad (tree)))
    return FALSE;
  while (len > 0 && (data[len - 1] == '\n' || data[len - 1] == '\r'))
    len--;
  blank = command.class != NULL ? memchr (data, ' ', len) : NULL;
  if (blank != NULL)
    start = (gsize) (blank - data) + 1;
  *out = (BaseSpan){ start, len - start };
  return TRUE;
}

static ModelEngine
make_server (PeerEnd *end, gpointer data)
{
  PeerHost *host = peer_end_get_host (end);
  const PeerSettings *settings = peer_host_get_settings (host);
  const Pop3ServerConfig config = {
    .server = settings->owner,
    .connection = peer_end_get_object (end),
    .hostname = settings->hostname,
    .locks = !settings->shares_maildrop,
    .check_password = peer_host_check_password,
    .check_data = host,
  };

  return pop3_server_new (&config);
}

typedef struct
{
  char *account;
  Pop3Identify identify;
  gpointer identify_data;
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
  const Pop3ClientConfig config = {
    .device = peer_host_get_owner (peer_end_get_host (end)),
    .connection = peer_end_get_object (end),
    .account = client->account,
    .identify = client->identify,
    .identify_data = client->identify_data,
  };

  return pop3_client_new (&config);
}

PeerEnd *
peer_end_new_pop3_server (PeerHost *host, guint16 number, const char *peer,
                          const PeerWatcher *watcher, gpointer data)
{
  static const PeerEngineMaker maker = {
    .make = make_server,
    .find_secret = find_secret,
    .login_fact = POP3_SERVER_FACT_LOGGED_IN,
    .command_context = POP3_CONTEXT_COMMAND,
    .out = TRACE_TO_CLIENT,
  };

  return peer_end_new (host, number, peer, &maker, NULL, watcher, data);
}

PeerEnd *
peer_end_new_pop3_client (PeerHost *host, guint16 number, const char *peer, const char *account,
                          Pop3Identify identify, gpointer identify_data, const PeerWatcher *watcher,
                          gpointer data)
{
  static const PeerEngineMaker maker = {
    .make = make_client,
    .free_data = client_free,
    .command_context = POP3_CONTEXT_COMMAND,
    .out = TRACE_TO_SERVER,
  };
  Client *client = g_new0 (Client, 1);

  client->account = g_strdup (account);
  client->identify = identify;
  client->identify_data = identify_data;
  return peer_end_new (host, number, peer, &maker, client, watcher, data);
}
