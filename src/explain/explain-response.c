/* One sentence for a line of a server. */
#include "explain-private.h"

#include "mail-decode.h"

#include <string.h>

/* --- status lines --- */

/* The command that a tagged line finishes, as far as it is known. */
typedef struct
{
  char *name; /* "UID STORE", or NULL */
  char *mailbox;
} Answered;

static void
answered_clear (Answered *answered)
{
  g_free (answered->name);
  g_free (answered->mailbox);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answered, answered_clear)

static Answered
find_answered (GBytes *bytes)
{
  ImapCommand command;
  if (bytes == NULL)
    return (Answered){ NULL, NULL };
  g_autoptr (ImapTree) tree = imap_command_parse (bytes, &command);
  Answered answered = { explain_command_name (tree, &command), NULL };
  if (command.mailbox != NULL)
    answered.mailbox = explain_show (command.mailbox, strlen (command.mailbox), EXPLAIN_SHOW_SHORT);
  return answered;
}

gboolean
explain_finds_uids (const ExplainSource *source)
{
  g_auto (Answered) answered = find_answered (source->command);
  return g_strcmp0 (answered.name, "UID SEARCH") == 0;
}

static gboolean
opens_mailbox (const Answered *answered)
{
  return answered->mailbox != NULL
         && (g_strcmp0 (answered->name, "SELECT") == 0
             || g_strcmp0 (answered->name, "EXAMINE") == 0);
}

static const char *
tagged_ok_key (const ImapResponse *response, const Answered *answered)
{
  if (opens_mailbox (answered))
    return g_strcmp0 (response->code, "READ-ONLY") == 0 || strcmp (answered->name, "EXAMINE") == 0
               ? "line.selected-read-only"
               : "line.selected";
  if (g_strcmp0 (answered->name, "LOGIN") == 0)
    return "line.logged-in";
  return g_strcmp0 (response->code, "EXPUNGEISSUED") == 0 ? "line.expunge-issued"
                                                          : "line.tagged-ok";
}

static const char *
tagged_no_key (const ImapResponse *response, const Answered *answered)
{
  if (opens_mailbox (answered))
    return "line.select-failed";
  return g_strcmp0 (answered->name, "LOGIN") == 0
                 && g_strcmp0 (response->code, "AUTHENTICATIONFAILED") == 0
             ? "line.login-failed"
             : "line.tagged-no";
}

static ExplainSentence
summarize_tagged (const ExplainSource *source, const ImapResponse *response, ExplainArgs *args)
{
  g_auto (Answered) answered = find_answered (source->command);
  explain_args_add_text (args, "tag", response->tag);
  explain_args_add_key (args, "which",
                        answered.name != NULL ? "phrase.command-known" : "phrase.command-unknown");
  if (answered.name != NULL)
    explain_args_add_text (args, "command", answered.name);
  if (answered.mailbox != NULL)
    explain_args_add_text (args, "mailbox", answered.mailbox);
  switch (response->status)
    {
    case IMAP_STATUS_OK:
      return explain_sentence (tagged_ok_key (response, &answered), args);
    case IMAP_STATUS_NO:
      return explain_sentence (tagged_no_key (response, &answered), args);
    default:
      return explain_sentence ("line.tagged-bad", args);
    }
}

/* Codes of an untagged OK that say all there is to say. */
static const char *
code_key (const ImapResponse *response)
{
  static const struct
  {
    const char *code;
    const char *key;
  } codes[] = {
    { "PERMANENTFLAGS", "line.permanentflags" },
    { "UIDVALIDITY", "line.uidvalidity" },
    { "UIDNEXT", "line.uidnext" },
    { "UNSEEN", "line.unseen" },
    { "HIGHESTMODSEQ", "line.highestmodseq" },
    { "CLOSED", "line.closed" },
    { "ALERT", "line.alert" },
  };
  for (guint i = 0; response->code != NULL && i < G_N_ELEMENTS (codes); i++)
    if (strcmp (response->code, codes[i].code) == 0)
      return codes[i].key;
  return NULL;
}

