#pragma once

#include "imap-search-text-private.h"
#include "imap-search.h"
#include "imap-set.h"

/* In the order of what they cost. */
typedef enum
{
  TEST_CONST,
  TEST_FLAGS,
  TEST_NUMBERS,
  TEST_RECENT,
  TEST_SIZE,
  TEST_DAY,
  TEST_SENT,
  TEST_HEADER,
  TEST_TEXT,
  TEST_BODY,
  TEST_NOT,
  TEST_AND,
  TEST_OR
} TestKind;

typedef struct _Test Test;
struct _Test
{
  TestKind kind;
  TestKind cost; /* of the dearest below */
  Test *first;
  Test *next;
  gboolean constant;
  ModelFlags mask; /* FLAGS: these bits … */
  ModelFlags bits; /* … are so */
  GArray *numbers; /* NUMBERS: ImapNumbers, ascending */
  ImapSearchOrder order;
  gint64 number;
  const char *field;
  ImapNeedle needle;
};

struct _ImapSearch
{
  BaseArena *arena;
  GPtrArray *sets; /* GArrays of the tests */
  Test *root;
  ImapHaystack *haystack;
  GArray *candidates; /* ImapNumbers: outside of them nothing is found */
  guint at;           /* in @candidates */
  guint32 next;       /* number there; 0 at its beginning */
};
