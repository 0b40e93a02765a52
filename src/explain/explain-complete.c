/* What may stand next in a line: words are proposed, and the grammar decides. */
#include "explain-complete.h"

#include "explain-private.h"
#include "imap-command.h"
#include "pop3-command.h"

#include <string.h>

/** Word: something that can be typed, and the rule that has to read it there. */
typedef struct
{
  const char *text;
  const char *rule;
  const char *key; /* of its meaning; NULL: that of the rule */
} Word;

static const Word imap_words[] = {
  { "(", "paren-open", NULL },
  { "FLAGS", "fetch-att.flags", NULL },
  { "UID", "fetch-att.uid", NULL },
  { "ENVELOPE", "fetch-att.envelope", NULL },
  { "RFC822.SIZE", "fetch-att.rfc822-size", NULL },
  { "INTERNALDATE", "fetch-att.internaldate", NULL },
  { "BODYSTRUCTURE", "fetch-att.bodystructure", NULL },
  { "BODY.PEEK[]", "fetch-att", "imap.rule.fetch-att.body-peek" },
  { "BODY.PEEK[HEADER]", "fetch-att", "imap.rule.section.header" },
  { "BODY.PEEK[TEXT]", "fetch-att", "imap.rule.section.text" },
  { "BODY.PEEK[HEADER.FIELDS (SUBJECT FROM)]", "fetch-att", "imap.rule.section.header-fields" },
  { "BODY[]", "fetch-att", "imap.rule.fetch-att.body" },
  { "BODY[1]", "fetch-att", "imap.rule.section-part" },
  { "BODY", "fetch-att.body-alone", NULL },
  { "ALL", "fetch-att.all", NULL },
  { "FAST", "fetch-att.fast", NULL },
  { "FULL", "fetch-att.full", NULL },
  { "RFC822", "fetch-att.rfc822", NULL },
  { "+FLAGS", "store.add", NULL },
  { "-FLAGS", "store.remove", NULL },
  { "FLAGS", "store.replace", NULL },
  { "+FLAGS.SILENT", "store.add", "imap.rule.store.silent" },
  { "-FLAGS.SILENT", "store.remove", "imap.rule.store.silent" },
  { "\\Seen", "flag.seen", NULL },
  { "\\Flagged", "flag.flagged", NULL },
  { "\\Deleted", "flag.deleted", NULL },
  { "\\Answered", "flag.answered", NULL },
  { "\\Draft", "flag.draft", NULL },
  { "$Junk", "flag.keyword", NULL },
  { "MESSAGES", "status-att.messages", NULL },
  { "UNSEEN", "status-att.unseen", NULL },
  { "UIDNEXT", "status-att.uidnext", NULL },
  { "UIDVALIDITY", "status-att.uidvalidity", NULL },
  { "RECENT", "status-att.recent", NULL },
  { "ALL", "search-key.all", NULL },
  { "UNSEEN", "search-key.unseen", NULL },
  { "SEEN", "search-key.seen", NULL },
  { "FLAGGED", "search-key.flagged", NULL },
  { "DELETED", "search-key.deleted", NULL },
  { "UNDELETED", "search-key.undeleted", NULL },
  { "ANSWERED", "search-key.answered", NULL },
  { "NEW", "search-key.new", NULL },
  { "RECENT", "search-key.recent", NULL },
  { "FROM", "search-key.from", NULL },
  { "TO", "search-key.to", NULL },
  { "SUBJECT", "search-key.subject", NULL },
  { "TEXT", "search-key.text", NULL },
  { "BODY", "search-key.body", NULL },
  { "SINCE", "search-key.since", NULL },
  { "BEFORE", "search-key.before", NULL },
  { "ON", "search-key.on", NULL },
  { "LARGER", "search-key.larger", NULL },
  { "SMALLER", "search-key.smaller", NULL },
  { "UID", "search-key.uid", NULL },
  { "NOT", "search-key.not", NULL },
  { "OR", "search-key.or", NULL },
  { "\"\"", "list-reference", NULL },
  { "*", "list-mailbox", NULL },
  { "%", "list-mailbox", NULL },
};

/** Completing: one question on its way. */
typedef struct
{
  const ExplainSession *session;
  char *head; /* of the line, up to the word */
  char *part; /* of the word */
  GPtrArray *out;
} Completing;

/* --- trying --- */

static gboolean
imap_has_node (const ImapNode *node, gsize start, const char *rule)
{
  for (; node != NULL; node = node->next)
    if ((node->span.start == start && node->span.len > 0 && strcmp (node->rule, rule) == 0)
        || imap_has_node (node->first, start, rule))
      return TRUE;
  return FALSE;
}

