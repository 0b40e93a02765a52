#include "trace-private.h"
#include "trace-recording-private.h"
#include "trace-writer-private.h"

#include <string.h>

/* One run on its way into the file: what of its tables and streams is written already. */
typedef struct
{
  TraceWriter *writer;
  const Trace *trace;
  guint run;
  guint actors;
  guint32 texts;
  GArray *streams; /* guint64: octets written, at 2 * connection + direction */
} Saver;

/* --- the world as it began --- */

static void
put_world_delta (Saver *saver, const ModelDelta *delta, guint32 writer)
{
  trace_writer_note (saver->writer, delta);
  trace_writer_begin (saver->writer, "world");
  trace_writer_number (saver->writer, saver->run);
  trace_writer_number (saver->writer, writer);
  trace_writer_delta (saver->writer, delta);
  trace_writer_end (saver->writer);
}

/* how many objects the beginning ever had, as far as it matters: the first one born later says it */
static ModelId
count_objects (const Trace *trace)
{
  for (guint32 i = 0; i < trace->n_deltas; i++)
    {
      const ModelDelta *delta = trace_get_delta (trace, i);
      if (delta->op == MODEL_OP_BIRTH && delta->table == MODEL_N_TABLES)
        return delta->object;
    }
  return 0;
}

static void
collect_objects (const Model *model, ModelId id, GArray *alive)
{
  for (ModelId child = model_next_child (model, id, MODEL_NO_ID); child != MODEL_NO_ID;
       child = model_next_child (model, id, child))
    {
      if (child >= alive->len)
        g_array_set_size (alive, child + 1);
      g_array_index (alive, guint8, child) = TRUE;
      collect_objects (model, child, alive);
    }
}

static void
put_object (Saver *saver, ModelId id)
{
  const Model *model = saver->trace->initial;
  g_autofree char *name = g_strdup (model_get_name (model, id));
  ModelObjectBox box = { model_get_kind (model, id), model_get_parent (model, id), name };
  ModelDelta delta = { .op = MODEL_OP_BIRTH, .table = MODEL_N_TABLES, .object = id, .box = &box };
  put_world_delta (saver, &delta, 0);
}

/* An object that was gone before the beginning leaves nothing but its number. */
static void
put_gone (Saver *saver, ModelId id)
{
  g_autofree char *name = g_strdup_printf ("%u", id);
  while (model_find (saver->trace->initial, MODEL_ROOT, name) != MODEL_NO_ID)
    {
      char *longer = g_strconcat (name, "-", NULL);
      g_free (name);
      name = longer;
    }
  ModelObjectBox box = { MODEL_KIND_DEVICE, MODEL_ROOT, name };
  ModelDelta delta = { .op = MODEL_OP_BIRTH, .table = MODEL_N_TABLES, .object = id, .box = &box };
  put_world_delta (saver, &delta, 0);
  delta.op = MODEL_OP_DEATH;
  put_world_delta (saver, &delta, 0);
}

static void
put_cells (Saver *saver, ModelId id)
{
  const Model *model = saver->trace->initial;
  for (ModelField field = 0; field < MODEL_N_FIELDS; field++)
    {
      const ModelValue *value = model_get (model, id, field);
      if (value->kind == MODEL_VALUE_NONE)
        continue;
      ModelDelta delta = {
        .op = MODEL_OP_SET, .table = MODEL_N_TABLES, .field = field, .object = id
      };
      delta.before = MODEL_NONE;
      delta.after = *value;
      put_world_delta (saver, &delta, model_get_writer (model, id, field));
    }
}

static void
put_rows (Saver *saver, ModelId id)
{
  const Model *model = saver->trace->initial;
  for (ModelTable table = 0; table < MODEL_N_TABLES; table++)
    for (guint i = 0; i < model_count (model, id, table); i++)
      {
        const ModelRow *row = model_row_at (model, id, table, i);
        ModelRow copy = *row;
        ModelDelta delta = {
          .op = MODEL_OP_BIRTH, .table = (guint8) table, .object = id, .key = row->key, .row = &copy
        };
        put_world_delta (saver, &delta, 0);
      }
}

static void
put_world (Saver *saver)
{
  g_autoptr (GArray) alive = g_array_new (FALSE, TRUE, sizeof (guint8));
  g_array_set_size (alive, MAX (1, count_objects (saver->trace)));
  collect_objects (saver->trace->initial, MODEL_ROOT, alive);
  for (ModelId id = 1; id < alive->len; id++)
    {
      if (g_array_index (alive, guint8, id))
        put_object (saver, id);
      else
        put_gone (saver, id);
    }
  g_array_index (alive, guint8, MODEL_ROOT) = TRUE;
  for (ModelId id = 0; id < alive->len; id++)
    if (g_array_index (alive, guint8, id))
      {
        put_cells (saver, id);
        put_rows (saver, id);
      }
}

