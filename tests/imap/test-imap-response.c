/* What a server's lines say, typed. */

#include "imap-response.h"

#include <string.h>

static ImapTree *
parse (const char *text, ImapResponse *out)
{
  g_autofree char *line = g_strconcat (text, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  return imap_response_parse (bytes, out);
}

static void
test_status (void)
{
  static const struct
  {
    const char *line;
    const char *tag;
    int status;
    const char *code;
    guint64 number;
    const char *text;
  } cases[] = {
    { "* OK ready", NULL, IMAP_STATUS_OK, NULL, 0, "ready" },
    { "* preauth x", NULL, IMAP_STATUS_PREAUTH, NULL, 0, "x" },
    { "* BYE [ALERT] now", NULL, IMAP_STATUS_BYE, "ALERT", 0, "now" },
    { "a1 no bad luck", "a1", IMAP_STATUS_NO, NULL, 0, "bad luck" },
    { "a1 OK [read-only] EXAMINE done", "a1", IMAP_STATUS_OK, "READ-ONLY", 0, "EXAMINE done" },
    { "* OK [UIDNEXT 4392] next", NULL, IMAP_STATUS_OK, "UIDNEXT", 4392, "next" },
    { "* OK [UIDVALIDITY 4294967295] v", NULL, IMAP_STATUS_OK, "UIDVALIDITY", 4294967295, "v" },
    { "* OK [HIGHESTMODSEQ 9223372036854775807] h", NULL, IMAP_STATUS_OK, "HIGHESTMODSEQ",
      9223372036854775807, "h" },
    { "* OK [XYZZY a b] c", NULL, IMAP_STATUS_OK, "XYZZY", 0, "c" },
    { "* OK [not a code", NULL, IMAP_STATUS_OK, NULL, 0, "[not a code" },
    { "* OK [] x", NULL, IMAP_STATUS_OK, NULL, 0, "[] x" },
    { "a1 OK ", "a1", IMAP_STATUS_OK, NULL, 0, "" },
    { "a1 OK \xe6\x94\xb6", "a1", IMAP_STATUS_OK, NULL, 0, "\xe6\x94\xb6" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapResponse response;
      g_autoptr (ImapTree) tree = parse (cases[i].line, &response);
      g_assert_false (imap_tree_is_bad (tree));
      g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_STATUS);
      g_assert_cmpstr (response.tag, ==, cases[i].tag);
      g_assert_cmpint (response.status, ==, cases[i].status);
      g_assert_cmpstr (response.code, ==, cases[i].code);
      g_assert_cmpuint (response.code_number, ==, cases[i].number);
      g_assert_cmpstr (response.text, ==, cases[i].text);
    }
}

/* A command's end is an end, whatever is wrong with the rest of the line. */
static void
test_status_flawed (void)
{
  static const char *const lines[] = { "a1 OK",
                                       "a1 OK [UIDNEXT x] y",
                                       "a1 OK [UNSEEN 0] y",
                                       "a1 OK [UIDNEXT] y",
                                       "a1 OK [PERMANENTFLAGS (\\Recent)] y",
                                       "a1 OK [READ-ONLY]x",
                                       "a1 OK \xff",
                                       "a1 OK a\nb" };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      ImapResponse response;
      g_autoptr (ImapTree) tree = parse (lines[i], &response);
      g_assert_true (imap_tree_is_bad (tree));
      g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_STATUS);
      g_assert_cmpint (response.status, ==, IMAP_STATUS_OK);
      g_assert_cmpstr (response.tag, ==, "a1");
    }
}

static void
test_codes_with_lists (void)
{
  ImapResponse response;
  g_autoptr (ImapTree)
      code G_GNUC_UNUSED = parse ("* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN] hi", &response);
  g_assert_cmpstr (response.code, ==, "CAPABILITY");
  g_assert_cmpstr (response.capabilities, ==, "IMAP4rev1 IDLE AUTH=PLAIN");
  g_assert_cmpstr (response.text, ==, "hi");
  g_autoptr (ImapTree)
      flags G_GNUC_UNUSED = parse ("* OK [PERMANENTFLAGS (\\Seen \\*)] x", &response);
  g_assert_cmpuint (response.flags.n, ==, 2);
  g_assert_cmpstr (response.flags.names[1], ==, "\\*");
}

