#include "app-ladder-row.h"

#include <adwaita.h>

#include "app-ladder-draw.h"

struct _AppLadderRow
{
  GtkWidget parent_instance;
  AppDocument *document;
  const ViewRow *row; /* of the node; good until the next call of show */
  char *label;
  char *more;
  ViewPosition position; /* what is drawn now */
};

G_DEFINE_FINAL_TYPE (AppLadderRow, app_ladder_row, GTK_TYPE_WIDGET)

static char *
make_label (AppLadderRow *self)
{
  const ViewRow *row = self->row;
  if (row->kind == VIEW_ROW_LINE)
    return g_strdup (row->wire);
  if (row->kind == VIEW_ROW_STEP)
    {
      /* The heading of the lesson, where there is one, says more than a number. */
      ViewLadder *ladder = app_document_get_ladder (self->document);
      for (guint i = 0; i < view_ladder_get_n_steps (ladder); i++)
        {
          g_autofree char *heading = app_document_dup_heading (self->document, i + 1);
          if (view_ladder_get_step_event (ladder, i) == row->event && *heading != '\0')
            return g_strdup_printf ("%u  %s", i + 1, heading);
        }
    }
  return app_document_say (self->document, &row->label);
}

static void
app_ladder_row_show (GtkWidget *widget, gconstpointer node)
{
  AppLadderRow *self = APP_LADDER_ROW (widget);
  self->row = node;
  g_free (self->label);
  self->label = make_label (self);
  g_clear_pointer (&self->more, g_free);
  if (self->row->more.key != NULL)
    self->more = app_document_say (self->document, &self->row->more);
  self->position = app_document_get_position (self->document);
  gtk_widget_queue_draw (widget);
}

static void
on_moved (AppLadderRow *self)
{
  self->position = app_document_get_position (self->document);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
app_ladder_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppLadderRow *self = APP_LADDER_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  ViewLadder *ladder = app_document_get_ladder (self->document);
  if (self->row == NULL || ladder == NULL)
    return;
  AppLadderLook look = {
    .context = gtk_widget_get_pango_context (widget),
    .width = width,
    .height = height,
    .n_lanes = view_ladder_count_lanes (ladder),
    .current = self->position.current == self->row->index,
    .under_way = view_ladder_is_under_way (ladder, self->row->index, self->position.event),
    .label = self->label,
    .more = self->more,
  };
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  app_ladder_draw_row (cr, self->row, &look);
  cairo_destroy (cr);
}

static void
app_ladder_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? 0
                            : app_ladder_row_height (gtk_widget_get_pango_context (widget));
}

static void
app_ladder_row_dispose (GObject *object)
{
  AppLadderRow *self = APP_LADDER_ROW (object);
  g_clear_object (&self->document);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->more, g_free);
  G_OBJECT_CLASS (app_ladder_row_parent_class)->dispose (object);
}

static void
app_ladder_row_class_init (AppLadderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_ladder_row_dispose;
  widget_class->snapshot = app_ladder_row_snapshot;
  widget_class->measure = app_ladder_row_measure;
  gtk_widget_class_set_css_name (widget_class, "ladderrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
app_ladder_row_init (AppLadderRow *self)
{
}

static GtkWidget *
app_ladder_row_make (AppDocument *document)
{
  AppLadderRow *self = g_object_new (APP_TYPE_LADDER_ROW, NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

const AppListRow *
app_ladder_row_list (void)
{
  static const AppListRow row = { app_ladder_row_make, app_ladder_row_show };
  return &row;
}
