#include "app-window.h"

#include <glib/gi18n-lib.h>

#include "app-about.h"
#include "app-document-free.h"
#include "app-glossary.h"
#include "app-language.h"
#include "app-preferences.h"
#include "app-settings.h"
#include "app-shortcuts.h"
#include "app-widget.h"
#include "app-window-dialogs.h"
#include "app-window-files.h"
#include "app-window-study.h"
#include "lesson-diagnostic.h"
#include "trace-recording.h"
#include "view-glossary.h"

struct _AppWindow
{
  AdwApplicationWindow parent_instance;
  AppDocument *document;
  AppLive *live;
  AppShell *shell;
  AppPresenter *presenter; /* NULL: nothing is presented */
};

G_DEFINE_FINAL_TYPE (AppWindow, app_window, ADW_TYPE_APPLICATION_WINDOW)

static void
set_state (AppWindow *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

/* --- opening --- */

static const char *
advice_for (const GError *error)
{
  if (g_error_matches (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_VERSION))
    return _ ("It was made by a newer Postglass. Update Postglass and open it again.");
  if (g_error_matches (error, TRACE_RECORDING_ERROR, TRACE_RECORDING_ERROR_IO))
    return _ ("Check that the file is there and that you may read it.");
  if (error->domain == TRACE_RECORDING_ERROR)
    return _ ("It is no recording of Postglass, or it was damaged. Ask for another copy of it.");
  if (g_error_matches (error, LESSON_ERROR, LESSON_ERROR_INVALID))
    return _ ("The place stands above. Mend the lesson there and open it again.");
  if (error->domain == LESSON_ERROR)
    return _ ("Choose a lesson from the list.");
  return _ ("Try again, or choose something else.");
}

gboolean
app_window_open_lesson (AppWindow *self, const char *name)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), FALSE);
  g_autoptr (GError) error = NULL;
  if (!app_document_open_lesson (self->document, name, &error))
    {
      app_shell_show_problem (self->shell, _ ("This lesson cannot be opened"), error->message,
                              advice_for (error));
      return FALSE;
    }
  gboolean resumed = app_progress_resume (app_progress_get_default (), self->document);
  app_shell_show (self->shell, "lesson");
  if (app_document_get_problem (self->document) != NULL)
    app_shell_say (self->shell, app_document_get_problem (self->document));
  else if (resumed && app_document_get_step (self->document) > 0)
    app_shell_say (self->shell, _ ("You are where you left off; Home goes to the beginning"));
  return TRUE;
}

gboolean
app_window_open_recording (AppWindow *self, const char *path)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  if (!app_document_open_recording (self->document, path, &cut, &error))
    {
      app_shell_show_problem (self->shell, _ ("This recording cannot be opened"), error->message,
                              advice_for (error));
      return FALSE;
    }
  app_progress_note_recording (app_progress_get_default (), path);
  app_shell_show (self->shell, "lesson");
  if (cut != NULL)
    app_shell_say (self->shell, _ ("The file ends in the middle; what is whole of it is shown"));
  return TRUE;
}

gboolean
app_window_open_free (AppWindow *self, const char *lesson)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), FALSE);
  g_autoptr (GError) error = NULL;
  if (!app_document_open_free (self->document, lesson, &error))
    {
      app_shell_show_problem (self->shell, _ ("Free play cannot begin"), error->message,
                              advice_for (error));
      return FALSE;
    }
  app_shell_show (self->shell, "lesson");
  gtk_widget_grab_focus (
      GTK_WIDGET (app_lesson_page_get_console (app_shell_get_lesson_page (self->shell))));
  return TRUE;
}

static void
on_open_lesson (AppWindow *self, const char *folder)
{
  app_window_open_lesson (self, folder);
}

static void
on_open_recording (AppWindow *self, const char *path)
{
  app_window_open_recording (self, path);
}

/* --- the shell --- */

static void
on_arrangement (AppWindow *self)
{
  set_state (self, "arrangement", g_variant_new_string (app_shell_get_arrangement (self->shell)));
}

