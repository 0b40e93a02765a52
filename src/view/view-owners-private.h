#pragma once

#include "model.h"
#include "view-text.h"

/** view_owners_new: the devices and the server of @model (ModelId) in the order in which they are
 * drawn: the first device, the server, the other devices. Caller unrefs. */
GArray *view_owners_new (const Model *model);

/** view_owner_add: argument @name of @args: what to call @owner within a sentence. */
void view_owner_add (ExplainArgs *args, const char *name, const char *owner, gboolean is_server);
