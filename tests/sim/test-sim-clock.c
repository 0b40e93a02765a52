#include "base-random.h"
#include "sim-clock.h"

typedef struct
{
  SimClock *clock;
  GString *done;
} Log;

static void
on_due (gpointer owner, gpointer payload)
{
  Log *log = owner;

  g_string_append_printf (log->done, "%s@%" G_GINT64_FORMAT " ", (const char *) payload,
                          sim_clock_get_now (log->clock));
}

static void
test_order (void)
{
  g_autoptr (SimClock) clock = sim_clock_new ();
  Log log = { clock, g_string_new (NULL) };

  sim_clock_schedule (clock, 20, FALSE, &log, on_due, g_strdup ("c"), g_free);
  sim_clock_schedule (clock, 10, FALSE, &log, on_due, g_strdup ("a"), g_free);
  sim_clock_schedule (clock, 10, FALSE, &log, on_due, g_strdup ("b"), g_free);
  sim_clock_schedule (clock, 99, TRUE, &log, on_due, g_strdup ("d"), g_free);
  while (!sim_clock_is_settled (clock))
    g_assert_true (sim_clock_run (clock));
  g_assert_cmpstr (log.done->str, ==, "a@10 b@10 c@20 ");
  g_assert_cmpint (sim_clock_get_next (clock), ==, 99);
  g_string_free (log.done, TRUE);
}

static void
test_forget (void)
{
  g_autoptr (SimClock) clock = sim_clock_new ();
  Log kept = { clock, g_string_new (NULL) };
  Log gone = { clock, kept.done };

  for (int i = 0; i < 20; i++)
    sim_clock_schedule (clock, 100 - i, i % 2 == 0, i % 3 == 0 ? &kept : &gone, on_due,
                        g_strdup_printf ("%d", i), g_free);
  sim_clock_forget (clock, &gone, on_due);
  while (sim_clock_run (clock))
    ;
  g_assert_true (sim_clock_is_settled (clock));
  g_assert_cmpstr (kept.done->str, ==, "18@82 15@85 12@88 9@91 6@94 3@97 0@100 ");
  g_string_free (kept.done, TRUE);
}

static void
on_check (gpointer owner, gpointer payload)
{
  gint64 *last = payload;

  g_assert_cmpint (*last, <=, sim_clock_get_now (owner));
  *last = sim_clock_get_now (owner);
}

static void
test_random (void)
{
  for (guint64 seed = 1; seed <= 50; seed++)
    {
      g_autoptr (SimClock) clock = sim_clock_new ();
      BaseRandom random;
      gint64 last = 0;

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      base_random_seed (&random, seed);
      for (int i = 0; i < 500; i++)
        {
          sim_clock_schedule (clock, (gint64) base_random_below (&random, 1000), FALSE, clock,
                              on_check, &last, NULL);
          if (base_random_below (&random, 3) == 0)
            sim_clock_run (clock);
        }
      while (sim_clock_run (clock))
        ;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/clock/order", test_order);
  g_test_add_func ("/sim/clock/forget", test_forget);
  g_test_add_func ("/sim/clock/random", test_random);
  return g_test_run ();
}
