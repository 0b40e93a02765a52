/* SEARCH in dialogues: each key, text as people read it, charsets, and what it must not tell. */
#include "imap-testlib.h"

#include "imap-response.h"
#include "imap-search.h"

#include <string.h>

#define SOUP                                                                                       \
  "Date: Fri, 1 Mar 2024 23:30:00 -0800\nFrom: Wei <wei@example.test>\nTo: lin@example.test\n"     \
  "Cc: Mei <mei@example.test>\nSubject: Soup\n for lunch\nMessage-ID: <1@x>\n\nNoodle soup?\n"
#define CAFE                                                                                       \
  "Date: 2 Mar 24 08:00 GMT\nFrom: =?iso-8859-1?Q?Ren=E9?= <rene@example.test>\n"                  \
  "To: =?utf-8?B?5p6X?= <lin@example.test>\nSubject: =?utf-8?Q?Caf=C3=A9?= =?utf-8?Q?_Stra=C3="    \
  "9Fe?=\nX-Note:\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"                   \
  "Content-Transfer-Encoding: base64\n\n5LiA6LW35Y675Zad5ZKW5ZWh5ZCn44CCCkNvbWUgYWxvbmchCg==\n"
#define PLAIN "Bcc: secret@example.test\nSubject: 100% =?x?= \"soup\" \\o/\n\nNothing.\n"

/* Messages 1 to 4, UIDs 11, 12, 15, 20. */
static void
fill (TestWorld *world)
{
  test_world_put (world, 11, MODEL_FLAG_SEEN, SOUP);
  test_world_put (world, 12, MODEL_FLAG_FLAGGED | MODEL_FLAG_ANSWERED, CAFE);
  test_world_put (world, 15, MODEL_FLAG_SEEN | MODEL_FLAG_DELETED | MODEL_FLAG_DRAFT, PLAIN);
  test_world_put (world, 20, 0, "Subject: last\n\n");
}

static void
put_date (TestWorld *world, guint32 uid, const char *date)
{
  g_autoptr (ModelTx) tx = model_tx_begin (world->model, 0, world->log);
  model_tx_set_row (tx, world->inbox, MODEL_TABLE_LIVE, uid, MODEL_FIELD_INTERNALDATE,
                    model_value_text (date));
}

/* What SEARCH @keys finds in that mailbox. */
static void
finds (const char *keys, const char *expected)
{
  g_autoptr (TestWorld) world = test_world_new ();
  fill (world);
  put_date (world, 12, "31-Dec-2023 23:59:59 -0800");
  put_date (world, 15, " 1-Jan-2024 00:00:00 +1400");
  g_autoptr (TestSession) session = test_session_login (world);
  test_feed (session, "k STORE 4 +FLAGS.SILENT ($Work)\r\n", -1);
  g_free (test_take (session));
  g_autofree char *line = g_strdup_printf ("s SEARCH %s\r\n", keys);
  g_autofree char *answer = g_strdup_printf ("* SEARCH%s%s\ns OK SEARCH completed\n",
                                             *expected != '\0' ? " " : "", expected);
  test_feed (session, line, -1);
  g_autofree char *said = test_take (session);
  if (!g_str_has_suffix (said, answer) || !(said[0] == '*' || g_str_has_prefix (said, "+ OK\n")))
    g_error ("SEARCH %s: %s", keys, said);
}

static void
test_flags (void)
{
  finds ("ALL", "1 2 3 4");
  finds ("all", "1 2 3 4");
  finds ("SEEN", "1 3");
  finds ("UNSEEN", "2 4");
  finds ("ANSWERED", "2");
  finds ("UNANSWERED", "1 3 4");
  finds ("DELETED", "3");
  finds ("UNDELETED", "1 2 4");
  finds ("DRAFT", "3");
  finds ("UNDRAFT", "1 2 4");
  finds ("FLAGGED", "2");
  finds ("UNFLAGGED", "1 3 4");
  finds ("KEYWORD $work", "4");
  finds ("UNKEYWORD $Work", "1 2 3");
  finds ("KEYWORD $Never", "");
  finds ("UNKEYWORD $Never", "1 2 3 4");
  finds ("KEYWORD Seen", "");
}

