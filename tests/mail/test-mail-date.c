/* IMAP date-times and Date fields. */

#include "mail-date.h"

#include <string.h>

static void
assert_parses (const char *text, gint64 seconds, int zone)
{
  gint64 got = -1;
  int got_zone = -1;

  g_assert_true (mail_date_parse_imap (text, -1, &got, &got_zone));
  g_assert_cmpint (got, ==, seconds);
  g_assert_cmpint (got_zone, ==, zone);
}

static void
assert_refused (const char *text)
{
  gint64 seconds = 42;
  int zone = 42;

  if (mail_date_parse_imap (text, -1, &seconds, &zone))
    g_error ("accepted: %s", text);
  g_assert_cmpint (seconds, ==, 42);
  g_assert_cmpint (zone, ==, 42);
}

static void
test_parse (void)
{
  assert_parses (" 7-Feb-1994 21:52:25 -0800", 760686745, -480);
  assert_parses ("07-feb-1994 21:52:25 -0800", 760686745, -480);
  assert_parses ("01-Jan-1970 00:00:00 +0000", 0, 0);
  assert_parses ("31-DEC-1969 23:59:59 -0000", -1, 0);
  assert_parses ("15-Jan-2027 08:00:00 +0000", 1800000000, 0);
  assert_parses ("29-Feb-2028 00:00:00 +0530", 1835375400, 330);
  assert_parses ("31-Dec-2016 23:59:60 +0000", 1483228800, 0);
  assert_parses (" 1-Jan-0001 00:00:00 +0000", -62135596800, 0);
}

static void
test_refuse (void)
{
  static const char *const bad[] = {
    "",
    "31-Feb-2027 08:00:00 +0000",
    "29-Feb-2027 08:00:00 +0000",
    "29-Feb-1900 08:00:00 +0000",
    "31-Apr-2027 08:00:00 +0000",
    " 0-Jan-2027 08:00:00 +0000",
    "00-Jan-2027 08:00:00 +0000",
    "32-Jan-2027 08:00:00 +0000",
    "15-Jan-0000 08:00:00 +0000",
    "7-Feb-1994 21:52:25 -0800",
    "15-Foo-2027 08:00:00 +0000",
    "15-Jan-2027 24:00:00 +0000",
    "15-Jan-2027 08:60:00 +0000",
    "15-Jan-2027 08:00:61 +0000",
    "15-Jan-2027 08:00:00 +0060",
    "15-Jan-2027 08:00:00 00000",
    "15-Jan-2027 08:00:00  0000",
    "15-Jan-2027  8:00:00 +0000",
    "15-Jan-2027 08:00:00 +0000 ",
    "15-Jan-2027 08:00:00 UTC+0",
    "15 Jan 2027 08:00:00 +0000",
    "15-Jan-2027T08:00:00 +0000",
    "-1-Jan-2027 08:00:00 +0000",
    "1 -Jan-2027 08:00:00 +0000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i]);
}

static void
test_length (void)
{
  gint64 seconds;
  int zone;

  g_assert_true (mail_date_parse_imap ("15-Jan-2027 08:00:00 +0000\"", 26, &seconds, &zone));
  g_assert_false (mail_date_parse_imap ("15-Jan-2027 08:00:00 +0000", 25, &seconds, &zone));
}

static void
assert_printed (gint64 seconds, int zone, const char *imap, const char *rfc5322)
{
  g_autofree char *a = mail_date_print_imap (seconds, zone);
  g_autofree char *b = mail_date_print_rfc5322 (seconds, zone);

  g_assert_cmpstr (a, ==, imap);
  g_assert_cmpstr (b, ==, rfc5322);
}

static void
test_print (void)
{
  assert_printed (760686745, -480, " 7-Feb-1994 21:52:25 -0800", "Mon, 7 Feb 1994 21:52:25 -0800");
  assert_printed (1800000000, 0, "15-Jan-2027 08:00:00 +0000", "Fri, 15 Jan 2027 08:00:00 +0000");
  assert_printed (1800000000, 480, "15-Jan-2027 16:00:00 +0800", "Fri, 15 Jan 2027 16:00:00 +0800");
  assert_printed (-1, -30, "31-Dec-1969 23:29:59 -0030", "Wed, 31 Dec 1969 23:29:59 -0030");
  /* What does not fit is brought as near as it goes. */
  assert_printed (G_MAXINT64, 0, "31-Dec-9999 23:59:59 +0000", "Fri, 31 Dec 9999 23:59:59 +0000");
  assert_printed (G_MININT64, G_MAXINT, " 1-Jan-0001 00:00:00 +9959",
                  "Mon, 1 Jan 0001 00:00:00 +9959");
  assert_printed (G_MAXINT64, G_MININT, "31-Dec-9999 23:59:59 -9959",
                  "Fri, 31 Dec 9999 23:59:59 -9959");
}

static void
test_round_trip (void)
{
  const guint32 seed = 20270115;
  GRand *rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      gint64 seconds = (gint64) (g_rand_double_range (rand, -62e9, 253e9));
      int zone = g_rand_int_range (rand, -5999, 6000);
      g_autofree char *printed = mail_date_print_imap (seconds, zone);

      assert_parses (printed, seconds, zone);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/date/parse", test_parse);
  g_test_add_func ("/mail/date/refuse", test_refuse);
  g_test_add_func ("/mail/date/length", test_length);
  g_test_add_func ("/mail/date/print", test_print);
  g_test_add_func ("/mail/date/round-trip", test_round_trip);
  return g_test_run ();
}