static ExplainSentence
summarize_untagged (const ExplainSource *source, const ImapResponse *response, ExplainArgs *args)
{
  const char *key = code_key (response);
  switch (response->status)
    {
    case IMAP_STATUS_OK:
      if (source->greeting)
        return explain_sentence ("line.greeting", args);
      if (key == NULL)
        return explain_sentence ("line.information", args);
      explain_args_add_number (args, "number", (gint64) response->code_number);
      explain_add_flags (args, &response->flags);
      return explain_sentence (key, args);
    case IMAP_STATUS_NO:
      return explain_sentence ("line.warning", args);
    case IMAP_STATUS_BAD:
      return explain_sentence ("line.protocol-error", args);
    case IMAP_STATUS_BYE:
      return explain_sentence (source->greeting ? "line.greeting-bye" : "line.bye", args);
    case IMAP_STATUS_PREAUTH:
      return explain_sentence ("line.greeting-preauth", args);
    }
  g_assert_not_reached ();
}

/* --- FETCH --- */

static const ImapFetchItem *
find_item (const ImapResponse *response, ImapAttKind kind)
{
  for (guint i = 0; i < response->n_items; i++)
    if (response->items[i].att.kind == kind)
      return &response->items[i];
  return NULL;
}

static char *
show_sender (const ImapFetchItem *item)
{
  if (item->from_name.data != NULL && item->from_name.len > 0)
    return mail_decode_words (item->from_name.data, (gssize) item->from_name.len);
  g_autofree char *mailbox = explain_show (item->from_mailbox.data != NULL ? item->from_mailbox.data
                                                                           : "",
                                           item->from_mailbox.len, EXPLAIN_SHOW_SHORT);
  g_autofree char *host = explain_show (item->from_host.data != NULL ? item->from_host.data : "",
                                        item->from_host.len, EXPLAIN_SHOW_SHORT);
  return *host != '\0' ? g_strconcat (mailbox, "@", host, NULL) : g_steal_pointer (&mailbox);
}

static ExplainSentence
summarize_message (const ImapFetchItem *item, ExplainArgs *args)
{
  g_autofree char *from = show_sender (item);
  g_autofree char *subject = mail_decode_words (
      item->subject.data != NULL ? item->subject.data : "",
      item->subject.data != NULL ? (gssize) item->subject.len : 0);
  explain_args_take_text (args, "from", explain_show (from, strlen (from), EXPLAIN_SHOW_SHORT));
  explain_args_take_text (args, "subject",
                          explain_show (subject, strlen (subject), EXPLAIN_SHOW_SHORT));
  return explain_sentence ("line.fetch-message", args);
}

/* RFC822.HEADER and RFC822.TEXT name a section without brackets. */
static BaseSpan
find_old_name (const ImapTree *tree)
{
  static const char *const rules[] = { "fetch-att.rfc822-header", "fetch-att.rfc822-text" };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const ImapNode *node = imap_node_find (imap_tree_get_root (tree), rules[i]);
      if (node != NULL)
        return node->span;
    }
  return BASE_SPAN_NONE;
}

static ExplainSentence
summarize_body (const ImapTree *tree, const ImapFetchItem *item, ExplainArgs *args)
{
  const ImapNode *section = imap_node_find (imap_tree_get_root (tree), "section");
  const ImapNode *partial = imap_node_find (imap_tree_get_root (tree), "partial");
  gboolean everything = item->att.section.kind == IMAP_SECTION_ALL && !item->att.partial;
  explain_args_add_number (args, "octets", (gint64) item->string.len);
  explain_args_add_key (args, "part", everything ? "phrase.everything" : "phrase.section");
  if (!everything)
    {
      BaseSpan span = section != NULL ? section->span : find_old_name (tree);
      if (section != NULL && partial != NULL)
        span.len = base_span_end (partial->span) - span.start;
      explain_args_take_text (
          args, "section",
          explain_show_span (imap_tree_get_bytes (tree), span, EXPLAIN_SHOW_SHORT));
    }
  return explain_sentence (item->string.data != NULL ? "line.fetch-text" : "line.fetch-text-nil",
                           args);
}

