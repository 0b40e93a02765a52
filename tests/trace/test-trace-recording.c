#include "random-trace.h"
#include "trace-recording.h"
#include "model-tx.h"

#include <glib/gstdio.h>
#include <string.h>

static TraceRecording *
record (Trace *trace)
{
  return trace_recording_new ("server lin\n“world”", G_MAXUINT64 - 1, "two-devices", "12ab", trace);
}

static TraceRecording *
load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  TraceRecording *recording = trace_recording_load_bytes (bytes, "r.postglass", &cut, &error);
  g_assert_no_error (error);
  g_assert_null (cut);
  g_assert_nonnull (recording);
  return recording;
}

static void
assert_bytes_equal (GBytes *a, GBytes *b)
{
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL),
                   g_bytes_get_size (b));
}

static void
assert_events_equal (const Trace *a, const Trace *b)
{
  g_assert_cmpuint (trace_get_n (a), ==, trace_get_n (b));
  for (guint32 n = 1; n <= trace_get_n (a); n++)
    {
      const TraceEvent *event = trace_get (a, n);
      g_assert_cmpmem (event, sizeof *event, trace_get (b, n), sizeof *event);
      g_assert_cmpstr (trace_get_text (a, event->label), ==, trace_get_text (b, event->label));
      g_assert_cmpstr (trace_get_actor (a, event->from), ==, trace_get_actor (b, event->from));
      g_autoptr (GBytes) line_a = trace_line (a, n);
      g_autoptr (GBytes) line_b = trace_line (b, n);
      assert_bytes_equal (line_a, line_b);
      for (guint32 i = 0; i < event->delta_count; i++)
        g_assert_true (model_delta_equal (trace_get_delta (a, event->delta_first + i),
                                          trace_get_delta (b, event->delta_first + i)));
    }
}

/* what is opened is what was saved, and saves to the same octets */
static void
test_round_trip (void)
{
  for (guint64 seed = 1; seed <= 30; seed++)
    {
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      g_autoptr (RandomTrace) random = random_trace_new (seed, 120, 1);
      g_autoptr (TraceRecording) recording = record (random->trace);
      g_autoptr (GBytes) bytes = trace_recording_save_bytes (recording);
      g_autoptr (TraceRecording) opened = load (bytes);
      g_assert_cmpstr (trace_recording_get_world (opened), ==, "server lin\n“world”");
      g_assert_cmpuint (trace_recording_get_seed (opened), ==, G_MAXUINT64 - 1);
      g_assert_cmpstr (trace_recording_get_lesson (opened), ==, "two-devices");
      g_assert_cmpstr (trace_recording_get_hash (opened), ==, "12ab");
      g_autoptr (GBytes) again = trace_recording_save_bytes (opened);
      assert_bytes_equal (bytes, again);
      Trace *trace = trace_recording_get_run (opened, 0);
      assert_events_equal (random->trace, trace);
      g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
      BaseRandom chance;
      base_random_seed (&chance, seed);
      for (guint i = 0; i < 60; i++)
        {
          guint32 n = (guint32) base_random_below (&chance, 121);
          trace_cursor_seek (cursor, n);
          g_assert_true (
              model_equal (trace_cursor_get_model (cursor), random_trace_moment (random, n)));
        }
    }
}

/* same seed, same octets */
static void
test_deterministic (void)
{
  g_autoptr (RandomTrace) a = random_trace_new (9, 200, 1);
  g_autoptr (RandomTrace) b = random_trace_new (9, 200, 1);
  g_autoptr (TraceRecording) record_a = record (a->trace);
  g_autoptr (TraceRecording) record_b = record (b->trace);
  g_autoptr (GBytes) bytes_a = trace_recording_save_bytes (record_a);
  g_autoptr (GBytes) bytes_b = trace_recording_save_bytes (record_b);
  assert_bytes_equal (bytes_a, bytes_b);
}

/* a run that began with a world in which something had ended already */
static void
test_late_beginning (void)
{
  g_autoptr (RandomTrace) random = random_trace_new (5, 200, 1);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (random->trace);
  trace_cursor_seek (cursor, 100);
  g_autoptr (Trace) late = trace_new (trace_cursor_get_model (cursor));
  g_autoptr (TraceRecording) recording = record (late);
  g_autoptr (GBytes) bytes = trace_recording_save_bytes (recording);
  g_autoptr (TraceRecording) opened = load (bytes);
  g_autoptr (GBytes) again = trace_recording_save_bytes (opened);
  assert_bytes_equal (bytes, again);
}

