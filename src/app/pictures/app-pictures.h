#pragma once

#include <adwaita.h>

/** app_picture_save: the window as it is now, with the menus that are open on it, as a PNG file. */
gboolean app_picture_save (GtkWindow *window, const char *path, GError **error);

/** app_picture_settle: until what changed in @window has been drawn, and what follows from that too. */
void app_picture_settle (GtkWidget *window);

/**
 * app_pictures_make: pictures of the window and @lesson as PNG files in @folder, in both languages, light and
 * dark (and in high contrast where the desktop has it), at 1280×720; the most crowded pages also at 1366×768,
 * 1920×1080 and 3840×2160. Same program, fonts and theme: same pictures.
 */
gboolean app_pictures_make (AdwApplication *application, const char *folder, const char *lesson,
                            GError **error);
