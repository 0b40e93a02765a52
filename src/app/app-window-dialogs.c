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

typedef struct
{
  const char *keys; /* as gtk_accelerator_parse() reads them, parted by blanks */
  const char *what;
} KeyHelp;

static const KeyHelp helps[] = {
  { "space Right", N_ ("Forward one line") },
  { "Left", N_ ("Back one line") },
  { "Home", N_ ("To the beginning") },
  { "End", N_ ("To the end") },
  { "<Control>Right", N_ ("To the next step") },
  { "<Control>Left", N_ ("To the step before") },
  { "1 9", N_ ("Choose an answer") },
  { "Up Down", N_ ("Choose the row that is explained") },
  { "Return", N_ ("Go to the chosen row, open the chosen lesson") },
  { "Tab", N_ ("To the next pane") },
  { "Escape <Alt>Left", N_ ("Back to the lessons") },
  { "<Control>plus <Control>minus", N_ ("Larger and smaller text") },
  { "F10", N_ ("Menu") },
};

static char *
key_labels (const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, " ", -1);
  g_autoptr (GString) out = g_string_new (NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;
      gtk_accelerator_parse (names[i], &key, &modifiers);
      g_autofree char *label = gtk_accelerator_get_label (key, modifiers);
      g_string_append_printf (out, "%s%s", i > 0 ? "   " : "", label);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

void
app_window_show_keys (AppWindow *window)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Keys"));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 480, 560);
  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *labels = key_labels (helps[i].keys);
      GtkWidget *label = gtk_label_new (labels);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (helps[i].what));
      gtk_widget_add_css_class (label, "quiet");
      gtk_widget_add_css_class (label, "keys");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog, shortcuts);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
app_window_show_about (AppWindow *window)
{
  adw_show_about_window (GTK_WINDOW (window), "application-name", _ ("Postglass"),
                         "application-icon", POSTGLASS_APPLICATION_ID, "version", POSTGLASS_VERSION,
                         "comments", _ ("Watch IMAP and POP3 work, line by line"), "license-type",
                         GTK_LICENSE_GPL_3_0, NULL);
}
