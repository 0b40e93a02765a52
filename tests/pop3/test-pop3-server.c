/* The server's engine, statement by statement (numbers of protocol-matrix §5), each on lines that a client could send. */
#include "pop3-testlib.h"
#include "pop3-types.h"

#include <string.h>

#define LUNCH "From: Wei <wei@example.test>\r\nSubject: Lunch\r\n\r\nNoon?\r\n"
#define DOTS "Subject: Dots\r\n\r\n.\r\n..two\r\nend.\r\n.last\r\n"

static TestWorld *
three_messages (void)
{
  TestWorld *world = test_world_new ();
  test_world_put (world, 3, LUNCH);
  test_world_put (world, 5, DOTS);
  test_world_put (world, 6, "Subject: Bare\n\none\ntwo");
  return world;
}

/* 1, 2 */
static void
test_words (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_new (world);
  test_starts (session, "FROB", "-ERR Expected the name of a command at octet 1\n");
  test_starts (session, "", "-ERR");
  test_starts (session, " USER lin", "-ERR");
  test_starts (session, "USER", "-ERR Expected one space at the end of the line\n");
  test_starts (session, "USER  lin", "-ERR Expected a name at octet 6\n");
  test_starts (session, "USER lin tang", "-ERR Expected the end of the line at octet 9\n");
  test_starts (session, "USERS lin", "-ERR");
  test_starts (session, "uSeR lin", "+OK");
  test_starts (session, "pAsS big noodles", "+OK 3 messages");
  test_starts (session, "stat ", "-ERR");
  test_starts (session, "STAT 1", "-ERR");
  test_starts (session, "RETR", "-ERR");
  test_starts (session, "RETR x", "-ERR Expected a message number from 1 up at octet 6\n");
  test_starts (session, "RETR -1", "-ERR");
  test_starts (session, "TOP 1", "-ERR");
  test_starts (session, "TOP 1 -1", "-ERR");
  test_feed (session, "ST\0AT\r\n", 7);
  g_autofree char *answer = test_take (session);
  g_assert_true (g_str_has_prefix (answer, "-ERR"));
  test_says (session, "STAT", "+OK 3 122\n");
}

/* 3 */
static void
test_states (void)
{
  static const char *const later[] = { "STAT",    "LIST",   "UIDL", "RETR 1",
                                       "TOP 1 0", "DELE 1", "RSET", "NOOP" };
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_new (world);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s\r\n", later[i]);
      test_feed (session, line, -1);
      g_autofree char *answer = test_take (session);
      g_assert_cmpstr (answer, ==, "-ERR Log in first, with USER and PASS\n");
    }
  g_autofree char *state = test_get_cell (session, "state");
  g_assert_cmpstr (state, ==, "authorization");
  g_autoptr (TestSession) second = test_session_login (world);
  test_says (second, "USER lin", "-ERR You are logged in already\n");
  test_says (second, "PASS big noodles", "-ERR You are logged in already\n");
  g_autofree char *after = test_get_cell (second, "state");
  g_assert_cmpstr (after, ==, "transaction");
}

/* 4, 16 */
static void
test_stuffing (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "RETR 2", "+OK 40 octets\nSubject: Dots\n\n..\n...two\nend.\n..last\n.\n");
  g_assert_cmpuint (strlen (DOTS), ==, 40);
  /* LF alone becomes CRLF, a last line without an end gets one: 22 octets are 27. */
  test_feed (session, "RETR 3\r\n", -1);
  g_autoptr (GBytes) bytes = test_take_bytes (session);
  static const char bare[] = "+OK 27 octets\r\nSubject: Bare\r\n\r\none\r\ntwo\r\n.\r\n";
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), bare, strlen (bare));
  test_says (session, "LIST", "+OK 3 messages (122 octets)\n1 55\n2 40\n3 27\n.\n");
  test_says (session, "LIST 3", "+OK 3 27\n");
}

