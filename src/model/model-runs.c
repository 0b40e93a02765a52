#include "model-runs.h"

#include <string.h>

struct _ModelRuns
{
  int refs;
  guint n;
  guint room;
  ModelRun *runs;
  /* Messages in the entries before each, made on the first look-up by number; the first @n_before
   * are right, so that edits at the end leave nearly all of them so. */
  guint *before;
  guint before_room;
  guint n_before;
};

static ModelRuns *
make (guint room)
{
  ModelRuns *made = g_new0 (ModelRuns, 1);
  made->refs = 1;
  made->room = room;
  made->runs = g_new (ModelRun, room);
  return made;
}

ModelRuns *
model_runs_new (const ModelRun *runs, guint n)
{
  ModelRuns *made = make (n);
  made->n = n;
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
  g_free (runs->runs);
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
ensure_before (const ModelRuns *list)
{
  /* A cache of what the entries say already, so the list stays the same to its users. */
  ModelRuns *runs = (ModelRuns *) list;
  if (runs->n_before > runs->n)
    return;
  if (runs->before_room <= runs->n)
    {
      runs->before_room = runs->room + 1;
      runs->before = g_renew (guint, runs->before, runs->before_room);
    }
  for (; runs->n_before <= runs->n; runs->n_before++)
    runs->before[runs->n_before] = runs->n_before == 0 ? 0
                                                       : runs->before[runs->n_before - 1]
                                                             + runs->runs[runs->n_before - 1].count;
}

guint
model_runs_total (const ModelRuns *runs)
{
  if (model_runs_get_n (runs) == 0)
    return 0;
  ensure_before (runs);
  return runs->before[runs->n];
}

guint
model_runs_entry (const ModelRuns *runs, guint n, guint *inside)
{
  g_assert (n >= 1 && n <= model_runs_total (runs));
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
  *inside = n - 1 - runs->before[low];
  return low;
}

guint32
model_runs_nth (const ModelRuns *runs, guint n)
{
  if (n == 0 || n > model_runs_total (runs))
    return 0;
  guint inside;
  guint32 first = runs->runs[model_runs_entry (runs, n, &inside)].first;
  return first == 0 ? 0 : first + inside;
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

/* moves what is behind the place of the splice and puts the new entries there */
static void
splice_here (ModelRuns *runs, guint at, guint n_out, const ModelRun *in, guint n_in)
{
  memmove (runs->runs + at + n_in, runs->runs + at + n_out,
           (runs->n - at - n_out) * sizeof (ModelRun));
  if (n_in > 0)
    memcpy (runs->runs + at, in, n_in * sizeof (ModelRun));
  runs->n = runs->n - n_out + n_in;
  runs->n_before = MIN (runs->n_before, at + 1);
}

ModelRuns *
model_runs_splice (ModelRuns *runs, guint at, guint n_out, const ModelRun *in, guint n_in)
{
  g_assert (at <= runs->n && n_out <= runs->n - at);
  guint n = runs->n - n_out + n_in;
  if (runs->refs > 1)
    {
      ModelRuns *own = make (MAX (n, runs->n));
      own->n = runs->n;
      if (runs->n > 0)
        memcpy (own->runs, runs->runs, runs->n * sizeof (ModelRun));
      model_runs_unref (runs);
      runs = own;
    }
  else if (n > runs->room)
    {
      runs->room = MAX (n, runs->room * 2);
      runs->runs = g_renew (ModelRun, runs->runs, runs->room);
    }
  splice_here (runs, at, n_out, in, n_in);
  return runs;
}
