#pragma once

#include "app-document.h"

#include <gtk/gtk.h>

/** AppLine: the chosen line as it went over the wire. Its pieces are chosen with a click or with Left, Right,
 * Home and End, and pointed at; the current one is marked (app-document-token.h). */
#define APP_TYPE_LINE (app_line_get_type ())
G_DECLARE_FINAL_TYPE (AppLine, app_line, APP, LINE, GtkWidget)

/** app_line_set_document: whose chosen line it shows; once. */
void app_line_set_document (AppLine *self, AppDocument *document);
/** app_line_get_text: what it shows; borrowed. */
const char *app_line_get_text (AppLine *self);
