#pragma once

#include "app-list.h"

/** AppMessageRow: one message as a device believes it to be, or as the server knows it. */
#define APP_TYPE_MESSAGE_ROW (app_message_row_get_type ())
G_DECLARE_FINAL_TYPE (AppMessageRow, app_message_row, APP, MESSAGE_ROW, GtkWidget)

/** app_message_row_dup_cell: the address of the cell to ask about when no part of it is meant: its flags, or what
 * there is instead; NULL when there is none. Caller frees. */
char *app_message_row_dup_cell (AppMessageRow *self);

/** app_message_row_list: for app_list_factory(); nodes are ViewMessage, of the server or a device. */
const AppListRow *app_message_row_list (gboolean at_server);
