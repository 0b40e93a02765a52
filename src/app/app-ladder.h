#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppLadder: the pane with the sequence diagram, as far as it has happened. */
#define APP_TYPE_LADDER (app_ladder_get_type ())
G_DECLARE_FINAL_TYPE (AppLadder, app_ladder, APP, LADDER, GtkWidget)

/** app_ladder_set_document: what it shows; once. */
void app_ladder_set_document (AppLadder *self, AppDocument *document);
/** app_ladder_set_hint: what stands there while there is no row. */
void app_ladder_set_hint (AppLadder *self, const char *hint);
/** app_ladder_get_list: the list of its rows, for focus and tests; borrowed. */
GtkListView *app_ladder_get_list (AppLadder *self);
