/*
 * One connection: a socket, an end, and a source of the main loop that carries octets between them.
 * When the server is the first to close, the socket lingers a little: closing it with unread octets
 * would reset the connection and could destroy the goodbye on its way.
 */
#include "live-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "base-time.h"
#include "trace.h"

#define READ_MAX (64 * 1024)
#define PIECES_MAX 64             /* handed to the system in one call */
#define LINGER (2 * BASE_SECOND)  /* for the client to close, too */
#define LINGER_READ (1024 * 1024) /* octets thrown away meanwhile */
#define STUCK (10 * BASE_SECOND)  /* for a goodbye to be taken */
#define REFUSED_MAX 64 /* refused and lingering ones; the next are closed without a word */

typedef struct
{
  GSource source;
  LiveConnection *connection;
} Source;

struct _LiveConnection
{
  LiveServer *server;
  GSocket *socket;
  Source *source;
  gpointer tag; /* of the socket in the source */
  GIOCondition condition;
  gint64 armed; /* when the source wakes at the latest, on the monotonic clock; -1 never */

  PeerEnd *end; /* NULL while lingering */
  guint slot;   /* client slot + 1 */
  gboolean refused;
  gboolean working;  /* inside its own source */
  gboolean output;   /* there is some to send */
  gboolean blocked;  /* the system takes no more */
  gboolean ended;    /* the client will send no more */
  gboolean finished; /* the engine wants the end */
  guint32 finished_event;

  /* times of the server; -1 none */
  gint64 wake_at;
  gint64 login_until;
  gint64 stuck_until;
  gint64 linger_until;
  gsize thrown_away;
};

/* --- slots and numbers --- */

static guint
take_slot (LiveServer *server, LiveConnection *connection)
{
  guint slot = 0;

  while (slot < server->slots->len && g_ptr_array_index (server->slots, slot) != NULL)
    slot++;
  if (slot == server->slots->len)
    g_ptr_array_add (server->slots, NULL);
  g_ptr_array_index (server->slots, slot) = connection;
  return slot;
}

/* Clients have no names of their own: the first one at a time is "client", then "client2" …. */
static char *
client_name (guint slot)
{
  return slot == 0 ? g_strdup ("client") : g_strdup_printf ("client%u", slot + 1);
}

/* A recording never gives a number twice; without one it is as good as the client's. 0: no more. */
static guint16
take_number (LiveServer *server, guint slot)
{
  if (trace_is_forgetful (peer_recorder_get_trace (server->recorder)))
    return (guint16) (slot + 1);
  return server->n_numbers < G_MAXUINT16 ? ++server->n_numbers : 0;
}

/* --- what the source waits for --- */

static gint64
earlier (gint64 a, gint64 b)
{
  if (a < 0 || b < 0)
    return MAX (a, b);
  return MIN (a, b);
}

static gint64
next_time (const LiveConnection *connection)
{
  return earlier (earlier (connection->wake_at, connection->login_until),
                  earlier (connection->stuck_until, connection->linger_until));
}

/* Every change of it wakes the main loop, so it is left alone while it is early enough. */
static void
arm (LiveConnection *connection, gint64 at)
{
  if (at < 0 || (connection->armed >= 0 && connection->armed <= at))
    return;
  connection->armed = at;
  g_source_set_ready_time (&connection->source->source, at);
}

static gboolean
wants_input (const LiveConnection *connection)
{
  if (connection->end == NULL)
    return TRUE;
  if (connection->ended)
    return FALSE;
  /* behind a line that is held others may come, and the end of the connection has to be seen */
  return peer_end_is_hungry (connection->end)
         || (peer_end_is_held (connection->end)
             && peer_end_get_unread (connection->end) < LIVE_UNREAD);
}

static void
wait_for_more (LiveConnection *connection)
{
  GIOCondition condition = 0;
  gint64 next = next_time (connection);

  if (wants_input (connection))
    condition |= G_IO_IN;
  if (connection->blocked)
    condition |= G_IO_OUT;
  if (condition != connection->condition)
    g_source_modify_unix_fd (&connection->source->source, connection->tag, condition);
  connection->condition = condition;
  if (connection->end != NULL && !connection->blocked
      && (peer_end_has_work (connection->end) || connection->output))
    arm (connection, 0);
  else if (next >= 0)
    arm (connection, connection->server->start + next);
}

/* --- what the end says --- */

static void
on_output (PeerEnd *end, gpointer data)
{
  LiveConnection *connection = data;

  connection->output = TRUE;
  if (!connection->working)
    arm (connection, 0);
}

static void
on_wake (PeerEnd *end, gint64 at, gpointer data)
{
  LiveConnection *connection = data;

  connection->wake_at = at;
  if (!connection->working && at >= 0)
    arm (connection, connection->server->start + at);
}

static void
on_finished (PeerEnd *end, guint32 cause, gpointer data)
{
  LiveConnection *connection = data;

  connection->finished = TRUE;
  connection->finished_event = cause;
  if (!connection->working)
    arm (connection, 0);
}

