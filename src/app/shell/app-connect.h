#pragma once

#include <gtk/gtk.h>

#include "app-live.h"

/** AppConnect: what to tell a real mail program, and what to do with the server: start and stop it, hold
 * lines and let them go, save the recording. "save" is emitted when someone wants to save. */
#define APP_TYPE_CONNECT (app_connect_get_type ())
G_DECLARE_FINAL_TYPE (AppConnect, app_connect, APP, CONNECT, GtkWidget)

/** app_connect_new: of @live. Floating. */
AppConnect *app_connect_new (AppLive *live);
/** app_connect_start: as its button does: start, or stop. */
void app_connect_start (AppConnect *self);
/** app_connect_get_hold, _get_release: the switch and the button for held lines; borrowed. */
GtkSwitch *app_connect_get_hold (AppConnect *self);
GtkWidget *app_connect_get_release (AppConnect *self);
/** app_connect_focus: put the focus where to begin. */
void app_connect_focus (AppConnect *self);
