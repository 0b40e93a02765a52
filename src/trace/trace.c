#include "trace-private.h"
#include "model-delta.h"

#include <string.h>

static const char *const kind_names[TRACE_N_KINDS] = { "act",  "link",  "tls",  "send", "arrive",
                                                       "turn", "timer", "fact", "check" };

const char *
trace_kind_get_name (TraceKind kind)
{
  g_assert (kind < TRACE_N_KINDS);
  return kind_names[kind];
}

static Trace *
new_trace (void)
{
  Trace *trace = g_new0 (Trace, 1);
  trace->refs = 1;
  trace->actors = g_ptr_array_new_with_free_func (g_free);
  trace->texts = g_ptr_array_new_with_free_func (g_free);
  trace->text_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  trace->events = g_ptr_array_new_with_free_func (g_free);
  trace->deltas = g_ptr_array_new_with_free_func (g_free);
  trace->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  trace->streams = g_ptr_array_new ();
  trace_frames_init (trace);
  return trace;
}

Trace *
trace_new (const Model *initial)
{
  Trace *trace = new_trace ();
  trace->initial = model_copy (initial);
  return trace;
}

Trace *
trace_new_forgetful (void)
{
  Trace *trace = new_trace ();
  trace->forgetful = TRUE;
  return trace;
}

gboolean
trace_is_forgetful (const Trace *trace)
{
  return trace->forgetful;
}

Trace *
trace_ref (Trace *trace)
{
  trace->refs++;
  return trace;
}

static ModelDelta *
delta_at (const Trace *trace, guint32 i)
{
  ModelDelta *block = g_ptr_array_index (trace->deltas, i / TRACE_CHUNK);
  return &block[i % TRACE_CHUNK];
}

static TraceEvent *
event_at (const Trace *trace, guint32 number)
{
  if (trace->forgetful)
    {
      g_assert (number == trace->n_events);
      return (TraceEvent *) &trace->last;
    }
  TraceEvent *block = g_ptr_array_index (trace->events, (number - 1) / TRACE_CHUNK);
  return &block[(number - 1) % TRACE_CHUNK];
}

void
trace_unref (Trace *trace)
{
  if (trace == NULL || --trace->refs > 0)
    return;
  for (guint32 i = 0; i < trace->n_deltas; i++)
    model_delta_clear (delta_at (trace, i));
  for (guint i = 0; i < trace->log->len; i++)
    model_delta_clear (&g_array_index (trace->log, ModelDelta, i));
  for (guint i = 0; i < trace->streams->len; i++)
    trace_stream_free (g_ptr_array_index (trace->streams, i));
  trace_frames_clear (trace);
  g_ptr_array_unref (trace->streams);
  g_array_unref (trace->log);
  g_ptr_array_unref (trace->deltas);
  g_ptr_array_unref (trace->events);
  g_hash_table_unref (trace->text_numbers);
  g_ptr_array_unref (trace->texts);
  g_ptr_array_unref (trace->actors);
  g_clear_pointer (&trace->initial, model_free);
  g_free (trace);
}

guint8
trace_actor (Trace *trace, const char *name)
{
  if (name == NULL || *name == '\0')
    return 0;
  for (guint i = 0; i < trace->actors->len; i++)
    if (g_str_equal (g_ptr_array_index (trace->actors, i), name))
      return (guint8) (i + 1);
  g_assert (trace->actors->len < G_MAXUINT8);
  g_ptr_array_add (trace->actors, g_strdup (name));
  return (guint8) trace->actors->len;
}

guint32
trace_text (Trace *trace, const char *text)
{
  if (text == NULL || *text == '\0')
    return 0;
  guint32 number = GPOINTER_TO_UINT (g_hash_table_lookup (trace->text_numbers, text));
  if (number != 0)
    return number;
  char *own = g_strdup (text);
  g_ptr_array_add (trace->texts, own);
  trace->texts_size += strlen (own) + 1;
  number = trace->texts->len;
  g_hash_table_insert (trace->text_numbers, own, GUINT_TO_POINTER (number));
  return number;
}

static gpointer
block_for (GPtrArray *blocks, guint32 i, gsize size)
{
  if (i % TRACE_CHUNK == 0)
    g_ptr_array_add (blocks, g_malloc (TRACE_CHUNK * size));
  return g_ptr_array_index (blocks, i / TRACE_CHUNK);
}

static void
check_event (const Trace *trace, const TraceEvent *event, guint32 number)
{
  g_assert (number < G_MAXUINT32);
  g_assert (event->kind < TRACE_N_KINDS);
  g_assert (event->cause < number && event->command <= number);
  g_assert (event->from <= trace->actors->len && event->to <= trace->actors->len);
  g_assert (event->label <= trace->texts->len);
  g_assert (event->direction <= TRACE_TO_CLIENT);
  g_assert (number == 1 || event->time >= event_at (trace, number - 1)->time);
  guint64 length = trace_stream_get_length (trace, event->connection, event->direction);
  g_assert (event->start <= length && event->len <= length - event->start);
}

