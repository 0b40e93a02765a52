/* The rules that commands and responses share, the lossless tree, and the golden trees. */

#include "imap-command.h"
#include "imap-response.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base-random.h"

static ImapParser *
parser_for (const char *text, gssize len)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len < 0 ? strlen (text) : (gsize) len);
  return imap_parser_new (bytes);
}

/* The leaves, in order, are exactly the input, and relatives agree about each other. */
static void
check_tree (const ImapTree *tree)
{
  gsize at = 0;
  for (const ImapNode *leaf = imap_node_next_leaf (tree, NULL); leaf != NULL;
       leaf = imap_node_next_leaf (tree, leaf))
    {
      g_assert_cmpuint (leaf->span.start, ==, at);
      g_assert_cmpuint (leaf->span.len, >, 0);
      g_assert_true (imap_node_leaf_at (tree, at) == leaf);
      at = base_span_end (leaf->span);
      for (const ImapNode *node = leaf; node->parent != NULL; node = node->parent)
        {
          g_assert_true (g_strv_contains (imap_rules_get (), node->rule));
          g_assert_true (node->next == NULL || node->next->previous == node);
          g_assert_true (node->previous != NULL || node->parent->first == node);
        }
    }
  g_assert_cmpuint (at, ==, g_bytes_get_size (imap_tree_get_bytes (tree)));
  const char *expected = NULL;
  BaseSpan bad = imap_tree_get_bad (tree, &expected);
  if (!imap_tree_is_bad (tree))
    return;
  g_assert_cmpuint (base_span_end (bad), <=, at);
  if (!g_strv_contains (imap_rules_get (), expected))
    g_error ("\"%s\" is expected, but is no rule", expected);
}

/* Read @text by a rule with a string for result: which must be @value (NULL: does not fit) and leave
 * @rest. */
typedef gboolean (*StringRule) (ImapParser *parser, const char *rule, ImapString *out);

static void
check_string (StringRule rule, const char *text, const char *value, const char *rest)
{
  ImapString string = { 0 };
  ImapParser *parser = parser_for (text, -1);
  gboolean fits = rule (parser, "astring", &string);
  gsize len;
  const char *left = imap_parser_rest (parser, &len);
  if (value != NULL)
    {
      g_assert_true (fits);
      g_assert_cmpstr (string.data, ==, value);
      g_assert_cmpuint (string.len, ==, strlen (value));
      g_assert_cmpmem (left, len, rest, strlen (rest));
    }
  else
    {
      g_assert_false (fits);
      g_assert_cmpuint (imap_parser_get_at (parser), ==, 0);
    }
  g_autoptr (ImapTree) tree = imap_parser_finish (parser);
  check_tree (tree);
}

static void
test_quoted (void)
{
  check_string (imap_rule_quoted, "\"\" x", "", " x");
  check_string (imap_rule_quoted, "\"a b\"", "a b", "");
  check_string (imap_rule_quoted, "\"a\\\"b\\\\\"c", "a\"b\\", "c");
  check_string (imap_rule_quoted, "\"a\\nb\"", NULL, NULL);
  check_string (imap_rule_quoted, "\"a\r\nb\"", NULL, NULL);
  check_string (imap_rule_quoted, "\"a\xc3\xa4\"", NULL, NULL);
  check_string (imap_rule_quoted, "\"a", NULL, NULL);
  check_string (imap_rule_quoted, "\"a\\", NULL, NULL);
  check_string (imap_rule_quoted, "a", NULL, NULL);
}

static void
test_literal (void)
{
  check_string (imap_rule_literal, "{3}\r\na\r\n)", "a\r\n", ")");
  check_string (imap_rule_literal, "{0}\r\n)", "", ")");
  check_string (imap_rule_literal, "{3}\r\na\r", NULL, NULL);
  check_string (imap_rule_literal, "{3}\nabc", NULL, NULL);
  check_string (imap_rule_literal, "{}\r\nabc", NULL, NULL);
  check_string (imap_rule_literal, "{-1}\r\nabc", NULL, NULL);
  check_string (imap_rule_literal, "{4294967296}\r\nabc", NULL, NULL);
  check_string (imap_rule_literal, "{99999999999999999999999}\r\nabc", NULL, NULL);
}

