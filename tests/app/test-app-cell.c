#include "app-document-cell.h"
#include "app-ruler.h"
#include "app-testlib.h"

/* The chosen cell: what the document knows of it, and what the window shows. */

static void
count (AppDocument *document, guint *n)
{
  (*n)++;
}

static void
test_choosing (void)
{
  g_autoptr (AppDocument) document = app_test_open_document ();
  g_autoptr (GError) error = NULL;
  guint told = 0;
  g_signal_connect (document, "cell", G_CALLBACK (count), &told);
  g_assert_null (app_document_get_cell (document));
  g_assert_false (app_document_go_next_change (document));
  g_assert_true (app_document_choose_cell (document, "phone:lin:INBOX:lunch:flags", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told, ==, 1);
  g_assert_false (app_document_choose_cell (document, "phone:lin:INBOX:nothing:flags", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (told, ==, 1);
  g_assert_true (view_cell_is (app_document_get_cell (document), "phone:lin:INBOX:lunch:flags"));

  guint n = 0;
  guint32 last = 0;
  while (app_document_go_next_change (document))
    {
      n++;
      last = app_document_get_position (document).event;
    }
  g_assert_cmpuint (n, ==, view_cell_count_changes (app_document_get_cell (document)));
  g_assert_cmpuint (app_document_get_position (document).event, ==, last);
  while (app_document_go_previous_change (document))
    n--;
  g_assert_cmpuint (n, ==, 1); /* the first of all has none before it */

  g_assert_true (app_document_escape (document));
  g_assert_null (app_document_get_cell (document));
  g_assert_cmpuint (told, ==, 2);
  g_assert_false (app_document_escape (document));
}

/* A question that is open hides the changes behind it. */
static void
test_limit (void)
{
  g_autoptr (AppDocument) document = app_test_open_document ();
  app_document_set_asks (document, TRUE);
  g_assert_true (app_document_get_waiting (document, NULL, NULL));
  g_assert_true (app_document_choose_cell (document, "phone:lin:INBOX:lunch:flags", NULL));
  while (app_document_go_next_change (document))
    continue;
  guint32 stopped = app_document_get_position (document).event;
  g_assert_cmpuint (stopped, <=, app_document_get_limit (document));
  g_assert_cmpuint (view_cell_next (app_document_get_cell (document), stopped), !=, 0);
  g_assert_cmpuint (app_document_get_next_change (document), ==, 0);
}

/* The address is kept for another run, as far as there is such a cell in it. */
static void
test_other_run (void)
{
  g_autoptr (AppDocument) document = app_test_open_document ();
  g_assert_true (app_document_choose_cell (document, "server:lin:INBOX:uidnext", NULL));
  g_assert_true (app_document_open_lesson (document, "imap-first", NULL));
  g_assert_nonnull (app_document_get_cell (document));
  g_assert_true (view_cell_is (app_document_get_cell (document), "server:lin:INBOX:uidnext"));
  app_document_clear_cell (document);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  g_assert_true (app_document_choose_cell (document, "laptop:lin:INBOX:uidnext", NULL));
  g_assert_true (app_document_open_lesson (document, "pop3-first", NULL));
  g_assert_null (app_document_get_cell (document));
}

/* --- in the window --- */

static AppBoard *
get_board (AppWindow *window)
{
  return app_lesson_page_get_board (app_test_get_page (window));
}

static guint
count_type (GtkWidget *widget, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type) ? 1 : 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_type (child, type);
  return n;
}

/* Asking, following a reason, and from change to change. */
static void
test_why (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppBoard *board = get_board (window);
  app_document_go_last (document);
  g_assert_null (app_board_get_why (board));
  gtk_widget_activate_action (GTK_WIDGET (board), "board.why", "s", "phone:lin:INBOX:lunch:flags");
  app_test_settle (window);
  AppWhy *why = app_board_get_why (board);
  g_assert_nonnull (why);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (why)));
  guint n = app_why_count_steps (why);
  g_assert_cmpuint (n, >=, 3);
  /* going to a reason leaves the question as it is */
  guint32 before = app_document_get_position (document).event;
  GtkWidget *step = app_why_get_step (why, n - 1);
  gtk_test_accessible_assert_role (step, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_signal_emit_by_name (step, "clicked");
  app_test_settle (window);
  g_assert_cmpuint (app_document_get_position (document).event, <, before);
  g_assert_cmpuint (app_why_count_steps (why), ==, n);
  /* another change is another question */
  gtk_widget_activate_action (GTK_WIDGET (why), "board.next-change", NULL);
  app_test_settle (window);
  g_assert_true (view_cell_changes (app_document_get_cell (document),
                                    app_document_get_position (document).event,
                                    app_document_get_position (document).event));
  gtk_popover_popdown (GTK_POPOVER (why));
  app_test_settle (window);
  gtk_widget_activate_action (GTK_WIDGET (board), "board.clear-cell", NULL);
  g_assert_null (app_document_get_cell (document));
  app_test_close (window);
}

/* The row that has the focus is what is asked about. */
static void
test_keyboard (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppBoard *board = get_board (window);
  app_document_go_last (document);
  app_test_settle (window);
  GtkListView *list = app_card_get_list (app_board_get_card (board, 0));
  gtk_widget_grab_focus (GTK_WIDGET (list));
  gtk_widget_activate_action (GTK_WIDGET (list), "list.scroll-to-item", "u", 0);
  app_test_settle (window);
  gtk_widget_child_focus (GTK_WIDGET (list), GTK_DIR_TAB_FORWARD);
  app_test_press (window, GDK_KEY_Menu, 0);
  app_test_settle (window);
  g_assert_nonnull (app_document_get_cell (document));
  g_assert_true (g_str_has_prefix (view_cell_get_address (app_document_get_cell (document)),
                                   "phone:lin:INBOX:"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (app_board_get_why (board))));
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (board)));
  app_test_settle (window);
  app_test_close (window);
}

