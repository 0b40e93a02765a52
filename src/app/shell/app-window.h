#pragma once

#include <adwaita.h>

#include "app-presenter.h"
#include "app-shell.h"

/** AppWindow: the window: a document, and the shell that shows it. */
#define APP_TYPE_WINDOW (app_window_get_type ())
G_DECLARE_FINAL_TYPE (AppWindow, app_window, APP, WINDOW, AdwApplicationWindow)

AppWindow *app_window_new (AdwApplication *application);

/** app_window_open_lesson: open the lesson called @name (slug, folder or path); on failure a page says
 * why and what to do, and what was open stays. Returns whether it is open. */
gboolean app_window_open_lesson (AppWindow *self, const char *name);
/** app_window_open_free: free play in the world of that lesson, or (NULL) in its own. */
gboolean app_window_open_free (AppWindow *self, const char *lesson);
/** app_window_open_recording: the same for a recording. */
gboolean app_window_open_recording (AppWindow *self, const char *path);

/** app_window_get_document: the same for as long as the window is there; borrowed. */
AppDocument *app_window_get_document (AppWindow *self);
/** app_window_get_live: the server for real mail programs; borrowed. */
AppLive *app_window_get_live (AppWindow *self);
/** app_window_get_shell: borrowed; another one after the language changed. */
AppShell *app_window_get_shell (AppWindow *self);
/** app_window_get_presenter: the presentation that goes on, NULL none; borrowed. */
AppPresenter *app_window_get_presenter (AppWindow *self);