static void
test_logic (void)
{
  finds ("SEEN UNSEEN", "");
  finds ("SEEN DELETED", "3");
  finds ("NOT SEEN", "2 4");
  finds ("NOT NOT SEEN", "1 3");
  finds ("NOT ALL", "");
  finds ("NOT (SEEN DELETED)", "1 2 4");
  finds ("OR SEEN FLAGGED", "1 2 3");
  finds ("OR DELETED OR FLAGGED KEYWORD $Work", "2 3 4");
  finds ("OR (SEEN UNDELETED) (UNSEEN FLAGGED)", "1 2");
  finds ("OR SEEN UNSEEN DELETED", "3");
  finds ("OR ALL SEEN", "1 2 3 4");
  finds ("((((ALL))))", "1 2 3 4");
  finds ("NOT OR SEEN NOT UNFLAGGED", "4");
  finds ("(SEEN) NOT (SEEN UNSEEN) (SEEN UNSEEN)", "");
}

static void
test_sets (void)
{
  finds ("2", "2");
  finds ("2:3", "2 3");
  finds ("*", "4");
  finds ("4:2,1", "1 2 3 4");
  finds ("2:* SEEN", "3");
  finds ("1:3 2:4", "2 3");
  finds ("NOT 2:3", "1 4");
  finds ("OR 1 4", "1 4");
  finds ("UID 12:15", "2 3");
  finds ("UID *", "4");
  finds ("UID 100", "");
  finds ("UID 100:*", "4");
  finds ("UID 1,13,4294967295", "");
  finds ("UID 1:14 2:*", "2");
  finds ("NOT UID 12", "1 3 4");
}

/* The day as it is written counts, not the moment. Messages 1 and 4 came on 5-Mar-2024. */
static void
test_dates (void)
{
  finds ("ON 5-Mar-2024", "1 4");
  finds ("ON 05-mar-2024", "1 4");
  finds ("ON \"31-Dec-2023\"", "2");
  finds ("ON 1-Jan-2024", "3");
  finds ("BEFORE 1-Jan-2024", "2");
  finds ("SINCE 1-Jan-2024", "1 3 4");
  finds ("NOT SINCE 1-Jan-2024", "2");
  finds ("BEFORE 1-Jan-0001", "");
  finds ("BEFORE 31-Dec-9999", "1 2 3 4");
  finds ("ON 29-Feb-2024", "");
  finds ("SENTON 1-Mar-2024", "1");
  finds ("SENTON 2-Mar-2024", "2");
  finds ("SENTSINCE 1-Mar-2024", "1 2");
  finds ("SENTBEFORE 2-Mar-2024", "1");
  /* a message that names no day was sent on none */
  finds ("NOT SENTSINCE 1-Jan-1900", "3 4");
}

static void
test_sizes (void)
{
  finds ("LARGER 17", "1 2 3");
  finds ("LARGER 16", "1 2 3 4");
  finds ("SMALLER 17", "");
  finds ("SMALLER 18", "4");
  finds ("LARGER 0", "1 2 3 4");
  finds ("LARGER 4294967295", "");
}

static void
test_fields (void)
{
  finds ("FROM wei", "1");
  finds ("FROM \"WEI <wei@EXAMPLE.test>\"", "1");
  finds ("FROM example", "1 2");
  finds ("TO lin@", "1 2");
  finds ("CC mei", "1");
  finds ("BCC secret", "3");
  finds ("SUBJECT \"soup for lunch\"", "1");
  finds ("SUBJECT soup", "1 3");
  finds ("SUBJECT \"100% =?x?= \\\"SOUP\\\" \\\\o/\"", "3");
  finds ("SUBJECT \"\"", "1 2 3 4");
  finds ("FROM \"\"", "1 2");
  finds ("HEADER Message-ID \"\"", "1");
  finds ("HEADER message-id <1@", "1");
  finds ("HEADER X-Note \"\"", "2");
  finds ("HEADER X-Note a", "");
  finds ("HEADER \"\" \"\"", "");
  finds ("HEADER {2}\r\ncc mei", "1");
  /* encoded words are read before they are compared */
  finds ("SUBJECT =C3", "");
  finds ("FROM iso-8859", "");
}

