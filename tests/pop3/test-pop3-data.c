/* Data on its way: stuffed, counted, cut, and taken back. */
#include "base-random.h"
#include "pop3-data.h"
#include "pop3-framer.h"
#include "pop3-types.h"

#include <string.h>

static GBytes *
send_message (GBytes *message, guint64 *counted, gsize *copied)
{
  g_autoptr (BaseSlices) out = base_slices_new ();
  gsize size = g_bytes_get_size (message);
  *counted = pop3_data_append (out, message, 0, size);
  g_assert_cmpuint (*counted, ==, pop3_data_count (message, 0, size));
  *copied = base_slices_get_copied (out);
  base_slices_append_string (out, POP3_DATA_END);
  return base_slices_flatten (out);
}

static void
assert_travels (const char *message, const char *expected)
{
  guint64 counted;
  gsize copied;
  g_autoptr (GBytes) bytes = g_bytes_new (message, strlen (message));
  g_autoptr (GBytes) sent = send_message (bytes, &counted, &copied);
  g_assert_cmpmem (g_bytes_get_data (sent, NULL), g_bytes_get_size (sent), expected,
                   strlen (expected));
}

static void
test_stuffing (void)
{
  assert_travels ("", ".\r\n");
  assert_travels (".", "..\r\n.\r\n");
  assert_travels ("\n", "\r\n.\r\n");
  assert_travels ("\r", "\r\r\n.\r\n");
  assert_travels ("a\r\n", "a\r\n.\r\n");
  assert_travels ("a\n.\n", "a\r\n..\r\n.\r\n");
  assert_travels ("a\n\n.b", "a\r\n\r\n..b\r\n.\r\n");
  assert_travels ("a\r.b\r\n..\r\n", "a\r.b\r\n...\r\n.\r\n");
  assert_travels ("a.\r\r\n", "a.\r\r\n.\r\n");
}

/* What a reader makes of a message: one line end for another, and one at the end. */
static GBytes *
in_crlf_form (GBytes *message)
{
  gsize size;
  const char *data = g_bytes_get_data (message, &size);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  for (gsize i = 0; i < size; i++)
    {
      if (data[i] == '\n' && (i == 0 || data[i - 1] != '\r'))
        g_byte_array_append (out, (const guint8 *) "\r", 1);
      g_byte_array_append (out, (const guint8 *) data + i, 1);
    }
  if (size > 0 && data[size - 1] != '\n')
    g_byte_array_append (out, (const guint8 *) "\r\n", 2);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

static GBytes *
random_message (BaseRandom *random, gsize max)
{
  static const char letters[] = "..\r\n\n\n\rab\0\xc3";
  gsize size = (gsize) base_random_below (random, max);
  char *data = g_malloc (MAX (size, 1));
  gboolean crowded = base_random_below (random, 2) == 0;
  for (gsize i = 0; i < size; i++)
    data[i] = crowded || base_random_below (random, 40) == 0
                  ? letters[base_random_below (random, sizeof letters - 1)]
                  : 'x';
  return g_bytes_new_take (data, size);
}

/* Sent and taken back, any message is itself in CRLF form, of as many octets as was said. */
static void
test_round_trip (void)
{
  for (guint64 seed = 1; seed <= 3000; seed++)
    {
      BaseRandom random;
      guint64 counted;
      gsize copied;
      base_random_seed (&random, seed);
      g_autoptr (GBytes) message = random_message (&random, seed % 10 == 0 ? 20000 : 60);
      g_autoptr (GBytes) sent = send_message (message, &counted, &copied);
      g_autoptr (GBytes) expected = in_crlf_form (message);
      g_autoptr (Pop3Framer) framer = pop3_framer_new (POP3_CONTEXT_DATA);
      ModelLine line = { 0 }, more = { 0 };
      pop3_framer_feed (framer, sent);
      g_assert_cmpint (pop3_framer_next (framer, &line), ==, MODEL_FRAME_LINE);
      g_assert_cmpint (pop3_framer_rest (framer, &more), ==, MODEL_FRAME_MORE);
      g_autoptr (GBytes) got = pop3_data_unstuff (line.bytes);
      g_bytes_unref (line.bytes);
      if (!g_bytes_equal (got, expected) || counted != g_bytes_get_size (expected)
          || copied > 16 * 1024)
        g_error ("seed %" G_GUINT64_FORMAT ": the message came back otherwise", seed);
    }
}

static void
test_shared (void)
{
  g_autoptr (GBytes) message = g_bytes_new_static ("a\r\nb\r\n", 6);
  g_autoptr (BaseSlices) out = base_slices_new ();
  pop3_data_append (out, message, 0, 6);
  g_assert_cmpuint (base_slices_get_copied (out), ==, 0);
  g_assert_true (base_slices_get (out, 0)->blob == message);
  g_autoptr (GBytes) data = g_bytes_new_static ("a\r\n.\r\n", 6);
  g_autoptr (GBytes) back = pop3_data_unstuff (data);
  g_assert_true (g_bytes_get_data (back, NULL) == g_bytes_get_data (data, NULL));
}

static void
test_lines (void)
{
  static const char text[] = "one\r\n..two\r\nbare\nlf\r\n.\r\n";
  static const char *const expected[] = { "one", ".two", "bare\nlf" };
  g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
  Pop3DataIter iter;
  BaseSpan whole, part;
  guint n = 0;
  pop3_data_iter_init (&iter, data);
  while (pop3_data_iter_next (&iter, &whole, &part))
    {
      g_assert_cmpmem (text + part.start, part.len, expected[n], strlen (expected[n]));
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (pop3_data_iter_at_end (&iter));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3/data/stuffing", test_stuffing);
  g_test_add_func ("/pop3/data/round-trip", test_round_trip);
  g_test_add_func ("/pop3/data/shared", test_shared);
  g_test_add_func ("/pop3/data/lines", test_lines);
  return g_test_run ();
}
