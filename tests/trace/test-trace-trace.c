#include "trace.h"

#include "model-tx.h"

#include <string.h>

static Trace *
empty_trace (void)
{
  g_autoptr (Model) model = model_new ();
  return trace_new (model);
}

static guint64
append_text (Trace *trace, guint16 connection, TraceDirection direction, const char *text)
{
  g_autoptr (BaseSlices) slices = base_slices_new ();
  base_slices_append_string (slices, text);
  return trace_stream_append (trace, connection, direction, slices);
}

static void
test_tables (void)
{
  g_autoptr (Trace) trace = empty_trace ();
  g_assert_cmpuint (trace_actor (trace, "server"), ==, 1);
  g_assert_cmpuint (trace_actor (trace, "phone"), ==, 2);
  g_assert_cmpuint (trace_actor (trace, "server"), ==, 1);
  g_assert_cmpuint (trace_actor (trace, ""), ==, 0);
  g_assert_cmpuint (trace_get_n_actors (trace), ==, 2);
  g_assert_cmpstr (trace_get_actor (trace, 2), ==, "phone");
  g_assert_cmpstr (trace_get_actor (trace, 0), ==, "");
  g_assert_cmpuint (trace_text (trace, "FETCH"), ==, 1);
  g_assert_cmpuint (trace_text (trace, "STORE"), ==, 2);
  g_assert_cmpuint (trace_text (trace, "FETCH"), ==, 1);
  g_assert_cmpuint (trace_text (trace, ""), ==, 0);
  g_assert_cmpstr (trace_get_text (trace, 2), ==, "STORE");
  g_assert_cmpstr (trace_get_text (trace, 0), ==, "");
  g_assert_cmpstr (trace_kind_get_name (TRACE_ARRIVE), ==, "arrive");
}

static void
test_times (void)
{
  g_autoptr (Trace) trace = empty_trace ();
  static const gint64 times[] = { 0, 10, 10, 10, 25, 40 };
  g_assert_cmpuint (trace_find_time (trace, 100), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_cmpuint (trace_append (trace, &(TraceEvent){ .time = times[i], .kind = TRACE_FACT }),
                      ==, i + 1);
  g_assert_cmpuint (trace_find_time (trace, -1), ==, 0);
  g_assert_cmpuint (trace_find_time (trace, 0), ==, 1);
  g_assert_cmpuint (trace_find_time (trace, 10), ==, 4);
  g_assert_cmpuint (trace_find_time (trace, 24), ==, 4);
  g_assert_cmpuint (trace_find_time (trace, 25), ==, 5);
  g_assert_cmpuint (trace_find_time (trace, G_MAXINT64), ==, 6);
}

static void
test_streams (void)
{
  g_autoptr (Trace) trace = empty_trace ();
  g_assert_cmpuint (append_text (trace, 1, TRACE_TO_SERVER, "a1 NOOP\r\n"), ==, 0);
  g_assert_cmpuint (append_text (trace, 2, TRACE_TO_CLIENT, "* OK\r\n"), ==, 0);
  g_assert_cmpuint (append_text (trace, 1, TRACE_TO_SERVER, "a2 IDLE\r\n"), ==, 9);
  g_assert_cmpuint (trace_stream_get_length (trace, 1, TRACE_TO_SERVER), ==, 18);
  g_assert_cmpuint (trace_stream_get_length (trace, 1, TRACE_TO_CLIENT), ==, 0);
  g_assert_cmpuint (trace_stream_get_length (trace, 7, TRACE_TO_CLIENT), ==, 0);
  g_assert_cmpuint (trace_get_n_connections (trace), ==, 2);
  TraceEvent event = { .kind = TRACE_SEND, .connection = 1, .start = 9, .len = 9 };
  guint32 number = trace_append (trace, &event);
  g_autoptr (GBytes) line = trace_line (trace, number);
  g_assert_cmpmem (g_bytes_get_data (line, NULL), g_bytes_get_size (line), "a2 IDLE\r\n", 9);
  g_autoptr (GBytes) across = trace_read (trace, 1, TRACE_TO_SERVER, 7, 4);
  g_assert_cmpmem (g_bytes_get_data (across, NULL), g_bytes_get_size (across), "\r\na2", 4);
  g_autoptr (GBytes) nothing = trace_read (trace, 1, TRACE_TO_SERVER, 18, 0);
  g_assert_cmpuint (g_bytes_get_size (nothing), ==, 0);
}

/* a body is there once, however often it crosses */
static void
test_shared (void)
{
  g_autoptr (Trace) trace = empty_trace ();
  gsize size = 1024 * 1024;
  guint8 *data = g_malloc (size);
  memset (data, 'x', size);
  g_autoptr (GBytes) body = g_bytes_new_take (data, size);
  gsize before = trace_get_memory (trace, NULL);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (BaseSlices) slices = base_slices_new ();
      base_slices_append_string (slices, "* 1 FETCH (BODY[] {1048576}\r\n");
      base_slices_append_blob (slices, body, 0, size);
      base_slices_append_string (slices, ")\r\n");
      trace_stream_append (trace, 1, TRACE_TO_CLIENT, slices);
    }
  g_assert_cmpuint (trace_stream_get_length (trace, 1, TRACE_TO_CLIENT), ==, 50 * (size + 32));
  g_assert_cmpuint (trace_get_memory (trace, NULL) - before, <, 64 * 1024);
  g_autoptr (GBytes) part = trace_read (trace, 1, TRACE_TO_CLIENT, 29 + 5, size - 10);
  g_assert_true (g_bytes_get_data (part, NULL) == data + 5);
  g_autoptr (GBytes) all = trace_read (trace, 1, TRACE_TO_CLIENT, size + 32, size + 32);
  g_assert_cmpmem (g_bytes_get_data (all, NULL), 29, "* 1 FETCH (BODY[] {1048576}\r\n", 29);
  g_assert_cmpmem ((const char *) g_bytes_get_data (all, NULL) + size + 28, 4, "x)\r\n", 4);
}

