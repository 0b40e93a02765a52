#pragma once

#include <gio/gio.h>

typedef struct _ModelWorld ModelWorld;
typedef struct _Trace Trace;
typedef struct _TraceRecording TraceRecording;

/**
 * LiveServer: the simulation's mail server on real sockets. One host with the engines that lessons
 * run, driven by a main loop: it accepts connections, brings bytes to their ends and takes bytes
 * from them, in slices of at most 8 ms. Its time is the microseconds since it was made.
 */
typedef struct _LiveServer LiveServer;

/** Limits beside those of the engines. */
#define LIVE_CONNECTIONS 200      /* the next one is refused in its protocol's words */
#define LIVE_LOGIN_SECONDS 10     /* to log in */
#define LIVE_UNREAD (1024 * 1024) /* octets of lines that are held, beside the current literal */

/** One account beside those of the world; with the name of one of them, its new password. */
typedef struct
{
  const char *name;
  const char *password;
} LiveUser;

/** What to serve; all is read while the server is made, and borrowed until then. */
typedef struct
{
  const ModelWorld *
      world; /* its devices are left out, and UIDVALIDITY is new at each start; NULL: no accounts but @users, or a small
                              world with one account when there are none of those either */
  const char *world_text; /* how @world was written, for the recording; may be NULL */
  const LiveUser *users;
  guint n_users;
  const char
      *mail; /* a folder with messages for the first user (or else the world's first account);
                       NULL: none. Its files are messages of INBOX, likewise those of its `cur` and
                       `new`; every other folder in it is a mailbox of that name. */
  const char *address; /* to listen on, in numbers; NULL: 127.0.0.1 */
  int imap_port;       /* -1: not opened; 0: any that is free */
  int pop3_port;       /* likewise */
  gboolean record;     /* FALSE: nothing is kept */
  gboolean hold;       /* begin with lines held */
  const char *fault;   /* one broken rule for all to meet, or NULL: the world's */
  /** something was recorded; called from the main loop, may be NULL */
  void (*changed) (LiveServer *server, gpointer data);
  gpointer changed_data;
} LiveOptions;

#define LIVE_ERROR (live_error_quark ())
GQuark live_error_quark (void);
typedef enum
{
  LIVE_ERROR_LISTEN, /* address or port */
  LIVE_ERROR_MAIL,   /* the folder of messages */
  LIVE_ERROR_WORLD   /* an account, a fault */
} LiveError;

/**
 * live_server_new: make the server's world and listen. Connections are taken once @context (NULL:
 * the default one) runs. NULL with a LIVE_ERROR that says what, where and what to do.
 */
LiveServer *live_server_new (const LiveOptions *options, GMainContext *context, GError **error);

/** live_server_stop: no more connections; those there are get their protocol's goodbye and are
 * closed. Nothing is recorded any more. */
void live_server_stop (LiveServer *server);
/** live_server_free: the same, and the end of @server; its trace lives on while it is referenced. */
void live_server_free (LiveServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LiveServer, live_server_free)

/** live_server_get_port: where @protocol ("imap", "pop3") listens; 0 when it does not. */
guint live_server_get_port (const LiveServer *server, const char *protocol);

/** live_server_get_user, _password: an account to log in with: the first user, or else the world's
 * first; borrowed. */
const char *live_server_get_user (const LiveServer *server);
const char *live_server_get_password (const LiveServer *server);

/** live_server_count_connections: how many are open and not refused. */
guint live_server_count_connections (const LiveServer *server);

/**
 * live_server_set_hold: lines wait before they are acted on and before they are sent, each until
 * live_server_release() lets the one that waits longest go; FALSE lets all go. While it holds nobody
 * has to log in within a time. live_server_release: FALSE when none waits. live_server_count_held:
 * how many do.
 */
void live_server_set_hold (LiveServer *server, gboolean hold);
gboolean live_server_is_holding (const LiveServer *server);
gboolean live_server_release (LiveServer *server);
guint live_server_count_held (const LiveServer *server);

/** live_server_get_trace: what was recorded so far; borrowed. It keeps nothing when not recording. */
Trace *live_server_get_trace (const LiveServer *server);

/** live_server_get_recording: the same as a recording to be saved; caller unrefs. NULL when not
 * recording. */
TraceRecording *live_server_get_recording (const LiveServer *server);
