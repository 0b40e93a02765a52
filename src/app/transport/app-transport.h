#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppTransport: the bar below: first, back, forward, last, where one stands, and a scrubber. */
#define APP_TYPE_TRANSPORT (app_transport_get_type ())
G_DECLARE_FINAL_TYPE (AppTransport, app_transport, APP, TRANSPORT, GtkWidget)

/** app_transport_set_document: what it moves; once. */
void app_transport_set_document (AppTransport *self, AppDocument *document);
