/* What the window does about a lesson as a whole. */
#include "app-window-study.h"

#include <glib/gi18n-lib.h>

#include "app-language.h"
#include "app-progress.h"
#include "app-summary.h"
#include "lesson-library.h"

/* The lesson in @folder, or the one that is open; caller frees, NULL none. */
static Lesson *
find_lesson (AppWindow *window, const char *folder)
{
  AppDocument *document = app_window_get_document (window);
  if (*folder != '\0')
    return lesson_load (folder, app_language_get_content (), NULL);
  const Lesson *open = app_document_is_open (document) ? app_document_get_lesson (document) : NULL;
  g_autofree char *found = open != NULL ? g_path_get_dirname (open->path) : NULL;
  return found != NULL ? lesson_load (found, app_language_get_content (), NULL) : NULL;
}

static void
say_none (AppWindow *window)
{
  app_shell_say (app_window_get_shell (window), _ ("No lesson is open"));
}

void
app_window_restart (AppWindow *window, const char *folder)
{
  g_autoptr (Lesson) lesson = find_lesson (window, folder);
  if (lesson == NULL)
    {
      say_none (window);
      return;
    }
  g_autofree char *found = g_path_get_dirname (lesson->path);
  app_progress_clear (app_progress_get_default (), lesson->slug);
  app_window_open_lesson (window, found);
}

static void
on_restart (AdwMessageDialog *dialog, const char *response, AppWindow *window)
{
  if (g_str_equal (response, "restart"))
    app_window_restart (window, g_object_get_data (G_OBJECT (dialog), "folder"));
}

void
app_window_ask_restart (AppWindow *window, const char *folder)
{
  g_autoptr (Lesson) lesson = find_lesson (window, folder);
  if (lesson == NULL)
    {
      say_none (window);
      return;
    }
  g_autofree char *title = g_strdup_printf (_ ("Start “%s” again?"), lesson->title);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (window), title,
      _ ("Your answers and your place in it are forgotten. Recordings you saved stay."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep Them"),
                                    "restart", _ ("_Start Again"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_restart), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
app_window_show_summary (AppWindow *window)
{
  AppDocument *document = app_window_get_document (window);
  if (!app_document_is_open (document) || app_document_get_lesson (document) == NULL)
    {
      say_none (window);
      return;
    }
  app_summary_show (GTK_WINDOW (window), document, app_progress_get_default ());
}
