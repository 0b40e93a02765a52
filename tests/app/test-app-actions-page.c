#include "app-document-free.h"
#include "app-document-cell.h"
#include "app-document-lines.h"
#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-find.h"
#include "app-lanes-menu.h"
#include "app-bookmarks.h"
#include "app-map.h"
#include "app-mark-legend.h"
#include "app-ruler.h"
#include "app-until.h"
#include "app-testlib.h"
#include "test-app-actions.h"

/* The actions of the lesson's page and its panes. */

static const char cell[] = "phone:lin:INBOX:lunch:flags";

static void
test_moving (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  app_test_drive (window, "lesson.back", NULL); /* nothing is before the beginning */
  g_assert_cmpuint (app_test_get_event (window), ==, 0);
  app_test_drive (window, "lesson.forward", NULL);
  g_assert_cmpuint (app_test_get_event (window), >, 0);
  app_test_drive (window, "lesson.back", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, 0);
  app_test_drive (window, "lesson.last", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, last);
  app_test_drive (window, "lesson.forward", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, last);
  app_test_drive (window, "lesson.first", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, 0);
  app_test_drive (window, "lesson.next-step", NULL);
  app_test_drive (window, "lesson.next-step", NULL);
  g_assert_cmpuint (app_document_get_step (document), ==, 2);
  app_test_drive (window, "lesson.previous-step", NULL);
  g_assert_cmpuint (app_document_get_step (document), ==, 1);
  app_test_close (window);
}

static void
test_transport (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  guint32 first, last;
  app_test_drive (window, "transport.forward", "s", "event");
  g_assert_cmpuint (app_test_get_event (window), ==, 1);
  app_test_drive (window, "transport.forward", "s", "century");
  g_assert_cmpuint (app_test_get_event (window), ==, 1);
  app_test_drive (window, "transport.forward", "s", "exchange");
  guint32 there = app_test_get_event (window);
  g_assert_cmpuint (there, >, 1);
  app_test_drive (window, "transport.back", "s", "event");
  g_assert_cmpuint (app_test_get_event (window), ==, there - 1);
  app_test_drive (window, "transport.unit", "s", "step");
  g_assert_cmpint (app_document_get_unit (document), ==, VIEW_MOVE_STEP);
  app_test_drive (window, "transport.unit", "s", "century");
  g_assert_cmpint (app_document_get_unit (document), ==, VIEW_MOVE_STEP);
  app_test_drive (window, "transport.unit", "s", "line");
  app_test_drive (window, "transport.speed", "s", "200");
  g_assert_cmpuint (app_document_get_speed (document), ==, 200);
  app_test_drive (window, "transport.speed", "s", "0");
  app_test_drive (window, "transport.speed", "s", "as fast as you can");
  g_assert_cmpuint (app_document_get_speed (document), ==, 200);
  app_test_drive (window, "transport.faster", NULL);
  g_assert_cmpuint (app_document_get_speed (document), >, 200);
  app_test_drive (window, "transport.slower", NULL);
  g_assert_cmpuint (app_document_get_speed (document), ==, 200);
  app_test_drive (window, "transport.by-clock", NULL);
  g_assert_true (app_document_get_by_clock (document));
  app_test_drive (window, "transport.by-clock", NULL);
  app_test_drive (window, "transport.playing", NULL);
  g_assert_true (app_document_is_playing (document));
  app_test_drive (window, "transport.playing", NULL);
  g_assert_false (app_document_is_playing (document));
  app_test_drive (window, "transport.next-bookmark", NULL); /* there is none */
  app_document_go (document, 30);
  app_test_drive (window, "transport.bookmark", NULL);
  g_assert_true (app_document_has_bookmark (document));
  app_document_go (document, 0);
  app_test_drive (window, "transport.next-bookmark", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, 30);
  app_document_go (document, 50);
  app_test_drive (window, "transport.previous-bookmark", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, 30);
  app_test_drive (window, "transport.range-start", NULL);
  app_document_go (document, 60);
  app_test_drive (window, "transport.range-end", NULL);
  g_assert_true (app_document_get_range (document, &first, &last));
  g_assert_cmpuint (first, ==, 30);
  g_assert_cmpuint (last, ==, 60);
  app_test_settle (window);
  app_test_drive (app_lesson_page_get_detail (app_test_get_page (window)), "range.clear", NULL);
  g_assert_false (app_document_get_range (document, &first, &last));
  app_document_set_range (document, 30, 60);
  app_test_drive (window, "transport.range-clear", NULL);
  g_assert_false (app_document_get_range (document, &first, &last));
  app_test_drive (window, "transport.until", NULL);
  app_test_settle (window);
  GtkWidget *until = app_test_find (GTK_WIDGET (window), APP_TYPE_UNTIL);
  g_assert_true (gtk_widget_get_mapped (until));
  gtk_popover_popdown (GTK_POPOVER (until));
  app_test_settle (window);
  app_test_close (window);
}

