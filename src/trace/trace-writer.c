#include "trace-writer-private.h"

#include <string.h>
#include <yajl/yajl_gen.h>

struct _TraceWriter
{
  GString *out;
  yajl_gen gen;
  guint64 lines;
  GHashTable *by_content; /* GBytes → number */
  GHashTable *by_address; /* the same, to look at each GBytes' content once */
};

static void
on_print (void *data, const char *text, size_t len)
{
  g_string_append_len (data, text, (gssize) len);
}

TraceWriter *
trace_writer_new (void)
{
  TraceWriter *writer = g_new0 (TraceWriter, 1);
  writer->out = g_string_sized_new (4096);
  writer->gen = yajl_gen_alloc (NULL);
  yajl_gen_config (writer->gen, yajl_gen_print_callback, on_print, writer->out);
  writer->by_content = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  writer->by_address = g_hash_table_new (NULL, NULL);
  return writer;
}

void
trace_writer_free (TraceWriter *writer)
{
  if (writer == NULL)
    return;
  yajl_gen_free (writer->gen);
  g_hash_table_unref (writer->by_content);
  g_hash_table_unref (writer->by_address);
  if (writer->out != NULL)
    g_string_free (writer->out, TRUE);
  g_free (writer);
}

GBytes *
trace_writer_finish (TraceWriter *writer)
{
  return g_string_free_to_bytes (g_steal_pointer (&writer->out));
}

guint64
trace_writer_get_lines (const TraceWriter *writer)
{
  return writer->lines;
}

static void
finish_line (TraceWriter *writer)
{
  yajl_gen_reset (writer->gen, "\n");
  writer->lines++;
}

void
trace_writer_begin (TraceWriter *writer, const char *tag)
{
  yajl_gen_array_open (writer->gen);
  trace_writer_string (writer, tag);
}

void
trace_writer_end (TraceWriter *writer)
{
  yajl_gen_array_close (writer->gen);
  finish_line (writer);
}

void
trace_writer_open (TraceWriter *writer)
{
  yajl_gen_array_open (writer->gen);
}

void
trace_writer_close (TraceWriter *writer)
{
  yajl_gen_array_close (writer->gen);
}

void
trace_writer_begin_header (TraceWriter *writer)
{
  yajl_gen_map_open (writer->gen);
}

void
trace_writer_key (TraceWriter *writer, const char *key)
{
  trace_writer_string (writer, key);
}

void
trace_writer_end_header (TraceWriter *writer)
{
  yajl_gen_map_close (writer->gen);
  finish_line (writer);
}

static void
put_number (TraceWriter *writer, gboolean negative, guint64 magnitude)
{
  char digits[24];
  guint at = sizeof digits;
  do
    {
      digits[--at] = (char) ('0' + magnitude % 10);
      magnitude /= 10;
    }
  while (magnitude != 0);
  if (negative)
    digits[--at] = '-';
  yajl_gen_number (writer->gen, digits + at, sizeof digits - at);
}

void
trace_writer_number (TraceWriter *writer, guint64 number)
{
  put_number (writer, FALSE, number);
}

void
trace_writer_signed (TraceWriter *writer, gint64 number)
{
  put_number (writer, number < 0, number < 0 ? -(guint64) number : (guint64) number);
}

void
trace_writer_string (TraceWriter *writer, const char *text)
{
  if (text != NULL)
    yajl_gen_string (writer->gen, (const unsigned char *) text, strlen (text));
  else
    yajl_gen_null (writer->gen);
}

static void
put_base64 (TraceWriter *writer, const guint8 *data, gsize len)
{
  g_autofree char *text = g_base64_encode (data, len);
  trace_writer_string (writer, text);
}

void
trace_writer_octets (TraceWriter *writer, const guint8 *data, gsize len)
{
  if (g_utf8_validate_len ((const char *) data, len, NULL))
    {
      yajl_gen_string (writer->gen, data, len);
      return;
    }
  trace_writer_open (writer);
  put_base64 (writer, data, len);
  trace_writer_close (writer);
}

void
trace_writer_base64 (TraceWriter *writer, GBytes *bytes)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (bytes, &len);
  put_base64 (writer, data, len);
}

