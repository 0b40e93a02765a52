#include "base-time.h"

static void
test_parse (void)
{
  const struct
  {
    const char *text;
    gint64 usec;
  } good[] = { { "200ms", 200000 },
               { "1.5s", 1500000 },
               { "29m", G_GINT64_CONSTANT (1740000000) },
               { "2h", G_GINT64_CONSTANT (7200000000) },
               { "40us", 40 },
               { "1m30s", 90000000 },
               { "0s", 0 },
               { "0.0000001s", 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 usec = -1;
      g_assert_true (base_time_parse (good[i].text, &usec));
      g_assert_cmpint (usec, ==, good[i].usec);
    }
  const char *const bad[] = { "",
                              "5",
                              "s",
                              "-1s",
                              "1 s",
                              "1.s",
                              "1x",
                              "1sx",
                              " 1s",
                              "99999999999999999999s",
                              "9223372036854775807h" };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 usec = 7;
      g_assert_false (base_time_parse (bad[i], &usec));
      g_assert_cmpint (usec, ==, 7);
    }
}

static void
test_format (void)
{
  g_autofree char *full = base_time_format (42120007);
  g_assert_cmpstr (full, ==, "42.120007");
  g_autofree char *brief = base_time_format_short (42120007);
  g_assert_cmpstr (brief, ==, "42.120");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/format", test_format);
  return g_test_run ();
}
