#pragma once

#include "base-arena.h"
#include "base-span.h"

/* [RFC3501 §9] [RFC9051 §9]; the names of the rules are listed in imap-rules.h. */

/**
 * ImapTree: the lossless parse tree of one line (or of all lines of one command put together). Its
 * leaves, in order, are exactly the input: each octet lies in one leaf, bad octets and CRLF
 * included. A node's rule is the name of the grammar rule and the explanation key at once ("tag",
 * "sequence-set", "fetch-att.flags", "bad" …); rule names are static strings.
 */
typedef struct _ImapNode ImapNode;
struct _ImapNode
{
  const char *rule;
  BaseSpan span;
  ImapNode *first; /* children in order, without gaps; NULL for a leaf */
  ImapNode *next;
  ImapNode *previous;
  ImapNode *parent;
};

typedef struct _ImapTree ImapTree;

/** imap_tree_free: give back the tree with all typed results that came with it. */
void imap_tree_free (ImapTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapTree, imap_tree_free)

/** imap_tree_get_root: the node of the whole input; borrowed. */
const ImapNode *imap_tree_get_root (const ImapTree *tree);
/** imap_tree_get_bytes: the input; borrowed. Copied together first when it came in pieces. */
GBytes *imap_tree_get_bytes (const ImapTree *tree);
/** imap_tree_share: the octets of @span, which lies in one piece, without a copy; the caller owns
 * the reference. */
GBytes *imap_tree_share (const ImapTree *tree, BaseSpan span);
/**
 * imap_tree_is_bad: whether the input is anything else than one whole good line: it broke the
 * grammar somewhere, or ends too early.
 */
gboolean imap_tree_is_bad (const ImapTree *tree);
/**
 * imap_tree_wants_literal: whether nothing is wrong but that the input ends behind the announcement
 * of a literal: its octets are on the next line. Such a tree is bad, too.
 */
gboolean imap_tree_wants_literal (const ImapTree *tree);
/**
 * imap_tree_get_bad: where, and what was expected there (an explanation key; may be NULL-ed); NONE
 * when it is good. The span is empty when something lacks there.
 */
BaseSpan imap_tree_get_bad (const ImapTree *tree, const char **expected);
/** imap_node_next_leaf: leaves in order of the octets: start with NULL; NULL behind the last. */
const ImapNode *imap_node_next_leaf (const ImapTree *tree, const ImapNode *leaf);
/** imap_node_find: the first node below @node (itself included) with @rule, or NULL. */
const ImapNode *imap_node_find (const ImapNode *node, const char *rule);
/** imap_node_leaf_at: the leaf that holds octet @offset, or NULL when it is outside. */
const ImapNode *imap_node_leaf_at (const ImapTree *tree, gsize offset);
/**
 * imap_tree_dump: a line a node, indented by depth: its rule and, for a leaf, its octets in quotes
 * (escaped as in C); at the end where it is bad. For goldens; caller frees.
 */
char *imap_tree_dump (const ImapTree *tree);
