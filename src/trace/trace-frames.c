#include "trace-private.h"
#include "model-delta.h"

/*
 * When to take a key frame. Copies of a model share all that is equal, so a frame costs the blocks
 * that were changed since the one before. Which ones those are is counted in a set, not guessed: a
 * busy mailbox gets a frame every few thousand changes, changes scattered over a large one wait
 * longer. Frames never outgrow everything else the trace holds, so that no file can make them.
 */

#define COST_MIN 4096     /* replaying less than this is never worth a frame */
#define COST_EVENTS 65536 /* walking over so many events is, even when few changed anything */
#define SIZE_PER_COST 256 /* octets given for one cell less to replay */
#define SIZE_ALWAYS (32 * 1024 * 1024)
#define RUNS_PER_COST 64 /* entries of a list copied in about the time of writing one cell */
#define ROWS_PER_COST 32 /* the same for messages of a mask */
#define TOUCHED_MAX (1u << 16)

void
trace_frames_init (Trace *trace)
{
  trace->frames = g_array_new (FALSE, FALSE, sizeof (TraceFrame));
  trace->marks = g_array_new (FALSE, FALSE, sizeof (guint64));
}

void
trace_frames_clear (Trace *trace)
{
  for (guint i = 0; i < trace->frames->len; i++)
    model_free (g_array_index (trace->frames, TraceFrame, i).model);
  g_array_unref (trace->frames);
  g_array_unref (trace->marks);
  g_free (trace->framing.touched);
}

void
trace_frames_mark (Trace *trace)
{
  if (trace->n_events % TRACE_MARK == 0)
    g_array_append_val (trace->marks, trace->cost);
}

