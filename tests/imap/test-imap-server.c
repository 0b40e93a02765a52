/* Dialogues with one session; each case names the statements of the protocol matrix it is about. */
#include "imap-testlib.h"

#include <string.h>

#define LUNCH                                                                                      \
  "Date: Tue, 5 Mar 2024 10:00:00 +0100\nFrom: Wei <wei@example.test>\nTo: lin@example.test\n"     \
  "Subject: Lunch \"today\"\nMessage-ID: <1@example.test>\n\nNoodles?\n"
#define LUNCH_WIRE                                                                                 \
  "Date: Tue, 5 Mar 2024 10:00:00 +0100\r\nFrom: Wei <wei@example.test>\r\nTo: lin@example.test"   \
  "\r\nSubject: Lunch \"today\"\r\nMessage-ID: <1@example.test>\r\n\r\nNoodles?\r\n"

/* 49 */
static void
test_greeting (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  g_assert_cmpuint (session->sent->len, ==, 1);
  g_assert_cmpstr (g_array_index (session->sent, TestSent, 0).text, ==,
                   "* OK [CAPABILITY IMAP4rev1 IDLE UNSELECT] Postglass ready\r\n");
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_STATE), ==,
                   "not-authenticated");
}

/* 33, 36, 50, 51 */
static void
test_any_state (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_says (session, "a1 capability",
             "* CAPABILITY IMAP4rev1 IDLE UNSELECT\na1 OK CAPABILITY completed\n");
  test_says (session, "a1 NoOp", "a1 OK NOOP completed\n");
  test_says (session, "]x LOGOUT", "* BYE Goodbye\n]x OK LOGOUT completed\n");
  g_assert_true (session->closed);
  test_says (session, "a3 NOOP", "");
}

/* 3 of the states: wrong ones give BAD and change nothing (34) */
static void
test_states (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_says (session, "a1 SELECT INBOX", "a1 BAD Log in first\n");
  test_says (session, "a2 LOGIN lin wrong",
             "a2 NO [AUTHENTICATIONFAILED] Wrong name or wrong password\n");
  test_says (session, "a3 LOGIN nobody noodles",
             "a3 NO [AUTHENTICATIONFAILED] Wrong name or wrong password\n");
  test_says (session, "a4 LOGIN \"lin\" noodles", "a4 OK LOGIN completed\n");
  test_says (session, "a5 LOGIN lin noodles", "a5 BAD You are logged in already\n");
  test_says (session, "a6 FETCH 1 FLAGS", "a6 BAD Select a mailbox first\n");
  test_says (session, "a7 UNSELECT", "a7 BAD Select a mailbox first\n");
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_STATE), ==,
                   "authenticated");
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_USER), ==, "lin");
}

/* 35, 41 */
static void
test_bad (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) session = test_session_login (world);
  guint deltas = world->log->len;
  test_says (session, "",
             "* BAD Expected a tag: letters and digits of your choice at the end of the line\n");
  test_starts (session, "+ NOOP", "* BAD Expected a tag");
  test_starts (session, "a1", "a1 BAD Expected one space");
  test_starts (session, "a1 ", "a1 BAD Expected the name of a command");
  test_starts (session, "a1 FLY",
               "a1 BAD Expected the name of a command at octet 4, found \"FLY\"");
  test_starts (session, "a1 UID NOOP", "a1 BAD Expected the name of a command");
  test_starts (session, " a1 NOOP", "* BAD");
  test_starts (session, "a1  NOOP", "a1 BAD");
  test_starts (session, "a1 NOOP ", "a1 BAD Expected the end of the line");
  test_starts (session, "a1 FETCH  1 FLAGS", "a1 BAD");
  test_starts (session, "a1 FETCH 0 FLAGS", "a1 BAD");
  test_starts (session, "a1 FETCH 1 (FLAGS  UID)", "a1 BAD");
  test_starts (session, "a1 FETCH 1 (FLAGS", "a1 BAD Expected a closing parenthesis");
  test_starts (session, "a1 FETCH 1 (ALL)", "a1 BAD Expected a data item");
  test_starts (session, "a1 FETCH 1 BODY[0]", "a1 BAD");
  test_starts (session, "a1 STORE 1 FLAG \\Seen", "a1 BAD Expected FLAGS");
  test_starts (session, "a1 SELECT \"a\\b\"", "a1 BAD");
  test_starts (session, "a1 STATUS INBOX ()", "a1 BAD Expected MESSAGES");
  test_starts (session, "a1 STATUS INBOX (SIZE)", "a1 BAD Expected MESSAGES");
  g_assert_cmpuint (world->log->len, ==, deltas);
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_STATE), ==,
                   "selected");
}

