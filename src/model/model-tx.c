#include "model-tx.h"

#include "model-private.h"

struct _ModelTx
{
  Model *model;
  guint32 event;
  GArray *log;
};

ModelTx *
model_tx_begin (Model *model, guint32 event, GArray *log)
{
  g_assert (g_array_get_element_size (log) == sizeof (ModelDelta));
  ModelTx *tx = g_new (ModelTx, 1);
  *tx = (ModelTx){ model, event, log };
  return tx;
}

void
model_tx_end (ModelTx *tx)
{
  g_free (tx);
}

const Model *
model_tx_get_model (const ModelTx *tx)
{
  return tx->model;
}

guint32
model_tx_get_event (const ModelTx *tx)
{
  return tx->event;
}

/* applies @delta and keeps it; the log owns what it holds from here on */
static void
commit (ModelTx *tx, const ModelDelta *delta)
{
  model_apply (tx->model, delta, tx->event);
  g_array_append_vals (tx->log, delta, 1);
}

ModelId
model_tx_birth (ModelTx *tx, ModelKind kind, ModelId parent, const char *name)
{
  g_assert (model_find (tx->model, parent, name) == MODEL_NO_ID);
  ModelObjectBox *box = g_new (ModelObjectBox, 1);
  *box = (ModelObjectBox){ kind, parent, g_ref_string_new (name) };
  ModelDelta delta = {
    .op = MODEL_OP_BIRTH, .table = MODEL_N_TABLES, .object = tx->model->n, .box = box
  };
  commit (tx, &delta);
  return delta.object;
}

static void
empty_object (ModelTx *tx, ModelId id)
{
  const ModelObject *object = model_object (tx->model, id);
  for (guint table = 0; table < MODEL_N_TABLES; table++)
    while (model_count (tx->model, id, table) > 0)
      {
        guint last = model_count (tx->model, id, table) - 1;
        model_tx_remove_row (tx, id, table, model_row_at (tx->model, id, table, last)->key);
      }
  while ((object = model_object (tx->model, id))->cells != NULL)
    model_tx_set (tx, id, model_cells_nth (object->cells, 0)->field, MODEL_NONE);
}

void
model_tx_death (ModelTx *tx, ModelId id)
{
  g_assert (id != MODEL_ROOT && model_exists (tx->model, id));
  ModelId child;
  while ((child = model_next_child (tx->model, id, MODEL_NO_ID)) != MODEL_NO_ID)
    model_tx_death (tx, child);
  empty_object (tx, id);
  const ModelObject *object = model_object (tx->model, id);
  ModelObjectBox *box = g_new (ModelObjectBox, 1);
  *box = (ModelObjectBox){ object->kind, object->parent, g_ref_string_acquire (object->name) };
  ModelDelta delta = { .op = MODEL_OP_DEATH, .table = MODEL_N_TABLES, .object = id, .box = box };
  commit (tx, &delta);
}

void
model_tx_set (ModelTx *tx, ModelId id, ModelField field, ModelValue value)
{
  const ModelObject *object = model_object (tx->model, id);
  g_assert (object != NULL);
  const ModelValue *before = model_get (tx->model, id, field);
  if (model_value_equal (before, &value))
    {
      model_value_clear (&value);
      return;
    }
  ModelDelta delta = { .op = MODEL_OP_SET,
                       .table = MODEL_N_TABLES,
                       .field = field,
                       .object = id,
                       .before_writer = model_get_writer (tx->model, id, field) };
  delta.before = model_value_copy (before);
  delta.after = value;
  commit (tx, &delta);
}

void
model_tx_set_number (ModelTx *tx, ModelId id, ModelField field, gint64 number)
{
  model_tx_set (tx, id, field, model_value_number (number));
}

void
model_tx_set_text (ModelTx *tx, ModelId id, ModelField field, const char *text)
{
  model_tx_set (tx, id, field, model_value_text (text));
}

void
model_tx_add_row (ModelTx *tx, ModelId mailbox, ModelTable table, ModelRow *row)
{
  g_assert (model_get_kind (tx->model, mailbox) == MODEL_KIND_MAILBOX);
  g_assert (model_row (tx->model, mailbox, table, row->key) == NULL);
  if (row->born == G_MAXUINT32)
    row->born = tx->event;
  if (row->flags_writer == G_MAXUINT32)
    row->flags_writer = tx->event;
  ModelDelta delta = {
    .op = MODEL_OP_BIRTH, .table = table, .object = mailbox, .key = row->key, .row = row
  };
  commit (tx, &delta);
}

void
model_tx_remove_row (ModelTx *tx, ModelId mailbox, ModelTable table, guint32 key)
{
  const ModelRow *row = model_row (tx->model, mailbox, table, key);
  g_assert (row != NULL);
  ModelDelta delta = {
    .op = MODEL_OP_DEATH, .table = table, .object = mailbox, .key = key, .row = model_row_dup (row)
  };
  commit (tx, &delta);
}

