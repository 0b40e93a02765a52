#include "app-ladder-draw.h"

#include <math.h>

#include "app-ladder-marks.h"
#include "app-language.h"
#include "app-mark.h"
#include "app-palette.h"
#include "base-time.h"

/* The lengths of a ladder, all from the font. */
typedef struct
{
  double line;  /* height of a line of text */
  double digit; /* width of a digit */
  double time;  /* the left edge to the end of times */
  double step;  /* width of a track for brackets */
  double head;  /* length of an arrow head */
  double band;  /* height in which arrows lie: those that take long go from its top to its bottom */
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
  lengths.time = round (lengths.digit * 8 + lengths.pad * 1.5);
  lengths.step = round (lengths.digit * 1.3);
  lengths.head = round (lengths.line * 0.55);
  lengths.band = round (lengths.line * 0.42);
  pango_font_metrics_unref (metrics);
  return lengths;
}

/* Of a row without what is unfolded. */
static double
plain_height (const Lengths *lengths)
{
  return ceil (lengths->line * 1.9);
}

int
app_ladder_row_height (PangoContext *context, guint n_rest)
{
  Lengths lengths = measure (context);
  return (int) (plain_height (&lengths) + ceil (lengths.line) * n_rest);
}

static double
gutter_of (const Lengths *lengths, guint n_tracks)
{
  return lengths->time + lengths->step * n_tracks + lengths->pad * 0.5;
}

double
app_ladder_gutter (const AppLadderPlan *plan)
{
  Lengths lengths = measure (plan->context);
  return gutter_of (&lengths, plan->n_tracks);
}

int
app_ladder_least_width (const AppLadderPlan *plan)
{
  Lengths lengths = measure (plan->context);
  return (int) ceil (gutter_of (&lengths, plan->n_tracks) + lengths.digit * 12 * plan->n_lanes
                     + lengths.pad * 3);
}

/* Boxes are smaller where lanes stand close. */
static double
box_width (const AppLadderPlan *plan, const Lengths *lengths)
{
  double room = plan->width - gutter_of (lengths, plan->n_tracks) - lengths->pad * 3;
  double share = plan->n_lanes > 0 ? room / plan->n_lanes - lengths->pad : room;
  return round (CLAMP (share, lengths->digit * 6, lengths->digit * 14));
}

void
app_ladder_box (const AppLadderPlan *plan, double *width, double *height)
{
  Lengths lengths = measure (plan->context);
  *width = box_width (plan, &lengths);
  *height = round (lengths.line * 1.5);
}

static double
place_lane (const AppLadderPlan *plan, const Lengths *lengths, guint lane)
{
  double box = box_width (plan, lengths);
  double left = gutter_of (lengths, plan->n_tracks) + box / 2 + lengths->pad;
  double right = plan->width - box / 2 - lengths->pad * 2;
  if (plan->n_lanes < 2 || right <= left)
    return floor ((left + right) / 2) + 0.5;
  return floor (left + (right - left) * lane / (plan->n_lanes - 1)) + 0.5;
}

double
app_ladder_lane_x (const AppLadderPlan *plan, guint lane)
{
  Lengths lengths = measure (plan->context);
  return place_lane (plan, &lengths, lane);
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

/* The piece that is current in the explanation: a ground and a line below, as there. */
static void
style_piece (PangoLayout *layout, gsize from, gsize to)
{
  PangoAttribute *attributes[] = {
    pango_attr_background_new (0x3535, 0x8484, 0xe4e4),
    pango_attr_background_alpha_new (0x5000),
    pango_attr_underline_new (PANGO_UNDERLINE_SINGLE),
  };
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      attributes[i]->start_index = (guint) from;
      attributes[i]->end_index = (guint) to;
      style_layout (layout, attributes[i]);
    }
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
  double gutter;
  double height; /* without what is unfolded */
  double middle;
} Drawing;

/* Where an arrow ends: half a head above the lower edge. */
static double
arrow_bottom (const Drawing *d)
{
  return floor (d->height - d->lengths.head * 0.5) - 0.5;
}

static Drawing
drawing (cairo_t *cr, const ViewRow *row, const AppLadderLook *look)
{
  Drawing d = { .cr = cr, .row = row, .look = look, .lengths = measure (look->plan.context) };
  d.gutter = gutter_of (&d.lengths, look->plan.n_tracks);
  d.height = MIN (plain_height (&d.lengths), look->height);
  d.middle = floor (d.height / 2) + 0.5;
  return d;
}

