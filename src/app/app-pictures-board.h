#pragma once

#include "app-window.h"

/** AppShoot: a picture called @name of the window as it is now. */
typedef gboolean (*AppShoot) (gconstpointer data, const char *name, GError **error);

/** app_pictures_board: what the board can show, of the lesson that is open, each by @shoot with @data. */
gboolean app_pictures_board (AppWindow *window, AppShoot shoot, gconstpointer data, GError **error);
