#include "app-ladder.h"

#include "app-ladder-draw.h"
#include "app-ladder-row.h"
#include "app-lanes.h"
#include "app-list.h"
#include "app-nodes.h"
#include "app-widget.h"

struct _AppLadder
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppNodes *nodes;
  GtkSingleSelection *selection;
  AppLanes *lanes;
  GtkListView *list;
  GtkWidget *hint;    /* at the very beginning: what to do */
  guint tick;         /* until the selected row has come into view */
  int waited;         /* frames since it was selected */
  gboolean following; /* while the selection is set because the document moved */
};

G_DEFINE_FINAL_TYPE (AppLadder, app_ladder, GTK_TYPE_WIDGET)

static void
on_moved (AppLadder *self)
{
  if (!app_document_is_open (self->document))
    return;
  ViewLadder *ladder = app_document_get_ladder (self->document);
  ViewScene scene = view_ladder_get_scene (ladder);
  guint shown = app_document_get_position (self->document).shown;
  self->following = TRUE;
  app_nodes_show (self->nodes, scene, view_scene_find_part (scene, "rows"), shown,
                  view_ladder_ref (ladder), (GDestroyNotify) view_ladder_unref);
  self->following = FALSE;
  gtk_widget_set_visible (self->hint, shown == 0);
}

/* A row that is new has no place before the next frame, and the frame may still move it. */
static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppLadder *self = APP_LADDER (widget);
  guint32 row = app_document_get_selected (self->document);
  if (row != VIEW_NO_ROW)
    app_list_scroll_to (self->list, row);
  if (++self->waited < 3)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_selected (AppLadder *self)
{
  guint32 row = app_document_get_selected (self->document);
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection,
                                     row == VIEW_NO_ROW ? GTK_INVALID_LIST_POSITION : row);
  self->following = FALSE;
  self->waited = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll, NULL, NULL);
}

static void
on_chosen (AppLadder *self)
{
  guint row = gtk_single_selection_get_selected (self->selection);
  if (!self->following && row != GTK_INVALID_LIST_POSITION)
    app_document_select (self->document, row);
}

/* Enter or a double click: go to that row's moment. */
static void
on_activate (AppLadder *self, guint position)
{
  app_document_go (self->document,
                   view_ladder_get_row_end (app_document_get_ladder (self->document), position));
}

static void
app_ladder_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      NULL, NULL);
}

/* The list gets room for whole rows: none is cut when it stands at its end. */
static void
app_ladder_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppLadder *self = APP_LADDER (widget);
  int least, head;
  int row = app_ladder_row_height (gtk_widget_get_pango_context (widget));
  gtk_widget_measure (GTK_WIDGET (self->lanes), GTK_ORIENTATION_VERTICAL, width, NULL, &head, NULL,
                      NULL);
  gtk_widget_measure (gtk_widget_get_first_child (widget), GTK_ORIENTATION_VERTICAL, width, &least,
                      NULL, NULL, NULL);
  if (height - head >= row)
    height = MAX (head + (height - head) / row * row, least);
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget),
                            &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
app_ladder_dispose (GObject *object)
{
  AppLadder *self = APP_LADDER (object);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_LADDER);
  g_clear_object (&self->selection);
  g_clear_object (&self->nodes);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_ladder_parent_class)->dispose (object);
}

static void
app_ladder_class_init (AppLadderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_ladder_dispose;
  g_type_ensure (APP_TYPE_LANES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-ladder.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLadder, lanes);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, list);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, hint);
  widget_class->measure = app_ladder_measure;
  widget_class->size_allocate = app_ladder_size_allocate;
}

static void
app_ladder_init (AppLadder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->nodes = app_nodes_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->nodes)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_chosen), self,
                           G_CONNECT_SWAPPED);
}

void
app_ladder_set_document (AppLadder *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
  app_lanes_set_document (self->lanes, document);
  g_autoptr (GtkListItemFactory) factory = app_list_factory (document, app_ladder_row_list ());
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  on_moved (self);
  on_selected (self);
}

void
app_ladder_set_hint (AppLadder *self, const char *hint)
{
  g_return_if_fail (APP_IS_LADDER (self));
  gtk_label_set_label (GTK_LABEL (self->hint), hint);
}

GtkListView *
app_ladder_get_list (AppLadder *self)
{
  return self->list;
}
