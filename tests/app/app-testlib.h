#pragma once

#include "app-window.h"

/* What the tests of the window share: one program, one window at a time, no fixed waits. */

/** app_test_init: the program without its main loop; ends the test program where there is no display. */
void app_test_init (int *argc, char ***argv);
/** app_test_open: a new window of that size, drawn. */
AppWindow *app_test_open (int width, int height);
/** app_test_open_lesson: the same, with the lesson "two-devices" in it, whose questions hide nothing. */
AppWindow *app_test_open_lesson (int width, int height);
/** app_test_close: the window goes, and with it all that belongs to it. */
void app_test_close (AppWindow *window);
/** app_test_settle: until what changed has been drawn, and what follows from that too. */
void app_test_settle (AppWindow *window);
/** app_test_open_document: the lesson "two-devices", without a window and without questions in the way. Caller unrefs. */
AppDocument *app_test_open_document (void);

/** app_test_press: a key on the lesson page; returns whether the page took it. */
gboolean app_test_press (AppWindow *window, guint key, GdkModifierType modifiers);
/** app_test_press_on: a key that @widget sees before those in it; returns whether it took it. */
gboolean app_test_press_on (GtkWidget *widget, guint key, GdkModifierType modifiers);
/** app_test_get_page: the lesson page; borrowed. */
AppLessonPage *app_test_get_page (AppWindow *window);
/** app_test_find: the first widget of type @type below @widget, NULL none; borrowed. */
GtkWidget *app_test_find (GtkWidget *widget, GType type);
/** app_test_set_text: size of text, 1 as it is. */
void app_test_set_text (double scale);
/** app_test_has_action: whether a widget from @widget downwards has the widget action @name. */
gboolean app_test_has_action (GtkWidget *widget, const char *name);
