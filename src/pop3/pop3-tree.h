#pragma once

#include "base-arena.h"
#include "base-span.h"

/**
 * Pop3Tree: the lossless parse tree of one line. Its leaves, in order, are exactly the input: each
 * octet lies in one leaf, bad octets and CRLF included. A node's rule is the name of the grammar rule
 * and, behind "pop3.rule.", the key of its explanation ("command.retr", "msg", "stuffed-dot", "bad");
 * rule names are static strings. [RFC1939 §9] [RFC2449 §4]
 */
typedef struct _Pop3Node Pop3Node;
struct _Pop3Node
{
  const char *rule;
  BaseSpan span;
  Pop3Node *first; /* children in order, without gaps; NULL for a leaf */
  Pop3Node *next;
  Pop3Node *parent;
};

typedef struct _Pop3Tree Pop3Tree;

/** pop3_tree_free: give back the tree with all typed results that came with it. */
void pop3_tree_free (Pop3Tree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pop3Tree, pop3_tree_free)

/** pop3_line_parse: the tree of one line in its Pop3Context. @command: the command line that a
 * server's line answers; NULL: unknown, or none. Never fails: what breaks the grammar is a bad leaf. */
Pop3Tree *pop3_line_parse (GBytes *bytes, guint32 context, GBytes *command);

/** pop3_tree_get_root: the node of the whole input; borrowed. */
const Pop3Node *pop3_tree_get_root (const Pop3Tree *tree);
/** pop3_tree_get_bytes: the input; borrowed. */
GBytes *pop3_tree_get_bytes (const Pop3Tree *tree);
/** pop3_tree_is_bad: whether the input is anything else than one whole good line. */
gboolean pop3_tree_is_bad (const Pop3Tree *tree);
/**
 * pop3_tree_get_bad: where it went wrong first, and which rule was expected there (@expected may be
 * NULL); NONE when it is good. The span is empty when something lacks there.
 */
BaseSpan pop3_tree_get_bad (const Pop3Tree *tree, const char **expected);
/** pop3_tree_expected_text: what was expected, for the text of "-ERR"; caller frees. */
char *pop3_tree_expected_text (const Pop3Tree *tree);
/** pop3_node_next_leaf: leaves in order of the octets: start with NULL; NULL behind the last. */
const Pop3Node *pop3_node_next_leaf (const Pop3Tree *tree, const Pop3Node *leaf);
/**
 * pop3_tree_dump: a line a node, indented by depth: its rule and, for a leaf, its octets in quotes
 * (escaped as in C); at the end where it is bad. For goldens; caller frees.
 */
char *pop3_tree_dump (const Pop3Tree *tree);
