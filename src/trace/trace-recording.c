#include "trace-recording-private.h"

G_DEFINE_QUARK (trace - recording - error - quark, trace_recording_error)

static void
run_free (gpointer data)
{
  TraceRun *run = data;
  g_free (run->name);
  trace_unref (run->trace);
  g_free (run);
}

TraceRecording *
trace_recording_empty (const char *world, guint64 seed, const char *lesson, const char *hash)
{
  TraceRecording *recording = g_new0 (TraceRecording, 1);
  recording->refs = 1;
  recording->world = g_strdup (world != NULL ? world : "");
  recording->seed = seed;
  recording->lesson = g_strdup (lesson);
  recording->hash = g_strdup (hash);
  recording->runs = g_ptr_array_new_with_free_func (run_free);
  return recording;
}

TraceRecording *
trace_recording_new (const char *world, guint64 seed, const char *lesson, const char *hash,
                     Trace *main)
{
  TraceRecording *recording = trace_recording_empty (world, seed, lesson, hash);
  trace_recording_add_run (recording, "main", 0, 0, main);
  return recording;
}

TraceRecording *
trace_recording_ref (TraceRecording *recording)
{
  recording->refs++;
  return recording;
}

void
trace_recording_unref (TraceRecording *recording)
{
  if (recording == NULL || --recording->refs > 0)
    return;
  g_ptr_array_unref (recording->runs);
  g_free (recording->world);
  g_free (recording->lesson);
  g_free (recording->hash);
  g_free (recording);
}

void
trace_recording_add_run (TraceRecording *recording, const char *name, guint parent, guint32 fork,
                         Trace *trace)
{
  g_assert (recording->runs->len == 0 || parent < recording->runs->len);
  g_assert (trace_recording_find_run (recording, name) == NULL);
  TraceRun *run = g_new0 (TraceRun, 1);
  run->name = g_strdup (name);
  run->parent = parent;
  run->fork = fork;
  run->trace = trace_ref (trace);
  g_ptr_array_add (recording->runs, run);
}

const TraceRun *
trace_recording_peek (const TraceRecording *recording, guint i)
{
  g_assert (i < recording->runs->len);
  return g_ptr_array_index (recording->runs, i);
}

const char *
trace_recording_get_world (const TraceRecording *recording)
{
  return recording->world;
}

guint64
trace_recording_get_seed (const TraceRecording *recording)
{
  return recording->seed;
}

const char *
trace_recording_get_lesson (const TraceRecording *recording)
{
  return recording->lesson;
}

const char *
trace_recording_get_hash (const TraceRecording *recording)
{
  return recording->hash;
}

guint
trace_recording_get_n_runs (const TraceRecording *recording)
{
  return recording->runs->len;
}

const char *
trace_recording_get_run_name (const TraceRecording *recording, guint i)
{
  return trace_recording_peek (recording, i)->name;
}

Trace *
trace_recording_get_run (const TraceRecording *recording, guint i)
{
  return trace_recording_peek (recording, i)->trace;
}

Trace *
trace_recording_find_run (const TraceRecording *recording, const char *name)
{
  for (guint i = 0; i < recording->runs->len; i++)
    if (g_str_equal (trace_recording_peek (recording, i)->name, name))
      return trace_recording_peek (recording, i)->trace;
  return NULL;
}

gboolean
trace_recording_save (TraceRecording *recording, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = trace_recording_save_bytes (recording);
  g_autoptr (GError) problem = NULL;
  gsize len;
  const char *text = g_bytes_get_data (bytes, &len);
  /* What was typed into a simulated device may be private: nobody else may read it. */
  if (g_file_set_contents_full (path, text, (gssize) len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &problem))
    return TRUE;
  g_set_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_IO,
               "%s: cannot be written (%s); choose another place or make room", path,
               problem->message);
  return FALSE;
}

TraceRecording *
trace_recording_load (const char *path, char **cut, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &problem);
  if (cut != NULL)
    *cut = NULL;
  if (file == NULL)
    {
      g_set_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_IO,
                   "%s: cannot be read (%s); check its name and permissions", path,
                   problem->message);
      return NULL;
    }
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  return trace_recording_load_bytes (bytes, path, cut, error);
}
