/*
 * One connection: a socket and an end, and the octets carried between them.
 * When the server is the first to close, the socket lingers a little: closing it with unread octets
 * would reset the connection and could destroy the goodbye on its way.
 */
#include "live-private.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "base-time.h"
#include "trace.h"

#define READ_MAX (64 * 1024)
#define PIECES_MAX 64         /* handed to the system in one call */
#define SEND_STEP (32 * 1024) /* of a long answer, so that the client can read while it is made */
#define LINGER (2 * BASE_SECOND)  /* for the client to close, too */
#define LINGER_READ (1024 * 1024) /* octets thrown away meanwhile */
#define STUCK (10 * BASE_SECOND)  /* for a goodbye to be taken */
/* Refused and lingering ones beside the others; the next are closed without a word. With a name for
 * each there are fewer than the 255 actors of a trace. */
#define REFUSED_MAX 40

struct _LiveConnection
{
  LiveWatch watch;
  LiveServer *server;
  int fd;

  PeerEnd *end; /* NULL while lingering */
  guint slot;   /* client slot + 1 */
  gboolean refused;
  gboolean working;  /* it is its turn in the loop */
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

/* --- what is waited for --- */

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
  gint64 next = next_time (connection);

  live_loop_want (&connection->watch,
                  (wants_input (connection) ? EPOLLIN : 0) | (connection->blocked ? EPOLLOUT : 0));
  live_loop_set_time (&connection->watch, next >= 0 ? connection->server->start + next : -1);
  if (connection->end != NULL && !connection->blocked
      && (peer_end_has_work (connection->end) || connection->output))
    live_loop_soon (&connection->watch);
}

/* --- what the end says --- */

static void
on_output (PeerEnd *end, gpointer data)
{
  LiveConnection *connection = data;

  connection->output = TRUE;
  if (!connection->working)
    live_loop_soon (&connection->watch);
}

static void
on_wake (PeerEnd *end, gint64 at, gpointer data)
{
  LiveConnection *connection = data;

  connection->wake_at = at;
  if (!connection->working)
    live_loop_soon (&connection->watch);
}

static void
on_finished (PeerEnd *end, guint32 cause, gpointer data)
{
  LiveConnection *connection = data;

  connection->finished = TRUE;
  connection->finished_event = cause;
  if (!connection->working)
    live_loop_soon (&connection->watch);
}

static gboolean
may_go_on (PeerEnd *end, gpointer data)
{
  LiveConnection *connection = data;

  return live_loop_may_go_on (connection->server->loop);
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
  if (connection->ended || shutdown (connection->fd, SHUT_WR) != 0)
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
      struct iovec vectors[PIECES_MAX];
      guint n = peer_end_peek (connection->end, pieces, PIECES_MAX);
      struct msghdr message = { .msg_iov = vectors, .msg_iovlen = n };
      gssize sent;

      if (n == 0)
        return TRUE;
      for (guint i = 0; i < n; i++)
        vectors[i] = (struct iovec){ (gpointer) pieces[i].data, pieces[i].len };
      sent = sendmsg (connection->fd, &message, MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR)
        continue;
      if (sent < 0)
        {
          connection->blocked = errno == EAGAIN || errno == EWOULDBLOCK;
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
  gssize got = recv (connection->fd, buffer, sizeof buffer, 0);

  if (got > 0)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (buffer, (gsize) got);
      int on = 1;

      peer_end_feed (connection->end, bytes);
      /* Nothing to say to half a command: many clients send the rest only once this much is
         acknowledged, which a system puts off by 40 ms. */
      if (!connection->output)
        setsockopt (connection->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
    }
  connection->ended = got == 0;
  return got >= 0 || errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
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
  gssize got = recv (connection->fd, buffer, sizeof buffer, 0);

  if (got > 0)
    connection->thrown_away += (gsize) got;
  if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
      || connection->thrown_away > LINGER_READ
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

static void
on_ready (LiveWatch *watch, guint events)
{
  LiveConnection *connection = (LiveConnection *) watch;
  gboolean whole = TRUE;

  if (connection->end == NULL)
    {
      linger (connection);
      return;
    }
  connection->working = TRUE;
  check_times (connection);
  if (wants_input (connection) && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
    whole = read_input (connection);
  else if ((events & (EPOLLHUP | EPOLLERR)) != 0)
    whole = FALSE;
  whole = whole && carry (connection);
  connection->working = FALSE;
  settle (connection, whole);
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

void
live_connection_new (LiveServer *server, const LiveProtocol *protocol, int fd)
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
      close (fd);
      return;
    }
  connection = g_new0 (LiveConnection, 1);
  connection->server = server;
  connection->fd = fd;
  connection->watch.ready = on_ready;
  connection->refused = server->n_open >= LIVE_CONNECTIONS;
  connection->wake_at = connection->stuck_until = connection->linger_until = -1;
  connection->login_until = peer_recorder_get_now (server->recorder)
                            + LIVE_LOGIN_SECONDS * BASE_SECOND;
  connection->slot = take_slot (server, connection);
  name = client_name (connection->slot);
  number = take_number (server, connection->slot);
  g_ptr_array_add (server->connections, connection);
  live_loop_add (server->loop, &connection->watch, fd);
  if (!connection->refused)
    server->n_open++;
  connection->end = protocol->make (server->host, number, name, &watcher, connection);
  peer_end_merge (connection->end);
  peer_end_set_room (connection->end, SEND_STEP);
  come_up (connection, number);
  live_loop_soon (&connection->watch);
}

void
live_connection_dismiss (LiveConnection *connection, const char *why)
{
  if (connection->end == NULL)
    return;
  peer_end_dismiss (connection->end, why);
  connection->stuck_until = peer_recorder_get_now (connection->server->recorder) + STUCK;
  if (!connection->working)
    live_loop_soon (&connection->watch);
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
  live_loop_remove (&connection->watch);
  close (connection->fd);
  g_ptr_array_remove (server->connections, connection);
  g_free (connection);
}
