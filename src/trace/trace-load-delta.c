#include "trace-load-private.h"

#include <string.h>

GBytes *
trace_load_octets (TraceLine *line)
{
  if (!trace_line_at_array (line))
    {
      gsize len;
      const char *text = trace_line_string (line, &len);
      return g_bytes_new (text, len);
    }
  trace_line_open (line);
  GBytes *bytes = trace_line_base64 (line);
  trace_line_close (line);
  return bytes;
}

GBytes *
trace_load_blob (TraceLine *line, const TraceTables *tables)
{
  guint64 number = trace_line_number (line, tables->blobs->len);
  if (number > 0)
    return g_ptr_array_index (tables->blobs, number - 1);
  trace_line_fail (line);
  return NULL;
}

static char *
load_text (TraceLine *line)
{
  if (!trace_line_at_array (line))
    return g_ref_string_new (trace_line_text (line));
  g_autoptr (GBytes) bytes = trace_load_octets (line);
  gsize len;
  const char *text = g_bytes_get_data (bytes, &len);
  if (len == 0 || memchr (text, '\0', len) != NULL)
    {
      trace_line_fail (line);
      return g_ref_string_new ("");
    }
  return g_ref_string_new_len (text, (gssize) len);
}

static ModelField
load_field (TraceLine *line, const TraceTables *tables)
{
  guint64 number = trace_line_number (line, G_MAXUINT16);
  if (number < tables->fields->len)
    return g_array_index (tables->fields, ModelField, number);
  trace_line_fail (line);
  return 0;
}

static ModelRuns *
load_runs (TraceLine *line)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  while (!trace_line_at_end (line))
    {
      ModelRun run;
      run.first = (guint32) trace_line_number (line, G_MAXUINT32);
      run.count = (guint32) trace_line_number (line, G_MAXUINT32);
      run.event = (guint32) trace_line_number (line, G_MAXUINT32);
      run.kind = (guint32) trace_line_number (line, G_MAXUINT32);
      run.modseq = trace_line_number (line, G_MAXUINT64);
      g_array_append_val (runs, run);
    }
  return model_runs_new (runs->len > 0 ? &g_array_index (runs, ModelRun, 0) : NULL, runs->len);
}

/* [0, blob] or [1, runs…] */
static ModelValue
load_array (TraceLine *line, const TraceTables *tables)
{
  ModelValue value = MODEL_NONE;
  trace_line_open (line);
  if (trace_line_number (line, 1) == 0)
    {
      GBytes *blob = trace_load_blob (line, tables);
      if (blob != NULL)
        value = model_value_blob (blob);
    }
  else
    {
      value.kind = MODEL_VALUE_RUNS;
      value.runs = load_runs (line);
    }
  trace_line_close (line);
  return value;
}

static ModelValue
load_value (TraceLine *line, const TraceTables *tables)
{
  if (trace_line_null (line))
    return MODEL_NONE;
  if (trace_line_false (line))
    return MODEL_UNKNOWN;
  if (trace_line_at_number (line))
    return model_value_number (trace_line_signed (line));
  if (trace_line_at_string (line) || trace_line_at_string_array (line))
    return (ModelValue){ .kind = MODEL_VALUE_TEXT, .text = load_text (line) };
  return load_array (line, tables);
}

static ModelRow *
load_row (TraceLine *line, const TraceTables *tables, guint32 key)
{
  ModelFlags flags = (ModelFlags) trace_line_number (line, MODEL_FLAGS_UNKNOWN);
  guint32 flags_writer = (guint32) trace_line_number (line, G_MAXUINT32);
  guint32 born = (guint32) trace_line_number (line, G_MAXUINT32);
  ModelRow *row = model_row_new (key, flags, trace_line_number (line, G_MAXUINT64));
  row->flags_writer = flags_writer;
  row->born = born;
  while (!trace_line_at_end (line))
    {
      ModelField field = load_field (line, tables);
      guint32 writer = (guint32) trace_line_number (line, G_MAXUINT32);
      ModelValue value = load_value (line, tables);
      /* Each cell once and none for the flags, which have a place of their own. */
      if (field == MODEL_FIELD_FLAGS || value.kind == MODEL_VALUE_NONE
          || model_row_get (row, field).kind != MODEL_VALUE_NONE)
        {
          model_value_clear (&value);
          trace_line_fail (line);
          break;
        }
      model_row_put (row, field, value, writer);
    }
  return row;
}

static ModelObjectBox *
load_box (TraceLine *line)
{
  ModelObjectBox *box = g_new (ModelObjectBox, 1);
  box->kind = (ModelKind) trace_line_number (line, MODEL_KIND_OUTSIDE);
  box->parent = (ModelId) trace_line_number (line, MODEL_NO_ID);
  box->name = load_text (line);
  return box;
}

static ModelMask *
load_mask (TraceLine *line)
{
  ModelMask *mask = g_new (ModelMask, 1);
  mask->modseq = trace_line_number (line, G_MAXUINT64);
  mask->n = (guint32) trace_line_number (line, G_MAXUINT32);
  mask->runs = trace_line_base64 (line);
  return mask;
}

static void
load_values (TraceLine *line, const TraceTables *tables, ModelDelta *delta)
{
  delta->before = load_value (line, tables);
  delta->after = load_value (line, tables);
}

void
trace_load_delta (TraceLine *line, const TraceTables *tables, ModelDelta *delta)
{
  trace_line_open (line);
  ModelOp op = (ModelOp) trace_line_number (line, MODEL_OP_DEATH);
  *delta = (ModelDelta){ .op = (guint8) op };
  delta->object = (ModelId) trace_line_number (line, MODEL_NO_ID);
  guint64 table = trace_line_number (line, MODEL_N_TABLES);
  delta->table = (guint8) (table > 0 ? table - 1 : MODEL_N_TABLES);
  delta->key = (guint32) trace_line_number (line, G_MAXUINT32);
  delta->field = (guint16) load_field (line, tables);
  delta->before_writer = (guint32) trace_line_number (line, G_MAXUINT32);
  switch (op)
    {
    case MODEL_OP_SET:
    case MODEL_OP_SPLICE:
      load_values (line, tables, delta);
      break;
    case MODEL_OP_MASK:
      delta->mask = load_mask (line);
      break;
    case MODEL_OP_BIRTH:
    case MODEL_OP_DEATH:
      if (delta->table < MODEL_N_TABLES)
        delta->row = load_row (line, tables, delta->key);
      else
        delta->box = load_box (line);
      break;
    }
  trace_line_close (line);
}