static void
set_shell (AppWindow *self)
{
  g_autofree char *shown = self->shell != NULL ? g_strdup (app_shell_get_shown (self->shell))
                                               : NULL;
  self->shell = app_shell_new (self->document, self->live);
  g_signal_connect_object (self->shell, "open-lesson", G_CALLBACK (on_open_lesson), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shell, "open-recording", G_CALLBACK (on_open_recording), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shell, "save-live", G_CALLBACK (app_window_ask_save_live), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shell, "arranged", G_CALLBACK (on_arrangement), self,
                           G_CONNECT_SWAPPED);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), GTK_WIDGET (self->shell));
  /* What went wrong was said in the other language. */
  if (shown == NULL || g_str_equal (shown, "problem"))
    shown = (g_free (shown), g_strdup (app_document_is_open (self->document) ? "lesson" : "list"));
  app_shell_show (self->shell, shown);
  app_glossary_retell (GTK_WINDOW (self));
  on_arrangement (self);
}

static void
on_setting (AppWindow *self, guint setting)
{
  AppSettings *settings = app_settings_get_default ();
  if (setting == APP_SETTING_LANGUAGE || setting == APP_SETTING_CONTENT_LANGUAGE)
    {
      set_state (self, "language", g_variant_new_string (app_language_get ()));
      app_document_retell (self->document);
    }
  else if (setting == APP_SETTING_ASK)
    {
      gboolean asks = app_settings_get_flag (settings, APP_SETTING_ASK);
      set_state (self, "ask", g_variant_new_boolean (asks));
      app_document_set_asks (self->document, asks);
    }
}

static void
on_problem (AppWindow *self)
{
  g_autofree char *problem = app_settings_take_problem (app_settings_get_default ());
  if (problem == NULL)
    problem = app_progress_take_problem (app_progress_get_default ());
  if (problem != NULL)
    app_shell_say (self->shell, problem);
}

static void
on_finished (AppWindow *self, AppDocument *document)
{
  if (document == self->document)
    app_shell_offer (self->shell, _ ("That was the last step"), _ ("_What Came of It"),
                     "win.summary");
}

static void
on_opened (AppWindow *self)
{
  GAction *save = g_action_map_lookup_action (G_ACTION_MAP (self), "save");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (save), app_document_is_open (self->document));
}

/* --- actions --- */

static void
change_language (GSimpleAction *action, GVariant *value, gpointer data)
{
  app_settings_set_text (app_settings_get_default (), APP_SETTING_LANGUAGE,
                         g_variant_get_string (value, NULL));
}

static void
change_ask (GSimpleAction *action, GVariant *value, gpointer data)
{
  app_settings_set_flag (app_settings_get_default (), APP_SETTING_ASK,
                         g_variant_get_boolean (value));
}

static void
change_arrangement (GSimpleAction *action, GVariant *value, gpointer data)
{
  app_shell_set_arrangement (APP_WINDOW (data)->shell, g_variant_get_string (value, NULL));
}

static void
activate_explanation (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_shell_toggle_explanation (APP_WINDOW (data)->shell);
}

static void
activate_larger (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_settings_step_number (app_settings_get_default (), APP_SETTING_TEXT_SIZE, 1);
}

static void
activate_smaller (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_settings_step_number (app_settings_get_default (), APP_SETTING_TEXT_SIZE, -1);
}

static void
activate_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_window_ask_open (APP_WINDOW (data));
}

static void
activate_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_window_ask_save (APP_WINDOW (data));
}

static void
activate_free_play (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *lesson = g_variant_get_string (parameter, NULL);
  app_window_open_free (APP_WINDOW (data), *lesson != '\0' ? lesson : NULL);
}

