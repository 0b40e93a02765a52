#include "model-delta.h"

#include "model-private.h"

ModelRow *
model_row_new (guint32 key, ModelFlags flags, guint64 modseq)
{
  ModelRow *row = g_new0 (ModelRow, 1);
  row->key = key;
  row->flags = flags;
  row->modseq = modseq;
  /* filled in by the event that gives birth to it */
  row->born = G_MAXUINT32;
  row->flags_writer = G_MAXUINT32;
  return row;
}

void
model_row_put (ModelRow *row, ModelField field, ModelValue value, guint32 writer)
{
  g_assert (field != MODEL_FIELD_FLAGS);
  model_cells_put (&row->cells, field, value, writer);
}

ModelRow *
model_row_dup (const ModelRow *row)
{
  ModelRow *copy = g_memdup2 (row, sizeof (ModelRow));
  model_cells_ref (copy->cells);
  return copy;
}

void
model_row_free (ModelRow *row)
{
  if (row == NULL)
    return;
  model_cells_unref (row->cells);
  g_free (row);
}

static gboolean
is_object (const ModelDelta *delta)
{
  return delta->table == MODEL_N_TABLES;
}

void
model_delta_clear (ModelDelta *delta)
{
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
    case MODEL_OP_SPLICE:
      model_value_clear (&delta->before);
      model_value_clear (&delta->after);
      break;
    case MODEL_OP_MASK:
      g_clear_pointer (&delta->mask, model_mask_free);
      break;
    case MODEL_OP_BIRTH:
    case MODEL_OP_DEATH:
      if (!is_object (delta))
        g_clear_pointer (&delta->row, model_row_free);
      else if (delta->box != NULL)
        {
          g_ref_string_release (delta->box->name);
          g_clear_pointer (&delta->box, g_free);
        }
      break;
    }
}

static gboolean
boxes_equal (const ModelObjectBox *a, const ModelObjectBox *b)
{
  return a->kind == b->kind && a->parent == b->parent && g_str_equal (a->name, b->name);
}

static gboolean
rows_equal (const ModelRow *a, const ModelRow *b)
{
  return a->key == b->key && a->flags == b->flags && a->flags_writer == b->flags_writer
         && a->born == b->born && a->modseq == b->modseq && model_cells_equal (a->cells, b->cells);
}

gboolean
model_delta_equal (const ModelDelta *a, const ModelDelta *b)
{
  if (a->op != b->op || a->table != b->table || a->field != b->field || a->object != b->object
      || a->key != b->key || a->before_writer != b->before_writer)
    return FALSE;
  switch ((ModelOp) a->op)
    {
    case MODEL_OP_SET:
    case MODEL_OP_SPLICE:
      return model_value_equal (&a->before, &b->before) && model_value_equal (&a->after, &b->after);
    case MODEL_OP_MASK:
      return a->mask->modseq == b->mask->modseq && a->mask->n == b->mask->n
             && g_bytes_equal (a->mask->runs, b->mask->runs);
    case MODEL_OP_BIRTH:
    case MODEL_OP_DEATH:
      return is_object (a) ? boxes_equal (a->box, b->box) : rows_equal (a->row, b->row);
    }
  return FALSE;
}

static gsize
value_size (const ModelValue *value)
{
  switch (value->kind)
    {
    case MODEL_VALUE_TEXT:
      return g_ref_string_length (value->text) + 1 + 16;
    case MODEL_VALUE_RUNS:
      return model_runs_get_n (value->runs) * sizeof (ModelRun) + 24;
    default:
      return 0;
    }
}

gsize
model_delta_size (const ModelDelta *delta)
{
  gsize size = sizeof (ModelDelta);
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
    case MODEL_OP_SPLICE:
      return size + value_size (&delta->before) + value_size (&delta->after);
    case MODEL_OP_MASK:
      return size + sizeof (ModelMask) + g_bytes_get_size (delta->mask->runs);
    case MODEL_OP_BIRTH:
    case MODEL_OP_DEATH:
      if (is_object (delta))
        return size + sizeof (ModelObjectBox);
      size += sizeof (ModelRow);
      for (guint i = 0; i < model_row_n_cells (delta->row); i++)
        size += sizeof (ModelCell) + value_size (&model_row_cell (delta->row, i)->value);
      return size;
    }
  return size;
}
