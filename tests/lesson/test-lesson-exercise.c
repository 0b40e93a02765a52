/* `try` blocks: how they are read, doing them, and what is said of those that cannot be right. */

#include <string.h>

#include "lesson-exercise.h"
#include "lesson-run.h"
#include "lesson-test.h"
#include "trace-recording.h"

#define DO "```do\nphone open\n```\n\n"
#define LISTS                                                                                      \
  "- It is read.\n- Little is said.\n\n1. Read it.\n\n   In one act.\n2. `phone read lunch`\n"
#define TRY                                                                                        \
  "Make it *read*.\n\n```try\ngoal server:lin:INBOX:lunch:flags has \\Seen\n"                      \
  "goal lines \"phone C: …\" < 9\n\n"                                                            \
  "# the solution\ndo phone read lunch\n```\n\n" LISTS
#define STEPS "## One\n" DO "## Two\nText.\n\n" TRY "\n## Three\n```do\nphone check\n```\n"

static Lesson *
parse (const char *steps)
{
  g_autofree char *text = lesson_test_text (lesson_test_world, steps);
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  Lesson *lesson = lesson_parse ("1-1-t/en.md", text, strlen (text), diagnostics);
  g_autofree char *problems = lesson_test_format (diagnostics, NULL);
  g_assert_cmpstr (problems, ==, "");
  return lesson;
}

static void
test_parts (void)
{
  g_autoptr (Lesson) lesson = parse (STEPS);
  const LessonExercise *exercise = lesson_get_exercise (lesson, 2, 0);
  g_assert_nonnull (exercise);
  g_assert_null (lesson_get_exercise (lesson, 2, 1));
  g_assert_null (lesson_get_exercise (lesson, 1, 0));
  g_autofree char *task = lesson_inlines_to_text (exercise->task->inlines);
  g_assert_cmpstr (task, ==, "Make it read.");
  g_assert_cmpuint (exercise->goals->len, ==, 2);
  const LessonGoal *goal = exercise->goals->pdata[1];
  g_autofree char *wanted = lesson_inlines_to_text (goal->text);
  g_assert_cmpstr (wanted, ==, "Little is said.");
  g_assert_cmpstr (goal->predicate, ==, "lines \"phone C: …\" < 9");
  g_assert_cmpuint (exercise->acts->len, ==, 1);
  g_assert_cmpstr (exercise->acts->pdata[0], ==, "phone read lunch");
  g_assert_cmpuint (exercise->hints->len, ==, 2);
  const GPtrArray *hint = exercise->hints->pdata[0];
  g_assert_cmpuint (hint->len, ==, 2);
  g_assert_cmpuint (lesson_get_step (lesson, 2)->blocks->len, ==, 2);
}