static void
test_lines (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppLadder *ladder = app_lesson_page_get_ladder (app_test_get_page (window));
  AppFind *find = APP_FIND (app_test_find (GTK_WIDGET (ladder), APP_TYPE_FIND));
  guint at;
  app_test_drive (ladder, "lines.unfold", NULL); /* nothing is chosen */
  app_document_go_last (document);
  app_test_settle (window);
  app_test_drive (ladder, "lines.find-cell", NULL); /* nor here */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find)));
  app_test_drive (ladder, "lines.find", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (find)));
  app_test_drive (ladder, "find.add", "s", "command:FETCH");
  while (app_document_is_searching (document))
    app_test_settle (window);
  g_assert_cmpuint (app_document_count_found (document, &at), >, 1);
  app_document_go_first (document);
  app_test_drive (ladder, "find.next", NULL);
  guint32 one = app_document_get_selected (document);
  app_test_drive (ladder, "lines.find-next", NULL);
  guint32 two = app_document_get_selected (document);
  g_assert_true (app_document_is_found (document, one));
  g_assert_cmpuint (two, >, one);
  app_test_drive (ladder, "lines.find-previous", NULL);
  g_assert_cmpuint (app_document_get_selected (document), ==, one);
  app_test_drive (ladder, "lines.find-next", NULL);
  app_test_drive (ladder, "find.previous", NULL);
  g_assert_cmpuint (app_document_get_selected (document), ==, one);
  /* What cannot be read is said, and finds nothing. */
  app_test_drive (ladder, "find.add", "s", "colour:blue");
  app_test_settle (window);
  g_autofree char *problem = app_document_dup_search_problem (document);
  g_assert_true (problem != NULL || app_document_count_found (document, &at) == 0);
  app_test_drive (ladder, "find.close", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (find)));
  g_assert_true (app_document_choose_cell (document, cell, NULL));
  app_test_drive (ladder, "lines.find-cell", NULL);
  g_assert_nonnull (strstr (app_document_get_search (document), cell));
  app_test_drive (ladder, "find.close", NULL);

  guint32 row = app_document_get_position (document).current;
  app_document_select (document, row);
  guint32 event = view_ladder_get_row_event (app_document_get_ladder (document), row);
  app_test_drive (ladder, "lines.unfold", NULL);
  g_assert_true (app_document_is_unfolded (document, event));
  app_test_drive (ladder, "lines.unfold", NULL);
  g_assert_false (app_document_is_unfolded (document, event));
  app_test_drive (ladder, "lines.flight",
                  NULL); /* a lesson's run is only looked at, and it says so */
  app_test_settle (window);
  GtkWidget *popover = app_test_find (GTK_WIDGET (ladder), GTK_TYPE_POPOVER);
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (ladder)); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (GTK_IS_POPOVER (child))
      popover = child;
  g_assert_true (gtk_widget_get_mapped (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  app_test_settle (window);
  app_test_close (window);
}

static void
test_lanes (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppLadder *ladder = app_lesson_page_get_ladder (app_test_get_page (window));
  app_document_go_last (document);
  app_test_drive (ladder, "lines.lanes", NULL);
  app_test_settle (window);
  GtkWidget *menu = app_test_find (GTK_WIDGET (ladder), APP_TYPE_LANES_MENU);
  g_assert_true (gtk_widget_get_mapped (menu));
  g_autofree char *first = g_strdup (view_lanes_get_owner (app_document_get_lanes (document), 0));
  app_test_drive (menu, "lanes.move", "(uu)", 0u, 1u);
  g_assert_cmpstr (view_lanes_get_owner (app_document_get_lanes (document), 1), ==, first);
  app_test_drive (menu, "lanes.move", "(uu)", 1u, 77u); /* there is no such place */
  g_assert_cmpstr (view_lanes_get_owner (app_document_get_lanes (document), 1), ==, first);
  app_test_drive (menu, "lanes.reset", NULL);
  g_assert_true (view_lanes_is_plain (app_document_get_lanes (document)));
  app_test_drive (ladder, "lines.lanes", NULL);
  app_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (menu));
  app_test_close (window);
}

