#include "model-runs.h"

#include <string.h>

struct _ModelRuns
{
  int refs;
  guint n;
  guint *before; /* messages in the entries before each; made on the first look-up by number */
  ModelRun runs[];
};

ModelRuns *
model_runs_new (const ModelRun *runs, guint n)
{
  ModelRuns *made = g_malloc (sizeof (ModelRuns) + n * sizeof (ModelRun));
  made->refs = 1;
  made->n = n;
  made->before = NULL;
  if (n > 0)
    memcpy (made->runs, runs, n * sizeof (ModelRun));
  return made;
}

ModelRuns *
model_runs_ref (ModelRuns *runs)
{
  runs->refs++;
  return runs;
}

void
model_runs_unref (ModelRuns *runs)
{
  if (--runs->refs > 0)
    return;
  g_free (runs->before);
  g_free (runs);
}

guint
model_runs_get_n (const ModelRuns *runs)
{
  return runs != NULL ? runs->n : 0;
}

const ModelRun *
model_runs_get (const ModelRuns *runs, guint i)
{
  g_assert (i < model_runs_get_n (runs));
  return &runs->runs[i];
}

static void
ensure_before (const ModelRuns *runs)
{
  if (runs->before != NULL)
    return;
  guint *before = g_new (guint, runs->n + 1);
  guint sum = 0;
  for (guint i = 0; i < runs->n; i++)
    {
      before[i] = sum;
      sum += runs->runs[i].count;
    }
  before[runs->n] = sum;
  /* A cache of what the entries say already, so the list stays immutable to its users. */
  ((ModelRuns *) runs)->before = before;
}

guint
model_runs_total (const ModelRuns *runs)
{
  if (model_runs_get_n (runs) == 0)
    return 0;
  ensure_before (runs);
  return runs->before[runs->n];
}

guint32
model_runs_nth (const ModelRuns *runs, guint n)
{
  if (n == 0 || n > model_runs_total (runs))
    return 0;
  guint low = 0;
  guint high = runs->n - 1;
  while (low < high)
    {
      guint middle = low + (high - low + 1) / 2;
      if (runs->before[middle] < n)
        low = middle;
      else
        high = middle - 1;
    }
  guint32 first = runs->runs[low].first;
  return first == 0 ? 0 : first + (n - 1 - runs->before[low]);
}

guint
model_runs_find (const ModelRuns *runs, guint32 uid)
{
  guint n = model_runs_get_n (runs);
  if (n == 0 || uid == 0)
    return 0;
  ensure_before (runs);
  /* UIDs ascend with the numbers, but entries of unknown UIDs may stand between. */
  guint low = 0;
  guint high = n;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      guint known = middle;
      while (known > low && runs->runs[known].first == 0)
        known--;
      const ModelRun *run = &runs->runs[known];
      if (run->first == 0)
        {
          low = middle + 1;
          continue;
        }
      if (uid < run->first)
        high = known;
      else if (uid - run->first < run->count)
        return runs->before[known] + (uid - run->first) + 1;
      else
        low = middle + 1;
    }
  return 0;
}

gboolean
model_runs_contains (const ModelRuns *runs, guint32 uid)
{
  for (guint i = 0; i < model_runs_get_n (runs); i++)
    if (uid >= runs->runs[i].first && uid - runs->runs[i].first < runs->runs[i].count)
      return TRUE;
  return FALSE;
}

static gboolean
run_equal (const ModelRun *a, const ModelRun *b)
{
  return a->first == b->first && a->count == b->count && a->event == b->event && a->kind == b->kind
         && a->modseq == b->modseq;
}

gboolean
model_runs_equal (const ModelRuns *a, const ModelRuns *b)
{
  if (a == b)
    return TRUE;
  if (model_runs_get_n (a) != model_runs_get_n (b))
    return FALSE;
  for (guint i = 0; i < model_runs_get_n (a); i++)
    if (!run_equal (&a->runs[i], &b->runs[i]))
      return FALSE;
  return TRUE;
}

ModelRuns *
model_runs_spliced (const ModelRuns *runs, guint at, guint n_out, const ModelRun *in, guint n_in)
{
  guint n = model_runs_get_n (runs);
  g_assert (at <= n && n_out <= n - at);
  guint n_new = n - n_out + n_in;
  ModelRuns *made = g_malloc (sizeof (ModelRuns) + n_new * sizeof (ModelRun));
  made->refs = 1;
  made->n = n_new;
  made->before = NULL;
  if (at > 0)
    memcpy (made->runs, runs->runs, at * sizeof (ModelRun));
  if (n_in > 0)
    memcpy (made->runs + at, in, n_in * sizeof (ModelRun));
  if (n - at - n_out > 0)
    memcpy (made->runs + at + n_in, runs->runs + at + n_out, (n - at - n_out) * sizeof (ModelRun));
  return made;
}
