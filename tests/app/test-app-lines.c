/* The ladder's lanes, search, folds and marks, by actions and keys. */
#include "app-document-cell.h"
#include "app-document-lines.h"
#include "app-find.h"
#include "app-lanes-menu.h"
#include "app-list.h"
#include "app-testlib.h"

static GtkListView *
list_of (AppWindow *window)
{
  return app_ladder_get_list (app_lesson_page_get_ladder (app_test_get_page (window)));
}

static guint
rows_of (AppWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list_of (window))));
}

static AppFind *
find_of (AppWindow *window)
{
  return APP_FIND (app_test_find (GTK_WIDGET (app_test_get_page (window)), APP_TYPE_FIND));
}

static AppWindow *
open_end (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  app_test_press (window, GDK_KEY_End, 0);
  app_test_settle (window);
  return window;
}

static void
act (AppWindow *window, const char *action)
{
  GtkWidget *ladder = GTK_WIDGET (app_lesson_page_get_ladder (app_test_get_page (window)));
  g_assert_true (gtk_widget_activate_action (ladder, action, NULL));
  app_test_settle (window);
}

/* Type, go on and back, see only these, and give it up by Escape, which goes no further. */
static void
test_search (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  AppFind *find = find_of (window);
  guint all = rows_of (window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find)));
  g_assert_true (app_test_press (window, GDK_KEY_f, GDK_CONTROL_MASK));
  app_test_settle (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find)));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), GTK_WIDGET (find)));
  gtk_editable_set_text (app_find_get_entry (find), "command:store");
  app_test_settle (window);
  guint at;
  guint n = app_document_count_found (document, &at);
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (rows_of (window), ==, all);
  /* the keys work while one types */
  g_assert_true (app_test_press (window, GDK_KEY_F3, 0));
  app_document_count_found (document, &at);
  g_assert_cmpuint (at, ==, 1);
  g_assert_true (app_document_is_found (document, app_document_get_selected (document)));
  g_assert_true (app_test_press (window, GDK_KEY_F3, GDK_SHIFT_MASK));
  app_document_count_found (document, &at);
  g_assert_cmpuint (at, ==, n);
  g_assert_nonnull (strstr (app_find_get_status (find), " of "));
  g_assert_true (app_test_press (window, GDK_KEY_g, GDK_CONTROL_MASK));

  app_document_set_only_found (document, TRUE);
  app_test_settle (window);
  g_assert_cmpuint (rows_of (window), ==, n);
  g_assert_true (app_document_escape (document));
  app_test_settle (window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find)));
  g_assert_cmpstr (app_document_get_search (document), ==, "");
  g_assert_cmpuint (rows_of (window), ==, all);
  /* open and empty, it is closed before anything else */
  act (window, "lines.find");
  g_assert_true (app_document_escape (document));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find)));
  g_assert_false (app_document_escape (document));
  app_test_close (window);
}

/* From the beginning, where nothing has happened yet, a search leads on; never behind an open question. */
static void
test_ahead (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  app_document_search (document, "EXPUNGE");
  for (guint i = 0; i < 3; i++)
    g_assert_true (app_document_go_found (document, TRUE));
  g_assert_cmpuint (app_document_get_position (document).event, >, 0);
  app_document_set_asks (document, TRUE);
  guint32 limit = app_document_get_limit (document);
  app_document_go_first (document);
  g_assert_cmpuint (limit, <, view_ladder_get_last (app_document_get_ladder (document)));
  guint at;
  guint n = app_document_count_found (document, &at);
  for (guint i = 0; i < n + 2; i++)
    {
      app_document_go_found (document, TRUE);
      g_assert_cmpuint (app_document_get_position (document).event, <=, limit);
    }
  app_test_close (window);
}

