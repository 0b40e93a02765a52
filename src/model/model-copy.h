#pragma once

#include "model-tx.h"

/**
 * model_copy_messages: put copies of living messages @uids (ascending guint32) of @from behind the
 * messages of @to, which may be the same mailbox: one new mod-sequence, one journal entry. Flags,
 * dates and contents go with them; a keyword that @to cannot keep is left out. A label goes with the
 * copy unless a living message of @to has it: it names one message of a mailbox.
 */
void model_copy_messages (ModelTx *tx, ModelId from, const GArray *uids, ModelId to);
