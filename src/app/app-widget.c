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
