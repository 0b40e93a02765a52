#include "app-ladder-draw.h"

#include <math.h>

#include "app-language.h"
#include "app-palette.h"
#include "base-time.h"

/* The lengths of a ladder, all from the font. */
typedef struct
{
  double line;   /* height of a line of text */
  double digit;  /* width of a digit */
  double gutter; /* left of all lanes: the times */
  double head;   /* length of an arrow head */
  double pad;
} Lengths;

static Lengths
measure (PangoContext *context)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  Lengths lengths;
  lengths.line = (double) pango_font_metrics_get_height (metrics) / PANGO_SCALE;
  lengths.digit = (double) pango_font_metrics_get_approximate_digit_width (metrics) / PANGO_SCALE;
  lengths.pad = round (lengths.line * 0.4);
  lengths.gutter = round (lengths.digit * 8 + lengths.pad * 2);
  lengths.head = round (lengths.line * 0.55);
  pango_font_metrics_unref (metrics);
  return lengths;
}

int
app_ladder_row_height (PangoContext *context)
{
  return (int) ceil (measure (context).line * 1.72);
}

void
app_ladder_box (PangoContext *context, double *width, double *height)
{
  Lengths lengths = measure (context);
  *width = round (lengths.digit * 14);
  *height = round (lengths.line * 1.5);
}

double
app_ladder_lane_x (PangoContext *context, double width, guint n, guint lane)
{
  Lengths lengths = measure (context);
  double box, height;
  app_ladder_box (context, &box, &height);
  double left = lengths.gutter + box / 2 + lengths.pad;
  double right = width - box / 2 - lengths.pad * 2;
  if (n < 2 || right <= left)
    return floor ((left + right) / 2) + 0.5;
  return floor (left + (right - left) * lane / (n - 1)) + 0.5;
}

PangoLayout *
app_ladder_layout (PangoContext *context, const char *text, gboolean mono)
{
  PangoLayout *layout = pango_layout_new (context);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (mono)
    {
      PangoAttrList *attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_family_new ("monospace"));
      pango_attr_list_insert (attributes, pango_attr_scale_new (0.95));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  return layout;
}

