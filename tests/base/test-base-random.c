#include "base-random.h"

static void
test_known (void)
{
  /* the published sequence of SplitMix64 for seed 1234567 */
  const guint64 expected[] = { G_GUINT64_CONSTANT (6457827717110365317),
                               G_GUINT64_CONSTANT (3203168211198807973),
                               G_GUINT64_CONSTANT (9817491932198370423) };
  BaseRandom random;
  base_random_seed (&random, 1234567);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (base_random_next (&random), ==, expected[i]);
}

static void
test_below (void)
{
  BaseRandom random;
  base_random_seed (&random, 1);
  guint seen[7] = { 0 };
  for (guint i = 0; i < 7000; i++)
    {
      guint64 drawn = base_random_below (&random, G_N_ELEMENTS (seen));
      g_assert_cmpuint (drawn, <, G_N_ELEMENTS (seen));
      seen[drawn]++;
    }
  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_cmpuint (seen[i], >, 800);
  g_assert_cmpuint (base_random_below (&random, 1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/random/known", test_known);
  g_test_add_func ("/base/random/below", test_below);
  return g_test_run ();
}
