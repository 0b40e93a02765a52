#pragma once

#include "app-pictures-board.h"

/** app_pictures_console: free play: with buttons, with a line on its way, and with a line being typed, each by @shoot
 * with @data. */
gboolean app_pictures_console (AppWindow *window, AppShoot shoot, gconstpointer data,
                               GError **error);
