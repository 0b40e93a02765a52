/* A line as tokens: the nodes of its tree, each with the arguments its sentence may need. */
#include "explain-pop3-private.h"

#include <string.h>

/* --- tokens --- */

typedef struct
{
  ExplainLine *line;
  GBytes *whole;
  gsize offset;  /* where in @whole the line begins */
  gboolean uid;  /* numbers of the command are UIDs */
  gsize unknown; /* where a word stands that is no command, or G_MAXSIZE */
} Walk;

static void
clear_token (gpointer data)
{
  explain_args_unref (((ExplainToken *) data)->args);
}

static gboolean
is_rule (const ImapNode *node, const char *rule)
{
  return strcmp (node->rule, rule) == 0;
}

static gboolean
is_secret (const ImapNode *node)
{
  for (; node != NULL; node = node->parent)
    if (is_rule (node, "password"))
      return TRUE;
  return FALSE;
}

static void
add_number (ExplainArgs *args, GBytes *bytes, BaseSpan span)
{
  const char *data = g_bytes_get_data (bytes, NULL);
  guint64 number;
  g_autofree char *digits = span.len > 0 && span.len < 20 ? g_strndup (data + span.start, span.len)
                                                          : NULL;
  if (digits != NULL && g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &number, NULL))
    explain_args_add_number (args, "number", (gint64) number);
}

/* What a string says, without quotes, escapes and announcement; NULL when @node is no string. */
static char *
show_string (const Walk *walk, const ImapNode *node, guint max)
{
  const char *data = g_bytes_get_data (walk->whole, NULL);
  const ImapNode *child = node->first;
  g_autoptr (GString) value = g_string_new (NULL);
  if (child == NULL || !(is_rule (child, "dquote") || is_rule (child, "literal-announcement")))
    return NULL;
  gboolean announced = is_rule (child, "literal-announcement") && child->next == NULL;
  for (; child != NULL; child = child->next)
    {
      /* Of an escape, the octet behind the backslash. */
      guint skip = is_rule (child, "quoted-escape") ? 1 : 0;
      if (skip == 1 || is_rule (child, "quoted-text") || is_rule (child, "literal-octets"))
        g_string_append_len (value, data + child->span.start + skip,
                             (gssize) (child->span.len - skip));
    }
  if (value->len == 0)
    return g_strdup (announced ? "…" : "\"\"");
  return explain_show (value->str, value->len, max);
}

/* Whether numbers at @node are UIDs. A search names them by a key of its own, whatever it answers with. */
static gboolean
names_uids (const Walk *walk, const ImapNode *node)
{
  const ImapNode *key = node;
  if (is_rule (node, "search-number"))
    return walk->uid;
  while (key != NULL && !is_rule (key, "search-key"))
    key = key->parent;
  return key != NULL ? is_rule (key->first, "search-key.uid") : walk->uid;
}

static ExplainArgs *
token_args (const Walk *walk, const ImapNode *node)
{
  ExplainArgs *args = explain_args_new ();
  guint max = is_rule (node, "text") ? EXPLAIN_SHOW_LONG : EXPLAIN_SHOW_SHORT;
  if (is_secret (node))
    explain_args_add_text (args, "text", "••••");
  else
    {
      char *string = show_string (walk, node, max);
      explain_args_take_text (
          args, "text", string != NULL ? string : explain_show_span (walk->whole, node->span, max));
    }
  explain_args_add_number (args, "octets", (gint64) node->span.len);
  if (node->first == NULL)
    add_number (args, walk->whole, node->span);
  if (is_rule (node, "tag"))
    explain_args_take_text (args, "tag", explain_show_span (walk->whole, node->span, max));
  if (g_str_has_prefix (node->rule, "seq-") || is_rule (node, "search-number"))
    explain_args_add_key (args, "kind",
                          names_uids (walk, node) ? "phrase.kind-uid" : "phrase.kind-number");
  return args;
}

/* A range of one number, and an item that is a word alone, are nothing more to a reader. */
static gboolean
is_shown (const ImapNode *node)
{
  return node->first == NULL || node->first->next != NULL
         || !(is_rule (node, "seq-range") || is_rule (node, "fetch-att")
              || is_rule (node, "search-key"));
}

/* The part of @span that lies in the line, as octets of the line. */
static gboolean
clip (const Walk *walk, BaseSpan span, BaseSpan *out)
{
  gsize start = MAX (span.start, walk->offset);
  gsize end = MIN (base_span_end (span), walk->offset + g_bytes_get_size (walk->line->bytes));
  if (start >= end)
    return FALSE;
  *out = (BaseSpan){ start - walk->offset, end - start };
  return TRUE;
}

static void
add_token (Walk *walk, const ImapNode *node, guint depth)
{
  ExplainToken token = { .depth = depth, .leaf = node->first == NULL };
  g_autofree char *key = g_strconcat ("imap.rule.", node->rule, NULL);
  if (!clip (walk, node->span, &token.span))
    return;
  token.key = g_intern_string (key);
  token.args = token_args (walk, node);
  g_array_append_val (walk->line->tokens, token);
}

