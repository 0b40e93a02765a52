#include "imap-tree-private.h"

#include <string.h>

/* --- the input --- */

ImapSource *
imap_source_new (GBytes *const *pieces, guint n)
{
  ImapSource *source = g_malloc0 (sizeof (ImapSource) + n * sizeof (GBytes *));
  source->n = n;
  for (guint i = 0; i < n; i++)
    source->pieces[i] = g_bytes_ref (pieces[i]);
  return source;
}

void
imap_source_free (ImapSource *source)
{
  for (guint i = 0; i < source->n; i++)
    g_bytes_unref (source->pieces[i]);
  g_clear_pointer (&source->whole, g_bytes_unref);
  g_free (source);
}

gsize
imap_source_get_size (const ImapSource *source)
{
  gsize size = 0;
  for (guint i = 0; i < source->n; i++)
    size += g_bytes_get_size (source->pieces[i]);
  return size;
}

GBytes *
imap_source_find (const ImapSource *source, BaseSpan span, gsize *start)
{
  *start = 0;
  for (guint i = 0; i < source->n; i++)
    {
      gsize end = *start + g_bytes_get_size (source->pieces[i]);
      if (base_span_end (span) <= end && (span.start < end || i + 1 == source->n))
        return source->pieces[i];
      *start = end;
    }
  g_assert_not_reached ();
}

const char *
imap_source_get (const ImapSource *source, BaseSpan span)
{
  gsize start;
  GBytes *piece = imap_source_find (source, span, &start);
  const char *data = g_bytes_get_data (piece, NULL);
  g_assert (span.start >= start);
  return span.len > 0 ? data + (span.start - start) : "";
}

GBytes *
imap_source_get_whole (ImapSource *source)
{
  if (source->n == 1)
    return source->pieces[0];
  if (source->whole == NULL)
    {
      g_autoptr (GByteArray) all = g_byte_array_sized_new ((guint) imap_source_get_size (source));
      for (guint i = 0; i < source->n; i++)
        {
          gsize len;
          const guint8 *data = g_bytes_get_data (source->pieces[i], &len);
          g_byte_array_append (all, data, (guint) len);
        }
      source->whole = g_byte_array_free_to_bytes (g_steal_pointer (&all));
    }
  return source->whole;
}

/* --- the tree --- */

void
imap_tree_free (ImapTree *tree)
{
  if (tree == NULL)
    return;
  imap_source_free (tree->source);
  base_arena_free (tree->arena);
  g_free (tree);
}

const ImapNode *
imap_tree_get_root (const ImapTree *tree)
{
  return tree->root;
}

GBytes *
imap_tree_get_bytes (const ImapTree *tree)
{
  return imap_source_get_whole (tree->source);
}

GBytes *
imap_tree_share (const ImapTree *tree, BaseSpan span)
{
  gsize start;
  GBytes *piece = imap_source_find (tree->source, span, &start);
  return g_bytes_new_from_bytes (piece, span.start - start, span.len);
}

gboolean
imap_tree_is_bad (const ImapTree *tree)
{
  return !base_span_is_none (tree->bad);
}

gboolean
imap_tree_wants_literal (const ImapTree *tree)
{
  return tree->bad.start == imap_source_get_size (tree->source)
         && g_strcmp0 (tree->expected, "literal-octets") == 0;
}

BaseSpan
imap_tree_get_bad (const ImapTree *tree, const char **expected)
{
  if (expected != NULL)
    *expected = tree->expected;
  return tree->bad;
}

static const ImapNode *
first_leaf (const ImapNode *node)
{
  while (node->first != NULL)
    node = node->first;
  return node;
}

const ImapNode *
imap_node_next_leaf (const ImapTree *tree, const ImapNode *leaf)
{
  if (leaf == NULL)
    return tree->root->first != NULL ? first_leaf (tree->root) : NULL;
  while (leaf != NULL && leaf->next == NULL)
    leaf = leaf->parent;
  return leaf != NULL ? first_leaf (leaf->next) : NULL;
}

const ImapNode *
imap_node_leaf_at (const ImapTree *tree, gsize offset)
{
  const ImapNode *node = tree->root;
  if (offset >= node->span.len)
    return NULL;
  while (node->first != NULL)
    for (node = node->first; base_span_end (node->span) <= offset;)
      node = node->next;
  return node;
}

/* The node behind @node in reading order that is still below @top. */
static const ImapNode *
next_below (const ImapNode *top, const ImapNode *node)
{
  if (node->first != NULL)
    return node->first;
  while (node != top && node->next == NULL)
    node = node->parent;
  return node != top ? node->next : NULL;
}

const ImapNode *
imap_node_find (const ImapNode *node, const char *rule)
{
  for (const ImapNode *at = node; at != NULL; at = next_below (node, at))
    if (strcmp (at->rule, rule) == 0)
      return at;
  return NULL;
}

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
imap_tree_dump (const ImapTree *tree)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const guint8 *data = g_bytes_get_data (imap_tree_get_bytes (tree), NULL);
  for (const ImapNode *node = tree->root; node != NULL; node = next_below (tree->root, node))
    {
      for (const ImapNode *up = node->parent; up != NULL; up = up->parent)
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
  if (imap_tree_is_bad (tree))
    g_string_append_printf (out, "bad at %" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT ": expected %s\n",
                            tree->bad.start, tree->bad.len, tree->expected);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
