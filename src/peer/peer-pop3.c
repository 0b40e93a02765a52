#include "peer-private.h"

#include "pop3-server.h"
#include "pop3-types.h"

/* The engines of POP3 as ends of connections. */

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

PeerEnd *
peer_end_new_pop3_server (PeerHost *host, guint16 number, const char *peer,
                          const PeerWatcher *watcher, gpointer data)
{
  static const PeerEngineMaker maker = {
    .make = make_server,
    .command_context = POP3_CONTEXT_COMMAND,
    .out = TRACE_TO_CLIENT,
  };

  return peer_end_new (host, number, peer, &maker, NULL, watcher, data);
}
