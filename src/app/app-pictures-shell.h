#pragma once

#include "app-window.h"

/** app_pictures_shell: pictures of the lesson that is open in @window in its arrangements, as it is presented, and of
 * the dialogs, as "NAME-@suffix.png" in @folder. The window is as before then. */
gboolean app_pictures_shell (AppWindow *window, const char *folder, const char *suffix,
                             GError **error);
