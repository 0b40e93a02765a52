#pragma once

#include <glib.h>

/** app_language_init: make the program's messages available, in the language of the user's settings.
 * Called once, first of all: before GTK starts and before there are threads. */
void app_language_init (void);

/** app_language_get: "en" or "zh_CN": what the window speaks; borrowed. app_language_get_content: what lessons
 * and explanations speak in it. app_language_get_system: what the user's system speaks. */
const char *app_language_get (void);
const char *app_language_get_content (void);
const char *app_language_get_system (void);

/** app_language_set: from now on messages come in @language ("zh_CN", else English). Texts that are
 * already on the screen stay as they are. */
void app_language_set (const char *language);
/** app_language_set_content: the same for lessons and explanations; "" for that of the window. */
void app_language_set_content (const char *language);
