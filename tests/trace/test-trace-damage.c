/* Files that were cut, changed or made up: they open as far as they are sound, or say what is wrong. */

#include "random-trace.h"
#include "trace-recording.h"
#include "model-tx.h"

#include <string.h>

#define HEADER                                                                                      \
  "{\"postglass\":1,\"seed\":5,\"world\":\"\",\"lesson\":null,\"hash\":null,\"fields\":[\"flags\"," \
  "\"size\",\"label\",\"uidnext\",\"journal\"]}\n"
#define BEGIN HEADER "[\"run\",0,\"main\",0,0,0]\n[\"begin\",0]\n"

static TraceRecording *
load_text (const char *text, gsize len, char **cut, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, len);
  return trace_recording_load_bytes (bytes, "r.postglass", cut, error);
}

static GBytes *
save_random (RandomTrace *random)
{
  g_autoptr (TraceRecording)
      recording = trace_recording_new ("", 1, "lesson", "hash", random->trace);
  return trace_recording_save_bytes (recording);
}

/* looks at everything a window would look at */
static void
visit (TraceRecording *recording)
{
  for (guint i = 0; i < trace_recording_get_n_runs (recording); i++)
    {
      Trace *trace = trace_recording_get_run (recording, i);
      guint32 n = trace_get_n (trace);
      g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
      trace_cursor_seek (cursor, n);
      trace_cursor_seek (cursor, n / 2);
      trace_cursor_seek (cursor, 0);
      trace_cursor_seek (cursor, n);
      for (guint32 number = 1; number <= n; number++)
        {
          G_GNUC_UNUSED g_autoptr (GBytes) line = trace_line (trace, number);
          g_assert_nonnull (trace_get_text (trace, trace_get (trace, number)->label));
        }
    }
}

static void
test_every_cut (void)
{
  g_autoptr (RandomTrace) random = random_trace_new (11, 40, 1);
  g_autoptr (GBytes) bytes = save_random (random);
  gsize len;
  const char *text = g_bytes_get_data (bytes, &len);
  guint32 most = 0;
  for (gsize at = 0; at < len; at++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *cut = NULL;
      g_autoptr (TraceRecording) opened = load_text (text, at, &cut, &error);
      if (opened == NULL)
        {
          g_assert_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_FORMAT);
          g_assert_true (g_str_has_prefix (error->message, "r.postglass:"));
          g_assert_cmpuint (most, ==, 0);
          continue;
        }
      g_assert_nonnull (cut);
      Trace *trace = trace_recording_get_run (opened, 0);
      guint32 n = trace_get_n (trace);
      g_assert_cmpuint (n, >=, most);
      most = n;
      g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
      trace_cursor_seek (cursor, n);
      g_assert_true (
          model_equal (trace_cursor_get_model (cursor), random_trace_moment (random, n)));
    }
  g_assert_cmpuint (most, ==, 40);
}

static void
mutate (GByteArray *text, BaseRandom *chance)
{
  static const char useful[] = "0123456789,[]\"\\-nf{}\n";
  guint at = (guint) base_random_below (chance, text->len);
  switch (base_random_below (chance, 4))
    {
    case 0:
      text->data[at] = (guint8) base_random_next (chance);
      break;
    case 1:
      g_byte_array_remove_index (text, at);
      break;
    default:
      text->data[at] = (guint8) useful[base_random_below (chance, sizeof useful - 1)];
    }
}

/* a line somewhere else */
static void
move_line (GByteArray *text, BaseRandom *chance)
{
  g_autofree char *all = g_strndup ((const char *) text->data, text->len);
  g_auto (GStrv) lines = g_strsplit (all, "\n", -1);
  guint n = g_strv_length (lines);
  guint from = (guint) base_random_below (chance, n);
  guint to = (guint) base_random_below (chance, n);
  char *line = lines[from];
  lines[from] = lines[to];
  lines[to] = line;
  g_autofree char *joined = g_strjoinv ("\n", lines);
  g_byte_array_set_size (text, 0);
  g_byte_array_append (text, (const guint8 *) joined, (guint) strlen (joined));
}

static void
test_mutations (void)
{
  guint taken = 0;
  for (guint64 seed = 1; seed <= 1500; seed++)
    {
      g_autoptr (RandomTrace) random = seed % 100 == 1 ? random_trace_new (seed, 25, 1) : NULL;
      static GBytes *bytes;
      if (random != NULL)
        {
          g_clear_pointer (&bytes, g_bytes_unref);
          bytes = save_random (random);
        }
      BaseRandom chance;
      base_random_seed (&chance, seed);
      gsize len;
      const guint8 *data = g_bytes_get_data (bytes, &len);
      g_autoptr (GByteArray) text = g_byte_array_new ();
      g_byte_array_append (text, data, (guint) len);
      for (guint i = 1 + (guint) base_random_below (&chance, 3); i > 0; i--)
        {
          if (base_random_below (&chance, 8) == 0)
            move_line (text, &chance);
          else
            mutate (text, &chance);
        }
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (TraceRecording)
          opened = load_text ((const char *) text->data, text->len, NULL, &error);
      g_assert_true ((opened == NULL) == (error != NULL));
      if (opened == NULL)
        continue;
      taken++;
      visit (opened);
      if (seed == 1500)
        g_clear_pointer (&bytes, g_bytes_unref);
    }
  g_test_message ("%u of 1500 could be opened", taken);
  g_assert_cmpuint (taken, >, 50);
}

