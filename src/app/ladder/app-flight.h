#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppFlight: what can be done to a line that is on its way (cut, drop, delay), or why nothing can: for a popover on
 * its row, and for the console. */

/** app_flight_new: buttons for row @row (VIEW_NO_ROW: the first that is on its way). @done may be NULL; it is called
 * with @data behind an act. */
GtkWidget *app_flight_new (AppDocument *document, guint32 row, GCallback done, gpointer data);
/** app_flight_popup: a popover of @parent with them, at @at in it, that goes when it is closed. */
void app_flight_popup (GtkWidget *parent, GtkWidget *at, AppDocument *document, guint32 row);
