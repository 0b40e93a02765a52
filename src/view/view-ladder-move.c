/* Where the cursor stands among the rows, and where it goes. */
#include "view-ladder-private.h"

/* How many rows begin at @event or before it. */
static guint32
count_begun (const ViewLadder *ladder, guint32 event)
{
  guint32 low = 0;
  for (guint32 high = ladder->firsts->len; low < high;)
    {
      guint32 middle = low + (high - low) / 2;
      if (ladder_first (ladder, middle) <= event)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint32
view_ladder_find_row (const ViewLadder *ladder, guint32 event)
{
  if (event == 0 || event > trace_get_n (ladder->trace))
    return VIEW_NO_ROW;
  guint32 begun = count_begun (ladder, event);
  gpointer row;
  if (begun > 0 && ladder_first (ladder, begun - 1) == event)
    return begun - 1;
  const TraceEvent *at = trace_get (ladder->trace, event);
  if (at->kind == TRACE_ARRIVE && at->cause != 0 && at->cause < event)
    return view_ladder_find_row (ladder, at->cause);
  if (at->kind == TRACE_LINK
      && g_hash_table_lookup_extended (ladder->ends, GUINT_TO_POINTER (event), NULL, &row))
    return GPOINTER_TO_UINT (row);
  return VIEW_NO_ROW;
}

guint32
view_ladder_get_row_event (const ViewLadder *ladder, guint index)
{
  return index < ladder->firsts->len ? ladder_first (ladder, index) : 0;
}

guint32
view_ladder_get_row_end (const ViewLadder *ladder, guint index)
{
  if (index >= ladder->firsts->len)
    return 0;
  return MAX (ladder_first (ladder, index), ladder_last (ladder, index));
}

ViewPosition
view_ladder_get_position (const ViewLadder *ladder, guint32 event)
{
  guint32 shown = count_begun (ladder, event);
  ViewPosition position = { .event = event, .current = VIEW_NO_ROW, .shown = shown };
  /* Whatever has no row of its own comes soon behind something that has. */
  guint32 first = shown > 0 ? ladder_first (ladder, shown - 1) : event;
  for (guint32 at = event; at > first && position.current == VIEW_NO_ROW; at--)
    position.current = view_ladder_find_row (ladder, at);
  if (position.current == VIEW_NO_ROW && shown > 0)
    position.current = shown - 1;
  return position;
}

/* Whether the last that was heard of @connection, at @event or before, is that nothing passes any more. */
static gboolean
has_ended (const ViewLadder *ladder, guint connection, guint32 event)
{
  guint32 row = connection < ladder->open_links->len
                    ? g_array_index (ladder->open_links, guint32, connection)
                    : 0;
  guint32 number = row != 0 ? ladder_first (ladder, row - 1) : 0;
  return number != 0 && number <= event
         && trace_get (ladder->trace, number)->sub != TRACE_LINK_CONNECT;
}

gboolean
view_ladder_is_under_way (const ViewLadder *ladder, guint index, guint32 event)
{
  guint32 last;
  if (index >= ladder->firsts->len || ladder_first (ladder, index) > event)
    return FALSE;
  last = ladder_last (ladder, index);
  if (last != 0)
    return last > event;
  /* Sent and not arrived: on its way until its connection ends, which is all it ever comes to. */
  const TraceEvent *sent = trace_get (ladder->trace, ladder_first (ladder, index));
  return sent->kind == TRACE_SEND && ladder_is_seen_to_arrive (ladder, sent)
         && !has_ended (ladder, sent->connection, event);
}

/* --- moving --- */

static gboolean
is_line_end (const ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  if (event->kind == TRACE_ARRIVE)
    return TRUE;
  return event->kind == TRACE_SEND
         && ladder_last (ladder, view_ladder_find_row (ladder, number)) == 0;
}

/* In POP3 a status line may be followed by data, which ends the exchange then. */
static gboolean
has_data (const ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  for (guint32 next = number + 1; next <= ladder->taken; next++)
    {
      const TraceEvent *at = trace_get (ladder->trace, next);
      if (at->kind == event->kind && at->connection == event->connection
          && at->direction == event->direction)
        return at->command == event->command
               && view_row_classify (ladder->trace, next) == VIEW_LINE_DATA;
    }
  return FALSE;
}

static gboolean
is_exchange_end (const ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  if (event->direction != TRACE_TO_CLIENT || !is_line_end (ladder, number, event))
    return FALSE;
  switch (view_row_classify (ladder->trace, number))
    {
    case VIEW_LINE_OK:
    case VIEW_LINE_ERROR:
      return event->command != 0 && !has_data (ladder, number, event);
    case VIEW_LINE_DATA:
      return TRUE;
    case VIEW_LINE_NONE:
    case VIEW_LINE_COMMAND:
    case VIEW_LINE_CONTINUED:
    case VIEW_LINE_UNTAGGED:
    case VIEW_LINE_CONTINUATION:
      break;
    }
  return FALSE;
}

static gboolean
is_heading (const TraceEvent *event)
{
  return event->kind == TRACE_CHECK && event->sub == 0;
}

/* A step in which no line travels is stood at too, at its end: its text is to be read. */
static gboolean
is_end_of_quiet_step (const ViewLadder *ladder, guint32 number)
{
  if (number == ladder->taken || !is_heading (trace_get (ladder->trace, number + 1)))
    return FALSE;
  for (; number > 0; number--)
    {
      const TraceEvent *event = trace_get (ladder->trace, number);
      if (is_heading (event))
        return TRUE;
      if (is_line_end (ladder, number, event))
        return FALSE;
    }
  return FALSE;
}

static gboolean
is_stop (const ViewLadder *ladder, ViewMove by, guint32 number)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  switch (by)
    {
    case VIEW_MOVE_EVENT:
      return TRUE;
    case VIEW_MOVE_LINE:
      return is_line_end (ladder, number, event) || is_end_of_quiet_step (ladder, number);
    case VIEW_MOVE_EXCHANGE:
      return is_exchange_end (ladder, number, event);
    case VIEW_MOVE_ACT:
      return event->kind == TRACE_ACT;
    case VIEW_MOVE_STEP:
      return is_heading (event);
    }
  g_assert_not_reached ();
}

guint32
view_ladder_forward (const ViewLadder *ladder, ViewMove by, guint32 event)
{
  guint32 last = view_ladder_get_last (ladder);
  for (guint32 number = event + 1; number < last; number++)
    if (is_stop (ladder, by, number))
      return number;
  return last;
}

guint32
view_ladder_back (const ViewLadder *ladder, ViewMove by, guint32 event)
{
  guint32 number = MIN (event, view_ladder_get_last (ladder) + 1);
  while (number > 1)
    if (is_stop (ladder, by, --number))
      return number;
  return 0;
}

guint32
view_ladder_get_last (const ViewLadder *ladder)
{
  return ladder->taken;
}

guint
view_ladder_get_n_steps (const ViewLadder *ladder)
{
  return ladder->steps->len;
}

guint32
view_ladder_get_step_event (const ViewLadder *ladder, guint i)
{
  return i < ladder->steps->len ? g_array_index (ladder->steps, guint32, i) : 0;
}
