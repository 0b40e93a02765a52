#pragma once

#include "imap-server.h"

/** A server with one account "lin" (password "noodles") and its INBOX, and what was said to whom. */
typedef struct
{
  Model *model;
  GArray *log; /* ModelDelta */
  guint32 event;
  gint64 now;
  ModelId server;
  ModelId account;
  ModelId inbox;
  guint n_sessions;
} TestWorld;

/** One line that a session was sent. */
typedef struct
{
  char *text;
  guint32 event; /* the turn's */
  guint32 command;
  guint32 cause;
} TestSent;

typedef struct
{
  TestWorld *world;
  ModelEngine engine;
  ModelId connection;
  GArray *sent; /* TestSent, all of them */
  GString *out; /* what was not looked at yet */
  guint32 command;
  gsize most_copied; /* octets of output one turn made at most, message octets not counted */
  guint n_turns;
  gboolean closed;
  gint64 wake;
  gboolean more; /* the last turn can go on */
} TestSession;

TestWorld *test_world_new (void);
void test_world_free (TestWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestWorld, test_world_free)

/** test_world_put: a message that is there from the beginning, as UID @uid; @text with \n for line ends. */
void test_world_put (TestWorld *world, guint32 uid, ModelFlags flags, const char *text);
/** test_world_fill: short messages with UIDs 1 to @n. */
void test_world_fill (TestWorld *world, guint n);
/** test_world_deliver: a message arrives; returns the event. */
guint32 test_world_deliver (TestWorld *world, const char *text);
ModelId test_world_mailbox (TestWorld *world, const char *name);

/** test_session_new: a connection that was greeted (nothing of that is left in the output). */
TestSession *test_session_new (TestWorld *world, const char *fault, gboolean high_first);
/** test_session_login: the same, logged in, with INBOX selected. */
TestSession *test_session_login (TestWorld *world);
void test_session_free (TestSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSession, test_session_free)

/** test_feed: @text as octets, in one piece; all lines of it are acted on, long commands to their end. */
void test_feed (TestSession *session, const char *text, gssize len);
/** test_feed_only: the same, but each turn once: what can go on stays so. */
void test_feed_only (TestSession *session, const char *text, gssize len);
/** test_input: one turn of that kind, and what follows from it. */
void test_input (TestSession *session, ModelInputKind kind);
/** test_take: what was sent since the last look, without CR; the caller frees. */
char *test_take (TestSession *session);
/** test_last_event: the event of the last turn. */
guint32 test_find_cause (TestSession *session, const char *line);

/** test_says: send @line (CRLF is added); the answer must be @expected (\n for CRLF). */
#define test_says(session, line, expected)                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    test_feed ((session), line "\r\n", -1);                                                        \
    g_autofree char *answer_ = test_take (session);                                                \
    g_assert_cmpstr (answer_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END

/** test_starts: the same; the answer must begin with @expected. */
#define test_starts(session, line, expected)                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    test_feed ((session), line "\r\n", -1);                                                        \
    g_autofree char *answer_ = test_take (session);                                                \
    if (!g_str_has_prefix (answer_, expected))                                                     \
      g_assert_cmpstr (answer_, ==, expected);                                                     \
  }                                                                                                \
  G_STMT_END

#define test_poke_says(session, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    test_input ((session), MODEL_INPUT_POKE);                                                      \
    g_autofree char *answer_ = test_take (session);                                                \
    g_assert_cmpstr (answer_, ==, expected);                                                       \
  }                                                                                                \
  G_STMT_END
