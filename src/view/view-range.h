#pragma once

#include "view-ladder.h"

/**
 * ViewRange: what went on between two moments, in figures: node of the scene "range", whose only part is "range".
 * Lines count where they begin, as the ladder's rows do; changes are those after the first moment.
 */
typedef struct
{
  ViewNode node; /* sentence: all of it */
  guint32 first; /* the events at both ends */
  guint32 last;
  gint64 from; /* µs of virtual time */
  gint64 to;
  guint lines[2]; /* by TraceDirection */
  guint64 octets; /* of all these lines */
  guint acts;
  guint64 changes; /* messages that came, went or were changed, once for each event and owner */
} ViewRange;

/** view_range_new: of the events @first … @last of @ladder, both 0 … the last one. Takes as long as there are events
 * between them. */
ViewRange *view_range_new (const ViewLadder *ladder, guint32 first, guint32 last);
void view_range_free (ViewRange *range);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewRange, view_range_free)
/** view_range_get_scene: borrowed. */
ViewScene view_range_get_scene (const ViewRange *range);
