#pragma once

#include "app-window.h"

/** app_pictures_lines: pictures of the lesson that is open in @window with a search, with lanes hidden and moved, a
 * literal unfolded and a cell chosen, as "NAME-@suffix.png" in @folder. The window is as before then. */
gboolean app_pictures_lines (AppWindow *window, const char *folder, const char *suffix,
                             GError **error);
