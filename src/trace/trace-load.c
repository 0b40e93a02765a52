#include "trace-load-private.h"
#include "trace-private.h"
#include "trace-recording-private.h"

#include <string.h>

/*
 * Reads a recording line by line. Each line is taken whole, after everything in it was looked at, so
 * that a file which ends in the middle of one opens to the line before.
 */

/* A line on the wire is 64 KiB and a literal of 50 MiB at most; one event never names more. */
#define EVENT_OCTETS_MAX (64u * 1024 * 1024)
#define RUNS_MAX 4096

typedef struct
{
  char *name;
  guint parent;
  guint32 fork;
  Model *model; /* the newest moment */
  Trace *trace; /* NULL until its world is whole */
} LoadRun;

typedef struct
{
  const char *name;
  guint64 number; /* of the line */
  TraceLine *line;
  TraceTables tables;
  GPtrArray *runs; /* LoadRun */
  TraceRecording *recording;
  gboolean ended;
  char *problem; /* what is wrong, and what to do */
} Loader;

static void
run_free (gpointer data)
{
  LoadRun *run = data;
  g_free (run->name);
  model_free (run->model);
  trace_unref (run->trace);
  g_free (run);
}

static void
complain (Loader *loader, const char *what)
{
  if (loader->problem == NULL)
    loader->problem = g_strdup (what);
}

/* --- header --- */

static char *
find_text (Loader *loader, const char *key)
{
  if (!trace_line_find (loader->line, key) || trace_line_null (loader->line))
    return NULL;
  return g_strdup (trace_line_text (loader->line));
}

static void
load_fields (Loader *loader)
{
  if (!trace_line_find (loader->line, "fields"))
    {
      trace_line_fail (loader->line);
      return;
    }
  trace_line_open (loader->line);
  while (!trace_line_at_end (loader->line))
    {
      ModelField field = model_field_by_name (trace_line_text (loader->line));
      if (field == MODEL_N_FIELDS)
        trace_line_fail (loader->line);
      g_array_append_val (loader->tables.fields, field);
    }
  trace_line_close (loader->line);
}

static gboolean
load_header (Loader *loader, const char *text, gsize len, GError **error)
{
  if (!trace_line_parse (loader->line, text, len) || !trace_line_find (loader->line, "postglass"))
    {
      g_set_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_FORMAT,
                   "%s:1: this is no Postglass recording; open a file that Postglass saved",
                   loader->name);
      return FALSE;
    }
  guint64 version = trace_line_number (loader->line, G_MAXUINT32);
  if (version > TRACE_FORMAT_VERSION)
    {
      g_set_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_VERSION,
                   "%s:1: a newer Postglass wrote this recording (format %" G_GUINT64_FORMAT
                   ", this one reads up to %d); open it with that version",
                   loader->name, version, TRACE_FORMAT_VERSION);
      return FALSE;
    }
  g_autofree char *world = find_text (loader, "world");
  g_autofree char *lesson = find_text (loader, "lesson");
  g_autofree char *hash = find_text (loader, "hash");
  guint64 seed = 0;
  if (trace_line_find (loader->line, "seed"))
    seed = trace_line_number (loader->line, G_MAXUINT64);
  load_fields (loader);
  if (version == 0 || !trace_line_is_good (loader->line))
    {
      g_set_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_FORMAT,
                   "%s:1: the header is damaged; restore the file from a copy", loader->name);
      return FALSE;
    }
  loader->recording = trace_recording_empty (world, seed, lesson, hash);
  return TRUE;
}

/* --- runs and their worlds --- */

static LoadRun *
take_run (Loader *loader)
{
  guint64 i = trace_line_number (loader->line, G_MAXUINT32);
  if (i < loader->runs->len)
    return g_ptr_array_index (loader->runs, i);
  trace_line_fail (loader->line);
  return NULL;
}

static LoadRun *
take_begun_run (Loader *loader)
{
  LoadRun *run = take_run (loader);
  if (run != NULL && run->trace != NULL)
    return run;
  trace_line_fail (loader->line);
  return NULL;
}

static gboolean
is_run_name_free (Loader *loader, const char *name)
{
  for (guint i = 0; i < loader->runs->len; i++)
    if (g_str_equal (((LoadRun *) g_ptr_array_index (loader->runs, i))->name, name))
      return FALSE;
  return *name != '\0';
}

