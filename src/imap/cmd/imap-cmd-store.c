/*
 * STORE and UID STORE: change flags [RFC3501 §6.4.6]. However many messages, it is one change with
 * one mod-sequence. Flags of a message that was expunged elsewhere cannot be kept: without .SILENT
 * that is said by NO, as [RFC2180 §4.2] advises, with the code of [RFC5530 §3].
 */
#include "imap-server-private.h"
#include "model-mailbox.h"
#include "imap-set.h"

/* --- grammar --- */

static gboolean
parse_how (ImapParser *parser, ImapCommand *out)
{
  static const struct
  {
    const char *word;
    const char *rule;
    ImapStoreHow how;
  } words[] = {
    { "FLAGS", "store.replace", IMAP_STORE_REPLACE },
    { "+FLAGS", "store.add", IMAP_STORE_ADD },
    { "-FLAGS", "store.remove", IMAP_STORE_REMOVE },
  };
  ImapMark mark = imap_parser_open (parser, "store-att-flags");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize len, n = i == 0 ? 5 : 6;
      const char *rest = imap_parser_rest (parser, &len);
      if (len < n || g_ascii_strncasecmp (rest, words[i].word, n) != 0)
        continue;
      imap_parser_take (parser, n, words[i].rule);
      out->how = words[i].how;
      out->silent = imap_rule_word (parser, ".SILENT", "store.silent");
      imap_parser_close (parser, mark);
      return TRUE;
    }
  imap_parser_cancel (parser, mark);
  return imap_parser_expect (parser, "store-att-flags");
}

/* Flags with or without parentheses; a bare list has at least one. */
static gboolean
parse_flags (ImapParser *parser, ImapCommand *out)
{
  if (imap_parser_peek (parser) == '(')
    return imap_rule_flag_list (parser, &out->flags);
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (const char *));
  do
    {
      const char *name;
      if (!imap_rule_flag (parser, &name))
        return FALSE;
      g_array_append_val (names, name);
    }
  while (imap_rule_sp (parser));
  out->flags.names = imap_parser_keep (parser, g_steal_pointer (&names), &out->flags.n);
  return TRUE;
}

static gboolean
parse_store (ImapParser *parser, ImapCommand *out)
{
  return imap_rule_sp (parser) && imap_rule_sequence_set (parser, &out->set)
         && imap_rule_sp (parser) && parse_how (parser, out) && imap_rule_sp (parser)
         && parse_flags (parser, out);
}

/* --- run --- */

/* Where the echo is. */
typedef struct
{
  GArray *numbers; /* ImapNumbers */
  guint at;
  guint32 next;
  gboolean met_ghost;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *progress = data;
  g_array_unref (progress->numbers);
  g_free (progress);
}

/* A flag that cannot be kept here is passed over [RFC3501 §7.1]; nothing need be learned to take one away. */
static ModelFlags
find_flags (ImapServer *server, const ImapCommand *command)
{
  ModelFlags flags = 0;
  for (guint i = 0; i < command->flags.n; i++)
    {
      const char *name = command->flags.names[i];
      if (command->how != IMAP_STORE_REMOVE)
        flags |= model_mailbox_learn_flag (server->tx, server->session.mailbox, name);
      else
        flags |= model_flag_parse (name,
                                   model_get_text (imap_server_get_model (server),
                                                   server->session.mailbox, MODEL_FIELD_KEYWORDS));
    }
  return flags;
}

static void
change (ImapServer *server, const ImapCommand *command, const GArray *uids)
{
  static const ModelMaskHow hows[] = {
    [IMAP_STORE_REPLACE] = MODEL_MASK_REPLACE,
    [IMAP_STORE_ADD] = MODEL_MASK_ADD,
    [IMAP_STORE_REMOVE] = MODEL_MASK_REMOVE,
  };
  ModelFlags flags = find_flags (server, command);
  imap_session_store (&server->session, server->tx, uids, hows[command->how], flags);
}

/* A client must know a keyword before it meets it on a message. */
static void
tell_new_keywords (ImapRun *run)
{
  ImapServer *server = run->server;
  const Model *model = imap_server_get_model (server);
  if (g_strcmp0 (model_get_text (model, server->session.mailbox, MODEL_FIELD_KEYWORDS),
                 model_get_text (model, server->session.connection, MODEL_FIELD_KEYWORDS))
      != 0)
    imap_server_send_flags (server, run->event, 0);
}

static gboolean
conclude (ImapRun *run, const Progress *progress)
{
  if (progress->met_ghost && !run->command.silent)
    return imap_run_answer (run, IMAP_STATUS_NO, "EXPUNGEISSUED",
                            "Some of the messages are no more");
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "STORE completed");
}

/* The new flags of each message, changed or not. They are what the client then knows. */
static gboolean
echo (ImapRun *run, Progress *progress)
{
  ImapServer *server = run->server;
  const Model *model = imap_server_get_model (server);
  const ModelRuns *view = imap_session_get_numbers (&server->session, model);
  for (; progress->at < progress->numbers->len; progress->at++, progress->next = 0)
    {
      const ImapNumbers *range = &g_array_index (progress->numbers, ImapNumbers, progress->at);
      if (progress->next == 0)
        progress->next = range->first;
      for (; progress->next <= range->last; progress->next++)
        {
          if (imap_server_is_full (server))
            return FALSE;
          gboolean is_ghost;
          guint32 uid = model_runs_nth (view, progress->next);
          const ModelRow *row = imap_session_find_row (&server->session, model, uid, &is_ghost);
          if (!is_ghost)
            imap_server_send_row_flags (server, progress->next, row, run->command.uid, run->event,
                                        0);
        }
    }
  return conclude (run, progress);
}

static gboolean
begin (ImapRun *run, GArray *numbers)
{
  ImapServer *server = run->server;
  const ModelRuns *view = imap_session_get_numbers (&server->session,
                                                    imap_server_get_model (server));
  g_autoptr (GArray) uids = imap_set_uids (numbers, view, TRUE);
  Progress *progress = g_new0 (Progress, 1);
  progress->numbers = numbers;
  progress->met_ghost = imap_session_meets_ghost (&server->session, imap_server_get_model (server),
                                                  numbers);
  run->state = progress;
  run->free_state = progress_free;
  if (uids->len > 0)
    change (server, &run->command, uids);
  tell_new_keywords (run);
  if (run->command.silent)
    return conclude (run, progress);
  imap_session_told_flags (&server->session, server->tx, uids);
  return echo (run, progress);
}

static gboolean
run_store (ImapRun *run)
{
  if (run->state != NULL)
    return echo (run, run->state);
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  g_autoptr (GArray) numbers = imap_set_resolve (
      &command->set, command->uid,
      imap_session_get_numbers (&server->session, imap_server_get_model (server)));
  if (numbers == NULL)
    return imap_run_answer (run, IMAP_STATUS_BAD, NULL, "There is no message with that number");
  if (server->session.read_only)
    return imap_run_answer (run, IMAP_STATUS_NO, NULL, "This mailbox is open for reading only");
  return begin (run, g_steal_pointer (&numbers));
}

const ImapCommandClass imap_cmd_store = {
  .name = "STORE",
  .rule = "command.store",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_HAS_UID | IMAP_COMMAND_TELLS_EXPUNGE_UID,
  .parse = parse_store,
  .run = run_store,
};