static void
assert_refused (const char *text, TraceRecordingError code, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  g_autoptr (TraceRecording) opened = load_text (text, strlen (text), &cut, &error);
  if (opened != NULL)
    g_error ("opened: %s", text);
  g_assert_error (error, TRACE_RECORDING_ERROR, (gint) code);
  if (!g_str_has_prefix (error->message, where))
    g_error ("%s: \"%s\" is not at %s", text, error->message, where);
  g_assert_null (cut);
}

static void
test_refused (void)
{
  assert_refused ("", TRACE_RECORDING_ERROR_FORMAT, "r.postglass:1:");
  assert_refused ("From lin Mon Nov 23\n", TRACE_RECORDING_ERROR_FORMAT, "r.postglass:1:");
  assert_refused ("{\"postglass\":0}\n", TRACE_RECORDING_ERROR_FORMAT, "r.postglass:1:");
  assert_refused ("{\"postglass\":2,\"new\":{}}\n[\"new\"]\n", TRACE_RECORDING_ERROR_VERSION,
                  "r.postglass:1:");
  assert_refused ("{\"postglass\":1,\"fields\":[\"no-such-cell\"]}\n", TRACE_RECORDING_ERROR_FORMAT,
                  "r.postglass:1:");
  assert_refused (HEADER, TRACE_RECORDING_ERROR_FORMAT, "r.postglass:2:");
  assert_refused (HEADER "[\"run\",0,\"main\",0,0,0]\n", TRACE_RECORDING_ERROR_FORMAT,
                  "r.postglass:3:");
}

static void
test_bad_lines (void)
{
  static const char *const lines[] = {
    "[\"what\",0]",
    "{}",
    "[]",
    "[\"begin\",0]",
    "[\"run\",1,\"main\",0,0,0]",
    "[\"run\",2,\"more\",0,0,0]",
    "[\"actor\",1,\"phone\"]",
    "[\"text\",0,\"\"]",
    "[\"blob\",5]",
    "[\"octets\",0,1,2,[]]",
    "[\"octets\",0,1,0,[[1,0,1]]]",
    "[\"octets\",0,65536,0,[]]",
    /* run, time, label, sub, from, to, connection, cause, command, context, direction, start, len */
    "[\"fact\",1,0,0,0,0,0,0,0,0,0,0,0,0,[]]",
    "[\"fact\",0,0,1,0,0,0,0,0,0,0,0,0,0,[]]",
    "[\"fact\",0,0,0,256,0,0,0,0,0,0,0,0,0,[]]",
    "[\"fact\",0,0,0,0,1,0,0,0,0,0,0,0,0,[]]",
    "[\"fact\",0,0,0,0,0,0,0,1,0,0,0,0,0,[]]",
    "[\"fact\",0,0,0,0,0,0,0,0,2,0,0,0,0,[]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,2,0,0,[]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,1,0,[]]",
    "[\"send\",0,0,0,0,0,0,1,0,0,0,0,0,4,[\"abc\"]]",
    "[\"send\",0,0,0,0,0,0,1,0,0,0,0,18446744073709551615,4,[\"abc\"]]",
    "[\"send\",0,0,0,0,0,0,1,0,0,0,0,0,3,[\"abc\"],[0,9,0,0,3,0,null,5]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[0,0,0,0,3,7,null,5]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[0,0,0,0,99,0,null,5]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[9,0,0,0,3,0,null,5]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[0,0,0,0,3,0,null,[0,1]]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[1,0,1,0,0,0,1,1,\"AQEBAAA=\"]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[3,7,0,0,0,0,1,0,\"server\"]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[3,0,1,1,0,0,0,0,0,0]]",
    "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[2,0,0,0,4,0,[1],[1,1,1,1,1,1]]]",
    "[\"world\",0,0,[0,0,0,0,3,0,null,5]]",
  };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = g_strconcat (BEGIN, lines[i], "\n[\"end\",5]\n", NULL);
      assert_refused (text, TRACE_RECORDING_ERROR_FORMAT, "r.postglass:4:");
    }
}

/* fields are found by name, so another order of numbers is understood */
static void
test_fields_by_name (void)
{
  static const char text[] = BEGIN "[\"fact\",0,0,0,0,0,0,0,0,0,0,0,0,0,[],[0,0,0,0,3,0,null,5]]\n"
                                   "[\"end\",5]\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  g_autoptr (TraceRecording) opened = load_text (text, sizeof text - 1, &cut, &error);
  g_assert_no_error (error);
  g_assert_null (cut);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace_recording_get_run (opened, 0));
  trace_cursor_seek (cursor, 1);
  const Model *model = trace_cursor_get_model (cursor);
  g_assert_cmpint (model_get_number (model, MODEL_ROOT, MODEL_FIELD_UIDNEXT, 0), ==, 5);
  g_assert_cmpuint (model_get_writer (model, MODEL_ROOT, MODEL_FIELD_UIDNEXT), ==, 1);
}

static void
test_after_end (void)
{
  assert_refused (BEGIN "[\"end\",4]\n[\"actor\",0,\"phone\"]\n", TRACE_RECORDING_ERROR_FORMAT,
                  "r.postglass:5:");
  g_autofree char *cut = NULL;
  g_autoptr (TraceRecording) opened = load_text (BEGIN, sizeof BEGIN - 1, &cut, NULL);
  g_assert_nonnull (opened);
  g_assert_true (g_str_has_prefix (cut, "r.postglass:3:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/damage/every-cut", test_every_cut);
  g_test_add_func ("/trace/damage/mutations", test_mutations);
  g_test_add_func ("/trace/damage/refused", test_refused);
  g_test_add_func ("/trace/damage/bad-lines", test_bad_lines);
  g_test_add_func ("/trace/damage/fields-by-name", test_fields_by_name);
  g_test_add_func ("/trace/damage/after-end", test_after_end);
  return g_test_run ();
}