static gboolean
may_go_on (PeerEnd *end, gpointer data)
{
  LiveConnection *connection = data;

  return g_get_monotonic_time () < connection->server->slice_end;
}

/* --- the end --- */

static void
drop_end (LiveConnection *connection, TraceLink how, guint8 from, guint32 cause, const char *why)
{
  LiveServer *server = connection->server;

  if (connection->end == NULL)
    return;
  peer_end_down (connection->end, how, from, cause, why);
  g_clear_pointer (&connection->end, peer_end_free);
  if (!connection->refused)
    server->n_open--;
  g_ptr_array_index (server->slots, connection->slot) = NULL;
  connection->wake_at = connection->login_until = connection->stuck_until = -1;
  connection->output = connection->blocked = FALSE;
}

static guint8
client_actor (const LiveConnection *connection)
{
  g_autofree char *name = client_name (connection->slot);

  return trace_actor (peer_recorder_get_trace (connection->server->recorder), name);
}

/* The client is gone: in order, or not. */
static void
lose (LiveConnection *connection, TraceLink how)
{
  drop_end (connection, how, how == TRACE_LINK_CLOSE ? client_actor (connection) : 0, 0,
            how == TRACE_LINK_CLOSE ? "closed by the other side" : "reset");
  live_connection_free (connection);
}

/* The engine is done: nothing is sent after this. */
static void
close_first (LiveConnection *connection)
{
  LiveServer *server = connection->server;

  drop_end (connection, TRACE_LINK_CLOSE, peer_host_get_actor (server->host),
            connection->finished_event, "closed");
  connection->linger_until = peer_recorder_get_now (server->recorder) + LINGER;
  if (connection->ended || !g_socket_shutdown (connection->socket, FALSE, TRUE, NULL))
    live_connection_free (connection);
  else
    wait_for_more (connection);
}

/* --- octets --- */

/* FALSE: the connection is broken. */
static gboolean
send_output (LiveConnection *connection)
{
  connection->output = FALSE;
  connection->blocked = FALSE;
  for (;;)
    {
      PeerPiece pieces[PIECES_MAX];
      GOutputVector vectors[PIECES_MAX];
      g_autoptr (GError) error = NULL;
      guint n = peer_end_peek (connection->end, pieces, PIECES_MAX);
      gssize sent;

      if (n == 0)
        return TRUE;
      for (guint i = 0; i < n; i++)
        vectors[i] = (GOutputVector){ pieces[i].data, pieces[i].len };
      sent = g_socket_send_message (connection->socket, NULL, vectors, (int) n, NULL, 0, 0, NULL,
                                    &error);
      if (sent < 0)
        {
          connection->blocked = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
          return connection->blocked;
        }
      peer_end_skip (connection->end, (gsize) sent);
    }
}

