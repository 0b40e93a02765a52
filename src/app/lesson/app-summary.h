#pragma once

#include <gtk/gtk.h>

#include "app-progress.h"

/**
 * app_summary_show: a window over @parent: what came of the lesson that is open in @document: what it had to
 * say, its questions and exercises with what became of each, and where to go on. A question or exercise that is
 * chosen there is gone to. It goes away with @parent; win.restart and win.open-lesson are expected there.
 * Returns the window, which belongs to GTK.
 */
GtkWindow *app_summary_show (GtkWindow *parent, AppDocument *document, AppProgress *progress);
