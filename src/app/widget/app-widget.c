#include "app-widget.h"

#include "app-language.h"

void
app_widget_dispose_template (GtkWidget *widget, GType type)
{
  GtkWidget *child;
  gtk_widget_dispose_template (widget, type);
  /* GTK lets go only of those that are bound to fields. */
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}

void
app_widget_mark_language (GtkWidget *widget)
{
  if (!g_str_equal (app_language_get (), "en") || !g_str_equal (app_language_get_content (), "en"))
    gtk_widget_add_css_class (widget, "han");
}

#define TOOLTIP "app-tooltip"

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, g_object_get_data (G_OBJECT (widget), TOOLTIP));
  return TRUE;
}

void
app_widget_set_tooltip (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  gboolean has = text != NULL && *text != '\0';
  if (has && g_object_get_data (G_OBJECT (widget), TOOLTIP) == NULL)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  else if (!has)
    g_signal_handlers_disconnect_by_func (widget, on_query_tooltip, NULL);
  g_object_set_data_full (G_OBJECT (widget), TOOLTIP, has ? g_strdup (text) : NULL, g_free);
  gtk_widget_set_has_tooltip (widget, has);
}

static gboolean
on_query_cut (GtkLabel *label, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

void
app_widget_tell_cut (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  if (GTK_IS_LABEL (widget) && gtk_label_get_ellipsize (GTK_LABEL (widget)) != PANGO_ELLIPSIZE_NONE
      && !gtk_widget_get_has_tooltip (widget))
    {
      gtk_widget_set_has_tooltip (widget, TRUE);
      g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query_cut), NULL);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_widget_tell_cut (child);
}

void
app_widget_close_on_escape (GtkWidget *widget)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (widget, shortcuts);
}

#define FOCUS "app-focus"

static void
on_focus (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);
  gpointer old = g_object_steal_data (G_OBJECT (window), FOCUS);
  if (old != NULL)
    g_idle_add_once (g_object_unref, old);
  if (focus != NULL)
    g_object_set_data_full (G_OBJECT (window), FOCUS, g_object_ref (focus), g_object_unref);
}

void
app_widget_keep_focus (GtkWindow *window)
{
  g_signal_connect (window, "notify::focus-widget", G_CALLBACK (on_focus), NULL);
}

void
app_widget_renew_actions (GtkWidget *widget)
{
  if (GTK_IS_ACTIONABLE (widget))
    {
      GtkActionable *actionable = GTK_ACTIONABLE (widget);
      g_autofree char *name = g_strdup (gtk_actionable_get_action_name (actionable));
      if (name != NULL)
        {
          gtk_actionable_set_action_name (actionable, NULL);
          gtk_actionable_set_action_name (actionable, name);
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_widget_renew_actions (child);
}

static void
name (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_label_get_use_underline (GTK_LABEL (widget)))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    gtk_label_get_text (GTK_LABEL (widget)), -1);
  /* Its label names it already. */
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
on_realize (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  name (widget);
  return TRUE;
}

void
app_widget_name_buttons (void)
{
  static gsize once;
  if (g_once_init_enter (&once))
    {
      g_type_class_unref (g_type_class_ref (GTK_TYPE_LABEL));
      g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, on_realize, NULL,
                                  NULL);
      g_once_init_leave (&once, 1);
    }
}

void
app_widget_name_below (GtkWidget *widget)
{
  name (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    app_widget_name_below (child);
}