/* All addresses the board offers name cells; the heads too. */
static void
test_addresses (void)
{
  static const char *const lessons[] = { "two-devices", "pop3-first", "journey" };
  for (guint l = 0; l < G_N_ELEMENTS (lessons); l++)
    {
      g_autoptr (AppDocument) document = app_document_new ();
      app_document_set_asks (document, FALSE);
      g_assert_true (app_document_open_lesson (document, lessons[l], NULL));
      guint32 last = view_ladder_get_last (app_document_get_ladder (document));
      guint n = 0;
      for (guint32 event = 0; event <= last; event += 37)
        {
          app_document_go (document, event);
          ViewBoard *board = app_document_get_board (document);
          g_autoptr (GPtrArray) cards = view_board_get_cards (board, 0, G_MAXUINT);
          for (guint i = 0; i < cards->len; i++)
            {
              g_autoptr (GPtrArray) rows = view_board_get_messages (board, i, 0, G_MAXUINT);
              g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
              for (guint k = 0; k < 2; k++)
                g_ptr_array_add (cells, view_card_dup_cell (cards->pdata[i], k == 0));
              for (guint k = 0; k < rows->len; k++)
                for (guint part = 0; part < 4; part++)
                  g_ptr_array_add (cells, view_message_dup_cell (rows->pdata[k], 1u << part));
              for (guint k = 0; k < cells->len; k++)
                if (cells->pdata[k] != NULL)
                  {
                    g_autoptr (GError) error = NULL;
                    app_document_choose_cell (document, cells->pdata[k], &error);
                    g_assert_no_error (error);
                    g_assert_cmpstr (view_cell_get_address (app_document_get_cell (document)), ==,
                                     cells->pdata[k]);
                    n++;
                  }
            }
        }
      g_assert_cmpuint (n, >, 20);
    }
}

/* Rulers, marks and mailboxes open and close; nothing warns, everything has a name. */
static void
test_panels (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppBoard *board = get_board (window);
  gtk_widget_activate_action (GTK_WIDGET (board), "board.rulers", NULL);
  for (guint i = 0; i < 60; i++)
    app_document_forward (document, VIEW_MOVE_LINE);
  app_test_settle (window);
  g_assert_cmpuint (count_type (GTK_WIDGET (board), APP_TYPE_RULER), ==, 3);
  GtkWidget *ruler = app_test_find (GTK_WIDGET (board), APP_TYPE_RULER);
  gtk_test_accessible_assert_role (ruler, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_activate_action (ruler, "ruler.page-down", NULL);
  gtk_widget_activate_action (ruler, "ruler.up", NULL);
  gtk_widget_activate_action (GTK_WIDGET (board), "board.rulers", NULL);
  app_board_show_legend (board, TRUE);
  app_test_settle (window);
  app_board_show_legend (board, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (board), "board.mailbox", "(su)", "phone", 0);
  app_test_settle (window);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/cell/choosing", test_choosing);
  g_test_add_func ("/app/cell/limit", test_limit);
  g_test_add_func ("/app/cell/other-run", test_other_run);
  g_test_add_func ("/app/cell/addresses", test_addresses);
  g_test_add_func ("/app/cell/why", test_why);
  g_test_add_func ("/app/cell/keyboard", test_keyboard);
  g_test_add_func ("/app/cell/panels", test_panels);
  return g_test_run ();
}
