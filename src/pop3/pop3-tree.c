#include "pop3-tree-private.h"

#include <string.h>

void
pop3_tree_free (Pop3Tree *tree)
{
  if (tree == NULL)
    return;
  g_bytes_unref (tree->bytes);
  base_arena_free (tree->arena);
  g_free (tree);
}

const Pop3Node *
pop3_tree_get_root (const Pop3Tree *tree)
{
  return tree->root;
}

GBytes *
pop3_tree_get_bytes (const Pop3Tree *tree)
{
  return tree->bytes;
}

gboolean
pop3_tree_is_bad (const Pop3Tree *tree)
{
  return !base_span_is_none (tree->bad);
}

BaseSpan
pop3_tree_get_bad (const Pop3Tree *tree, const char **expected)
{
  if (expected != NULL)
    *expected = tree->expected;
  return tree->bad;
}

/* --- walking --- */

static const Pop3Node *
first_leaf (const Pop3Node *node)
{
  while (node->first != NULL)
    node = node->first;
  return node;
}

const Pop3Node *
pop3_node_next_leaf (const Pop3Tree *tree, const Pop3Node *leaf)
{
  if (leaf == NULL)
    return tree->root->first != NULL ? first_leaf (tree->root) : NULL;
  while (leaf != NULL && leaf->next == NULL)
    leaf = leaf->parent;
  return leaf != NULL ? first_leaf (leaf->next) : NULL;
}

/* The node behind @node in reading order that is still below @top. */
static const Pop3Node *
next_below (const Pop3Node *top, const Pop3Node *node)
{
  if (node->first != NULL)
    return node->first;
  while (node != top && node->next == NULL)
    node = node->parent;
  return node != top ? node->next : NULL;
}

/* --- saying --- */

static void
append_escaped (GString *out, const guint8 *data, gsize len)
{
  for (gsize i = 0; i < len; i++)
    if (data[i] == '\r')
      g_string_append (out, "\\r");
    else if (data[i] == '\n')
      g_string_append (out, "\\n");
    else if (data[i] == '"' || data[i] == '\\')
      g_string_append_printf (out, "\\%c", data[i]);
    else if (data[i] < 0x20 || data[i] > 0x7e)
      g_string_append_printf (out, "\\x%02X", data[i]);
    else
      g_string_append_c (out, (char) data[i]);
}

char *
pop3_tree_dump (const Pop3Tree *tree)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const guint8 *data = g_bytes_get_data (tree->bytes, NULL);
  for (const Pop3Node *node = tree->root; node != NULL; node = next_below (tree->root, node))
    {
      for (const Pop3Node *up = node->parent; up != NULL; up = up->parent)
        g_string_append (out, "  ");
      g_string_append (out, node->rule);
      if (node->first == NULL && node->span.len > 0)
        {
          g_string_append (out, " \"");
          append_escaped (out, data + node->span.start, node->span.len);
          g_string_append_c (out, '"');
        }
      g_string_append_c (out, '\n');
    }
  if (pop3_tree_is_bad (tree))
    g_string_append_printf (out, "bad at %" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT ": expected %s\n",
                            tree->bad.start, tree->bad.len, tree->expected);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What a rule looks like to someone who types a line. */
static const char *
describe_rule (const char *rule)
{
  static const struct
  {
    const char *rule;
    const char *text;
  } texts[] = {
    { "command-name", "the name of a command" },
    { "crlf", "the end of the line" },
    { "line-limit", "at most 255 octets in a line" },
    { "lines", "a number of lines from 0 up" },
    { "msg", "a message number from 1 up" },
    { "password", "a password" },
    { "sp", "one space" },
    { "user-name", "a name" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].rule, rule) == 0)
      return texts[i].text;
  return rule;
}

char *
pop3_tree_expected_text (const Pop3Tree *tree)
{
  if (!pop3_tree_is_bad (tree))
    return g_strdup ("Nothing else");
  const char *what = describe_rule (tree->expected);
  if (tree->bad.len == 0)
    return g_strdup_printf ("Expected %s at the end of the line", what);
  return g_strdup_printf ("Expected %s at octet %" G_GSIZE_FORMAT, what, tree->bad.start + 1);
}