static void
test_map (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppLadder *ladder = app_lesson_page_get_ladder (app_test_get_page (window));
  app_document_go_last (document);
  app_test_settle (window);
  GtkWidget *map = app_test_find (GTK_WIDGET (ladder), APP_TYPE_MAP);
  gboolean shown = gtk_widget_get_mapped (map);
  app_test_drive (ladder, "lines.map", NULL);
  app_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (map) != shown);
  app_test_drive (ladder, "lines.map", NULL);
  app_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (map) == shown);
  app_test_drive (ladder, "lines.map-key", NULL);
  app_test_settle (window);
  GtkWidget *legend = app_test_find (GTK_WIDGET (ladder), APP_TYPE_MARK_LEGEND);
  g_assert_true (legend != NULL && gtk_widget_get_mapped (legend));
  app_test_drive (ladder, "lines.map-key", NULL);
  app_test_settle (window);
  guint32 row = app_document_get_selected (document);
  app_test_drive (map, "map.previous", NULL);
  guint32 before = app_document_get_selected (document);
  g_assert_cmpuint (before, <, row);
  app_test_drive (map, "map.go", NULL);
  g_assert_cmpuint (app_test_get_event (window), <,
                    view_ladder_get_last (app_document_get_ladder (document)));
  app_document_go_first (document);
  app_test_drive (map, "map.previous", NULL); /* there is none */
  app_test_drive (map, "map.next", NULL);
  app_document_go_last (document);
  app_test_settle (window);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (app_ladder_get_list (ladder)));
  double value = gtk_adjustment_get_value (adjustment);
  app_test_drive (map, "map.page-up", NULL);
  app_test_settle (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, value);
  value = gtk_adjustment_get_value (adjustment);
  app_test_drive (map, "map.page-down", NULL);
  app_test_settle (window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, value);
  app_test_close (window);
}

static void
test_bookmarks (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  while (app_document_get_bookmarks (document)->len > 0)
    app_document_remove_bookmark (
        document, g_array_index (app_document_get_bookmarks (document), ViewPlace, 0).event);
  app_document_go (document, 30);
  app_document_toggle_bookmark (document, "here");
  app_document_go (document, 0);
  app_test_drive (window, "transport.until", NULL);
  app_test_settle (window);
  AppBookmarks *list = APP_BOOKMARKS (app_test_find (GTK_WIDGET (window), APP_TYPE_BOOKMARKS));
  app_test_drive (list, "bookmarks.rename", "u", 30u);
  app_test_settle (window);
  g_assert_nonnull (app_bookmarks_get_entry (list));
  gtk_editable_set_text (app_bookmarks_get_entry (list), "there");
  app_test_drive (list, "bookmarks.named", NULL);
  app_test_settle (window);
  g_assert_null (app_bookmarks_get_entry (list));
  const ViewPlace *place = &g_array_index (app_document_get_bookmarks (document), ViewPlace, 0);
  g_assert_cmpstr (place->name, ==, "there");
  app_test_drive (list, "bookmarks.remove", "u", 29u); /* none is there */
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 1);
  app_test_drive (list, "bookmarks.go", "u", 30u);
  g_assert_cmpuint (app_test_get_event (window), ==, 30);
  app_test_drive (list, "bookmarks.remove", "u", 30u);
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 0);
  app_test_settle (window);
  gtk_popover_popdown (GTK_POPOVER (app_test_find (GTK_WIDGET (window), APP_TYPE_UNTIL)));
  app_test_settle (window);
  app_test_close (window);
}

