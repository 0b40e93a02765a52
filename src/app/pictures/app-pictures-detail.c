#include "app-pictures-private.h"

#include <string.h>

/* The first row whose explanation gives advice. */
static gboolean
find_advice (AppDocument *document)
{
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      ViewDetail *detail = app_document_get_detail (document);
      if (detail == NULL)
        continue;
      g_autoptr (GPtrArray) advice = view_detail_get_advice (detail);
      if (advice->len > 0)
        return TRUE;
    }
  return FALSE;
}

/* The first line that begins with @text. */
static gboolean
find_line (AppDocument *document, const char *text)
{
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      ViewDetail *detail = app_document_get_detail (document);
      GBytes *bytes = detail != NULL ? view_detail_get_bytes (detail) : NULL;
      gsize len = 0;
      const char *data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;
      if (len >= strlen (text) && memcmp (data, text, strlen (text)) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
app_pictures_detail (const AppShooting *shooting, GError **error)
{
  AppWindow *window = shooting->window;
  AppDocument *document = app_window_get_document (window);
  AppLessonPage *page = app_shell_get_lesson_page (app_window_get_shell (window));
  AppDetail *detail = app_lesson_page_get_detail (page);
  g_autofree char *arrangement = g_strdup (app_lesson_page_get_arrangement (page));
  gboolean done = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  app_document_go_last (document);
  if (find_advice (document))
    done = app_shoot (shooting, "detail-advice", error);
  if (find_line (document, "* 1 FETCH (UID 1 BODY[]") && app_detail_show_literal (detail))
    done = done && app_shoot (shooting, "detail-literal", error);
  app_detail_show_states (detail, TRUE);
  done = done && app_shoot (shooting, "detail-states", error);
  app_document_go_first (document);
  for (guint i = 0; i < 3; i++)
    app_document_forward (document, VIEW_MOVE_LINE);
  done = done && app_shoot (shooting, "detail-states-begin", error);
  app_detail_show_states (detail, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", arrangement);
  return done;
}
