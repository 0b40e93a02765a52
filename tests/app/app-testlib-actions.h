#pragma once

#include "app-window.h"

/* Which actions of the program a test has driven, so that none is forgotten; and what was made and has gone. */

/** app_test_drive: activate the action @name ("board.why", "win.open") of @from, or of the first widget below it
 * that has it, as a button would; its parameter is written as g_variant_new() takes it. Fails where there is no
 * such action or it is disabled. */
void app_test_drive (gpointer from, const char *name, const char *format, ...);

/** app_test_get_event: the event at which the document of @window is. */
guint32 app_test_get_event (AppWindow *window);
/** app_test_open_study: the lesson of the tests that has questions and an exercise, with nothing asked on the way. */
void app_test_open_study (AppWindow *window);
/** app_test_count_windows: of the whole program. app_test_find_dialog: the newest that belongs to @parent, or NULL.
 * app_test_close_dialog: the one that belongs to @window, which must be there. */
guint app_test_count_windows (void);
GtkWindow *app_test_find_dialog (gpointer parent);
void app_test_close_dialog (AppWindow *window);

/** app_test_note_groups: what GActions @window and its presenter have; widgets' actions are known by themselves. */
void app_test_note_group (const char *prefix, GActionGroup *group);
/** app_test_check_driven: fails with the names of all actions that nobody drove. */
void app_test_check_driven (void);

/** app_test_watch_types: count instances of those @types (ended by G_TYPE_INVALID) that are made from now on. */
void app_test_watch_types (const GType *types);
/** app_test_check_types: of each at least one was made, and all have gone. */
void app_test_check_types (void);
/** app_test_check_known: the sources of the window define no type of widget that is not watched, and each template
 * is one of a class of which there was an instance. */
void app_test_check_known (void);
