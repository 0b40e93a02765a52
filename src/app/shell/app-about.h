#pragma once

#include <gtk/gtk.h>

/** app_about_show: what this program is, under which licences, of which versions, and where its data lies.
 * Returns the window; borrowed. */
GtkWindow *app_about_show (GtkWindow *parent);
