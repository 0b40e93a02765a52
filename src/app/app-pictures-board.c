#include "app-pictures-board.h"

#include "app-document-cell.h"

static AppBoard *
get_board (AppWindow *window)
{
  return app_lesson_page_get_board (app_shell_get_lesson_page (app_window_get_shell (window)));
}

/* Why the flags of a message on the first device are what they are. */
static gboolean
shoot_why (AppWindow *window, AppShoot shoot, gconstpointer data, GError **error)
{
  AppDocument *document = app_window_get_document (window);
  AppBoard *board = get_board (window);
  app_document_go_last (document);
  gtk_widget_activate_action (GTK_WIDGET (board), "board.why", "s", "phone:lin:INBOX:lunch:flags");
  if (app_document_get_cell (document) == NULL)
    return TRUE; /* a lesson with other mail */
  gboolean done = shoot (data, "board-why", error);
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (board)));
  done = done && shoot (data, "board-followed", error);
  app_document_clear_cell (document);
  return done;
}

/* Numbers and UIDs where a message goes: the first such moment of any card. */
static gboolean
shoot_rulers (AppWindow *window, AppShoot shoot, gconstpointer data, GError **error)
{
  AppDocument *document = app_window_get_document (window);
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
  gtk_widget_activate_action (GTK_WIDGET (get_board (window)), "board.rulers", NULL);
  gboolean done = shoot (data, "board-rulers", error);
  gtk_widget_activate_action (GTK_WIDGET (get_board (window)), "board.rulers", NULL);
  return done && shoot (data, "board-gone", error);
}

static gboolean
shoot_legend (AppWindow *window, AppShoot shoot, gconstpointer data, GError **error)
{
  app_board_show_legend (get_board (window), TRUE);
  gboolean done = shoot (data, "board-legend", error);
  app_board_show_legend (get_board (window), FALSE);
  return done;
}

gboolean
app_pictures_board (AppWindow *window, AppShoot shoot, gconstpointer data, GError **error)
{
  return shoot_why (window, shoot, data, error) && shoot_rulers (window, shoot, data, error)
         && shoot_legend (window, shoot, data, error);
}