/* 37, 38 */
static void
test_literals (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_says (session, "a1 NOOP {3}",
             "a1 BAD Expected the end of the line at octet 8, found \" {3}\"\n");
  test_starts (session, "a2 SELECT {5}", "a2 BAD Log in first");
  test_says (session, "a3 LOGIN {3}", "+ OK\n");
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_COMMAND), ==,
                   "a3 LOGIN");
  test_says (session, "lin {7}", "+ OK\n");
  test_says (session, "noodles", "a3 OK LOGIN completed\n");
  g_assert_null (model_get_text (world->model, session->connection, MODEL_FIELD_COMMAND));
  test_says (session, "a4 SELECT {0}", "+ OK\n");
  test_says (session, "", "a4 NO [NONEXISTENT] There is no such mailbox\n");
  test_says (session, "a5 SELECT {999999}",
             "a5 NO [LIMIT] This command is not taken at such a length\n");
  test_says (session, "a6 STATUS {5}", "+ OK\n");
  test_says (session, "inbox  (MESSAGES)",
             "a6 BAD Expected an opening parenthesis at octet 22, found "
             "\" (MESSAGES)\"\n");
  /* {n+} is not offered: refused, and in step with the client [RFC7888 §4] */
  test_starts (session, "a8 SELECT {5+}\r\ninbox", "a8 BAD ");
  test_says (session, "a7 STATUS {5}", "+ OK\n");
  test_says (session, "inbox (MESSAGES)", "* STATUS INBOX (MESSAGES 0)\na7 OK STATUS completed\n");
}

static void
test_too_long (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  g_autofree char *x = g_strnfill (70 * 1024, 'x');
  g_autofree char *line = g_strdup_printf ("a1 LOGIN %s x\r\na2 NOOP\r\n", x);
  test_feed (session, line, -1);
  g_autofree char *answer = test_take (session);
  g_assert_nonnull (strstr (answer, "BAD The line is too long"));
  g_assert_true (g_str_has_suffix (answer, "a2 OK NOOP completed\n"));
}

/* 82, 84, 64, 42 */
static void
test_select (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (world, 1, MODEL_FLAG_SEEN, LUNCH);
  test_world_put (world, 4, 0, LUNCH);
  test_world_put (world, 9, 0, LUNCH);
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_starts (session, "a1 LOGIN lin noodles", "a1 OK");
  test_says (session, "a2 SELECT inBOX",
             "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\n"
             "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] "
             "Flags that can be kept\n"
             "* 3 EXISTS\n* 0 RECENT\n* OK [UNSEEN 2] First message that is not seen\n"
             "* OK [UIDVALIDITY 1709600000] UIDs are valid\n* OK [UIDNEXT 10] Predicted next UID\n"
             "a2 OK [READ-WRITE] SELECT completed\n");
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_MAILBOX), ==,
                   "INBOX");
  test_says (session, "a3 SELECT NIL", "a3 NO [NONEXISTENT] There is no such mailbox\n");
  test_starts (session, "a4 FETCH 1 FLAGS", "a4 BAD Select a mailbox first");
  g_assert_null (model_get_text (world->model, session->connection, MODEL_FIELD_MAILBOX));
  test_starts (session, "a5 EXAMINE INBOX", "* FLAGS");
  test_says (session, "a6 UNSELECT", "a6 OK UNSELECT completed\n");
}

