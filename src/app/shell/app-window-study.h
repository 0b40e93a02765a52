#pragma once

#include "app-window.h"

/** app_window_ask_restart: ask whether the lesson in @folder ("": the one that is open) shall begin anew, and
 * begin it; its answers and the place in it are forgotten then. */
void app_window_ask_restart (AppWindow *window, const char *folder);
/** app_window_restart: the same without asking. */
void app_window_restart (AppWindow *window, const char *folder);
/** app_window_show_summary: what came of the lesson that is open. Says so when there is none. */
void app_window_show_summary (AppWindow *window);
