#pragma once

#include <adwaita.h>

/** app_picture_save: the window as it is now, with the menus that are open on it, as a PNG file. */
gboolean app_picture_save (GtkWindow *window, const char *path, GError **error);

/** app_picture_settle: until what changed in @window has been drawn, and what follows from that too. */
void app_picture_settle (GtkWidget *window);

/**
 * app_pictures_make: pictures of the list of lessons and of @lesson at several moments, light and dark,
 * in both languages, at two sizes, as PNG files in @folder. Same program, fonts and theme: same pictures.
 */
gboolean app_pictures_make (AdwApplication *application, const char *folder, const char *lesson,
                            GError **error);
