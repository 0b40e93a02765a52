#include "app-fault.h"

#include "app-widget.h"

struct _AppFault
{
  GtkWidget parent_instance;
  GtkLabel *what;
  char *report;
};

G_DEFINE_FINAL_TYPE (AppFault, app_fault, GTK_TYPE_WIDGET)

/* For those who mend the program: in no language of the window. */
void
app_fault_show (AppFault *self, const char *what, const char *where)
{
  g_free (self->report);
  self->report = what != NULL
                     ? g_strdup_printf ("Postglass %s\n%s\n%s\n", POSTGLASS_VERSION, where, what)
                     : NULL;
  gtk_label_set_text (self->what, what != NULL ? what : "");
  gtk_widget_set_visible (GTK_WIDGET (self), what != NULL);
}

const char *
app_fault_get_report (AppFault *self)
{
  return self->report;
}

static void
on_copy (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppFault *self = APP_FAULT (widget);
  if (self->report != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->report);
}

static void
app_fault_dispose (GObject *object)
{
  AppFault *self = APP_FAULT (object);
  app_widget_dispose_template (GTK_WIDGET (self), APP_TYPE_FAULT);
  g_clear_pointer (&self->report, g_free);
  G_OBJECT_CLASS (app_fault_parent_class)->dispose (object);
}

static void
app_fault_class_init (AppFaultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_fault_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-fault.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFault, what);
  gtk_widget_class_install_action (widget_class, "fault.copy", NULL, on_copy);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_fault_init (AppFault *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
