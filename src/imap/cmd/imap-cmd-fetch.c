/*
 * FETCH and UID FETCH: what there is to know of messages [RFC3501 §6.4.5]. BODY[…] marks messages
 * \Seen where the mailbox may be changed. A message that was expunged elsewhere and of which this
 * client was not told is answered from its ghost [RFC2180 §4.1.1].
 */
#include "imap-server-private.h"
#include "imap-set.h"
#include "model-uids.h"

/* --- grammar --- */

typedef struct
{
  GArray *atts;  /* ImapFetchAtt */
  GArray *names; /* const char * */
} Items;

static void
push (Items *items, ImapFetchAtt att, const char *name)
{
  g_array_append_val (items->atts, att);
  g_array_append_val (items->names, name);
}

static void
push_kinds (Items *items, const ImapAttKind *kinds, guint n)
{
  for (guint i = 0; i < n; i++)
    push (items, (ImapFetchAtt){ .kind = kinds[i] }, NULL);
}

/* Macros stand alone, for several items [RFC3501 §6.4.5]. */
static gboolean
parse_macro (ImapParser *parser, Items *items)
{
  static const ImapAttKind kinds[] = { IMAP_ATT_FLAGS, IMAP_ATT_INTERNALDATE, IMAP_ATT_RFC822_SIZE,
                                       IMAP_ATT_ENVELOPE, IMAP_ATT_BODY };
  if (imap_rule_word (parser, "ALL", "fetch-att.all"))
    push_kinds (items, kinds, 4);
  else if (imap_rule_word (parser, "FAST", "fetch-att.fast"))
    push_kinds (items, kinds, 3);
  else if (imap_rule_word (parser, "FULL", "fetch-att.full"))
    push_kinds (items, kinds, 5);
  else
    return FALSE;
  return TRUE;
}

/* The older names of three sections [RFC3501 §6.4.5]; the answer calls them as they were asked for. */
static gboolean
parse_rfc822 (ImapParser *parser, Items *items)
{
  ImapFetchAtt att = { .kind = IMAP_ATT_BODY_SECTION };
  const char *name = NULL;
  ImapMark mark = imap_parser_open (parser, "fetch-att");
  if (imap_rule_word (parser, "RFC822", "fetch-att.rfc822"))
    name = "RFC822";
  else if (imap_rule_word (parser, "RFC822.HEADER", "fetch-att.rfc822-header"))
    {
      name = "RFC822.HEADER";
      att.section.kind = IMAP_SECTION_HEADER;
      att.peek = TRUE;
    }
  else if (imap_rule_word (parser, "RFC822.TEXT", "fetch-att.rfc822-text"))
    {
      name = "RFC822.TEXT";
      att.section.kind = IMAP_SECTION_TEXT;
    }
  else
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  push (items, att, name);
  return TRUE;
}

static gboolean
parse_item (ImapParser *parser, Items *items)
{
  if (parse_rfc822 (parser, items))
    return TRUE;
  ImapFetchAtt att;
  if (!imap_rule_fetch_att (parser, &att))
    return FALSE;
  push (items, att, NULL);
  return TRUE;
}

