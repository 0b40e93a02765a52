#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppFind: what is looked for in the lines of the document (app-document-lines.h): an entry, how many there are, on
 * and back, and conditions to choose from. It is hidden until it is opened. */
#define APP_TYPE_FIND (app_find_get_type ())
G_DECLARE_FINAL_TYPE (AppFind, app_find, APP, FIND, GtkWidget)

/** app_find_set_document: in whose lines; once. */
void app_find_set_document (AppFind *self, AppDocument *document);
/** app_find_open: show it, ready to type. */
void app_find_open (AppFind *self);
/** app_find_close: look for nothing, and hide it. */
void app_find_close (AppFind *self);
/** app_find_get_entry: where one types; borrowed. */
GtkEditable *app_find_get_entry (AppFind *self);
/** app_find_get_status: "3 of 17", or what is wrong; borrowed. */
const char *app_find_get_status (AppFind *self);
