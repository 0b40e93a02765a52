/* What a command says once it is parsed, and that no octet of it is lost. */
#include "imap-command.h"
#include "imap-response.h"

#include <string.h>

static ImapTree *
parse (const char *text, ImapCommand *out)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  ImapTree *tree = imap_command_parse (bytes, out);
  gsize at = 0;
  for (const ImapNode *leaf = imap_node_next_leaf (tree, NULL); leaf != NULL;
       leaf = imap_node_next_leaf (tree, leaf))
    {
      g_assert_cmpuint (leaf->span.start, ==, at);
      at = base_span_end (leaf->span);
    }
  g_assert_cmpuint (at, ==, strlen (text));
  return tree;
}

static void
test_table (void)
{
  const ImapCommandClass *const *classes = imap_command_get_classes ();
  for (guint n = 0; classes[n] != NULL; n++)
    {
      const char *name = imap_command_class_get_name (classes[n]);
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_assert_true (imap_command_find (lower) == classes[n]);
      g_assert_cmpuint (imap_command_class_get_states (classes[n]), !=, 0);
    }
  g_assert_nonnull (imap_command_find ("CAPABILITY"));
  g_assert_null (imap_command_find ("UID"));
  g_assert_null (imap_command_find (""));
}

static void
test_login (void)
{
  ImapCommand command;
  g_autoptr (ImapTree) tree = parse ("a1 LOGIN {3}\r\nlin \"noo\\\"dles\"\r\n", &command);
  g_assert_false (imap_tree_is_bad (tree));
  g_assert_cmpstr (command.tag, ==, "a1");
  g_assert_cmpstr (command.user.data, ==, "lin");
  g_assert_cmpstr (command.password.data, ==, "noo\"dles");
  g_assert_nonnull (imap_node_find (imap_tree_get_root (tree), "command.login"));
  g_assert_nonnull (imap_node_find (imap_tree_get_root (tree), "password"));
}

static void
test_fetch (void)
{
  ImapCommand command;
  g_autoptr (ImapTree) tree = parse (
      "t uid fetch 4:*,7 (flags rfc822.header Body.Peek[HEADER.FIELDS (a {1}\r\nb)]<2.3>)\r\n",
      &command);
  g_assert_false (imap_tree_is_bad (tree));
  g_assert_true (command.uid);
  g_assert_cmpuint (command.set.n, ==, 2);
  g_assert_true (command.set.ranges[0].last_star);
  g_assert_cmpuint (command.n_atts, ==, 3);
  g_assert_cmpint (command.atts[0].kind, ==, IMAP_ATT_FLAGS);
  g_assert_cmpstr (command.att_names[1], ==, "RFC822.HEADER");
  g_assert_cmpint (command.atts[1].section.kind, ==, IMAP_SECTION_HEADER);
  g_assert_true (command.atts[1].peek);
  g_assert_null (command.att_names[2]);
  g_assert_cmpuint (command.atts[2].section.n_fields, ==, 2);
  g_assert_cmpuint (command.atts[2].partial_start, ==, 2);
  g_assert_cmpuint (command.atts[2].partial_count, ==, 3);
}

