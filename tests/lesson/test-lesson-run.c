#include <string.h>

#include "lesson-library.h"
#include "lesson-run.h"
#include "lesson-test.h"
#include "trace-recording.h"

static Lesson *
load (const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = lesson_find ("two-devices", &error);
  g_assert_no_error (error);
  Lesson *lesson = lesson_load (folder, language, &error);
  g_assert_no_error (error);
  return lesson;
}

static GBytes *
record (const Lesson *lesson, guint64 seed, guint until)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LessonRun) run = lesson_run (lesson, seed, until, &error);
  g_assert_no_error (error);
  return trace_recording_save_bytes (run->recording);
}

/* Same lesson in either language, same seed: the same octets. */
static void
test_same (void)
{
  g_autoptr (Lesson) english = load ("en");
  g_autoptr (Lesson) chinese = load ("zh_CN");
  g_autoptr (GBytes) first = record (english, 42, 0);
  g_autoptr (GBytes) again = record (english, 42, 0);
  g_autoptr (GBytes) other = record (chinese, 42, 0);
  g_assert_cmpstr (english->hash, ==, chinese->hash);
  g_assert_true (g_bytes_equal (first, again));
  g_assert_true (g_bytes_equal (first, other));
}

static void
test_steps (void)
{
  g_autoptr (Lesson) lesson = load ("en");
  guint n = lesson_get_n_steps (lesson);
  g_autoptr (LessonRun) whole = lesson_run (lesson, 1, 0, NULL);
  Trace *trace = trace_recording_get_run (whole->recording, 0);
  g_assert_cmpuint (whole->spans->len, ==, n + 1);
  for (guint i = 1; i <= n; i++)
    {
      LessonSpan span = g_array_index (whole->spans, LessonSpan, i);
      LessonSpan before = g_array_index (whole->spans, LessonSpan, i - 1);
      g_autofree char *label = g_strdup_printf ("%u", i);
      const TraceEvent *event = trace_get (trace, span.first);
      g_assert_cmpuint (span.first, ==, before.last + 1);
      g_assert_cmpint (event->kind, ==, TRACE_CHECK);
      g_assert_cmpint (event->sub, ==, 0);
      g_assert_cmpstr (trace_get_text (trace, event->label), ==, label);
      g_assert_cmpuint (lesson_run_step_at (whole, span.first), ==, i);
      g_assert_cmpuint (lesson_run_step_at (whole, span.last), ==, i);
    }
  g_assert_cmpuint (g_array_index (whole->spans, LessonSpan, n).last, ==, trace_get_n (trace));
  g_assert_cmpuint (lesson_run_step_at (whole, 0), ==, 0);
}

static void
test_until (void)
{
  g_autoptr (Lesson) lesson = load ("en");
  g_autoptr (LessonRun) whole = lesson_run (lesson, 1, 0, NULL);
  g_autoptr (LessonRun) part = lesson_run (lesson, 1, 3, NULL);
  Trace *long_trace = trace_recording_get_run (whole->recording, 0);
  Trace *trace = trace_recording_get_run (part->recording, 0);
  g_assert_cmpuint (part->spans->len, ==, 4);
  g_assert_cmpuint (trace_get_n (trace), ==, g_array_index (whole->spans, LessonSpan, 3).last);
  for (guint32 number = 1; number <= trace_get_n (trace); number++)
    {
      const TraceEvent *a = trace_get (trace, number), *b = trace_get (long_trace, number);
      g_assert_cmpint (a->time, ==, b->time);
      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpuint (a->start, ==, b->start);
    }
}

static void
test_header (void)
{
  g_autoptr (Lesson) lesson = load ("zh_CN");
  g_autoptr (LessonRun) run = lesson_run (lesson, 7, 1, NULL);
  g_assert_cmpstr (trace_recording_get_lesson (run->recording), ==, "two-devices");
  g_assert_cmpstr (trace_recording_get_hash (run->recording), ==, lesson->hash);
  g_assert_cmpstr (trace_recording_get_world (run->recording), ==, lesson->world_text);
  g_assert_cmpuint (trace_recording_get_seed (run->recording), ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/run/same", test_same);
  g_test_add_func ("/lesson/run/steps", test_steps);
  g_test_add_func ("/lesson/run/until", test_until);
  g_test_add_func ("/lesson/run/header", test_header);
  return g_test_run ();
}