/* 6, 7 */
static void
test_limits (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_new (world);
  g_autofree char *name = g_strnfill (248, 'n');
  g_autofree char *most = g_strdup_printf ("USER %s\r\n", name);
  g_assert_cmpuint (strlen (most), ==, 255);
  test_feed (session, most, -1);
  g_autofree char *yes = test_take (session);
  g_assert_true (g_str_has_prefix (yes, "+OK"));
  g_autofree char *more = g_strdup_printf ("USER n%s\r\n", name);
  test_feed (session, more, -1);
  g_autofree char *no = test_take (session);
  g_assert_cmpstr (no, ==, "-ERR Expected at most 255 octets in a line at octet 5\n");
  g_autofree char *million = g_strnfill (1000000, 'x');
  test_feed (session, million, -1);
  g_autofree char *nothing = test_take (session);
  g_assert_cmpstr (nothing, ==, "");
  test_feed (session, "\r\nCAPA\r\n", -1);
  g_autofree char *once = test_take (session);
  g_assert_true (g_str_has_prefix (once, "-ERR The line is too long\n+OK"));
  for (guint i = 0; i < session->sent->len; i++)
    {
      const TestSent *sent = &g_array_index (session->sent, TestSent, i);
      if (sent->context == POP3_CONTEXT_RESPONSE)
        g_assert_cmpuint (g_bytes_get_size (sent->bytes), <=, 512);
    }
}

/* 8, 9, 12 */
static void
test_pass (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_new (world);
  test_starts (session, "PASS big noodles", "-ERR Give the name first");
  test_starts (session, "USER lin", "+OK");
  test_starts (session, "CAPA", "+OK");
  test_starts (session, "PASS big noodles", "-ERR Give the name first");
  test_starts (session, "USER lin", "+OK");
  test_starts (session, "FROB", "-ERR");
  test_starts (session, "PASS big noodles", "-ERR Give the name first");
  test_starts (session, "USER lin", "+OK");
  test_starts (session, "PASS big", "-ERR [AUTH]");
  test_starts (session, "PASS big noodles", "-ERR Give the name first");
  test_starts (session, "USER wei", "+OK");
  test_starts (session, "PASS big noodles", "-ERR [AUTH]");
  g_assert_cmpstr (test_world_get_lock (world), ==, "");
  test_starts (session, "USER lin", "+OK");
  test_starts (session, "PASS big noodles", "+OK");
  g_assert_cmpstr (test_world_get_lock (world), ==, "c1");
}

/* 11 */
static void
test_lock (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) first = test_session_login (world);
  g_autoptr (TestSession) second = test_session_new (world);
  test_starts (second, "USER lin", "+OK");
  test_starts (second, "PASS wrong", "-ERR [AUTH]");
  test_starts (second, "USER lin", "+OK");
  test_starts (second, "PASS big noodles", "-ERR [IN-USE]");
  test_starts (first, "QUIT", "+OK");
  g_assert_cmpstr (test_world_get_lock (world), ==, "");
  test_starts (second, "USER lin", "+OK");
  test_starts (second, "PASS big noodles", "+OK");
  g_assert_cmpstr (test_world_get_lock (world), ==, "c2");
  /* A connection that goes gives the maildrop back. */
  test_input (second, MODEL_INPUT_CLOSED);
  g_assert_cmpstr (test_world_get_lock (world), ==, "");
}

static void
test_no_lock (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) first = test_session_new_policy (world, FALSE);
  g_autoptr (TestSession) second = test_session_new_policy (world, FALSE);
  TestSession *const both[] = { first, second };
  for (guint i = 0; i < 2; i++)
    {
      test_starts (both[i], "USER lin", "+OK");
      test_starts (both[i], "PASS big noodles", "+OK");
      test_starts (both[i], "DELE 1", "+OK");
    }
  test_starts (first, "DELE 2", "+OK");
  test_says (first, "QUIT", "+OK Goodbye; 1 message left\n");
  test_starts (second, "RETR 2", "+OK 40 octets");
  test_says (second, "QUIT", "+OK Goodbye; 2 messages left\n");
  g_assert_true (!test_world_has (world, 3) && !test_world_has (world, 5));
  g_assert_true (test_world_has (world, 6));
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GHOSTS), ==, 0);
}

