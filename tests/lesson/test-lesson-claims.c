/* `do`, `expect` and `wire` held against a run: what holds, and where and how the rest is told. */

#include <string.h>

#include "lesson-test.h"

#define STEPS "## One\n\n```do\nphone open\nphone read lunch\n```\n\n"

/* The claims begin at line 24. */
static const struct
{
  const char *kind;
  const char *lines;
  guint line; /* 0: all hold */
  guint column;
  const char *part;
} claims[] = {
  { "expect",
    "server:lin:INBOX:lunch:flags = (\\Seen)\n"
    "server:lin:INBOX:lunch:flags has \\Seen\n"
    "server:lin:INBOX:lunch:flags lacks \\Flagged $Junk\n"
    "server:lin:INBOX:lunch:flags != ()\n"
    "phone:lin:INBOX:lunch:flags same-as server:lin:INBOX:lunch:flags\n"
    "phone:lin:INBOX:lunch:body exists   # read\n"
    "phone:lin:INBOX:lunch:body known\n"
    "phone:lin:INBOX:u9:body absent\n"
    "server:lin:INBOX:lunch:subject = Lunch\n"
    "server:lin:INBOX:uidvalidity = 7\n"
    "server:lin:INBOX:exists >= 1\n"
    "lines \"phone C: … SELECT INBOX\" = 1\n"
    "lines \"c1 S: …\" > 5\n"
    "octets phone C: > 50\n"
    "time < 10s\n"
    "events connect > 0\n"
    "events cut = 0\n",
    0, 0, NULL },
  { "expect", "\nserver:lin:INBOX:lunch:flags = ()\n", 25, 32, "is (\\Seen) here" },
  { "expect", "server:lin:INBOX:lunch:flags has \\Seen \\Draft\n", 24, 40, "(\\Seen)" },
  { "expect", "server:lin:INBOX:lunch:flags lacks \\Seen\n", 24, 36, "(\\Seen)" },
  { "expect", "server:lin:INBOX:lunch:flags has \\Sen\n", 24, 34, "no flag" },
  { "expect", "server:lin:INBOX:exists = 2\n", 24, 27, "is 1 here" },
  { "expect", "  server:lin:INBOX:exists < 1\n", 24, 29, "is 1 here" },
  { "expect", "server:lin:INBOX:lnch:flags = ()\n", 24, 1, "lunch" },
  { "expect", "tablet:lin:INBOX:lunch:flags = ()\n", 24, 1, "tablet" },
  { "expect", "server:lin:INBOX:lunch:flags absent\n", 24, 30, "is (\\Seen) here" },
  { "expect", "phone:lin:INBOX:lunch:flags unknown\n", 24, 29, "(\\Seen)" },
  { "expect", "phone:lin:INBOX:lunch:flags differs-from server:lin:INBOX:lunch:flags\n", 24, 29,
    "same-as" },
  { "expect", "lines \"phone C: … SELECT INBOX\" = 0\n", 24, 37, "1 such lines" },
  { "expect", "time = 0s\n", 24, 8, "seconds" },
  { "wire",
    "phone C: t1 LOGIN lin noodles\n"
    "phone S: t1 OK …\n"
    "C: t2 SELECT INBOX\n"
    "…\n"
    "c1 S: * 1 EXISTS\n"
    "S: t2 OK [READ-WRITE] …\n",
    0, 0, NULL },
  { "wire", "C: p2 SELECT INBOX\nS: * 2 EXISTS\n", 25, 6, "`S: * 1 EXISTS`" },
  { "wire", "C: p2 SELECT INBOX\nC: p1 LOGIN lin noodles\n", 25, 4, "earlier" },
  { "wire", "C: t1 LOGIN …\nS: t2 OK LOGIN …\nC: t2 SELECT INBOX\n", 25, 4, "p1 OK" },
  { "wire", "c2 S: * 1 EXISTS\n", 24, 7, "nothing of this kind" },
  { "wire", "phone C: p2 SELECT inbox\n", 24, 20, "SELECT INBOX" },
};

static void
test_claims (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autofree char *steps = g_strdup_printf (STEPS "\n```%s\n%s```\n", claims[i].kind,
                                                claims[i].lines);
      g_autofree char *text = lesson_test_text (lesson_test_world, steps);
      g_autofree char *problems = lesson_test_problems (text);
      g_test_message ("%s", claims[i].lines);
      if (claims[i].line == 0)
        g_assert_cmpstr (problems, ==, "");
      else
        lesson_test_position (problems, claims[i].line, claims[i].column, claims[i].part);
    }
}

static void
test_acts (void)
{
  static const struct
  {
    const char *act;
    guint column;
  } acts[] = { { "phone jump", 7 }, { "tablet open", 1 }, { "phone read dinner", 12 } };
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *steps = g_strdup_printf ("## One\n```do\nphone open\n# a remark\n  %s\n```\n"
                                                "```expect\nserver:lin:INBOX:exists = 99\n```\n",
                                                acts[i].act);
      g_autofree char *text = lesson_test_text (lesson_test_world, steps);
      g_autofree char *problems = lesson_test_problems (text);
      lesson_test_position (problems, 19, acts[i].column + 2, "");
      /* What a step claims is not held against half of it. */
      g_assert_null (strstr (problems, "99"));
    }
}

/* A message that has not arrived is absent; a label that the world does not have is a mistake. */
static void
test_not_arrived (void)
{
  g_autofree char *world = g_strconcat (lesson_test_world,
                                        "message news undelivered from=mei@example.test\n", NULL);
  g_autofree char *text = lesson_test_text (world, "## One\n```do\nphone open\n```\n"
                                                   "```expect\n"
                                                   "server:lin:INBOX:news:body absent\n"
                                                   "phone:lin:INBOX:news:flags absent\n"
                                                   "server:lin:INBOX:nwes:body absent\n```\n");
  g_autofree char *problems = lesson_test_problems (text);
  lesson_test_position (problems, 23, 1, "nwes");
}

static void
test_several (void)
{
  g_autofree char *text = lesson_test_text (lesson_test_world, STEPS
                                            "```wire\nS: * 7 EXISTS\nC: p2 SELECT INBOX\n```\n"
                                            "```expect\nserver:lin:INBOX:exists = 5\n"
                                            "server:lin:INBOX:uidnext = 5\n```\n");
  g_autofree char *problems = lesson_test_problems (text);
  g_auto (GStrv) lines = g_strsplit (problems, "\n", -1);
  g_test_message ("%s", problems);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "23:6: "));
  g_assert_true (g_str_has_prefix (lines[1], "27:27: "));
  g_assert_true (g_str_has_prefix (lines[2], "28:28: "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/claims/claims", test_claims);
  g_test_add_func ("/lesson/claims/acts", test_acts);
  g_test_add_func ("/lesson/claims/not-arrived", test_not_arrived);
  g_test_add_func ("/lesson/claims/several", test_several);
  return g_test_run ();
}