/* --- octets --- */

static guint64 *
written_of (Saver *saver, guint16 connection, TraceDirection direction)
{
  guint at = 2u * connection + direction;
  if (at >= saver->streams->len)
    g_array_set_size (saver->streams, at + 1);
  return &g_array_index (saver->streams, guint64, at);
}

static void
note_pieces (Saver *saver, const TraceStream *stream, guint64 start, guint64 end)
{
  for (guint i = trace_stream_find (stream, start); start < end; i++)
    {
      const TraceSegment *segment = &g_array_index (stream->segments, TraceSegment, i);
      if (segment->blob != NULL)
        trace_writer_blob (saver->writer, segment->blob);
      start = segment->start + segment->len;
    }
}

static void
put_text (Saver *saver, GByteArray *text)
{
  if (text->len > 0)
    trace_writer_octets (saver->writer, text->data, text->len);
  g_byte_array_set_size (text, 0);
}

static void
put_pieces (Saver *saver, const TraceStream *stream, guint64 start, guint64 end)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  trace_writer_open (saver->writer);
  for (guint i = start < end ? trace_stream_find (stream, start) : 0; start < end; i++)
    {
      const TraceSegment *segment = &g_array_index (stream->segments, TraceSegment, i);
      gsize skip = start - segment->start;
      gsize take = MIN (segment->len - skip, end - start);
      start += take;
      if (segment->text != NULL)
        {
          g_byte_array_append (text, segment->text + skip, (guint) take);
          continue;
        }
      put_text (saver, text);
      trace_writer_open (saver->writer);
      trace_writer_number (saver->writer, trace_writer_blob (saver->writer, segment->blob));
      trace_writer_number (saver->writer, segment->offset + skip);
      trace_writer_number (saver->writer, take);
      trace_writer_close (saver->writer);
    }
  put_text (saver, text);
  trace_writer_close (saver->writer);
}

/* what no event names */
static void
put_rest (Saver *saver, guint at)
{
  guint16 connection = (guint16) (at / 2);
  TraceDirection direction = at % 2;
  const TraceStream *stream = trace_stream_peek (saver->trace, connection, direction);
  guint64 *written = written_of (saver, connection, direction);
  if (stream == NULL || *written == stream->length)
    return;
  note_pieces (saver, stream, *written, stream->length);
  trace_writer_begin (saver->writer, "octets");
  trace_writer_number (saver->writer, saver->run);
  trace_writer_number (saver->writer, connection);
  trace_writer_number (saver->writer, direction);
  put_pieces (saver, stream, *written, stream->length);
  trace_writer_end (saver->writer);
  *written = stream->length;
}

/* --- events --- */

static void
put_actors (Saver *saver, guint upto)
{
  while (saver->actors < upto)
    {
      trace_writer_begin (saver->writer, "actor");
      trace_writer_number (saver->writer, saver->run);
      trace_writer_string (saver->writer, trace_get_actor (saver->trace, (guint8) ++saver->actors));
      trace_writer_end (saver->writer);
    }
}

static void
put_texts (Saver *saver, guint32 upto)
{
  while (saver->texts < upto)
    {
      const char *text = trace_get_text (saver->trace, ++saver->texts);
      trace_writer_begin (saver->writer, "text");
      trace_writer_number (saver->writer, saver->run);
      trace_writer_octets (saver->writer, (const guint8 *) text, strlen (text));
      trace_writer_end (saver->writer);
    }
}

static void
put_label (Saver *saver, const TraceEvent *event)
{
  const char *text = trace_get_text (saver->trace, event->label);
  /* Acts can be read, and done again, line by line. */
  if (event->kind == TRACE_ACT && event->label > 0)
    trace_writer_octets (saver->writer, (const guint8 *) text, strlen (text));
  else
    trace_writer_number (saver->writer, event->label);
}