static void
test_texts (void)
{
  finds ("BODY noodle", "1");
  finds ("BODY lunch", "");
  finds ("TEXT lunch", "1");
  finds ("TEXT \"subject: soup\"", "1");
  finds ("BODY \"come along\"", "2");
  finds ("TEXT soup", "1 3");
  finds ("BODY \"\"", "1 2 3 4");
  finds ("BODY {6}\r\nsoup?\r SEEN", "");
  finds ("BODY {7}\r\nsoup?\r\n SEEN", "1");
  finds ("OR BODY nothing BODY noodle", "1 3");
}

/* Parts are read as well, and the message inside a message; names of files and what is no text are not. */
static void
test_parts (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_put (
      world, 1, 0,
      "Subject: outside\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
      "preamble\n--b\nContent-Type: text/plain; charset=utf-8\n"
      "Content-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9 at no=\non\n"
      "--b\nContent-Type: message/rfc822\n\nSubject: inside\n\nletter\n"
      "--b\nContent-Type: image/png; name=cat.png\n"
      "Content-Transfer-Encoding: base64\n\nbm9vZGxlcw==\n--b--\n");
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session,
             "a SEARCH BODY \"at noon\" BODY letter BODY inside TEXT outside NOT BODY outside",
             "* SEARCH 1\na OK SEARCH completed\n");
  test_says (session, "a SEARCH BODY {5}\r\nCAF\xc3\x89",
             "+ OK\n* SEARCH 1\na OK SEARCH completed\n");
  test_says (session, "a SEARCH OR TEXT noodles OR TEXT bm9v OR TEXT cat.png TEXT preamble",
             "* SEARCH\na OK SEARCH completed\n");
}

/* The examples of [RFC3501 §6.4.4] and its like in the mailbox here. */
static void
test_examples (void)
{
  finds ("FLAGGED SINCE 1-Feb-1994 NOT FROM \"Smith\"", "2");
  /* an accent is a sign behind the letter, so the letter is found without it */
  finds ("FLAGGED SINCE 1-Feb-1994 NOT FROM \"Rene\"", "");
  finds ("TEXT \"string not in mailbox\"", "");
  finds ("CHARSET UTF-8 TEXT {6}\r\n\xe5\x92\x96\xe5\x95\xa1", "2");
}

/* UTF-8 is understood without being named; other charsets when they are. [RFC5051 §2] on case. */
static void
test_charsets (void)
{
  finds ("SUBJECT {6}\r\ncaf\xc3\xa9 ", "2");
  finds ("CHARSET utf-8 SUBJECT {6}\r\nCAF\xc3\x89 ", "2");
  finds ("CHARSET UTF-8 SUBJECT {6}\r\nCafe\xcc\x81", "2");
  finds ("CHARSET ISO-8859-1 FROM {4}\r\nren\xe9", "2");
  finds ("CHARSET US-ASCII FROM ren", "2");
  finds ("CHARSET GB18030 BODY {4}\r\n\xbf\xa7\xb7\xc8", "2");
  finds ("CHARSET UTF-8 TO {3}\r\n\xe6\x9e\x97", "2");
  finds ("CHARSET UTF-8 OR TO {3}\r\n\xe6\x9e\x97 SUBJECT {2}\r\n\xc3\x9f", "2");
}