static gboolean
parse_items (ImapParser *parser, Items *items)
{
  if (imap_parser_peek (parser) != '(')
    return parse_macro (parser, items) || parse_item (parser, items);
  ImapMark mark = imap_parser_open (parser, "fetch-att-list");
  imap_rule_char (parser, '(', "paren-open");
  do
    if (!parse_item (parser, items))
      return imap_parser_cancel (parser, mark);
  while (imap_rule_sp (parser));
  if (!imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

static gboolean
parse_fetch (ImapParser *parser, ImapCommand *out)
{
  if (!imap_rule_sp (parser) || !imap_rule_sequence_set (parser, &out->set)
      || !imap_rule_sp (parser))
    return FALSE;
  Items items = { g_array_new (FALSE, FALSE, sizeof (ImapFetchAtt)),
                  g_array_new (FALSE, FALSE, sizeof (const char *)) };
  gboolean good = parse_items (parser, &items);
  guint n;
  out->atts = imap_parser_keep (parser, items.atts, &out->n_atts);
  out->att_names = imap_parser_keep (parser, items.names, &n);
  return good;
}

/* --- run --- */

/* Where a FETCH is that makes more output than a turn may. */
typedef struct
{
  GArray *numbers; /* ImapNumbers still to be answered */
  guint at;        /* which of them */
  guint32 next;    /* the number in it; 0: its first */
  GArray *seen;    /* ModelRun: marked \Seen by this command, so their FLAGS are told with them */
  gboolean adds_uid;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *progress = data;
  g_array_unref (progress->numbers);
  g_array_unref (progress->seen);
  g_free (progress);
}

static gboolean
asks_for (const ImapCommand *command, ImapAttKind kind)
{
  for (guint i = 0; i < command->n_atts; i++)
    if (command->atts[i].kind == kind)
      return TRUE;
  return FALSE;
}

static gboolean
marks_seen (const ImapCommand *command)
{
  for (guint i = 0; i < command->n_atts; i++)
    if (command->atts[i].kind == IMAP_ATT_BODY_SECTION && !command->atts[i].peek)
      return TRUE;
  return FALSE;
}

/* All at once and before the first answer: one mask, one mod-sequence, however many messages. */
static void
mark_seen (ImapServer *server, Progress *progress)
{
  const Model *model = imap_server_get_model (server);
  const ModelRuns *view = imap_session_get_numbers (&server->session, model);
  g_autoptr (GArray) uids = imap_set_uids (progress->numbers, view, FALSE);
  for (guint i = 0; i < uids->len; i++)
    {
      const ModelRun *run = &g_array_index (uids, ModelRun, i);
      for (guint k = 0; k < run->count; k++)
        {
          const ModelRow *row = model_row (model, server->session.mailbox, MODEL_TABLE_LIVE,
                                           run->first + k);
          if (row != NULL && (row->flags & MODEL_FLAG_SEEN) == 0)
            model_uids_push (progress->seen, row->key, 0);
        }
    }
  imap_session_store (&server->session, server->tx, progress->seen, MODEL_MASK_ADD,
                      MODEL_FLAG_SEEN);
}

static gboolean
is_newly_seen (const Progress *progress, guint32 uid)
{
  guint low = 0, high = progress->seen->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const ModelRun *run = &g_array_index (progress->seen, ModelRun, middle);
      if (uid < run->first)
        high = middle;
      else if (uid - run->first >= run->count)
        low = middle + 1;
      else
        return TRUE;
    }
  return FALSE;
}

static Progress *
begin (ImapRun *run, GArray *numbers)
{
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  Progress *progress = g_new0 (Progress, 1);
  progress->numbers = numbers;
  progress->seen = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  progress->adds_uid = command->uid && !asks_for (command, IMAP_ATT_UID);
  if (marks_seen (command) && !server->session.read_only)
    mark_seen (server, progress);
  /* What is about to be answered need not be told again afterwards. */
  const ModelRuns *view = imap_session_get_numbers (&server->session,
                                                    imap_server_get_model (server));
  g_autoptr (GArray) told = asks_for (command, IMAP_ATT_FLAGS)
                                ? imap_set_uids (progress->numbers, view, TRUE)
                                : g_array_ref (progress->seen);
  imap_session_told_flags (&server->session, server->tx, told);
  return progress;
}

static gboolean
reads_message (const ImapCommand *command)
{
  for (guint i = 0; i < command->n_atts; i++)
    switch (command->atts[i].kind)
      {
      case IMAP_ATT_ENVELOPE:
      case IMAP_ATT_BODY:
      case IMAP_ATT_BODYSTRUCTURE:
      case IMAP_ATT_BODY_SECTION:
        return TRUE;
      default:
        break;
      }
  return FALSE;
}

/* The message of @bytes (NULL: an empty one). The last one is kept with its parts, since a client
 * that fetches a long part in pieces asks for the same message again and again. */
static const MailMessage *
get_message (ImapServer *server, GBytes *bytes)
{
  if (server->message != NULL && mail_message_get_bytes (server->message) == bytes)
    return server->message;
  g_autoptr (GBytes) empty = bytes == NULL ? g_bytes_new (NULL, 0) : NULL;
  g_clear_pointer (&server->message, mail_message_unref);
  server->message = mail_message_new (bytes != NULL ? bytes : empty);
  return server->message;
}

/* Cells are looked up only where an item asks for them: FLAGS of many messages is what clients ask
 * most. */
static void
fill_in (ImapRun *run, const ModelRow *row, ImapReplyFetch *fetch)
{
  const ImapCommand *command = &run->command;
  gboolean reads = reads_message (command), measures = asks_for (command, IMAP_ATT_RFC822_SIZE);
  if (reads || measures)
    {
      ModelValue body = model_row_get (row, MODEL_FIELD_BODY);
      GBytes *bytes = body.kind == MODEL_VALUE_BLOB ? body.blob : NULL;
      ModelValue size = model_row_get (row, MODEL_FIELD_SIZE);
      fetch->size = size.kind == MODEL_VALUE_NUMBER ? (guint64) size.number
                    : bytes != NULL                 ? g_bytes_get_size (bytes)
                                                    : 0;
      if (reads)
        fetch->message = get_message (run->server, bytes);
    }
  if (asks_for (command, IMAP_ATT_INTERNALDATE))
    {
      ModelValue date = model_row_get (row, MODEL_FIELD_INTERNALDATE);
      fetch->internaldate = date.kind == MODEL_VALUE_TEXT ? date.text
                                                          : " 1-Jan-1970 00:00:00 +0000";
    }
}

static void
answer (ImapRun *run, Progress *progress, guint32 number)
{
  const ImapSession *session = &run->server->session;
  const Model *model = imap_server_get_model (run->server);
  guint32 uid = model_runs_nth (imap_session_get_numbers (session, model), number);
  const ModelRow *row = imap_session_find_row (session, model, uid, NULL);
  if (row == NULL)
    return;
  ImapReplyFetch fetch = {
    .atts = run->command.atts,
    .att_names = run->command.att_names,
    .n_atts = run->command.n_atts,
    .adds_uid = progress->adds_uid,
    .adds_flags = is_newly_seen (progress, uid) && !asks_for (&run->command, IMAP_ATT_FLAGS),
    .uid = uid,
    .flags = row->flags,
    .recent = imap_session_is_recent (session, model, uid),
    .keywords = model_get_text (model, session->mailbox, MODEL_FIELD_KEYWORDS),
  };
  fill_in (run, row, &fetch);
  ImapReply reply = { .kind = IMAP_REPLY_FETCH, .number = number, .fetch = &fetch };
  imap_run_send (run, &reply);
}

static gboolean
go_on (ImapRun *run, Progress *progress)
{
  for (; progress->at < progress->numbers->len; progress->at++, progress->next = 0)
    {
      const ImapNumbers *range = &g_array_index (progress->numbers, ImapNumbers, progress->at);
      if (progress->next == 0)
        progress->next = range->first;
      for (; progress->next <= range->last; progress->next++)
        {
          if (imap_server_is_full (run->server))
            return FALSE;
          answer (run, progress, progress->next);
        }
    }
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "FETCH completed");
}

static gboolean
run_fetch (ImapRun *run)
{
  if (run->state != NULL)
    return go_on (run, run->state);
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  g_autoptr (GArray) numbers = imap_set_resolve (
      &command->set, command->uid,
      imap_session_get_numbers (&server->session, imap_server_get_model (server)));
  if (numbers == NULL)
    return imap_run_answer (run, IMAP_STATUS_BAD, NULL, "There is no message with that number");
  run->state = begin (run, g_steal_pointer (&numbers));
  run->free_state = progress_free;
  return go_on (run, run->state);
}

const ImapCommandClass imap_cmd_fetch = {
  .name = "FETCH",
  .rule = "command.fetch",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_HAS_UID | IMAP_COMMAND_TELLS_EXPUNGE_UID,
  .parse = parse_fetch,
  .run = run_fetch,
};