static void
put_event (Saver *saver, guint32 number)
{
  TraceWriter *writer = saver->writer;
  const TraceEvent *event = trace_get (saver->trace, number);
  const TraceStream *stream = trace_stream_peek (saver->trace, event->connection, event->direction);
  guint64 *written = written_of (saver, event->connection, event->direction);
  guint64 end = MAX (*written, event->start + event->len);

  put_actors (saver, MAX (event->from, event->to));
  put_texts (saver, event->kind == TRACE_ACT ? MAX (event->label, 1) - 1 : event->label);
  if (event->kind == TRACE_ACT)
    saver->texts = MAX (saver->texts, event->label);
  if (*written < end)
    note_pieces (saver, stream, *written, end);
  for (guint32 i = 0; i < event->delta_count; i++)
    trace_writer_note (writer, trace_get_delta (saver->trace, event->delta_first + i));

  trace_writer_begin (writer, event->kind == TRACE_ACT ? "do" : trace_kind_get_name (event->kind));
  trace_writer_number (writer, saver->run);
  trace_writer_signed (writer, event->time);
  put_label (saver, event);
  trace_writer_number (writer, event->sub);
  trace_writer_number (writer, event->from);
  trace_writer_number (writer, event->to);
  trace_writer_number (writer, event->connection);
  trace_writer_number (writer, event->cause);
  trace_writer_number (writer, event->command);
  trace_writer_number (writer, event->context);
  trace_writer_number (writer, event->direction);
  trace_writer_number (writer, event->start);
  trace_writer_number (writer, event->len);
  put_pieces (saver, stream, *written, end);
  for (guint32 i = 0; i < event->delta_count; i++)
    trace_writer_delta (writer, trace_get_delta (saver->trace, event->delta_first + i));
  trace_writer_end (writer);
  *written = end;
}

/* --- the whole file --- */

/* the run before @i that began in the same world, or @i itself */
static guint
find_same_world (const TraceRecording *recording, guint i)
{
  const Trace *trace = trace_recording_peek (recording, i)->trace;
  for (guint k = 0; k < i; k++)
    {
      const Trace *other = trace_recording_peek (recording, k)->trace;
      if (count_objects (trace) == count_objects (other)
          && model_equal (other->initial, trace->initial))
        return k;
    }
  return i;
}

static void
put_run (TraceWriter *writer, const TraceRecording *recording, guint i)
{
  const TraceRun *run = trace_recording_peek (recording, i);
  Saver saver = { .writer = writer, .trace = run->trace, .run = i };
  saver.streams = g_array_new (FALSE, TRUE, sizeof (guint64));
  guint world = find_same_world (recording, i);
  trace_writer_begin (writer, "run");
  trace_writer_number (writer, i);
  trace_writer_string (writer, run->name);
  trace_writer_number (writer, run->parent);
  trace_writer_number (writer, run->fork);
  trace_writer_number (writer, world);
  trace_writer_end (writer);
  if (world == i)
    put_world (&saver);
  trace_writer_begin (writer, "begin");
  trace_writer_number (writer, i);
  trace_writer_end (writer);
  for (guint32 number = 1; number <= trace_get_n (run->trace); number++)
    put_event (&saver, number);
  put_actors (&saver, trace_get_n_actors (run->trace));
  put_texts (&saver, run->trace->texts->len);
  for (guint at = 0; at < run->trace->streams->len; at++)
    put_rest (&saver, at);
  g_array_unref (saver.streams);
}

static void
put_header (TraceWriter *writer, const TraceRecording *recording)
{
  trace_writer_begin_header (writer);
  trace_writer_key (writer, "postglass");
  trace_writer_number (writer, TRACE_FORMAT_VERSION);
  trace_writer_key (writer, "seed");
  trace_writer_number (writer, recording->seed);
  trace_writer_key (writer, "world");
  trace_writer_string (writer, recording->world);
  trace_writer_key (writer, "lesson");
  trace_writer_string (writer, recording->lesson);
  trace_writer_key (writer, "hash");
  trace_writer_string (writer, recording->hash);
  /* Cells go by number in the lines; a later Postglass may number them differently. */
  trace_writer_key (writer, "fields");
  trace_writer_open (writer);
  for (ModelField field = 0; field < MODEL_N_FIELDS; field++)
    trace_writer_string (writer, model_field_get_name (field));
  trace_writer_close (writer);
  trace_writer_end_header (writer);
}

GBytes *
trace_recording_save_bytes (TraceRecording *recording)
{
  g_autoptr (TraceWriter) writer = trace_writer_new ();
  put_header (writer, recording);
  for (guint i = 0; i < recording->runs->len; i++)
    put_run (writer, recording, i);
  trace_writer_begin (writer, "end");
  trace_writer_number (writer, trace_writer_get_lines (writer) + 1);
  trace_writer_end (writer);
  return trace_writer_finish (writer);
}
