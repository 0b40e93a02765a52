#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/**
 * AppLadder: the pane with the sequence diagram, as far as it has happened, with what is looked for and how lanes
 * are arranged (app-document-lines.h). Its actions: "lines.find" opens the search, "lines.find-next", "-previous"
 * go on in it, "lines.find-cell" looks for changes of the chosen cell, "lines.lanes" opens or closes the list of lanes,
 * "lines.unfold" unfolds or folds the selected row, "lines.map" shows or hides the map of the whole run,
 * "lines.map-key" opens or closes what explains its marks.
 */
#define APP_TYPE_LADDER (app_ladder_get_type ())
G_DECLARE_FINAL_TYPE (AppLadder, app_ladder, APP, LADDER, GtkWidget)

/** app_ladder_set_document: what it shows; once. */
void app_ladder_set_document (AppLadder *self, AppDocument *document);
/** app_ladder_set_hint: what stands there while there is no row. */
void app_ladder_set_hint (AppLadder *self, const char *hint);
/** app_ladder_get_list: the list of its rows, for focus and tests; borrowed. */
GtkListView *app_ladder_get_list (AppLadder *self);
