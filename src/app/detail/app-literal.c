#include "app-literal.h"

#include "app-list.h"
#include "app-literal-row.h"
#include "app-nodes.h"
#include "app-widget.h"
#include "view-literal.h"

struct _AppLiteral
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppNodes *nodes;
  GtkWidget *scrolled;
  GtkListView *list;
  guint32 event; /* of the line, 0 none */
  gboolean unfolded;
};

G_DEFINE_FINAL_TYPE (AppLiteral, app_literal, GTK_TYPE_WIDGET)

gboolean
app_literal_refresh (AppLiteral *self, gboolean *pop3)
{
  ViewDetail *detail = app_document_is_open (self->document)
                           ? app_document_get_detail (self->document)
                           : NULL;
  guint32 event = detail != NULL ? view_detail_get_event (detail) : 0;
  if (event != self->event)
    {
      self->unfolded = FALSE;
      gtk_adjustment_set_value (
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
    }
  /* Rows of two lines say where they are in words of their own. */
  if (event != self->event || event == 0)
    app_nodes_clear (self->nodes);
  self->event = event;
  g_autoptr (ViewLiterals)
      literals = event != 0 ? view_literals_new (app_document_get_trace (self->document), event,
                                                 app_document_get_position (self->document).event,
                                                 !self->unfolded)
                            : NULL;
  if (literals == NULL)
    {
      app_nodes_clear (self->nodes);
      return FALSE;
    }
  *pop3 = view_literals_is_pop3 (literals);
  app_nodes_show (self->nodes, view_literals_get_scene (literals), 0,
                  view_literals_count (literals), view_literals_ref (literals),
                  (GDestroyNotify) view_literals_unref);
  return TRUE;
}

static void
on_activate (AppLiteral *self, guint position)
{
  g_autoptr (AppNode) node = g_list_model_get_item (G_LIST_MODEL (self->nodes), position);
  const ViewLiteralRow *row = app_node_get (node);
  gboolean pop3;
  if (row->kind == VIEW_LITERAL_FOLD)
    {
      self->unfolded = TRUE;
      app_literal_refresh (self, &pop3);
      return;
    }
  guint32 there = row->event != 0 && row->kind < VIEW_LITERAL_LINE
                      ? view_ladder_find_row (app_document_get_ladder (self->document), row->event)
                      : VIEW_NO_ROW;
  if (there != VIEW_NO_ROW)
    app_document_select (self->document, there);
}

GtkListView *
app_literal_get_list (AppLiteral *self)
{
  return self->list;
}

void
app_literal_set_document (AppLiteral *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  g_autoptr (GtkListItemFactory) factory = app_list_factory (document, app_literal_row_list ());
  g_autoptr (GtkNoSelection)
      selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->nodes)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  app_list_tab_out (GTK_WIDGET (self->list));
}

static void
app_literal_dispose (GObject *object)
{
  AppLiteral *self = APP_LITERAL (object);
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_LITERAL);
  g_clear_object (&self->nodes);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_literal_parent_class)->dispose (object);
}

static void
app_literal_class_init (AppLiteralClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_literal_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-literal.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLiteral, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AppLiteral, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_literal_init (AppLiteral *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->nodes = app_nodes_new ();
}
