/* Lines out of a stream, however it is split. */
#include "base-random.h"
#include "pop3-framer.h"
#include "pop3-types.h"

#include <stdio.h>
#include <string.h>

/* What a framer makes of @text fed in pieces that @cut chooses; @switches: a line of "+D" is followed
 * by data. */
static char *
frame (const char *text, gsize len, BaseRandom *random, gboolean switches)
{
  g_autoptr (Pop3Framer) framer = pop3_framer_new (POP3_CONTEXT_RESPONSE);
  GString *out = g_string_new (NULL);
  ModelLine line;
  guint64 at = 0;
  for (gsize fed = 0; fed <= len;)
    {
      gboolean end = fed == len;
      gsize n = random != NULL ? 1 + (gsize) base_random_below (random, 6) : len;
      n = MIN (n, len - fed);
      g_autoptr (GBytes) piece = g_bytes_new (text + fed, n);
      pop3_framer_feed (framer, piece);
      fed += n;
      while (pop3_framer_next (framer, &line) == MODEL_FRAME_LINE
             || (end && pop3_framer_rest (framer, &line) == MODEL_FRAME_LINE))
        {
          gsize size;
          const char *data = g_bytes_get_data (line.bytes, &size);
          g_assert_cmpuint (line.start, ==, at);
          at += size;
          g_string_append_printf (out, "%u%s%s %" G_GSIZE_FORMAT " %.*s\n", line.context,
                                  line.bad ? " bad" : "", line.complete ? "" : " rest", size,
                                  (int) MIN (size, 20), data);
          gboolean begins = size == 4 && memcmp (data, "+D\r\n", 4) == 0;
          if (switches && !pop3_framer_goes_on (framer) && line.complete)
            pop3_framer_set_context (framer, begins && line.context != POP3_CONTEXT_DATA
                                                 ? POP3_CONTEXT_DATA
                                                 : POP3_CONTEXT_RESPONSE);
          g_bytes_unref (line.bytes);
        }
      if (end)
        break;
    }
  g_assert_cmpuint (at, ==, len);
  return g_string_free (out, FALSE);
}

static void
assert_frames (const char *text, const char *expected)
{
  g_autofree char *got = frame (text, strlen (text), NULL, TRUE);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_lines (void)
{
  assert_frames ("+OK\r\n-ERR\r\n", "33 5 +OK\r\n\n33 6 -ERR\r\n\n");
  assert_frames ("a\nb\rc\r\n", "33 7 a\nb\rc\r\n\n");
  assert_frames ("\r\n\r\n", "33 2 \r\n\n33 2 \r\n\n");
  assert_frames ("+D\r\n.\r\nx\r\n", "33 4 +D\r\n\n34 3 .\r\n\n33 3 x\r\n\n");
  assert_frames ("+D\r\na\r\n..\r\n.\n.\r\n.\r\n", "33 4 +D\r\n\n34 15 a\r\n..\r\n.\n.\r\n.\r\n\n");
  assert_frames ("+D\r\na\r.\r\n.\r\n", "33 4 +D\r\n\n34 8 a\r.\r\n.\r\n\n");
  assert_frames ("+D\r\nno end\r\n.", "33 4 +D\r\n\n34 rest 9 no end\r\n.\n");
  assert_frames ("no end\r", "33 rest 7 no end\r\n");
}

static void
test_splits (void)
{
  static const char letters[] = "..\r\n\r\n\r\n+D\nx";
  for (guint64 seed = 1; seed <= 4000; seed++)
    {
      BaseRandom random;
      char text[80];
      base_random_seed (&random, seed);
      gsize len = (gsize) base_random_below (&random, sizeof text);
      for (gsize i = 0; i < len; i++)
        text[i] = letters[base_random_below (&random, sizeof letters - 1)];
      g_autofree char *whole = frame (text, len, NULL, TRUE);
      g_autofree char *split = frame (text, len, &random, TRUE);
      if (strcmp (whole, split) != 0)
        g_error ("seed %" G_GUINT64_FORMAT ": split otherwise\n%s---\n%s", seed, whole, split);
    }
}

/* A line beyond the limit comes in pieces; the stream goes on behind its end. */
static void
test_overlong (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < POP3_LINE_MAX + 10; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\r\n+OK\r\n");
  g_autofree char *got = frame (text->str, text->len, NULL, FALSE);
  g_assert_cmpstr (got, ==,
                   "33 bad 65536 xxxxxxxxxxxxxxxxxxxx\n35 bad 12 xxxxxxxxxx\r\n\n33 5 +OK\r\n\n");
  /* Exactly at the limit there is nothing wrong yet. */
  g_string_erase (text, 0, 12);
  g_autofree char *fits = frame (text->str, text->len, NULL, FALSE);
  g_assert_cmpstr (fits, ==, "33 65536 xxxxxxxxxxxxxxxxxxxx\n33 5 +OK\r\n\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3/framer/lines", test_lines);
  g_test_add_func ("/pop3/framer/splits", test_splits);
  g_test_add_func ("/pop3/framer/overlong", test_overlong);
  return g_test_run ();
}
