/* The examples of lessons/README.md are in the language it describes. */

#include <string.h>

#include "base-data.h"
#include "lesson-test.h"

/* The examples of a section: what stands in `…` in the last column of its tables. */
static GPtrArray *
read_examples (const char *section)
{
  GPtrArray *examples = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = base_data_find ("lessons");
  g_autofree char *path = g_build_filename (folder, "README.md", NULL);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *heading = g_strdup_printf ("## `%s`", section);
  gboolean inside = FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "## "))
        inside = g_str_has_prefix (lines[i], heading);
      if (!inside || !g_str_has_suffix (lines[i], "` |"))
        continue;
      char *end = lines[i] + strlen (lines[i]) - strlen ("` |");
      *end = '\0';
      g_ptr_array_add (examples, g_strdup (strrchr (lines[i], '`') + 1));
    }
  g_assert_cmpuint (examples->len, >, 5);
  return examples;
}

static void
assert_good (const char *example, const char *text)
{
  g_autofree char *problems = lesson_test_problems (text);
  g_test_message ("%s: %s", example, problems);
  g_assert_cmpstr (problems, ==, "");
}

/* Without running: what the lines claim is not true of any one world. */
static void
assert_read (const char *example, const char *text)
{
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  g_autoptr (Lesson) lesson = lesson_parse ("1-1-trial/en.md", text, strlen (text), diagnostics);
  g_autofree char *problems = lesson_test_format (diagnostics, NULL);
  g_test_message ("%s: %s", example, problems);
  g_assert_cmpstr (problems, ==, "");
}

static void
test_world (void)
{
  g_autoptr (GPtrArray) examples = read_examples ("world");
  for (guint i = 0; i < examples->len; i++)
    {
      const char *example = examples->pdata[i];
      const char *account = "account lin password=noodles\n";
      gboolean first = g_str_has_prefix (example, "server") || g_str_has_prefix (example, "clock");
      gboolean own = g_str_has_prefix (example, "account");
      gboolean lower = !first && !own && !g_str_has_prefix (example, "mailbox");
      g_autofree char *world = g_strconcat (first || own ? "" : account,
                                            lower ? "mailbox INBOX\n" : "", example, "\n", NULL);
      g_autofree char *text = lesson_test_text (world, "## One\n");
      assert_good (example, text);
    }
}

static void
test_do (void)
{
  static const char world[] = "account lin password=noodles\n"
                              "mailbox INBOX\n"
                              "message lunch in=INBOX from=wei@example.test\n"
                              "messages 5 in=INBOX\n"
                              "message news undelivered from=mei@example.test\n"
                              "device phone imap online\n"
                              "device laptop imap online\n"
                              "device oldpc pop3 leave-on-server\n";
  g_autoptr (GPtrArray) examples = read_examples ("do");
  for (guint i = 0; i < examples->len; i++)
    {
      const char *example = examples->pdata[i];
      gboolean fresh = strstr (example, "connect") != NULL && strstr (example, "dis") == NULL;
      gboolean late = g_str_has_prefix (example, "drop") || g_str_has_prefix (example, "delay");
      g_autofree char *steps = g_strdup_printf (
          "## One\n```do\n%s%s%s%s\n```\n", fresh ? "" : "phone open\nlaptop open\noldpc open\n",
          strstr (example, "off") ? "phone idle\n" : "", late ? "phone check &\n" : "", example);
      g_autofree char *text = lesson_test_text (world, steps);
      assert_good (example, text);
    }
}

static void
test_claims (void)
{
  static const char *const sections[] = { "expect", "wire" };
  for (guint s = 0; s < G_N_ELEMENTS (sections); s++)
    {
      g_autoptr (GPtrArray) examples = read_examples (sections[s]);
      for (guint i = 0; i < examples->len; i++)
        {
          const char *example = examples->pdata[i];
          g_autofree char *steps = g_strdup_printf ("## One\n```%s\n%s\n```\n", sections[s],
                                                    example);
          g_autofree char *text = lesson_test_text (lesson_test_world, steps);
          assert_read (example, text);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/grammar/world", test_world);
  g_test_add_func ("/lesson/grammar/do", test_do);
  g_test_add_func ("/lesson/grammar/claims", test_claims);
  return g_test_run ();
}
