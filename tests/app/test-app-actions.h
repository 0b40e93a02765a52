#pragma once

#include "app-testlib-actions.h"

/* The tests of app-actions: one program, for only all of them together drive every action. */

/** add_window_tests: of the window's own actions, and what opens from it. */
void add_window_tests (void);
/** add_page_tests: of the lesson's page: moving, transport, ladder, board, console. */
void add_page_tests (void);
/** add_present_tests: of the presenter's screen and notes. */
void add_present_tests (void);
