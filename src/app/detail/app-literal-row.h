#pragma once

#include "app-list.h"

/** AppLiteralRow: one part of a literal: its announcement, its go-ahead, how many octets it has, or some of
 * them. */
#define APP_TYPE_LITERAL_ROW (app_literal_row_get_type ())
G_DECLARE_FINAL_TYPE (AppLiteralRow, app_literal_row, APP, LITERAL_ROW, GtkWidget)

/** app_literal_row_list: for app_list_factory(); nodes are ViewLiteralRow. */
const AppListRow *app_literal_row_list (void);