static void
test_runs (void)
{
  g_autoptr (RandomTrace) first = random_trace_new (1, 80, 1);
  g_autoptr (RandomTrace) same_world = random_trace_new (1, 120, 1);
  g_autoptr (RandomTrace) other = random_trace_new (2, 50, 1);
  g_autoptr (TraceRecording) recording = trace_recording_new ("", 3, NULL, NULL, first->trace);
  g_autoptr (GBytes) alone = trace_recording_save_bytes (recording);
  trace_recording_add_run (recording, "later", 0, 80, same_world->trace);
  trace_recording_add_run (recording, "else", 1, 20, other->trace);
  g_autoptr (GBytes) bytes = trace_recording_save_bytes (recording);
  g_autoptr (TraceRecording) opened = load (bytes);
  g_assert_cmpuint (trace_recording_get_n_runs (opened), ==, 3);
  g_assert_cmpstr (trace_recording_get_run_name (opened, 0), ==, "main");
  g_assert_null (trace_recording_get_lesson (opened));
  g_assert_null (trace_recording_find_run (opened, "nowhere"));
  assert_events_equal (trace_recording_find_run (opened, "later"), same_world->trace);
  assert_events_equal (trace_recording_find_run (opened, "else"), other->trace);
  g_assert_true (model_equal (trace_get_initial (trace_recording_get_run (opened, 1)),
                              trace_get_initial (same_world->trace)));
  g_autoptr (GBytes) again = trace_recording_save_bytes (opened);
  assert_bytes_equal (bytes, again);
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("trace-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "r.postglass", NULL);
  /* a file that others could read is replaced by one that they cannot */
  g_assert_true (g_file_set_contents_full (path, "old", 3, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
  g_autoptr (RandomTrace) random = random_trace_new (3, 60, 1);
  g_autoptr (TraceRecording) recording = record (random->trace);
  g_assert_true (trace_recording_save (recording, path, &error));
  g_assert_no_error (error);
  GStatBuf status;
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_autoptr (TraceRecording) opened = trace_recording_load (path, NULL, &error);
  g_assert_no_error (error);
  assert_events_equal (trace_recording_get_run (opened, 0), random->trace);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_null (trace_recording_load (path, NULL, &error));
  g_assert_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_IO);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_false (trace_recording_save (recording, path, &error));
  g_assert_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_IO);
}

/* a loaded run can go on */
static void
test_go_on (void)
{
  g_autoptr (RandomTrace) random = random_trace_new (4, 50, 1);
  g_autoptr (TraceRecording) recording = record (random->trace);
  g_autoptr (GBytes) bytes = trace_recording_save_bytes (recording);
  g_autoptr (TraceRecording) opened = load (bytes);
  Trace *trace = trace_recording_get_run (opened, 0);
  TraceEvent event = { .kind = TRACE_ACT, .time = G_MAXINT64 };
  event.label = trace_text (trace, "phone> one more");
  g_assert_cmpuint (trace_append (trace, &event), ==, 51);
  g_autoptr (GBytes) longer = trace_recording_save_bytes (opened);
  g_autoptr (TraceRecording) reopened = load (longer);
  Trace *more = trace_recording_get_run (reopened, 0);
  g_assert_cmpstr (trace_get_text (more, trace_get (more, 51)->label), ==, "phone> one more");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (longer, NULL),
                                  (gssize) g_bytes_get_size (longer),
                                  "[\"do\",0,9223372036854775807,\"phone> one more\","));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/recording/round-trip", test_round_trip);
  g_test_add_func ("/trace/recording/deterministic", test_deterministic);
  g_test_add_func ("/trace/recording/late-beginning", test_late_beginning);
  g_test_add_func ("/trace/recording/runs", test_runs);
  g_test_add_func ("/trace/recording/file", test_file);
  g_test_add_func ("/trace/recording/go-on", test_go_on);
  return g_test_run ();
}