static gboolean
put (guint64 *set, guint room, guint64 key)
{
  guint at = (guint) ((key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (room - 1);
  while (set[at] != 0 && set[at] != key)
    at = (at + 1) & (room - 1);
  if (set[at] == key)
    return FALSE;
  set[at] = key;
  return TRUE;
}

static void
grow (TraceFraming *framing)
{
  guint room = MAX (64, framing->room * 2);
  guint64 *set = g_new0 (guint64, room);
  for (guint i = 0; i < framing->room; i++)
    if (framing->touched[i] != 0)
      put (set, room, framing->touched[i]);
  g_free (framing->touched);
  framing->touched = set;
  framing->room = room;
}

/* notes that a block of the model, @size octets, has changed since the last frame */
static void
touch (TraceFraming *framing, ModelId object, guint table, guint32 block, gsize size)
{
  guint64 key = (((guint64) object + 1) << 34) ^ ((guint64) table << 27) ^ (block + 1);
  if (2 * framing->n >= framing->room)
    {
      /* so many already that each further one may as well be new */
      if (framing->room >= TOUCHED_MAX)
        {
          framing->size += size;
          return;
        }
      grow (framing);
    }
  if (!put (framing->touched, framing->room, key))
    return;
  framing->n++;
  framing->size += size;
}

static void
touch_rows (TraceFraming *framing, const Model *model, const ModelDelta *delta, guint table,
            guint32 first, guint32 count)
{
  gsize size = MODEL_ROWS_CHUNK * sizeof (ModelRow);
  guint32 last = first + (count - 1);
  /* a run passes over gaps: never more blocks than messages */
  guint32 blocks = MIN (last / MODEL_ROWS_CHUNK - first / MODEL_ROWS_CHUNK,
                        count / MODEL_ROWS_CHUNK + 1);
  for (guint32 i = 0; i <= blocks; i++)
    touch (framing, delta->object, table, first / MODEL_ROWS_CHUNK + i, size);
  /* the list of the table's blocks */
  gsize list = model_count (model, delta->object, table) / MODEL_ROWS_CHUNK + 1;
  touch (framing, delta->object, table, 1u << 26, list * 2 * sizeof (gpointer));
}

static guint64
count_mask (TraceFraming *framing, const Model *model, const ModelDelta *delta)
{
  ModelMaskIter iter;
  ModelMaskRun run;
  guint64 cost = 0;
  model_mask_iter_init (&iter, delta->mask);
  while (model_mask_iter_next (&iter, &run))
    {
      touch_rows (framing, model, delta, MODEL_TABLE_LIVE, run.first, run.count);
      cost += 1 + run.count / ROWS_PER_COST;
    }
  return MAX (cost, 1);
}

/* Lists grow at their end in a buffer they share; an edit further in copies the list. */
static guint64
count_list (TraceFraming *framing, const Model *model, const ModelDelta *delta)
{
  guint n = model_runs_get_n (model_get_runs (model, delta->object, delta->field));
  gboolean at_end = delta->key + model_runs_get_n (delta->after.runs) == n;
  gsize size = at_end ? 4 * sizeof (gpointer) : n * sizeof (ModelRun);
  touch (framing, delta->object, MODEL_N_TABLES + 1u + delta->field, at_end, size);
  return at_end ? 1 : 1 + n / RUNS_PER_COST;
}

void
trace_frames_count (Trace *trace, const ModelDelta *delta, const Model *model)
{
  TraceFraming *framing = &trace->framing;
  guint64 cost = 1;
  if (delta->op == MODEL_OP_MASK)
    cost = count_mask (framing, model, delta);
  else if (delta->op == MODEL_OP_SPLICE)
    cost = count_list (framing, model, delta);
  else if (delta->table < MODEL_N_TABLES)
    touch_rows (framing, model, delta, delta->table, delta->key, 1);
  touch (framing, delta->object, MODEL_N_TABLES, 0, 32 * sizeof (gpointer));
  framing->cost += cost;
  trace->cost += cost;
}

/* octets of all but the frames */
static gsize
measure_rest (const Trace *trace)
{
  return trace->n_events * sizeof (TraceEvent) + trace->deltas_size + trace->streams_size;
}

static gboolean
is_due (const Trace *trace)
{
  const TraceFraming *framing = &trace->framing;
  guint n = trace->frames->len;
  guint32 last = n > 0 ? g_array_index (trace->frames, TraceFrame, n - 1).number : 0;
  if (framing->cost == 0 || (framing->cost < COST_MIN && trace->n_events - last < COST_EVENTS)
      || framing->cost < framing->size / SIZE_PER_COST)
    return FALSE;
  return framing->frames_size + framing->size <= SIZE_ALWAYS + measure_rest (trace);
}

void
trace_frames_keep (Trace *trace, const Model *model)
{
  if (!is_due (trace))
    return;
  TraceFraming *framing = &trace->framing;
  TraceFrame frame = { trace->n_events, model_copy (model) };
  g_array_append_val (trace->frames, frame);
  framing->frames_size += framing->size;
  framing->cost = 0;
  framing->size = 0;
  framing->n = 0;
  g_clear_pointer (&framing->touched, g_free);
  framing->room = 0;
}

guint64
trace_frames_cost (const Trace *trace, guint32 number)
{
  if (number == trace->n_events)
    return trace->cost;
  guint mark = number / TRACE_MARK;
  guint32 from = mark * TRACE_MARK;
  guint64 cost = g_array_index (trace->marks, guint64, mark);
  /* Between two marks each change counts as one, but never past the next mark. */
  guint64 next = mark + 1 < trace->marks->len ? g_array_index (trace->marks, guint64, mark + 1)
                                              : trace->cost;
  const TraceEvent *first = trace_get (trace, from + 1);
  const TraceEvent *after = trace_get (trace, number + 1);
  return MIN (cost + (after->delta_first - first->delta_first), next);
}

guint
trace_frames_before (const Trace *trace, guint32 number)
{
  guint low = 0;
  guint high = trace->frames->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (trace->frames, TraceFrame, middle).number <= number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
