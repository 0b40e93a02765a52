#pragma once

#include "app-pictures-board.h"

/** app_pictures_detail: the explanation: the diagram of states at the beginning and in the middle, and a line
 * with advice, in the arrangement Line and as it was. */
gboolean app_pictures_detail (AppWindow *window, AppShoot shoot, gconstpointer data,
                              GError **error);