static void
test_problem (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  guint all = rows_of (window);
  app_document_search (document, "who:fone");
  app_test_settle (window);
  g_autofree char *problem = app_document_dup_search_problem (document);
  g_assert_nonnull (strstr (problem, "fone"));
  g_assert_cmpstr (app_find_get_status (find_of (window)), ==, problem);
  g_assert_cmpuint (rows_of (window), ==, all);
  g_assert_false (app_document_go_found (document, TRUE));
  app_test_close (window);
}

/* Every condition that is offered can be chosen, and finds something. */
static void
test_choices (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  AppFind *find = find_of (window);
  act (window, "lines.find");
  GtkWidget *button = app_test_find (GTK_WIDGET (find), GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  app_test_settle (window);
  GtkWidget *grid = app_test_find (button, GTK_TYPE_GRID);
  guint n = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_BUTTON (child))
        continue;
      GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (child));
      app_document_search (document, g_variant_get_string (target, NULL));
      g_autofree char *problem = app_document_dup_search_problem (document);
      g_assert_null (problem);
      n++;
    }
  g_assert_cmpuint (n, >, 8);
  app_document_search (document, "");
  act (window, "lines.find");
  gtk_widget_activate_action (GTK_WIDGET (find), "find.add", "s", "who:phone");
  g_assert_cmpstr (app_document_get_search (document), ==, "who:phone ");
  app_test_close (window);
}

static void
test_lanes (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  guint all = rows_of (window);
  g_assert_true (app_test_press (window, GDK_KEY_l, GDK_CONTROL_MASK));
  app_test_settle (window);
  AppLanesMenu *menu = APP_LANES_MENU (
      app_test_find (GTK_WIDGET (app_test_get_page (window)), APP_TYPE_LANES_MENU));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (menu)));
  GtkWidget *check = app_test_find (GTK_WIDGET (menu), GTK_TYPE_CHECK_BUTTON);
  g_assert_cmpstr (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), ==, "Phone");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  app_test_settle (window);
  g_assert_cmpuint (rows_of (window), <, all);
  g_assert_cmpuint (view_rows_count_lanes (app_document_get_rows (document)), ==, 2);
  /* going through the run, the list is always what the document says */
  app_document_go_first (document);
  g_assert_cmpuint (rows_of (window), ==, 0);
  while (app_document_get_position (document).event
         < view_ladder_get_last (app_document_get_ladder (document)))
    {
      app_document_forward (document, VIEW_MOVE_EXCHANGE);
      g_assert_cmpuint (rows_of (window), ==, view_rows_count (app_document_get_rows (document)));
    }
  app_test_settle (window);
  gtk_widget_activate_action (GTK_WIDGET (menu), "lanes.move", "(uu)", 2, 0);
  app_test_settle (window);
  g_assert_cmpstr (view_lanes_get_owner (app_document_get_lanes (document), 0), ==, "laptop");
  gtk_widget_activate_action (GTK_WIDGET (menu), "lanes.reset", NULL);
  app_test_settle (window);
  g_assert_cmpuint (rows_of (window), ==, all);
  act (window, "lines.lanes");
  app_test_close (window);
}

/* What is hidden says so to those who do not see it. */
static void
test_fold_says (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  app_document_show_lane (document, 0, FALSE);
  app_document_go_first (document);
  guint32 row = 0;
  ViewRows *rows = app_document_get_rows (document);
  view_rows_set_shown (rows, 20);
  while (view_rows_has (rows, view_rows_get_row (rows, row)))
    row++;
  app_document_go (document, view_ladder_get_row_end (app_document_get_ladder (document), 19));
  app_test_settle (window);
  app_list_scroll_to (list_of (window), row);
  app_test_settle (window);
  g_autoptr (ViewRow) fold = view_rows_get (app_document_get_rows (document), row);
  g_assert_cmpint (fold->kind, ==, VIEW_ROW_FOLD);
  g_autofree char *sentence = app_document_say (document, &fold->node.sentence);
  g_assert_nonnull (strstr (sentence, "Phone"));
  gboolean said = FALSE;
  for (GtkWidget *item = gtk_widget_get_first_child (GTK_WIDGET (list_of (window)));
       item != NULL && !said; item = gtk_widget_get_next_sibling (item))
    {
      g_autofree char *problem = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
      said = problem == NULL;
    }
  g_assert_true (said);
  app_test_close (window);
}

