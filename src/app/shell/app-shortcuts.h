#pragma once

#include <gtk/gtk.h>

/** app_shortcuts_show: the list of keys over @parent, made of the table in app-keys.h, group by group. Returns
 * the window; borrowed. */
GtkWindow *app_shortcuts_show (GtkWindow *parent);