static double
lane_x (const Drawing *d, guint lane)
{
  return place_lane (&d->look->plan, &d->lengths, lane);
}

/* The lifelines, but for what lies between @from and @to. */
static void
draw_lifelines (const Drawing *d, double from, double to)
{
  app_palette_set_source (d->cr, APP_COLOR_LIFELINE);
  cairo_set_line_width (d->cr, 1);
  for (guint i = 0; i < d->look->plan.n_lanes; i++)
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
  g_autoptr (PangoLayout) layout = app_ladder_layout (d->look->plan.context, time, FALSE);
  style_layout (layout, pango_attr_scale_new (0.85));
  style_layout (layout, pango_attr_font_features_new ("tnum=1"));
  double w, h;
  limit_layout (layout, d->lengths.time, &w, &h);
  app_palette_set_source (d->cr, APP_COLOR_QUIET);
  cairo_move_to (d->cr, MAX (d->lengths.time - d->lengths.pad * 0.5 - w, 0),
                 round ((d->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

/* Arrows are drawn lying on an axis of their own, from 0 to @length, which may be turned. */
static void
draw_head (const Drawing *d, double tip)
{
  cairo_move_to (d->cr, tip, 0);
  cairo_line_to (d->cr, tip - d->lengths.head, -d->lengths.head * 0.5);
  cairo_line_to (d->cr, tip - d->lengths.head, d->lengths.head * 0.5);
  cairo_close_path (d->cr);
  cairo_fill (d->cr);
}

static void
draw_shaft (const Drawing *d, double length)
{
  double thick = MAX (1.5, d->lengths.line / 10);
  cairo_set_line_width (d->cr, thick);
  if (d->row->kind == VIEW_ROW_FACT)
    cairo_set_dash (d->cr, (const double[]){ thick, thick * 2 }, 2, 0);
  else if (app_palette_of_line (d->row->line_class) == APP_COLOR_UNTAGGED)
    cairo_set_dash (d->cr, (const double[]){ thick * 3.5, thick * 2 }, 2, 0);
  double apart = d->row->line_class == VIEW_LINE_ERROR ? thick * 1.3 : 0;
  cairo_move_to (d->cr, 0, -apart);
  cairo_line_to (d->cr, length, -apart);
  if (apart > 0)
    {
      cairo_move_to (d->cr, 0, apart);
      cairo_line_to (d->cr, length, apart);
    }
  cairo_stroke (d->cr);
  cairo_set_dash (d->cr, NULL, 0, 0);
}

static void
draw_fault (const Drawing *d, double x, double y)
{
  app_ladder_draw_fault (d->cr, d->row->fault, x, y, d->lengths.head * 0.55);
}

/* Where things of a line stand: its text above its arrow, and behind it what more there is. */
typedef struct
{
  PangoLayout *text;
  PangoLayout *more; /* or NULL */
  double x;
  double top;
  double text_w;
  double more_x; /* where the triangle stands, and behind it the words */
  double more_w;
  double more_h;
  gboolean says; /* there is room for these words; else the triangle stands alone */
} Words;

static Words
place_words (const Drawing *d)
{
  double text_h;
  Words words = { NULL };
  double from = lane_x (d, d->row->from);
  double to = lane_x (d, d->row->to);
  double room = fabs (to - from) - d->lengths.pad * 2;
  double bottom = arrow_bottom (d) - d->lengths.band - round (d->lengths.line * 0.08);
  gboolean wire = d->row->kind == VIEW_ROW_LINE;
  double triangle = d->lengths.head + d->lengths.pad * 0.4;
  words.x = round (MIN (from, to) + d->lengths.pad);
  words.text = app_ladder_layout (d->look->plan.context, wire ? d->row->wire : d->look->label,
                                  wire);
  if (wire && d->look->token_to > d->look->token_from)
    style_piece (words.text, d->look->token_from, d->look->token_to);
  if (d->look->more != NULL)
    {
      words.more = app_ladder_layout (d->look->plan.context, d->look->more, FALSE);
      style_layout (words.more, pango_attr_scale_new (0.85));
      limit_layout (words.more, room, &words.more_w, &words.more_h);
      limit_layout (words.text, G_MAXINT16, &words.text_w, &text_h);
      words.says = words.text_w + words.more_w + triangle + d->lengths.pad <= room;
      words.more_w = words.says ? words.more_w + triangle : triangle;
      room -= words.more_w + d->lengths.pad;
    }
  limit_layout (words.text, room, &words.text_w, &text_h);
  words.top = round (MAX (bottom - text_h, 0));
  words.more_x = round (words.x + words.text_w + d->lengths.pad);
  return words;
}

static void
clear_words (Words *words)
{
  g_clear_object (&words->text);
  g_clear_object (&words->more);
}

/* Points at what is folded, or down at what is not. */
static void
draw_disclosure (const Drawing *d, double x, double y)
{
  double arm = d->lengths.head * 0.4;
  gboolean turned = d->look->unfolded;
  cairo_save (d->cr);
  cairo_translate (d->cr, x + arm, y);
  cairo_rotate (d->cr, turned ? G_PI_2 : 0);
  cairo_move_to (d->cr, -arm * 0.7, -arm);
  cairo_line_to (d->cr, arm, 0);
  cairo_line_to (d->cr, -arm * 0.7, arm);
  cairo_close_path (d->cr);
  cairo_fill (d->cr);
  cairo_restore (d->cr);
}

static void
draw_words (const Drawing *d)
{
  Words words = place_words (d);
  double text_h = 0;
  double text_w = 0;
  limit_layout (words.text, G_MAXINT16, &text_w, &text_h);
  app_palette_set_source (d->cr, APP_COLOR_TEXT);
  cairo_move_to (d->cr, words.x, words.top);
  pango_cairo_show_layout (d->cr, words.text);
  if (words.more != NULL)
    {
      double middle = words.top + text_h / 2;
      double triangle = d->lengths.head + d->lengths.pad * 0.4;
      app_palette_set_source (d->cr, APP_COLOR_QUIET);
      draw_disclosure (d, words.more_x, middle);
      cairo_move_to (d->cr, words.more_x + round (triangle), round (middle - words.more_h / 2));
      if (words.says)
        pango_cairo_show_layout (d->cr, words.more);
    }
  clear_words (&words);
}

gboolean
app_ladder_more_at (const ViewRow *row, const AppLadderLook *look, double x, double y)
{
  if (look->more == NULL || row->kind != VIEW_ROW_LINE || row->from == VIEW_NO_LANE
      || row->to == VIEW_NO_LANE || row->from == row->to)
    return FALSE;
  Drawing d = drawing (NULL, row, look);
  Words words = place_words (&d);
  gboolean inside = x >= words.more_x - d.lengths.pad * 0.5
                    && x <= words.more_x + words.more_w + d.lengths.pad * 0.5 && y <= d.height;
  clear_words (&words);
  return inside;
}

/* The first lines of a literal, below the arrow, where they begin in the line as well. */
static void
draw_rest (const Drawing *d)
{
  double w, h;
  double left = round (MIN (lane_x (d, d->row->from), lane_x (d, d->row->to)) + d->lengths.pad * 2);
  double room = d->look->plan.width - left - d->lengths.pad;
  double top = d->height;
  for (guint i = 0; d->look->rest != NULL && d->look->rest[i] != NULL; i++)
    {
      g_autoptr (PangoLayout)
          layout = app_ladder_layout (d->look->plan.context, d->look->rest[i], TRUE);
      limit_layout (layout, room, &w, &h);
      app_palette_set_source (d->cr, APP_COLOR_QUIET);
      cairo_move_to (d->cr, left, round (top));
      pango_cairo_show_layout (d->cr, layout);
      top += ceil (d->lengths.line);
    }
}

/* --- the kinds of rows --- */

/* An arrow takes time downwards: the longer it is under way, the steeper. */
static void
draw_line (const Drawing *d)
{
  double from = lane_x (d, d->row->from);
  double to = lane_x (d, d->row->to);
  double bottom = arrow_bottom (d);
  double fall = d->lengths.band * 0.9 * d->row->slant / VIEW_SLANT_MOST;
  double length = hypot (to - from, fall);
  gboolean stops = (d->row->lost || d->row->incomplete) && !d->look->under_way;
  double share = d->look->under_way ? 0.55 : (stops ? 0.8 : 1);
  double end = length * share;

  draw_lifelines (d, 0, 0);
  draw_words (d);
  cairo_save (d->cr);
  cairo_translate (d->cr, from, bottom - fall);
  cairo_rotate (d->cr, atan2 (fall, to - from));
  app_palette_set_source (d->cr, app_palette_of_line (d->row->line_class));
  draw_shaft (d, end - (stops ? 0 : d->lengths.head * 0.8));
  if (!stops)
    draw_head (d, end - 0.5);
  cairo_restore (d->cr);
  if (stops)
    draw_fault (d, from + (to - from) * share, bottom - fall * (1 - share));
  draw_rest (d);
}

static PangoLayout *
label_layout (const Drawing *d, double room, double *w, double *h)
{
  PangoLayout *layout = app_ladder_layout (d->look->plan.context, d->look->label, FALSE);
  style_layout (layout, pango_attr_scale_new (0.92));
  limit_layout (layout, room, w, h);
  return layout;
}

/* Where a text of width @w stands that belongs to @lane. */
static double
place_text (const Drawing *d, double center, double w)
{
  double most = d->look->plan.width - d->lengths.pad - w;
  return round (CLAMP (center - w / 2, d->gutter + d->lengths.pad, MAX (most, 0)));
}

static double
center_of (const Drawing *d)
{
  guint from = d->row->from;
  guint to = d->row->to;
  if (from == VIEW_NO_LANE)
    from = to;
  if (from == VIEW_NO_LANE)
    return (d->gutter + d->look->plan.width) / 2;
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
  double room = d->look->plan.width - d->gutter - d->lengths.pad * 5;
  g_autoptr (PangoLayout) layout = label_layout (d, room, &w, &h);
  double margin = d->lengths.pad * 1.4;
  double box_w = w + margin * 2;
  double box_h = MIN (round (d->lengths.line * 1.36), d->height - 2);
  double x = place_text (d, center_of (d), box_w);
  double y = round ((d->height - box_h) / 2);
  draw_lifelines (d, x, x + box_w);
  rounded (d->cr, x + 0.5, y + 0.5, box_w - 1, box_h - 1, d->lengths.line * 0.25);
  app_palette_set_source (d->cr, APP_COLOR_ACT);
  cairo_fill_preserve (d->cr);
  app_palette_set_source (d->cr, APP_COLOR_ACT_BORDER);
  cairo_set_line_width (d->cr, 1);
  cairo_stroke (d->cr);
  app_palette_set_source (d->cr, APP_COLOR_TEXT);
  cairo_move_to (d->cr, x + margin, round ((d->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

/* Connection events run from end to end; the rest are words beside a lane. */
static void
draw_note (const Drawing *d)
{
  double w, h;
  gboolean spans = d->row->kind == VIEW_ROW_LINK && d->row->from != VIEW_NO_LANE
                   && d->row->to != VIEW_NO_LANE && d->row->from != d->row->to;
  double room = d->look->plan.width - d->gutter - d->lengths.pad * 4;
  if (spans)
    room = fabs (lane_x (d, d->row->to) - lane_x (d, d->row->from)) - d->lengths.head * 6;
  g_autoptr (PangoLayout) layout = label_layout (d, room, &w, &h);
  /* Han characters have no italics. */
  if (d->row->kind != VIEW_ROW_CHECK && g_str_equal (app_language_get_content (), "en"))
    style_layout (layout, pango_attr_style_new (PANGO_STYLE_ITALIC));
  limit_layout (layout, room, &w, &h);
  double x = place_text (d, center_of (d), w);
  double y = floor (d->height / 2) + 0.5;
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
  cairo_move_to (d->cr, x, round ((d->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
  if (d->row->fault != VIEW_FAULT_NONE || failed)
    draw_fault (d, MAX (x - d->lengths.pad - d->lengths.head, d->gutter), y);
}

static void
draw_step (const Drawing *d)
{
  double w, h;
  g_autoptr (PangoLayout) layout = app_ladder_layout (d->look->plan.context, d->look->label, FALSE);
  style_layout (layout, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  limit_layout (layout, d->look->plan.width - d->gutter - d->lengths.pad * 2, &w, &h);
  app_palette_set_source (d->cr, d->look->current ? APP_COLOR_SELECTION : APP_COLOR_BAND);
  cairo_rectangle (d->cr, 0, 1, d->look->plan.width, d->height - 2);
  cairo_fill (d->cr);
  app_palette_set_source (d->cr, APP_COLOR_TEXT);
  cairo_move_to (d->cr, d->gutter + d->lengths.pad, round ((d->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

/* What is hidden: a thin line through all lanes, with words. */
static void
draw_fold (const Drawing *d)
{
  double w, h;
  double room = d->look->plan.width - d->gutter - d->lengths.pad * 4;
  g_autoptr (PangoLayout) layout = label_layout (d, room, &w, &h);
  double x = round (d->gutter + d->lengths.pad);
  draw_lifelines (d, x - d->lengths.pad, x + w + d->lengths.pad);
  app_palette_set_source (d->cr, APP_COLOR_QUIET);
  cairo_set_line_width (d->cr, 1);
  cairo_set_dash (d->cr, (const double[]){ 2, 4 }, 2, 0);
  cairo_move_to (d->cr, x + w + d->lengths.pad, d->middle);
  cairo_line_to (d->cr, d->look->plan.width - d->lengths.pad, d->middle);
  cairo_stroke (d->cr);
  cairo_set_dash (d->cr, NULL, 0, 0);
  cairo_move_to (d->cr, x, round ((d->height - h) / 2));
  pango_cairo_show_layout (d->cr, layout);
}

static void
draw_brackets (const Drawing *d)
{
  for (guint track = 0; track < MIN (d->look->plan.n_tracks, VIEW_N_TRACKS); track++)
    {
      const ViewBracket *bracket = &d->look->brackets[track];
      double x = d->gutter - d->lengths.pad * 0.5 - d->lengths.step * (track + 0.7);
      if (bracket->command != 0)
        app_ladder_draw_bracket (d->cr, bracket, bracket->command == d->look->exchange,
                                 floor (x) + 0.5, d->lengths.step, d->middle, d->look->height);
    }
}

static void
draw_marks (const Drawing *d)
{
  double wide = MAX (3, d->lengths.line / 6);
  if (d->look->found)
    {
      app_palette_set_source (d->cr, APP_COLOR_ACT_BORDER);
      cairo_set_line_width (d->cr, 2);
      cairo_rectangle (d->cr, wide + 1, 1, d->lengths.time - wide - 2, d->height - 2);
      cairo_stroke (d->cr);
    }
  if (d->look->bookmark)
    app_mark_draw (d->cr, VIEW_MARK_BOOKMARK, wide + d->lengths.head * 0.7,
                   d->lengths.head * 0.65 + 1, d->lengths.head);
  if (d->look->changes)
    app_ladder_draw_change (d->cr, wide + d->lengths.head * 0.7, d->middle, d->lengths.head * 0.45);
  if (!d->look->current)
    return;
  app_palette_set_source (d->cr, APP_COLOR_CLIENT);
  cairo_rectangle (d->cr, 0, 0, wide, d->look->height);
  cairo_fill (d->cr);
}

static void
draw_body (const Drawing *d)
{
  const ViewRow *row = d->row;
  gboolean arrow = (row->kind == VIEW_ROW_LINE || row->kind == VIEW_ROW_FACT)
                   && row->from != VIEW_NO_LANE && row->to != VIEW_NO_LANE && row->from != row->to;
  if (arrow)
    draw_line (d);
  else if (row->kind == VIEW_ROW_STEP)
    draw_step (d);
  else if (row->kind == VIEW_ROW_ACT)
    draw_act (d);
  else if (row->kind == VIEW_ROW_FOLD)
    draw_fold (d);
  else
    draw_note (d);
}

/* Times and brackets stay where they are when the lanes are scrolled sideways. */
void
app_ladder_draw_row (cairo_t *cr, const ViewRow *row, const AppLadderLook *look)
{
  Drawing d = drawing (cr, row, look);
  cairo_save (cr);
  if (look->offset > 0 && row->kind != VIEW_ROW_STEP)
    {
      cairo_rectangle (cr, look->offset + d.gutter, 0, look->plan.width, look->height);
      cairo_clip (cr);
    }
  else
    cairo_translate (cr, look->offset, 0);
  draw_body (&d);
  cairo_restore (cr);
  cairo_translate (cr, look->offset, 0);
  draw_time (&d);
  draw_brackets (&d);
  draw_marks (&d);
}