static void
test_data (void)
{
  ImapResponse response;
  g_autoptr (ImapTree) capability G_GNUC_UNUSED = parse ("* CAPABILITY IMAP4rev1  ", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_OTHER);
  g_autoptr (ImapTree) words G_GNUC_UNUSED = parse ("* capability IMAP4rev1 X+Y=Z", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_CAPABILITY);
  g_assert_cmpstr (response.text, ==, "IMAP4rev1 X+Y=Z");
  g_autoptr (ImapTree)
      list G_GNUC_UNUSED = parse ("* LIST (\\HasNoChildren \\X) \"\\\\\" \"a b\"", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_LIST);
  g_assert_cmpstr (response.mailbox, ==, "a b");
  g_assert_cmpstr (response.delimiter.data, ==, "\\");
  g_autoptr (ImapTree) flat G_GNUC_UNUSED = parse ("* LIST () NIL inbox", &response);
  g_assert_cmpstr (response.mailbox, ==, "INBOX");
  g_assert_null (response.delimiter.data);
  g_autoptr (ImapTree) wide G_GNUC_UNUSED = parse ("* LIST () \"//\" x", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_OTHER);
  g_autoptr (ImapTree)
      items G_GNUC_UNUSED = parse ("* STATUS x (messages 3 SIZE 9223372036854775807)", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_STATUS_DATA);
  g_assert_cmpuint (response.n_status_items, ==, 2);
  g_assert_cmpstr (response.status_items[0].name, ==, "MESSAGES");
  g_assert_cmpuint (response.status_items[0].value, ==, 3);
  g_autoptr (ImapTree) flags G_GNUC_UNUSED = parse ("* FLAGS (\\Seen a)", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_FLAGS);
  g_assert_cmpuint (response.flags.n, ==, 2);
  g_autoptr (ImapTree) plus G_GNUC_UNUSED = parse ("+ Ready", &response);
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_CONTINUE);
  g_assert_cmpstr (response.text, ==, "Ready");
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *line;
    int kind;
    guint32 number;
  } cases[] = {
    { "* 0 EXISTS", IMAP_RESPONSE_EXISTS, 0 },
    { "* 172 exists", IMAP_RESPONSE_EXISTS, 172 },
    { "* 1 RECENT", IMAP_RESPONSE_RECENT, 1 },
    { "* 4294967295 EXPUNGE", IMAP_RESPONSE_EXPUNGE, 4294967295 },
    { "* 4294967296 EXPUNGE", IMAP_RESPONSE_OTHER, 0 },
    { "* 0 EXPUNGE", IMAP_RESPONSE_OTHER, 0 },
    { "* EXISTS", IMAP_RESPONSE_OTHER, 0 },
    { "* 3 EXISTSNOT", IMAP_RESPONSE_OTHER, 3 },
    { "*  3 EXISTS", IMAP_RESPONSE_OTHER, 0 },
    { "* 3  EXISTS", IMAP_RESPONSE_OTHER, 0 },
    { "* 3\tEXISTS", IMAP_RESPONSE_OTHER, 0 },
    { "* 3 EXISTS ", IMAP_RESPONSE_OTHER, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapResponse response;
      g_autoptr (ImapTree) tree G_GNUC_UNUSED = parse (cases[i].line, &response);
      g_assert_cmpint (response.kind, ==, cases[i].kind);
      g_assert_cmpuint (response.number, ==, cases[i].number);
    }
}

static void
test_fetch (void)
{
  ImapResponse response;
  g_autoptr (ImapTree)
      tree = parse ("* 12 FETCH (FLAGS (\\Seen \\Recent) UID 4827 X-NEW (a (b)) RFC822.SIZE 44827"
                    " INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[1.TEXT]<7> {3}\r\na\r\n)",
                    &response);
  g_assert_false (imap_tree_is_bad (tree));
  g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_FETCH);
  g_assert_cmpuint (response.number, ==, 12);
  g_assert_cmpuint (response.n_items, ==, 6);
  g_assert_cmpuint (response.items[0].flags.n, ==, 2);
  g_assert_cmpuint (response.items[1].number, ==, 4827);
  g_assert_cmpint (response.items[2].att.kind, ==, IMAP_ATT_OTHER);
  g_assert_cmpuint (response.items[3].number, ==, 44827);
  g_assert_cmpstr (response.items[4].string.data, ==, "17-Jul-1996 02:44:25 -0700");
  const ImapFetchItem *body = &response.items[5];
  g_assert_cmpint (body->att.section.kind, ==, IMAP_SECTION_TEXT);
  g_assert_cmpuint (body->att.section.parts[0], ==, 1);
  g_assert_true (body->att.partial);
  g_assert_cmpuint (body->att.partial_start, ==, 7);
  g_assert_cmpmem (body->string.data, body->string.len, "a\r\n", 3);
}

