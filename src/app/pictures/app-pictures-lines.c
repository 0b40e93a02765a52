#include "app-pictures-private.h"

#include "app-document-cell.h"
#include "app-document-lines.h"

static void
act (const AppShooting *shooting, const char *action)
{
  AppLessonPage *page = app_shell_get_lesson_page (app_window_get_shell (shooting->window));
  gtk_widget_activate_action (GTK_WIDGET (app_lesson_page_get_ladder (page)), action, NULL);
}

static gboolean
shoot_search (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  gboolean done;
  act (shooting, "lines.find");
  app_document_search (document, "command:\"UID STORE\"");
  app_document_go_found (document, TRUE);
  done = app_shoot (shooting, "search", error);
  app_document_set_only_found (document, TRUE);
  done = done && app_shoot (shooting, "search-only", error);
  app_document_set_only_found (document, FALSE);
  app_document_search (document, "who:nobody");
  done = done && app_shoot (shooting, "search-problem", error);
  app_document_search (document, "");
  app_document_escape (document);
  return done;
}

static gboolean
shoot_lanes (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  gboolean done;
  app_document_show_lane (document, 0, FALSE);
  act (shooting, "lines.lanes");
  done = app_shoot (shooting, "lanes", error);
  act (shooting, "lines.lanes");
  app_document_go (document, view_ladder_get_step_event (app_document_get_ladder (document), 1));
  done = done && app_shoot (shooting, "lanes-folded", error);
  app_document_go_last (document);
  app_document_move_lane (document, 2, 0);
  done = done && app_shoot (shooting, "lanes-moved", error);
  app_document_reset_lanes (document);
  return done;
}

/* The first line that has more than one physical line. */
static gboolean
shoot_unfolded (const AppShooting *shooting, GError **error)
{
  ViewLadder *ladder = app_document_get_ladder (app_window_get_document (shooting->window));
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->literal < 100)
        continue;
      app_document_go (app_window_get_document (shooting->window),
                       view_ladder_get_row_end (ladder, i));
      act (shooting, "lines.unfold");
      gboolean done = app_shoot (shooting, "unfolded", error);
      act (shooting, "lines.unfold");
      return done;
    }
  return TRUE;
}

gboolean
app_pictures_lines (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  app_document_go_last (document);
  if (app_document_choose_cell (document, "server:lin:INBOX:lunch:flags", NULL))
    app_document_go_previous_change (document);
  gboolean done = app_shoot (shooting, "cell-changes", error);
  app_document_clear_cell (document);
  app_document_go_last (document);
  done = done && shoot_search (shooting, error) && shoot_lanes (shooting, error)
         && shoot_unfolded (shooting, error);
  app_document_go_first (document);
  return done;
}