/* 13: what others do to the mailbox moves no number and hides no message */
static void
test_snapshot (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_world_put (world, 9, LUNCH);
  test_world_expunge (world, 3);
  test_says (session, "STAT", "+OK 3 122\n");
  test_says (session, "LIST 2", "+OK 2 40\n");
  test_starts (session, "RETR 1", "+OK 55 octets\nFrom: Wei");
  test_starts (session, "RETR 4", "-ERR");
  test_starts (session, "DELE 1", "+OK");
  test_says (session, "LIST", "+OK 2 messages (67 octets)\n2 40\n3 27\n.\n");
  g_autofree char *numbers = test_get_cell (session, "numbers");
  g_assert_cmpstr (numbers, ==, "1=u3 2:3=u5:u6");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GHOSTS), ==, 1);
  test_says (session, "QUIT", "+OK Goodbye; 2 messages left\n");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GHOSTS), ==, 0);
  g_assert_true (test_world_has (world, 5) && test_world_has (world, 9));
}

/* 14, 15, 17 */
static void
test_marks (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_starts (session, "DELE 2", "+OK");
  test_says (session, "STAT", "+OK 2 82\n");
  test_says (session, "UIDL", "+OK 2 messages\n1 0000000365e6d780\n3 0000000665e6d780\n.\n");
  test_says (session, "LIST 2", "-ERR That message is marked as deleted\n");
  test_starts (session, "RETR 2", "-ERR That message is marked");
  test_starts (session, "DELE 2", "-ERR That message is marked");
  test_starts (session, "TOP 2 0", "-ERR That message is marked");
  test_starts (session, "UIDL 2", "-ERR That message is marked");
  test_starts (session, "RETR 0", "-ERR There is no message");
  test_starts (session, "RETR 4", "-ERR There is no message");
  test_starts (session, "RETR 99999999999999999999999", "-ERR There is no message");
  test_says (session, "UIDL 3", "+OK 3 0000000665e6d780\n");
  g_autofree char *marked = test_get_cell (session, "marked");
  g_assert_cmpstr (marked, ==, "5");
  g_assert_true (test_world_has (world, 5));
  test_starts (session, "RSET", "+OK");
  test_says (session, "STAT", "+OK 3 122\n");
  test_starts (session, "QUIT", "+OK Goodbye; 3 messages left");
  g_assert_true (test_world_has (world, 5));
}

static void
test_empty (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "STAT", "+OK 0 0\n");
  test_says (session, "LIST", "+OK 0 messages (0 octets)\n.\n");
  test_says (session, "UIDL", "+OK 0 messages\n.\n");
  test_starts (session, "LIST 1", "-ERR");
  test_starts (session, "QUIT", "+OK");
}

/* 18 */
static void
test_update (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_starts (session, "DELE 1", "+OK");
  test_starts (session, "DELE 3", "+OK");
  test_says (session, "QUIT", "+OK Goodbye; 1 message left\n");
  g_assert_true (session->closed);
  g_assert_false (test_world_has (world, 3));
  g_assert_true (test_world_has (world, 5));
  g_assert_false (test_world_has (world, 6));
  g_assert_cmpstr (test_world_get_lock (world), ==, "");
  g_autofree char *state = test_get_cell (session, "state");
  g_assert_cmpstr (state, ==, "update");
  /* The journal tells IMAP sessions, with this event as the cause. */
  ModelRuns *journal = model_get_runs (world->model, world->inbox, MODEL_FIELD_JOURNAL);
  g_assert_cmpuint (model_runs_get_n (journal), ==, 2);
  const TestSent *last = &g_array_index (session->sent, TestSent, session->sent->len - 1);
  g_assert_cmpuint (model_runs_get (journal, 0)->event, ==, last->event);
  g_assert_cmpuint (model_runs_get (journal, 0)->kind, ==, MODEL_CHANGE_EXPUNGED);
  test_feed (session, "NOOP\r\n", -1);
  g_autofree char *nothing = test_take (session);
  g_assert_cmpstr (nothing, ==, "");
}