static void
activate_open_lesson (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_window_open_lesson (APP_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
activate_restart (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_window_ask_restart (APP_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
activate_summary (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_window_show_summary (APP_WINDOW (data));
}

static void
activate_glossary (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (view_glossary_check (&error))
    app_glossary_show (GTK_WINDOW (data), g_variant_get_string (parameter, NULL));
  else
    app_shell_say (APP_WINDOW (data)->shell, error->message);
}

static void
activate_connect (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_shell_show (APP_WINDOW (data)->shell, "connect");
}

static void
on_presented (AppWindow *self)
{
  g_clear_object (&self->presenter);
}

/* What the page shows: a lesson, a recording, or what a real mail program does. */
static void
activate_present (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AppWindow *self = APP_WINDOW (data);
  gboolean connect = g_str_equal (app_shell_get_shown (self->shell), "connect");
  AppDocument *document = connect ? app_live_get_document (self->live) : self->document;
  if (self->presenter != NULL)
    {
      gtk_window_present (app_presenter_get_screen (self->presenter));
      return;
    }
  if (!app_document_is_open (document))
    {
      app_shell_say (self->shell,
                     _ ("Open a lesson or a recording first; then it can be presented"));
      return;
    }
  self->presenter = app_presenter_new (document, GTK_WINDOW (self));
  g_signal_connect_object (self->presenter, "ended", G_CALLBACK (on_presented), self,
                           G_CONNECT_SWAPPED);
}

static void
activate_keys (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_shortcuts_show (GTK_WINDOW (data));
}

static void
activate_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_preferences_show (GTK_WINDOW (data));
}

static void
activate_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  app_about_show (GTK_WINDOW (data));
}

static const GActionEntry actions[] = {
  { .name = "language", .parameter_type = "s", .state = "'en'", .change_state = change_language },
  { .name = "arrangement",
    .parameter_type = "s",
    .state = "'lesson'",
    .change_state = change_arrangement },
  { .name = "ask", .state = "true", .change_state = change_ask },
  { .name = "explanation", .activate = activate_explanation },
  { .name = "text-larger", .activate = activate_larger },
  { .name = "text-smaller", .activate = activate_smaller },
  { .name = "open", .activate = activate_open },
  { .name = "save", .activate = activate_save },
  { .name = "free-play", .parameter_type = "s", .activate = activate_free_play },
  { .name = "open-lesson", .parameter_type = "s", .activate = activate_open_lesson },
  { .name = "restart", .parameter_type = "s", .activate = activate_restart },
  { .name = "summary", .activate = activate_summary },
  { .name = "glossary", .parameter_type = "s", .activate = activate_glossary },
  { .name = "connect", .activate = activate_connect },
  { .name = "present", .activate = activate_present },
  { .name = "keys", .activate = activate_keys },
  { .name = "preferences", .activate = activate_preferences },
  { .name = "about", .activate = activate_about },
};

/* --- the window --- */

AppDocument *
app_window_get_document (AppWindow *self)
{
  return self->document;
}

AppLive *
app_window_get_live (AppWindow *self)
{
  return self->live;
}

AppShell *
app_window_get_shell (AppWindow *self)
{
  return self->shell;
}

AppPresenter *
app_window_get_presenter (AppWindow *self)
{
  return self->presenter;
}

static void
app_window_dispose (GObject *object)
{
  if (APP_WINDOW (object)->presenter != NULL)
    app_presenter_end (APP_WINDOW (object)->presenter);
  g_clear_object (&APP_WINDOW (object)->live);
  g_clear_object (&APP_WINDOW (object)->document);
  G_OBJECT_CLASS (app_window_parent_class)->dispose (object);
}

static void
app_window_class_init (AppWindowClass *klass)
{
  app_widget_name_buttons ();
  G_OBJECT_CLASS (klass)->dispose = app_window_dispose;
}

static void
app_window_init (AppWindow *self)
{
  AppSettings *settings = app_settings_get_default ();
  self->document = app_document_new ();
  self->live = app_live_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_state (self, "language", g_variant_new_string (app_language_get ()));
  on_setting (self, APP_SETTING_ASK);
  app_progress_follow (app_progress_get_default (), self->document);
  g_signal_connect_object (app_progress_get_default (), "finished", G_CALLBACK (on_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "opened", G_CALLBACK (on_opened), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "language", G_CALLBACK (set_shell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed", G_CALLBACK (on_setting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "problem", G_CALLBACK (on_problem), self, G_CONNECT_SWAPPED);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 720);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Postglass"));
  app_widget_keep_focus (GTK_WINDOW (self));
  gtk_window_set_icon_name (GTK_WINDOW (self), POSTGLASS_APPLICATION_ID);
  set_shell (self);
  on_opened (self);
  on_problem (self);
  app_window_accept_files (self);
}

AppWindow *
app_window_new (AdwApplication *application)
{
  return g_object_new (APP_TYPE_WINDOW, "application", application, NULL);
}