static void
test_refusals (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  fill (world);
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a SEARCH CHARSET KLINGON SUBJECT x",
             "a NO [BADCHARSET (US-ASCII UTF-8)] This charset is not known here\n");
  test_starts (session, "a SEARCH CHARSET \"\" SUBJECT x", "a NO [BADCHARSET");
  test_starts (session, "a SEARCH CHARSET UTF-8//IGNORE SUBJECT x", "a NO [BADCHARSET");
  test_says (session, "a SEARCH CHARSET US-ASCII SUBJECT {2}\r\n\xc3\xa9",
             "+ OK\na NO The text to look for means nothing in its charset\n");
  test_says (session, "a SEARCH CHARSET UTF-8 SUBJECT {1}\r\n\xc3",
             "+ OK\na NO The text to look for means nothing in its charset\n");
  test_says (session, "a SEARCH 5", "a BAD There is no message with that number\n");
  test_says (session, "a SEARCH NOT 1:5", "a BAD There is no message with that number\n");
  test_starts (session, "a SEARCH", "a BAD Expected one space");
  test_starts (session, "a SEARCH ", "a BAD Expected a search key");
  test_starts (session, "a SEARCH ALL ", "a BAD Expected a search key");
  test_starts (session, "a SEARCH CHARSET UTF-8", "a BAD Expected one space");
  test_starts (session, "a SEARCH ALL CHARSET UTF-8", "a BAD Expected a search key");
  test_starts (session, "a SEARCH ALLX", "a BAD Expected a search key");
  test_starts (session, "a SEARCH SENTSEEN", "a BAD Expected a search key");
  test_starts (session, "a SEARCH UNSINCE 1-Feb-1994", "a BAD Expected a search key");
  test_starts (session, "a SEARCH ()", "a BAD Expected a search key");
  test_starts (session, "a SEARCH (SEEN", "a BAD Expected a closing parenthesis");
  test_starts (session, "a SEARCH OR SEEN", "a BAD Expected one space");
  test_starts (session, "a SEARCH NOT", "a BAD Expected one space");
  test_starts (session, "a SEARCH KEYWORD \\Seen", "a BAD Expected a keyword");
  test_starts (session, "a SEARCH 0", "a BAD");
  test_starts (session, "a SEARCH LARGER 4294967296", "a BAD Expected a number of octets");
  test_starts (session, "a SEARCH ON 31-Feb-2024", "a BAD Expected a date");
  test_starts (session, "a SEARCH ON 001-Feb-2024", "a BAD Expected a day");
  test_starts (session, "a SEARCH ON 1-Feb-24", "a BAD Expected a year");
  test_starts (session, "a SEARCH ON 1-Feb-20245", "a BAD Expected a year");
  test_starts (session, "a SEARCH ON \" 1-Feb-2024\"", "a BAD");
  test_starts (session, "a SEARCH ON \"1-Feb-2024", "a BAD Expected a closing quote");
  test_starts (session, "a SEARCH SUBJECT x HEADER Subject", "a BAD Expected one space");
}

/* 32 levels of keys are enough. */
static void
test_depth (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  fill (world);
  g_autoptr (TestSession) session = test_session_login (world);
  GString *line = g_string_new ("a SEARCH ");
  for (guint i = 0; i < IMAP_SEARCH_DEPTH_MAX - 2; i++)
    g_string_append (line, i % 3 == 0 ? "NOT " : i % 3 == 1 ? "OR 1 " : "(");
  gsize at = line->len;
  g_string_append (line, "NOT SEEN))))))))))\r\n");
  test_feed (session, line->str, -1);
  g_autofree char *good = test_take (session);
  g_assert_true (g_str_has_prefix (good, "* SEARCH"));
  g_string_insert (line, (gssize) at, "NOT ");
  test_feed (session, line->str, -1);
  g_autofree char *bad = test_take (session);
  g_assert_true (g_str_has_prefix (bad, "a BAD Expected no more than 32 keys inside each other"));
  g_string_free (line, TRUE);
}

static void
test_empty (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autoptr (TestSession) session = test_session_login (world);
  test_says (session, "a SEARCH ALL", "* SEARCH\na OK SEARCH completed\n");
  test_says (session, "a UID SEARCH UID 1:*", "* SEARCH\na OK SEARCH completed\n");
  test_says (session, "a SEARCH 1:*", "a BAD There is no message with that number\n");
}