static void
test_literal_flaws (void)
{
  const char *expected;
  ImapString string;
  ImapParser *parser = parser_for ("{3+}\r\nabc\r\n", -1);
  g_assert_true (imap_rule_literal (parser, "string", &string));
  g_assert_cmpstr (string.data, ==, "abc");
  g_assert_true (imap_rule_crlf (parser));
  g_autoptr (ImapTree) plus = imap_parser_finish (parser);
  BaseSpan bad = imap_tree_get_bad (plus, &expected);
  g_assert_cmpuint (bad.start, ==, 2);
  g_assert_cmpuint (bad.len, ==, 1);
  g_assert_cmpstr (expected, ==, "literal-close");
  check_tree (plus);

  parser = parser_for ("{3}\r\na\0c\r\n", 10);
  g_assert_true (imap_rule_literal (parser, "string", &string));
  g_assert_true (imap_rule_crlf (parser));
  g_autoptr (ImapTree) nul = imap_parser_finish (parser);
  bad = imap_tree_get_bad (nul, &expected);
  g_assert_cmpuint (bad.start, ==, 6);
  g_assert_cmpstr (expected, ==, "literal-octets");
  check_tree (nul);
}

static void
test_wants_literal (void)
{
  ImapCommand command;
  g_autoptr (GBytes) first = g_bytes_new_static ("a LOGIN {3}\r\n", 13);
  g_autoptr (ImapTree) tree = imap_command_parse (first, &command);
  g_assert_true (imap_tree_is_bad (tree));
  g_assert_true (imap_tree_wants_literal (tree));
  g_assert_null (imap_node_find (imap_tree_get_root (tree), "bad"));
  check_tree (tree);
  g_autoptr (GBytes) wrong = g_bytes_new_static ("a LOGIN  {3}\r\n", 14);
  g_autoptr (ImapTree) bad = imap_command_parse (wrong, &command);
  g_assert_false (imap_tree_wants_literal (bad));
  check_tree (bad);
}

static void
test_astring (void)
{
  check_string (imap_rule_astring, "abc]d e", "abc]d", " e");
  check_string (imap_rule_astring, "NIL", "NIL", "");
  check_string (imap_rule_astring, "\"a\"b", "a", "b");
  check_string (imap_rule_astring, "a\"b", "a", "\"b");
  check_string (imap_rule_astring, "+a#&~[/", "+a#&~[/", "");
  check_string (imap_rule_astring, "%", NULL, NULL);
  check_string (imap_rule_astring, "(", NULL, NULL);
  check_string (imap_rule_astring, " a", NULL, NULL);
  check_string (imap_rule_astring, "\ta", NULL, NULL);
  check_string (imap_rule_astring, "\xc3\xa4", NULL, NULL);
  check_string (imap_rule_astring, "", NULL, NULL);
}

static void
test_nstring (void)
{
  static const char *const nils[] = { "NIL", "nil", "nIl)" };
  for (guint i = 0; i < G_N_ELEMENTS (nils); i++)
    {
      ImapString string = { .data = "x" };
      ImapParser *parser = parser_for (nils[i], -1);
      g_assert_true (imap_rule_nstring (parser, "nstring", &string));
      g_assert_null (string.data);
      imap_tree_free (imap_parser_finish (parser));
    }
  check_string (imap_rule_nstring, "\"NIL\"", "NIL", "");
  check_string (imap_rule_nstring, "NILS", NULL, NULL);
  check_string (imap_rule_nstring, "abc", NULL, NULL);
}

