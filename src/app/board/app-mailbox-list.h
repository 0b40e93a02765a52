#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** app_mailbox_list_new: what the card of @owner, card @index of the board, can list: a button for each mailbox,
 * with its counts, and one for whichever is open. They use the action "board.mailbox". */
GtkWidget *app_mailbox_list_new (AppDocument *document, const char *owner, guint index);
