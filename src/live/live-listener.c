#include "live-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include "base-time.h"

/* Connections taken in one go before others have their turn, and how long to rest when the system
 * has none to give. */
#define BATCH 32
#define REST (100 * BASE_MILLISECOND)

struct _LiveListener
{
  LiveWatch watch;
  LiveServer *server;
  const LiveProtocol *protocol;
  GSocket *socket;
};

static void
on_ready (LiveWatch *watch, guint events)
{
  LiveListener *listener = (LiveListener *) watch;

  live_loop_want (watch, EPOLLIN);
  for (guint i = 0; i < BATCH; i++)
    {
      int fd = accept4 (g_socket_get_fd (listener->socket), NULL, NULL,
                        SOCK_NONBLOCK | SOCK_CLOEXEC);

      if (fd >= 0)
        live_connection_new (listener->server, listener->protocol, fd);
      else if (errno == EAGAIN || errno == EWOULDBLOCK)
        return;
      else if (errno != ECONNABORTED && errno != EINTR)
        {
          /* out of file descriptors, say: asking again at once would only spin */
          live_loop_want (watch, 0);
          live_loop_set_time (watch, g_get_monotonic_time () + REST);
          return;
        }
    }
  live_loop_soon (watch);
}

static GSocket *
open_socket (const char *address, guint port, GError **error)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  g_autoptr (GSocketAddress) full = NULL;
  g_autoptr (GSocket) socket = NULL;

  if (inet == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "that is no address in numbers, such as 127.0.0.1");
      return NULL;
    }
  full = g_inet_socket_address_new (inet, (guint16) port);
  socket = g_socket_new (g_inet_address_get_family (inet), G_SOCKET_TYPE_STREAM,
                         G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  /* connections have it from their listener: an answer goes at once */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_listen_backlog (socket, 2 * LIVE_CONNECTIONS);
  if (!g_socket_bind (socket, full, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

LiveListener *
live_listener_new (LiveServer *server, const LiveProtocol *protocol, const char *address,
                   guint port, GError **error)
{
  g_autoptr (GError) problem = NULL;
  LiveListener *listener;
  GSocket *socket = open_socket (address, port, &problem);

  if (socket == NULL)
    {
      g_set_error (error, LIVE_ERROR, LIVE_ERROR_LISTEN,
                   "%s port %u: cannot be listened on (%s); choose another one, or 0 for any that "
                   "is free",
                   address, port, problem->message);
      return NULL;
    }
  listener = g_new0 (LiveListener, 1);
  listener->server = server;
  listener->protocol = protocol;
  listener->socket = socket;
  listener->watch.ready = on_ready;
  live_loop_add (server->loop, &listener->watch, g_socket_get_fd (socket));
  return listener;
}

void
live_listener_free (LiveListener *listener)
{
  live_loop_remove (&listener->watch);
  g_socket_close (listener->socket, NULL);
  g_object_unref (listener->socket);
  g_free (listener);
}

guint
live_listener_get_port (const LiveListener *listener)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (listener->socket, NULL);

  return address != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)) : 0;
}

const LiveProtocol *
live_listener_get_protocol (const LiveListener *listener)
{
  return listener->protocol;
}
