/* A line of POP3 as tokens: the nodes of its tree, each with the arguments its sentence may need. */
#include "explain-pop3-private.h"

#include <string.h>

/* A list of all messages is explained as far as anybody reads; the rest is one token. */
#define TOKENS_MAX 4000

typedef struct
{
  ExplainLine *line;
  gsize end; /* behind the last leaf that is there */
} Walk;

static gboolean
is_rule (const Pop3Node *node, const char *rule)
{
  return strcmp (node->rule, rule) == 0;
}

static void
clear_token (gpointer data)
{
  explain_args_unref (((ExplainToken *) data)->args);
}

static ExplainArgs *
token_args (GBytes *bytes, const char *rule, BaseSpan span, gboolean leaf)
{
  ExplainArgs *args = explain_args_new ();
  const char *data = g_bytes_get_data (bytes, NULL);
  guint max = strcmp (rule, "text") == 0 ? EXPLAIN_SHOW_LONG : EXPLAIN_SHOW_SHORT;
  guint64 number;
  g_autofree char *digits = leaf && span.len < 20 ? g_strndup (data + span.start, span.len) : NULL;
  if (strcmp (rule, "password") == 0)
    explain_args_add_text (args, "text", "••••");
  else
    explain_args_take_text (args, "text", explain_show_span (bytes, span, max));
  explain_args_add_number (args, "octets", (gint64) span.len);
  if (digits != NULL && g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT64, &number, NULL))
    explain_args_add_number (args, "number", (gint64) number);
  return args;
}

static void
add_token (Walk *walk, const char *rule, BaseSpan span, guint depth, gboolean leaf)
{
  ExplainToken token = { .span = span, .depth = depth, .leaf = leaf };
  g_autofree char *key = g_strconcat ("pop3.rule.", rule, NULL);
  if (span.len == 0)
    return;
  token.key = g_intern_string (key);
  token.args = token_args (walk->line->bytes, rule, span, leaf);
  g_array_append_val (walk->line->tokens, token);
  if (leaf)
    walk->end = base_span_end (span);
}

/* The grammar knows commands only; to a reader the word in their place is an unknown one, and what
 * follows it is another matter. */
static void
add_unknown_command (Walk *walk, const Pop3Node *bad, guint depth)
{
  const char *data = g_bytes_get_data (walk->line->bytes, NULL);
  const char *space = memchr (data + bad->span.start, ' ', bad->span.len);
  gsize len = space != NULL ? (gsize) (space - data) - bad->span.start : bad->span.len;
  add_token (walk, "command.unknown", (BaseSpan){ bad->span.start, len }, depth, TRUE);
  add_token (walk, "bad", (BaseSpan){ bad->span.start + len, bad->span.len - len }, depth, TRUE);
}

static void
walk_node (Walk *walk, const Pop3Node *node, guint depth, gboolean unknown)
{
  if (walk->line->tokens->len >= TOKENS_MAX)
    return;
  if (unknown && is_rule (node, "bad"))
    {
      add_unknown_command (walk, node, depth);
      return;
    }
  add_token (walk, node->rule, node->span, depth, node->first == NULL);
  for (const Pop3Node *child = node->first; child != NULL; child = child->next)
    walk_node (walk, child, depth + 1, unknown);
}

static gboolean
has_unknown_command (const Pop3Tree *tree)
{
  const char *expected = NULL;
  pop3_tree_get_bad (tree, &expected);
  return g_strcmp0 (expected, "command-name") == 0;
}

ExplainLine *
explain_pop3_source (const ExplainSource *source)
{
  g_autoptr (Pop3Tree) tree = pop3_line_parse (source->bytes, source->context, source->command);
  ExplainLine *line = g_new0 (ExplainLine, 1);
  line->bytes = g_bytes_ref (source->bytes);
  line->from_server = source->from_server;
  line->tokens = g_array_new (FALSE, TRUE, sizeof (ExplainToken));
  g_array_set_clear_func (line->tokens, clear_token);
  Walk walk = { .line = line };
  walk_node (&walk, pop3_tree_get_root (tree), 0, has_unknown_command (tree));
  add_token (&walk, "more", (BaseSpan){ walk.end, g_bytes_get_size (source->bytes) - walk.end }, 1,
             TRUE);
  line->summary = explain_pop3_summarize (source, tree);
  return line;
}
