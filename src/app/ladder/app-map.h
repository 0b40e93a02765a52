#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/**
 * AppMap: the whole run on a strip beside the ladder: where lines went to and fro, what stands out, which part of it
 * is to be seen in the list and where the moment is. A click or dragging brings a place into the list, and goes
 * there if it has not happened yet; with Shift it sets the range. Its actions: "map.next" and "map.previous" choose
 * the row of the next mark or the one before (Down, Up), "map.page-down" and "map.page-up" scroll the list, "map.go"
 * goes to the moment of the chosen row (Return).
 */
#define APP_TYPE_MAP (app_map_get_type ())
G_DECLARE_FINAL_TYPE (AppMap, app_map, APP, MAP, GtkWidget)

/** app_map_set_document: whose run, and what scrolls the list of its rows; once. */
void app_map_set_document (AppMap *self, AppDocument *document, GtkAdjustment *adjustment);
/** app_map_show_place: what a click at height @y does, pixels from its top. */
void app_map_show_place (AppMap *self, double y);
/** app_map_get_frame: the first and the last event that are to be seen in the list; FALSE: none is. */
gboolean app_map_get_frame (AppMap *self, guint32 *first, guint32 *last);
