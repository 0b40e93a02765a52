#include "app-pictures-study.h"

#include "app-glossary.h"
#include "app-pictures.h"
#include "app-summary.h"

gboolean
app_pictures_study (AppWindow *window, AppShoot shoot, gconstpointer data, const char *folder,
                    const char *suffix, GError **error)
{
  AppDocument *document = app_window_get_document (window);
  g_autofree char *file = g_strdup_printf ("summary-%s.png", suffix);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  GtkWindow *summary = app_summary_show (GTK_WINDOW (window), document,
                                         app_progress_get_default ());
  app_picture_settle (GTK_WIDGET (summary));
  gboolean done = app_picture_save (summary, path, error);
  gtk_window_destroy (summary);
  GtkWindow *glossary = GTK_WINDOW (
      app_glossary_show (GTK_WINDOW (window), "word.sequence-number"));
  g_autofree char *words = g_strdup_printf ("%s/glossary-%s.png", folder, suffix);
  app_picture_settle (GTK_WIDGET (glossary));
  done = done && app_picture_save (glossary, words, error);
  gtk_window_destroy (glossary);
  g_autofree char *folder_of_lesson = g_path_get_dirname (app_document_get_lesson (document)->path);
  /* Another one is in the middle. */
  if (!done || !app_window_open_lesson (window, "pop3-first"))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    app_document_forward (document, VIEW_MOVE_STEP);
  app_shell_show (app_window_get_shell (window), "list");
  return shoot (data, "list-begun", error) && app_window_open_lesson (window, folder_of_lesson);
}
