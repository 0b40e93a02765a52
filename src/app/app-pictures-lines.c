#include "app-pictures-lines.h"

#include "app-document-cell.h"
#include "app-document-lines.h"
#include "app-pictures.h"

typedef struct
{
  AppWindow *window;
  AppDocument *document;
  AppLadder *ladder;
  const char *folder;
  const char *suffix;
} Shooting;

static gboolean
shoot (const Shooting *shooting, const char *name, GError **error)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, shooting->suffix);
  g_autofree char *path = g_build_filename (shooting->folder, file, NULL);
  app_picture_settle (GTK_WIDGET (shooting->window));
  return app_picture_save (GTK_WINDOW (shooting->window), path, error);
}

static void
act (const Shooting *shooting, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (shooting->ladder), action, NULL);
}

static gboolean
shoot_search (const Shooting *shooting, GError **error)
{
  AppDocument *document = shooting->document;
  gboolean done;
  act (shooting, "lines.find");
  app_document_search (document, "command:\"UID STORE\"");
  app_document_go_found (document, TRUE);
  done = shoot (shooting, "search", error);
  app_document_set_only_found (document, TRUE);
  done = done && shoot (shooting, "search-only", error);
  app_document_set_only_found (document, FALSE);
  app_document_search (document, "who:nobody");
  done = done && shoot (shooting, "search-problem", error);
  app_document_search (document, "");
  app_document_escape (document);
  return done;
}

static gboolean
shoot_lanes (const Shooting *shooting, GError **error)
{
  AppDocument *document = shooting->document;
  gboolean done;
  app_document_show_lane (document, 0, FALSE);
  act (shooting, "lines.lanes");
  done = shoot (shooting, "lanes", error);
  act (shooting, "lines.lanes");
  app_document_go (document, view_ladder_get_step_event (app_document_get_ladder (document), 1));
  done = done && shoot (shooting, "lanes-folded", error);
  app_document_go_last (document);
  app_document_move_lane (document, 2, 0);
  done = done && shoot (shooting, "lanes-moved", error);
  app_document_reset_lanes (document);
  return done;
}

/* The first line that has more than one physical line. */
static gboolean
shoot_unfolded (const Shooting *shooting, GError **error)
{
  ViewLadder *ladder = app_document_get_ladder (shooting->document);
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->literal < 100)
        continue;
      app_document_go (shooting->document, view_ladder_get_row_end (ladder, i));
      act (shooting, "lines.unfold");
      gboolean done = shoot (shooting, "unfolded", error);
      act (shooting, "lines.unfold");
      return done;
    }
  return TRUE;
}

gboolean
app_pictures_lines (AppWindow *window, const char *folder, const char *suffix, GError **error)
{
  AppDocument *document = app_window_get_document (window);
  AppLessonPage *page = app_shell_get_lesson_page (app_window_get_shell (window));
  const Shooting shooting = { window, document, app_lesson_page_get_ladder (page), folder, suffix };
  app_document_go_last (document);
  if (app_document_choose_cell (document, "server:lin:INBOX:lunch:flags", NULL))
    app_document_go_previous_change (document);
  gboolean done = shoot (&shooting, "cell-changes", error);
  app_document_clear_cell (document);
  app_document_go_last (document);
  done = done && shoot_search (&shooting, error) && shoot_lanes (&shooting, error)
         && shoot_unfolded (&shooting, error);
  app_document_go_first (document);
  return done;
}