/* 83, 85: nothing changes where one only looks */
static void
test_examine (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (world, 1, MODEL_FLAG_DELETED, "Subject: a\n\nb");
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_starts (session, "a1 LOGIN lin noodles", "a1 OK");
  test_feed (session, "a2 EXAMINE INBOX\r\n", -1);
  g_autofree char *answer = test_take (session);
  g_assert_nonnull (strstr (answer, "* OK [PERMANENTFLAGS ()] "));
  g_assert_true (g_str_has_suffix (answer, "a2 OK [READ-ONLY] EXAMINE completed\n"));
  test_says (session, "a3 FETCH 1 BODY[TEXT]",
             "* 1 FETCH (BODY[TEXT] {1}\nb)\na3 OK FETCH completed\n");
  test_starts (session, "a4 STORE 1 +FLAGS \\Seen", "a4 NO ");
  test_starts (session, "a5 EXPUNGE", "a5 NO ");
  test_says (session, "a6 CLOSE", "a6 OK CLOSE completed\n");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 1);
  g_assert_cmpuint (model_row (world->model, world->inbox, MODEL_TABLE_LIVE, 1)->flags, ==,
                    MODEL_FLAG_DELETED);
}

/* 44, 102, 103, 104, 106, 107 */
static void
test_fetch (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (world, 5, MODEL_FLAG_FLAGGED, LUNCH);
  g_autoptr (TestSession) session = test_session_login (world);
  g_autofree char *fast = g_strdup_printf (
      "* 1 FETCH (FLAGS (\\Flagged) INTERNALDATE \" 5-Mar-2024 09:00:00 +0000\" RFC822.SIZE %zu)\n"
      "a1 OK FETCH completed\n",
      strlen (LUNCH_WIRE));
  test_says (session, "a1 FETCH 1 FAST", fast);
  test_says (
      session, "a2 UID FETCH 5 ENVELOPE",
      "* 1 FETCH (UID 5 ENVELOPE (\"Tue, 5 Mar 2024 10:00:00 +0100\" \"Lunch \\\"today\\\"\" "
      "((\"Wei\" NIL \"wei\" \"example.test\")) ((\"Wei\" NIL \"wei\" \"example.test\")) "
      "((\"Wei\" NIL \"wei\" \"example.test\")) ((NIL NIL \"lin\" \"example.test\")) NIL NIL "
      "NIL \"<1@example.test>\"))\na2 OK FETCH completed\n");
  test_says (
      session, "a3 FETCH * BODY.PEEK[HEADER.FIELDS (subject \"from\")]",
      "* 1 FETCH (BODY[HEADER.FIELDS (subject from)] {56}\n"
      "From: Wei <wei@example.test>\nSubject: Lunch \"today\"\n\n)\na3 OK FETCH completed\n");
  test_says (session, "a4 FETCH 1 (BODY.PEEK[]<0.4> BODY.PEEK[TEXT]<900.9> UID)",
             "* 1 FETCH (BODY[]<0> {4}\nDate BODY[TEXT]<900> \"\" UID 5)\na4 OK FETCH completed\n");
  test_says (session, "a5 FETCH 1 FLAGS", "* 1 FETCH (FLAGS (\\Flagged))\na5 OK FETCH completed\n");
  test_says (session, "a6 UID FETCH 5 BODY[1]",
             "* 1 FETCH (UID 5 FLAGS (\\Seen \\Flagged) BODY[1] {10}\nNoodles?\n)\n"
             "a6 OK FETCH completed\n");
  test_says (session, "a7 FETCH 1 (RFC822.TEXT BODY[2])",
             "* 1 FETCH (RFC822.TEXT {10}\nNoodles?\n BODY[2] NIL)\na7 OK FETCH completed\n");
  test_says (session, "a8 FETCH 1 (UID BODY)",
             "* 1 FETCH (UID 5 BODY (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL "
             "\"7bit\" 10 1))\na8 OK FETCH completed\n");
  test_says (session, "a9 FETCH 1 BODYSTRUCTURE",
             "* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL "
             "\"7bit\" 10 1 NIL NIL NIL NIL))\na9 OK FETCH completed\n");
  test_starts (session, "a10 FETCH 1 FULL", "* 1 FETCH (FLAGS (\\Seen \\Flagged) INTERNALDATE ");
  test_starts (session, "a11 FETCH 1 BODY []", "a11 BAD ");
}

