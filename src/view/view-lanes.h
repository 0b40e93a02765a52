#pragma once

#include "view-ladder.h"

/**
 * ViewLanes: how somebody wants the lanes of a ladder: in which order, and which of them hidden. It knows lanes by
 * their owners, so it holds for every run of a document. The server's lane is always shown.
 */
typedef struct _ViewLanes ViewLanes;

/** view_lanes_new: all that are to come are shown, in the order of their ladder. Caller frees. */
ViewLanes *view_lanes_new (void);
void view_lanes_free (ViewLanes *lanes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewLanes, view_lanes_free)

/** view_lanes_update: take in the lanes of @ladder; those that are new come last, but the server behind the
 * first device. Lanes of other ladders are forgotten. Returns whether anything is different. */
gboolean view_lanes_update (ViewLanes *lanes, const ViewLadder *ladder);

/** view_lanes_count: shown or not. Places are numbered from 0, from left to right. */
guint view_lanes_count (const ViewLanes *lanes);
/** view_lanes_get_lane: the lane of the ladder at @place. */
guint view_lanes_get_lane (const ViewLanes *lanes, guint place);
/** view_lanes_get_owner: of the lane at @place; borrowed. */
const char *view_lanes_get_owner (const ViewLanes *lanes, guint place);
/** view_lanes_is_shown, view_lanes_is_server: the lane at @place. */
gboolean view_lanes_is_shown (const ViewLanes *lanes, guint place);
gboolean view_lanes_is_server (const ViewLanes *lanes, guint place);
/** view_lanes_get_column: in which column the ladder's @lane stands; VIEW_NO_LANE: it is hidden, or none. */
guint view_lanes_get_column (const ViewLanes *lanes, guint lane);
/** view_lanes_is_plain: all are shown in the order of the ladder. */
gboolean view_lanes_is_plain (const ViewLanes *lanes);

/** view_lanes_show: show or hide the lane at @place; FALSE when that cannot be: the server's stays. */
gboolean view_lanes_show (ViewLanes *lanes, guint place, gboolean shown);
/** view_lanes_move: put the lane at @place to @to; FALSE when there is no such place. */
gboolean view_lanes_move (ViewLanes *lanes, guint place, guint to);
/** view_lanes_reset: all shown, in the order of the ladder. */
void view_lanes_reset (ViewLanes *lanes);
