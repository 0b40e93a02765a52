#include "app-ladder.h"

#include <glib/gi18n-lib.h>

#include "app-document-cell.h"
#include "app-document-lines.h"
#include "app-find.h"
#include "app-flight.h"
#include "app-keys.h"
#include "app-ladder-draw.h"
#include "app-ladder-row.h"
#include "app-lanes-menu.h"
#include "app-lanes.h"
#include "app-list.h"
#include "app-map.h"
#include "app-mark-legend.h"
#include "app-nodes.h"
#include "app-settings.h"
#include "app-widget.h"

struct _AppLadder
{
  GtkWidget parent_instance;
  AppDocument *document;
  AppNodes *nodes;
  GtkSingleSelection *selection;
  AppLanes *lanes;
  GtkScrolledWindow *scrolled;
  GtkMenuButton *lanes_button;
  GtkWidget *find_button;
  AppLanesMenu *lanes_menu;
  AppFind *find;
  GtkListView *list;
  AppMap *map;
  GtkWidget *map_box;
  GtkMenuButton *key;
  AppMarkLegend *legend;
  GtkWidget *hint;    /* at the very beginning: what to do */
  guint tick;         /* until the selected row has come into view */
  int waited;         /* frames since it was selected */
  gboolean following; /* while the selection is set because the document moved */
};

G_DEFINE_FINAL_TYPE (AppLadder, app_ladder, GTK_TYPE_WIDGET)

enum
{
  PROP_MAP = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
set_chosen (AppLadder *self)
{
  guint32 row = app_document_get_selected (self->document);
  guint32 at = view_rows_find (app_document_get_rows (self->document), row);
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection,
                                     at == VIEW_NO_ROW ? GTK_INVALID_LIST_POSITION : at);
  self->following = FALSE;
}

static void
on_moved (AppLadder *self)
{
  ViewRows *rows = app_document_get_rows (self->document);
  if (rows == NULL)
    return;
  ViewScene scene = view_rows_get_scene (rows);
  self->following = TRUE;
  app_nodes_show (self->nodes, scene, view_scene_find_part (scene, "rows"), view_rows_count (rows),
                  view_rows_ref (rows), (GDestroyNotify) view_rows_unref);
  /* A fold grows while it is looked at. */
  if (!view_lanes_is_plain (app_document_get_lanes (self->document)))
    app_nodes_refresh (self->nodes);
  self->following = FALSE;
  gtk_widget_set_visible (self->hint, app_document_get_position (self->document).shown == 0);
}

/* A line that was under way may have arrived. */
static void
on_grown (AppLadder *self)
{
  self->following = TRUE;
  app_nodes_refresh (self->nodes);
  self->following = FALSE;
}

/* What stays in its place when the lanes move sideways has to be drawn anew. */
static void
on_across (AppLadder *self)
{
  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (self->list)); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    if (gtk_widget_get_first_child (item) != NULL)
      gtk_widget_queue_draw (gtk_widget_get_first_child (item));
}

/* Both ends of the selected row, as far as there is room. */
static void
scroll_across (AppLadder *self, guint32 at)
{
  const ViewRows *rows = app_document_get_rows (self->document);
  g_autoptr (ViewRow) row = view_rows_get (rows, at);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment);
  if (row == NULL || gtk_adjustment_get_upper (adjustment) <= page + 1)
    return;
  AppLadderPlan plan = {
    .context = gtk_widget_get_pango_context (GTK_WIDGET (self)),
    .width = gtk_adjustment_get_upper (adjustment),
    .n_lanes = view_rows_count_lanes (rows),
    .n_tracks = view_ladder_count_tracks (app_document_get_ladder (self->document)),
  };
  const guint ends[] = { row->to, row->from };
  double box, height;
  app_ladder_box (&plan, &box, &height);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] < plan.n_lanes)
      {
        double x = app_ladder_lane_x (&plan, ends[i]);
        /* What stays on the left covers that much of the page. */
        gtk_adjustment_clamp_page (adjustment, x - box / 2 - app_ladder_gutter (&plan),
                                   x + box / 2);
      }
}

