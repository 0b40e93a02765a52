#include "model-tx.h"

/* Lists of runs read as number maps and as sets: which entries to replace so that runs stay merged.
 */

static ModelRuns *
list_of (ModelTx *tx, ModelId id, ModelField field)
{
  return model_get_runs (model_tx_get_model (tx), id, field);
}

static gboolean
joins (const ModelRun *a, const ModelRun *b)
{
  if (a->event != b->event || a->kind != b->kind || a->modseq != b->modseq)
    return FALSE;
  if (a->first == 0 || b->first == 0)
    return a->first == b->first;
  return a->first + a->count == b->first;
}

/* puts @n_in entries in place of @n_out from @at, joining what has become adjacent */
static void
replace (ModelTx *tx, ModelId id, ModelField field, guint at, guint n_out, const ModelRun *in,
         guint n_in)
{
  ModelRuns *runs = list_of (tx, id, field);
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  guint from = at > 0 ? at - 1 : at;
  guint to = MIN (at + n_out + 1, model_runs_get_n (runs));
  if (from < at)
    g_array_append_vals (made, model_runs_get (runs, from), 1);
  for (guint i = 0; i < n_in; i++)
    if (in[i].count > 0)
      g_array_append_vals (made, &in[i], 1);
  if (at + n_out < to)
    g_array_append_vals (made, model_runs_get (runs, to - 1), 1);
  for (guint i = 1; i < made->len;)
    {
      ModelRun *before = &g_array_index (made, ModelRun, i - 1);
      const ModelRun *run = &g_array_index (made, ModelRun, i);
      if (joins (before, run))
        {
          before->count += run->count;
          g_array_remove_index (made, i);
        }
      else
        i++;
    }
  const ModelRun *first = made->len > 0 ? &g_array_index (made, ModelRun, 0) : NULL;
  model_tx_splice (tx, id, field, from, to - from, first, made->len);
}

void
model_tx_numbers_append (ModelTx *tx, ModelId id, ModelField field, guint32 uid, guint count)
{
  ModelRun run = { .first = uid, .count = count };
  if (count > 0)
    replace (tx, id, field, model_runs_get_n (list_of (tx, id, field)), 0, &run, 1);
}

void
model_tx_numbers_remove (ModelTx *tx, ModelId id, ModelField field, guint n)
{
  ModelRuns *runs = list_of (tx, id, field);
  g_assert (n >= 1 && n <= model_runs_total (runs));
  guint inside;
  guint at = model_runs_entry (runs, n, &inside);
  ModelRun low = *model_runs_get (runs, at);
  ModelRun high = low;
  low.count = inside;
  high.count -= inside + 1;
  if (high.first != 0)
    high.first += inside + 1;
  ModelRun in[] = { low, high };
  replace (tx, id, field, at, 1, in, G_N_ELEMENTS (in));
}

void
model_tx_numbers_set (ModelTx *tx, ModelId id, ModelField field, guint n, guint32 uid)
{
  ModelRuns *runs = list_of (tx, id, field);
  g_assert (n >= 1 && n <= model_runs_total (runs));
  if (model_runs_nth (runs, n) == uid)
    return;
  guint inside;
  guint at = model_runs_entry (runs, n, &inside);
  ModelRun low = *model_runs_get (runs, at);
  ModelRun high = low;
  low.count = inside;
  high.count -= inside + 1;
  if (high.first != 0)
    high.first += inside + 1;
  ModelRun in[] = { low, { .first = uid, .count = 1 }, high };
  replace (tx, id, field, at, 1, in, G_N_ELEMENTS (in));
}

void
model_tx_set_remove (ModelTx *tx, ModelId id, ModelField field, guint32 uid, guint count)
{
  guint64 end = (guint64) uid + count;
  for (guint i = 0; i < model_runs_get_n (list_of (tx, id, field));)
    {
      ModelRun run = *model_runs_get (list_of (tx, id, field), i);
      guint64 run_end = (guint64) run.first + run.count;
      if (run_end <= uid || run.first >= end)
        {
          i++;
          continue;
        }
      ModelRun kept[2] = { run, run };
      kept[0].count = uid > run.first ? uid - run.first : 0;
      kept[1].first = (guint32) MIN (end, run_end);
      kept[1].count = run_end > end ? (guint32) (run_end - end) : 0;
      guint n = 0;
      ModelRun in[2];
      for (guint k = 0; k < 2; k++)
        if (kept[k].count > 0)
          in[n++] = kept[k];
      model_tx_splice (tx, id, field, i, 1, in, n);
      i += n;
    }
}

void
model_tx_set_add (ModelTx *tx, ModelId id, ModelField field, guint32 uid, guint count,
                  guint32 event)
{
  if (count == 0)
    return;
  model_tx_set_remove (tx, id, field, uid, count);
  ModelRuns *runs = list_of (tx, id, field);
  guint at = 0;
  while (at < model_runs_get_n (runs) && model_runs_get (runs, at)->first < uid)
    at++;
  ModelRun run = { .first = uid, .count = count, .event = event };
  replace (tx, id, field, at, 0, &run, 1);
}
