#pragma once

#include "view-scene.h"

/** What became of one node from scene @a to scene @b. */
typedef enum
{
  VIEW_DIFF_REMOVED,
  VIEW_DIFF_ADDED,
  VIEW_DIFF_CHANGED
} ViewDiffKind;

/** One change. Replayed in order on the ids of @a's part they give those of @b's: REMOVED takes out
 * the node at @place, ADDED puts one in at @place, CHANGED replaces the one at @place. */
typedef struct
{
  ViewDiffKind kind;
  char *part;
  char *id;
  guint place;    /* 0-based, in the list as it is when this change is replayed */
  ViewNode *node; /* ADDED, CHANGED: as in @b; borrowed from the diff */
} ViewChange;

/** ViewDiff: what is different between two scenes of one kind. */
typedef struct _ViewDiff ViewDiff;

/**
 * view_diff_new: compare part by part, by name of part and id of node. A part that only one of them
 * has counts as empty in the other. Makes all nodes of both: for scenes of a screenful, or parts
 * known to be small. A node that moved past others is removed and added.
 */
ViewDiff *view_diff_new (ViewScene a, ViewScene b);
void view_diff_free (ViewDiff *diff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewDiff, view_diff_free)

/** view_diff_get_n: how many changes there are; 0 for scenes that show the same. */
guint view_diff_get_n (const ViewDiff *diff);
/** view_diff_get: the @i-th change; borrowed. */
const ViewChange *view_diff_get (const ViewDiff *diff, guint i);
