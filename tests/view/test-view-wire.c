/* Octets of the wire as text. */
#include "view-wire.h"

static void
assert_shown (const char *data, gsize len, guint max, const char *expected, gsize hidden)
{
  gsize left = 99;
  g_autofree char *text = view_wire_show (data, len, max, &left);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (left, ==, hidden);
}

static void
test_show (void)
{
  assert_shown ("", 0, 10, "", 0);
  assert_shown ("a1 NOOP", 7, 0, "a1 NOOP", 0);
  assert_shown ("a\r\n\0b", 5, 0, "a\\x0D\\x0A\\x00b", 0);
  assert_shown ("\xff\x80 caf\xc3\xa9", 8, 0, "\\xFF\\x80 café", 0);
  assert_shown ("\xc3", 1, 0, "\\xC3", 0);
  assert_shown ("\xe2\x80\xae"
                "abc",
                6, 0,
                "\\xE2\\x80\\xAE"
                "abc",
                0); /* turns text around */
  assert_shown ("\xe6\x97\xa5\xe6\x9c\xac", 6, 1, "日…", 3);
  assert_shown ("abcdef", 6, 4, "abcd…", 2);
  assert_shown ("abcd", 4, 4, "abcd", 0);
}

static void
assert_line (const char *data, gsize len, gsize expected, gsize expected_next)
{
  gsize next = 99;
  g_assert_cmpuint (view_wire_first_line (data, len, &next), ==, expected);
  g_assert_cmpuint (next, ==, expected_next);
}

static void
test_first_line (void)
{
  assert_line ("", 0, 0, 0);
  assert_line ("a\r\nb\r\n", 6, 1, 3);
  assert_line ("a\nb", 3, 1, 2);
  assert_line ("\r\n", 2, 0, 2);
  assert_line ("abc", 3, 3, 3);
  assert_line ("a\rb\r\n", 5, 3, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/wire/show", test_show);
  g_test_add_func ("/view/wire/first-line", test_first_line);
  return g_test_run ();
}
