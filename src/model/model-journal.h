#pragma once

#include "model-tx.h"

/**
 * The journal of a mailbox: what happened to it, in order, for its sessions to take in. A session
 * says in its cell `told` how many entries of all that ever were it has taken in. Entries that all
 * of them have are dropped, some hundred at a time, so that a server that runs for weeks keeps few;
 * the first run of the list then is none of the entries (kind MODEL_CHANGE_NONE) but holds in
 * @modseq how many were dropped. A short run of a lesson never drops any.
 */

/** model_journal_add: append @n entries, whose event and kind are set. */
void model_journal_add (ModelTx *tx, ModelId mailbox, const ModelRun *entries, guint n);

/** model_journal_get_end: how many entries there ever were: `told` of who knows all of them. */
gint64 model_journal_get_end (const Model *model, ModelId mailbox);

/** model_journal_find: the place in the cell's list of the first entry that one who has taken in
 * @told of them does not know; the list's length when there is none. */
guint model_journal_find (const Model *model, ModelId mailbox, gint64 told);
