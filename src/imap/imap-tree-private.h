#pragma once

#include "imap-tree.h"

/* What parser and tree share. */
struct _ImapTree
{
  GBytes *bytes;
  BaseArena *arena;
  ImapNode *root;
  BaseSpan bad; /* NONE when good */
  const char *expected;
};