void
model_tx_set_row (ModelTx *tx, ModelId mailbox, ModelTable table, guint32 key, ModelField field,
                  ModelValue value)
{
  const ModelRow *row = model_row (tx->model, mailbox, table, key);
  g_assert (row != NULL);
  ModelValue before = model_row_get (row, field);
  if (model_value_equal (&before, &value))
    {
      model_value_clear (&value);
      return;
    }
  ModelDelta delta = {
    .op = MODEL_OP_SET, .table = table, .field = field, .object = mailbox, .key = key
  };
  if (field == MODEL_FIELD_FLAGS)
    delta.before_writer = row->flags_writer;
  else
    {
      const ModelCell *cell = model_cells_find (row->cells, field);
      delta.before_writer = cell != NULL ? cell->writer : 0;
    }
  delta.before = model_value_copy (&before);
  delta.after = value;
  commit (tx, &delta);
}

/* --- flags of many messages --- */

static ModelFlags
changed_bits (ModelFlags now, ModelMaskHow how, ModelFlags flags)
{
  switch (how)
    {
    case MODEL_MASK_REPLACE:
      return now ^ flags;
    case MODEL_MASK_ADD:
      return flags & ~now;
    case MODEL_MASK_REMOVE:
      return flags & now;
    }
  g_assert_not_reached ();
}

/* the messages of one range that change, as runs of those that are alike */
static void
collect_range (const Model *model, ModelId mailbox, const ModelRun *range, ModelMaskHow how,
               ModelFlags flags, GArray *runs)
{
  guint index = model_row_index (model, mailbox, MODEL_TABLE_LIVE, range->first);
  gboolean joined = FALSE;
  const ModelRow *row;
  for (; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, index)) != NULL; index++)
    {
      if (row->key - range->first >= range->count)
        break;
      ModelFlags flipped = changed_bits (row->flags, how, flags);
      if (row->flags & MODEL_FLAGS_UNKNOWN)
        flipped = 0;
      if (flipped == 0)
        {
          joined = FALSE;
          continue;
        }
      ModelMaskRun *last = joined ? &g_array_index (runs, ModelMaskRun, runs->len - 1) : NULL;
      if (last != NULL && last->flipped == flipped && last->writer == row->flags_writer
          && last->modseq == row->modseq)
        last->count++;
      else
        {
          ModelMaskRun run = { row->key, 1, flipped, row->flags_writer, row->modseq };
          g_array_append_val (runs, run);
        }
      joined = TRUE;
    }
}

guint
model_tx_mask (ModelTx *tx, ModelId mailbox, const ModelRun *ranges, guint n_ranges,
               ModelMaskHow how, ModelFlags flags, guint64 modseq)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ModelMaskRun));
  for (guint i = 0; i < n_ranges; i++)
    {
      g_assert (i == 0 || ranges[i].first - ranges[i - 1].first >= ranges[i - 1].count);
      collect_range (tx->model, mailbox, &ranges[i], how, flags, runs);
    }
  if (runs->len == 0)
    return 0;
  ModelDelta delta = {
    .op = MODEL_OP_MASK, .table = MODEL_TABLE_LIVE, .field = MODEL_FIELD_FLAGS, .object = mailbox
  };
  delta.mask = model_mask_new (&g_array_index (runs, ModelMaskRun, 0), runs->len, modseq);
  guint n = delta.mask->n;
  commit (tx, &delta);
  return n;
}

/* --- list cells --- */

void
model_tx_splice (ModelTx *tx, ModelId id, ModelField field, guint at, guint n_out,
                 const ModelRun *in, guint n_in)
{
  if (n_out == 0 && n_in == 0)
    return;
  if (model_get_runs (tx->model, id, field) == NULL)
    {
      ModelValue empty = { .kind = MODEL_VALUE_RUNS, .runs = model_runs_new (NULL, 0) };
      model_tx_set (tx, id, field, empty);
    }
  ModelRuns *runs = model_get_runs (tx->model, id, field);
  g_assert (at <= model_runs_get_n (runs) && n_out <= model_runs_get_n (runs) - at);
  ModelDelta delta = { .op = MODEL_OP_SPLICE,
                       .table = MODEL_N_TABLES,
                       .field = field,
                       .object = id,
                       .key = at,
                       .before_writer = model_get_writer (tx->model, id, field) };
  delta.before.kind = delta.after.kind = MODEL_VALUE_RUNS;
  delta.before.runs = model_runs_new (n_out > 0 ? model_runs_get (runs, at) : NULL, n_out);
  delta.after.runs = model_runs_new (in, n_in);
  commit (tx, &delta);
}

void
model_tx_push (ModelTx *tx, ModelId id, ModelField field, const ModelRun *run)
{
  guint n = model_runs_get_n (model_get_runs (tx->model, id, field));
  model_tx_splice (tx, id, field, n, 0, run, 1);
}

void
model_tx_journal (ModelTx *tx, ModelId mailbox, ModelChange what, guint32 first, guint count,
                  guint64 modseq)
{
  ModelRun entry = { first, count, tx->event, what, modseq };
  model_tx_push (tx, mailbox, MODEL_FIELD_JOURNAL, &entry);
}
