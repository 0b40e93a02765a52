#pragma once

#include "app-list.h"

/** AppTokenRow: one piece of a line, and what it means. */
#define APP_TYPE_TOKEN_ROW (app_token_row_get_type ())
G_DECLARE_FINAL_TYPE (AppTokenRow, app_token_row, APP, TOKEN_ROW, GtkWidget)

/** app_token_row_list: for app_list_factory(); nodes are ViewToken. */
const AppListRow *app_token_row_list (void);
