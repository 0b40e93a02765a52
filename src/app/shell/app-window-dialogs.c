#include "app-window-dialogs.h"

#include <glib/gi18n-lib.h>

static GtkFileFilter *
recordings (void)
{
  GtkFileFilter *filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Recordings of Postglass"));
  gtk_file_filter_add_pattern (filter, "*.postglass");
  return filter;
}

static void
ask (AppWindow *window, const char *title, GtkFileChooserAction action, GCallback on_response,
     const char *name)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (window), action,
                                                               NULL, NULL);
  g_autoptr (GtkFileFilter) filter = recordings ();
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", on_response, window);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static char *
take_path (GtkNativeDialog *dialog, int response)
{
  g_autoptr (GFile) file = NULL;
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_object_unref (dialog);
  return file != NULL ? g_file_get_path (file) : NULL;
}

static void
on_open_response (GtkNativeDialog *dialog, int response, AppWindow *window)
{
  g_autofree char *path = take_path (dialog, response);
  if (path != NULL)
    app_window_open_recording (window, path);
}

static void
save (AppWindow *window, AppDocument *document, const char *path)
{
  g_autoptr (GError) error = NULL;
  if (path == NULL)
    return;
  if (app_document_save (document, path, &error))
    app_shell_say (app_window_get_shell (window), _ ("The recording was saved"));
  else
    app_shell_show_problem (app_window_get_shell (window), _ ("The recording was not saved"),
                            error->message, _ ("Choose another folder or another name."));
}

static void
on_save_response (GtkNativeDialog *dialog, int response, AppWindow *window)
{
  g_autofree char *path = take_path (dialog, response);
  save (window, app_window_get_document (window), path);
}

static void
on_save_live_response (GtkNativeDialog *dialog, int response, AppWindow *window)
{
  g_autofree char *path = take_path (dialog, response);
  save (window, app_live_get_document (app_window_get_live (window)), path);
}

void
app_window_ask_open (AppWindow *window)
{
  ask (window, _ ("Open Recording"), GTK_FILE_CHOOSER_ACTION_OPEN, G_CALLBACK (on_open_response),
       NULL);
}

void
app_window_ask_save (AppWindow *window)
{
  const Lesson *lesson = app_document_get_lesson (app_window_get_document (window));
  g_autofree char *name = g_strdup_printf ("%s.postglass",
                                           lesson != NULL ? lesson->slug : "recording");
  ask (window, _ ("Save Recording"), GTK_FILE_CHOOSER_ACTION_SAVE, G_CALLBACK (on_save_response),
       name);
}

void
app_window_ask_save_live (AppWindow *window)
{
  ask (window, _ ("Save Recording"), GTK_FILE_CHOOSER_ACTION_SAVE,
       G_CALLBACK (on_save_live_response), "client.postglass");
}