static void
style_layout (PangoLayout *layout, PangoAttribute *attribute)
{
  PangoAttrList *old = pango_layout_get_attributes (layout);
  PangoAttrList *attributes = old != NULL ? pango_attr_list_copy (old) : pango_attr_list_new ();
  pango_attr_list_insert (attributes, attribute);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

static void
limit_layout (PangoLayout *layout, double width, double *text_width, double *text_height)
{
  int w, h;
  pango_layout_get_pixel_size (layout, &w, &h);
  if (w > width)
    {
      pango_layout_set_width (layout, (int) (MAX (width, 0) * PANGO_SCALE));
      pango_layout_get_pixel_size (layout, &w, &h);
    }
  *text_width = w;
  *text_height = h;
}

/* --- what the rows are made of --- */

typedef struct
{
  cairo_t *cr;
  const ViewRow *row;
  const AppLadderLook *look;
  Lengths lengths;
  double middle; /* of arrows and of texts in the middle */
} Drawing;

static double
lane_x (const Drawing *d, guint lane)
{
  return app_ladder_lane_x (d->look->context, d->look->width, d->look->n_lanes, lane);
}

/* The lifelines, but for what lies between @from and @to. */
static void
draw_lifelines (const Drawing *d, double from, double to)
{
  app_palette_set_source (d->cr, APP_COLOR_LIFELINE);
  cairo_set_line_width (d->cr, 1);
  for (guint i = 0; i < d->look->n_lanes; i++)
    {
      double x = lane_x (d, i);
      if (x > from && x < to)
        continue;
      cairo_move_to (d->cr, x, 0);
      cairo_line_to (d->cr, x, d->look->height);
    }
  cairo_stroke (d->cr);
}

static void
draw_time (const Drawing *d)
{
  g_autofree char *time = base_time_format_short (d->row->sent);
  g_autoptr (PangoLayout) layout = app_ladder_layout (d->look->context, time, FALSE);
  style_layout (layout, pango_attr_scale_new (0.85));
  style_layout (layout, pango_attr_font_features_new ("tnum=1"));
  double w, h;
  limit_layout (layout, d->lengths.gutter, &w, &h);
  app_palette_set_source (d->cr, APP_COLOR_QUIET);
  cairo_move_to (d->cr, MAX (d->lengths.gutter - d->lengths.pad - w, 0),
                 round ((d->look->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

static void
draw_head (const Drawing *d, double x, double y, double direction)
{
  double length = d->lengths.head * direction;
  cairo_move_to (d->cr, x, y);
  cairo_line_to (d->cr, x - length, y - d->lengths.head * 0.5);
  cairo_line_to (d->cr, x - length, y + d->lengths.head * 0.5);
  cairo_close_path (d->cr);
  cairo_fill (d->cr);
}

static void
draw_cross (const Drawing *d, double x, double y)
{
  double arm = d->lengths.head * 0.55;
  app_palette_set_source (d->cr, APP_COLOR_ERROR);
  cairo_set_line_width (d->cr, MAX (2, d->lengths.line / 9));
  cairo_move_to (d->cr, x - arm, y - arm);
  cairo_line_to (d->cr, x + arm, y + arm);
  cairo_move_to (d->cr, x - arm, y + arm);
  cairo_line_to (d->cr, x + arm, y - arm);
  cairo_stroke (d->cr);
}

static void
draw_shaft (const Drawing *d, double from, double to, double y)
{
  double thick = MAX (1.5, d->lengths.line / 10);
  cairo_set_line_width (d->cr, thick);
  if (d->row->kind == VIEW_ROW_FACT)
    cairo_set_dash (d->cr, (const double[]){ thick, thick * 2 }, 2, 0);
  else if (app_palette_of_line (d->row->line_class) == APP_COLOR_UNTAGGED)
    cairo_set_dash (d->cr, (const double[]){ thick * 3.5, thick * 2 }, 2, 0);
  double apart = d->row->line_class == VIEW_LINE_ERROR ? thick * 1.3 : 0;
  cairo_move_to (d->cr, from, y - apart);
  cairo_line_to (d->cr, to, y - apart);
  if (apart > 0)
    {
      cairo_move_to (d->cr, from, y + apart);
      cairo_line_to (d->cr, to, y + apart);
    }
  cairo_stroke (d->cr);
  cairo_set_dash (d->cr, NULL, 0, 0);
}

/* What stands above an arrow, in @room from @x on, with its lower edge at @y. */
static void
draw_words (const Drawing *d, double x, double y, double room)
{
  double w, h;
  double more_w = 0;
  double more_h = 0;
  gboolean wire = d->row->kind == VIEW_ROW_LINE;
  g_autoptr (PangoLayout) more = NULL;
  if (d->look->more != NULL)
    {
      more = app_ladder_layout (d->look->context, d->look->more, FALSE);
      style_layout (more, pango_attr_scale_new (0.85));
      limit_layout (more, room / 2, &more_w, &more_h);
      more_w += d->lengths.pad;
    }
  g_autoptr (PangoLayout)
      layout = app_ladder_layout (d->look->context, wire ? d->row->wire : d->look->label, wire);
  limit_layout (layout, room - more_w, &w, &h);
  app_palette_set_source (d->cr, APP_COLOR_TEXT);
  cairo_move_to (d->cr, round (x), round (y - h));
  pango_cairo_show_layout (d->cr, layout);
  if (more == NULL)
    return;
  app_palette_set_source (d->cr, APP_COLOR_QUIET);
  cairo_move_to (d->cr, round (x + w + d->lengths.pad), round (y - h + (h - more_h) / 2));
  pango_cairo_show_layout (d->cr, more);
}

/* --- the kinds of rows --- */

static void
draw_line (const Drawing *d)
{
  double from = lane_x (d, d->row->from);
  double to = lane_x (d, d->row->to);
  double direction = to > from ? 1 : -1;
  double left = MIN (from, to) + d->lengths.pad;
  double y = round (d->look->height - d->lengths.line * 0.42) + 0.5;
  gboolean stops = d->row->lost || d->row->incomplete;

  draw_lifelines (d, 0, 0);
  draw_words (d, left, y - d->lengths.line * 0.2, fabs (to - from) - d->lengths.pad * 2);

  double end = d->look->under_way ? from + (to - from) * 0.55 : to;
  if (stops && !d->look->under_way)
    end = from + (to - from) * 0.8;
  app_palette_set_source (d->cr, app_palette_of_line (d->row->line_class));
  gboolean headed = !stops || d->look->under_way;
  draw_shaft (d, from, end - (headed ? direction * d->lengths.head * 0.8 : 0), y);
  if (headed)
    draw_head (d, end - direction * 0.5, y, direction);
  else
    draw_cross (d, end, y);
}

static PangoLayout *
label_layout (const Drawing *d, double room, double *w, double *h)
{
  PangoLayout *layout = app_ladder_layout (d->look->context, d->look->label, FALSE);
  style_layout (layout, pango_attr_scale_new (0.92));
  limit_layout (layout, room, w, h);
  return layout;
}

/* Where a text of width @w stands that belongs to @lane. */
static double
place_text (const Drawing *d, double center, double w)
{
  double most = d->look->width - d->lengths.pad - w;
  return round (CLAMP (center - w / 2, d->lengths.gutter + d->lengths.pad, MAX (most, 0)));
}

static double
center_of (const Drawing *d)
{
  guint from = d->row->from;
  guint to = d->row->to;
  if (from == VIEW_NO_LANE)
    from = to;
  if (from == VIEW_NO_LANE)
    return (d->lengths.gutter + d->look->width) / 2;
  return to == VIEW_NO_LANE ? lane_x (d, from) : (lane_x (d, from) + lane_x (d, to)) / 2;
}

static void
rounded (cairo_t *cr, double x, double y, double w, double h, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + w - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + w - radius, y + h - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + h - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
draw_act (const Drawing *d)
{
  double w, h;
  double room = d->look->width - d->lengths.gutter - d->lengths.pad * 5;
  g_autoptr (PangoLayout) layout = label_layout (d, room, &w, &h);
  double margin = d->lengths.pad * 1.4;
  double box_w = w + margin * 2;
  double box_h = MIN (round (d->lengths.line * 1.36), d->look->height - 2);
  double x = place_text (d, center_of (d), box_w);
  double y = round ((d->look->height - box_h) / 2);
  draw_lifelines (d, x, x + box_w);
  rounded (d->cr, x + 0.5, y + 0.5, box_w - 1, box_h - 1, d->lengths.line * 0.25);
  app_palette_set_source (d->cr, APP_COLOR_ACT);
  cairo_fill_preserve (d->cr);
  app_palette_set_source (d->cr, APP_COLOR_ACT_BORDER);
  cairo_set_line_width (d->cr, 1);
  cairo_stroke (d->cr);
  app_palette_set_source (d->cr, APP_COLOR_TEXT);
  cairo_move_to (d->cr, x + margin, round ((d->look->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

/* Connection events run from end to end; the rest are words beside a lane. */
static void
draw_note (const Drawing *d)
{
  double w, h;
  gboolean spans = d->row->kind == VIEW_ROW_LINK && d->row->from != VIEW_NO_LANE
                   && d->row->to != VIEW_NO_LANE && d->row->from != d->row->to;
  double room = d->look->width - d->lengths.gutter - d->lengths.pad * 4;
  if (spans)
    room = fabs (lane_x (d, d->row->to) - lane_x (d, d->row->from)) - d->lengths.head * 6;
  g_autoptr (PangoLayout) layout = label_layout (d, room, &w, &h);
  /* Han characters have no italics. */
  if (d->row->kind != VIEW_ROW_CHECK && g_str_equal (app_language_get_content (), "en"))
    style_layout (layout, pango_attr_style_new (PANGO_STYLE_ITALIC));
  limit_layout (layout, room, &w, &h);
  double x = place_text (d, center_of (d), w);
  double y = floor (d->look->height / 2) + 0.5;
  draw_lifelines (d, x - d->lengths.pad, x + w + d->lengths.pad);
  gboolean broken = d->row->link_class == VIEW_LINK_BROKEN;
  app_palette_set_source (d->cr, APP_COLOR_QUIET);
  if (spans)
    {
      double from = lane_x (d, MIN (d->row->from, d->row->to));
      double to = lane_x (d, MAX (d->row->from, d->row->to));
      cairo_set_line_width (d->cr, 1);
      cairo_set_dash (d->cr, (const double[]){ 1, 3 }, 2, 0);
      cairo_move_to (d->cr, from, y);
      cairo_line_to (d->cr, x - d->lengths.pad, y);
      cairo_move_to (d->cr, x + w + d->lengths.pad, y);
      cairo_line_to (d->cr, to, y);
      cairo_stroke (d->cr);
      cairo_set_dash (d->cr, NULL, 0, 0);
      cairo_arc (d->cr, from, y, d->lengths.head * 0.35, 0, 2 * G_PI);
      cairo_new_sub_path (d->cr);
      cairo_arc (d->cr, to, y, d->lengths.head * 0.35, 0, 2 * G_PI);
      cairo_fill (d->cr);
    }
  gboolean failed = d->row->kind == VIEW_ROW_CHECK && !d->row->held;
  app_palette_set_source (d->cr, broken || failed ? APP_COLOR_ERROR : APP_COLOR_QUIET);
  cairo_move_to (d->cr, x, round ((d->look->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
  if (broken || failed)
    draw_cross (d, MAX (x - d->lengths.head, d->lengths.gutter), y);
}

static void
draw_step (const Drawing *d)
{
  double w, h;
  g_autoptr (PangoLayout) layout = app_ladder_layout (d->look->context, d->look->label, FALSE);
  style_layout (layout, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  limit_layout (layout, d->look->width - d->lengths.gutter - d->lengths.pad * 2, &w, &h);
  app_palette_set_source (d->cr, d->look->current ? APP_COLOR_SELECTION : APP_COLOR_BAND);
  cairo_rectangle (d->cr, 0, 1, d->look->width, d->look->height - 2);
  cairo_fill (d->cr);
  app_palette_set_source (d->cr, APP_COLOR_TEXT);
  cairo_move_to (d->cr, d->lengths.gutter + d->lengths.pad, round ((d->look->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

void
app_ladder_draw_row (cairo_t *cr, const ViewRow *row, const AppLadderLook *look)
{
  Drawing d = { cr, row, look, measure (look->context), look->height / 2 };
  gboolean arrow = (row->kind == VIEW_ROW_LINE || row->kind == VIEW_ROW_FACT)
                   && row->from != VIEW_NO_LANE && row->to != VIEW_NO_LANE && row->from != row->to;
  if (arrow)
    draw_line (&d);
  else if (row->kind == VIEW_ROW_STEP)
    draw_step (&d);
  else if (row->kind == VIEW_ROW_ACT)
    draw_act (&d);
  else
    draw_note (&d);
  draw_time (&d);
  if (look->current)
    {
      app_palette_set_source (cr, APP_COLOR_CLIENT);
      cairo_rectangle (cr, 0, 0, MAX (3, d.lengths.line / 6), look->height);
      cairo_fill (cr);
    }
}
