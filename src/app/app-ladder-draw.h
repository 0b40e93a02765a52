#pragma once

#include <gtk/gtk.h>

#include "view-ladder.h"

/** AppLadderLook: everything that the drawing of one row depends on. Lengths follow from the font. */
typedef struct
{
  PangoContext *context;
  double width;
  double height;
  guint n_lanes;
  gboolean current;   /* the cursor stands at it */
  gboolean under_way; /* a line that has not arrived yet */
  const char *label;  /* what is written on a row that is no line */
  const char *more;   /* LINE: what stands behind its text, less loudly; or NULL */
} AppLadderLook;

/** app_ladder_row_height: pixels that every row is high. */
int app_ladder_row_height (PangoContext *context);
/** app_ladder_lane_x: the middle of lane @lane of @n in a ladder @width pixels wide. */
double app_ladder_lane_x (PangoContext *context, double width, guint n, guint lane);
/** app_ladder_box: width and height of the box with the name of a lane. */
void app_ladder_box (PangoContext *context, double *width, double *height);
/** app_ladder_layout: @text in the ladder's font: caller unrefs. */
PangoLayout *app_ladder_layout (PangoContext *context, const char *text, gboolean mono);
/** app_ladder_draw_row: draw @row with the upper left corner at 0, 0. */
void app_ladder_draw_row (cairo_t *cr, const ViewRow *row, const AppLadderLook *look);