guint32
trace_append (Trace *trace, const TraceEvent *event)
{
  guint32 number = trace->n_events + 1;
  check_event (trace, event, number);
  /* What a turn changed belongs to the event that began it, so it is sealed before the next. */
  g_assert (trace->log->len == 0);
  TraceEvent *own = &trace->last;
  if (!trace->forgetful)
    {
      trace_frames_mark (trace);
      TraceEvent *block = block_for (trace->events, trace->n_events, sizeof (TraceEvent));
      own = &block[trace->n_events % TRACE_CHUNK];
    }
  *own = *event;
  own->delta_first = trace->n_deltas;
  own->delta_count = 0;
  trace->n_events = number;
  trace->n_connections = MAX (trace->n_connections, event->connection);
  return number;
}

GArray *
trace_get_log (Trace *trace)
{
  return trace->log;
}

void
trace_seal (Trace *trace, guint32 number, const Model *model)
{
  g_assert (number == trace->n_events && number > 0);
  if (trace->forgetful)
    {
      for (guint i = 0; i < trace->log->len; i++)
        model_delta_clear (&g_array_index (trace->log, ModelDelta, i));
      g_array_set_size (trace->log, 0);
      return;
    }
  g_assert (trace->log->len < G_MAXUINT32 - trace->n_deltas);
  for (guint i = 0; i < trace->log->len; i++)
    {
      const ModelDelta *delta = &g_array_index (trace->log, ModelDelta, i);
      ModelDelta *block = block_for (trace->deltas, trace->n_deltas, sizeof (ModelDelta));
      block[trace->n_deltas % TRACE_CHUNK] = *delta;
      trace->n_deltas++;
      trace->deltas_size += model_delta_size (delta);
      trace_frames_count (trace, delta, model);
    }
  event_at (trace, number)->delta_count += trace->log->len;
  g_array_set_size (trace->log, 0);
  trace_frames_keep (trace, model);
}

guint32
trace_get_n (const Trace *trace)
{
  return trace->n_events;
}

const TraceEvent *
trace_get (const Trace *trace, guint32 number)
{
  g_assert (number >= 1 && number <= trace->n_events);
  return event_at (trace, number);
}

const char *
trace_get_actor (const Trace *trace, guint8 actor)
{
  g_assert (actor <= trace->actors->len);
  return actor > 0 ? g_ptr_array_index (trace->actors, actor - 1) : "";
}

guint
trace_get_n_actors (const Trace *trace)
{
  return trace->actors->len;
}

const char *
trace_get_text (const Trace *trace, guint32 text)
{
  g_assert (text <= trace->texts->len);
  return text > 0 ? g_ptr_array_index (trace->texts, text - 1) : "";
}

const ModelDelta *
trace_get_delta (const Trace *trace, guint32 i)
{
  g_assert (i < trace->n_deltas);
  return delta_at (trace, i);
}

void
trace_foreach_delta (const Trace *trace, guint32 number,
                     void (*func) (const ModelDelta *, gpointer), gpointer data)
{
  const TraceEvent *event = trace_get (trace, number);
  for (guint32 i = 0; i < event->delta_count; i++)
    func (delta_at (trace, event->delta_first + i), data);
}

GBytes *
trace_line (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  return trace_read (trace, event->connection, event->direction, event->start, event->len);
}

guint
trace_get_n_connections (const Trace *trace)
{
  return trace->n_connections;
}

const Model *
trace_get_initial (const Trace *trace)
{
  return trace->initial;
}

guint32
trace_find_time (const Trace *trace, gint64 time)
{
  guint32 low = 0;
  guint32 high = trace->n_events;
  while (low < high)
    {
      guint32 middle = low + (high - low + 1) / 2;
      if (event_at (trace, middle)->time <= time)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

static gsize
measure_row (const ModelRow *row)
{
  gsize size = sizeof (ModelRow);
  guint n = model_row_n_cells (row);
  if (n > 0)
    size += 2 * sizeof (gsize) + n * sizeof (ModelCell);
  for (guint i = 0; i < n; i++)
    {
      const ModelValue *value = &model_row_cell (row, i)->value;
      if (value->kind == MODEL_VALUE_TEXT)
        size += g_ref_string_length (value->text) + 1 + 2 * sizeof (gsize);
    }
  return size;
}

static gsize
measure_object (const Model *model, ModelId id)
{
  gsize size = 0;
  for (ModelTable table = 0; table < MODEL_N_TABLES; table++)
    for (guint i = 0; i < model_count (model, id, table); i++)
      size += measure_row (model_row_at (model, id, table, i));
  for (ModelId child = model_next_child (model, id, MODEL_NO_ID); child != MODEL_NO_ID;
       child = model_next_child (model, id, child))
    size += measure_object (model, child);
  return size;
}

gsize
trace_get_memory (const Trace *trace, guint *frames)
{
  if (frames != NULL)
    *frames = trace->frames->len;
  gsize unused = (trace->deltas->len * TRACE_CHUNK - trace->n_deltas) * sizeof (ModelDelta);
  return sizeof (Trace) + trace->events->len * TRACE_CHUNK * sizeof (TraceEvent)
         + trace->deltas_size + unused + trace->streams_size + trace->texts_size
         + trace->texts->len * 5 * sizeof (gpointer) + trace->framing.frames_size
         + trace->framing.room * sizeof (guint64) + trace->marks->len * sizeof (guint64)
         + (trace->forgetful ? 0 : measure_object (trace->initial, MODEL_ROOT));
}
