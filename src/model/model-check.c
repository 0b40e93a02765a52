#include "model-delta.h"

#include "model-private.h"

/* Deltas of a file are foreign data: everything that apply takes for granted is looked at here. */

static gboolean
check_set (const Model *model, const ModelObject *object, const ModelDelta *delta)
{
  if (delta->field >= MODEL_N_FIELDS)
    return FALSE;
  const ModelCells *cells = object->cells;
  if (delta->table != MODEL_N_TABLES)
    {
      const ModelRow *row = model_row (model, delta->object, delta->table, delta->key);
      if (row == NULL)
        return FALSE;
      if (delta->field == MODEL_FIELD_FLAGS)
        {
          ModelValue now = model_row_get (row, MODEL_FIELD_FLAGS);
          return model_value_equal (&now, &delta->before)
                 && row->flags_writer == delta->before_writer
                 && (delta->after.kind == MODEL_VALUE_UNKNOWN
                     || (delta->after.kind == MODEL_VALUE_NUMBER && delta->after.number >= 0
                         && delta->after.number < MODEL_FLAGS_UNKNOWN));
        }
      cells = row->cells;
    }
  const ModelCell *cell = model_cells_find (cells, delta->field);
  if (cell == NULL)
    return delta->before.kind == MODEL_VALUE_NONE && delta->before_writer == 0;
  return model_value_equal (&cell->value, &delta->before) && cell->writer == delta->before_writer;
}

static gboolean
check_splice (const ModelObject *object, const ModelDelta *delta)
{
  if (delta->table != MODEL_N_TABLES || delta->before.kind != MODEL_VALUE_RUNS
      || delta->after.kind != MODEL_VALUE_RUNS || delta->field >= MODEL_N_FIELDS)
    return FALSE;
  const ModelCell *cell = model_cells_find (object->cells, delta->field);
  if (cell == NULL || cell->value.kind != MODEL_VALUE_RUNS || cell->writer != delta->before_writer)
    return FALSE;
  guint n = model_runs_get_n (cell->value.runs);
  guint n_out = model_runs_get_n (delta->before.runs);
  if (delta->key > n || n_out > n - delta->key)
    return FALSE;
  ModelRuns *runs = cell->value.runs;
  g_autoptr (ModelRuns)
      out = model_runs_new (n_out > 0 ? model_runs_get (runs, delta->key) : NULL, n_out);
  return model_runs_equal (out, delta->before.runs);
}

static gboolean
check_mask_run (const Model *model, const ModelDelta *delta, const ModelMaskRun *run)
{
  const ModelRow *row = model_row (model, delta->object, MODEL_TABLE_LIVE, run->first);
  if (row == NULL || (run->flipped & MODEL_FLAGS_UNKNOWN) != 0)
    return FALSE;
  guint index = model_row_index (model, delta->object, MODEL_TABLE_LIVE, run->first);
  if (run->count > model_count (model, delta->object, MODEL_TABLE_LIVE) - index)
    return FALSE;
  for (guint i = 0; i < run->count; i++)
    {
      row = model_row_at (model, delta->object, MODEL_TABLE_LIVE, index + i);
      if (row->flags_writer != run->writer || row->modseq != run->modseq)
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_mask (const Model *model, const ModelDelta *delta)
{
  ModelMaskIter iter;
  ModelMaskRun run;
  guint64 n = 0;
  guint reached = 0;
  model_mask_iter_init (&iter, delta->mask);
  while (model_mask_iter_next (&iter, &run))
    {
      /* a run may not begin inside the one before: its messages would be flipped twice */
      if (!check_mask_run (model, delta, &run)
          || model_row_index (model, delta->object, MODEL_TABLE_LIVE, run.first) < reached)
        return FALSE;
      reached = model_row_index (model, delta->object, MODEL_TABLE_LIVE, run.first) + run.count;
      n += run.count;
    }
  return iter.at == iter.end && n == delta->mask->n;
}

static gboolean
check_birth (const Model *model, const ModelDelta *delta)
{
  if (delta->table != MODEL_N_TABLES)
    return model_exists (model, delta->object)
           && model_get_kind (model, delta->object) == MODEL_KIND_MAILBOX
           && delta->table < MODEL_N_TABLES && delta->row->key == delta->key
           && model_row (model, delta->object, delta->table, delta->key) == NULL;
  return delta->object == model->n && model_exists (model, delta->box->parent)
         && delta->box->kind != MODEL_KIND_ROOT && delta->box->kind <= MODEL_KIND_OUTSIDE
         && model_find (model, delta->box->parent, delta->box->name) == MODEL_NO_ID;
}

static gboolean
check_death (const Model *model, const ModelObject *object, const ModelDelta *delta)
{
  if (delta->table < MODEL_N_TABLES)
    {
      const ModelRow *row = model_row (model, delta->object, delta->table, delta->key);
      return row != NULL && delta->row->key == delta->key && row->flags == delta->row->flags
             && row->flags_writer == delta->row->flags_writer && row->born == delta->row->born
             && row->modseq == delta->row->modseq
             && model_cells_equal (row->cells, delta->row->cells);
    }
  if (delta->object == MODEL_ROOT || model_cells_get_n (object->cells) > 0
      || model_next_child (model, delta->object, MODEL_NO_ID) != MODEL_NO_ID)
    return FALSE;
  for (guint i = 0; i < MODEL_N_TABLES; i++)
    if (model_rows_count (object->tables[i]) > 0)
      return FALSE;
  return object->kind == delta->box->kind && object->parent == delta->box->parent
         && g_str_equal (object->name, delta->box->name);
}

gboolean
model_check (const Model *model, const ModelDelta *delta)
{
  if (delta->table > MODEL_N_TABLES)
    return FALSE;
  if (delta->op == MODEL_OP_BIRTH)
    return check_birth (model, delta);
  const ModelObject *object = model_object (model, delta->object);
  if (object == NULL)
    return FALSE;
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
      return check_set (model, object, delta);
    case MODEL_OP_MASK:
      return check_mask (model, delta);
    case MODEL_OP_SPLICE:
      return check_splice (object, delta);
    case MODEL_OP_DEATH:
      return check_death (model, object, delta);
    case MODEL_OP_BIRTH:
      break;
    }
  return FALSE;
}
