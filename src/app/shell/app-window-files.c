#include "app-window-files.h"

#include <gio/gio.h>

/* A lesson's files are named after their languages. */
static gboolean
is_lesson (GFile *file, GFileType type)
{
  g_autofree char *name = g_file_get_basename (file);
  return type == G_FILE_TYPE_DIRECTORY || g_str_has_suffix (name, ".md");
}

gboolean
app_window_open_file (AppWindow *self, GFile *file)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), FALSE);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_file_get_basename (file);
  GFileType type = g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL);
  if (path == NULL)
    return app_window_open_recording (self, uri);
  if (type != G_FILE_TYPE_UNKNOWN && is_lesson (file, type))
    return app_window_open_lesson (self, path);
  /* "postglass two-devices": GLib takes it for a file in the folder one is in. */
  if (type == G_FILE_TYPE_UNKNOWN && !g_str_has_suffix (name, ".postglass"))
    return app_window_open_lesson (self, name);
  return app_window_open_recording (self, path);
}

static void
open_all (AppWindow *self, GSList *files)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  for (GSList *i = files; i != NULL; i = i->next)
    {
      AppWindow *window = i == files ? self : app_window_new (ADW_APPLICATION (application));
      gtk_window_present (GTK_WINDOW (window));
      app_window_open_file (window, i->data);
    }
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, AppWindow *self)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));
  gboolean some = files != NULL;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dropping");
  open_all (self, files);
  g_slist_free (files);
  return some;
}

static GdkDragAction
on_enter (GtkDropTarget *target, double x, double y, AppWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dropping");
  return GDK_ACTION_COPY;
}

static void
on_leave (GtkDropTarget *target, AppWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dropping");
}

void
app_window_accept_files (AppWindow *self)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop), self);
  g_signal_connect (target, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect (target, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