static void
load_run (Loader *loader)
{
  TraceLine *line = loader->line;
  guint n = loader->runs->len;
  guint64 number = trace_line_number (line, RUNS_MAX - 1);
  const char *name = trace_line_text (line);
  guint parent = (guint) trace_line_number (line, MAX (n, 1) - 1);
  guint32 fork = (guint32) trace_line_number (line, G_MAXUINT32);
  guint world = (guint) trace_line_number (line, n);
  trace_line_close (line);
  if (number != n || !is_run_name_free (loader, name))
    trace_line_fail (line);
  if (!trace_line_is_good (line))
    return;
  LoadRun *run = g_new0 (LoadRun, 1);
  run->name = g_strdup (name);
  run->parent = parent;
  run->fork = fork;
  g_ptr_array_add (loader->runs, run);
  LoadRun *like = g_ptr_array_index (loader->runs, world);
  if (world == n)
    run->model = model_new ();
  else if (like->trace != NULL)
    run->model = model_copy (trace_get_initial (like->trace));
  else
    trace_line_fail (line);
}

static void
load_world (Loader *loader)
{
  TraceLine *line = loader->line;
  LoadRun *run = take_run (loader);
  guint32 writer = (guint32) trace_line_number (line, G_MAXUINT32);
  ModelDelta delta;
  trace_load_delta (line, &loader->tables, &delta);
  trace_line_close (line);
  if (run == NULL || run->trace != NULL)
    trace_line_fail (line);
  if (trace_line_is_good (line))
    {
      if (model_check (run->model, &delta))
        model_apply (run->model, &delta, writer);
      else
        complain (loader, "this part of the world does not fit what came before it; restore the "
                          "file from a copy");
    }
  model_delta_clear (&delta);
}

static void
load_begin (Loader *loader)
{
  LoadRun *run = take_run (loader);
  trace_line_close (loader->line);
  if (run == NULL || run->trace != NULL)
    trace_line_fail (loader->line);
  if (trace_line_is_good (loader->line))
    run->trace = trace_new (run->model);
}

/* --- tables and octets --- */

static void
load_blob (Loader *loader)
{
  GBytes *blob = trace_load_octets (loader->line);
  trace_line_close (loader->line);
  g_ptr_array_add (loader->tables.blobs, blob);
}

static void
load_actor (Loader *loader)
{
  LoadRun *run = take_begun_run (loader);
  const char *name = trace_line_text (loader->line);
  trace_line_close (loader->line);
  if (run == NULL || !trace_line_is_good (loader->line))
    return;
  guint n = trace_get_n_actors (run->trace);
  if (n == G_MAXUINT8 || trace_actor (run->trace, name) != n + 1)
    trace_line_fail (loader->line);
}

/* a text that the run may or may not have already; its number, 0 when the line is bad */
static guint32
take_text (Loader *loader, LoadRun *run)
{
  g_autoptr (GBytes) bytes = trace_load_octets (loader->line);
  gsize len;
  const char *octets = g_bytes_get_data (bytes, &len);
  if (run == NULL || len == 0 || memchr (octets, '\0', len) != NULL)
    {
      trace_line_fail (loader->line);
      return 0;
    }
  g_autofree char *text = g_strndup (octets, len);
  return trace_text (run->trace, text);
}

static void
load_text (Loader *loader)
{
  LoadRun *run = take_begun_run (loader);
  guint n = run != NULL ? run->trace->texts->len : 0;
  if (take_text (loader, run) != n + 1)
    trace_line_fail (loader->line);
  trace_line_close (loader->line);
}

/* pieces: "text", ["base64"] or [blob, start, length] */
static void
load_pieces (Loader *loader, LoadRun *run, guint16 connection, TraceDirection direction)
{
  TraceLine *line = loader->line;
  trace_line_open (line);
  while (!trace_line_at_end (line))
    {
      if (trace_line_at_string (line) || trace_line_at_string_array (line))
        {
          g_autoptr (GBytes) bytes = trace_load_octets (line);
          gsize len;
          const guint8 *data = g_bytes_get_data (bytes, &len);
          if (trace_line_is_good (line))
            trace_stream_add_text (run->trace, connection, direction, data, len);
          continue;
        }
      trace_line_open (line);
      GBytes *blob = trace_load_blob (line, &loader->tables);
      gsize size = blob != NULL ? g_bytes_get_size (blob) : 0;
      gsize start = trace_line_number (line, size);
      gsize len = trace_line_number (line, size - MIN (start, size));
      trace_line_close (line);
      if (trace_line_is_good (line))
        trace_stream_add_blob (run->trace, connection, direction, blob, start, len);
    }
  trace_line_close (line);
}

