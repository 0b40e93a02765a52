#include "trace-private.h"
#include "model-delta.h"

/* Starting from a frame makes the model's shared blocks own again, one by one, as they are written. */
#define FRAME_FACTOR 2
#define FRAME_COST 64

struct _TraceCursor
{
  Trace *trace;
  Model *model;
  guint32 position;
};

TraceCursor *
trace_cursor_new (Trace *trace)
{
  TraceCursor *cursor = g_new0 (TraceCursor, 1);
  cursor->trace = trace_ref (trace);
  cursor->model = model_copy (trace->initial);
  return cursor;
}

void
trace_cursor_free (TraceCursor *cursor)
{
  if (cursor == NULL)
    return;
  model_free (cursor->model);
  trace_unref (cursor->trace);
  g_free (cursor);
}

static guint64
distance (const Trace *trace, guint32 a, guint32 b)
{
  guint64 cost_a = trace_frames_cost (trace, a);
  guint64 cost_b = trace_frames_cost (trace, b);
  return cost_a > cost_b ? cost_a - cost_b : cost_b - cost_a;
}

static void
jump (TraceCursor *cursor, guint32 number, const Model *model)
{
  Model *copy = model_copy (model);
  model_free (cursor->model);
  cursor->model = copy;
  cursor->position = number;
}

/* stands where the walk to @number is shortest: here, or at the frame before or behind it */
static void
approach (TraceCursor *cursor, guint32 number)
{
  const Trace *trace = cursor->trace;
  guint64 best = distance (trace, cursor->position, number);
  guint before = trace_frames_before (trace, number);
  TraceFrame start = { 0, trace->initial };
  const TraceFrame *to = NULL;
  const TraceFrame *tries[] = {
    before > 0 ? &g_array_index (trace->frames, TraceFrame, before - 1) : &start,
    before < trace->frames->len ? &g_array_index (trace->frames, TraceFrame, before) : NULL,
  };
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      if (tries[i] == NULL)
        continue;
      guint64 cost = FRAME_COST + FRAME_FACTOR * distance (trace, tries[i]->number, number);
      if (cost >= best)
        continue;
      best = cost;
      to = tries[i];
    }
  if (to != NULL)
    jump (cursor, to->number, to->model);
}

static void
step_forward (TraceCursor *cursor)
{
  const TraceEvent *event = trace_get (cursor->trace, ++cursor->position);
  for (guint32 i = 0; i < event->delta_count; i++)
    model_apply (cursor->model, trace_get_delta (cursor->trace, event->delta_first + i),
                 cursor->position);
}

static void
step_back (TraceCursor *cursor)
{
  const TraceEvent *event = trace_get (cursor->trace, cursor->position--);
  for (guint32 i = event->delta_count; i-- > 0;)
    model_revert (cursor->model, trace_get_delta (cursor->trace, event->delta_first + i));
}

/* how many deltas belong to the events up to @number */
static guint32
count_deltas (const Trace *trace, guint32 number)
{
  if (number == 0)
    return 0;
  const TraceEvent *event = trace_get (trace, number);
  return event->delta_first + event->delta_count;
}

void
trace_cursor_seek (TraceCursor *cursor, guint32 number)
{
  g_assert (number <= trace_get_n (cursor->trace));
  approach (cursor, number);
  if (count_deltas (cursor->trace, number) == count_deltas (cursor->trace, cursor->position))
    cursor->position = number;
  while (cursor->position < number)
    step_forward (cursor);
  while (cursor->position > number)
    step_back (cursor);
}

guint32
trace_cursor_get_position (const TraceCursor *cursor)
{
  return cursor->position;
}

const Model *
trace_cursor_get_model (const TraceCursor *cursor)
{
  return cursor->model;
}
