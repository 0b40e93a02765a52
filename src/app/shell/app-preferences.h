#pragma once

#include <gtk/gtk.h>

/** app_preferences_show: the user's settings, over @parent. Changes count at once. Made anew when the window's
 * language changes. Returns the window; borrowed. */
GtkWindow *app_preferences_show (GtkWindow *parent);