static void
test_unfold (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  ViewLadder *ladder = app_document_get_ladder (document);
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->literal == 0)
        continue;
      guint64 hidden;
      g_auto (GStrv) lines = view_ladder_dup_rest (ladder, i, 3, &hidden);
      g_assert_cmpuint (g_strv_length (lines), ==, 3);
      g_assert_cmpuint (hidden, >, 0);
      g_assert_cmpuint (hidden, <, row->literal);
      app_document_go (document, view_ladder_get_row_end (ladder, i));
      g_assert_true (app_test_press (window, GDK_KEY_l, 0));
      app_test_settle (window);
      g_assert_true (app_document_is_unfolded (document, row->event));
      act (window, "lines.unfold");
      g_assert_false (app_document_is_unfolded (document, row->event));
      app_test_close (window);
      return;
    }
  g_assert_not_reached ();
}

static void
test_cell (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_document_choose_cell (document, "server:lin:INBOX:lunch:flags", NULL));
  act (window, "lines.find-cell");
  g_assert_cmpstr (app_document_get_search (document), ==, "cell:server:lin:INBOX:lunch:flags");
  guint at;
  g_assert_cmpuint (app_document_count_found (document, &at), >=, 1);
  app_test_close (window);
}

/* A range shows its own rows and no others, and a search stays within it. */
static void
test_range (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  ViewLadder *ladder = app_document_get_ladder (document);
  guint32 first = view_ladder_get_step_event (ladder, 1);
  guint32 last = view_ladder_get_step_event (ladder, 2) - 1;
  guint all = rows_of (window);
  guint at;
  app_document_search (document, "FETCH");
  guint everywhere = app_document_count_found (document, &at);
  app_document_show_range (document, first, last);
  app_test_settle (window);
  guint expected = view_ladder_find_row (ladder, last + 1) - view_ladder_find_row (ladder, first);
  g_assert_cmpuint (rows_of (window), ==, expected);
  g_assert_cmpuint (app_document_count_found (document, &at), <, everywhere);
  app_document_show_range (document, 0, 0);
  app_test_settle (window);
  g_assert_cmpuint (rows_of (window), ==, all);
  app_test_close (window);
}

/* Another lesson begins anew: with all its lanes, and nothing looked for. */
static void
test_other_lesson (void)
{
  AppWindow *window = open_end ();
  AppDocument *document = app_window_get_document (window);
  app_document_search (document, "LOGIN");
  app_document_show_lane (document, 0, FALSE);
  g_assert_true (app_window_open_lesson (window, "pop3-first"));
  app_test_settle (window);
  g_assert_cmpstr (app_document_get_search (document), ==, "");
  g_assert_true (view_lanes_is_plain (app_document_get_lanes (document)));
  app_test_press (window, GDK_KEY_End, 0);
  app_test_settle (window);
  g_assert_cmpuint (rows_of (window), >, 10);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/lines/search", test_search);
  g_test_add_func ("/app/lines/ahead", test_ahead);
  g_test_add_func ("/app/lines/problem", test_problem);
  g_test_add_func ("/app/lines/choices", test_choices);
  g_test_add_func ("/app/lines/lanes", test_lanes);
  g_test_add_func ("/app/lines/fold-says", test_fold_says);
  g_test_add_func ("/app/lines/unfold", test_unfold);
  g_test_add_func ("/app/lines/cell", test_cell);
  g_test_add_func ("/app/lines/range", test_range);
  g_test_add_func ("/app/lines/other-lesson", test_other_lesson);
  return g_test_run ();
}
