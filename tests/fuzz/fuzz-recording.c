/* Any octets as a recording: they open or are refused; what opens can be walked and saves stably. */

#include "fuzz.h"

#include "trace-recording.h"
#include "model-tx.h"

static void
walk (Trace *trace)
{
  guint32 n = trace_get_n (trace);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  trace_cursor_seek (cursor, n);
  g_autoptr (Model) last = model_copy (trace_cursor_get_model (cursor));
  trace_cursor_seek (cursor, n / 2);
  trace_cursor_seek (cursor, 0);
  g_assert_true (model_equal (trace_cursor_get_model (cursor), trace_get_initial (trace)));
  trace_cursor_seek (cursor, n);
  g_assert_true (model_equal (trace_cursor_get_model (cursor), last));
  for (guint32 number = 1; number <= n; number++)
    {
      g_autoptr (GBytes) line = trace_line (trace, number);
      g_assert_cmpuint (g_bytes_get_size (line), ==, trace_get (trace, number)->len);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  g_autoptr (TraceRecording)
      recording = trace_recording_load_bytes (bytes, "fuzz.postglass", &cut, &error);
  g_assert_true ((recording == NULL) == (error != NULL));
  if (recording == NULL)
    return 0;
  for (guint i = 0; i < trace_recording_get_n_runs (recording); i++)
    walk (trace_recording_get_run (recording, i));
  g_autoptr (GBytes) saved = trace_recording_save_bytes (recording);
  g_autoptr (TraceRecording)
      again = trace_recording_load_bytes (saved, "again.postglass", NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) same = trace_recording_save_bytes (again);
  g_assert_true (g_bytes_equal (saved, same));
  return 0;
}
