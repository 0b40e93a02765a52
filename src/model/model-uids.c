#include "model-uids.h"

/* Up to so many runs are edited one by one. */
#define FEW 4

const ModelRun *
model_uids_find (const ModelRuns *runs, guint32 uid)
{
  guint low = 0, high = model_runs_get_n (runs);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const ModelRun *run = model_runs_get (runs, middle);
      if (uid < run->first)
        high = middle;
      else if (uid - run->first >= run->count)
        low = middle + 1;
      else
        return run;
    }
  return NULL;
}

gboolean
model_uids_hold (const ModelRuns *runs, guint32 uid)
{
  return model_uids_find (runs, uid) != NULL;
}

static void
push_run (GArray *uids, const ModelRun *run)
{
  ModelRun *last = uids->len > 0 ? &g_array_index (uids, ModelRun, uids->len - 1) : NULL;
  if (last != NULL && last->event == run->event && last->first + last->count == run->first)
    last->count += run->count;
  else
    g_array_append_vals (uids, run, 1);
}

void
model_uids_push (GArray *uids, guint32 uid, guint32 event)
{
  ModelRun run = { .first = uid, .count = 1, .event = event };
  push_run (uids, &run);
}

/* What is left of @runs without @uids, ascending. */
static GArray *
subtract (const ModelRuns *runs, const GArray *uids)
{
  GArray *rest = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  guint j = 0;
  for (guint i = 0; i < model_runs_get_n (runs); i++)
    {
      ModelRun run = *model_runs_get (runs, i);
      guint64 at = run.first, end = at + run.count;
      while (at < end)
        {
          const ModelRun *out = j < uids->len ? &g_array_index (uids, ModelRun, j) : NULL;
          guint64 out_end = out != NULL ? (guint64) out->first + out->count : 0;
          if (out != NULL && out_end <= at)
            {
              j++;
              continue;
            }
          guint64 stop = out != NULL ? MIN (end, MAX (at, out->first)) : end;
          if (stop > at)
            {
              ModelRun kept = run;
              kept.first = (guint32) at;
              kept.count = (guint32) (stop - at);
              push_run (rest, &kept);
            }
          at = out != NULL && stop < end ? MIN (end, out_end) : stop;
        }
    }
  return rest;
}

static void
replace_list (ModelTx *tx, ModelId id, ModelField field, const GArray *runs)
{
  if (runs->len == 0)
    {
      model_tx_set (tx, id, field, MODEL_NONE);
      return;
    }
  g_autoptr (ModelRuns) list = model_runs_new ((gconstpointer) runs->data, runs->len);
  model_tx_set (tx, id, field, model_value_runs (list));
}

void
model_uids_add (ModelTx *tx, ModelId id, ModelField field, const GArray *uids)
{
  if (uids->len <= FEW)
    {
      for (guint i = 0; i < uids->len; i++)
        {
          const ModelRun *run = &g_array_index (uids, ModelRun, i);
          model_tx_set_add (tx, id, field, run->first, run->count, run->event);
        }
      return;
    }
  g_autoptr (GArray) rest = subtract (model_get_runs (model_tx_get_model (tx), id, field), uids);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  guint i = 0, j = 0;
  while (i < rest->len || j < uids->len)
    {
      const ModelRun *a = i < rest->len ? &g_array_index (rest, ModelRun, i) : NULL;
      const ModelRun *b = j < uids->len ? &g_array_index (uids, ModelRun, j) : NULL;
      gboolean old = b == NULL || (a != NULL && a->first < b->first);
      push_run (all, old ? a : b);
      *(old ? &i : &j) += 1;
    }
  replace_list (tx, id, field, all);
}

static void
remove_number (ModelTx *tx, ModelId id, guint32 uid)
{
  const ModelRuns *view = model_get_runs (model_tx_get_model (tx), id, MODEL_FIELD_NUMBERS);
  guint number = model_runs_find (view, uid);
  if (number > 0)
    model_tx_numbers_remove (tx, id, MODEL_FIELD_NUMBERS, number);
}

void
model_uids_remove (ModelTx *tx, ModelId id, ModelField field, const GArray *uids)
{
  const ModelRuns *runs = model_get_runs (model_tx_get_model (tx), id, field);
  if (uids->len == 0 || model_runs_get_n (runs) == 0)
    return;
  guint n = 0;
  for (guint i = 0; i < uids->len; i++)
    n += g_array_index (uids, ModelRun, i).count;
  if ((field == MODEL_FIELD_NUMBERS ? n : uids->len) > FEW)
    {
      g_autoptr (GArray) rest = subtract (runs, uids);
      replace_list (tx, id, field, rest);
      return;
    }
  for (guint i = 0; i < uids->len; i++)
    {
      const ModelRun *run = &g_array_index (uids, ModelRun, i);
      if (field != MODEL_FIELD_NUMBERS)
        model_tx_set_remove (tx, id, field, run->first, run->count);
      else
        for (guint k = 0; k < run->count; k++)
          remove_number (tx, id, run->first + k);
    }
}
