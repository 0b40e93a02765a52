#pragma once

#include "app-document.h"
#include "view-cell.h"

/**
 * The document's chosen cell: the one whose history the panes show: a mark on the rows that change it, a
 * frame on the board, "Why?". The document's signal "cell" tells that another one was chosen, or none.
 * It is chosen anew by its address when another run is looked at, and given up where there is no such
 * cell, or by app_document_escape().
 */

/** app_document_get_cell: NULL when none is chosen; borrowed until "cell". */
ViewCell *app_document_get_cell (AppDocument *self);
/** app_document_choose_cell: by its address; FALSE with an error of model-address.h, and the cell stays as it
 * was. */
gboolean app_document_choose_cell (AppDocument *self, const char *address, GError **error);
/** app_document_clear_cell: choose none. */
void app_document_clear_cell (AppDocument *self);

/** app_document_choose_mailbox: from now on the card of @owner lists mailbox @id (as ViewMailbox has it); 0: the
 * one that is open there. Emits "board". */
void app_document_choose_mailbox (AppDocument *self, const char *owner, guint32 id);

/** app_document_get_next_change, _get_previous_change: the event at which the chosen cell changes next, or
 * changed before what it is now came about; 0 when there is none that may be shown. */
guint32 app_document_get_next_change (AppDocument *self);
guint32 app_document_get_previous_change (AppDocument *self);
/** app_document_go_next_change, _go_previous_change: stand at it. FALSE when there is none. */
gboolean app_document_go_next_change (AppDocument *self);
gboolean app_document_go_previous_change (AppDocument *self);
