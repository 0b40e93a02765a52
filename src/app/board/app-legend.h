#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** app_legend_fill: @grid explains the marks on the cards of the board: what each looks like, and what it means. */
void app_legend_fill (GtkGrid *grid, AppDocument *document);
