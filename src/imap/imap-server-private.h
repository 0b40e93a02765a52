#pragma once

#include "imap-command-private.h"
#include "imap-fault.h"
#include "imap-framer.h"
#include "imap-server.h"
#include "imap-session.h"
#include "mail-message.h"

/** ImapRun: a command from its first line to its tagged answer, over as many turns as it takes. */
struct _ImapRun
{
  ImapServer *server;
  ImapTree *tree;
  ImapCommand command;
  guint32 event;  /* of its first line */
  gboolean done;  /* carried out; notices and the tagged line may still be due */
  gpointer state; /* of its class, between calls */
  GDestroyNotify free_state;
  /* the answer */
  ImapStatus status;
  char *code;
  char *text;
};

struct _ImapServer
{
  ImapPolicy policy;
  const ImapFaultClass *fault;
  ImapCheckPassword check_password;
  gpointer check_data;
  gint64 epoch;

  ImapFramer *framer;
  GPtrArray *pending;    /* lines (GBytes) of a command that waits for a literal */
  gsize pending_octets;  /* of all of them */
  guint32 pending_event; /* of the first of them */
  ImapState state;
  ImapSession session;
  ImapRun *run; /* the command in progress, or NULL */
  gboolean idling;
  gint64 deadline;      /* when silence ends the session */
  MailMessage *message; /* the last one that FETCH looked into, or NULL */

  /* Lent for the time of a turn. */
  gint64 now;
  ModelTx *tx;
  ModelEffects *effects;
};

/* --- imap-server.c: talking --- */

/** imap_server_get_model: the model as it is now. */
const Model *imap_server_get_model (const ImapServer *server);
/** imap_server_get_capabilities: what this server offers, no more and no less. */
const char *imap_server_get_capabilities (const ImapServer *server);
/** imap_server_set_state: change the session's state and its cell. */
void imap_server_set_state (ImapServer *server, ImapState state);
/** imap_server_is_full: whether this turn has made as much output as one may. */
gboolean imap_server_is_full (const ImapServer *server);
/** imap_server_send: print @reply and send it as part of the exchange @command began; @cause as in ModelEffect. */
void imap_server_send (ImapServer *server, const ImapReply *reply, guint32 command, guint32 cause);
/** imap_server_say: an untagged, or with @tag a tagged status line. @code may be NULL. */
void imap_server_say (ImapServer *server, guint32 command, const char *tag, ImapStatus status,
                      const char *code, const char *text);

/* --- imap-server-run.c: commands --- */

/** imap_run_begin: start the command of these @n lines; says BAD where it must not run. */
void imap_run_begin (ImapServer *server, GBytes *const *lines, guint n, guint32 event);
/** imap_run_judge: NULL when @command may run in this state, else the text of BAD. */
const char *imap_run_judge (const ImapServer *server, const ImapCommand *command);
/** imap_run_go_on: carry on with what is in progress. TRUE: there is more, call again when there is room. */
gboolean imap_run_go_on (ImapServer *server);
void imap_run_free (ImapRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapRun, imap_run_free)
/** imap_run_answer: set what the tagged line will say; copies. @code may be NULL. Always TRUE. */
gboolean imap_run_answer (ImapRun *run, ImapStatus status, const char *code, const char *text);
/** imap_run_send: an untagged response that belongs to the command itself. */
void imap_run_send (ImapRun *run, const ImapReply *reply);

/* --- imap-server-select.c --- */

/** imap_server_open: what SELECT and EXAMINE do. Sets the answer; always TRUE. */
gboolean imap_server_open (ImapRun *run, gboolean read_only);
/** imap_server_send_flags: FLAGS and PERMANENTFLAGS of the selected mailbox; the session then knows its keywords. */
void imap_server_send_flags (ImapServer *server, guint32 command, guint32 cause);

/* --- imap-server-mailbox.c --- */

/** imap_server_find_mailbox: mailbox @name of the account, or MODEL_NO_ID, also for a name that is
 * only a level of names (\Noselect). */
ModelId imap_server_find_mailbox (const ImapServer *server, const char *name);
/** imap_server_find_name: the same with the levels that are no mailboxes. */
ModelId imap_server_find_name (const ImapServer *server, const char *name);
/** imap_server_may_create: whether @name (canonical) can be a new mailbox's; FALSE: the answer is set. */
gboolean imap_server_may_create (ImapRun *run, const char *name);
/** imap_server_create: the mailbox @name and the levels above it that are missing [RFC3501 §6.3.3].
 * imap_server_create_parents: those levels only. */
ModelId imap_server_create (ImapServer *server, const char *name);
void imap_server_create_parents (ImapServer *server, const char *name);
/** imap_server_has_room: whether there are UIDs for @n more messages [RFC9051 §2.3.1.1]. */
gboolean imap_server_has_room (const ImapServer *server, ModelId mailbox, guint n);

/* --- imap-server-notices.c --- */

/** imap_server_tell: what others did to the mailbox, as far as it may be told now. FALSE: full, call again. */
gboolean imap_server_tell (ImapServer *server, const ImapRun *run);
/** imap_server_send_row_flags: the FETCH line with the flags of message @number as they are now. @adds_uid: with its UID. */
void imap_server_send_row_flags (ImapServer *server, guint32 number, const ModelRow *row,
                                 gboolean adds_uid, guint32 command, guint32 cause);
