#include "app-lanes-menu.h"

#include <glib/gi18n-lib.h>

#include "app-document-lines.h"

struct _AppLanesMenu
{
  GtkPopover parent_instance;
  AppDocument *document;
  GtkWidget *grid;
};

G_DEFINE_FINAL_TYPE (AppLanesMenu, app_lanes_menu, GTK_TYPE_POPOVER)

/* The column of the grid that a widget with the focus is in. */
enum
{
  COLUMN_SHOWN,
  COLUMN_LEFT,
  COLUMN_RIGHT
};

static char *
dup_title (AppLanesMenu *self, guint place)
{
  g_autoptr (GPtrArray) lanes = view_ladder_get_lanes (app_document_get_ladder (self->document));
  guint lane = view_lanes_get_lane (app_document_get_lanes (self->document), place);
  return app_document_say (self->document,
                           &((const ViewLane *) g_ptr_array_index (lanes, lane))->title);
}

static void
add_button (AppLanesMenu *self, guint place, int column, const char *icon, const char *words,
            guint to)
{
  guint n = view_lanes_count (app_document_get_lanes (self->document));
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(uu)", place, to);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "lanes.move");
  gtk_widget_set_sensitive (button, to < n);
  gtk_grid_attach (GTK_GRID (self->grid), button, column, (int) place, 1, 1);
}

static void
on_toggled (GtkCheckButton *check, AppLanesMenu *self)
{
  guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "place"));
  app_document_show_lane (self->document, place, gtk_check_button_get_active (check));
}

static void
add_lane (AppLanesMenu *self, guint place)
{
  const ViewLanes *lanes = app_document_get_lanes (self->document);
  g_autofree char *title = dup_title (self, place);
  GtkWidget *check = gtk_check_button_new_with_label (title);
  g_autofree char *left = g_strdup_printf (_ ("Move %s to the left"), title);
  g_autofree char *right = g_strdup_printf (_ ("Move %s to the right"), title);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), view_lanes_is_shown (lanes, place));
  if (view_lanes_is_server (lanes, place))
    {
      gtk_widget_set_sensitive (check, FALSE);
      gtk_widget_set_tooltip_text (check, _ ("The server is always shown"));
    }
  g_object_set_data (G_OBJECT (check), "place", GUINT_TO_POINTER (place));
  g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), self);
  gtk_grid_attach (GTK_GRID (self->grid), check, COLUMN_SHOWN, (int) place, 1, 1);
  add_button (self, place, COLUMN_LEFT, "postglass-up-symbolic", left,
              place > 0 ? place - 1 : VIEW_NO_LANE);
  add_button (self, place, COLUMN_RIGHT, "postglass-down-symbolic", right, place + 1);
}

void
app_lanes_menu_fill (AppLanesMenu *self)
{
  g_return_if_fail (APP_IS_LANES_MENU (self));
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  guint n = view_lanes_count (app_document_get_lanes (self->document));
  for (guint place = 0; place < n; place++)
    add_lane (self, place);
  GtkWidget *reset = gtk_button_new_with_label (_ ("All, in their order"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (reset), "lanes.reset");
  gtk_grid_attach (GTK_GRID (self->grid), reset, COLUMN_SHOWN, (int) n, 3, 1);
  GtkWidget *map = gtk_check_button_new_with_label (_ ("Map of the whole run"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (map), "lines.map");
  gtk_grid_attach (GTK_GRID (self->grid), map, COLUMN_SHOWN, (int) n + 1, 3, 1);
}

/* The focus goes along with what is moved. */
static void
focus (AppLanesMenu *self, guint place, int column)
{
  GtkWidget *widget = gtk_grid_get_child_at (GTK_GRID (self->grid), column, (int) place);
  if (widget != NULL && !gtk_widget_is_sensitive (widget))
    widget = gtk_grid_get_child_at (
        GTK_GRID (self->grid), column == COLUMN_LEFT ? COLUMN_RIGHT : COLUMN_LEFT, (int) place);
  if (widget != NULL)
    gtk_widget_grab_focus (widget);
}

static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLanesMenu *self = APP_LANES_MENU (widget);
  guint place, to;
  g_variant_get (parameter, "(uu)", &place, &to);
  if (!app_document_is_open (self->document) || !app_document_move_lane (self->document, place, to))
    return;
  app_lanes_menu_fill (self);
  focus (self, to, to < place ? COLUMN_LEFT : COLUMN_RIGHT);
}

static void
reset (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppLanesMenu *self = APP_LANES_MENU (widget);
  if (!app_document_is_open (self->document))
    return;
  app_document_reset_lanes (self->document);
  app_lanes_menu_fill (self);
  gtk_widget_child_focus (self->grid, GTK_DIR_TAB_FORWARD);
}

static void
app_lanes_menu_dispose (GObject *object)
{
  g_clear_object (&APP_LANES_MENU (object)->document);
  G_OBJECT_CLASS (app_lanes_menu_parent_class)->dispose (object);
}

static void
app_lanes_menu_class_init (AppLanesMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_lanes_menu_dispose;
  gtk_widget_class_install_action (widget_class, "lanes.move", "(uu)", move);
  gtk_widget_class_install_action (widget_class, "lanes.reset", NULL, reset);
}

static void
app_lanes_menu_init (AppLanesMenu *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  self->grid = gtk_grid_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 480);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->grid);
  gtk_popover_set_child (GTK_POPOVER (self), scrolled);
}

void
app_lanes_menu_set_document (AppLanesMenu *self, AppDocument *document)
{
  g_return_if_fail (self->document == NULL);
  self->document = g_object_ref (document);
}