/* Parts of two messages in turn, whole and in pieces; only what is not PEEKed marks \Seen. */
static void
test_fetch_parts (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (world, 5, 0,
                  "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
                  "Content-Type: message/rfc822\n\nSubject: in\nFrom: a@b\n\nside\n--b--\n");
  test_world_put (world, 6, 0, "Subject: x\n\nplain\n");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 FETCH 1:2 (BODY.PEEK[1] BODY.PEEK[2.MIME])",
             "* 1 FETCH (BODY[1] {3}\none BODY[2.MIME] {32}\nContent-Type: message/rfc822\n\n)\n"
             "* 2 FETCH (BODY[1] {7}\nplain\n BODY[2.MIME] NIL)\na1 OK FETCH completed\n");
  test_says (session, "a2 FETCH 1 (BODY.PEEK[2.HEADER.FIELDS.NOT (FROM)] BODY.PEEK[2.TEXT]<1.2>)",
             "* 1 FETCH (BODY[2.HEADER.FIELDS.NOT (FROM)] {15}\nSubject: in\n\n"
             " BODY[2.TEXT]<1> {2}\nid)\na2 OK FETCH completed\n");
  test_says (session, "a3 FETCH 1 (BODY[2.1]<2.99> BODY.PEEK[2.2] BODY.PEEK[1.TEXT])",
             "* 1 FETCH (FLAGS (\\Seen) BODY[2.1]<2> {2}\nde BODY[2.2] NIL BODY[1.TEXT] NIL)\n"
             "a3 OK FETCH completed\n");
  test_says (session, "a4 FETCH 1 BODY",
             "* 1 FETCH (BODY ((\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 3 0)"
             "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 30 (NIL \"in\" ((NIL NIL \"a\" \"b\")) "
             "((NIL NIL \"a\" \"b\")) ((NIL NIL \"a\" \"b\")) NIL NIL NIL NIL NIL) (\"text\" "
             "\"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 4 0) 3) \"mixed\"))\n"
             "a4 OK FETCH completed\n");
}

/* 40; what does not fit in quotes goes as a literal, and no NUL leaves the server [RFC9051 §4.3.1] */
static void
test_strings (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (world, 1, 0, "Subject: \xc3\xa9\nFrom: \"a b\" <c@d>\n\nText");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 FETCH 1 ENVELOPE",
             "* 1 FETCH (ENVELOPE (NIL {2}\n\xc3\xa9 ((\"a b\" NIL \"c\" \"d\")) "
             "((\"a b\" NIL \"c\" \"d\")) ((\"a b\" NIL \"c\" \"d\")) NIL NIL NIL NIL NIL))\n"
             "a1 OK FETCH completed\n");
  {
    g_autoptr (GBytes) body = g_bytes_new_static ("x: y\r\n\r\na\0\0b", 12);
    g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
    model_tx_set_row (tx, world->inbox, MODEL_TABLE_LIVE, 1, MODEL_FIELD_BODY,
                      model_value_blob (body));
  }
  test_says (session, "a2 FETCH 1 BODY.PEEK[TEXT]",
             "* 1 FETCH (BODY[TEXT] {4}\na\x80\x80"
             "b)\na2 OK FETCH completed\n");
}

/* 45, 46 */
static void
test_numbers (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 FETCH * UID", "a1 BAD There is no message with that number\n");
  test_says (session, "a2 UID FETCH * UID", "a2 OK FETCH completed\n");
  test_says (session, "a3 UNSELECT", "a3 OK UNSELECT completed\n");
  for (guint uid = 10; uid <= 30; uid += 10)
    test_world_put (world, uid, 0, LUNCH);
  test_starts (session, "a4 SELECT INBOX", "* FLAGS");
  test_says (session, "a5 FETCH 3:2,2 UID",
             "* 2 FETCH (UID 20)\n* 3 FETCH (UID 30)\na5 OK FETCH completed\n");
  test_says (session, "a6 FETCH 2:4 UID", "a6 BAD There is no message with that number\n");
  test_says (session, "a7 UID FETCH 99:* UID", "* 3 FETCH (UID 30)\na7 OK FETCH completed\n");
  test_says (session, "a8 UID FETCH 11:19,99 UID", "a8 OK FETCH completed\n");
  test_says (session, "a9 UID FETCH *:20,4294967295 UID",
             "* 2 FETCH (UID 20)\n* 3 FETCH (UID 30)\na9 OK FETCH completed\n");
}