/* Whether a client asked for what a FETCH response tells. */
static gboolean
was_asked (GBytes *bytes)
{
  g_auto (Answered) answered = find_answered (bytes);
  return answered.name != NULL
         && (g_str_has_suffix (answered.name, "FETCH")
             || g_str_has_suffix (answered.name, "STORE"));
}

static void
add_item_names (ExplainArgs *args, const ImapTree *tree)
{
  GString *names = g_string_new (NULL);
  const char *data = g_bytes_get_data (imap_tree_get_bytes (tree), NULL);
  for (const ImapNode *leaf = imap_node_next_leaf (tree, NULL); leaf != NULL;
       leaf = imap_node_next_leaf (tree, leaf))
    if (g_str_has_prefix (leaf->rule, "fetch-att.") && strcmp (leaf->rule, "fetch-att.uid") != 0)
      {
        g_autofree char *name = explain_show (data + leaf->span.start, leaf->span.len, 30);
        g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", name);
      }
  explain_args_take_text (args, "items", g_string_free (names, FALSE));
}

static ExplainSentence
summarize_fetch (const ExplainSource *source, const ImapTree *tree, const ImapResponse *response,
                 ExplainArgs *args)
{
  const ImapFetchItem *uid = find_item (response, IMAP_ATT_UID);
  const ImapFetchItem *flags = find_item (response, IMAP_ATT_FLAGS);
  const ImapFetchItem *envelope = find_item (response, IMAP_ATT_ENVELOPE);
  const ImapFetchItem *body = find_item (response, IMAP_ATT_BODY_SECTION);
  explain_args_add_number (args, "number", response->number);
  explain_args_add_key (args, "which", uid != NULL ? "phrase.numbered-uid" : "phrase.numbered");
  if (uid != NULL)
    explain_args_add_number (args, "uid", (gint64) uid->number);
  if (body != NULL)
    return summarize_body (tree, body, args);
  if (envelope != NULL)
    return summarize_message (envelope, args);
  if (flags != NULL && response->n_items == (uid != NULL ? 2 : 1))
    {
      explain_add_flags (args, &flags->flags);
      return explain_sentence (
          was_asked (source->command) ? "line.fetch-flags" : "line.fetch-flags-news", args);
    }
  add_item_names (args, tree);
  return explain_sentence ("line.fetch-data", args);
}

/* --- all --- */

static ExplainSentence
summarize_counts (const ImapResponse *response, ExplainArgs *args)
{
  GString *values = g_string_new (NULL);
  for (guint i = 0; i < response->n_status_items; i++)
    g_string_append_printf (values, "%s%s %" G_GUINT64_FORMAT, i > 0 ? ", " : "",
                            response->status_items[i].name, response->status_items[i].value);
  explain_args_take_text (args, "values", g_string_free (values, FALSE));
  return explain_sentence ("line.counts", args);
}

/* What was found, in the order of telling, as UIDs or sequence numbers. */
static ExplainSentence
summarize_found (const ExplainSource *source, const ImapResponse *response, ExplainArgs *args)
{
  g_autoptr (GString) items = g_string_new (NULL);
  for (guint i = 0; i < response->n_found && items->len <= EXPLAIN_SHOW_SHORT; i++)
    g_string_append_printf (items, "%s%u", i > 0 ? " " : "", response->found[i]);
  if (response->n_found == 0)
    return explain_sentence ("line.found-none", args);
  explain_args_add_number (args, "number", response->n_found);
  explain_args_add_key (args, "kind",
                        explain_finds_uids (source) ? "phrase.kind-uid" : "phrase.kind-number");
  explain_args_take_text (args, "items", explain_show (items->str, items->len, EXPLAIN_SHOW_SHORT));
  return explain_sentence ("line.found", args);
}

