#pragma once

#include "pop3-tree.h"

/* What parser and tree share. */
struct _Pop3Tree
{
  GBytes *bytes;
  BaseArena *arena;
  Pop3Node *root;
  BaseSpan bad; /* NONE when good */
  const char *expected;
};
