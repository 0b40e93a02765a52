#pragma once

#include <gtk/gtk.h>

/** AppChips: short words in a row, each in a box; as many as there is room for, then an ellipsis. */
#define APP_TYPE_CHIPS (app_chips_get_type ())
G_DECLARE_FINAL_TYPE (AppChips, app_chips, APP, CHIPS, GtkWidget)

/** app_chips_set: show @words (NULL-terminated, may be NULL); copied. */
void app_chips_set (AppChips *self, char **words);