static void
test_rfc822 (void)
{
  static const struct
  {
    const char *item;
    int section;
  } cases[] = { { "RFC822", IMAP_SECTION_ALL },
                { "RFC822.HEADER", IMAP_SECTION_HEADER },
                { "rfc822.text", IMAP_SECTION_TEXT } };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapResponse response;
      g_autofree char *line = g_strdup_printf ("* 1 FETCH (%s \"x\")", cases[i].item);
      g_autoptr (ImapTree) tree G_GNUC_UNUSED = parse (line, &response);
      g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_FETCH);
      g_assert_cmpint (response.items[0].att.section.kind, ==, cases[i].section);
      g_assert_cmpstr (response.items[0].string.data, ==, "x");
    }
}

static void
test_envelope (void)
{
  ImapResponse response;
  static const char envelope[] =
      "(\"date\" {3}\r\nsub ((NIL NIL \"lin\" \"example.org\")(\"B\" NIL \"b\" \"x\"))"
      " NIL NIL NIL NIL NIL NIL \"<1@x>\")";
  g_autofree char *line = g_strdup_printf ("* 1 FETCH (ENVELOPE %s)", envelope);
  g_autoptr (ImapTree) tree = parse (line, &response);
  g_assert_false (imap_tree_is_bad (tree));
  const ImapFetchItem *item = &response.items[0];
  g_assert_cmpint (item->att.kind, ==, IMAP_ATT_ENVELOPE);
  g_assert_cmpmem (line + item->envelope.start, item->envelope.len, envelope, strlen (envelope));
  g_assert_cmpstr (item->subject.data, ==, "sub");
  g_assert_null (item->from_name.data);
  g_assert_cmpstr (item->from_mailbox.data, ==, "lin");
  g_assert_cmpstr (item->from_host.data, ==, "example.org");
}

/* A text, and a message with a picture in it, with all there is to tell of them. */
static void
test_structure (void)
{
  ImapResponse response;
  g_autoptr (ImapTree) tree = parse (
      "* 1 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\" \"x\" {1}\r\ny)"
      " NIL NIL \"7BIT\" 30 2 \"md5\" NIL \"en\" \"here\" 7 (NIL \"later\" (8)))"
      "(\"message\" \"rfc822\" NIL \"<id>\" \"words\" \"8bit\" 400"
      " (NIL \"inner\" NIL NIL NIL NIL NIL NIL NIL NIL)"
      " (\"IMAGE\" \"PNG\" NIL NIL NIL \"BASE64\" 4294967296) 12"
      " NIL (\"inline\" (\"filename\" \"a\")) (\"en\" \"zh\"))"
      " \"MIXED\" (\"boundary\" \"b\") (\"attachment\" NIL) NIL))",
      &response);
  g_assert_false (imap_tree_is_bad (tree));
  g_assert_cmpint (response.items[0].att.kind, ==, IMAP_ATT_BODYSTRUCTURE);
  const ImapBody *body = response.items[0].body;
  g_assert_null (body->type.data);
  g_assert_cmpstr (body->subtype.data, ==, "MIXED");
  g_assert_cmpuint (body->n_parts, ==, 2);
  g_assert_cmpstr (body->parameters[0].value.data, ==, "b");
  g_assert_cmpstr (body->disposition.data, ==, "attachment");
  const ImapBody *text = body->parts[0];
  g_assert_cmpstr (text->type.data, ==, "TEXT");
  g_assert_cmpuint (text->n_parameters, ==, 2);
  g_assert_cmpstr (text->parameters[1].value.data, ==, "y");
  g_assert_cmpuint (text->octets, ==, 30);
  g_assert_cmpuint (text->lines, ==, 2);
  g_assert_cmpstr (text->md5.data, ==, "md5");
  g_assert_cmpuint (text->n_languages, ==, 1);
  g_assert_cmpstr (text->location.data, ==, "here");
  const ImapBody *message = body->parts[1];
  g_assert_cmpstr (message->id.data, ==, "<id>");
  g_assert_cmpstr (message->description.data, ==, "words");
  g_assert_cmpstr (message->encoding.data, ==, "8bit");
  g_assert_cmpuint (message->lines, ==, 12);
  g_assert_cmpstr (message->disposition_parameters[0].name.data, ==, "filename");
  g_assert_cmpstr (message->languages[1].data, ==, "zh");
  g_assert_cmpuint (message->n_parts, ==, 1);
  g_assert_cmpuint (message->parts[0]->octets, ==, G_GUINT64_CONSTANT (4294967296));
  g_assert_cmpuint (message->parts[0]->n_parts, ==, 0);
}