guint
trace_writer_blob (TraceWriter *writer, GBytes *blob)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (writer->by_address, blob));
  if (number != 0)
    return number;
  number = GPOINTER_TO_UINT (g_hash_table_lookup (writer->by_content, blob));
  if (number == 0)
    {
      number = g_hash_table_size (writer->by_content) + 1;
      g_hash_table_insert (writer->by_content, blob, GUINT_TO_POINTER (number));
      gsize len;
      const guint8 *data = g_bytes_get_data (blob, &len);
      trace_writer_begin (writer, "blob");
      trace_writer_octets (writer, len > 0 ? data : (const guint8 *) "", len);
      trace_writer_end (writer);
    }
  g_hash_table_insert (writer->by_address, blob, GUINT_TO_POINTER (number));
  return number;
}

static void
note_value (TraceWriter *writer, const ModelValue *value)
{
  if (value->kind == MODEL_VALUE_BLOB)
    trace_writer_blob (writer, value->blob);
}

void
trace_writer_note (TraceWriter *writer, const ModelDelta *delta)
{
  if (delta->op == MODEL_OP_SET)
    {
      note_value (writer, &delta->before);
      note_value (writer, &delta->after);
    }
  else if ((delta->op == MODEL_OP_BIRTH || delta->op == MODEL_OP_DEATH)
           && delta->table < MODEL_N_TABLES)
    for (guint i = 0; i < model_row_n_cells (delta->row); i++)
      note_value (writer, &model_row_cell (delta->row, i)->value);
}

static void
put_runs (TraceWriter *writer, const ModelRuns *runs)
{
  for (guint i = 0; i < model_runs_get_n (runs); i++)
    {
      const ModelRun *run = model_runs_get (runs, i);
      trace_writer_number (writer, run->first);
      trace_writer_number (writer, run->count);
      trace_writer_number (writer, run->event);
      trace_writer_number (writer, run->kind);
      trace_writer_number (writer, run->modseq);
    }
}

static void
put_value (TraceWriter *writer, const ModelValue *value)
{
  switch (value->kind)
    {
    case MODEL_VALUE_NONE:
      yajl_gen_null (writer->gen);
      break;
    case MODEL_VALUE_UNKNOWN:
      yajl_gen_bool (writer->gen, 0);
      break;
    case MODEL_VALUE_NUMBER:
      trace_writer_signed (writer, value->number);
      break;
    case MODEL_VALUE_TEXT:
      trace_writer_octets (writer, (const guint8 *) value->text, g_ref_string_length (value->text));
      break;
    case MODEL_VALUE_BLOB:
      trace_writer_open (writer);
      trace_writer_number (writer, 0);
      trace_writer_number (writer, trace_writer_blob (writer, value->blob));
      trace_writer_close (writer);
      break;
    case MODEL_VALUE_RUNS:
      trace_writer_open (writer);
      trace_writer_number (writer, 1);
      put_runs (writer, value->runs);
      trace_writer_close (writer);
      break;
    }
}

static void
put_row (TraceWriter *writer, const ModelRow *row)
{
  trace_writer_number (writer, row->flags);
  trace_writer_number (writer, row->flags_writer);
  trace_writer_number (writer, row->born);
  trace_writer_number (writer, row->modseq);
  for (guint i = 0; i < model_row_n_cells (row); i++)
    {
      const ModelCell *cell = model_row_cell (row, i);
      trace_writer_number (writer, cell->field);
      trace_writer_number (writer, cell->writer);
      put_value (writer, &cell->value);
    }
}

static void
put_box (TraceWriter *writer, const ModelObjectBox *box)
{
  trace_writer_number (writer, box->kind);
  trace_writer_number (writer, box->parent);
  trace_writer_octets (writer, (const guint8 *) box->name, strlen (box->name));
}

void
trace_writer_delta (TraceWriter *writer, const ModelDelta *delta)
{
  trace_writer_open (writer);
  trace_writer_number (writer, delta->op);
  trace_writer_number (writer, delta->object);
  trace_writer_number (writer, delta->table < MODEL_N_TABLES ? delta->table + 1u : 0);
  trace_writer_number (writer, delta->key);
  trace_writer_number (writer, delta->field);
  trace_writer_number (writer, delta->before_writer);
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
    case MODEL_OP_SPLICE:
      put_value (writer, &delta->before);
      put_value (writer, &delta->after);
      break;
    case MODEL_OP_MASK:
      trace_writer_number (writer, delta->mask->modseq);
      trace_writer_number (writer, delta->mask->n);
      trace_writer_base64 (writer, delta->mask->runs);
      break;
    case MODEL_OP_BIRTH:
    case MODEL_OP_DEATH:
      if (delta->table < MODEL_N_TABLES)
        put_row (writer, delta->row);
      else
        put_box (writer, delta->box);
      break;
    }
  trace_writer_close (writer);
}
