#pragma once

#include "model-tx.h"

/*
 * Many UIDs at once in and out of list cells. Few of them are edited in place, which costs a trace a
 * few octets; many are put into a new list, so that the cost of a command over a scattered mailbox
 * does not grow with its square.
 */

/** model_uids_hold: whether the ascending @runs (may be NULL) have @uid. O(log n). */
gboolean model_uids_hold (const ModelRuns *runs, guint32 uid);

/** model_uids_find: the run that has @uid, borrowed, or NULL. O(log n). */
const ModelRun *model_uids_find (const ModelRuns *runs, guint32 uid);

/** model_uids_push: append @uid to ascending runs of ModelRun, joining it to the last where it touches and has the same @event. */
void model_uids_push (GArray *uids, guint32 uid, guint32 event);

/** model_uids_add: put @uids (ascending ModelRuns with their events) into a set cell; an event given now replaces an earlier one. */
void model_uids_add (ModelTx *tx, ModelId id, ModelField field, const GArray *uids);

/** model_uids_remove: take @uids out of a set cell or a numbers cell. */
void model_uids_remove (ModelTx *tx, ModelId id, ModelField field, const GArray *uids);
