/* Messages that come into mailboxes by APPEND and COPY; the statements of the matrix are named. */
#include "imap-testlib.h"

#include <string.h>

#include "imap-framer.h"

static const ModelRow *
find_last (TestWorld *world, ModelId mailbox)
{
  guint n = model_count (world->model, mailbox, MODEL_TABLE_LIVE);
  return n > 0 ? model_row_at (world->model, mailbox, MODEL_TABLE_LIVE, n - 1) : NULL;
}

static void
assert_body (const ModelRow *row, const char *text)
{
  ModelValue body = model_row_get (row, MODEL_FIELD_BODY);
  g_assert_cmpint (body.kind, ==, MODEL_VALUE_BLOB);
  gsize size;
  const char *data = g_bytes_get_data (body.blob, &size);
  g_assert_cmpmem (data, size, text, strlen (text));
  g_assert_cmpint (model_row_get (row, MODEL_FIELD_SIZE).number, ==, strlen (text));
}

/* 37, 94: the literal is asked for, and its octets are the message */
static void
test_append (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 APPEND INBOX (\\Seen $Junk) \" 7-feb-1994 21:52:25 -0800\" {36}",
             "+ OK\n");
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_COMMAND), ==,
                   "a1 APPEND");
  test_says (session, "Subject: =?utf-8?q?=C3=A9?=\r\n\r\nText\n",
             "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk)\n"
             "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk \\*)] "
             "Flags that can be kept\n"
             "* 1 EXISTS\n* 1 RECENT\na1 OK APPEND completed\n");
  const ModelRow *row = find_last (world, world->inbox);
  assert_body (row, "Subject: =?utf-8?q?=C3=A9?=\r\n\r\nText\n");
  g_assert_cmpstr (model_row_get (row, MODEL_FIELD_SUBJECT).text, ==, "\xc3\xa9");
  test_says (session, "a2 FETCH 1 (FLAGS INTERNALDATE)",
             "* 1 FETCH (FLAGS (\\Seen $Junk \\Recent) "
             "INTERNALDATE \" 7-Feb-1994 21:52:25 -0800\")\na2 OK FETCH completed\n");
  /* Flags and date may be left out; then it is now. */
  world->now = 61 * G_USEC_PER_SEC;
  test_says (session, "a3 append \"inbox\" {4}", "+ OK\n");
  test_says (session, "a: b", "* 2 EXISTS\n* 2 RECENT\na3 OK APPEND completed\n");
  test_says (session, "a4 FETCH 2 (FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])",
             "* 2 FETCH (FLAGS (\\Recent) INTERNALDATE \" 5-Mar-2024 09:01:01 +0000\" "
             "RFC822.SIZE 4 BODY[] {4}\na: b)\na4 OK FETCH completed\n");
}

/* 38, 94: what can be refused is refused before the octets are sent */
static void
test_refused (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_says (session, "a0 APPEND INBOX {4}", "a0 BAD Log in first\n");
  test_starts (session, "l LOGIN lin noodles", "l OK");
  test_says (session, "a1 APPEND none {4}", "a1 NO [TRYCREATE] There is no such mailbox\n");
  test_says (session, "a2 APPEND INBOX {52428801}", "a2 NO [TOOBIG] The message is too long\n");
  test_says (session, "a3 APPEND INBOX \"31-Feb-2024 10:00:00 +0000\" {4}",
             "a3 NO There is no such day or time\n");
  test_says (session, "a4 APPEND INBOX {0}", "a4 NO A message of no octets is none\n");
  test_starts (session, "a5 APPEND INBOX (\\Recent) {4}", "a5 BAD Expected a flag");
  test_starts (session, "a6 APPEND INBOX \"1-Feb-2024 10:00:00 +0000\" {4}", "a6 BAD Expected");
  test_starts (session, "a7 APPEND INBOX \"text\"", "a7 BAD Expected");
  test_starts (session, "a8 APPEND INBOX", "a8 BAD Expected one space");
  test_starts (session, "a9 APPEND INBOX ", "a9 BAD Expected the message as a literal");
  test_says (session, "b1 APPEND INBOX (\\Seen) \"05-Feb-2024 10:00:00 +0000\" {4}", "+ OK\n");
  test_starts (session, "a: b surplus", "b1 BAD Expected the end of the line");
  test_says (session, "b2 NOOP", "b2 OK NOOP completed\n");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 0);
  g_assert_cmpint (model_get_number (world->model, world->inbox, MODEL_FIELD_UIDNEXT, 0), ==, 1);
}