/* 99, 100, 101 */
static void
test_store (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 STORE 1:2 +FLAGS (\\Seen)",
             "* 1 FETCH (FLAGS (\\Seen))\n* 2 FETCH (FLAGS (\\Seen))\na1 OK STORE completed\n");
  test_says (session, "a2 UID STORE 2 FLAGS.SILENT \\Deleted \\Draft", "a2 OK STORE completed\n");
  test_says (session, "a3 UID STORE 2 -FLAGS \\draft",
             "* 2 FETCH (UID 2 FLAGS (\\Deleted))\na3 OK STORE completed\n");
  test_starts (session, "a4 STORE 2 +FLAGS \\Recent", "a4 BAD Expected a flag");
  test_says (session, "a5 STORE 3 +FLAGS (\\Nonsense)",
             "* 3 FETCH (FLAGS ())\na5 OK STORE completed\n");
  test_says (session, "a6 STORE 3 +FLAGS ($Junk)",
             "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk)\n"
             "* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk \\*)] "
             "Flags that can be kept\n* 3 FETCH (FLAGS ($Junk))\na6 OK STORE completed\n");
  test_says (session, "a7 NOOP", "a7 OK NOOP completed\n");
  for (guint i = 1; i < MODEL_N_KEYWORDS; i++)
    {
      g_autofree char *line = g_strdup_printf ("k STORE 3 +FLAGS.SILENT k%u\r\n", i);
      test_feed (session, line, -1);
    }
  g_autofree char *answer = test_take (session);
  g_assert_nonnull (strstr (answer, " k24 \\*)] "));
  g_assert_nonnull (strstr (answer, " k25)] "));
  test_says (session, "a8 STORE 1 FLAGS one.too.many",
             "* 1 FETCH (FLAGS ())\na8 OK STORE completed\n");
  g_assert_cmpint (model_row (world->model, world->inbox, MODEL_TABLE_LIVE, 1)->flags, ==, 0);
}

/* 93 */
static void
test_expunge (void)
{
  for (guint high = 0; high < 2; high++)
    {
      g_autoptr (TestWorld) world = test_world_new ();
      test_world_fill (world, 12);
      g_autoptr (TestSession) session = test_session_new (world, NULL, high == 1);
      test_feed (session,
                 "l LOGIN lin noodles\r\ns SELECT INBOX\r\n"
                 "d STORE 3,4,7,11 +FLAGS.SILENT \\Deleted\r\n",
                 -1);
      g_free (test_take (session));
      if (high)
        test_says (
            session, "a1 EXPUNGE",
            "* 11 EXPUNGE\n* 7 EXPUNGE\n* 4 EXPUNGE\n* 3 EXPUNGE\na1 OK EXPUNGE completed\n");
      else
        test_says (session, "a1 EXPUNGE",
                   "* 3 EXPUNGE\n* 3 EXPUNGE\n* 5 EXPUNGE\n* 8 EXPUNGE\na1 OK EXPUNGE completed\n");
      test_says (session, "a2 FETCH 3 UID", "* 3 FETCH (UID 5)\na2 OK FETCH completed\n");
      g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 8);
      g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GHOSTS), ==, 0);
      g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GONE), ==, 4);
      test_says (session, "a3 EXPUNGE", "a3 OK EXPUNGE completed\n");
    }
}

/* 85, 51 */
static void
test_leaving (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) session = test_session_login (world);
  test_starts (session, "a1 STORE 1:2 +FLAGS \\Deleted", "* 1");
  test_says (session, "a2 UNSELECT", "a2 OK UNSELECT completed\n");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 3);
  test_starts (session, "a3 SELECT INBOX", "* FLAGS");
  test_says (session, "a4 CLOSE", "a4 OK CLOSE completed\n");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 1);
  test_starts (session, "a5 SELECT INBOX", "* FLAGS");
  test_starts (session, "a6 STORE 1 +FLAGS \\Deleted", "* 1");
  test_starts (session, "a7 LOGOUT", "* BYE");
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_LIVE), ==, 1);
  g_assert_cmpstr (model_get_text (world->model, session->connection, MODEL_FIELD_STATE), ==,
                   "logout");
}

