#pragma once

#include <gtk/gtk.h>

/**
 * AppPassage: texts below each other whose links are one place for Tab: the first Tab comes to a link, the next goes
 * on to what is behind the passage. Up and Down go from link to link. A box.
 */
#define APP_TYPE_PASSAGE (app_passage_get_type ())
G_DECLARE_FINAL_TYPE (AppPassage, app_passage, APP, PASSAGE, GtkBox)

/** app_passage_new: @spacing in pixels, as of a GtkBox. Floating. */
AppPassage *app_passage_new (int spacing);
