#include "view-flight.h"

#include "trace.h"

/* Rows further from the end than this are not on their way any more. */
#define ROWS_MAX 500

static const char *
why_not (const ViewLadder *ladder, const ViewRow *row, guint32 event, gboolean acts)
{
  if (row == NULL || row->kind != VIEW_ROW_LINE)
    return "flight.why-no-line";
  if (!acts)
    return "flight.why-recording";
  if (row->arrival != 0 || row->lost)
    return "flight.why-over";
  return event < view_ladder_get_last (ladder) ? "flight.why-past" : NULL;
}

ViewFlight *
view_flight_new (const ViewLadder *ladder, guint32 row, guint32 event, gboolean acts)
{
  ViewFlight *flight = g_new0 (ViewFlight, 1);
  g_autoptr (ViewRow) line = row != VIEW_NO_ROW ? view_ladder_get_row (ladder, row) : NULL;
  flight->why_not.key = why_not (ladder, line, event, acts);
  if (flight->why_not.key != NULL)
    return flight;
  const TraceEvent *sent = trace_get (view_ladder_get_trace (ladder), line->event);
  const char *side = sent->direction == TRACE_TO_SERVER ? "C:" : "S:";
  flight->cut = g_strdup_printf ("cut c%u", line->connection);
  flight->drop = g_strdup_printf ("drop c%u %s", line->connection, side);
  flight->delay = g_strdup_printf ("delay c%u %s 5s", line->connection, side);
  return flight;
}

void
view_flight_free (ViewFlight *flight)
{
  view_text_clear (&flight->why_not);
  g_free (flight->cut);
  g_free (flight->drop);
  g_free (flight->delay);
  g_free (flight);
}

ViewRow *
view_flight_find (const ViewLadder *ladder)
{
  guint n = view_ladder_count (ladder);
  for (guint i = n > ROWS_MAX ? n - ROWS_MAX : 0; i < n; i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (why_not (ladder, row, view_ladder_get_last (ladder), TRUE) == NULL)
        return g_steal_pointer (&row);
    }
  return NULL;
}
