#pragma once

#include "app-pictures-board.h"

/** app_pictures_study: what is kept of someone who learns: what came of the lesson that is open, the question
 * before it begins again, and the first page afterwards; each by @shoot with @data, dialogs as @folder/NAME-@suffix.png. */
gboolean app_pictures_study (AppWindow *window, AppShoot shoot, gconstpointer data,
                             const char *folder, const char *suffix, GError **error);
