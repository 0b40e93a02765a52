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

static void
assert_field (const char *text, const char *expected)
{
  gint64 seconds = -7;
  int zone = -7;

  if (expected == NULL)
    {
      g_assert_false (mail_date_parse_rfc5322 (text, strlen (text), &seconds, &zone));
      g_assert_cmpint (seconds, ==, -7);
      g_assert_cmpint (zone, ==, -7);
      return;
    }
  g_assert_true (mail_date_parse_rfc5322 (text, strlen (text), &seconds, &zone));
  g_autofree char *printed = mail_date_print_imap (seconds, zone);
  g_assert_cmpstr (printed, ==, expected);
}

static void
test_field (void)
{
  assert_field (" Fri, 15 Jan 2027 08:00:00 +0000", "15-Jan-2027 08:00:00 +0000");
  assert_field ("15 Jan 2027 08:00 -0830\r\n", "15-Jan-2027 08:00:00 -0830");
  assert_field ("Fri,\r\n 1\tjan 2027 23:59:60 +0100 (CET (really) \\) )",
                " 2-Jan-2027 00:00:00 +0100");
  /* The example of [RFC5322 §A.5] and that of [RFC5322 §A.6.2]. */
  assert_field ("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n"
                "               -0330 (Newfoundland Time)",
                "13-Feb-1969 23:32:00 -0330");
  assert_field ("21 Nov 97 09:55:06 GMT", "21-Nov-1997 09:55:06 +0000");
}

static void
test_obsolete_field (void)
{
  assert_field ("1 Feb 49 00:00 UT", " 1-Feb-2049 00:00:00 +0000");
  assert_field ("1 Feb 50 00:00 EST", " 1-Feb-1950 00:00:00 -0500");
  assert_field ("1 Feb 102 00:00 pdt", " 1-Feb-2002 00:00:00 -0700");
  assert_field ("1 Feb 2002 01 : 02 : 03 A", " 1-Feb-2002 01:02:03 +0000");
  assert_field ("1 Feb 2002 01:02:03 Nowhere", " 1-Feb-2002 01:02:03 +0000");
  assert_field ("(c)Mon(c),(c)1(c)Feb(c)2002(c)01(c):(c)02(c)+0000(c",
                " 1-Feb-2002 01:02:00 +0000");
  /* Less than the rules ask for, but a date. */
  assert_field ("1 Feb 2002", " 1-Feb-2002 00:00:00 +0000");
  assert_field ("1 Feb 2002 12:00", " 1-Feb-2002 12:00:00 +0000");
}

static void
test_bad_field (void)
{
  static const char *const bad[] = {
    "",
    "Fri",
    "Fri 15 Jan 2027 08:00:00 +0000",
    "Fri, 32 Jan 2027 08:00:00 +0000",
    "31 Feb 2027 08:00:00 +0000",
    "0 Jan 2027 08:00:00 +0000",
    "15 January 2027 08:00:00 +0000",
    "15 Jan 20270 08:00:00 +0000",
    "15 Jan 7 08:00:00 +0000",
    "15 Jan 2027 24:00:00 +0000",
    "15 Jan 2027 8:00:00 +0000",
    "15 Jan 2027 08:60 +0000",
    "15 Jan 2027 08:00:61 +0000",
    "15 Jan 2027 08:00: +0000",
    "15 Jan 2027 08:00:00 +000",
    "15 Jan 2027 08:00:00 +0060",
    "15 Jan 2027 08:00:00 +0000 x",
    "15 Jan 2027 x",
    "2027-01-15T08:00:00Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_field (bad[i], NULL);
}

static void
test_day (void)
{
  static const struct
  {
    const char *text;
    gint64 days; /* -9 for no date */
  } cases[] = {
    { "1-Jan-1970", 0 },   { "01-jan-1970", 0 },  { "31-Dec-1969", -1 },  { "29-Feb-2000", 11016 },
    { "29-Feb-1999", -9 }, { "0-Jan-1970", -9 },  { " 1-Jan-1970", -9 },  { "1-Jan-70", -9 },
    { "1/Jan/1970", -9 },  { "1-Janu-1970", -9 }, { "111-Jan-1970", -9 }, { "", -9 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 days = -9;
      gboolean good = mail_date_parse_day (cases[i].text, strlen (cases[i].text), &days);

      g_assert_cmpint (good, ==, cases[i].days != -9);
      g_assert_cmpint (days, ==, cases[i].days);
    }
  g_assert_cmpint (mail_date_day (0, 0), ==, 0);
  g_assert_cmpint (mail_date_day (86399, 0), ==, 0);
  g_assert_cmpint (mail_date_day (86399, 1), ==, 1);
  g_assert_cmpint (mail_date_day (0, -1), ==, -1);
  g_assert_cmpint (mail_date_day (-86400, 0), ==, -1);
  g_assert_cmpint (mail_date_day (-86401, 0), ==, -2);
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
  g_test_add_func ("/mail/date/field", test_field);
  g_test_add_func ("/mail/date/obsolete-field", test_obsolete_field);
  g_test_add_func ("/mail/date/bad-field", test_bad_field);
  g_test_add_func ("/mail/date/day", test_day);
  return g_test_run ();
}
