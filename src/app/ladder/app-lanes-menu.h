#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppLanesMenu: a popover with the lanes of the ladder from left to right: each can be shown or hidden, and moved. */
#define APP_TYPE_LANES_MENU (app_lanes_menu_get_type ())
G_DECLARE_FINAL_TYPE (AppLanesMenu, app_lanes_menu, APP, LANES_MENU, GtkPopover)

/** app_lanes_menu_set_document: whose lanes; once. */
void app_lanes_menu_set_document (AppLanesMenu *self, AppDocument *document);
/** app_lanes_menu_fill: with the lanes as they are now. */
void app_lanes_menu_fill (AppLanesMenu *self);
