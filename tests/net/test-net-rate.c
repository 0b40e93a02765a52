#include "net-rate.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint64 rate;
  } good[] = {
    { "56kbit", 56000 }, { "1Mbit", 1000000 }, { "1.5Mbit", 1500000 }, { "9bit", 9 },
    { "1MB", 8000000 },  { "200kB", 1600000 }, { "0.5kB", 4000 },      { "10Gbit", 10000000000 },
  };
  static const char *const bad[] = { "",
                                     "56",
                                     "kbit",
                                     "-1kbit",
                                     "1 Mbit",
                                     "0kbit",
                                     "0.0001bit",
                                     "1mbit",
                                     "1.Mbit",
                                     "1e3B",
                                     "99999999999999999999Gbit" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      guint64 rate = 0;

      g_assert_true (net_rate_parse (good[i].text, &rate));
      g_assert_cmpuint (rate, ==, good[i].rate);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      guint64 rate = 77;

      g_assert_false (net_rate_parse (bad[i], &rate));
      g_assert_cmpuint (rate, ==, 77);
    }
}

static void
test_format (void)
{
  static const guint64 rates[] = { 1, 999, 56000, 1500000, 8000000, 10000000000 };
  g_autofree char *none = net_rate_format (0);

  g_assert_cmpstr (none, ==, "unlimited");
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autofree char *text = net_rate_format (rates[i]);
      guint64 back = 0;

      g_assert_true (net_rate_parse (text, &back));
      g_assert_cmpuint (back, ==, rates[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/rate/parse", test_parse);
  g_test_add_func ("/net/rate/format", test_format);
  return g_test_run ();
}
