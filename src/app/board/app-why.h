#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/**
 * AppWhy: "Why?" about the document's chosen cell: what it holds, what it held before, and the chain of reasons
 * back to what somebody did. Each reason is a button that goes there. Its buttons use the actions
 * "board.previous-change" and "board.next-change" of what it stands in.
 */
#define APP_TYPE_WHY (app_why_get_type ())
G_DECLARE_FINAL_TYPE (AppWhy, app_why, APP, WHY, GtkPopover)

AppWhy *app_why_new (AppDocument *document);
/** app_why_count_steps: how many reasons it shows; app_why_get_step: the button of the @i-th; borrowed. */
guint app_why_count_steps (AppWhy *self);
GtkWidget *app_why_get_step (AppWhy *self, guint i);
