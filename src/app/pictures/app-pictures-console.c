#include "app-pictures-private.h"

#include "app-document-free.h"

static gboolean
shoot_typing (const AppShooting *shooting, AppConsole *console, const char *text, const char *name,
              GError **error)
{
  GtkEditable *entry = app_console_get_entry (console);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_text (entry, text);
  gtk_editable_set_position (entry, -1);
  return app_shoot (shooting, name, error);
}

gboolean
app_pictures_console (const AppShooting *shooting, GError **error)
{
  AppWindow *window = shooting->window;
  AppDocument *document = app_window_get_document (window);
  AppConsole *console = app_lesson_page_get_console (
      app_shell_get_lesson_page (app_window_get_shell (window)));
  if (!app_window_open_free (window, NULL) || !app_shoot (shooting, "console-begin", error)
      || !app_document_act (document, "phone open INBOX", error))
    return FALSE;
  app_console_choose (console, "Archive");
  app_document_set_stepping (document, TRUE);
  gboolean done = app_console_press (console, "act:check")
                  && app_shoot (shooting, "console-on-the-way", error);
  app_document_set_stepping (document, FALSE);
  app_document_run_on (document);
  done = done && shoot_typing (shooting, console, "x1 FETCH 1 (", "console-typing", error);
  gtk_editable_set_text (app_console_get_entry (console), "");
  app_document_go (document, 3);
  return done && app_shoot (shooting, "console-past", error);
}
