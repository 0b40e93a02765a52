#include "app-ladder-marks.h"

#include "app-palette.h"

static void
stroke_line (cairo_t *cr, double x, double y, double to_x, double to_y)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, to_x, to_y);
}

static void
draw_cross (cairo_t *cr, double x, double y, double arm)
{
  stroke_line (cr, x - arm, y - arm, x + arm, y + arm);
  stroke_line (cr, x - arm, y + arm, x + arm, y - arm);
  cairo_stroke (cr);
}

static void
draw_bolt (cairo_t *cr, double x, double y, double arm)
{
  cairo_move_to (cr, x + arm * 0.35, y - arm * 1.2);
  cairo_line_to (cr, x - arm * 0.55, y + arm * 0.15);
  cairo_line_to (cr, x + arm * 0.55, y - arm * 0.15);
  cairo_line_to (cr, x - arm * 0.35, y + arm * 1.2);
  cairo_stroke (cr);
}

static void
draw_hourglass (cairo_t *cr, double x, double y, double arm)
{
  cairo_move_to (cr, x - arm * 0.8, y - arm);
  cairo_line_to (cr, x + arm * 0.8, y - arm);
  cairo_line_to (cr, x - arm * 0.8, y + arm);
  cairo_line_to (cr, x + arm * 0.8, y + arm);
  cairo_close_path (cr);
  cairo_stroke (cr);
}

static void
draw_barred_ring (cairo_t *cr, double x, double y, double arm)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, arm, 0, 2 * G_PI);
  stroke_line (cr, x - arm * 0.7, y + arm * 0.7, x + arm * 0.7, y - arm * 0.7);
  cairo_stroke (cr);
}

static void
draw_bars (cairo_t *cr, double x, double y, double arm)
{
  stroke_line (cr, x - arm * 0.5, y - arm, x - arm * 0.5, y + arm);
  stroke_line (cr, x + arm * 0.5, y - arm, x + arm * 0.5, y + arm);
  cairo_stroke (cr);
}

static void
draw_triangle (cairo_t *cr, double x, double y, double arm)
{
  cairo_move_to (cr, x - arm * 0.7, y - arm);
  cairo_line_to (cr, x + arm * 0.9, y);
  cairo_line_to (cr, x - arm * 0.7, y + arm);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_dots (cairo_t *cr, double x, double y, double arm)
{
  for (int i = -1; i <= 1; i++)
    {
      cairo_new_sub_path (cr);
      cairo_arc (cr, x + i * arm, y, arm * (0.3 - 0.08 * i), 0, 2 * G_PI);
    }
  cairo_fill (cr);
}

void
app_ladder_draw_fault (cairo_t *cr, ViewFault fault, double x, double y, double arm)
{
  app_palette_set_source (cr, fault == VIEW_FAULT_HEALED ? APP_COLOR_SERVER : APP_COLOR_ERROR);
  cairo_set_line_width (cr, MAX (2, arm / 3));
  switch (fault)
    {
    case VIEW_FAULT_NONE:
    case VIEW_FAULT_CUT:
      draw_cross (cr, x, y, arm);
      break;
    case VIEW_FAULT_RESET:
      draw_bolt (cr, x, y, arm);
      break;
    case VIEW_FAULT_GIVEN_UP:
      draw_hourglass (cr, x, y, arm);
      break;
    case VIEW_FAULT_REFUSED:
      draw_barred_ring (cr, x, y, arm);
      break;
    case VIEW_FAULT_STALLED:
      draw_bars (cr, x, y, arm);
      break;
    case VIEW_FAULT_HEALED:
      draw_triangle (cr, x, y, arm);
      break;
    case VIEW_FAULT_SILENT:
      draw_dots (cr, x, y, arm);
      break;
    }
}

/* A refused exchange ends in a double foot, one that was broken in a cross. */
static void
draw_foot (cairo_t *cr, const ViewBracket *bracket, double x, double foot, double y, double thick)
{
  switch (bracket->end)
    {
    case VIEW_EXCHANGE_OPEN:
      break;
    case VIEW_EXCHANGE_OK:
      stroke_line (cr, x, y, x + foot, y);
      break;
    case VIEW_EXCHANGE_ERROR:
      stroke_line (cr, x, y, x + foot, y);
      stroke_line (cr, x, y - thick * 2.5, x + foot, y - thick * 2.5);
      break;
    case VIEW_EXCHANGE_BROKEN:
      stroke_line (cr, x - foot * 0.5, y - foot * 0.5, x + foot * 0.5, y + foot * 0.5);
      stroke_line (cr, x - foot * 0.5, y + foot * 0.5, x + foot * 0.5, y - foot * 0.5);
      break;
    }
}

void
app_ladder_draw_bracket (cairo_t *cr, const ViewBracket *bracket, gboolean current, double x,
                         double step, double middle, double height)
{
  double thick = current ? MAX (2.5, step / 4) : MAX (1, step / 10);
  double foot = step * 0.55;
  double top = bracket->begins ? middle : 0;
  double bottom = bracket->ends && bracket->end != VIEW_EXCHANGE_OPEN ? middle : height;
  app_palette_set_source (cr, current ? APP_COLOR_CLIENT : APP_COLOR_QUIET);
  cairo_set_line_width (cr, thick);
  stroke_line (cr, x, top - (bracket->begins ? thick / 2 : 0), x,
               bottom + (bracket->ends ? thick / 2 : 0));
  if (bracket->begins)
    stroke_line (cr, x, middle, x + foot, middle);
  if (bracket->ends)
    draw_foot (cr, bracket, x, foot, middle, thick);
  cairo_stroke (cr);
  if (!bracket->lies || bracket->begins || bracket->ends)
    return;
  cairo_arc (cr, x, middle, MAX (thick, step / 6), 0, 2 * G_PI);
  cairo_fill (cr);
}

void
app_ladder_draw_change (cairo_t *cr, double x, double y, double arm)
{
  app_palette_set_source (cr, APP_COLOR_UNTAGGED);
  cairo_move_to (cr, x, y - arm);
  cairo_line_to (cr, x + arm, y);
  cairo_line_to (cr, x, y + arm);
  cairo_line_to (cr, x - arm, y);
  cairo_close_path (cr);
  cairo_fill (cr);
}
