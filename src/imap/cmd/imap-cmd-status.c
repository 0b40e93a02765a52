/* STATUS: numbers of a mailbox without opening it; changes nothing [RFC3501 §6.3.10]. */
#include "imap-server-private.h"

#include <string.h>

static gboolean
parse_status (ImapParser *parser, ImapCommand *out)
{
  if (!imap_rule_sp (parser) || !imap_rule_mailbox (parser, &out->mailbox)
      || !imap_rule_sp (parser))
    return FALSE;
  ImapMark mark = imap_parser_open (parser, "status-att-list");
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (const char *));
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  do
    {
      const char *item;
      good = good && imap_rule_status_att (parser, FALSE, &item);
      if (good)
        g_array_append_val (items, item);
    }
  while (good && imap_rule_sp (parser));
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  out->status_items = imap_parser_keep (parser, g_steal_pointer (&items), &out->n_status_items);
  return TRUE;
}

static guint
count_unseen (const Model *model, ModelId mailbox)
{
  guint n = 0;
  const ModelRow *row;
  for (guint i = 0; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, i)) != NULL; i++)
    n += (row->flags & MODEL_FLAG_SEEN) == 0;
  return n;
}

/* Messages that this session has as \Recent though they were expunged elsewhere. */
static guint
count_recent_ghosts (const ImapServer *server, const Model *model)
{
  const ImapSession *session = &server->session;
  const ModelRuns *ghosts = model_get_runs (model, session->connection, MODEL_FIELD_GHOSTS);
  guint n = 0;
  for (guint i = 0; i < model_runs_get_n (ghosts); i++)
    {
      const ModelRun *run = model_runs_get (ghosts, i);
      for (guint k = 0; k < run->count; k++)
        n += imap_session_is_recent (session, model, run->first + k);
    }
  return n;
}

/* Messages that would be \Recent to whoever opened it now, and those that are so in this session. */
static guint
count_recent (const ImapServer *server, const Model *model, ModelId mailbox)
{
  gint64 from = model_get_number (model, mailbox, MODEL_FIELD_RECENT_FROM, 1);
  guint n = 0;
  if (from <= G_MAXUINT32)
    n = model_count (model, mailbox, MODEL_TABLE_LIVE)
        - model_row_index (model, mailbox, MODEL_TABLE_LIVE, (guint32) from);
  if (mailbox != server->session.mailbox || server->session.read_only)
    return n;
  return n + imap_session_count_recent (&server->session, model)
         - count_recent_ghosts (server, model);
}

static guint64
get_item (const ImapServer *server, const Model *model, ModelId mailbox, const char *item)
{
  if (strcmp (item, "MESSAGES") == 0)
    return model_count (model, mailbox, MODEL_TABLE_LIVE);
  if (strcmp (item, "RECENT") == 0)
    return count_recent (server, model, mailbox);
  if (strcmp (item, "UIDNEXT") == 0)
    return (guint64) model_get_number (model, mailbox, MODEL_FIELD_UIDNEXT, 1);
  if (strcmp (item, "UIDVALIDITY") == 0)
    return (guint64) model_get_number (model, mailbox, MODEL_FIELD_UIDVALIDITY, 1);
  return count_unseen (model, mailbox);
}

static gboolean
run_status (ImapRun *run)
{
  const Model *model = imap_server_get_model (run->server);
  const ImapCommand *command = &run->command;
  ModelId mailbox = imap_server_find_mailbox (run->server, command->mailbox);
  if (mailbox == MODEL_NO_ID)
    return imap_run_answer (run, IMAP_STATUS_NO, "NONEXISTENT", "There is no such mailbox");
  g_autofree ImapReplyItem *items = g_new (ImapReplyItem, command->n_status_items);
  for (guint i = 0; i < command->n_status_items; i++)
    items[i] = (ImapReplyItem){ command->status_items[i],
                                get_item (run->server, model, mailbox, command->status_items[i]) };
  ImapReply reply = { .kind = IMAP_REPLY_STATUS_DATA,
                      .mailbox = model_get_name (model, mailbox),
                      .items = items,
                      .n_items = command->n_status_items };
  imap_run_send (run, &reply);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "STATUS completed");
}

const ImapCommandClass imap_cmd_status = {
  .name = "STATUS",
  .rule = "command.status",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_status,
  .run = run_status,
};
