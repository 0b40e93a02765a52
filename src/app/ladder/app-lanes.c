#include "app-lanes.h"

#include <adwaita.h>

#include "app-document-lines.h"
#include "app-ladder-draw.h"
#include "app-palette.h"

struct _AppLanes
{
  GtkWidget parent_instance;
  AppDocument *document;
  GPtrArray *titles;         /* of char * */
  GtkAdjustment *adjustment; /* of the ladder below, or NULL */
};

G_DEFINE_FINAL_TYPE (AppLanes, app_lanes, GTK_TYPE_WIDGET)

static void
on_changed (AppLanes *self)
{
  g_autoptr (GString) all = g_string_new (NULL);
  const ViewRows *rows = app_document_get_rows (self->document);
  g_ptr_array_set_size (self->titles, 0);
  if (rows != NULL)
    {
      ViewScene scene = view_rows_get_scene (rows);
      g_autoptr (GPtrArray)
          lanes = view_scene_rows (scene, view_scene_find_part (scene, "lanes"), 0, G_MAXUINT);
      for (guint i = 0; i < lanes->len; i++)
        {
          const ViewLane *lane = g_ptr_array_index (lanes, i);
          char *title = app_document_say (self->document, &lane->title);
          g_ptr_array_add (self->titles, title);
          g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", title);
        }
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all->str,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* As wide as the ladder, however much of it is to be seen. */
static double
get_width (AppLanes *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  return self->adjustment != NULL ? MAX (width, gtk_adjustment_get_upper (self->adjustment))
                                  : width;
}

static AppLadderPlan
make_plan (AppLanes *self)
{
  gboolean open = self->document != NULL && app_document_is_open (self->document);
  return (AppLadderPlan){
    .context = gtk_widget_get_pango_context (GTK_WIDGET (self)),
    .width = get_width (self),
    .n_lanes = self->titles->len,
    .n_tracks = open ? view_ladder_count_tracks (app_document_get_ladder (self->document)) : 0,
  };
}

static void
draw_box (AppLanes *self, cairo_t *cr, guint i)
{
  AppLadderPlan plan = make_plan (self);
  double w, h;
  app_ladder_box (&plan, &w, &h);
  double x = app_ladder_lane_x (&plan, i);
  double top = floor ((gtk_widget_get_height (GTK_WIDGET (self)) - h) / 2) + 0.5;
  app_palette_set_source (cr, APP_COLOR_LIFELINE);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, top + h);
  cairo_line_to (cr, x, gtk_widget_get_height (GTK_WIDGET (self)));
  cairo_stroke (cr);
  cairo_rectangle (cr, floor (x - w / 2) + 0.5, top, w, h - 1);
  app_palette_set_source (cr, APP_COLOR_BAND);
  cairo_fill_preserve (cr);
  app_palette_set_source (cr, APP_COLOR_LIFELINE);
  cairo_stroke (cr);

  g_autoptr (PangoLayout)
      layout = app_ladder_layout (plan.context, g_ptr_array_index (self->titles, i), FALSE);
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (w - 8) * PANGO_SCALE);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  int text_h;
  pango_layout_get_pixel_size (layout, NULL, &text_h);
  app_palette_set_source (cr, APP_COLOR_TEXT);
  cairo_move_to (cr, floor (x - w / 2) + 4, top + floor ((h - text_h) / 2));
  pango_cairo_show_layout (cr, layout);
}

static void
app_lanes_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppLanes *self = APP_LANES (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  double offset = self->adjustment != NULL ? floor (gtk_adjustment_get_value (self->adjustment))
                                           : 0;
  if (offset > 0)
    {
      AppLadderPlan plan = make_plan (self);
      double gutter = app_ladder_gutter (&plan);
      cairo_rectangle (cr, gutter, 0, plan.width, (double) bounds.size.height);
      cairo_clip (cr);
      cairo_translate (cr, -offset, 0);
    }
  for (guint i = 0; i < self->titles->len; i++)
    draw_box (self, cr, i);
  cairo_destroy (cr);
}

static void
app_lanes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  AppLadderPlan plan = make_plan (APP_LANES (widget));
  double w, h;
  app_ladder_box (&plan, &w, &h);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : (int) (h * 1.45);
}

static void
app_lanes_dispose (GObject *object)
{
  AppLanes *self = APP_LANES (object);
  g_clear_object (&self->document);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  G_OBJECT_CLASS (app_lanes_parent_class)->dispose (object);
}

static void
app_lanes_class_init (AppLanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_lanes_dispose;
  widget_class->snapshot = app_lanes_snapshot;
  widget_class->measure = app_lanes_measure;
  gtk_widget_class_set_css_name (widget_class, "lanes");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_lanes_init (AppLanes *self)
{
  self->titles = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

void
app_lanes_set_adjustment (AppLanes *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (self->adjustment == NULL);
  self->adjustment = g_object_ref (adjustment);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

void
app_lanes_set_document (AppLanes *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  static const char *const signals[] = { "run", "grown", "lines", "language" };
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (document, signals[i], G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
  on_changed (self);
}
