#include "app-pictures-private.h"

#include "app-glossary.h"
#include "app-progress.h"
#include "app-summary.h"

static gboolean
shoot_and_close (const AppShooting *shooting, GtkWindow *window, const char *name, GError **error)
{
  gboolean done = app_shoot_window (shooting, window, name, error);
  gtk_window_destroy (window);
  return done;
}

gboolean
app_pictures_study (const AppShooting *shooting, GError **error)
{
  GtkWindow *parent = GTK_WINDOW (shooting->window);
  AppDocument *document = app_window_get_document (shooting->window);
  AppShell *shell = app_window_get_shell (shooting->window);
  g_autofree char *lesson = g_path_get_dirname (app_document_get_lesson (document)->path);
  GtkWindow *summary = app_summary_show (parent, document, app_progress_get_default ());
  GtkWindow *glossary = GTK_WINDOW (app_glossary_show (parent, "word.sequence-number"));
  gboolean done = shoot_and_close (shooting, summary, "summary", error);
  done = shoot_and_close (shooting, glossary, "glossary", error) && done;
  glossary = GTK_WINDOW (app_glossary_show (parent, "imap.command.fetch"));
  app_glossary_choose_kind (APP_GLOSSARY (glossary), "command");
  done = shoot_and_close (shooting, glossary, "glossary-commands", error) && done;
  /* Another one is in the middle. */
  app_window_open_lesson (shooting->window, "pop3-first");
  for (guint i = 0; i < 3; i++)
    app_document_forward (document, VIEW_MOVE_STEP);
  app_shell_show (shell, "list");
  done = done && app_shoot (shooting, "list-begun", error);
  app_window_open_lesson (shooting->window, lesson);
  return done;
}
