#pragma once

#include "view-ladder.h"

/**
 * ViewFlight: what can be done to a line of the ladder while it is on its way: cut its connection, lose its packets
 * once, hold it up. Each with the act it stands for (lessons/README.md).
 */
typedef struct
{
  ViewText why_not; /* it cannot be done; nothing: it can */
  char *cut;        /* "cut c1"; all NULL when it cannot be done */
  char *drop;       /* "drop c1 C:" */
  char *delay;      /* "delay c1 C: 5s" */
} ViewFlight;

/** view_flight_new: for row @row when one stands just after @event. @acts: whether one can act at the end of this run
 * at all. Caller frees. */
ViewFlight *view_flight_new (const ViewLadder *ladder, guint32 row, guint32 event, gboolean acts);
void view_flight_free (ViewFlight *flight);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewFlight, view_flight_free)

/** view_flight_find: the first row that is on its way at the end of the run, NULL none; free with view_row_free(). */
ViewRow *view_flight_find (const ViewLadder *ladder);
