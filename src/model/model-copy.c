#include "model-copy.h"

#include "model-mailbox.h"

typedef struct
{
  ModelTx *tx;
  ModelId from;
  ModelId to;
  GHashTable *labels; /* that living messages of @to have; NULL until one is met */
} Copying;

static GHashTable *
gather_labels (const Model *model, ModelId mailbox)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const ModelRow *row;
  for (guint i = 0; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, i)) != NULL; i++)
    {
      ModelValue label = model_row_get (row, MODEL_FIELD_LABEL);
      if (label.kind == MODEL_VALUE_TEXT)
        g_hash_table_add (labels, g_strdup (label.text));
    }
  return labels;
}

static gboolean
may_have_label (Copying *copying, const char *label)
{
  if (copying->labels == NULL)
    copying->labels = gather_labels (model_tx_get_model (copying->tx), copying->to);
  return g_hash_table_add (copying->labels, g_strdup (label));
}

static ModelRow *
copy_row (Copying *copying, const ModelRow *row, guint32 uid, guint64 modseq)
{
  ModelFlags flags = model_mailbox_translate_flags (copying->tx, copying->from, row->flags,
                                                    copying->to);
  ModelRow *copy = model_row_new (uid, flags, modseq);
  for (guint i = 0; i < model_row_n_cells (row); i++)
    {
      const ModelCell *cell = model_row_cell (row, i);
      if (cell->field != MODEL_FIELD_LABEL || may_have_label (copying, cell->value.text))
        model_row_put (copy, cell->field, model_value_copy (&cell->value), 0);
    }
  return copy;
}

void
model_copy_messages (ModelTx *tx, ModelId from, const GArray *uids, ModelId to)
{
  const Model *model = model_tx_get_model (tx);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  Copying copying = { tx, from, to, NULL };
  guint32 next;
  guint64 modseq;
  model_mailbox_get_next (model, to, &next, &modseq);
  for (guint i = 0; i < uids->len; i++)
    {
      const ModelRow *row = model_row (model, from, MODEL_TABLE_LIVE,
                                       g_array_index (uids, guint32, i));
      g_assert (row != NULL);
      g_ptr_array_add (rows, copy_row (&copying, row, next + i, modseq));
    }
  g_clear_pointer (&copying.labels, g_hash_table_unref);
  model_mailbox_append (tx, to, (ModelRow *const *) rows->pdata, rows->len);
}