static void
on_delta (const ModelDelta *delta, gpointer data)
{
  *(guint *) data += delta->op == MODEL_OP_BIRTH ? 1 : 100;
}

static void
test_deltas (void)
{
  g_autoptr (Model) model = model_new ();
  g_autoptr (Trace) trace = trace_new (model);
  guint32 act = trace_append (trace, &(TraceEvent){ .kind = TRACE_ACT });
  ModelTx *tx = model_tx_begin (model, act, trace_get_log (trace));
  ModelId server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  model_tx_birth (tx, MODEL_KIND_ACCOUNT, server, "lin");
  model_tx_end (tx);
  trace_seal (trace, act, model);
  guint32 send = trace_append (trace, &(TraceEvent){ .kind = TRACE_SEND, .cause = act });
  guint n = 0;
  trace_foreach_delta (trace, act, on_delta, &n);
  g_assert_cmpuint (n, ==, 2);
  trace_foreach_delta (trace, send, on_delta, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (trace_get (trace, send)->delta_first, ==, 2);
  g_assert_cmpuint (trace_get_delta (trace, 1)->object, ==, server + 1);
  g_assert_false (model_exists (trace_get_initial (trace), server));
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  trace_cursor_seek (cursor, send);
  g_assert_true (model_equal (trace_cursor_get_model (cursor), model));
  g_assert_cmpuint (trace_cursor_get_position (cursor), ==, send);
}

/* A password is overwritten wherever it lies: in own text, and in a blob that others share. */
static void
test_hide (void)
{
  g_autoptr (Trace) trace = empty_trace ();
  g_autofree char *long_text = g_strnfill (3000, 'a');
  g_autoptr (GBytes) blob = g_bytes_new (long_text, 3000);
  g_autoptr (BaseSlices) slices = base_slices_new ();
  append_text (trace, 1, TRACE_TO_SERVER, "a LOGIN lin secret\r\n");
  base_slices_append_blob (slices, blob, 0, 3000);
  trace_stream_append (trace, 1, TRACE_TO_SERVER, slices);
  append_text (trace, 1, TRACE_TO_SERVER, "end\r\n");
  trace_hide (trace, 1, TRACE_TO_SERVER, 12, 6);
  trace_hide (trace, 1, TRACE_TO_SERVER, 3015, 7);
  g_autoptr (GBytes) all = trace_read (trace, 1, TRACE_TO_SERVER, 0, 3025);
  const char *data = g_bytes_get_data (all, NULL);
  g_assert_true (g_str_has_prefix (data, "a LOGIN lin xxxxxx\r\naaaa"));
  g_assert_cmpmem (data + 3010, 15, "aaaaaxxxxxxxd\r\n", 15);
  g_assert_cmpmem (g_bytes_get_data (blob, NULL), 3000, long_text, 3000);
  trace_hide (trace, 1, TRACE_TO_SERVER, 3025, 0);
}

/* It counts, and has nothing to show. */
static void
test_forgetful (void)
{
  g_autoptr (Trace) trace = trace_new_forgetful ();
  g_autoptr (Model) model = model_new ();
  g_assert_true (trace_is_forgetful (trace));
  guint8 server = trace_actor (trace, "server");
  gsize before = 0;
  for (guint i = 1; i <= 5000; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u", i);
      guint64 start = append_text (trace, 1, TRACE_TO_CLIENT, "* OK\r\n");
      g_assert_cmpuint (start, ==, 6 * (i - 1));
      TraceEvent event = { .kind = TRACE_SEND,
                           .to = server,
                           .connection = 1,
                           .time = i,
                           .direction = TRACE_TO_CLIENT,
                           .start = start,
                           .len = 6,
                           .cause = i - 1 };
      g_assert_cmpuint (trace_append (trace, &event), ==, i);
      ModelTx *tx = model_tx_begin (model, i, trace_get_log (trace));
      model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, name);
      model_tx_end (tx);
      trace_seal (trace, i, model);
      g_assert_cmpuint (trace_get_log (trace)->len, ==, 0);
      g_assert_cmpint (trace_get (trace, i)->time, ==, i);
      if (i == 1)
        before = trace_get_memory (trace, NULL);
    }
  g_assert_cmpuint (trace_get_n (trace), ==, 5000);
  g_assert_cmpuint (trace_get_memory (trace, NULL), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/trace/tables", test_tables);
  g_test_add_func ("/trace/trace/times", test_times);
  g_test_add_func ("/trace/trace/streams", test_streams);
  g_test_add_func ("/trace/trace/shared", test_shared);
  g_test_add_func ("/trace/trace/deltas", test_deltas);
  g_test_add_func ("/trace/trace/hide", test_hide);
  g_test_add_func ("/trace/trace/forgetful", test_forgetful);
  return g_test_run ();
}
