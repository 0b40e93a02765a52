#pragma once

#include "app-window.h"

/** app_window_ask_open: ask for a recording and open it. */
void app_window_ask_open (AppWindow *window);
/** app_window_ask_save: ask where to write the recording, and write it. */
void app_window_ask_save (AppWindow *window);
/** app_window_ask_save_live: the same for what real mail programs and the server said. */
void app_window_ask_save_live (AppWindow *window);