static void
test_mailbox (void)
{
  static const struct
  {
    const char *text;
    const char *name;
    const char *rule;
  } cases[] = {
    { "inBOX", "INBOX", "mailbox.inbox" },
    { "\"Inbox\"", "INBOX", "mailbox.inbox" },
    { "{5}\r\nInBoX", "INBOX", "mailbox.inbox" },
    { "NIL", "NIL", "mailbox" },
    { "inbox/x", "inbox/x", "mailbox" },
    { "&ZTZO9nux-", "&ZTZO9nux-", "mailbox" },
    { "\"a b\"", "a b", "mailbox" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *name;
      ImapParser *parser = parser_for (cases[i].text, -1);
      g_assert_true (imap_rule_mailbox (parser, &name));
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_true (imap_parser_at_end (parser));
      g_autoptr (ImapTree) tree = imap_parser_finish (parser);
      g_assert_cmpstr (imap_tree_get_root (tree)->first->rule, ==, cases[i].rule);
      check_tree (tree);
    }
}

static void
test_tag (void)
{
  const char *tag;
  static const char *const good[] = { "a1", "A]", "x/y", "1", "[" };
  static const char *const bad[] = { "+a", "*", "", "(", "\"a\"", "\xc3\xa4" };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      ImapParser *parser = parser_for (good[i], -1);
      g_assert_true (imap_rule_tag (parser, &tag));
      g_assert_cmpstr (tag, ==, good[i]);
      imap_tree_free (imap_parser_finish (parser));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      ImapParser *parser = parser_for (bad[i], -1);
      g_assert_false (imap_rule_tag (parser, &tag));
      imap_tree_free (imap_parser_finish (parser));
    }
  ImapParser *parser = parser_for ("a+b", -1);
  g_assert_true (imap_rule_tag (parser, &tag));
  g_assert_cmpstr (tag, ==, "a");
  imap_tree_free (imap_parser_finish (parser));
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *text;
    gint64 number; /* -1: does not fit */
    gint64 nz;
  } cases[] = {
    { "0", 0, -1 },
    { "1", 1, 1 },
    { "007", 7, -1 },
    { "4294967295", 4294967295, 4294967295 },
    { "4294967296", -1, -1 },
    { "42949672950", -1, -1 },
    { "18446744073709551616", -1, -1 },
    { "-1", -1, -1 },
    { "x", -1, -1 },
    { "", -1, -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 number = 0;
      guint32 nz = 0;
      ImapParser *parser = parser_for (cases[i].text, -1);
      gboolean fits = imap_rule_number (parser, "number", G_MAXUINT32, &number);
      g_assert_cmpint (fits ? (gint64) number : -1, ==, cases[i].number);
      imap_tree_free (imap_parser_finish (parser));
      parser = parser_for (cases[i].text, -1);
      fits = imap_rule_nz_number (parser, "nz-number", &nz);
      g_assert_cmpint (fits ? (gint64) nz : -1, ==, cases[i].nz);
      imap_tree_free (imap_parser_finish (parser));
    }
}

