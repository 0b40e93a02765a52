#include "app-passage.h"

struct _AppPassage
{
  GtkBox parent_instance;
  gboolean within; /* the arrows move the focus, not Tab */
};

G_DEFINE_FINAL_TYPE (AppPassage, app_passage, GTK_TYPE_BOX)

static gboolean
app_passage_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  if (tab && gtk_widget_get_focus_child (widget) != NULL && !APP_PASSAGE (widget)->within)
    return FALSE;
  return GTK_WIDGET_CLASS (app_passage_parent_class)->focus (widget, direction);
}

/* Before the label, which would move a cursor nobody sees. */
static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        AppPassage *self)
{
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;
  gboolean up = key == GDK_KEY_Up || key == GDK_KEY_KP_Up;
  if ((!down && !up) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  self->within = TRUE;
  gtk_widget_child_focus (GTK_WIDGET (self), down ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
  self->within = FALSE;
  return GDK_EVENT_STOP;
}

static void
app_passage_class_init (AppPassageClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = app_passage_focus;
}

static void
app_passage_init (AppPassage *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

AppPassage *
app_passage_new (int spacing)
{
  return g_object_new (APP_TYPE_PASSAGE, "spacing", spacing, NULL);
}