static void
load_octets (Loader *loader)
{
  LoadRun *run = take_begun_run (loader);
  guint16 connection = (guint16) trace_line_number (loader->line, G_MAXUINT16);
  TraceDirection direction = (TraceDirection) trace_line_number (loader->line, TRACE_TO_CLIENT);
  if (trace_line_is_good (loader->line))
    load_pieces (loader, run, connection, direction);
  trace_line_close (loader->line);
}

/* --- events --- */

static void
load_deltas (Loader *loader, LoadRun *run, guint32 number)
{
  GArray *log = trace_get_log (run->trace);
  while (!trace_line_at_end (loader->line))
    {
      ModelDelta delta;
      trace_load_delta (loader->line, &loader->tables, &delta);
      gboolean fits = trace_line_is_good (loader->line) && model_check (run->model, &delta);
      if (!fits)
        {
          if (trace_line_is_good (loader->line))
            complain (loader, "a change of this event does not fit what came before it; restore "
                              "the file from a copy");
          model_delta_clear (&delta);
          return;
        }
      model_apply (run->model, &delta, number);
      g_array_append_val (log, delta);
    }
}

static void
take_numbers (TraceLine *line, const Trace *trace, TraceEvent *event)
{
  guint32 number = trace_get_n (trace) + 1;
  event->sub = (guint8) trace_line_number (line, G_MAXUINT8);
  event->from = (guint8) trace_line_number (line, trace_get_n_actors (trace));
  event->to = (guint8) trace_line_number (line, trace_get_n_actors (trace));
  event->connection = (guint16) trace_line_number (line, G_MAXUINT16);
  event->cause = (guint32) trace_line_number (line, number - 1);
  event->command = (guint32) trace_line_number (line, number);
  event->context = (guint8) trace_line_number (line, G_MAXUINT8);
  event->direction = (guint8) trace_line_number (line, TRACE_TO_CLIENT);
  event->start = trace_line_number (line, G_MAXUINT64);
  event->len = (guint32) trace_line_number (line, EVENT_OCTETS_MAX);
}

static gboolean
is_inside (const Trace *trace, const TraceEvent *event)
{
  guint64 length = trace_stream_get_length (trace, event->connection, event->direction);
  return event->start <= length && event->len <= length - event->start;
}

static void
load_event (Loader *loader, TraceKind kind)
{
  TraceLine *line = loader->line;
  LoadRun *run = take_begun_run (loader);
  if (run == NULL || trace_get_n (run->trace) == G_MAXUINT32 - 1)
    {
      trace_line_fail (line);
      return;
    }
  Trace *trace = run->trace;
  guint32 n = trace_get_n (trace);
  TraceEvent event = { .kind = (guint8) kind };
  event.time = trace_line_signed (line);
  event.label = trace_line_at_number (line) ? (guint32) trace_line_number (line, trace->texts->len)
                                            : take_text (loader, run);
  take_numbers (line, trace, &event);
  if (!trace_line_is_good (line) || (n > 0 && event.time < trace_get (trace, n)->time))
    {
      trace_line_fail (line);
      return;
    }
  load_pieces (loader, run, event.connection, event.direction);
  if (!trace_line_is_good (line) || !is_inside (trace, &event))
    {
      trace_line_fail (line);
      return;
    }
  guint32 number = trace_append (trace, &event);
  load_deltas (loader, run, number);
  trace_line_close (line);
  if (trace_line_is_good (line) && loader->problem == NULL)
    trace_seal (trace, number, run->model);
}

static void
load_end (Loader *loader)
{
  trace_line_number (loader->line, G_MAXUINT64);
  trace_line_close (loader->line);
  loader->ended = TRUE;
}

/* --- lines --- */

static const struct
{
  const char *tag;
  void (*load) (Loader *loader);
} others[] = {
  { "actor", load_actor },   { "text", load_text },   { "blob", load_blob },
  { "octets", load_octets }, { "world", load_world }, { "run", load_run },
  { "begin", load_begin },   { "end", load_end },
};

