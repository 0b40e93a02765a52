#pragma once

#include "model-world.h"

/** model_world_new: an empty world with the default server. */
ModelWorld *model_world_new (void);

/** model_world_mailbox: the mailbox @name of @account, borrowed, or NULL. INBOX in any case. */
ModelWorldMailbox *model_world_mailbox (const ModelWorld *world, const char *account,
                                        const char *name);

/** model_world_default_to: "lin@example.test" for account lin at mail.example.test; caller frees. */
char *model_world_default_to (const ModelWorld *world, const char *account);

/** model_world_compose: make the octets of @message; NULL with a GError that has no place in it. */
GBytes *model_world_compose (const ModelWorldMessage *message, GError **error);

/** model_world_batch_message: number @n (from 1) of @batch as a message with its octets; NULL as above. */
ModelWorldMessage *model_world_batch_message (const ModelWorld *world, const ModelWorldBatch *batch,
                                              guint n, GError **error);
void model_world_message_free (ModelWorldMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelWorldMessage, model_world_message_free)