/* A literal in each place where an astring may stand; each asked for on its own. */
static void
test_literal_name (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  ModelId sent = test_world_mailbox (world, "Sent mail");
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_says (session, "l LOGIN {3}", "+ OK\n");
  test_says (session, "lin {7}", "+ OK\n");
  test_starts (session, "noodles", "l OK");
  test_says (session, "a1 APPEND {9}", "+ OK\n");
  test_says (session, "Sent mail (\\Draft) {5}", "+ OK\n");
  test_says (session, "a: b\n", "a1 OK APPEND completed\n");
  assert_body (find_last (world, sent), "a: b\n");
  test_says (session, "a2 APPEND {200000}", "+ OK\n");
  g_autofree char *x = g_strnfill (200000, 'x');
  test_feed (session, x, -1);
  test_starts (session, " {4}", "a2 NO [TRYCREATE]");
  test_says (session, "a3 STATUS {9}", "+ OK\n");
  test_starts (session, "Sent mail (MESSAGES)", "* STATUS \"Sent mail\" (MESSAGES 1)\n");
}

/* NUL may not be in a literal [RFC3501 §9]; what follows stays in step */
static void
test_nul (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 APPEND INBOX {4}", "+ OK\n");
  test_feed (session, "a\0: \r\na2 NOOP\r\n", 15);
  g_autofree char *answer = test_take (session);
  g_assert_true (g_str_has_prefix (answer, "a1 BAD Expected the octets of a literal"));
  g_assert_true (g_str_has_suffix (answer, "a2 OK NOOP completed\n"));
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 0);
}

/* The longest message there may be, in pieces: it is kept in one, and nothing is lost behind it. */
static void
test_long (void)
{
  const gsize size = IMAP_LITERAL_MAX, step = 1024 * 1024;
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  g_autofree char *piece = g_strnfill (step, 'x');
  test_says (session, "a1 APPEND INBOX {52428800}", "+ OK\n");
  for (gsize sent = 0; sent < size; sent += step)
    test_feed (session, piece, (gssize) step);
  test_says (session, "", "* 1 EXISTS\n* 1 RECENT\na1 OK APPEND completed\n");
  const ModelRow *row = find_last (world, world->inbox);
  g_assert_cmpint (model_row_get (row, MODEL_FIELD_SIZE).number, ==, size);
  test_says (session, "a2 FETCH 1 RFC822.SIZE",
             "* 1 FETCH (RFC822.SIZE 52428800)\na2 OK FETCH completed\n");
}

/* A message that is long enough is not copied out of the line it came in. */
static void
test_shared (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  g_autofree char *text = g_strnfill (100000, 'x');
  memcpy (text + 99998, "\r\n", 2);
  test_says (session, "a1 APPEND INBOX {99998}", "+ OK\n");
  g_autoptr (GBytes) bytes = g_bytes_new (text, 100000);
  session->engine.class->feed (session->engine.self, bytes);
  test_feed (session, "", 0);
  g_free (test_take (session));
  ModelValue body = model_row_get (find_last (world, world->inbox), MODEL_FIELD_BODY);
  g_assert_true (g_bytes_get_data (body.blob, NULL) == g_bytes_get_data (bytes, NULL));
}

/* Nothing is stored of a message that did not come whole. */
static void
test_cut (void)
{
  for (guint sent = 0; sent <= 12; sent++)
    {
      g_autoptr (TestWorld) world = test_world_new ();
      g_autoptr (TestSession) session = test_session_login (world);
      test_says (session, "a1 APPEND INBOX {10}", "+ OK\n");
      test_feed (session, "a: b\r\n\r\nxy\r\n", sent);
      ModelLine rest;
      if (session->engine.class->rest (session->engine.self, &rest) == MODEL_FRAME_LINE)
        g_bytes_unref (rest.bytes);
      test_input (session, MODEL_INPUT_CLOSED);
      g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==,
                        sent == 12 ? 1 : 0);
      g_assert_cmpint (model_get_number (world->model, world->inbox, MODEL_FIELD_UIDNEXT, 0), ==,
                       sent == 12 ? 2 : 1);
    }
}

