#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppUntil: what opens from the transport: run until something happens, in either direction, and the bookmarks. */
#define APP_TYPE_UNTIL (app_until_get_type ())
G_DECLARE_FINAL_TYPE (AppUntil, app_until, APP, UNTIL, GtkPopover)

/** app_until_set_document: whose moment it moves; once. */
void app_until_set_document (AppUntil *self, AppDocument *document);
/** app_until_run: what its buttons do: look for kind @kind (ViewUntilKind) with @word. Returns whether it was
 * found; what came of it stands below the buttons. */
gboolean app_until_run (AppUntil *self, guint kind, const char *word, gboolean backwards);
/** app_until_get_answer: what came of the last search, in words; borrowed. */
const char *app_until_get_answer (AppUntil *self);
