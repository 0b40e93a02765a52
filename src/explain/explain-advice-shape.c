/* Advice on how a line of IMAP is written. The server answers all of these with BAD; here stands what
 * to write instead. */
#include "explain-advice-private.h"

#include <string.h>

#include "pop3-command.h"

static const char *
line_data (const ExplainCase *c, gsize *len)
{
  return g_bytes_get_data (imap_tree_get_bytes (c->tree), len);
}

/* The octets the grammar has no place for; NULL when all is well, or only a literal is to come. */
static const char *
find_bad (const ExplainCase *c, gsize *len, const char **expected)
{
  gsize size;
  const char *data = line_data (c, &size);
  if (!imap_tree_is_bad (c->tree) || imap_tree_wants_literal (c->tree))
    return NULL;
  BaseSpan bad = imap_tree_get_bad (c->tree, expected);
  if (base_span_is_none (bad) || bad.start >= size)
    return NULL;
  *len = MIN (bad.len, size - bad.start);
  return data + bad.start;
}

static gboolean
expects (const char *expected, const char *rule)
{
  return g_strcmp0 (expected, rule) == 0;
}

/* --- the line as a whole --- */

static gboolean
ends_in_lone_feed (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  for (gsize i = 0; i < len; i++)
    {
      if (data[i] != '\n' || (i > 0 && data[i - 1] == '\r'))
        continue;
      const ImapNode *leaf = imap_node_leaf_at (c->tree, i);
      return leaf == NULL || strcmp (leaf->rule, "literal-octets") != 0;
    }
  return FALSE;
}

static gboolean
is_empty (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  return len == 2 && memcmp (data, "\r\n", 2) == 0;
}

static gboolean
begins_with_space (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  return len > 0 && data[0] == ' ';
}

static gboolean
begins_as_server (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  if (len < 2 || (data[0] != '*' && data[0] != '+') || data[1] != ' ')
    return FALSE;
  explain_args_take_text (args, "text", explain_show (data, 1, EXPLAIN_SHOW_SHORT));
  return TRUE;
}

/* Whether the first word is no tag. What follows may count on a tag. */
static gboolean
has_bad_tag (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  gsize whole = 0;
  while (whole < len && strchr (" \r\n", data[whole]) == NULL)
    whole++;
  if (c->command->tag != NULL && strlen (c->command->tag) == whole)
    return FALSE;
  explain_args_take_text (args, "text", explain_show (data, whole, EXPLAIN_SHOW_SHORT));
  return TRUE;
}

/* --- spaces --- */

static gboolean
has_two_spaces (const ExplainCase *c, ExplainArgs *args)
{
  gsize len, size;
  const char *expected;
  const char *data = line_data (c, &size);
  const char *bad = find_bad (c, &len, &expected);
  if (bad == NULL || *bad != ' ')
    return FALSE;
  gsize at = (gsize) (bad - data);
  gsize next = at;
  while (next < size && data[next] == ' ')
    next++;
  gboolean two = next - at > 1 || (at > 0 && data[at - 1] == ' ');
  if (!two || next == size || data[next] == '\r')
    return FALSE;
  explain_args_add_number (args, "number", (gint64) at + 1);
  return TRUE;
}

static gboolean
ends_in_space (const ExplainCase *c, ExplainArgs *args)
{
  gsize len, size;
  const char *expected;
  const char *data = line_data (c, &size);
  const char *bad = find_bad (c, &len, &expected);
  if (bad == NULL || *bad != ' ')
    return FALSE;
  while (bad < data + size && *bad == ' ')
    bad++;
  return bad < data + size && *bad == '\r';
}

/* --- words --- */

/* A word of another protocol, where the tag or the command stands. */
static gboolean
is_word_of (const ExplainCase *c, ExplainArgs *args, gboolean (*knows) (const char *word))
{
  if (c->command->class != NULL || c->command->tag == NULL)
    return FALSE;
  const char *word = c->name != NULL && knows (c->name) ? c->name
                     : knows (c->command->tag)          ? c->command->tag
                                                        : NULL;
  if (word == NULL)
    return FALSE;
  explain_args_take_text (args, "command", g_ascii_strup (word, -1));
  return TRUE;
}