/* Whatever pieces the octets come in, the same is stored; pipelined commands wait their turn. */
static void
test_split (void)
{
  static const char dialogue[] = "a1 APPEND INBOX {10}\r\na: b\r\n\r\nxy\r\n"
                                 "a2 APPEND {5}\r\nINBOX (\\Seen) {4}\r\nc: d\r\na3 NOOP\r\n";
  for (gsize cut = 1; cut < strlen (dialogue); cut++)
    {
      g_autoptr (TestWorld) world = test_world_new ();
      g_autoptr (TestSession) session = test_session_login (world);
      test_feed (session, dialogue, (gssize) cut);
      test_feed (session, dialogue + cut, -1);
      g_autofree char *answer = test_take (session);
      g_assert_cmpstr (answer, ==,
                       "+ OK\n* 1 EXISTS\n* 1 RECENT\na1 OK APPEND completed\n+ OK\n+ OK\n"
                       "* 2 EXISTS\n* 2 RECENT\na2 OK APPEND completed\na3 OK NOOP completed\n");
      assert_body (model_row_at (world->model, world->inbox, MODEL_TABLE_LIVE, 0),
                   "a: b\r\n\r\nxy");
      assert_body (model_row_at (world->model, world->inbox, MODEL_TABLE_LIVE, 1), "c: d");
    }
}

/* Two sessions: the other one learns of it, with the APPEND as its reason. */
static void
test_told (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) one = test_session_login (world);
  g_autoptr (TestSession) two = test_session_login (world);
  test_feed (one, "a1 APPEND INBOX {4}\r\na: b\r\n", -1);
  g_autofree char *own = test_take (one);
  g_assert_cmpstr (own, ==, "+ OK\n* 1 EXISTS\n* 1 RECENT\na1 OK APPEND completed\n");
  guint32 event = world->event;
  test_says (two, "b1 NOOP", "* 1 EXISTS\nb1 OK NOOP completed\n");
  g_assert_cmpuint (test_find_cause (two, "* 1 EXISTS"), ==, event);
}

/* 1,000 literals a command and no more; the command is over then, and the next is understood. */
static void
test_many_literals (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_feed (session, "a1 FETCH 1 BODY[HEADER.FIELDS (x", -1);
  for (guint i = 0; i < IMAP_LITERALS_MAX; i++)
    test_feed (session, " {1}\r\nx", -1);
  g_autofree char *asked = test_take (session);
  g_assert_cmpuint (strlen (asked), ==, IMAP_LITERALS_MAX * strlen ("+ OK\n"));
  test_starts (session, " {1}", "a1 BAD The line is too long, or the command has too many");
  test_says (session, "a2 NOOP", "a2 OK NOOP completed\n");
}

/* 96: all or nothing, flags and dates kept, \Deleted too */
static void
test_copy (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  ModelId target = test_world_mailbox (world, "Lists");
  test_world_fill (world, 4);
  g_autoptr (TestSession) session = test_session_login (world);
  test_feed (session,
             "s1 STORE 2 FLAGS.SILENT (\\Deleted other $Junk)\r\n"
             "s2 STORE 4 FLAGS.SILENT ($Junk)\r\n",
             -1);
  g_free (test_take (session));
  test_says (session, "a1 COPY 2,4 none", "a1 NO [TRYCREATE] There is no such mailbox\n");
  test_says (session, "a2 COPY 2:9 Lists", "a2 BAD There is no message with that number\n");
  test_says (session, "a3 COPY 4,2 Lists", "a3 OK COPY completed\n");
  test_says (session, "a4 UID COPY 1,77 Lists", "a4 OK COPY completed\n");
  test_says (session, "a5 UID COPY 77 Lists", "a5 OK COPY completed\n");
  test_feed (session, "a6 SELECT Lists\r\n", -1);
  g_free (test_take (session));
  test_says (session, "a7 FETCH 1:* (UID FLAGS INTERNALDATE BODY.PEEK[HEADER.FIELDS (Subject)])",
             "* 1 FETCH (UID 1 FLAGS (\\Deleted other $Junk \\Recent) INTERNALDATE "
             "\" 5-Mar-2024 09:00:00 +0000\" BODY[HEADER.FIELDS (Subject)] {22}\n"
             "Subject: Message 2\n\n)\n"
             "* 2 FETCH (UID 2 FLAGS ($Junk \\Recent) INTERNALDATE "
             "\" 5-Mar-2024 09:00:00 +0000\" BODY[HEADER.FIELDS (Subject)] {22}\n"
             "Subject: Message 4\n\n)\n"
             "* 3 FETCH (UID 3 FLAGS (\\Recent) INTERNALDATE "
             "\" 5-Mar-2024 09:00:00 +0000\" BODY[HEADER.FIELDS (Subject)] {22}\n"
             "Subject: Message 1\n\n)\n"
             "a7 OK FETCH completed\n");
  g_assert_cmpuint (model_count (world->model, target, MODEL_TABLE_LIVE), ==, 3);
}