/* 19, 20, 21 */
static void
test_other_ends (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  {
    g_autoptr (TestSession) session = test_session_new (world);
    test_starts (session, "USER lin", "+OK");
    test_says (session, "QUIT", "+OK Goodbye\n");
    g_assert_true (session->closed);
  }
  {
    g_autoptr (TestSession) session = test_session_login (world);
    test_starts (session, "DELE 1", "+OK");
    test_feed (session, "QUI", -1);
  }
  g_assert_true (test_world_has (world, 3));
  g_autoptr (TestSession) session = test_session_login (world);
  test_starts (session, "DELE 1", "+OK");
  world->now += G_GINT64_CONSTANT (599000000);
  test_starts (session, "NOOP", "+OK");
  world->now += G_GINT64_CONSTANT (599000000);
  test_input (session, MODEL_INPUT_TICK);
  g_assert_false (session->closed);
  world->now = session->wake;
  test_input (session, MODEL_INPUT_TICK);
  g_assert_true (session->closed);
  g_autofree char *silent = test_take (session);
  g_assert_cmpstr (silent, ==, "");
  g_assert_true (test_world_has (world, 3));
  g_assert_cmpstr (test_world_get_lock (world), ==, "");
}

/* The end by the server: a word only where the greeting would stand. */
static void
test_dismissed (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) refused = test_session_new_refused (world);
  g_autofree char *word = test_take (refused);
  g_assert_cmpstr (word, ==, "-ERR [SYS/TEMP] test\n");
  g_assert_true (refused->closed);
  g_autoptr (TestSession) session = test_session_login (world);
  test_starts (session, "DELE 1", "+OK");
  test_input (session, MODEL_INPUT_DISMISS);
  g_autofree char *nothing = test_take (session);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (session->closed);
  g_assert_true (test_world_has (world, 3));
  g_assert_cmpstr (test_world_get_lock (world), ==, "");
}

/* 22 */
static void
test_top (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  test_world_put (world, 7, "Subject: No body\r\n");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "TOP 2 0", "+OK The top of message 2\nSubject: Dots\n\n.\n");
  test_says (session, "TOP 2 2", "+OK The top of message 2\nSubject: Dots\n\n..\n...two\n.\n");
  test_says (session, "TOP 2 99999999",
             "+OK The top of message 2\nSubject: Dots\n\n..\n...two\nend.\n..last\n.\n");
  test_says (session, "TOP 3 1", "+OK The top of message 3\nSubject: Bare\n\none\n.\n");
  test_says (session, "TOP 4 1", "+OK The top of message 4\nSubject: No body\n.\n");
}

/* 23 */
static void
test_uidl (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autofree char *before = NULL, *after = NULL;
  {
    g_autoptr (TestSession) session = test_session_login (world);
    test_starts (session, "UIDL 2", "+OK 2 0000000565e6d780\n");
  }
  test_world_expunge (world, 3);
  g_autoptr (TestSession) session = test_session_login (world);
  test_starts (session, "UIDL 1", "+OK 1 0000000565e6d780\n");
}

/* 24 */
static void
test_capabilities (void)
{
  static const char lines[] = "+OK This server can\nTOP\nUIDL\nUSER\nRESP-CODES\nPIPELINING\n"
                              "EXPIRE NEVER\nIMPLEMENTATION Postglass\nAUTH-RESP-CODE\n.\n";
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_new (world);
  test_says (session, "CAPA", lines);
  g_autoptr (TestSession) second = test_session_login (world);
  test_says (second, "CAPA", lines);
  test_starts (second, "CAPA x", "-ERR");
}

/* 25, and each answer says what it answers */
static void
test_pipelining (void)
{
  g_autoptr (TestWorld) world = three_messages ();
  g_autoptr (TestSession) session = test_session_new (world);
  test_feed (session, "USER lin\r\nPASS big noodles\r\nSTAT\r\nDELE 1\r\nLIST\r\nQUIT\r\nNOOP\r\n",
             -1);
  g_autofree char *all = test_take (session);
  g_assert_cmpstr (all, ==,
                   "+OK And the password?\n+OK 3 messages in the maildrop\n+OK 3 122\n"
                   "+OK Message 1 is marked as deleted\n+OK 2 messages (67 octets)\n2 40\n3 27\n.\n"
                   "+OK Goodbye; 2 messages left\n");
  guint32 before = 0;
  for (guint i = 1; i < session->sent->len; i++)
    {
      const TestSent *sent = &g_array_index (session->sent, TestSent, i);
      gboolean data = sent->context == POP3_CONTEXT_DATA;
      g_assert_cmpuint (sent->command, >=, data ? before : before + 1);
      before = sent->command;
    }
}

