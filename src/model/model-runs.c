#include "model-runs.h"

#include <string.h>

/*
 * Lists mostly grow at their end, one entry a command, while moments before and after stay in use.
 * So lists share a buffer as long as the shorter is the beginning of the longer: adding to the
 * longest writes behind it, and taking the last entries back is another view of it.
 */
typedef struct
{
  int refs;
  guint used;
  guint room;
  ModelRun *runs;
} Buffer;

struct _ModelRuns
{
  int refs;
  guint n;
  Buffer *buffer;
  /* Messages in the entries before each, made on the first look-up by number; the first @n_before
   * are right, so that edits at the end leave nearly all of them so. */
  guint *before;
  guint before_room;
  guint n_before;
};

static Buffer *
buffer_new (guint room)
{
  Buffer *buffer = g_new (Buffer, 1);
  *buffer = (Buffer){ .refs = 1, .room = room };
  buffer->runs = g_new (ModelRun, room);
  return buffer;
}

static void
buffer_unref (Buffer *buffer)
{
  if (--buffer->refs > 0)
    return;
  g_free (buffer->runs);
  g_free (buffer);
}

static void
buffer_append (Buffer *buffer, const ModelRun *runs, guint n)
{
  if (n > buffer->room - buffer->used)
    {
      buffer->room = MAX (buffer->used + n, buffer->room * 2);
      buffer->runs = g_renew (ModelRun, buffer->runs, buffer->room);
    }
  if (n > 0)
    memcpy (buffer->runs + buffer->used, runs, n * sizeof (ModelRun));
  buffer->used += n;
}

/* a list of the first @n entries; takes @buffer */
static ModelRuns *
view_new (Buffer *buffer, guint n)
{
  ModelRuns *view = g_new0 (ModelRuns, 1);
  view->refs = 1;
  view->n = n;
  view->buffer = buffer;
  return view;
}

ModelRuns *
model_runs_new (const ModelRun *runs, guint n)
{
  Buffer *buffer = buffer_new (n);
  buffer_append (buffer, runs, n);
  return view_new (buffer, n);
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
  buffer_unref (runs->buffer);
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
  return &runs->buffer->runs[i];
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
      runs->before_room = runs->buffer->room + 1;
      runs->before = g_renew (guint, runs->before, runs->before_room);
    }
  for (; runs->n_before <= runs->n; runs->n_before++)
    runs->before[runs->n_before] = runs->n_before == 0
                                       ? 0
                                       : runs->before[runs->n_before - 1]
                                             + runs->buffer->runs[runs->n_before - 1].count;
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
  guint32 first = runs->buffer->runs[model_runs_entry (runs, n, &inside)].first;
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
      while (known > low && runs->buffer->runs[known].first == 0)
        known--;
      const ModelRun *run = &runs->buffer->runs[known];
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
    if (uid >= runs->buffer->runs[i].first
        && uid - runs->buffer->runs[i].first < runs->buffer->runs[i].count)
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
    if (!run_equal (&a->buffer->runs[i], &b->buffer->runs[i]))
      return FALSE;
  return TRUE;
}

/* whether a list that ends at @at can go on with @in in its buffer, whoever else looks at it */
static gboolean
can_share (const Buffer *buffer, guint at, const ModelRun *in, guint n_in)
{
  if (buffer->used == at)
    return TRUE;
  return buffer->used - at >= n_in
         && (n_in == 0 || memcmp (buffer->runs + at, in, n_in * sizeof (ModelRun)) == 0);
}

/* the same entries in a list that nobody else holds */
static ModelRuns *
own_view (ModelRuns *runs)
{
  if (runs->refs == 1)
    return runs;
  runs->buffer->refs++;
  runs->refs--;
  return view_new (runs->buffer, runs->n);
}

/* the same, in a buffer that nobody else looks at */
static ModelRuns *
own_buffer (ModelRuns *runs)
{
  runs = own_view (runs);
  Buffer *shared = runs->buffer;
  if (shared->refs > 1)
    {
      runs->buffer = buffer_new (runs->n);
      buffer_append (runs->buffer, shared->runs, runs->n);
      buffer_unref (shared);
    }
  runs->buffer->used = runs->n;
  return runs;
}

/* replaces entries in an own buffer; what is behind them moves */
static void
splice_here (ModelRuns *runs, guint at, guint n_out, const ModelRun *in, guint n_in)
{
  Buffer *buffer = runs->buffer;
  guint tail = runs->n - at - n_out;
  if (n_in > n_out)
    buffer_append (buffer, in, n_in - n_out); /* makes room; overwritten below */
  buffer->used = runs->n - n_out + n_in;
  if (tail > 0)
    memmove (buffer->runs + at + n_in, buffer->runs + at + n_out, tail * sizeof (ModelRun));
  if (n_in > 0)
    memcpy (buffer->runs + at, in, n_in * sizeof (ModelRun));
}

ModelRuns *
model_runs_splice (ModelRuns *runs, guint at, guint n_out, const ModelRun *in, guint n_in)
{
  g_assert (at <= runs->n && n_out <= runs->n - at);
  if (at + n_out == runs->n && can_share (runs->buffer, at, in, n_in))
    {
      runs = own_view (runs);
      if (runs->buffer->used == at)
        buffer_append (runs->buffer, in, n_in);
    }
  else
    {
      runs = own_buffer (runs);
      splice_here (runs, at, n_out, in, n_in);
    }
  runs->n = runs->n - n_out + n_in;
  runs->n_before = MIN (runs->n_before, at + 1);
  return runs;
}
