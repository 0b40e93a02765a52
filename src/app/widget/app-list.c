#include "app-list.h"

typedef struct
{
  AppDocument *document;
  const AppListRow *row;
} Family;

static void
family_free (gpointer data, GClosure *closure)
{
  Family *family = data;
  g_object_unref (family->document);
  g_free (family);
}

static void
fill (GtkListItem *item, const Family *family)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  const ViewNode *node = app_node_get (gtk_list_item_get_item (item));
  g_autofree char *sentence = app_document_say (family->document, &node->sentence);
  family->row->show (child, node);
  /* What has the focus is GTK's own wrapper; in 4.8 it has no name of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (child)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

/* Fills the row if it shows something else. What is not to be seen waits until it is. */
static void
refill (GtkListItem *item)
{
  AppNode *node = gtk_list_item_get_item (item);
  GtkWidget *child = gtk_list_item_get_child (item);
  if (node == NULL || child == NULL || !gtk_widget_get_mapped (child))
    return;
  guint shown = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (item), "serial"));
  guint serial = app_node_get_serial (node);
  if (serial == shown)
    return;
  g_object_set_data (G_OBJECT (item), "serial", GUINT_TO_POINTER (serial));
  fill (item, g_object_get_data (G_OBJECT (item), "family"));
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *item, Family *family)
{
  GtkWidget *child = family->row->make (family->document);
  gtk_list_item_set_child (item, child);
  g_signal_connect_object (child, "map", G_CALLBACK (refill), item, G_CONNECT_SWAPPED);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *item, Family *family)
{
  AppNode *node = gtk_list_item_get_item (item);
  g_object_set_data (G_OBJECT (item), "family", family);
  g_object_set_data (G_OBJECT (item), "serial", GUINT_TO_POINTER (app_node_get_serial (node)));
  fill (item, family);
  g_signal_connect_swapped (node, "changed", G_CALLBACK (refill), item);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *item, Family *family)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), refill, item);
}

GtkListItemFactory *
app_list_factory (AppDocument *document, const AppListRow *row)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Family *family = g_new0 (Family, 1);
  family->document = g_object_ref (document);
  family->row = row;
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), family, family_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), family);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), family);
  return factory;
}

void
app_list_scroll_to (GtkListView *view, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "list.scroll-to-item", "u", position);
}

/* Tab from a row goes to the next pane and not to the next row, of which there may be a million. */
static gboolean
on_tab (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        GtkWidget *list)
{
  gboolean back = key == GDK_KEY_ISO_Left_Tab || (key == GDK_KEY_Tab && (state & GDK_SHIFT_MASK));
  GtkRoot *root = gtk_widget_get_root (list);
  if ((key != GDK_KEY_Tab && key != GDK_KEY_ISO_Left_Tab)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || root == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_set_can_focus (list, FALSE);
  gtk_widget_child_focus (GTK_WIDGET (root), back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD);
  gtk_widget_set_can_focus (list, TRUE);
  return GDK_EVENT_STOP;
}

void
app_list_tab_out (GtkWidget *list)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_tab), list);
  gtk_widget_add_controller (list, controller);
}