static void
test_board (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppBoard *board = app_lesson_page_get_board (app_test_get_page (window));
  app_document_go_last (document);
  app_test_settle (window);
  app_test_drive (board, "board.why-chosen", NULL); /* none is */
  app_test_drive (board, "board.why", "s", "phone:lin:INBOX:nobody:flags");
  app_test_drive (board, "board.next-change", NULL);
  g_assert_null (app_board_get_why (board));
  app_test_drive (board, "board.why", "s", cell);
  app_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (app_board_get_why (board))));
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (board)));
  app_test_settle (window);
  app_test_drive (board, "board.why-chosen", NULL);
  app_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (app_board_get_why (board))));
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (board)));
  app_test_drive (board, "board.previous-change", NULL);
  guint32 there = app_test_get_event (window);
  g_assert_cmpuint (there, <, view_ladder_get_last (app_document_get_ladder (document)));
  app_test_drive (board, "board.previous-change", NULL);
  app_test_drive (board, "board.next-change", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, there);
  app_test_drive (board, "board.clear-cell", NULL);
  g_assert_null (app_document_get_cell (document));
  app_document_go_last (document);
  app_test_settle (window);
  GtkListView *list = app_card_get_list (app_board_get_card (board, 0));
  gtk_widget_child_focus (GTK_WIDGET (list), GTK_DIR_TAB_FORWARD);
  app_test_drive (board, "board.why-focused", NULL);
  g_assert_nonnull (app_document_get_cell (document));
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (board)));
  app_test_drive (board, "board.mailbox", "(su)", "server", 1u);
  app_test_drive (board, "board.mailbox", "(su)", "nobody", 99u);
  app_test_settle (window);
  app_test_drive (board, "board.rulers", NULL);
  app_test_settle (window);
  GtkWidget *ruler = app_test_find (GTK_WIDGET (board), APP_TYPE_RULER);
  g_assert_nonnull (ruler);
  app_test_drive (ruler, "ruler.down", NULL);
  app_test_drive (ruler, "ruler.page-down", NULL);
  app_test_drive (ruler, "ruler.page-up", NULL);
  app_test_drive (ruler, "ruler.up", NULL);
  app_test_settle (window);
  app_test_drive (board, "board.rulers", NULL);
  app_test_settle (window);
  app_test_close (window);
}

static void
test_console (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_free (window, NULL));
  app_test_settle (window);
  AppConsole *console = app_lesson_page_get_console (app_test_get_page (window));
  app_test_drive (console, "console.next", NULL); /* nothing is under way */
  g_assert_true (app_console_press (console, "act:open"));
  app_document_set_stepping (document, TRUE);
  g_assert_true (app_console_press (console, "act:check"));
  g_assert_true (app_document_is_under_way (document));
  guint32 before = app_test_get_event (window);
  app_test_drive (console, "console.next", NULL);
  g_assert_cmpuint (app_test_get_event (window), >, before);
  app_test_drive (console, "console.finish", NULL);
  g_assert_false (app_document_is_under_way (document));
  app_document_set_stepping (document, FALSE);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  app_test_drive (console, "console.focus", NULL);
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (app_console_get_line (console))));
  app_test_close (window);
}

void
add_page_tests (void)
{
  g_test_add_func ("/app/actions/moving", test_moving);
  g_test_add_func ("/app/actions/transport", test_transport);
  g_test_add_func ("/app/actions/lines", test_lines);
  g_test_add_func ("/app/actions/lanes", test_lanes);
  g_test_add_func ("/app/actions/map", test_map);
  g_test_add_func ("/app/actions/bookmarks", test_bookmarks);
  g_test_add_func ("/app/actions/board", test_board);
  g_test_add_func ("/app/actions/console", test_console);
}
