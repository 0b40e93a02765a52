#pragma once

#include "pop3-server.h"

/** A server with one account "lin" (password "big noodles") and its INBOX. */
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
  GBytes *bytes;
  guint32 context;
  guint32 event;
  guint32 command;
} TestSent;

typedef struct
{
  TestWorld *world;
  ModelEngine engine;
  ModelId connection;
  GArray *sent; /* TestSent, all of them */
  guint looked; /* those before were taken */
  guint32 command;
  gsize most_copied; /* octets of output one turn made at most, message octets not counted */
  guint n_turns;
  gboolean closed;
  gint64 wake;
} TestSession;

TestWorld *test_world_new (void);
void test_world_free (TestWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestWorld, test_world_free)

/** test_world_put: the message @text, octets as they are, as UID @uid. */
void test_world_put (TestWorld *world, guint32 uid, const char *text);
void test_world_put_bytes (TestWorld *world, guint32 uid, GBytes *bytes);
/** test_world_expunge: another connection removes message @uid. */
void test_world_expunge (TestWorld *world, guint32 uid);
/** test_world_has: whether message @uid is there; a ghost is not. */
gboolean test_world_has (TestWorld *world, guint32 uid);
/** test_world_get_lock: who has the maildrop; "" for nobody. */
const char *test_world_get_lock (TestWorld *world);

/** test_session_new: a connection that was greeted (nothing of that is left to take). */
TestSession *test_session_new (TestWorld *world);
TestSession *test_session_new_policy (TestWorld *world, gboolean locks);
/** test_session_new_refused: one that was sent away before the greeting. */
TestSession *test_session_new_refused (TestWorld *world);
/** test_session_login: the same, after USER and PASS. */
TestSession *test_session_login (TestWorld *world);
void test_session_free (TestSession *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSession, test_session_free)

/** test_feed: octets in one piece; all lines of it are acted on, long commands to their end. */
void test_feed (TestSession *session, const char *text, gssize len);
/** test_input: one turn of that kind, and what follows from it. */
void test_input (TestSession *session, ModelInputKind kind);
/** test_take: what was sent since the last look, without CR; the caller frees. */
char *test_take (TestSession *session);
/** test_take_bytes: the same, octets as they are. */
GBytes *test_take_bytes (TestSession *session);
/** test_get_text: a cell of the session's connection; "" when there is none. */
char *test_get_cell (TestSession *session, const char *field);

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
