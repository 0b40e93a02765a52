#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppLanes: the names of the lanes, above the ladder and in line with it. */
#define APP_TYPE_LANES (app_lanes_get_type ())
G_DECLARE_FINAL_TYPE (AppLanes, app_lanes, APP, LANES, GtkWidget)

/** app_lanes_set_adjustment: how far to the side the ladder is scrolled; kept. Once. */
void app_lanes_set_adjustment (AppLanes *self, GtkAdjustment *adjustment);
/** app_lanes_set_document: whose lanes; once. */
void app_lanes_set_document (AppLanes *self, AppDocument *document);
