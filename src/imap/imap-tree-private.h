#pragma once

#include "imap-tree.h"

/* What parser and tree share. */

/** ImapSource: the input of a parser: pieces that are one string of octets. */
typedef struct
{
  guint n;
  GBytes *whole;    /* all of it in one, once it was asked for */
  GBytes *pieces[]; /* references */
} ImapSource;

/** imap_source_new: over @n pieces; references are kept. imap_source_free: give them back. */
ImapSource *imap_source_new (GBytes *const *pieces, guint n);
void imap_source_free (ImapSource *source);
/** imap_source_get_size: octets of all pieces. */
gsize imap_source_get_size (const ImapSource *source);
/** imap_source_find: the piece that holds @span and where that piece starts; asserts that it is one. */
GBytes *imap_source_find (const ImapSource *source, BaseSpan span, gsize *start);
/** imap_source_get: the octets of @span, which lies in one piece; borrowed. */
const char *imap_source_get (const ImapSource *source, BaseSpan span);
/** imap_source_get_whole: all octets in one; borrowed. Copies them when there are several pieces. */
GBytes *imap_source_get_whole (ImapSource *source);

struct _ImapTree
{
  ImapSource *source;
  BaseArena *arena;
  ImapNode *root;
  BaseSpan bad; /* NONE when good */
  const char *expected;
};
