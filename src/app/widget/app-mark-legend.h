#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppMarkLegend: what the marks of a run look like and mean, on the scrubber, the map and the ladder. */
#define APP_TYPE_MARK_LEGEND (app_mark_legend_get_type ())
G_DECLARE_FINAL_TYPE (AppMarkLegend, app_mark_legend, APP, MARK_LEGEND, GtkWidget)

/** app_mark_legend_set_document: in whose language; once. */
void app_mark_legend_set_document (AppMarkLegend *self, AppDocument *document);