static void
test_structure_bad (void)
{
  static const char *const bad[] = {
    "()",
    "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5)",
    "(\"TEXT\" \"PLAIN\" NIL NIL NIL NIL 5 1)",
    "(\"TEXT\" \"PLAIN\" () NIL NIL \"7BIT\" 5 1)",
    "(\"TEXT\" \"PLAIN\" (\"a\") NIL NIL \"7BIT\" 5 1)",
    "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 NIL (\"inline\"))",
    "(\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 5 1 )",
    "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 5)",
    "((\"IMAGE\" \"PNG\" NIL NIL NIL \"7BIT\" 5))",
    "((\"IMAGE\" \"PNG\" NIL NIL NIL \"7BIT\" 5) NIL)",
    "NIL",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      ImapResponse response;
      g_autofree char *line = g_strdup_printf ("* 1 FETCH (BODY %s)", bad[i]);
      g_autoptr (ImapTree) tree = parse (line, &response);
      g_assert_true (imap_tree_is_bad (tree));
    }
}

/* As deep as a client reads, and one part deeper. */
static void
test_structure_depth (void)
{
  for (guint depth = IMAP_BODY_NESTING_MAX - 1; depth <= IMAP_BODY_NESTING_MAX; depth++)
    {
      g_autoptr (GString) line = g_string_new ("* 1 FETCH (BODY ");
      ImapResponse response;
      for (guint i = 0; i < depth; i++)
        g_string_append_c (line, '(');
      g_string_append (line, "(\"IMAGE\" \"PNG\" NIL NIL NIL \"7BIT\" 5)");
      for (guint i = 0; i < depth; i++)
        g_string_append (line, " \"MIXED\")");
      g_string_append_c (line, ')');
      g_autoptr (ImapTree) tree = parse (line->str, &response);
      g_assert_cmpint (imap_tree_is_bad (tree), ==, depth == IMAP_BODY_NESTING_MAX);
    }
}

static void
test_fetch_bad (void)
{
  static const char *const lines[] = {
    "* 1 FETCH ()",
    "* 1 FETCH FLAGS (\\Seen)",
    "* 1 FETCH (FLAGS \\Seen)",
    "* 1 FETCH (FLAGS (\\*))",
    "* 1 FETCH (UID 0)",
    "* 1 FETCH (UID 4294967296)",
    "* 1 FETCH (UID 1 )",
    "* 1 FETCH (UID 1)x",
    "* 1 FETCH (RFC822.SIZE -1)",
    "* 1 FETCH (BODY[] x)",
    "* 1 FETCH (BODY[]<0.3> \"x\")",
    "* 1 FETCH (BODY[0] \"x\")",
    "* 1 FETCH (ENVELOPE (NIL NIL () NIL NIL NIL NIL NIL NIL NIL))",
    "* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL))",
    "* 1 FETCH (ENVELOPE NIL)",
    "* 1 FETCH (ENVELOPE (NIL NIL ((NIL NIL NIL NIL) (NIL NIL NIL NIL)) NIL NIL NIL NIL NIL NIL NIL))",
    "* 1 FETCH (X (a)",
  };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      ImapResponse response;
      g_autoptr (ImapTree) tree = parse (lines[i], &response);
      g_assert_true (imap_tree_is_bad (tree));
      g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_OTHER);
      g_assert_cmpuint (response.n_items, ==, 0);
    }
}

/* What is not known is passed over, literals in it, too. */
static void
test_other (void)
{
  static const char *const lines[] = {
    "* SORT 2 3 6", "* NAMESPACE NIL NIL NIL",
    "* ENABLED",    "* ESEARCH (TAG \"a\") UID ALL 1:3 {3}\r\n)\r\n {x}",
    "* 4 XFOO bar", "* VANISHED 1:3"
  };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      ImapResponse response;
      g_autoptr (ImapTree) tree = parse (lines[i], &response);
      g_assert_false (imap_tree_is_bad (tree));
      g_assert_cmpint (response.kind, ==, IMAP_RESPONSE_OTHER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/response/status", test_status);
  g_test_add_func ("/imap/response/status-flawed", test_status_flawed);
  g_test_add_func ("/imap/response/codes-with-lists", test_codes_with_lists);
  g_test_add_func ("/imap/response/data", test_data);
  g_test_add_func ("/imap/response/numbers", test_numbers);
  g_test_add_func ("/imap/response/fetch", test_fetch);
  g_test_add_func ("/imap/response/rfc822", test_rfc822);
  g_test_add_func ("/imap/response/envelope", test_envelope);
  g_test_add_func ("/imap/response/structure", test_structure);
  g_test_add_func ("/imap/response/structure-bad", test_structure_bad);
  g_test_add_func ("/imap/response/structure-depth", test_structure_depth);
  g_test_add_func ("/imap/response/fetch-bad", test_fetch_bad);
  g_test_add_func ("/imap/response/other", test_other);
  return g_test_run ();
}
