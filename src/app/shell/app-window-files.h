#pragma once

#include "app-window.h"

/** app_window_open_file: open @file: a recording, the folder of a lesson or a file in it; or, where there is no such
 * file, the lesson that is called like it. On failure a page says why, and what was open stays. Returns whether
 * it is open. */
gboolean app_window_open_file (AppWindow *self, GFile *file);

/** app_window_accept_files: files that are dropped on the window are opened: the first in it, others in windows of
 * their own. */
void app_window_accept_files (AppWindow *self);
