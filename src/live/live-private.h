#pragma once

#include "live-loop.h"
#include "live-server.h"
#include "model-world.h"
#include "peer-end.h"

typedef struct _LiveConnection LiveConnection;
typedef struct _LiveListener LiveListener;

/** LiveProtocol: how connections of one protocol get their engine. */
typedef struct
{
  const char *name;
  PeerEnd *(*make) (PeerHost *host, guint16 number, const char *peer, const PeerWatcher *watcher,
                    gpointer data);
} LiveProtocol;

struct _LiveServer
{
  LiveLoop *loop;
  gint64 start; /* of its time, on the monotonic clock */
  char *user;
  char *password;
  char *world_text;
  PeerRecorder *recorder;
  PeerHost *host;
  GPtrArray *listeners;   /* of LiveListener */
  GPtrArray *connections; /* of LiveConnection, in order of their making */
  GPtrArray *slots;       /* who is client 1, 2 …: LiveConnection or NULL */
  guint16 n_numbers;      /* of connections, when recording */
  guint n_open;           /* connections with an end that was not refused */
  guint32 n_told;         /* events the watcher was told of */
  void (*changed) (LiveServer *server, gpointer data);
  gpointer changed_data;
};

/* --- live-listener.c --- */

/** live_listener_new: listen on @address and @port for @protocol; NULL with LIVE_ERROR_LISTEN. */
LiveListener *live_listener_new (LiveServer *server, const LiveProtocol *protocol,
                                 const char *address, guint port, GError **error);
void live_listener_free (LiveListener *listener);
guint live_listener_get_port (const LiveListener *listener);
const LiveProtocol *live_listener_get_protocol (const LiveListener *listener);

/* --- live-connection.c --- */

/** live_connection_new: serve @fd (taken), which does not block; it adds itself to the server's
 * lists. */
void live_connection_new (LiveServer *server, const LiveProtocol *protocol, int fd);
/** live_connection_free: close at once; takes itself out of the lists. */
void live_connection_free (LiveConnection *connection);
/** live_connection_dismiss: say goodbye and close; what can be sent at once is. */
void live_connection_dismiss (LiveConnection *connection, const char *why);

/* --- live-world.c, live-mail.c --- */

/** LiveMailbox: messages of one mailbox from a folder. */
typedef struct
{
  char *name;          /* "INBOX", or that of a folder */
  GPtrArray *messages; /* of LiveMessage */
} LiveMailbox;

typedef struct
{
  GBytes *bytes;
  gint64 seconds; /* when it arrived: its file's time */
  char *flags;    /* "\Seen \Answered"; "" for none */
} LiveMessage;

/** live_mail_read: the mailboxes in @folder, INBOX first: GPtrArray of LiveMailbox that frees them;
 * files in order of their names. NULL with LIVE_ERROR_MAIL. */
GPtrArray *live_mail_read (const char *folder, GError **error);

/** live_world_build: a model of what @options says to serve from @seconds since 1970 on, and who may
 * log in: @accounts gets name, password, name, password …. NULL with an error. */
Model *live_world_build (const LiveOptions *options, const ModelWorld *world, gint64 seconds,
                         GPtrArray *accounts, GError **error);