/* 92; by UID it may be told. A message that others expunged is found until then. */
static void
test_expunged (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  fill (world);
  g_autoptr (TestSession) a = test_session_login (world);
  g_autoptr (TestSession) b = test_session_login (world);
  test_says (a, "x EXPUNGE", "* 3 EXPUNGE\nx OK EXPUNGE completed\n");
  test_world_deliver (world, "Subject: new\n\nsoup\n");
  test_says (b, "s SEARCH ALL",
             "* SEARCH 1 2 3 4\n* 5 EXISTS\n* 1 RECENT\ns OK SEARCH completed\n");
  test_says (b, "s SEARCH SUBJECT soup", "* SEARCH 1 3\ns OK SEARCH completed\n");
  test_says (b, "s UID SEARCH SUBJECT soup",
             "* SEARCH 11 15\n* 3 EXPUNGE\ns OK SEARCH completed\n");
  test_says (b, "s SEARCH NEW", "* SEARCH 4\ns OK SEARCH completed\n");
  test_says (b, "s SEARCH RECENT", "* SEARCH 4\ns OK SEARCH completed\n");
  test_says (b, "s UID SEARCH OLD", "* SEARCH 11 12 20\ns OK SEARCH completed\n");
  test_says (b, "s UID SEARCH 4", "* SEARCH 21\ns OK SEARCH completed\n");
  test_says (b, "s UID SEARCH *:1 UNSEEN NOT 4", "* SEARCH 12 20\ns OK SEARCH completed\n");
}

/* A long search lets others have their turn, and its answer is one line all the same. */
static void
test_yields (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  g_autofree char *padding = g_strnfill (100 * 1024, 'x');
  g_autofree char *text = g_strdup_printf ("Subject: long\n\n%s\nend\n", padding);
  for (guint32 uid = 1; uid <= 20; uid++)
    test_world_put (world, uid, 0, text);
  g_autoptr (TestSession) session = test_session_login (world);
  guint turns = session->n_turns;
  test_says (session, "a SEARCH BODY END",
             "* SEARCH 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\n"
             "a OK SEARCH completed\n");
  g_assert_cmpuint (session->n_turns - turns, >=, 5);
  turns = session->n_turns;
  test_feed (session, "a SEARCH UNSEEN BODY END SEEN\r\n", -1);
  g_assert_cmpuint (session->n_turns - turns, ==, 1);
}

static void
test_response (void)
{
  static const struct
  {
    const char *line;
    guint n;
    gboolean bad;
  } cases[] = {
    { "* SEARCH\r\n", 0, FALSE },           { "* SEARCH 2 3 6\r\n", 3, FALSE },
    { "* SEARCH 0\r\n", 0, TRUE },          { "* SEARCH 2  3\r\n", 0, TRUE },
    { "* SEARCH 2 \r\n", 0, TRUE },         { "* search 4294967295\r\n", 1, FALSE },
    { "* SEARCH 4294967296\r\n", 0, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapResponse response;
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].line, strlen (cases[i].line));
      g_autoptr (ImapTree) tree = imap_response_parse (bytes, &response);
      g_assert_cmpint (imap_tree_is_bad (tree), ==, cases[i].bad);
      g_assert_cmpint (response.kind, ==,
                       cases[i].bad ? IMAP_RESPONSE_OTHER : IMAP_RESPONSE_SEARCH);
      g_assert_cmpuint (response.n_found, ==, cases[i].n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/search/flags", test_flags);
  g_test_add_func ("/imap/search/logic", test_logic);
  g_test_add_func ("/imap/search/sets", test_sets);
  g_test_add_func ("/imap/search/dates", test_dates);
  g_test_add_func ("/imap/search/sizes", test_sizes);
  g_test_add_func ("/imap/search/fields", test_fields);
  g_test_add_func ("/imap/search/texts", test_texts);
  g_test_add_func ("/imap/search/parts", test_parts);
  g_test_add_func ("/imap/search/examples", test_examples);
  g_test_add_func ("/imap/search/charsets", test_charsets);
  g_test_add_func ("/imap/search/refusals", test_refusals);
  g_test_add_func ("/imap/search/depth", test_depth);
  g_test_add_func ("/imap/search/empty", test_empty);
  g_test_add_func ("/imap/search/92-expunged", test_expunged);
  g_test_add_func ("/imap/search/yields", test_yields);
  g_test_add_func ("/imap/search/response", test_response);
  return g_test_run ();
}
