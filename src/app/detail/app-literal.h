#pragma once

#include "app-document.h"

#include <gtk/gtk.h>

/** AppLiteral: the literals that the chosen line has a part in, each as its three parts (view-literal.h). Choosing
 * a part that travels in another line goes there; long octets are folded until they are asked for. */
#define APP_TYPE_LITERAL (app_literal_get_type ())
G_DECLARE_FINAL_TYPE (AppLiteral, app_literal, APP, LITERAL, GtkWidget)

/** app_literal_set_document: whose chosen line it shows; once. */
void app_literal_set_document (AppLiteral *self, AppDocument *document);
/** app_literal_refresh: the chosen line or the moment is another one. Returns whether there is anything to show;
 * *@pop3: whether that is an answer of POP3. */
gboolean app_literal_refresh (AppLiteral *self, gboolean *pop3);
/** app_literal_get_list: its rows. */
GtkListView *app_literal_get_list (AppLiteral *self);