/* A row that is new has no place before the next frame, and the frame may still move it. */
static gboolean
scroll (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  AppLadder *self = APP_LADDER (widget);
  guint32 at = view_rows_find (app_document_get_rows (self->document),
                               app_document_get_selected (self->document));
  if (at != VIEW_NO_ROW)
    {
      /* Moving across while the way down is not taken yet would undo it. */
      if (self->waited < 3)
        app_list_scroll_to (self->list, at);
      else
        scroll_across (self, at);
    }
  if (++self->waited < 4)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_selected (AppLadder *self)
{
  if (app_document_get_rows (self->document) == NULL)
    return;
  set_chosen (self);
  self->waited = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll, NULL, NULL);
}

static void
on_lines (AppLadder *self)
{
  on_moved (self);
  on_selected (self);
}

static void
on_chosen (AppLadder *self)
{
  guint at = gtk_single_selection_get_selected (self->selection);
  if (!self->following && at != GTK_INVALID_LIST_POSITION)
    app_document_select (self->document,
                         view_rows_get_row (app_document_get_rows (self->document), at));
}

/* Enter or a double click: go to that row's moment. */
static void
on_activate (AppLadder *self, guint position)
{
  guint32 row = view_rows_get_row (app_document_get_rows (self->document), position);
  app_document_go (self->document,
                   view_ladder_get_row_end (app_document_get_ladder (self->document), row));
}

/* --- actions --- */

static void
unfold (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLadder *self = APP_LADDER (widget);
  guint32 row = app_document_is_open (self->document) ? app_document_get_selected (self->document)
                                                      : VIEW_NO_ROW;
  if (row == VIEW_NO_ROW)
    return;
  guint32 event = view_ladder_get_row_event (app_document_get_ladder (self->document), row);
  app_document_set_unfolded (self->document, event,
                             !app_document_is_unfolded (self->document, event));
}

static void
find (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_find_open (APP_LADDER (widget)->find);
}

static void
find_on (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLadder *self = APP_LADDER (widget);
  if (!app_document_is_open (self->document))
    return;
  if (*app_document_get_search (self->document) == '\0')
    app_find_open (self->find);
  else
    app_document_go_found (self->document, g_str_equal (name, "lines.find-next"));
}

static void
find_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLadder *self = APP_LADDER (widget);
  ViewCell *cell = app_document_is_open (self->document) ? app_document_get_cell (self->document)
                                                         : NULL;
  if (cell == NULL)
    return;
  g_autofree char *query = view_filter_quote ("cell", view_cell_get_address (cell));
  app_find_open (self->find);
  app_document_search (self->document, query);
}

static void
open_key (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLadder *self = APP_LADDER (widget);
  GtkPopover *popover = gtk_menu_button_get_popover (self->key);
  if (gtk_widget_get_visible (GTK_WIDGET (popover)))
    gtk_menu_button_popdown (self->key);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->key)))
    gtk_menu_button_popup (self->key);
}

static void
open_lanes (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLadder *self = APP_LADDER (widget);
  if (gtk_widget_get_visible (GTK_WIDGET (self->lanes_menu)))
    gtk_menu_button_popdown (self->lanes_button);
  else
    gtk_menu_button_popup (self->lanes_button);
}

static void
on_lanes_menu (AppLadder *self)
{
  if (app_document_is_open (self->document))
    app_lanes_menu_fill (self->lanes_menu);
}

static void
app_ladder_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      NULL, NULL);
}

/* --- the map beside it --- */

static void
on_settings (AppLadder *self)
{
  gtk_widget_set_visible (self->map_box,
                          app_settings_get_flag (app_settings_get_default (), APP_SETTING_MAP));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAP]);
}

static void
app_ladder_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, app_settings_get_flag (app_settings_get_default (), APP_SETTING_MAP));
}

static void
app_ladder_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  app_settings_set_flag (app_settings_get_default (), APP_SETTING_MAP, g_value_get_boolean (value));
}

