#pragma once

#include <gtk/gtk.h>

#include "view-mark-set.h"

/** app_mark_draw: the mark of @kind as it looks everywhere: in its colour and its shape, in the middle of a square
 * of @size pixels round @x, @y. */
void app_mark_draw (cairo_t *cr, ViewMarkKind kind, double x, double y, double size);

/** app_mark_sample_new: a picture of the mark of @kind, as high as a line of text, called @words by a screen reader;
 * caller owns it as any new widget. */
GtkWidget *app_mark_sample_new (ViewMarkKind kind, const char *words);
