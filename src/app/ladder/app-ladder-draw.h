#pragma once

#include <gtk/gtk.h>

#include "view-exchange.h"
#include "view-ladder.h"

/** AppLadderPlan: what the places of lanes depend on. All lengths follow from the font. */
typedef struct
{
  PangoContext *context;
  double width; /* of the whole ladder */
  guint n_lanes;
  guint n_tracks; /* for brackets beside the rows */
} AppLadderPlan;

/** AppLadderLook: everything that the drawing of one row depends on. */
typedef struct
{
  AppLadderPlan plan;
  double height;      /* of the row, with what is unfolded */
  double offset;      /* how far the lanes are scrolled sideways */
  gboolean current;   /* the cursor stands at it */
  gboolean under_way; /* a line that has not arrived yet */
  gboolean changes;   /* it changes the chosen cell */
  gboolean found;     /* it is what is looked for */
  gsize token_from;   /* octets of the line's text that are the current piece … */
  gsize token_to;     /* … up to, not with, these */
  gboolean bookmark;  /* the user marked it */
  gboolean unfolded;
  const char *label;       /* what is written on a row that is no line */
  const char *more;        /* LINE: what stands behind its text, less loudly; or NULL */
  const char *const *rest; /* unfolded: lines below it; or NULL */
  ViewBracket brackets[VIEW_N_TRACKS];
  guint32 exchange; /* the one that is marked; 0 none */
} AppLadderLook;

/** app_ladder_row_height: pixels that every row is high, and one more for each of @n_rest unfolded lines. */
int app_ladder_row_height (PangoContext *context, guint n_rest);
/** app_ladder_least_width: pixels below which lanes would stand too close; @plan's width does not count. */
int app_ladder_least_width (const AppLadderPlan *plan);
/** app_ladder_gutter: pixels on the left, before the first lane's room: times and brackets. */
double app_ladder_gutter (const AppLadderPlan *plan);
/** app_ladder_lane_x: the middle of lane @lane. */
double app_ladder_lane_x (const AppLadderPlan *plan, guint lane);
/** app_ladder_box: width and height of the box with the name of a lane. */
void app_ladder_box (const AppLadderPlan *plan, double *width, double *height);
/** app_ladder_layout: @text in the ladder's font: caller unrefs. */
PangoLayout *app_ladder_layout (PangoContext *context, const char *text, gboolean mono);
/** app_ladder_draw_row: draw @row with the upper left corner at 0, 0. */
void app_ladder_draw_row (cairo_t *cr, const ViewRow *row, const AppLadderLook *look);
/** app_ladder_more_at: whether @x, @y lies on what unfolds the row. */
gboolean app_ladder_more_at (const ViewRow *row, const AppLadderLook *look, double x, double y);
