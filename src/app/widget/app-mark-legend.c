#include "app-mark-legend.h"

#include "app-mark.h"
#include "app-widget.h"
#include "view-mark-set.h"

struct _AppMarkLegend
{
  GtkWidget parent_instance;
  AppDocument *document;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (AppMarkLegend, app_mark_legend, GTK_TYPE_WIDGET)

static void
fill (AppMarkLegend *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  for (ViewMarkKind kind = 0; kind < VIEW_MARK_N_KINDS; kind++)
    {
      ViewText text = view_mark_kind_get_text (kind);
      g_autofree char *words = app_document_say (self->document, &text);
      GtkWidget *label = gtk_label_new (words);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), 36);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
      gtk_grid_attach (GTK_GRID (self->grid),
                       app_mark_sample_new (kind, app_document_name (self->document, &text)), 0,
                       (int) kind, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), label, 1, (int) kind, 1, 1);
    }
  app_widget_mark_language (GTK_WIDGET (self));
}

static void
app_mark_legend_dispose (GObject *object)
{
  AppMarkLegend *self = APP_MARK_LEGEND (object);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_mark_legend_parent_class)->dispose (object);
}

static void
app_mark_legend_class_init (AppMarkLegendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_mark_legend_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
app_mark_legend_init (AppMarkLegend *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

void
app_mark_legend_set_document (AppMarkLegend *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_signal_connect_object (document, "language", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}