/* Into the open mailbox itself; a label stays with the message that had it first. */
static void
test_copy_here (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 2);
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 COPY 1:2 inbox", "* 4 EXISTS\n* 2 RECENT\na1 OK COPY completed\n");
  g_assert_cmpint (model_row_get (find_last (world, world->inbox), MODEL_FIELD_LABEL).kind, ==,
                   MODEL_VALUE_NONE);
  const ModelRow *first = model_row (world->model, world->inbox, MODEL_TABLE_LIVE, 1);
  g_assert_cmpstr (model_row_get (first, MODEL_FIELD_LABEL).text, ==, "m1");
}

/* [RFC2180 §4.4] what another session expunged is not copied, and with it nothing */
static void
test_copy_ghost (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  ModelId target = test_world_mailbox (world, "Lists");
  test_world_fill (world, 4);
  g_autoptr (TestSession) one = test_session_login (world);
  g_autoptr (TestSession) two = test_session_login (world);
  test_feed (one, "a1 STORE 2:3 +FLAGS.SILENT \\Deleted\r\na2 EXPUNGE\r\n", -1);
  test_says (two, "b1 COPY 1:2 Lists",
             "* 2 EXPUNGE\n* 2 EXPUNGE\n"
             "b1 NO [EXPUNGEISSUED] Some of the messages are no more, so none was copied\n");
  g_assert_cmpuint (model_count (world->model, target, MODEL_TABLE_LIVE), ==, 0);
  test_says (two, "b2 COPY 1:2 Lists", "b2 OK COPY completed\n");
  g_assert_cmpuint (model_count (world->model, target, MODEL_TABLE_LIVE), ==, 2);
}

/* 86, 87: no UID is given twice, and where there are none left nothing comes in */
static void
test_last_uid (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (world, G_MAXUINT32 - 2, 0, "a: b\n\n");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 COPY 1 INBOX", "* 2 EXISTS\n* 1 RECENT\na1 OK COPY completed\n");
  test_says (session, "a2 COPY 1 INBOX", "a2 NO [LIMIT] The mailbox has no UIDs left\n");
  test_says (session, "a3 APPEND INBOX {4}", "a3 NO [LIMIT] The mailbox has no UIDs left\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/append/append", test_append);
  g_test_add_func ("/imap/append/refused", test_refused);
  g_test_add_func ("/imap/append/literal-name", test_literal_name);
  g_test_add_func ("/imap/append/nul", test_nul);
  g_test_add_func ("/imap/append/long", test_long);
  g_test_add_func ("/imap/append/shared", test_shared);
  g_test_add_func ("/imap/append/cut", test_cut);
  g_test_add_func ("/imap/append/split", test_split);
  g_test_add_func ("/imap/append/told", test_told);
  g_test_add_func ("/imap/append/many-literals", test_many_literals);
  g_test_add_func ("/imap/copy/copy", test_copy);
  g_test_add_func ("/imap/copy/here", test_copy_here);
  g_test_add_func ("/imap/copy/ghost", test_copy_ghost);
  g_test_add_func ("/imap/copy/last-uid", test_last_uid);
  return g_test_run ();
}
