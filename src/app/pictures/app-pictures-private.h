#pragma once

#include "app-window.h"

/* What the files that make pictures share. Each goes through some pages of a window in which a lesson is open, and
 * leaves it with that lesson. */

/** AppShooting: where pictures go: @folder/NAME-@suffix.png. */
typedef struct
{
  AppWindow *window;
  const char *folder;
  const char *suffix; /* "en-light-1280x720" */
} AppShooting;

/** app_shoot: a picture called @name of the window as it is now. app_shoot_window: of another one. */
gboolean app_shoot (const AppShooting *shooting, const char *name, GError **error);
gboolean app_shoot_window (const AppShooting *shooting, GtkWindow *window, const char *name,
                           GError **error);

/** app_pictures_board: what the board can show. */
gboolean app_pictures_board (const AppShooting *shooting, GError **error);
/** app_pictures_console: free play, with lines under way and while one is typed. */
gboolean app_pictures_console (const AppShooting *shooting, GError **error);
/** app_pictures_detail: advice, and the states of a session. */
gboolean app_pictures_detail (const AppShooting *shooting, GError **error);
/** app_pictures_lines: searches, lanes and unfolded lines of the ladder. */
gboolean app_pictures_lines (const AppShooting *shooting, GError **error);
/** app_pictures_map: bookmarks, a range, and what opens from the bar and the map. */
gboolean app_pictures_map (const AppShooting *shooting, GError **error);
/** app_pictures_shell: arrangements, dialogs, and both windows of the presenter. */
gboolean app_pictures_shell (const AppShooting *shooting, GError **error);
/** app_pictures_study: what came of the lesson, the glossary, and the first page in the middle of another. */
gboolean app_pictures_study (const AppShooting *shooting, GError **error);