static void
test_large (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  gsize size = 50 * 1024 * 1024;
  char *data = g_malloc (size);
  for (gsize i = 0; i < size; i++)
    data[i] = i % 64 == 62 ? '\r' : i % 64 == 63 ? '\n' : i % 6400 == 0 ? '.' : 'x';
  g_autoptr (GBytes) message = g_bytes_new_take (data, size);
  test_world_put_bytes (world, 1, message);
  /* and one of nothing but dots */
  char *dots = g_malloc (3 * 1000000);
  for (gsize i = 0; i < 1000000; i++)
    memcpy (dots + 3 * i, ".\r\n", 3);
  g_autoptr (GBytes) dotted = g_bytes_new_take (dots, 3 * 1000000);
  test_world_put_bytes (world, 2, dotted);
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "STAT", "+OK 2 55428800\n");
  test_feed (session, "RETR 1\r\nRETR 2\r\n", -1);
  g_autoptr (GBytes) all = test_take_bytes (session);
  gsize sent = strlen ("+OK 52428800 octets\r\n.\r\n") + size + size / 6400
               + strlen ("+OK 3000000 octets\r\n.\r\n") + 4 * 1000000;
  g_assert_cmpuint (g_bytes_get_size (all), ==, sent);
  g_assert_cmpuint (session->most_copied, <, 64 * 1024);
}

static void
test_many (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  for (guint uid = 1; uid <= 20000; uid++)
    test_world_put (world, uid * 2, "Subject: x\r\n\r\nHello\r\n");
  g_autoptr (TestSession) session = test_session_login (world);
  for (guint number = 2; number <= 20000; number += 2)
    {
      g_autofree char *line = g_strdup_printf ("DELE %u\r\n", number);
      test_feed (session, line, -1);
    }
  session->most_copied = session->n_turns = 0;
  g_free (test_take (session));
  test_feed (session, "LIST\r\n", -1);
  g_assert_cmpuint (session->n_turns, >, 1);
  g_assert_cmpuint (session->most_copied, <, 1024);
  g_autofree char *list = test_take (session);
  g_assert_true (g_str_has_prefix (list, "+OK 10000 messages (210000 octets)\n1 21\n3 21\n"));
  test_says (session, "QUIT", "+OK Goodbye; 10000 messages left\n");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3/server/words", test_words);
  g_test_add_func ("/pop3/server/states", test_states);
  g_test_add_func ("/pop3/server/stuffing", test_stuffing);
  g_test_add_func ("/pop3/server/limits", test_limits);
  g_test_add_func ("/pop3/server/pass", test_pass);
  g_test_add_func ("/pop3/server/lock", test_lock);
  g_test_add_func ("/pop3/server/no-lock", test_no_lock);
  g_test_add_func ("/pop3/server/snapshot", test_snapshot);
  g_test_add_func ("/pop3/server/marks", test_marks);
  g_test_add_func ("/pop3/server/empty", test_empty);
  g_test_add_func ("/pop3/server/update", test_update);
  g_test_add_func ("/pop3/server/other-ends", test_other_ends);
  g_test_add_func ("/pop3/server/dismissed", test_dismissed);
  g_test_add_func ("/pop3/server/top", test_top);
  g_test_add_func ("/pop3/server/uidl", test_uidl);
  g_test_add_func ("/pop3/server/capabilities", test_capabilities);
  g_test_add_func ("/pop3/server/pipelining", test_pipelining);
  g_test_add_func ("/pop3/server/large", test_large);
  g_test_add_func ("/pop3/server/many", test_many);
  return g_test_run ();
}
