#pragma once

#include "model-tx.h"

/**
 * What happens to a mailbox of the server whoever does it: a delivery agent, APPEND and COPY, EXPUNGE
 * over IMAP, QUIT over POP3. Each call gives one new mod-sequence and writes the journal, from which
 * every session learns of it.
 */

/** model_mailbox_get_next: what a message that arrives now is given. */
void model_mailbox_get_next (const Model *model, ModelId mailbox, guint32 *uid, guint64 *modseq);

/**
 * model_mailbox_append: put @n messages (each is taken) behind the others. Their keys are the UIDs
 * from the next one on without a gap, their mod-sequence the next one. One journal entry.
 */
void model_mailbox_append (ModelTx *tx, ModelId mailbox, ModelRow *const *rows, guint n);

/**
 * model_mailbox_remove: living messages @uids (ascending guint32) are no more. Those that another
 * connection than @by (which may be MODEL_NO_ID) has in its `numbers` stay readable as ghosts until
 * all of them let go; of the others only the labels stay. One journal entry a run.
 */
void model_mailbox_remove (ModelTx *tx, ModelId mailbox, const GArray *uids, ModelId by);

/** model_mailbox_release: connection @by does not need ghosts @uids (ascending ModelRuns) any more; those nobody else holds are gone, and only their labels stay. */
void model_mailbox_release (ModelTx *tx, ModelId mailbox, const GArray *uids, ModelId by);

/**
 * model_mailbox_learn_flag: the bit of flag @name; a keyword the mailbox has not met is added to it.
 * 0 when it cannot be kept here: an unknown system flag, or one keyword too many.
 */
ModelFlags model_mailbox_learn_flag (ModelTx *tx, ModelId mailbox, const char *name);

/**
 * model_mailbox_translate_flags: @flags of a message in @from as they are in @to, which learns the
 * keywords it has not met; those it cannot keep are left out.
 */
ModelFlags model_mailbox_translate_flags (ModelTx *tx, ModelId from, ModelFlags flags, ModelId to);