static gboolean
load_tagged (Loader *loader, const char *tag)
{
  if (g_str_equal (tag, "do"))
    {
      load_event (loader, TRACE_ACT);
      return TRUE;
    }
  for (TraceKind kind = TRACE_ACT + 1; kind < TRACE_N_KINDS; kind++)
    if (g_str_equal (tag, trace_kind_get_name (kind)))
      {
        load_event (loader, kind);
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (tag, others[i].tag))
      {
        others[i].load (loader);
        return TRUE;
      }
  return FALSE;
}

static gboolean
load_line (Loader *loader, const char *text, gsize len)
{
  gboolean known = FALSE;
  if (loader->ended)
    complain (loader, "something follows the end of the recording; remove it");
  else if (trace_line_parse (loader->line, text, len))
    {
      trace_line_open (loader->line);
      char tag[16];
      g_strlcpy (tag, trace_line_text (loader->line), sizeof tag);
      known = trace_line_is_good (loader->line) && load_tagged (loader, tag);
    }
  if (!known)
    complain (loader, "this is no line of a recording; restore the file from a copy");
  if (!trace_line_is_good (loader->line))
    complain (loader, "this line is damaged; restore the file from a copy");
  return loader->problem == NULL;
}

/* hands the runs over; one whose world is not whole is left out */
static gboolean
finish (Loader *loader)
{
  for (guint i = 0; i < loader->runs->len; i++)
    {
      LoadRun *run = g_ptr_array_index (loader->runs, i);
      if (run->trace == NULL)
        break;
      const TraceRun *parent = i > 0 ? trace_recording_peek (loader->recording, run->parent) : NULL;
      guint32 most = parent != NULL ? trace_get_n (parent->trace) : 0;
      trace_recording_add_run (loader->recording, run->name, run->parent, MIN (run->fork, most),
                               run->trace);
    }
  return loader->recording->runs->len > 0;
}

static gboolean
load_lines (Loader *loader, const char *text, gsize len, char **cut, GError **error)
{
  const char *end = text + len;
  const char *at = memchr (text, '\n', len);
  for (at = at != NULL ? at + 1 : end; at < end && loader->problem == NULL;)
    {
      const char *stop = memchr (at, '\n', (gsize) (end - at));
      if (stop == NULL)
        break;
      loader->number++;
      load_line (loader, at, (gsize) (stop - at));
      at = stop + 1;
    }
  if (loader->problem == NULL && !finish (loader))
    {
      loader->number++;
      complain (loader, "the file ends before its world is whole; restore it from a copy");
    }
  if (loader->problem != NULL)
    {
      g_set_error (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_FORMAT,
                   "%s:%" G_GUINT64_FORMAT ": %s", loader->name, loader->number, loader->problem);
      return FALSE;
    }
  if (!loader->ended && cut != NULL)
    *cut = g_strdup_printf ("%s:%" G_GUINT64_FORMAT ": the file was cut off here; everything up to "
                            "the last whole event is shown",
                            loader->name, loader->number);
  return TRUE;
}

TraceRecording *
trace_recording_load_bytes (GBytes *bytes, const char *name, char **cut, GError **error)
{
  gsize len;
  const char *text = g_bytes_get_data (bytes, &len);
  Loader loader = { .name = name, .number = 1 };
  loader.line = trace_line_new ();
  loader.tables.blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  loader.tables.fields = g_array_new (FALSE, FALSE, sizeof (ModelField));
  loader.runs = g_ptr_array_new_with_free_func (run_free);
  if (cut != NULL)
    *cut = NULL;
  if (text == NULL)
    text = "";
  const char *stop = memchr (text, '\n', len);
  gsize first = stop != NULL ? (gsize) (stop - text) : len;
  gboolean good = load_header (&loader, text, first, error)
                  && load_lines (&loader, text, len, cut, error);
  if (!good)
    g_clear_pointer (&loader.recording, trace_recording_unref);
  g_ptr_array_unref (loader.runs);
  g_array_unref (loader.tables.fields);
  g_ptr_array_unref (loader.tables.blobs);
  trace_line_free (loader.line);
  g_free (loader.problem);
  return loader.recording;
}
