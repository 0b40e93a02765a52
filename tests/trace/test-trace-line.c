#include "trace-line.h"

#include <string.h>

static gboolean
parse (TraceLine *line, const char *text)
{
  return trace_line_parse (line, text, strlen (text));
}

static void
test_tokens (void)
{
  g_autoptr (TraceLine) line = trace_line_new ();
  g_assert_true (parse (line, "[\"send\",18446744073709551615,-9223372036854775808,[\"AAEC\"],null,"
                              "false,\"a\\u0000b\",[]]"));
  trace_line_open (line);
  g_assert_true (trace_line_at_string (line));
  g_assert_cmpstr (trace_line_text (line), ==, "send");
  g_assert_true (trace_line_at_number (line));
  g_assert_cmpuint (trace_line_number (line, G_MAXUINT64), ==, G_MAXUINT64);
  g_assert_cmpint (trace_line_signed (line), ==, G_MININT64);
  g_assert_true (trace_line_at_string_array (line));
  trace_line_open (line);
  g_autoptr (GBytes) bytes = trace_line_base64 (line);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "\0\1\2", 3);
  trace_line_close (line);
  g_assert_true (trace_line_null (line));
  g_assert_false (trace_line_null (line));
  g_assert_true (trace_line_false (line));
  gsize len;
  g_assert_cmpmem (trace_line_string (line, &len), 3, "a\0b", 3);
  g_assert_cmpuint (len, ==, 3);
  trace_line_open (line);
  g_assert_true (trace_line_at_end (line));
  trace_line_close (line);
  trace_line_close (line);
  g_assert_true (trace_line_is_good (line));
}

static void
test_header (void)
{
  g_autoptr (TraceLine) line = trace_line_new ();
  g_assert_true (parse (line, "{\"a\":[1,{\"b\":2}],\"b\":\"two\"}"));
  g_assert_true (trace_line_find (line, "b"));
  g_assert_cmpstr (trace_line_text (line), ==, "two");
  g_assert_false (trace_line_find (line, "c"));
  g_assert_true (parse (line, "[\"b\"]"));
  g_assert_false (trace_line_find (line, "b"));
}

static void
test_refused (void)
{
  static const char *const lines[] = { "",
                                       "[1",
                                       "1]",
                                       "[1] [2]",
                                       "[1.5]",
                                       "[1e3]",
                                       "[18446744073709551616]",
                                       "[\"\xff\"]",
                                       "{\"a\":1",
                                       "nonsense",
                                       "[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]" };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (TraceLine) line = trace_line_new ();
      if (parse (line, lines[i]))
        g_error ("taken: %s", lines[i]);
    }
}

static void
test_wrong_kind (void)
{
  g_autoptr (TraceLine) line = trace_line_new ();
  g_assert_true (parse (line, "[5,\"x\"]"));
  trace_line_open (line);
  g_assert_cmpuint (trace_line_number (line, 4), ==, 0);
  g_assert_false (trace_line_is_good (line));
  /* from there on nothing comes any more */
  g_assert_true (trace_line_at_end (line));
  g_assert_cmpstr (trace_line_text (line), ==, "");
  static const char *const bad[] = { "[\"A\"]", "[\"A*==\"]", "[\"AAE\"]", "[\"AA\\u0000A\"]" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_true (parse (line, bad[i]));
      trace_line_open (line);
      g_autoptr (GBytes) bytes = trace_line_base64 (line);
      g_assert_nonnull (bytes);
      g_assert_false (trace_line_is_good (line));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/line/tokens", test_tokens);
  g_test_add_func ("/trace/line/header", test_header);
  g_test_add_func ("/trace/line/refused", test_refused);
  g_test_add_func ("/trace/line/wrong-kind", test_wrong_kind);
  return g_test_run ();
}