static gboolean
pop3_has_node (const Pop3Node *node, gsize start, const char *rule)
{
  for (; node != NULL; node = node->next)
    if ((node->span.start == start && node->span.len > 0 && strcmp (node->rule, rule) == 0)
        || pop3_has_node (node->first, start, rule))
      return TRUE;
  return FALSE;
}

/* Whether the parser reads @text behind the head by @rule, and nothing before its end is wrong. */
static gboolean
fits (const Completing *asked, const char *text, const char *rule)
{
  gsize start = strlen (asked->head);
  gsize end = start + strlen (text);
  char *line = g_strconcat (asked->head, text, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (line, end + 2);
  BaseSpan bad;
  gboolean read;
  if (asked->session->pop3)
    {
      Pop3Command command;
      g_autoptr (Pop3Tree) tree = pop3_command_parse (bytes, &command);
      bad = pop3_tree_get_bad (tree, NULL);
      read = pop3_has_node (pop3_tree_get_root (tree), start, rule);
    }
  else
    {
      ImapCommand command;
      g_autoptr (ImapTree) tree = imap_command_parse (bytes, &command);
      bad = imap_tree_get_bad (tree, NULL);
      read = imap_has_node (imap_tree_get_root (tree), start, rule);
    }
  return read && (base_span_is_none (bad) || bad.start >= end);
}

/* --- proposing --- */

static void
add (Completing *asked, const char *text, gsize start, ExplainSentence meaning, gboolean not_now)
{
  ExplainCandidate *candidate = g_new0 (ExplainCandidate, 1);
  candidate->start = start;
  candidate->text = g_strdup (text);
  candidate->meaning = meaning;
  candidate->not_now = not_now;
  g_ptr_array_add (asked->out, candidate);
}

static gboolean
begins (const Completing *asked, const char *text)
{
  gsize len = strlen (asked->part);
  return g_ascii_strncasecmp (text, asked->part, len) == 0 && text[len] != '\0';
}

/* Takes @meaning. */
static void
propose (Completing *asked, const char *text, const char *rule, ExplainSentence meaning,
         gboolean not_now)
{
  if (begins (asked, text) && fits (asked, text, rule))
    add (asked, text, strlen (asked->head), meaning, not_now);
  else
    explain_sentence_clear (&meaning);
}

static ExplainSentence
meaning_of (const Completing *asked, const char *rule, const char *key)
{
  g_autofree char *own = g_strconcat (asked->session->pop3 ? "pop3.rule." : "imap.rule.", rule,
                                      NULL);
  return explain_sentence (key != NULL ? key : g_intern_string (own), NULL);
}

static void
propose_imap_commands (Completing *asked, gboolean allowed)
{
  guint state = 0;
  const ImapCommandClass *const *classes = imap_command_get_classes ();
  for (guint bit = IMAP_STATE_NOT_AUTHENTICATED; bit <= IMAP_STATE_LOGOUT; bit <<= 1)
    if (g_strcmp0 (asked->session->state, imap_state_get_name (bit)) == 0)
      state = bit;
  for (guint i = 0; classes[i] != NULL; i++)
    {
      const char *name = imap_command_class_get_name (classes[i]);
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *rule = g_strconcat ("command.", lower, NULL);
      gboolean now = state == 0 || (imap_command_class_get_states (classes[i]) & state) != 0;
      if (now == allowed)
        propose (asked, name, rule, meaning_of (asked, rule, NULL), !now);
    }
  gboolean now = state == 0 || state == IMAP_STATE_SELECTED;
  if (now == allowed)
    propose (asked, "UID", "command.uid", meaning_of (asked, "command.uid", NULL), !now);
}

static void
propose_pop3_commands (Completing *asked, gboolean allowed)
{
  guint state = pop3_state_by_name (asked->session->state);
  const Pop3CommandClass *const *classes = pop3_command_get_classes ();
  for (guint i = 0; classes[i] != NULL; i++)
    {
      const char *name = pop3_command_class_get_name (classes[i]);
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *rule = g_strconcat ("command.", lower, NULL);
      gboolean now = state == 0 || (pop3_command_class_get_states (classes[i]) & state) != 0;
      if (now == allowed)
        propose (asked, name, rule, meaning_of (asked, rule, NULL), !now);
    }
}

/* Numbers: UIDs behind UID, else places in the list. */
static void
propose_messages (Completing *asked, const char *rule)
{
  gboolean pop3 = asked->session->pop3;
  gboolean uids = !pop3 && strstr (asked->head, " UID ") != NULL;
  for (guint i = 0; i < asked->session->n_messages; i++)
    {
      const ExplainMessage *message = &asked->session->messages[i];
      guint32 number = uids ? message->uid : message->number;
      g_autofree char *text = g_strdup_printf ("%u", number);
      ExplainArgs *args = explain_args_new ();
      explain_args_add_text (args, "subject", message->subject);
      if (number > 0)
        propose (asked, text, rule, explain_sentence ("complete.message", args), FALSE);
      else
        explain_args_unref (args);
    }
  if (!pop3)
    {
      propose (asked, "1:*", rule, explain_sentence ("complete.all-messages", NULL), FALSE);
      propose (asked, "*", rule, explain_sentence ("complete.last-message", NULL), FALSE);
    }
}

/* A name of a mailbox, in quotes where it has to be. */
static char *
quote (const char *name)
{
  if (name[0] != '\0' && strpbrk (name, " (){%*\"\\]") == NULL)
    return g_strdup (name);
  GString *out = g_string_new ("\"");
  for (; *name != '\0'; name++)
    {
      if (*name == '"' || *name == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *name);
    }
  g_string_append_c (out, '"');
  return g_string_free (out, FALSE);
}

static void
propose_mailboxes (Completing *asked)
{
  const char *const *names = asked->session->mailboxes;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean inbox = g_ascii_strcasecmp (names[i], "INBOX") == 0;
      const char *rule = inbox ? "mailbox.inbox" : "mailbox";
      g_autofree char *text = quote (names[i]);
      propose (asked, text, rule, meaning_of (asked, rule, NULL), FALSE);
    }
}

