/* Opening a mailbox: what SELECT and EXAMINE have in common [RFC3501 §6.3.1]. */
#include "imap-server-private.h"

#define SYSTEM_FLAGS "\\Answered \\Flagged \\Deleted \\Seen \\Draft"

static guint
count_words (const char *text)
{
  guint n = 0;
  for (const char *at = text; at != NULL && *at != '\0'; at++)
    n += *at != ' ' && (at == text || at[-1] == ' ');
  return n;
}

/* "\*" says that new keywords may be made; it is withdrawn when there is no room [RFC3501 §7.1]. */
static void
send_permanent_flags (ImapServer *server, const char *keywords, guint32 command, guint32 cause)
{
  gboolean full = count_words (keywords) >= MODEL_N_KEYWORDS;
  g_autofree char *code = NULL;
  if (server->session.read_only)
    code = g_strdup ("PERMANENTFLAGS ()");
  else
    code = g_strdup_printf ("PERMANENTFLAGS (%s%s%s%s)", SYSTEM_FLAGS,
                            keywords[0] != '\0' ? " " : "", keywords, full ? "" : " \\*");
  ImapReply reply = { .kind = IMAP_REPLY_STATUS,
                      .status = IMAP_STATUS_OK,
                      .code = code,
                      .text = server->session.read_only ? "Nothing can be changed"
                                                        : "Flags that can be kept" };
  imap_server_send (server, &reply, command, cause);
}

void
imap_server_send_flags (ImapServer *server, guint32 command, guint32 cause)
{
  const Model *model = imap_server_get_model (server);
  const char *known = model_get_text (model, server->session.mailbox, MODEL_FIELD_KEYWORDS);
  g_autofree char *keywords = g_strdup (known != NULL ? known : "");
  g_autofree char *flags = g_strdup_printf ("%s%s%s", SYSTEM_FLAGS, keywords[0] != '\0' ? " " : "",
                                            keywords);
  ImapReply reply = { .kind = IMAP_REPLY_FLAGS, .text = flags };
  imap_server_send (server, &reply, command, cause);
  send_permanent_flags (server, keywords, command, cause);
  model_tx_set_text (server->tx, server->session.connection, MODEL_FIELD_KEYWORDS,
                     keywords[0] != '\0' ? keywords : NULL);
}

static void
send_number (ImapRun *run, ImapReplyKind kind, guint32 number)
{
  ImapReply reply = { .kind = kind, .number = number };
  imap_run_send (run, &reply);
}

static void
send_code (ImapRun *run, const char *name, gint64 value, const char *text)
{
  g_autofree char *code = g_strdup_printf ("%s %" G_GINT64_FORMAT, name, value);
  ImapReply reply = {
    .kind = IMAP_REPLY_STATUS, .status = IMAP_STATUS_OK, .code = code, .text = text
  };
  imap_run_send (run, &reply);
}

static guint32
find_first_unseen (const Model *model, ModelId mailbox)
{
  const ModelRow *row;
  for (guint i = 0; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, i)) != NULL; i++)
    if ((row->flags & MODEL_FLAG_SEEN) == 0)
      return i + 1;
  return 0;
}

static void
send_mailbox (ImapRun *run)
{
  ImapServer *server = run->server;
  const Model *model = imap_server_get_model (server);
  ModelId mailbox = server->session.mailbox;
  imap_server_send_flags (server, run->event, 0);
  send_number (run, IMAP_REPLY_EXISTS,
               model_runs_total (imap_session_get_numbers (&server->session, model)));
  send_number (run, IMAP_REPLY_RECENT, imap_session_count_recent (&server->session, model));
  guint32 unseen = find_first_unseen (model, mailbox);
  if (unseen > 0)
    send_code (run, "UNSEEN", unseen, "First message that is not seen");
  send_code (run, "UIDVALIDITY", model_get_number (model, mailbox, MODEL_FIELD_UIDVALIDITY, 1),
             "UIDs are valid");
  send_code (run, "UIDNEXT", model_get_number (model, mailbox, MODEL_FIELD_UIDNEXT, 1),
             "Predicted next UID");
}

/*
 * The old mailbox is left first, so that nothing is selected when this fails. There is no
 * OK [CLOSED] between the two: it belongs to IMAP4rev2 and QRESYNC, which are not announced.
 */
gboolean
imap_server_open (ImapRun *run, gboolean read_only)
{
  ImapServer *server = run->server;
  imap_session_leave (&server->session, server->tx);
  imap_server_set_state (server, IMAP_STATE_AUTHENTICATED);
  ModelId mailbox = imap_server_find_mailbox (server, run->command.mailbox);
  if (mailbox == MODEL_NO_ID)
    return imap_run_answer (run, IMAP_STATUS_NO, "NONEXISTENT", "There is no such mailbox");
  imap_session_open (&server->session, server->tx, mailbox, read_only);
  imap_server_set_state (server, IMAP_STATE_SELECTED);
  send_mailbox (run);
  if (read_only)
    return imap_run_answer (run, IMAP_STATUS_OK, "READ-ONLY", "EXAMINE completed");
  return imap_run_answer (run, IMAP_STATUS_OK, "READ-WRITE", "SELECT completed");
}