static void
test_doing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Lesson) lesson = parse (STEPS);
  g_autoptr (LessonAttempt) attempt = lesson_attempt_new (lesson, 1, 2, 0, &error);
  g_assert_no_error (error);
  g_assert_false (lesson_attempt_goal (attempt, 0));
  g_assert_true (lesson_attempt_goal (attempt, 1));
  g_assert_false (lesson_attempt_is_done (attempt));

  guint column;
  guint32 before = trace_get_n (lesson_attempt_get_trace (attempt));
  g_assert_cmpuint (before, ==, lesson_attempt_get_start (attempt));
  g_assert_false (lesson_attempt_act (attempt, "phone jump", &column, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (column, ==, 7);
  g_assert_cmpuint (trace_get_n (lesson_attempt_get_trace (attempt)), ==, before);
  g_clear_error (&error);

  g_assert_true (
      lesson_attempt_act (attempt, "phone> x1 UID STORE 1 +FLAGS (\\Seen)", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (lesson_attempt_is_done (attempt));
  g_assert_true (lesson_attempt_act (attempt, "phone unflag lunch \\Seen", NULL, &error));
  g_assert_false (lesson_attempt_is_done (attempt));
  g_assert_true (lesson_attempt_solve (attempt, &error));
  g_assert_true (lesson_attempt_is_done (attempt));
  for (guint i = 0; i < 9; i++)
    g_assert_true (lesson_attempt_act (attempt, "phone check", NULL, &error));
  g_assert_false (lesson_attempt_goal (attempt, 1));
}

/* Up to its beginning an attempt is the lesson's run. */
static void
test_same_run (void)
{
  g_autoptr (Lesson) lesson = parse (STEPS);
  g_autoptr (LessonRun) run = lesson_run (lesson, 7, 2, NULL);
  g_autoptr (LessonAttempt) attempt = lesson_attempt_new (lesson, 7, 2, 0, NULL);
  g_autoptr (TraceRecording) recording = lesson_attempt_record (attempt);
  g_autoptr (GBytes) wanted = trace_recording_save_bytes (run->recording);
  g_autoptr (GBytes) got = trace_recording_save_bytes (recording);
  g_assert_true (g_bytes_equal (wanted, got));
  g_assert_true (lesson_attempt_solve (attempt, NULL));
  g_assert_cmpuint (trace_get_n (trace_recording_get_run (run->recording, 0)), ==,
                    lesson_attempt_get_start (attempt));
}

/* The steps begin at line 15 of the file; behind DO the task stands at 20 and the goals at 22. */
static const struct
{
  const char *lines; /* of the `try` block */
  const char *lists;
  guint line; /* 0: good */
  guint column;
  const char *part;
} mistakes[] = {
  { "goal server:lin:INBOX:lunch:flags has \\Seen\ndo phone read lunch\n", "- a\n\n1. b\n", 0, 0,
    NULL },
  { "goal server:lin:INBOX:exists = 1\ndo phone read lunch\n", "- a\n\n1. b\n", 22, 6,
    "before anything was done" },
  { "goal server:lin:INBOX:lunch:flags has \\Seen\ndo phone check\n", "- a\n\n1. b\n", 22, 39,
    "does not reach this goal" },
  { "goal server:lin:INBOX:lunch:flags has \\Seen\ndo phone read dinner\n", "- a\n\n1. b\n", 23, 15,
    "act of the solution fails" },
  { "goal a:b is 1\ndo phone check\n", "- a\n\n1. b\n", 22, 10, "write one of" },
  { "do phone check\n", "- a\n\n1. b\n", 22, 1, "no goal" },
  { "goal a:b = 1\n", "- a\n\n1. b\n", 22, 1, "no solution" },
  { "reach a:b = 1\ndo phone check\ngoal a:b = 1\n", "- a\n\n1. b\n", 22, 1, "`goal`" },
  { "goal a:b = 1\ndo phone check\n", "1. b\n", 21, 1, "no list with -" },
  { "goal a:b = 1\ndo phone check\n", "- b\n", 21, 1, "no numbered list" },
  { "goal a:b = 1\ndo phone check\n", "- b\n- c\n\n1. d\n", 25, 1, "2 items and 1" },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *steps = g_strdup_printf ("## One\n" DO "Do it.\n```try\n%s```\n%s",
                                                mistakes[i].lines, mistakes[i].lists);
      g_autofree char *text = lesson_test_text (lesson_test_world, steps);
      g_autofree char *problems = lesson_test_problems (text);
      g_test_message ("%s", mistakes[i].lines);
      if (mistakes[i].line == 0)
        g_assert_cmpstr (problems, ==, "");
      else
        lesson_test_position (problems, mistakes[i].line, mistakes[i].column, mistakes[i].part);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/exercise/parts", test_parts);
  g_test_add_func ("/lesson/exercise/doing", test_doing);
  g_test_add_func ("/lesson/exercise/same-run", test_same_run);
  g_test_add_func ("/lesson/exercise/mistakes", test_mistakes);
  return g_test_run ();
}
