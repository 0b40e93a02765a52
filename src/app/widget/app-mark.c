#include "app-mark.h"

#include "app-palette.h"

static void
line (cairo_t *cr, double x, double y, double dx, double dy)
{
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, dx, dy);
}

/* Corners round the middle, in halves of @size. */
static void
polygon (cairo_t *cr, double x, double y, double size, const double (*corners)[2], guint n)
{
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, x + corners[i][0] * size / 2, y + corners[i][1] * size / 2);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static AppColor
color_of (ViewMarkKind kind)
{
  switch (kind)
    {
    case VIEW_MARK_ACT:
      return APP_COLOR_ACT_BORDER;
    case VIEW_MARK_ERROR:
    case VIEW_MARK_FAULT:
      return APP_COLOR_ERROR;
    case VIEW_MARK_EXPUNGE:
      return APP_COLOR_UNTAGGED;
    case VIEW_MARK_QUESTION:
      return APP_COLOR_CLIENT;
    case VIEW_MARK_BOOKMARK:
      return APP_COLOR_SERVER;
    case VIEW_MARK_STEP:
    case VIEW_MARK_N_KINDS:
      break;
    }
  return APP_COLOR_TEXT;
}

void
app_mark_draw (cairo_t *cr, ViewMarkKind kind, double x, double y, double size)
{
  static const double down[][2] = { { -1, -0.7 }, { 1, -0.7 }, { 0, 0.9 } };
  static const double diamond[][2] = { { 0, -1 }, { 0.9, 0 }, { 0, 1 }, { -0.9, 0 } };
  static const double flag[][2] = { { -0.6, -1 }, { 1, -0.45 }, { -0.6, 0.1 } };
  double half = size / 2;
  app_palette_set_source (cr, color_of (kind));
  cairo_set_line_width (cr, MAX (size / 6, 1.5));
  cairo_new_path (cr);
  switch (kind)
    {
    case VIEW_MARK_STEP: /* a bar */
      line (cr, x, y - half, 0, size);
      cairo_stroke (cr);
      break;
    case VIEW_MARK_ACT: /* a square */
      cairo_rectangle (cr, x - half * 0.75, y - half * 0.75, size * 0.75, size * 0.75);
      cairo_fill (cr);
      break;
    case VIEW_MARK_ERROR: /* two bars */
      line (cr, x - half * 0.45, y - half, 0, size);
      line (cr, x + half * 0.45, y - half, 0, size);
      cairo_stroke (cr);
      break;
    case VIEW_MARK_FAULT: /* a cross */
      line (cr, x - half * 0.8, y - half * 0.8, size * 0.8, size * 0.8);
      line (cr, x + half * 0.8, y - half * 0.8, -size * 0.8, size * 0.8);
      cairo_stroke (cr);
      break;
    case VIEW_MARK_EXPUNGE: /* pointing down */
      polygon (cr, x, y, size, down, G_N_ELEMENTS (down));
      break;
    case VIEW_MARK_QUESTION:
      polygon (cr, x, y, size, diamond, G_N_ELEMENTS (diamond));
      break;
    case VIEW_MARK_BOOKMARK: /* a flag on its pole */
      line (cr, x - half * 0.6, y - half, 0, size);
      cairo_stroke (cr);
      polygon (cr, x, y, size, flag, G_N_ELEMENTS (flag));
      break;
    case VIEW_MARK_N_KINDS:
      break;
    }
}

/* --- samples --- */

static void
draw_sample (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer kind)
{
  app_mark_draw (cr, (ViewMarkKind) GPOINTER_TO_UINT (kind), width / 2.0, height / 2.0,
                 MIN (width, height) * 0.8);
}

GtkWidget *
app_mark_sample_new (ViewMarkKind kind, const char *words)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG,
                                  "valign", GTK_ALIGN_CENTER, NULL);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (area), NULL,
                                                         NULL);
  int height = pango_font_metrics_get_height (metrics) / PANGO_SCALE;
  pango_font_metrics_unref (metrics);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), height);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), height);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_sample, GUINT_TO_POINTER (kind),
                                  NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return area;
}
