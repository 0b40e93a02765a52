#include "peer-private.h"

#include "imap-client.h"
#include "imap-command.h"
#include "imap-server.h"
#include "imap-types.h"

/* The engines of IMAP as ends of connections. */

/* The line without what ends it. */
static BaseSpan
text_of (GBytes *bytes, gsize start)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);

  while (len > start && (data[len - 1] == '\n' || data[len - 1] == '\r'))
    len--;
  return (BaseSpan){ MIN (start, len), len - MIN (start, len) };
}

/* Behind the first two words: the tag and the command. */
static gsize
after_command (GBytes *bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  gsize at = 0;

  for (guint words = 0; words < 2; words++)
    {
      while (at < len && data[at] != ' ')
        at++;
      at += at < len;
    }
  return at;
}

/*
 * Before login every line that is no good command can be the octets of a password that were sent
 * although their literal was refused. The first lines of a LOGIN with literals hold none.
 */
static gboolean
find_secret (GBytes *bytes, guint32 context, gboolean logged_in, BaseSpan *out)
{
  ImapCommand command;
  g_autoptr (ImapTree) tree = NULL;
  gboolean is_login;

  *out = text_of (bytes, 0);
  if (context != IMAP_CONTEXT_COMMAND)
    return !logged_in && context == IMAP_CONTEXT_CONTINUED;
  tree = imap_command_parse (bytes, &command);
  is_login = command.class != NULL
             && g_str_equal (imap_command_class_get_name (command.class), "LOGIN");
  if (is_login && imap_tree_wants_literal (tree))
    return FALSE;
  if (imap_tree_is_bad (tree) ? logged_in && !is_login : !is_login)
    return FALSE;
  if (!imap_tree_is_bad (tree))
    *out = command.password.span;
  else if (command.class != NULL)
    *out = text_of (bytes, after_command (bytes));
  return TRUE;
}

static ModelEngine
make_server (PeerEnd *end, gpointer data)
{
  PeerHost *host = peer_end_get_host (end);
  const PeerSettings *settings = peer_host_get_settings (host);
  const ImapServerConfig config = {
    .server = settings->owner,
    .connection = peer_end_get_object (end),
    .epoch = settings->epoch,
    .policy = { .expunge_high_first = settings->expunge_high_first, .uidplus = settings->uidplus },
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
    .find_secret = find_secret,
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
    .free_data = client_free,
    .command_context = IMAP_CONTEXT_COMMAND,
    .out = TRACE_TO_SERVER,
  };
  Client *client = g_new0 (Client, 1);

  client->account = g_strdup (account);
  client->tag_letter = tag_letter;
  return peer_end_new (host, number, peer, &maker, client, watcher, data);
}