static gboolean
knows_pop3 (const char *word)
{
  return pop3_command_find (word) != NULL && imap_command_find (word) == NULL;
}

gboolean
explain_is_word_of_smtp (const char *word)
{
  static const char *const words[] = { "EHLO", "HELO", "MAIL", "RCPT", "DATA" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
speaks_pop3 (const ExplainCase *c, ExplainArgs *args)
{
  return is_word_of (c, args, knows_pop3);
}

static gboolean
speaks_smtp (const ExplainCase *c, ExplainArgs *args)
{
  return is_word_of (c, args, explain_is_word_of_smtp);
}

/* The first word of a line is the tag, whatever was meant by it. */
static gboolean
lacks_tag (const ExplainCase *c, ExplainArgs *args)
{
  if (c->command->class != NULL
      || (imap_command_find (c->command->tag) == NULL
          && g_ascii_strcasecmp (c->command->tag, "UID") != 0))
    return FALSE;
  explain_args_add_text (args, "text", c->command->tag);
  return TRUE;
}

static gboolean
lacks_command (const ExplainCase *c, ExplainArgs *args)
{
  if (c->name != NULL)
    return FALSE;
  explain_args_add_text (args, "text", c->command->tag);
  return TRUE;
}

static gboolean
has_unknown_command (const ExplainCase *c, ExplainArgs *args)
{
  if (c->command->class != NULL)
    return FALSE;
  explain_case_add_command (c, args);
  return TRUE;
}

/* --- arguments --- */

/* What follows a literal does not fit: most often its octets were counted wrong. */
static gboolean
counts_wrong (const ExplainCase *c, ExplainArgs *args)
{
  gsize len, size;
  const char *expected;
  const char *data = line_data (c, &size);
  const char *bad = find_bad (c, &len, &expected);
  const ImapNode *before = bad != NULL && bad > data
                               ? imap_node_leaf_at (c->tree, (gsize) (bad - data) - 1)
                               : NULL;
  if (before == NULL || strcmp (before->rule, "literal-octets") != 0)
    return FALSE;
  explain_args_add_number (args, "octets", (gint64) before->span.len);
  explain_args_take_text (args, "text", explain_show (bad, len, EXPLAIN_SHOW_SHORT));
  return TRUE;
}

static gboolean
names_zero (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *expected = NULL;
  const char *bad = find_bad (c, &len, &expected);
  return bad != NULL && *bad == '0' && expects (expected, "seq-number");
}

static gboolean
lacks_set (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *expected = NULL;
  const char *bad = find_bad (c, &len, &expected);
  if (bad == NULL || !(g_ascii_isalpha (*bad) || strchr ("(\\+-\r", *bad) != NULL)
      || imap_node_find (imap_tree_get_root (c->tree), "sequence-set") != NULL
      || !(explain_case_is (c, "FETCH") || explain_case_is (c, "STORE")
           || explain_case_is (c, "COPY")))
    return FALSE;
  explain_case_add_command (c, args);
  return TRUE;
}

static gboolean
lacks_parentheses (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *expected = NULL;
  const char *bad = find_bad (c, &len, &expected);
  return bad != NULL && explain_case_is (c, "FETCH") && expects (expected, "crlf") && *bad == ' '
         && imap_node_find (imap_tree_get_root (c->tree), "fetch-att-list") == NULL;
}

static gboolean
lacks_status_parentheses (const ExplainCase *c, ExplainArgs *args)
{
  static const char *const items[] = { "MESSAGES", "RECENT", "UIDNEXT", "UIDVALIDITY", "UNSEEN" };
  gsize len;
  const char *expected;
  const char *bad = find_bad (c, &len, &expected);
  if (bad == NULL || !explain_case_is (c, "STATUS"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    if (g_ascii_strncasecmp (bad, items[i], MIN (len, strlen (items[i]))) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
sets_recent (const ExplainCase *c, ExplainArgs *args)
{
  static const char recent[] = "\\Recent";
  gsize len;
  const char *expected = NULL;
  const char *bad = find_bad (c, &len, &expected);
  return bad != NULL && expects (expected, "flag") && len >= strlen (recent)
         && g_ascii_strncasecmp (bad, recent, strlen (recent)) == 0;
}

/* STORE 1 (\Seen): whether to add, take away or replace was not said. */
static gboolean
lacks_how (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *expected = NULL;
  const char *bad = find_bad (c, &len, &expected);
  const ImapNode *root = imap_tree_get_root (c->tree);
  return bad != NULL && explain_case_is (c, "STORE") && (*bad == '(' || *bad == '\\')
         && !expects (expected, "flag") && imap_node_find (root, "sequence-set") != NULL
         && imap_node_find (root, "flag-list") == NULL;
}

static gboolean
has_eight_bits (const char *data, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if ((guint8) data[i] >= 0x80)
      return TRUE;
  return FALSE;
}

static gboolean
searches_without_charset (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  return explain_case_is (c, "SEARCH") && c->command->charset.data == NULL
         && has_eight_bits (data, len);
}

static gboolean
names_in_eight_bits (const ExplainCase *c, ExplainArgs *args)
{
  gsize len;
  const char *expected;
  const char *bad = find_bad (c, &len, &expected);
  return bad != NULL && has_eight_bits (bad, len) && !explain_case_is (c, "LOGIN");
}

/* A name with a blank in it, not put in quotes: the grammar is at an end before the line is. */
static gboolean
lacks_quotes (const ExplainCase *c, ExplainArgs *args)
{
  static const char *const names[] = { "SELECT", "EXAMINE",   "CREATE",      "DELETE", "RENAME",
                                       "COPY",   "SUBSCRIBE", "UNSUBSCRIBE", "LOGIN" };
  gsize len;
  const char *expected = NULL;
  const char *bad = find_bad (c, &len, &expected);
  if (bad == NULL || *bad != ' ' || !expects (expected, "crlf"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (explain_case_is (c, names[i]))
      {
        explain_case_add_command (c, args);
        return TRUE;
      }
  return FALSE;
}

static gboolean
breaks_grammar (const ExplainCase *c, ExplainArgs *args)
{
  const char *expected = NULL;
  if (!imap_tree_is_bad (c->tree) || imap_tree_wants_literal (c->tree))
    return FALSE;
  BaseSpan bad = imap_tree_get_bad (c->tree, &expected);
  g_autofree char *key = g_strconcat ("imap.rule.", expected != NULL ? expected : "crlf", NULL);
  explain_args_add_number (args, "number", (gint64) bad.start + 1);
  explain_args_add_name (args, "expected", key);
  return TRUE;
}

/* What is more special comes first. */
const ExplainRule *
explain_advice_shape_rules (guint *n)
{
  static const ExplainRule rules[] = {
    { "advice.lone-feed", ends_in_lone_feed, TRUE },
    { "advice.empty-line", is_empty, TRUE },
    { "advice.leading-space", begins_with_space, TRUE },
    { "advice.server-line", begins_as_server, TRUE },
    { "advice.tag-characters", has_bad_tag, TRUE },
    { "advice.two-spaces", has_two_spaces, TRUE },
    { "advice.pop3-word", speaks_pop3, TRUE },
    { "advice.smtp-word", speaks_smtp, TRUE },
    { "advice.no-tag", lacks_tag, TRUE },
    { "advice.no-command", lacks_command, TRUE },
    { "advice.unknown-command", has_unknown_command, TRUE },
    { "advice.trailing-space", ends_in_space, TRUE },
    { "advice.literal-count", counts_wrong, TRUE },
    { "advice.sequence-zero", names_zero, TRUE },
    { "advice.set-missing", lacks_set, TRUE },
    { "advice.fetch-parentheses", lacks_parentheses, TRUE },
    { "advice.status-parentheses", lacks_status_parentheses, TRUE },
    { "advice.recent-is-the-servers", sets_recent, TRUE },
    { "advice.store-how", lacks_how, TRUE },
    { "advice.search-charset", searches_without_charset, TRUE },
    { "advice.eight-bit", names_in_eight_bits, TRUE },
    { "advice.quotes-missing", lacks_quotes, TRUE },
    { "advice.grammar", breaks_grammar, TRUE },
  };
  *n = G_N_ELEMENTS (rules);
  return rules;
}
