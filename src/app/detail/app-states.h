#pragma once

#include <gtk/gtk.h>

#include "app-document.h"
#include "view-states.h"

/** AppStates: the states of a protocol as a diagram: where the session of the explained row stands, and
 * what led there. Each state is a button that tells what it means. */
#define APP_TYPE_STATES (app_states_get_type ())
G_DECLARE_FINAL_TYPE (AppStates, app_states, APP, STATES, GtkWidget)

/** app_states_show: draw @states, in the document's language; NULL: nothing. */
void app_states_show (AppStates *self, AppDocument *document, ViewStates *states);
