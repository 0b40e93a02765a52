#include "cli-bench-client.h"

#include <gio/gio.h>
#include <string.h>

#define ROOM (256 * 1024)

struct _CliBenchClient
{
  GSocket *socket;
  char *data; /* what came and was not taken yet */
  gsize start;
  gsize end;
  gsize room;
  guint64 octets;
  guint tag;
};

CliBenchClient *
cli_bench_connect (guint port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr (CliBenchClient) client = g_new0 (CliBenchClient, 1);
  client->room = ROOM;
  client->data = g_malloc (client->room);
  client->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 error);
  if (client->socket == NULL || !g_socket_connect (client->socket, address, NULL, error))
    return NULL;
  g_socket_set_timeout (client->socket, 60);
  g_socket_set_option (client->socket, 6 /* IPPROTO_TCP */, 1 /* TCP_NODELAY */, 1, NULL);
  return cli_bench_pop3 (client, NULL, error) ? g_steal_pointer (&client) : NULL;
}

void
cli_bench_close (CliBenchClient *client)
{
  if (client->socket != NULL)
    g_socket_close (client->socket, NULL);
  g_clear_object (&client->socket);
  g_free (client->data);
  g_free (client);
}

static gboolean
send_all (CliBenchClient *client, const char *data, gsize len, GError **error)
{
  for (gsize at = 0; at < len;)
    {
      gssize sent = g_socket_send (client->socket, data + at, len - at, NULL, error);
      if (sent < 0)
        return FALSE;
      at += (gsize) sent;
    }
  return TRUE;
}

/* The next line with its end, borrowed until the next call; NULL with an error. */
static const char *
next_line (CliBenchClient *client, gsize *len, GError **error)
{
  gsize looked = client->start;
  for (;;)
    {
      char *end = memchr (client->data + looked, '\n', client->end - looked);
      if (end != NULL)
        {
          const char *line = client->data + client->start;
          *len = (gsize) (end + 1 - line);
          client->start += *len;
          return line;
        }
      memmove (client->data, client->data + client->start, client->end - client->start);
      client->end -= client->start;
      client->start = 0;
      looked = client->end;
      if (client->room - client->end < ROOM / 2)
        client->data = g_realloc (client->data, client->room *= 2);
      gssize got = g_socket_receive (client->socket, client->data + client->end,
                                     client->room - client->end, NULL, error);
      if (got == 0)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the server closed the connection");
      if (got <= 0)
        return NULL;
      client->end += (gsize) got;
      client->octets += (guint64) got;
    }
}

static gboolean
complain (const char *command, const char *line, gsize len, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s was answered: %.*s", command,
               (int) MIN (len, 200), line);
  return FALSE;
}

/* All up to the line of @tag, which must say OK, or, with @plus, up to "+". */
static gboolean
read_tagged (CliBenchClient *client, guint tag, const char *command, gboolean plus, GError **error)
{
  char begin[32];
  gsize n = (gsize) g_snprintf (begin, sizeof begin, "b%u ", tag);
  for (;;)
    {
      gsize len;
      const char *line = next_line (client, &len, error);
      if (line == NULL)
        return FALSE;
      if (plus && line[0] == '+')
        return TRUE;
      if (len > n && memcmp (line, begin, n) == 0)
        return (len > n + 2 && memcmp (line + n, "OK", 2) == 0)
               || complain (command, line, len, error);
    }
}

gboolean
cli_bench_imap_many (CliBenchClient *client, const char *command, guint n, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint first = client->tag + 1;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "b%u %s\r\n", ++client->tag, command);
  if (!send_all (client, text->str, text->len, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!read_tagged (client, first + i, command, FALSE, error))
      return FALSE;
  return TRUE;
}

gboolean
cli_bench_imap (CliBenchClient *client, const char *command, GError **error)
{
  return cli_bench_imap_many (client, command, 1, error);
}

gboolean
cli_bench_append (CliBenchClient *client, const char *mailbox, const char *message, GError **error)
{
  g_autofree char *command = g_strdup_printf ("b%u APPEND %s {%zu}\r\n", ++client->tag, mailbox,
                                              strlen (message));
  g_autofree char *rest = g_strconcat (message, "\r\n", NULL);
  return send_all (client, command, strlen (command), error)
         && read_tagged (client, client->tag, command, TRUE, error)
         && send_all (client, rest, strlen (rest), error)
         && read_tagged (client, client->tag, command, FALSE, error);
}

gboolean
cli_bench_pop3 (CliBenchClient *client, const char *command, GError **error)
{
  if (command != NULL)
    {
      g_autofree char *text = g_strconcat (command, "\r\n", NULL);
      if (!send_all (client, text, strlen (text), error))
        return FALSE;
    }
  gsize len;
  const char *line = next_line (client, &len, error);
  if (line == NULL)
    return FALSE;
  return line[0] == '+' || line[0] == '*'
         || complain (command != NULL ? command : "connecting", line, len, error);
}

gboolean
cli_bench_retr (CliBenchClient *client, guint first, guint n, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "RETR %u\r\n", first + i);
  if (!send_all (client, text->str, text->len, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      gsize len = 0;
      const char *line;
      if (!cli_bench_pop3 (client, NULL, error))
        return FALSE;
      while ((line = next_line (client, &len, error)) != NULL
             && !(len == 3 && memcmp (line, ".\r\n", 3) == 0))
        ;
      if (line == NULL)
        return FALSE;
    }
  return TRUE;
}

guint64
cli_bench_get_octets (const CliBenchClient *client)
{
  return client->octets;
}
