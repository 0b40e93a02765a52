#pragma once

#include "app-list.h"

/** AppLadderRow: one row of the ladder; draws itself. */
#define APP_TYPE_LADDER_ROW (app_ladder_row_get_type ())
G_DECLARE_FINAL_TYPE (AppLadderRow, app_ladder_row, APP, LADDER_ROW, GtkWidget)

/** app_ladder_row_list: for app_list_factory(); nodes are ViewRow. */
const AppListRow *app_ladder_row_list (void);