static void
test_fetch_macros (void)
{
  static const struct
  {
    const char *line;
    guint n_atts;
  } cases[] = {
    { "a FETCH 1 ALL\r\n", 4 },         { "a FETCH 1 fast\r\n", 3 },
    { "a FETCH 1 FULL\r\n", 5 },        { "a FETCH 1 BODY\r\n", 1 },
    { "a FETCH 1 (UID BODY)\r\n", 2 },  { "a FETCH 1 BODYSTRUCTURE\r\n", 1 },
    { "a FETCH 1 BODY[]\r\n", 1 },      { "a FETCH 1 RFC822\r\n", 1 },
    { "a FETCH 1 RFC822.SIZE\r\n", 1 }, { "a FETCH 1 (RFC822.TEXT)\r\n", 1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImapCommand command;
      g_autoptr (ImapTree) tree = parse (cases[i].line, &command);
      g_assert_false (imap_tree_is_bad (tree));
      g_assert_cmpuint (command.n_atts, ==, cases[i].n_atts);
    }
}

static void
test_store (void)
{
  ImapCommand command;
  g_autoptr (ImapTree) bare = parse ("a STORE 1 -flags.Silent \\Seen $Junk\r\n", &command);
  g_assert_false (imap_tree_is_bad (bare));
  g_assert_cmpint (command.how, ==, IMAP_STORE_REMOVE);
  g_assert_true (command.silent);
  g_assert_cmpuint (command.flags.n, ==, 2);
  g_assert_cmpstr (command.flags.names[1], ==, "$Junk");
  g_autoptr (ImapTree) list = parse ("a STORE 1 FLAGS ()\r\n", &command);
  g_assert_false (imap_tree_is_bad (list));
  g_assert_cmpint (command.how, ==, IMAP_STORE_REPLACE);
  g_assert_false (command.silent);
  g_assert_cmpuint (command.flags.n, ==, 0);
}

static void
test_others (void)
{
  ImapCommand command;
  g_autoptr (ImapTree) status = parse ("a STATUS \"a b\" (messages UNSEEN)\r\n", &command);
  g_assert_false (imap_tree_is_bad (status));
  g_assert_cmpstr (command.mailbox, ==, "a b");
  g_assert_cmpuint (command.n_status_items, ==, 2);
  g_assert_cmpstr (command.status_items[0], ==, "MESSAGES");
  g_autoptr (ImapTree) list = parse ("a LIST \"\" a]/%\r\n", &command);
  g_assert_false (imap_tree_is_bad (list));
  g_assert_cmpstr (command.reference, ==, "");
  g_assert_cmpstr (command.pattern, ==, "a]/%");
  g_assert_nonnull (imap_node_find (imap_tree_get_root (list), "list-reference"));
  g_autoptr (ImapTree) select = parse ("a EXAMINE nil\r\n", &command);
  g_assert_false (imap_tree_is_bad (select));
  g_assert_cmpstr (command.mailbox, ==, "nil");
}

/* What was understood before the grammar broke is kept, so that BAD can carry the tag. */
static void
test_broken (void)
{
  ImapCommand command;
  g_autoptr (ImapTree) fetch = parse ("a1 FETCH 1 (FLAGS NONSENSE)\r\n", &command);
  const char *expected;
  BaseSpan bad = imap_tree_get_bad (fetch, &expected);
  g_assert_true (imap_tree_is_bad (fetch));
  g_assert_cmpuint (bad.start, ==, 18);
  g_assert_cmpstr (expected, ==, "fetch-att");
  g_assert_cmpstr (command.tag, ==, "a1");
  g_assert_true (command.class == imap_command_find ("FETCH"));
  g_autoptr (ImapTree) unknown = parse ("a1 FETCHED\r\n", &command);
  g_assert_true (imap_tree_is_bad (unknown));
  g_assert_null (command.class);
  g_autoptr (ImapTree) no_tag = parse ("* FETCH\r\n", &command);
  g_assert_true (imap_tree_is_bad (no_tag));
  g_assert_null (command.tag);
}

static void
test_contexts (void)
{
  static const struct
  {
    const char *line;
    guint32 context;
    gboolean good;
  } cases[] = {
    { "done\r\n", IMAP_CONTEXT_IDLE, TRUE },     { "DONE x\r\n", IMAP_CONTEXT_IDLE, FALSE },
    { "a NOOP\r\n", IMAP_CONTEXT_IDLE, FALSE },  { "a NOOP\r\n", IMAP_CONTEXT_COMMAND, TRUE },
    { "DONE\r\n", IMAP_CONTEXT_COMMAND, FALSE }, { "* 3 EXISTS\r\n", IMAP_CONTEXT_RESPONSE, TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].line, strlen (cases[i].line));
      g_autoptr (ImapTree) tree = imap_line_parse (bytes, cases[i].context);
      g_assert_cmpint (imap_tree_is_bad (tree), ==, !cases[i].good);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/command/table", test_table);
  g_test_add_func ("/imap/command/login", test_login);
  g_test_add_func ("/imap/command/fetch", test_fetch);
  g_test_add_func ("/imap/command/fetch-macros", test_fetch_macros);
  g_test_add_func ("/imap/command/store", test_store);
  g_test_add_func ("/imap/command/others", test_others);
  g_test_add_func ("/imap/command/broken", test_broken);
  g_test_add_func ("/imap/command/contexts", test_contexts);
  return g_test_run ();
}
