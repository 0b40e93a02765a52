#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/**
 * AppRuler: which UID each sequence number stands for, as two scales with a line from every number to its UID.
 * Where a message goes, the lines behind it move: how they were is drawn dashed for that step. It scrolls by
 * itself, with the keys of a list too, and draws no more than what is to be seen.
 */
#define APP_TYPE_RULER (app_ruler_get_type ())
G_DECLARE_FINAL_TYPE (AppRuler, app_ruler, APP, RULER, GtkWidget)

AppRuler *app_ruler_new (AppDocument *document);
/** app_ruler_show: of card @index of @board. */
void app_ruler_show (AppRuler *self, ViewBoard *board, guint index);