/* FALSE: the connection is broken. */
static gboolean
read_input (LiveConnection *connection)
{
  static char buffer[READ_MAX];
  g_autoptr (GError) error = NULL;
  gssize got = g_socket_receive (connection->socket, buffer, sizeof buffer, NULL, &error);

  if (got > 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (buffer, (gsize) got);

      peer_end_feed (connection->end, bytes);
      /* Nothing to say to half a command: many clients send the rest only once this much is
         acknowledged, which a system puts off by 40 ms. */
      if (!connection->output)
        g_socket_set_option (connection->socket, IPPROTO_TCP, TCP_QUICKACK, 1, NULL);
    }
  connection->ended = got == 0;
  return got >= 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

/* Send, and go on with what waited for room, as long as the slice lasts. FALSE: broken. */
static gboolean
carry (LiveConnection *connection)
{
  do
    {
      if (!send_output (connection))
        return FALSE;
      peer_end_resume (connection->end);
    }
  while (connection->output && !connection->blocked && may_go_on (connection->end, connection));
  return TRUE;
}

static void
linger (LiveConnection *connection)
{
  char buffer[4096];
  gssize got = g_socket_receive (connection->socket, buffer, sizeof buffer, NULL, NULL);

  if (got > 0)
    connection->thrown_away += (gsize) got;
  if (got == 0 || connection->thrown_away > LINGER_READ
      || peer_recorder_get_now (connection->server->recorder) >= connection->linger_until)
    live_connection_free (connection);
  else
    wait_for_more (connection);
}

/* --- one dispatch --- */

static void
check_times (LiveConnection *connection)
{
  gint64 now = peer_recorder_get_now (connection->server->recorder);

  if (connection->wake_at >= 0 && now >= connection->wake_at)
    {
      connection->wake_at = -1;
      peer_end_tick (connection->end);
    }
  if (connection->login_until >= 0 && peer_end_is_logged_in (connection->end))
    connection->login_until = -1;
  if (connection->login_until >= 0 && peer_host_is_holding (connection->server->host))
    connection->login_until = now + LIVE_LOGIN_SECONDS * BASE_SECOND;
  if (connection->login_until >= 0 && now >= connection->login_until)
    {
      connection->login_until = -1;
      live_connection_dismiss (connection, "Nobody logged in within ten seconds");
    }
}

static void
settle (LiveConnection *connection, gboolean whole)
{
  gint64 now = peer_recorder_get_now (connection->server->recorder);
  gboolean leaving = connection->finished || (connection->stuck_until >= 0);

  if (!whole || (connection->stuck_until >= 0 && now >= connection->stuck_until))
    lose (connection, TRACE_LINK_RESET);
  else if (connection->finished)
    close_first (connection);
  else if (connection->ended && !leaving && !connection->blocked && !connection->output
           && !peer_end_has_work (connection->end))
    lose (connection, TRACE_LINK_CLOSE);
  else
    wait_for_more (connection);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  LiveConnection *connection = ((Source *) source)->connection;
  LiveServer *server = connection->server;
  GIOCondition got = g_source_query_unix_fd (source, connection->tag);
  gboolean whole = TRUE;

  live_server_begin (server);
  if (connection->armed >= 0 && g_get_monotonic_time () >= connection->armed)
    {
      connection->armed = -1;
      g_source_set_ready_time (source, -1);
    }
  if (connection->end == NULL)
    linger (connection);
  else
    {
      connection->working = TRUE;
      check_times (connection);
      if (wants_input (connection) && (got & (G_IO_IN | G_IO_HUP | G_IO_ERR)) != 0)
        whole = read_input (connection);
      else if ((got & (G_IO_HUP | G_IO_ERR)) != 0)
        whole = FALSE;
      whole = whole && carry (connection);
      connection->working = FALSE;
      settle (connection, whole);
    }
  live_server_end (server);
  return G_SOURCE_CONTINUE;
}

/* --- the beginning --- */

static void
come_up (LiveConnection *connection, guint16 number)
{
  PeerRecorder *recorder = connection->server->recorder;
  TraceEvent event = {
    .kind = TRACE_LINK,
    .sub = TRACE_LINK_CONNECT,
    .from = client_actor (connection),
    .to = peer_host_get_actor (connection->server->host),
    .connection = number,
  };

  peer_recorder_open (recorder, &event);
  if (connection->refused)
    peer_end_refuse (connection->end, "Too many connections; try again later");
  else
    peer_end_up (connection->end);
  peer_recorder_close (recorder);
}

static void
attach (LiveConnection *connection)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };
  GSource *source = g_source_new (&funcs, sizeof (Source));

  connection->source = (Source *) source;
  connection->source->connection = connection;
  connection->condition = G_IO_IN;
  connection->armed = -1;
  connection->tag = g_source_add_unix_fd (source, g_socket_get_fd (connection->socket), G_IO_IN);
  /* behind the drawing of a window */
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_attach (source, connection->server->context);
}

void
live_connection_new (LiveServer *server, const LiveProtocol *protocol, GSocket *socket)
{
  static const PeerWatcher watcher = {
    .output = on_output,
    .wake = on_wake,
    .finished = on_finished,
    .may_go_on = may_go_on,
  };
  LiveConnection *connection;
  g_autofree char *name = NULL;
  guint16 number;

  if (server->connections->len >= LIVE_CONNECTIONS + REFUSED_MAX)
    {
      g_object_unref (socket);
      return;
    }
  connection = g_new0 (LiveConnection, 1);
  connection->server = server;
  connection->socket = socket;
  connection->refused = server->n_open >= LIVE_CONNECTIONS;
  connection->wake_at = connection->stuck_until = connection->linger_until = -1;
  connection->login_until = peer_recorder_get_now (server->recorder)
                            + LIVE_LOGIN_SECONDS * BASE_SECOND;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  connection->slot = take_slot (server, connection);
  name = client_name (connection->slot);
  number = take_number (server, connection->slot);
  g_ptr_array_add (server->connections, connection);
  attach (connection);
  if (!connection->refused)
    server->n_open++;
  connection->end = protocol->make (server->host, number, name, &watcher, connection);
  peer_end_merge (connection->end);
  come_up (connection, number);
  arm (connection, 0);
}

void
live_connection_dismiss (LiveConnection *connection, const char *why)
{
  if (connection->end == NULL)
    return;
  peer_end_dismiss (connection->end, why);
  connection->stuck_until = peer_recorder_get_now (connection->server->recorder) + STUCK;
  if (!connection->working)
    arm (connection, 0);
}

void
live_connection_free (LiveConnection *connection)
{
  LiveServer *server = connection->server;

  if (connection->end != NULL)
    {
      /* the server stops: what can go at once does */
      connection->working = TRUE;
      send_output (connection);
      drop_end (connection, TRACE_LINK_CLOSE, peer_host_get_actor (server->host), 0, "closed");
    }
  g_source_destroy (&connection->source->source);
  g_source_unref (&connection->source->source);
  g_socket_close (connection->socket, NULL);
  g_object_unref (connection->socket);
  g_ptr_array_remove (server->connections, connection);
  g_free (connection);
}