/* 72, 73, 43 */
static void
test_list (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  static const char *const names[] = { "Sent", "Lists/gtk", "Lists/imap/2024", "a b" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    test_world_mailbox (world, names[i]);
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a1 LIST \"\" \"\"",
             "* LIST (\\Noselect) \"/\" \"\"\na1 OK LIST completed\n");
  test_says (session, "a2 LIST \"\" %",
             "* LIST () \"/\" INBOX\n* LIST () \"/\" Sent\n* LIST (\\Noselect) \"/\" Lists\n"
             "* LIST () \"/\" \"a b\"\na2 OK LIST completed\n");
  test_says (session, "a3 LIST Lists/ %",
             "* LIST () \"/\" Lists/gtk\n* LIST (\\Noselect) \"/\" Lists/imap\n"
             "a3 OK LIST completed\n");
  test_says (session, "a4 LIST \"\" *t*",
             "* LIST () \"/\" Sent\n* LIST () \"/\" Lists/gtk\n* LIST () \"/\" Lists/imap/2024\n"
             "a4 OK LIST completed\n");
  test_says (session, "a5 LIST \"\" inb%x", "* LIST () \"/\" INBOX\na5 OK LIST completed\n");
  test_says (session, "a6 LIST \"\" sent", "a6 OK LIST completed\n");
  test_says (session, "a7 LIST \"\" \"Lists/%/2024\"",
             "* LIST () \"/\" Lists/imap/2024\na7 OK LIST completed\n");
  test_says (session, "a8 LIST \"\" [nothing]", "a8 OK LIST completed\n");
}

/* 79 */
static void
test_status (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  test_world_deliver (world, LUNCH);
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  test_starts (session, "a1 LOGIN lin noodles", "a1 OK");
  test_says (session, "a2 STATUS INBOX (uidnext MESSAGES RECENT UNSEEN UIDVALIDITY)",
             "* STATUS INBOX (UIDNEXT 5 MESSAGES 4 RECENT 1 UNSEEN 4 UIDVALIDITY 1709600000)\n"
             "a2 OK STATUS completed\n");
  test_says (session, "a3 STATUS none (MESSAGES)",
             "a3 NO [NONEXISTENT] There is no such mailbox\n");
  test_starts (session, "a4 SELECT INBOX", "* FLAGS");
  test_says (session, "a5 STATUS INBOX (RECENT)",
             "* STATUS INBOX (RECENT 1)\na5 OK STATUS completed\n");
}

static void
test_silence (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  g_assert_cmpint (session->wake, ==, 180 * G_USEC_PER_SEC);
  world->now = 100 * G_USEC_PER_SEC;
  test_starts (session, "a1 LOGIN lin noodles", "a1 OK");
  g_assert_cmpint (session->wake, ==, 1900 * G_USEC_PER_SEC);
  world->now = 180 * G_USEC_PER_SEC;
  test_input (session, MODEL_INPUT_TICK);
  g_assert_false (session->closed);
  world->now = session->wake;
  test_input (session, MODEL_INPUT_TICK);
  g_autofree char *answer = test_take (session);
  g_assert_cmpstr (answer, ==, "* BYE Logged out after a long silence\n");
  g_assert_true (session->closed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/server/greeting", test_greeting);
  g_test_add_func ("/imap/server/any-state", test_any_state);
  g_test_add_func ("/imap/server/states", test_states);
  g_test_add_func ("/imap/server/bad", test_bad);
  g_test_add_func ("/imap/server/literals", test_literals);
  g_test_add_func ("/imap/server/too-long", test_too_long);
  g_test_add_func ("/imap/server/select", test_select);
  g_test_add_func ("/imap/server/examine", test_examine);
  g_test_add_func ("/imap/server/fetch", test_fetch);
  g_test_add_func ("/imap/server/fetch-parts", test_fetch_parts);
  g_test_add_func ("/imap/server/strings", test_strings);
  g_test_add_func ("/imap/server/numbers", test_numbers);
  g_test_add_func ("/imap/server/store", test_store);
  g_test_add_func ("/imap/server/expunge", test_expunge);
  g_test_add_func ("/imap/server/leaving", test_leaving);
  g_test_add_func ("/imap/server/list", test_list);
  g_test_add_func ("/imap/server/status", test_status);
  g_test_add_func ("/imap/server/silence", test_silence);
  return g_test_run ();
}