static ExplainSentence
summarize_number (const ExplainSource *source, const ImapResponse *response, ExplainArgs *args)
{
  g_auto (Answered) answered = find_answered (source->command);
  explain_args_add_number (args, "number", response->number);
  if (response->kind == IMAP_RESPONSE_EXPUNGE)
    return explain_sentence ("line.expunge-told", args);
  if (response->kind == IMAP_RESPONSE_RECENT)
    return explain_sentence ("line.recent", args);
  return explain_sentence (opens_mailbox (&answered) ? "line.exists-opened" : "line.exists", args);
}

static ExplainSentence
summarize_continue (const ExplainSource *source, ExplainArgs *args)
{
  g_auto (Answered) answered = find_answered (source->command);
  ImapCommand command;
  if (g_strcmp0 (answered.name, "IDLE") == 0)
    return explain_sentence ("line.go-on-idle", args);
  if (source->command == NULL)
    return explain_sentence ("line.go-on", args);
  g_autoptr (ImapTree) tree = imap_command_parse (source->command, &command);
  return explain_sentence (imap_tree_wants_literal (tree) ? "line.go-on-literal" : "line.go-on",
                           args);
}

static ExplainSentence
summarize_typed (const ExplainSource *source, const ImapTree *tree, const ImapResponse *response,
                 ExplainArgs *args)
{
  switch (response->kind)
    {
    case IMAP_RESPONSE_CONTINUE:
      return summarize_continue (source, args);
    case IMAP_RESPONSE_STATUS:
      return response->tag != NULL ? summarize_tagged (source, response, args)
                                   : summarize_untagged (source, response, args);
    case IMAP_RESPONSE_CAPABILITY:
      explain_args_add_text (args, "capabilities", response->capabilities);
      return explain_sentence ("line.capabilities", args);
    case IMAP_RESPONSE_LIST:
      return explain_sentence ("line.mailbox", args);
    case IMAP_RESPONSE_LSUB:
      return explain_sentence ("line.subscribed", args);
    case IMAP_RESPONSE_STATUS_DATA:
      return summarize_counts (response, args);
    case IMAP_RESPONSE_SEARCH:
      return summarize_found (source, response, args);
    case IMAP_RESPONSE_FLAGS:
      explain_add_flags (args, &response->flags);
      return explain_sentence ("line.flags", args);
    case IMAP_RESPONSE_EXISTS:
    case IMAP_RESPONSE_RECENT:
    case IMAP_RESPONSE_EXPUNGE:
      return summarize_number (source, response, args);
    case IMAP_RESPONSE_FETCH:
      return summarize_fetch (source, tree, response, args);
    case IMAP_RESPONSE_OTHER:
      break;
    }
  return explain_sentence ("line.other-response", args);
}

ExplainSentence
explain_summarize_response (const ExplainSource *source, const ImapTree *tree,
                            const ImapResponse *response)
{
  ExplainArgs *args = explain_args_new ();
  gsize len = g_bytes_get_size (source->bytes);
  explain_add_client (args, "receiver", source->client, FALSE);
  if (imap_tree_is_bad (tree) && response->kind == IMAP_RESPONSE_OTHER)
    return explain_sentence ("line.broken-response", args);
  if (response->kind == IMAP_RESPONSE_OTHER)
    explain_args_take_text (
        args, "text",
        explain_show_span (source->bytes, (BaseSpan){ 0, MAX (len, 2) - 2 }, EXPLAIN_SHOW_LONG));
  else if (response->text != NULL)
    explain_args_take_text (
        args, "text", explain_show (response->text, strlen (response->text), EXPLAIN_SHOW_LONG));
  if (response->mailbox != NULL)
    explain_args_take_text (
        args, "mailbox",
        explain_show (response->mailbox, strlen (response->mailbox), EXPLAIN_SHOW_SHORT));
  return summarize_typed (source, tree, response, args);
}