/* The grammar knows commands only; to a reader the word in their place is an unknown one, and what
 * follows it is another matter. */
static void
add_unknown_command (Walk *walk, const ImapNode *bad, guint depth)
{
  const char *data = g_bytes_get_data (walk->whole, NULL);
  const char *space = memchr (data + bad->span.start, ' ', bad->span.len);
  gsize len = space != NULL ? (gsize) (space - data) - bad->span.start : bad->span.len;
  ImapNode word = { .rule = "command.unknown", .span = { bad->span.start, len } };
  ImapNode rest = { .rule = "bad", .span = { bad->span.start + len, bad->span.len - len } };
  add_token (walk, &word, depth);
  add_token (walk, &rest, depth);
}

static void
walk_node (Walk *walk, const ImapNode *node, guint depth)
{
  BaseSpan in_line;
  if (!clip (walk, node->span, &in_line))
    return;
  if (node->span.start == walk->unknown && is_rule (node, "bad"))
    {
      add_unknown_command (walk, node, depth);
      return;
    }
  if (is_shown (node))
    add_token (walk, node, depth++);
  for (const ImapNode *child = node->first; child != NULL; child = child->next)
    walk_node (walk, child, depth);
}

/* Where the word stands that is no command. */
static gsize
find_unknown (const ImapTree *tree)
{
  const char *expected = NULL;
  BaseSpan bad = imap_tree_get_bad (tree, &expected);
  return g_strcmp0 (expected, "command-name") == 0 ? bad.start : G_MAXSIZE;
}

/* --- a line --- */

ImapTree *
explain_source_parse (const ExplainSource *source, ImapCommand *command, ImapResponse *response)
{
  memset (command, 0, sizeof *command);
  memset (response, 0, sizeof *response);
  if (source->from_server)
    return imap_response_parse (source->bytes, response);
  if (source->context == IMAP_CONTEXT_IDLE)
    return imap_line_parse (source->bytes, IMAP_CONTEXT_IDLE);
  return imap_command_parse (source->whole != NULL ? source->whole : source->bytes, command);
}

static ExplainSentence
summarize (const ExplainSource *source, const ImapTree *tree, const ImapCommand *command,
           const ImapResponse *response)
{
  if (!source->complete)
    {
      ExplainArgs *args = explain_args_new ();
      explain_args_add_number (args, "octets", (gint64) g_bytes_get_size (source->bytes));
      return explain_sentence ("line.incomplete", args);
    }
  return source->from_server ? explain_summarize_response (source, tree, response)
                             : explain_summarize_command (source, tree, command);
}

ExplainLine *
explain_source (const ExplainSource *source)
{
  ImapCommand command;
  ImapResponse response;
  if (explain_is_pop3 (source->context))
    return explain_pop3_source (source);
  g_autoptr (ImapTree) tree = explain_source_parse (source, &command, &response);
  ExplainLine *line = g_new0 (ExplainLine, 1);
  line->bytes = g_bytes_ref (source->bytes);
  line->from_server = source->from_server;
  line->tokens = g_array_new (FALSE, TRUE, sizeof (ExplainToken));
  g_array_set_clear_func (line->tokens, clear_token);
  Walk walk = { .line = line,
                .whole = imap_tree_get_bytes (tree),
                .uid = source->from_server ? explain_finds_uids (source) : command.uid,
                .unknown = find_unknown (tree) };
  if (walk.whole != source->bytes)
    walk.offset = source->offset;
  walk_node (&walk, imap_tree_get_root (tree), 0);
  line->summary = summarize (source, tree, &command, &response);
  return line;
}

void
explain_line_free (ExplainLine *line)
{
  g_bytes_unref (line->bytes);
  g_array_unref (line->tokens);
  explain_sentence_clear (&line->summary);
  g_free (line);
}

ExplainLine *
explain_text (GBytes *bytes, gboolean from_server, GBytes *command)
{
  return explain_source (&(ExplainSource){
      .bytes = bytes,
      .from_server = from_server,
      .context = from_server ? IMAP_CONTEXT_RESPONSE : IMAP_CONTEXT_COMMAND,
      .complete = TRUE,
      .command = command,
      .greeting = FALSE,
  });
}

gboolean
explain_is_response (GBytes *bytes)
{
  static const char *const words[] = { "OK", "NO", "BAD" };
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  const char *space = len > 0 ? memchr (data, ' ', len) : NULL;
  if (len > 0 && (data[0] == '*' || data[0] == '+'))
    return len == 1 || data[1] == ' ' || data[1] == '\r';
  for (guint i = 0; space != NULL && i < G_N_ELEMENTS (words); i++)
    {
      gsize word = strlen (words[i]);
      gsize rest = len - (gsize) (space + 1 - data);
      if (rest >= word && g_ascii_strncasecmp (space + 1, words[i], word) == 0
          && (rest == word || !g_ascii_isalnum (space[1 + word])))
        return TRUE;
    }
  return FALSE;
}
