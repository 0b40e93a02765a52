#include "live-private.h"

/* Connections taken in one go before others have their turn, and how long to rest when the system
 * has none to give. */
#define BATCH 32
#define REST_MS 100

struct _LiveListener
{
  LiveServer *server;
  const LiveProtocol *protocol;
  GSocket *socket;
  GSource *source;
};

static void watch (LiveListener *listener);

static gboolean
on_rested (gpointer data)
{
  LiveListener *listener = data;

  g_source_unref (listener->source);
  watch (listener);
  return G_SOURCE_REMOVE;
}

/* Out of file descriptors, say: asking again at once would only spin. */
static void
rest (LiveListener *listener)
{
  g_source_unref (listener->source);
  listener->source = g_timeout_source_new (REST_MS);
  g_source_set_callback (listener->source, on_rested, listener, NULL);
  g_source_attach (listener->source, listener->server->context);
}

static gboolean
on_incoming (GSocket *socket, GIOCondition condition, gpointer data)
{
  LiveListener *listener = data;

  live_server_begin (listener->server);
  for (guint i = 0; i < BATCH; i++)
    {
      g_autoptr (GError) error = NULL;
      GSocket *accepted = g_socket_accept (socket, NULL, &error);

      if (accepted != NULL)
        live_connection_new (listener->server, listener->protocol, accepted);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      else
        {
          rest (listener);
          live_server_end (listener->server);
          return G_SOURCE_REMOVE;
        }
    }
  live_server_end (listener->server);
  return G_SOURCE_CONTINUE;
}

static void
watch (LiveListener *listener)
{
  listener->source = g_socket_create_source (listener->socket, G_IO_IN, NULL);
  g_source_set_callback (listener->source, G_SOURCE_FUNC (on_incoming), listener, NULL);
  g_source_attach (listener->source, listener->server->context);
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
  watch (listener);
  return listener;
}

void
live_listener_free (LiveListener *listener)
{
  g_source_destroy (listener->source);
  g_source_unref (listener->source);
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
