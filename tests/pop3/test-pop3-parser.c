/* Trees of lines: what they hold, and goldens. tests/golden/pop3/NAME.in: lines "CONTEXT [COMMAND] | octets". */
#include "pop3-response.h"
#include "pop3-rules.h"

#include <string.h>

static void
assert_lossless (const Pop3Tree *tree)
{
  const Pop3Node *leaf = NULL;
  gsize at = 0;
  while ((leaf = pop3_node_next_leaf (tree, leaf)) != NULL)
    {
      g_assert_cmpuint (leaf->span.start, ==, at);
      g_assert_cmpuint (leaf->span.len, >, 0);
      g_assert_true (g_strv_contains (pop3_rules_get (), leaf->rule));
      at = base_span_end (leaf->span);
    }
  g_assert_cmpuint (at, ==, g_bytes_get_size (pop3_tree_get_bytes (tree)));
}

static char *
dump_line (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " | ", 3);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_autofree char *text = g_strcompress (parts[2]);
  g_autofree char *asked = g_strconcat (parts[1], "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) command = *parts[1] != '\0' ? g_bytes_new (asked, strlen (asked)) : NULL;
  guint32 context = strcmp (parts[0], "C") == 0   ? POP3_CONTEXT_COMMAND
                    : strcmp (parts[0], "S") == 0 ? POP3_CONTEXT_RESPONSE
                    : strcmp (parts[0], "D") == 0 ? POP3_CONTEXT_DATA
                                                  : POP3_CONTEXT_OVERLONG;
  g_autoptr (Pop3Tree) tree = pop3_line_parse (bytes, context, command);
  assert_lossless (tree);
  return pop3_tree_dump (tree);
}

static void
test_golden (gconstpointer data)
{
  const char *name = data;
  g_autofree char *in_name = g_strconcat (name, ".in", NULL);
  g_autofree char *out_name = g_strconcat (name, ".out", NULL);
  g_autofree char *in = g_test_build_filename (G_TEST_DIST, "golden", "pop3", in_name, NULL);
  g_autofree char *out = g_test_build_filename (G_TEST_DIST, "golden", "pop3", out_name, NULL);
  g_autofree char *lines = NULL, *expected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) got = g_string_new (NULL);
  g_assert_true (g_file_get_contents (in, &lines, NULL, &error));
  g_auto (GStrv) each = g_strsplit (lines, "\n", -1);
  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    {
      g_autofree char *dump = dump_line (each[i]);
      g_string_append_printf (got, "%s\n%s\n", each[i], dump);
    }
  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (out, got->str, -1, &error));
  g_assert_true (g_file_get_contents (out, &expected, NULL, &error));
  g_assert_cmpstr (got->str, ==, expected);
}

static void
test_response (void)
{
  static const char line[] = "+OK 3 0000000165e6d780 and more\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (line, strlen (line));
  g_autoptr (GBytes) command = g_bytes_new_static ("uidl 3\r\n", 8);
  Pop3Response response;
  g_autoptr (Pop3Tree) tree = pop3_response_parse (bytes, command, &response);
  g_assert_false (pop3_tree_is_bad (tree));
  g_assert_true (response.ok);
  g_assert_cmpuint (response.number, ==, 3);
  g_assert_cmpstr (response.id, ==, "0000000165e6d780");
  g_assert_cmpstr (response.text, ==, "3 0000000165e6d780 and more");
  g_assert_null (response.code);
}

static void
test_code (void)
{
  static const char *const lines[] = { "-ERR [SYS/TEMP] x\r\n", "-ERR [IN-USE]\r\n",
                                       "-ERR [not a code] x\r\n", "-ERR []\r\n", "-ERR [OPEN\r\n" };
  static const char *const codes[] = { "SYS/TEMP", "IN-USE", NULL, NULL, NULL };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (lines[i], strlen (lines[i]));
      Pop3Response response;
      g_autoptr (Pop3Tree) tree = pop3_response_parse (bytes, NULL, &response);
      g_assert_false (pop3_tree_is_bad (tree));
      g_assert_false (response.ok);
      g_assert_cmpstr (response.code, ==, codes[i]);
    }
}

/* Every command of the table has the rule of its word. */
static void
test_table (void)
{
  const Pop3CommandClass *const *classes = pop3_command_get_classes ();
  for (guint i = 0; classes[i] != NULL; i++)
    {
      const char *name = pop3_command_class_get_name (classes[i]);
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *rule = g_strconcat ("command.", lower, NULL);
      g_assert_true (pop3_command_find (lower) == classes[i]);
      g_assert_true (g_strv_contains (pop3_rules_get (), rule));
      g_assert_cmpuint (strlen (name), >=, 3);
      g_assert_cmpuint (strlen (name), <=, 4);
    }
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "commands", "replies", "data" };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/pop3/parser/golden/", names[i], NULL);
      g_test_add_data_func (path, names[i], test_golden);
    }
  g_test_add_func ("/pop3/parser/response", test_response);
  g_test_add_func ("/pop3/parser/code", test_code);
  g_test_add_func ("/pop3/parser/table", test_table);
  return g_test_run ();
}
