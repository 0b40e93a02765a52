#pragma once

#include "model-tx.h"

/**
 * Names of mailboxes at the server: how they come, change and go, and which of them a user has
 * subscribed to. (name, UIDVALIDITY, UID) means one message for ever [RFC9051 §2.3.1.1], so a name
 * that comes back gets a greater UIDVALIDITY than any mailbox of the account ever had; the account's
 * cell `uidvalidity` holds the greatest of those that are gone.
 */

/** The hierarchy delimiter of every mailbox name. */
#define MODEL_DELIMITER '/'

/**
 * model_names_create: mailbox @name, empty, with a UIDVALIDITY of its own. A level of names
 * (\Noselect) of that name becomes a mailbox. Asserts that there is none. Returns it.
 */
ModelId model_names_create (ModelTx *tx, ModelId account, const char *name);

/**
 * model_names_remove: @mailbox and its messages are no more. @keeps_name: the name stays as a level
 * of names. Nobody may have it open.
 */
void model_names_remove (ModelTx *tx, ModelId mailbox, gboolean keeps_name);

/**
 * model_names_rename: from now on @mailbox is called @name, also in the cells of sessions that have
 * it open: to those it stays the mailbox they opened [RFC2180 §3.4]. It keeps its UIDs; its
 * UIDVALIDITY grows where another mailbox of that name could have had it.
 */
void model_names_rename (ModelTx *tx, ModelId mailbox, const char *name);

/** model_names_is_used: whether UIDVALIDITY of @mailbox may have belonged to another one, so that a
 * rename makes it grow. */
gboolean model_names_is_used (const Model *model, ModelId mailbox);

/** model_names_is_open: whether a connection has @mailbox open. */
gboolean model_names_is_open (const Model *model, ModelId mailbox);

/** model_names_is_below: whether @name is @parent followed by the delimiter and more. */
gboolean model_names_is_below (const char *name, const char *parent);

/** model_names_has_children: whether there are names below @name in @account. */
gboolean model_names_has_children (const Model *model, ModelId account, const char *name);

/** model_names_get_subscriptions: the names subscribed to, in the order in which that was done; free
 * with g_strfreev(). */
char **model_names_get_subscriptions (const Model *model, ModelId account);

/** model_names_subscribe: put @name into the subscriptions of @account or take it out; twice is
 * once. */
void model_names_subscribe (ModelTx *tx, ModelId account, const char *name, gboolean on);
