#pragma once

#include "pop3-command-private.h"
#include "pop3-framer.h"
#include "pop3-server.h"

typedef struct _Pop3Server Pop3Server;

/** Pop3Run: a command from its line to its answer, over as many turns as it takes. */
struct _Pop3Run
{
  Pop3Server *server;
  Pop3Tree *tree;
  Pop3Command command;
  guint32 event; /* of its line */
  /* between turns */
  guint next;    /* LIST, UIDL: the number to go on with, 0 at the beginning */
  GString *text; /* the data so far */
};

struct _Pop3Server
{
  ModelId server;
  ModelId connection;
  char *hostname;
  gboolean locks;
  Pop3CheckPassword check_password;
  gpointer check_data;

  Pop3Framer *framer;
  Pop3State state;
  gboolean closed; /* nothing is read or said any more */
  gboolean greeted;
  char *user;      /* the name USER gave, while PASS may follow */
  gint64 deadline; /* when silence ends the session */
  Pop3Run *run;    /* the command in progress, or NULL */

  ModelId account; /* after PASS */
  ModelId maildrop;
  guint n_messages;
  guint n_measured; /* messages whose octets are counted, from the first on */
  guint64 *octets;  /* of each */

  /* Lent for the time of a turn. */
  ModelTx *tx;
  ModelEffects *effects;
};

/* --- pop3-server.c: talking --- */

/** pop3_server_get_model: the model as it is now. */
const Model *pop3_server_get_model (const Pop3Server *server);
/** pop3_server_set_state: change the session's state and its cell. */
void pop3_server_set_state (Pop3Server *server, Pop3State state);
/** pop3_run_ok, pop3_run_err: the status line; always TRUE. An extended response code [RFC2449 §8]
 * stands at the beginning of the text. */
gboolean pop3_run_ok (const Pop3Run *run, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean pop3_run_err (const Pop3Run *run, const char *text);
/** pop3_run_data: the data behind "+OK", with its end; takes @data. Always TRUE. */
gboolean pop3_run_data (const Pop3Run *run, BaseSlices *data);

/* --- pop3-maildrop.c: what PASS opened --- */

/** pop3_maildrop_open: lock the maildrop of @account and number its messages. NULL, or why not: the
 * text of "-ERR". */
const char *pop3_maildrop_open (Pop3Server *server, ModelId account);
/** pop3_maildrop_leave: let go of it: the lock, the numbers, the marks, the ghosts held. */
void pop3_maildrop_leave (Pop3Server *server);
/** pop3_maildrop_update: remove what is marked. Returns how many messages are left. [RFC1939 §6] */
guint pop3_maildrop_update (Pop3Server *server);
/** pop3_maildrop_get_uid: of message @number, 0 when there is no such or it is marked. */
guint32 pop3_maildrop_get_uid (const Pop3Server *server, guint number);
/** pop3_maildrop_get_message: its octets as they are kept; borrowed, NULL for none. */
GBytes *pop3_maildrop_get_message (const Pop3Server *server, guint number);
/** pop3_maildrop_get_octets: how many RETR sends of it, stuffed dots not counted. */
guint64 pop3_maildrop_get_octets (Pop3Server *server, guint number);
/** pop3_maildrop_get_id: its unique-id; caller frees. [RFC1939 §7] */
char *pop3_maildrop_get_id (const Pop3Server *server, guint number);
/** pop3_maildrop_measure: count octets of some messages more; TRUE when all are counted. */
gboolean pop3_maildrop_measure (Pop3Server *server);
/** pop3_maildrop_total: messages that are not marked, and their octets; after measuring. */
guint pop3_maildrop_total (Pop3Server *server, guint64 *octets);
/** pop3_maildrop_count: only the messages that are not marked. */
guint pop3_maildrop_count (const Pop3Server *server);

/* --- what several commands do --- */

/** pop3_run_has_message: whether the message of the command is there; says "-ERR" when not. */
gboolean pop3_run_has_message (const Pop3Run *run);
/** pop3_run_list: LIST and UIDL without a number: a line for each message by @append. @measures:
 * octets are told, too. */
gboolean pop3_run_list (Pop3Run *run, gboolean measures,
                        void (*append) (Pop3Server *server, guint number, GString *out));