static char *
format_set (const ImapSet *set)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < set->n; i++)
    {
      const ImapRange *range = &set->ranges[i];
      g_string_append (text, i > 0 ? " " : "");
      g_string_append_printf (text, range->first_star ? "*" : "%u", range->first);
      g_string_append (text, "-");
      g_string_append_printf (text, range->last_star ? "*" : "%u", range->last);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_sequence_set (void)
{
  static const struct
  {
    const char *text;
    const char *set; /* NULL: does not fit */
  } cases[] = {
    { "1", "1-1" },
    { "*", "*-*" },
    { "2,4:7,9,12:*", "2-2 4-7 9-9 12-*" },
    { "*:4,5:7", "*-4 5-7" },
    { "4:2", "4-2" },
    { "4294967295:1", "4294967295-1" },
    { "0", NULL },
    { "1:0", NULL },
    { "1:", NULL },
    { "1,", NULL },
    { ",1", NULL },
    { "1:2:3", "1-2" },
    { "4294967296", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapSet set;
      ImapParser *parser = parser_for (cases[i].text, -1);
      gboolean fits = imap_rule_sequence_set (parser, &set);
      g_autofree char *text = fits ? format_set (&set) : NULL;
      g_assert_cmpstr (text, ==, cases[i].set);
      g_autoptr (ImapTree) tree = imap_parser_finish (parser);
      check_tree (tree);
    }
}

typedef gboolean (*FlagsRule) (ImapParser *parser, ImapFlagList *out);

static void
check_flags (FlagsRule rule, const char *text, const char *names)
{
  ImapFlagList flags;
  ImapParser *parser = parser_for (text, -1);
  gboolean fits = rule (parser, &flags);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; fits && i < flags.n; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? " " : "", flags.names[i]);
  g_assert_cmpstr (fits ? all->str : NULL, ==, names);
  g_autoptr (ImapTree) tree = imap_parser_finish (parser);
  check_tree (tree);
}

static void
test_flags (void)
{
  check_flags (imap_rule_flag_list, "()", "");
  check_flags (imap_rule_flag_list, "(\\Seen $Junk)", "\\Seen $Junk");
  check_flags (imap_rule_flag_list, "(\\sEEN \\Future)", "\\sEEN \\Future");
  check_flags (imap_rule_flag_list, "(\\Recent)", NULL);
  check_flags (imap_rule_flag_list, "(\\*)", NULL);
  check_flags (imap_rule_flag_list, "(\\Seen  \\Draft)", NULL);
  check_flags (imap_rule_flag_list, "(\\Seen )", NULL);
  check_flags (imap_rule_flag_list, "( \\Seen)", NULL);
  check_flags (imap_rule_flag_list, "(\\)", NULL);
  check_flags (imap_rule_flag_list, "(a]b)", NULL);
  check_flags (imap_rule_flag_list_fetch, "(\\Recent)", "\\Recent");
  check_flags (imap_rule_flag_list_fetch, "(\\*)", NULL);
  check_flags (imap_rule_flag_list_perm, "(\\Seen \\*)", "\\Seen \\*");
  check_flags (imap_rule_flag_list_perm, "(\\Recent)", NULL);
}

static void
test_date_time (void)
{
  static const struct
  {
    const char *text;
    const char *value;
  } cases[] = {
    { "\" 7-Feb-1994 21:52:25 -0800\"", " 7-Feb-1994 21:52:25 -0800" },
    { "\"17-jul-1996 02:44:25 +0000\"", "17-jul-1996 02:44:25 +0000" },
    { "\"7-Feb-1994 21:52:25 -0800\"", NULL },
    { "\"17-Foo-1996 02:44:25 +0000\"", NULL },
    { "\"17-Jul-96 02:44:25 +0000\"", NULL },
    { "\"17-Jul-1996 2:44:25 +0000\"", NULL },
    { "\"17-Jul-1996 02:44:25 GMT\"", NULL },
    { "\"17-Jul-1996 02:44:25 +0000", NULL },
    { "17-Jul-1996", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapString date = { 0 };
      ImapParser *parser = parser_for (cases[i].text, -1);
      gboolean fits = imap_rule_date_time (parser, &date);
      g_assert_cmpstr (fits ? date.data : NULL, ==, cases[i].value);
      g_autoptr (ImapTree) tree = imap_parser_finish (parser);
      check_tree (tree);
    }
}

static void
test_fetch_att (void)
{
  static const struct
  {
    const char *text;
    int kind; /* -1: does not fit */
    int section;
    guint n_parts;
    guint n_fields;
    gint64 start;
    guint32 count;
  } cases[] = {
    { "uid", IMAP_ATT_UID },
    { "RFC822.SIZE", IMAP_ATT_RFC822_SIZE },
    { "BODY[]", IMAP_ATT_BODY_SECTION, IMAP_SECTION_ALL, 0, 0, -1 },
    { "body.peek[text]", IMAP_ATT_BODY_SECTION, IMAP_SECTION_TEXT, 0, 0, -1 },
    { "BODY[1.2.MIME]", IMAP_ATT_BODY_SECTION, IMAP_SECTION_MIME, 2, 0, -1 },
    { "BODY[1.2]<5.7>", IMAP_ATT_BODY_SECTION, IMAP_SECTION_PART, 2, 0, 5, 7 },
    { "BODY[HEADER]", IMAP_ATT_BODY_SECTION, IMAP_SECTION_HEADER, 0, 0, -1 },
    { "BODY[HEADER.FIELDS (From \"To\")]", IMAP_ATT_BODY_SECTION, IMAP_SECTION_HEADER_FIELDS, 0, 2,
      -1 },
    { "BODY[3.HEADER.FIELDS.NOT (a)]<0.1>", IMAP_ATT_BODY_SECTION, IMAP_SECTION_HEADER_FIELDS_NOT,
      1, 1, 0, 1 },
    { "BODY[0]", -1 },
    { "BODY[01]", -1 },
    { "BODY[1.]", -1 },
    { "BODY[1.0]", -1 },
    { "BODY[MIME]", -1 },
    { "BODY[HEADER.FIELDS ()]", -1 },
    { "BODY[HEADER.FIELDS]", -1 },
    { "BODY[HEADER.FIELDS  (a)]", -1 },
    { "BODY[]<0>", -1 },
    { "BODY[]<0.0>", -1 },
    { "BODY[]<-1.5>", -1 },
    { "BODY", IMAP_ATT_BODY },
    { "BodyStructure", IMAP_ATT_BODYSTRUCTURE },
    { "BODY.PEEK", -1 },
    { "BODYSTRUCTUR", -1 },
    { "UIDS", -1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapFetchAtt att;
      ImapParser *parser = parser_for (cases[i].text, -1);
      gboolean fits = imap_rule_fetch_att (parser, &att);
      g_assert_cmpint (fits ? (int) att.kind : -1, ==, cases[i].kind);
      if (fits && att.kind == IMAP_ATT_BODY_SECTION)
        {
          g_assert_cmpint (att.section.kind, ==, cases[i].section);
          g_assert_cmpuint (att.section.n_parts, ==, cases[i].n_parts);
          g_assert_cmpuint (att.section.n_fields, ==, cases[i].n_fields);
          g_assert_cmpint (att.partial ? (gint64) att.partial_start : -1, ==, cases[i].start);
          g_assert_cmpuint (att.partial_count, ==, cases[i].count);
        }
      g_assert_cmpuint (imap_parser_get_at (parser), ==, fits ? strlen (cases[i].text) : 0);
      g_autoptr (ImapTree) tree = imap_parser_finish (parser);
      check_tree (tree);
    }
}

/* --- any input --- */

static const char *const seeds[] = {
  "a1 LOGIN \"lin\" {7}\r\nnoodles\r\n",
  "a2 UID FETCH 1:*,4:2 (FLAGS UID BODY.PEEK[HEADER.FIELDS (From \"Reply-To\")]<0.10>)\r\n",
  "a3 STORE 2 +FLAGS.SILENT (\\Deleted $Junk)\r\n",
  "a4 SELECT {5+}\r\nINBOX\r\n",
  "a5 STATUS \"a b\" (MESSAGES UIDNEXT)\r\n",
  "* 2 FETCH (FLAGS (\\Recent) UID 7 BODY[1.2]<0> {3}\r\na\r\n MODSEQ (12) X-Y ((a \"b\")(c)))\r\n",
  "* 1 FETCH (ENVELOPE (\"d\" NIL ((\"n\" NIL \"m\" \"h\")(NIL NIL NIL NIL)) NIL NIL NIL NIL NIL NIL NIL))\r\n",
  "* 1 FETCH (INTERNALDATE \" 7-Feb-1994 21:52:25 -0800\" RFC822.SIZE 9)\r\n",
  "* OK [PERMANENTFLAGS (\\Seen \\*)] fine\r\n",
  "a6 OK [READ-WRITE] SELECT completed\r\n",
  "* LIST (\\HasNoChildren) \"/\" INBOX\r\n",
  "* STATUS INBOX (MESSAGES 3 X 1)\r\n",
  "* THREAD 1 2 {2}\r\nab c\r\n",
  "+ idling\r\n",
};

static void
check_both (const guint8 *data, gsize size)
{
  ImapCommand command;
  ImapResponse response;
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ImapTree) as_command = imap_command_parse (bytes, &command);
  check_tree (as_command);
  g_autoptr (ImapTree) as_response = imap_response_parse (bytes, &response);
  check_tree (as_response);
}

static void
mutate (GByteArray *line, BaseRandom *random)
{
  static const char octets[] = "\0\r\n (){}[]<>\"\\*%+.,:0123456789NILa\t\x7f\x80\xff";
  if (line->len == 0)
    return;
  guint at = (guint) base_random_below (random, line->len);
  guint8 octet = (guint8) octets[base_random_below (random, sizeof octets - 1)];
  switch (base_random_below (random, 4))
    {
    case 0:
      line->data[at] = octet;
      break;
    case 1:
      g_byte_array_remove_index (line, at);
      break;
    case 2:
      g_byte_array_append (line, &octet, 1);
      memmove (line->data + at + 1, line->data + at, line->len - at - 1);
      line->data[at] = octet;
      break;
    default:
      g_byte_array_set_size (line, at);
      break;
    }
}

static void
test_lossless (void)
{
  guint64 seed = (guint64) g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  for (guint round = 0; round < 20000; round++)
    {
      const char *text = seeds[base_random_below (&random, G_N_ELEMENTS (seeds))];
      g_autoptr (GByteArray) line = g_byte_array_new ();
      g_byte_array_append (line, (const guint8 *) text, (guint) strlen (text));
      for (guint64 n = base_random_below (&random, 4); n > 0; n--)
        mutate (line, &random);
      check_both (line->data, line->len);
    }
  check_both ((const guint8 *) "", 0);
}

/* 32 levels are read, more are refused, and neither takes the stack. */
static void
test_nesting (void)
{
  for (guint depth = 1; depth < 100000; depth = depth * 2 + 1)
    {
      ImapResponse response;
      g_autoptr (GString) text = g_string_new ("* 1 FETCH (X ");
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, '(');
      g_string_append_c (text, 'a');
      for (guint i = 0; i < depth; i++)
        g_string_append_c (text, ')');
      g_string_append (text, ")\r\n");
      g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
      g_autoptr (ImapTree) tree = imap_response_parse (bytes, &response);
      g_assert_cmpint (imap_tree_is_bad (tree), ==, depth > IMAP_NESTING_MAX);
      check_tree (tree);
    }
}

/* --- goldens: lines "C: …" and "S: …" with escapes as in C; CRLF is added --- */

static void
dump_line (const char *line, GString *out)
{
  ImapCommand command;
  ImapResponse response;
  if (!g_str_has_prefix (line, "C: ") && !g_str_has_prefix (line, "S: "))
    return;
  g_autofree char *text = g_strcompress (line + 3);
  g_autofree char *whole = g_strconcat (text, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (whole, strlen (whole));
  g_autoptr (ImapTree) tree = line[0] == 'C' ? imap_command_parse (bytes, &command)
                                             : imap_response_parse (bytes, &response);
  check_tree (tree);
  g_autofree char *dump = imap_tree_dump (tree);
  g_string_append_printf (out, "%s\n%s\n", line, dump);
}

static void
test_golden (gconstpointer data)
{
  const char *name = data;
  g_autofree char *in_name = g_strconcat (name, ".in", NULL);
  g_autofree char *out_name = g_strconcat (name, ".out", NULL);
  g_autofree char *in_path = g_test_build_filename (G_TEST_DIST, "golden", "imap", in_name, NULL);
  g_autofree char *out_path = g_test_build_filename (G_TEST_DIST, "golden", "imap", out_name, NULL);
  g_autofree char *in = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  g_assert_true (g_file_get_contents (in_path, &in, NULL, &error));
  g_auto (GStrv) lines = g_strsplit (in, "\n", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    dump_line (lines[i], out);
  if (out->len > 0)
    g_string_truncate (out, out->len - 1);
  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (out_path, out->str, -1, &error));
  g_assert_true (g_file_get_contents (out_path, &expected, NULL, &error));
  g_assert_cmpstr (out->str, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/parser/quoted", test_quoted);
  g_test_add_func ("/imap/parser/literal", test_literal);
  g_test_add_func ("/imap/parser/literal-flaws", test_literal_flaws);
  g_test_add_func ("/imap/parser/wants-literal", test_wants_literal);
  g_test_add_func ("/imap/parser/astring", test_astring);
  g_test_add_func ("/imap/parser/nstring", test_nstring);
  g_test_add_func ("/imap/parser/mailbox", test_mailbox);
  g_test_add_func ("/imap/parser/tag", test_tag);
  g_test_add_func ("/imap/parser/numbers", test_numbers);
  g_test_add_func ("/imap/parser/sequence-set", test_sequence_set);
  g_test_add_func ("/imap/parser/flags", test_flags);
  g_test_add_func ("/imap/parser/date-time", test_date_time);
  g_test_add_func ("/imap/parser/fetch-att", test_fetch_att);
  g_test_add_func ("/imap/parser/lossless", test_lossless);
  g_test_add_func ("/imap/parser/nesting", test_nesting);
  g_test_add_data_func ("/imap/parser/golden/commands", "commands", test_golden);
  g_test_add_data_func ("/imap/parser/golden/responses", "responses", test_golden);
  g_test_add_data_func ("/imap/parser/golden/fetch", "fetch", test_golden);
  g_test_add_data_func ("/imap/parser/golden/slips", "slips", test_golden);
  return g_test_run ();
}
