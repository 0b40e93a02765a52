/*
 * What others did to the selected mailbox, told to this client. Nothing is told while no command
 * runs: EXPUNGE must not be then [RFC9051 §7.5.1], and the rest may wait, so that what a client sees
 * follows from what it asked. IDLE is a command that runs.
 *
 * The order: EXPUNGE first, then FLAGS, then EXISTS. Each line is numbered as the client counts when
 * it reads it, and arrivals come last because a client often fetches at once what EXISTS tells.
 */
#include "imap-server-private.h"

/* So many changes are looked at before output is measured again. */
#define BATCH 256

/* The one place where the question is put; a fault may answer otherwise. */
static gboolean
may_expunge (const ImapServer *server, const ImapCommand *command)
{
  guint flags = command->class->flags;
  gboolean lawful = (flags & IMAP_COMMAND_TELLS_EXPUNGE) != 0
                    || (command->uid && (flags & IMAP_COMMAND_TELLS_EXPUNGE_UID) != 0);
  if (server->fault != NULL && server->fault->may_expunge != NULL)
    return server->fault->may_expunge (command, lawful);
  return lawful;
}

/* A line that comes from this very turn has no other reason than its command. */
static guint32
cause_of (const ImapServer *server, guint32 event)
{
  return event != model_tx_get_event (server->tx) ? event : 0;
}

static gboolean
tell_expunges (ImapServer *server, const ImapRun *run)
{
  const Model *model = imap_server_get_model (server);
  if (model_runs_get_n (model_get_runs (model, server->session.connection, MODEL_FIELD_GHOSTS))
      == 0)
    return TRUE;
  g_autoptr (GArray) notices = imap_session_get_expunges (&server->session, model,
                                                          server->policy.expunge_high_first);
  guint n = 0;
  for (; n < notices->len && !imap_server_is_full (server); n++)
    {
      const ImapNotice *notice = &g_array_index (notices, ImapNotice, n);
      ImapReply reply = { .kind = IMAP_REPLY_EXPUNGE, .number = notice->number };
      imap_server_send (server, &reply, run->event, cause_of (server, notice->event));
    }
  imap_session_told_expunges (&server->session, server->tx, notices, n);
  return n == notices->len;
}

static gboolean
tell_keywords (ImapServer *server, const ImapRun *run)
{
  const Model *model = imap_server_get_model (server);
  const ImapSession *session = &server->session;
  const char *now = model_get_text (model, session->mailbox, MODEL_FIELD_KEYWORDS);
  const char *told = model_get_text (model, session->connection, MODEL_FIELD_KEYWORDS);
  if (g_strcmp0 (now, told) != 0)
    imap_server_send_flags (
        server, run->event,
        cause_of (server, model_get_writer (model, session->mailbox, MODEL_FIELD_KEYWORDS)));
  return TRUE;
}

void
imap_server_send_row_flags (ImapServer *server, guint32 number, const ModelRow *row,
                            gboolean adds_uid, guint32 command, guint32 cause)
{
  const Model *model = imap_server_get_model (server);
  ImapReplyFetch fetch = {
    .adds_uid = adds_uid,
    .adds_flags = TRUE,
    .uid = row->key,
    .flags = row->flags,
    .recent = imap_session_is_recent (&server->session, model, row->key),
    .keywords = model_get_text (model, server->session.mailbox, MODEL_FIELD_KEYWORDS),
  };
  ImapReply reply = { .kind = IMAP_REPLY_FETCH, .number = number, .fetch = &fetch };
  imap_server_send (server, &reply, command, cause);
}

/* With the UID always: lawful in rev1, demanded in rev2, and it saves the client a question. */
static gboolean
tell_flags (ImapServer *server, const ImapRun *run)
{
  const ImapSession *session = &server->session;
  for (;;)
    {
      const Model *model = imap_server_get_model (server);
      g_autoptr (GArray) notices = imap_session_get_changes (session, model, BATCH);
      if (notices->len == 0)
        return TRUE;
      if (imap_server_is_full (server))
        return FALSE;
      for (guint i = 0; i < notices->len; i++)
        {
          const ImapNotice *notice = &g_array_index (notices, ImapNotice, i);
          gboolean is_ghost;
          const ModelRow *row = imap_session_find_row (session, model, notice->uid, &is_ghost);
          if (!is_ghost)
            imap_server_send_row_flags (server, notice->number, row, TRUE, run->event,
                                        cause_of (server, notice->event));
        }
      guint32 last = g_array_index (notices, ImapNotice, notices->len - 1).uid;
      imap_session_drop_changes (session, server->tx, last);
    }
}

/* RECENT comes with EXISTS when it says something new: only one session is told of a \Recent one. */
static gboolean
tell_arrivals (ImapServer *server, const ImapRun *run)
{
  const ImapSession *session = &server->session;
  guint32 event = 0;
  if (imap_session_take_arrivals (session, server->tx, &event))
    {
      const Model *model = imap_server_get_model (server);
      ImapReply reply = { .kind = IMAP_REPLY_EXISTS,
                          .number = model_runs_total (imap_session_get_numbers (session, model)) };
      imap_server_send (server, &reply, run->event, cause_of (server, event));
    }
  const Model *model = imap_server_get_model (server);
  guint recent = imap_session_count_recent (session, model);
  if (recent == model_get_number (model, session->connection, MODEL_FIELD_RECENT_COUNT, 0))
    return TRUE;
  ImapReply reply = { .kind = IMAP_REPLY_RECENT, .number = recent };
  imap_server_send (server, &reply, run->event, cause_of (server, event));
  model_tx_set_number (server->tx, session->connection, MODEL_FIELD_RECENT_COUNT, recent);
  return TRUE;
}

gboolean
imap_server_tell (ImapServer *server, const ImapRun *run)
{
  if (may_expunge (server, &run->command) && !tell_expunges (server, run))
    return FALSE;
  return tell_keywords (server, run) && tell_flags (server, run) && tell_arrivals (server, run);
}
