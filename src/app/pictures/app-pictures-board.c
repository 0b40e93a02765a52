#include "app-pictures-private.h"

#include "app-document-cell.h"

static AppBoard *
get_board (AppWindow *window)
{
  return app_lesson_page_get_board (app_shell_get_lesson_page (app_window_get_shell (window)));
}

/* Why the flags of a message on the first device are what they are. */
static gboolean
shoot_why (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  AppBoard *board = get_board (shooting->window);
  app_document_go_last (document);
  gtk_widget_activate_action (GTK_WIDGET (board), "board.why", "s", "phone:lin:INBOX:lunch:flags");
  if (app_document_get_cell (document) == NULL)
    return TRUE; /* a lesson with other mail */
  gboolean done = app_shoot (shooting, "board-why", error);
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (board)));
  done = done && app_shoot (shooting, "board-followed", error);
  app_document_clear_cell (document);
  return done;
}

/* Numbers and UIDs where a message goes: the first such moment of any card. */
static gboolean
shoot_rulers (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  gboolean found = FALSE;
  app_document_go_first (document);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  while (!found && app_document_get_position (document).event < last)
    {
      app_document_forward (document, VIEW_MOVE_LINE);
      ViewBoard *board = app_document_get_board (document);
      for (guint i = 0; !found && i < view_board_count (board); i++)
        {
          g_autoptr (ViewCard) card = view_board_get_card (board, i);
          found = !card->is_server && g_strcmp0 (card->ruler.key, "scene.ruler-gone") == 0;
        }
    }
  gtk_widget_activate_action (GTK_WIDGET (get_board (shooting->window)), "board.rulers", NULL);
  gboolean done = app_shoot (shooting, "board-rulers", error);
  gtk_widget_activate_action (GTK_WIDGET (get_board (shooting->window)), "board.rulers", NULL);
  return done && app_shoot (shooting, "board-gone", error);
}

static gboolean
shoot_legend (const AppShooting *shooting, GError **error)
{
  app_board_show_legend (get_board (shooting->window), TRUE);
  gboolean done = app_shoot (shooting, "board-legend", error);
  app_board_show_legend (get_board (shooting->window), FALSE);
  return done;
}

gboolean
app_pictures_board (const AppShooting *shooting, GError **error)
{
  return shoot_why (shooting, error) && shoot_rulers (shooting, error)
         && shoot_legend (shooting, error);
}
