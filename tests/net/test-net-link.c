#include "base-random.h"
#include "base-time.h"
#include "net-link.h"

static void
test_delay_only (void)
{
  const NetLink link = { .delay = 100 * BASE_MILLISECOND };
  NetLane lane = { 0 };
  NetPassage passage = net_link_pass (&link, &lane, 5, 1000);

  g_assert_cmpint (passage.left, ==, 5);
  g_assert_cmpint (passage.arrives, ==, 100 * BASE_MILLISECOND + 5);
}

static void
test_rate (void)
{
  const NetLink link = { .delay = 1000, .rate = 8000 }; /* 1,000 octets a second */
  NetLane lane = { 0 };

  g_assert_cmpint (net_link_pass (&link, &lane, 0, 500).left, ==, 500 * BASE_MILLISECOND);
  /* The second line waits for the first. */
  g_assert_cmpint (net_link_pass (&link, &lane, 1, 500).arrives, ==, BASE_SECOND + 1000);
  /* A lane that was free for a while starts at once. */
  g_assert_cmpint (net_link_pass (&link, &lane, 5 * BASE_SECOND, 1).left, ==,
                   5 * BASE_SECOND + 1000);
}

/* However octets are cut in pieces, the last one arrives at the same time, never before an earlier.
 */
static void
test_pieces (void)
{
  for (guint64 seed = 1; seed <= 200; seed++)
    {
      BaseRandom random;
      NetLink link;
      NetLane whole = { 0 };
      NetLane cut = { 0 };
      gsize left;
      gint64 last = 0;
      gint64 expected;

      base_random_seed (&random, seed);
      link.delay = (gint64) base_random_below (&random, BASE_SECOND);
      link.rate = 1 + base_random_below (&random, 100 * 1000 * 1000);
      left = 1 + base_random_below (&random, 1000 * 1000);
      expected = net_link_pass (&link, &whole, 7, left).arrives;
      while (left > 0)
        {
          gsize piece = 1 + base_random_below (&random, left);
          gint64 arrives = net_link_pass (&link, &cut, 7, piece).arrives;

          if (arrives < last)
            g_error ("seed %" G_GUINT64_FORMAT ": a piece overtook another", seed);
          last = arrives;
          left -= piece;
        }
      if (last != expected)
        g_error ("seed %" G_GUINT64_FORMAT ": pieces arrive at %" G_GINT64_FORMAT
                 ", the whole at %" G_GINT64_FORMAT,
                 seed, last, expected);
    }
}

static void
test_connect (void)
{
  const NetLink link = { .delay = 40 };
  NetHandshake handshake = net_link_connect (&link, 1000);

  g_assert_cmpint (handshake.server, ==, 1040);
  g_assert_cmpint (handshake.client, ==, 1080);
  g_assert_cmpint (net_link_round_trip (&link), ==, 80);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/link/delay-only", test_delay_only);
  g_test_add_func ("/net/link/rate", test_rate);
  g_test_add_func ("/net/link/pieces", test_pieces);
  g_test_add_func ("/net/link/connect", test_connect);
  return g_test_run ();
}
