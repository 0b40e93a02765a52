#pragma once

#include <glib.h>

/** app_appearance_init: from now on languages, size of text, motion and theme are those of the user's settings, also
 * when these change. Once, when there is a display and before there are windows. */
void app_appearance_init (void);

/** app_appearance_set_presenting: the text is larger while something is presented. */
void app_appearance_set_presenting (gboolean presenting);
