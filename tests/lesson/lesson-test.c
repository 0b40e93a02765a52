#include "lesson-test.h"

#include <string.h>

#include "lesson-exercise.h"
#include "lesson-run.h"

const char lesson_test_world[] = "account lin password=noodles\n"
                                 "mailbox INBOX uidvalidity=7\n"
                                 "message lunch in=INBOX from=wei@example.test subject=Lunch\n"
                                 "device phone imap online rtt=200ms tag=p\n";

char *
lesson_test_text (const char *world, const char *steps)
{
  return g_strdup_printf ("---\n"
                          "unit: Trying\n"
                          "minutes: 3\n"
                          "audience: B\n"
                          "sources: [RFC9051 §5.2]\n"
                          "---\n"
                          "# A trial\n"
                          "\n"
                          "```world\n"
                          "%s"
                          "```\n"
                          "%s",
                          world, steps);
}

char *
lesson_test_format (const GPtrArray *diagnostics, const char *root)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      g_autofree char *line = lesson_diagnostic_format (g_ptr_array_index (diagnostics, i));
      gsize skip = root != NULL && g_str_has_prefix (line, root) ? strlen (root) : 0;
      g_string_append_printf (out, "%s\n", line + skip);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
lesson_test_problems (const char *text)
{
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  g_autoptr (Lesson) lesson = lesson_parse ("1-1-trial/en.md", text, strlen (text), diagnostics);
  if (diagnostics->len == 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LessonRun) run = lesson_run (lesson, 1, 0, &error);
      if (run == NULL)
        return g_strdup_printf ("%s\n", error->message + strlen ("1-1-trial/en.md:"));
      lesson_check_exercises (lesson, 1, run->diagnostics);
      lesson_diagnostics_sort (run->diagnostics);
      return lesson_test_format (run->diagnostics, "1-1-trial/en.md:");
    }
  lesson_diagnostics_sort (diagnostics);
  return lesson_test_format (diagnostics, "1-1-trial/en.md:");
}

void
lesson_test_position (const char *problems, guint line, guint column, const char *part)
{
  g_autofree char *start = g_strdup_printf ("%u:%u: ", line, column);
  g_test_message ("%s", problems);
  if (!g_str_has_prefix (problems, start) || strstr (problems, part) == NULL)
    g_error ("expected %s… %s …, got: %s", start, part, problems);
}
