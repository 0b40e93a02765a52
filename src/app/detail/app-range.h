#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppRange: while only a range of the run is looked at: how much went on in it, and a button that ends it
 * ("range.clear"). Else it is not there. */
#define APP_TYPE_RANGE (app_range_get_type ())
G_DECLARE_FINAL_TYPE (AppRange, app_range, APP, RANGE, GtkWidget)

/** app_range_set_document: whose; once. */
void app_range_set_document (AppRange *self, AppDocument *document);
/** app_range_get_words: what it says, "" while there is no range; borrowed. */
const char *app_range_get_words (AppRange *self);