/* The list gets room for whole rows: none is cut when it stands at its end. */
static void
app_ladder_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppLadder *self = APP_LADDER (widget);
  int least, head;
  int row = app_ladder_row_height (gtk_widget_get_pango_context (widget), 0);
  int find = 0;
  gtk_widget_measure (GTK_WIDGET (self->lanes), GTK_ORIENTATION_VERTICAL, width, NULL, &head, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (self->find), GTK_ORIENTATION_VERTICAL, width, NULL, &find, NULL,
                      NULL);
  head += find;
  gtk_widget_measure (gtk_widget_get_first_child (widget), GTK_ORIENTATION_VERTICAL, width, &least,
                      NULL, NULL, NULL);
  if (height - head >= row)
    height = MAX (head + (height - head) / row * row, least);
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget),
                            &(GtkAllocation){ 0, 0, width, height }, -1);
}

/* What can be done to the selected line while it is on its way. */
static void
on_flight (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLadder *self = APP_LADDER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
  if (app_document_is_open (self->document))
    app_flight_popup (widget, inside ? focus : widget, self->document,
                      app_document_get_selected (self->document));
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
  G_OBJECT_CLASS (klass)->get_property = app_ladder_get_property;
  G_OBJECT_CLASS (klass)->set_property = app_ladder_set_property;
  properties[PROP_MAP] = g_param_spec_boolean ("map", NULL, NULL, TRUE,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                   | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "lines.map", "map");
  g_type_ensure (APP_TYPE_LANES);
  g_type_ensure (APP_TYPE_LANES_MENU);
  g_type_ensure (APP_TYPE_FIND);
  g_type_ensure (APP_TYPE_MAP);
  g_type_ensure (APP_TYPE_MARK_LEGEND);
  gtk_widget_class_install_action (widget_class, "lines.flight", NULL, on_flight);
  gtk_widget_class_install_action (widget_class, "lines.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "lines.find-next", NULL, find_on);
  gtk_widget_class_install_action (widget_class, "lines.find-previous", NULL, find_on);
  gtk_widget_class_install_action (widget_class, "lines.find-cell", NULL, find_cell);
  gtk_widget_class_install_action (widget_class, "lines.lanes", NULL, open_lanes);
  gtk_widget_class_install_action (widget_class, "lines.unfold", NULL, unfold);
  gtk_widget_class_install_action (widget_class, "lines.map-key", NULL, open_key);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-ladder.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLadder, lanes);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, lanes_button);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, lanes_menu);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, find_button);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, find);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, list);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, hint);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, map);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, map_box);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, key);
  gtk_widget_class_bind_template_child (widget_class, AppLadder, legend);
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
  g_autofree char *search = app_keys_dup_hint (_ ("Search the lines"), "lines.find");
  g_autofree char *lanes = app_keys_dup_hint (_ ("Show, hide and move lanes"), "lines.lanes");
  gtk_widget_set_tooltip_text (self->find_button, search);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lanes_button), lanes);
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scrolled), "value-changed",
                           G_CALLBACK (on_across), self, G_CONNECT_SWAPPED);
  app_lanes_set_adjustment (self->lanes, gtk_scrolled_window_get_hadjustment (self->scrolled));
  g_signal_connect_object (app_settings_get_default (), "changed", G_CALLBACK (on_settings), self,
                           G_CONNECT_SWAPPED);
  on_settings (self);
  g_signal_connect_swapped (self->lanes_menu, "show", G_CALLBACK (on_lanes_menu), self);
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
  app_lanes_menu_set_document (self->lanes_menu, document);
  app_find_set_document (self->find, document);
  app_mark_legend_set_document (self->legend, document);
  app_map_set_document (self->map, document, gtk_scrolled_window_get_vadjustment (self->scrolled));
  g_autoptr (GtkListItemFactory) factory = app_list_factory (document, app_ladder_row_list ());
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  app_list_tab_out (GTK_WIDGET (self->list));
  g_signal_connect_object (document, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "lines", G_CALLBACK (on_lines), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "grown", G_CALLBACK (on_grown), self, G_CONNECT_SWAPPED);
  /* Another place may be lower. */
  g_signal_connect (self, "map", G_CALLBACK (on_selected), NULL);
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