/* Behind the word, which is whole, instead of in its place. */
static void
propose_end (Completing *asked, const char *line, gsize cursor)
{
  Completing behind = { .session = asked->session, .out = asked->out };
  behind.head = g_strndup (line, cursor);
  behind.part = g_strdup ("");
  if (cursor > 0 && line[cursor - 1] != '(')
    propose (&behind, ")", "paren-close", meaning_of (asked, "paren-close", NULL), FALSE);
  g_free (behind.head);
  g_free (behind.part);
}

static void
complete_imap (Completing *asked, const char *line, gsize cursor)
{
  const ExplainSession *session = asked->session;
  gboolean first = asked->head[0] == '\0';
  if (session->idling)
    {
      if (first && begins (asked, "DONE"))
        add (asked, "DONE", 0, meaning_of (asked, "idle-done", NULL), FALSE);
      return;
    }
  if (first)
    {
      if (session->tag != NULL && begins (asked, session->tag))
        add (asked, session->tag, 0, meaning_of (asked, "tag", NULL), FALSE);
      return;
    }
  propose_imap_commands (asked, TRUE);
  propose_mailboxes (asked);
  propose_messages (asked, "sequence-set");
  for (guint i = 0; i < G_N_ELEMENTS (imap_words); i++)
    propose (asked, imap_words[i].text, imap_words[i].rule,
             meaning_of (asked, imap_words[i].rule, imap_words[i].key), FALSE);
  if (session->user != NULL)
    propose (asked, session->user, "userid", meaning_of (asked, "userid", NULL), FALSE);
  propose_imap_commands (asked, FALSE);
  if (asked->out->len == 0)
    propose_end (asked, line, cursor);
}

static void
complete_pop3 (Completing *asked)
{
  propose_pop3_commands (asked, TRUE);
  propose_messages (asked, "msg");
  if (asked->session->user != NULL)
    propose (asked, asked->session->user, "user-name", meaning_of (asked, "user-name", NULL),
             FALSE);
  propose_pop3_commands (asked, FALSE);
}

/* Where the word begins that ends at @cursor: behind a blank or "(", or at a quote that is open. */
static gsize
find_word (const char *line, gsize cursor)
{
  gsize start = 0, quoted = 0;
  gboolean open = FALSE;
  for (gsize i = 0; i < cursor; i++)
    {
      if (line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
        {
          open = !open;
          quoted = i;
        }
      if (line[i] == ' ' || line[i] == '(')
        start = i + 1;
    }
  return open ? quoted : start;
}

GPtrArray *
explain_complete (const ExplainSession *session, const char *line, gsize cursor)
{
  gsize end = MIN (cursor, strlen (line));
  gsize start = find_word (line, end);
  Completing asked = { .session = session };
  asked.out = g_ptr_array_new_with_free_func ((GDestroyNotify) explain_candidate_free);
  asked.head = g_strndup (line, start);
  asked.part = g_strndup (line + start, end - start);
  if (session->pop3)
    complete_pop3 (&asked);
  else
    complete_imap (&asked, line, end);
  g_free (asked.head);
  g_free (asked.part);
  return asked.out;
}

void
explain_candidate_free (ExplainCandidate *candidate)
{
  g_free (candidate->text);
  explain_sentence_clear (&candidate->meaning);
  g_free (candidate);
}
