#pragma once

#include <gtk/gtk.h>

#include "view-exchange.h"

/* Small shapes on the rows of the ladder. */

/** app_ladder_draw_fault: the shape of @fault, @arm from its middle at @x, @y to its edge, in colours of its own:
 * a cross where a line was cut, a bolt for a reset, an hourglass for giving up, a barred ring for a refusal, bars for
 * a stall and a triangle for its end, dots for silence. Each stands beside words that say it. */
void app_ladder_draw_fault (cairo_t *cr, ViewFault fault, double x, double y, double arm);

/** app_ladder_draw_bracket: what of @bracket lies beside a row @height high, with its upper edge at 0, its text
 * and arrow about @middle, round @x in a track @step wide. @current: it is the one of the selected row. */
void app_ladder_draw_bracket (cairo_t *cr, const ViewBracket *bracket, gboolean current, double x,
                              double step, double middle, double height);

/** app_ladder_draw_change: the mark of a row that changes the chosen cell: a diamond round @x, @y. */
void app_ladder_draw_change (cairo_t *cr, double x, double y, double arm);
