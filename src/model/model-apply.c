#include "model-delta.h"

#include "model-private.h"

typedef struct
{
  ModelFlags flipped;
  guint64 modseq; /* 0: leave it */
  guint32 writer;
} MaskEdit;

static void
edit_row (ModelRow *row, gpointer data)
{
  const MaskEdit *edit = data;
  row->flags ^= edit->flipped;
  row->flags_writer = edit->writer;
  if (edit->modseq != 0)
    row->modseq = edit->modseq;
}

static void
edit_row_back (ModelRow *row, gpointer data)
{
  const MaskEdit *edit = data;
  row->flags ^= edit->flipped;
  row->flags_writer = edit->writer;
  row->modseq = edit->modseq;
}

static void
apply_mask (Model *model, const ModelDelta *delta, guint32 event)
{
  ModelRows **rows = &model_object_edit (model, delta->object)->tables[MODEL_TABLE_LIVE];
  ModelMaskIter iter;
  ModelMaskRun run;
  model_mask_iter_init (&iter, delta->mask);
  while (model_mask_iter_next (&iter, &run))
    {
      MaskEdit edit = { run.flipped, delta->mask->modseq, event };
      if (!model_rows_edit_run (rows, run.first, run.count, edit_row, &edit))
        g_assert_not_reached ();
    }
}

static void
revert_mask (Model *model, const ModelDelta *delta)
{
  ModelRows **rows = &model_object_edit (model, delta->object)->tables[MODEL_TABLE_LIVE];
  ModelMaskIter iter;
  ModelMaskRun run;
  model_mask_iter_init (&iter, delta->mask);
  while (model_mask_iter_next (&iter, &run))
    {
      MaskEdit edit = { run.flipped, run.modseq, run.writer };
      if (!model_rows_edit_run (rows, run.first, run.count, edit_row_back, &edit))
        g_assert_not_reached ();
    }
}

static void
put (Model *model, const ModelDelta *delta, const ModelValue *value, guint32 writer)
{
  ModelObject *object = model_object_edit (model, delta->object);
  if (delta->table == MODEL_N_TABLES)
    {
      model_cells_put (&object->cells, delta->field, model_value_copy (value), writer);
      return;
    }
  ModelRow *row = model_rows_edit (&object->tables[delta->table], delta->key);
  if (delta->field != MODEL_FIELD_FLAGS)
    {
      model_cells_put (&row->cells, delta->field, model_value_copy (value), writer);
      return;
    }
  row->flags = value->kind == MODEL_VALUE_NUMBER ? (ModelFlags) value->number : MODEL_FLAGS_UNKNOWN;
  row->flags_writer = writer;
}

static void
splice (Model *model, const ModelDelta *delta, const ModelValue *out, const ModelValue *in,
        guint32 writer)
{
  ModelObject *object = model_object_edit (model, delta->object);
  ModelCell *cell = model_cells_edit (&object->cells, delta->field);
  g_assert (cell->value.kind == MODEL_VALUE_RUNS);
  guint n_in = model_runs_get_n (in->runs);
  cell->value.runs = model_runs_splice (cell->value.runs, delta->key, model_runs_get_n (out->runs),
                                        n_in > 0 ? model_runs_get (in->runs, 0) : NULL, n_in);
  cell->writer = writer;
}

static void
insert_row (Model *model, const ModelDelta *delta)
{
  ModelObject *object = model_object_edit (model, delta->object);
  ModelRow row = *delta->row;
  model_cells_ref (row.cells);
  model_rows_insert (&object->tables[delta->table], &row);
}

static void
remove_row (Model *model, const ModelDelta *delta)
{
  ModelObject *object = model_object_edit (model, delta->object);
  model_rows_remove (&object->tables[delta->table], delta->row->key);
}

void
model_apply (Model *model, const ModelDelta *delta, guint32 event)
{
  gboolean is_object = delta->table == MODEL_N_TABLES;
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
      put (model, delta, &delta->after, event);
      break;
    case MODEL_OP_MASK:
      apply_mask (model, delta, event);
      break;
    case MODEL_OP_SPLICE:
      splice (model, delta, &delta->before, &delta->after, event);
      break;
    case MODEL_OP_BIRTH:
      if (is_object)
        model_object_insert (model, delta->object, delta->box->kind, delta->box->parent,
                             delta->box->name);
      else
        insert_row (model, delta);
      break;
    case MODEL_OP_DEATH:
      if (is_object)
        model_object_set_alive (model, delta->object, FALSE);
      else
        remove_row (model, delta);
      break;
    }
}

void
model_revert (Model *model, const ModelDelta *delta)
{
  gboolean is_object = delta->table == MODEL_N_TABLES;
  switch ((ModelOp) delta->op)
    {
    case MODEL_OP_SET:
      put (model, delta, &delta->before, delta->before_writer);
      break;
    case MODEL_OP_MASK:
      revert_mask (model, delta);
      break;
    case MODEL_OP_SPLICE:
      splice (model, delta, &delta->after, &delta->before, delta->before_writer);
      break;
    case MODEL_OP_BIRTH:
      if (is_object)
        model_object_drop (model, delta->object);
      else
        remove_row (model, delta);
      break;
    case MODEL_OP_DEATH:
      if (is_object)
        model_object_set_alive (model, delta->object, TRUE);
      else
        insert_row (model, delta);
      break;
    }
}
