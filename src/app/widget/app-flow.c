#include "app-flow.h"

struct _AppFlow
{
  GtkWidget parent_instance;
  GtkWidget *flow;
};

G_DEFINE_FINAL_TYPE (AppFlow, app_flow, GTK_TYPE_WIDGET)

/* The number of the child with the focus; -1 none. */
static int
find_focus (AppFlow *self)
{
  GtkRoot *root = gtk_widget_get_root (self->flow);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->flow))
    return -1;
  GtkWidget *child = gtk_widget_get_ancestor (focus, GTK_TYPE_FLOW_BOX_CHILD);
  return child != NULL ? gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (child)) : -1;
}

static int
count (AppFlow *self)
{
  int n = 0;
  while (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->flow), n) != NULL)
    n++;
  return n;
}

static gboolean
app_flow_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AppFlow *self = APP_FLOW (widget);
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (app_flow_parent_class)->focus (widget, direction);
  int n = count (self), at = find_focus (self);
  int i = at >= 0 ? at + (forward ? 1 : -1) : forward ? 0 : n - 1;
  for (; i >= 0 && i < n; i += forward ? 1 : -1)
    {
      GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (self->flow), i);
      GtkWidget *button = gtk_flow_box_child_get_child (child);
      if (gtk_widget_get_mapped (button) && gtk_widget_grab_focus (button))
        return TRUE;
    }
  return FALSE;
}

static void
app_flow_dispose (GObject *object)
{
  g_clear_pointer (&APP_FLOW (object)->flow, gtk_widget_unparent);
  G_OBJECT_CLASS (app_flow_parent_class)->dispose (object);
}

static void
app_flow_class_init (AppFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_flow_dispose;
  widget_class->focus = app_flow_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_flow_init (AppFlow *self)
{
}

AppFlow *
app_flow_new (GtkFlowBox *flow)
{
  AppFlow *self = g_object_new (APP_TYPE_FLOW, NULL);
  self->flow = GTK_WIDGET (flow);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
  return self;
}
