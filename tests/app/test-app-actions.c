#include <glib/gstdio.h>

#include "app-chips.h"
#include "app-document-cell.h"
#include "app-document-free.h"
#include "app-document-lines.h"
#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-fault.h"
#include "app-find.h"
#include "app-flow.h"
#include "app-glossary.h"
#include "app-lanes-menu.h"
#include "app-lanes.h"
#include "app-line.h"
#include "app-literal-row.h"
#include "app-literal.h"
#include "app-bookmarks.h"
#include "app-map.h"
#include "app-mark-legend.h"
#include "app-marks.h"
#include "app-message-row.h"
#include "app-passage.h"
#include "app-ladder-row.h"
#include "app-presenter-notes.h"
#include "app-presenter-screen.h"
#include "app-progress.h"
#include "app-range.h"
#include "app-ruler.h"
#include "app-settings.h"
#include "app-states.h"
#include "app-testlib-actions.h"
#include "app-testlib.h"
#include "app-token-row.h"
#include "app-transport.h"
#include "app-until.h"

/* Every action there is, with what it does and what it does with nonsense; and every widget is made and goes. */

static const char cell[] = "phone:lin:INBOX:lunch:flags";

static guint32
event_of (AppWindow *window)
{
  return app_document_get_position (app_window_get_document (window)).event;
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* The newest window that belongs to @parent. */
static GtkWindow *
find_dialog (gpointer parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);
      if (gtk_window_get_transient_for (window) == parent)
        return window;
    }
  return NULL;
}

static void
close_dialog (AppWindow *window)
{
  GtkWindow *dialog = find_dialog (window);
  g_assert_nonnull (dialog);
  gtk_window_destroy (dialog);
  app_test_settle (window);
  g_assert_null (find_dialog (window));
}

/* --- the window --- */

/* Each opens one window that belongs to this one. */
static void
test_dialogs (void)
{
  static const char *const names[] = { "win.preferences", "win.keys", "win.about", "win.open",
                                       "win.save" };
  AppWindow *window = app_test_open (1280, 720);
  /* There is nothing to be saved. */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "save"));
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  guint before = count_windows ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      app_test_drive (window, names[i], NULL);
      app_test_settle (window);
      g_assert_cmpuint (count_windows (), ==, before + 1);
      GtkWindow *dialog = find_dialog (window);
      g_assert_nonnull (dialog);
      if (GTK_IS_DIALOG (dialog)) /* of files: whoever asked learns that nothing was chosen */
        gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
      else
        gtk_window_destroy (dialog);
      app_test_settle (window);
      g_assert_cmpuint (count_windows (), ==, before);
    }
  app_test_close (window);
}

static void
test_settings (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppSettings *settings = app_settings_get_default ();
  AppDocument *document = app_window_get_document (window);
  AppShell *shell = app_window_get_shell (window);
  int size = app_settings_get_number (settings, APP_SETTING_TEXT_SIZE);
  app_test_drive (window, "win.language", "s", "zh_CN");
  g_assert_cmpstr (app_document_get_language (document), ==, "zh_CN");
  app_test_drive (window, "win.language", "s", "xx_YY");
  g_assert_nonnull (app_document_get_language (document));
  app_test_drive (window, "win.language", "s", "en");
  g_assert_cmpstr (app_document_get_language (document), ==, "en");
  shell = app_window_get_shell (window);
  app_test_drive (window, "win.arrangement", "s", "line");
  g_assert_cmpstr (app_shell_get_arrangement (shell), ==, "line");
  app_test_drive (window, "win.arrangement", "s", "upside-down");
  g_assert_cmpstr (app_shell_get_arrangement (shell), ==, "line");
  app_test_drive (window, "win.arrangement", "s", "lesson");
  app_test_drive (window, "win.ask", NULL);
  gboolean asks = app_document_get_asks (document);
  app_test_drive (window, "win.ask", NULL);
  g_assert_true (app_document_get_asks (document) != asks);
  app_settings_set_flag (settings, APP_SETTING_ASK, TRUE);
  app_test_drive (window, "win.text-larger", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), >, size);
  app_test_drive (window, "win.text-smaller", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, size);
  for (guint i = 0; i < 20; i++)
    app_test_drive (window, "win.text-smaller", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), >=, 25);
  app_settings_set_number (settings, APP_SETTING_TEXT_SIZE, size);
  gboolean explained = app_settings_get_flag (settings, APP_SETTING_EXPLANATION);
  app_test_drive (window, "win.explanation", NULL);
  g_assert_true (app_settings_get_flag (settings, APP_SETTING_EXPLANATION) != explained);
  app_test_drive (window, "lesson.explanation", NULL);
  g_assert_true (app_settings_get_flag (settings, APP_SETTING_EXPLANATION) == explained);
  app_test_close (window);
}

static void
test_opening (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppShell *shell = app_window_get_shell (window);
  AppDocument *document = app_window_get_document (window);
  app_test_drive (window, "win.summary", NULL); /* of nothing */
  app_test_drive (window, "win.present", NULL);
  app_test_drive (window, "win.restart", "s", "");
  app_test_settle (window);
  g_assert_null (find_dialog (window));
  g_assert_null (app_window_get_presenter (window));
  app_test_drive (window, "win.open-lesson", "s", "how-to-fly");
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  g_assert_false (app_document_is_open (document));
  app_test_drive (window, "win.open-lesson", "s", "two-devices");
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  app_test_drive (window, "win.free-play", "s", "no-such-lesson");
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  g_assert_false (app_document_is_free (document));
  app_test_drive (window, "shell.back", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  app_test_drive (window, "win.free-play", "s", "");
  g_assert_true (app_document_is_free (document));
  app_test_drive (window, "win.open-lesson", "s", "two-devices");
  app_document_set_asks (document, FALSE);
  app_document_go_last (document);
  app_test_settle (window);
  app_test_drive (window, "win.summary", NULL);
  app_test_settle (window);
  close_dialog (window);
  /* "Start again?" is asked, and done only after yes. */
  app_test_drive (window, "win.restart", "s", "");
  app_test_settle (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (window)), "cancel");
  app_test_settle (window);
  g_assert_cmpuint (event_of (window), >, 0);
  app_test_drive (window, "win.restart", "s", "");
  app_test_settle (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog (window)), "restart");
  app_test_settle (window);
  g_assert_cmpuint (event_of (window), ==, 0);
  app_test_drive (window, "win.connect", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "connect");
  app_test_drive (window, "shell.escape", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "list");
  app_test_close (window);
}

static void
test_glossary (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  app_test_drive (window, "win.glossary", "s", "");
  app_test_settle (window);
  GtkWindow *found = find_dialog (window);
  AppGlossary *glossary = APP_GLOSSARY (found);
  guint all = app_glossary_count (glossary);
  g_assert_cmpuint (all, >, 600);
  app_glossary_search (glossary, "uidnext");
  app_test_settle (window);
  g_assert_cmpuint (app_glossary_count (glossary), <, all);
  g_autofree char *shown = g_strdup (app_glossary_get_shown (glossary));
  g_assert_nonnull (shown);
  /* A word that is none changes nothing and is no mistake. */
  app_test_drive (window, "win.glossary", "s", "no-such-word-at-all");
  app_test_settle (window);
  close_dialog (window);
  app_test_drive (window, "win.glossary", "s", shown);
  app_test_settle (window);
  g_assert_cmpstr (app_glossary_get_shown (APP_GLOSSARY (find_dialog (window))), ==, shown);
  close_dialog (window);
  app_test_close (window);
}

/* --- the lesson's page --- */

static void
test_moving (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  app_test_drive (window, "lesson.back", NULL); /* nothing is before the beginning */
  g_assert_cmpuint (event_of (window), ==, 0);
  app_test_drive (window, "lesson.forward", NULL);
  g_assert_cmpuint (event_of (window), >, 0);
  app_test_drive (window, "lesson.back", NULL);
  g_assert_cmpuint (event_of (window), ==, 0);
  app_test_drive (window, "lesson.last", NULL);
  g_assert_cmpuint (event_of (window), ==, last);
  app_test_drive (window, "lesson.forward", NULL);
  g_assert_cmpuint (event_of (window), ==, last);
  app_test_drive (window, "lesson.first", NULL);
  g_assert_cmpuint (event_of (window), ==, 0);
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
  g_assert_cmpuint (event_of (window), ==, 1);
  app_test_drive (window, "transport.forward", "s", "century");
  g_assert_cmpuint (event_of (window), ==, 1);
  app_test_drive (window, "transport.forward", "s", "exchange");
  guint32 there = event_of (window);
  g_assert_cmpuint (there, >, 1);
  app_test_drive (window, "transport.back", "s", "event");
  g_assert_cmpuint (event_of (window), ==, there - 1);
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
  g_assert_cmpuint (event_of (window), ==, 30);
  app_document_go (document, 50);
  app_test_drive (window, "transport.previous-bookmark", NULL);
  g_assert_cmpuint (event_of (window), ==, 30);
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
  g_assert_cmpuint (event_of (window), <,
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
  g_assert_cmpuint (event_of (window), ==, 30);
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
  guint32 there = event_of (window);
  g_assert_cmpuint (there, <, view_ladder_get_last (app_document_get_ladder (document)));
  app_test_drive (board, "board.previous-change", NULL);
  app_test_drive (board, "board.next-change", NULL);
  g_assert_cmpuint (event_of (window), ==, there);
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
  guint32 before = event_of (window);
  app_test_drive (console, "console.next", NULL);
  g_assert_cmpuint (event_of (window), >, before);
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

/* --- presenting --- */

static void
open_study (AppWindow *window)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  g_assert_true (app_window_open_lesson (window, path));
  app_document_set_asks (app_window_get_document (window), FALSE);
  app_test_settle (window);
}

static void
test_present_moving (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  app_test_drive (window, "win.present", NULL);
  AppPresenter *presenter = app_window_get_presenter (window);
  GtkWindow *screen = app_presenter_get_screen (presenter);
  app_test_drive (window, "win.present", NULL); /* one is enough */
  g_assert_true (app_window_get_presenter (window) == presenter);
  app_test_settle (window);
  app_test_drive (screen, "present.next", NULL);
  guint32 first = event_of (window);
  g_assert_cmpuint (first, >, 0);
  app_test_drive (screen, "present.next", NULL);
  app_test_drive (screen, "present.previous", NULL);
  g_assert_cmpuint (event_of (window), ==, first);
  app_test_drive (screen, "present.next-step", NULL);
  app_test_drive (screen, "present.next-step", NULL);
  guint step = app_document_get_step (document);
  app_test_drive (screen, "present.previous-step", NULL);
  g_assert_cmpuint (app_document_get_step (document), ==, step - 1);
  guint32 home = event_of (window);
  app_test_drive (screen, "present.return", NULL); /* nobody went away */
  g_assert_cmpuint (event_of (window), ==, home);
  app_document_go (document, 1);
  app_test_drive (screen, "present.return", NULL);
  g_assert_cmpuint (event_of (window), ==, home);
  app_test_drive (screen, "present.unit", "s", "century"); /* there is no such unit */
  app_test_drive (screen, "present.unit", "s", "event");
  home = event_of (window);
  app_test_drive (screen, "present.next", NULL);
  g_assert_cmpuint (event_of (window), ==, home + 1);
  app_test_drive (screen, "present.unit", "s", "line");
  app_test_drive (screen, "present.blank", NULL);
  g_assert_true (app_presenter_is_blank (presenter));
  app_test_drive (screen, "present.blank", NULL);
  g_assert_false (app_presenter_is_blank (presenter));
  app_test_drive (screen, "present.end", NULL);
  g_assert_null (app_window_get_presenter (window));
  app_test_close (window);
}

static void
test_present_screen (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppSettings *settings = app_settings_get_default ();
  open_study (window);
  AppDocument *document = app_window_get_document (window);
  app_test_drive (window, "win.present", NULL);
  AppPresenter *presenter = app_window_get_presenter (window);
  GtkWindow *screen = app_presenter_get_screen (presenter);
  app_test_note_group ("present", G_ACTION_GROUP (app_presenter_get_actions (presenter)));
  app_test_settle (window);
  app_test_drive (screen, "present.view", "s", "ladder");
  g_assert_cmpstr (app_presenter_get_view (presenter), ==, "ladder");
  app_test_drive (screen, "present.view", "s", "the-sea");
  g_assert_cmpstr (app_presenter_get_view (presenter), !=, "the-sea");
  app_test_drive (screen, "present.view", "s", "ladder+board");
  app_test_settle (window);
  app_test_drive (screen, "present.other-view", NULL);
  app_test_settle (window);
  g_assert_cmpstr (app_presenter_get_view (presenter), !=, "ladder+board");
  app_test_drive (screen, "present.view", "s", "ladder+board");
  app_test_settle (window);
  int size = app_settings_get_number (settings, APP_SETTING_PRESENTER_SIZE);
  app_test_drive (screen, "present.larger", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_PRESENTER_SIZE), >, size);
  app_test_drive (screen, "present.smaller", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_PRESENTER_SIZE), ==, size);
  gpointer notes = app_presenter_get_notes (presenter);
  app_test_drive (screen, "present.notes", NULL);
  g_assert_true (app_presenter_get_notes (presenter) != notes);
  if (app_presenter_get_notes (presenter) == NULL)
    app_test_drive (screen, "present.notes", NULL);
  g_assert_nonnull (app_presenter_get_notes (presenter));
  gboolean full = gtk_window_is_fullscreen (screen);
  app_test_drive (screen, "present.fullscreen", NULL);
  app_test_settle (window);
  app_test_drive (screen, "present.fullscreen", NULL);
  app_test_settle (window);
  g_assert_true (gtk_window_is_fullscreen (screen) == full);
  app_test_drive (app_presenter_get_notes (presenter), "present.restart", NULL);
  g_assert_cmpint (app_presenter_get_elapsed (presenter), >=, 0);
  guint step = 0;
  while (app_document_get_question (document, ++step, 0) == NULL)
    g_assert_cmpuint (step, <, app_document_get_n_steps (document));
  while (app_document_get_step (document) < step)
    app_document_forward (document, VIEW_MOVE_STEP);
  gboolean revealed;
  app_test_drive (screen, "present.question", NULL);
  g_assert_nonnull (app_presenter_get_question (presenter, &revealed));
  g_assert_false (revealed);
  app_test_drive (screen, "present.answer", NULL);
  app_presenter_get_question (presenter, &revealed);
  g_assert_true (revealed);
  app_test_close (window);
}

/* --- all of it --- */

/* The first line with a literal, as its parts. */
static void
test_literal (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppDetail *detail = app_lesson_page_get_detail (app_test_get_page (window));
  app_test_drive (window, "win.arrangement", "s", "line");
  app_document_go_last (document);
  guint32 row = 0;
  app_document_select (document, row);
  while (!app_detail_show_literal (detail))
    app_document_select (document, ++row);
  app_test_settle (window);
  app_test_close (window);
}

/* A lesson that claims what its run does not show. */
static void
test_fault (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-3-broken", NULL);
  g_assert_true (app_window_open_lesson (window, path));
  app_test_drive (window, "win.arrangement", "s", "line");
  app_document_go_last (document);
  app_document_select (document, 1);
  app_test_settle (window);
  app_test_drive (app_lesson_page_get_detail (app_test_get_page (window)), "fault.copy", NULL);
  GdkContentProvider *copied = gdk_clipboard_get_content (
      gtk_widget_get_clipboard (GTK_WIDGET (window)));
  g_auto (GValue) value = G_VALUE_INIT;
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (copied, &value, NULL));
  g_assert_nonnull (strstr (g_value_get_string (&value), "INBOX"));
  app_test_close (window);
}

/* The pages and panes that nothing above brings up. */
static void
test_the_rest (void)
{
  AppWindow *window = app_test_open (1280, 720);
  open_study (window);
  app_test_settle (window);
  app_detail_show_states (app_lesson_page_get_detail (app_test_get_page (window)), TRUE);
  app_test_press (window, GDK_KEY_End, 0);
  app_test_settle (window);
  app_test_drive (window, "win.language", "s", "zh_CN");
  app_test_settle (window);
  app_test_drive (window, "win.language", "s", "en");
  app_test_close (window);
}

static void
test_quit (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppWindow *other = app_test_open (1280, 720);
  app_test_note_group ("win", G_ACTION_GROUP (window));
  app_test_note_group ("app", G_ACTION_GROUP (g_application_get_default ()));
  app_test_drive (other, "win.keys", NULL);
  app_test_settle (window);
  app_test_drive (window, "app.quit", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (count_windows (), ==, 0);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  const GType types[] = {
    APP_TYPE_BOARD,
    APP_TYPE_CARD,
    APP_TYPE_CHIPS,
    APP_TYPE_CONNECT,
    APP_TYPE_CONSOLE,
    APP_TYPE_CONSOLE_LINE,
    APP_TYPE_DETAIL,
    APP_TYPE_DOCUMENT,
    APP_TYPE_EXERCISE,
    APP_TYPE_FAULT,
    APP_TYPE_FIND,
    APP_TYPE_FLOW,
    APP_TYPE_GLOSSARY,
    APP_TYPE_LADDER,
    APP_TYPE_LADDER_ROW,
    APP_TYPE_LANES,
    APP_TYPE_LANES_MENU,
    APP_TYPE_LESSON_PAGE,
    APP_TYPE_LINE,
    APP_TYPE_LIST_PAGE,
    APP_TYPE_LITERAL,
    APP_TYPE_LITERAL_ROW,
    APP_TYPE_LIVE,
    APP_TYPE_BOOKMARKS,
    APP_TYPE_MAP,
    APP_TYPE_MARK_LEGEND,
    APP_TYPE_MARKS,
    APP_TYPE_MESSAGE_ROW,
    APP_TYPE_PASSAGE,
    APP_TYPE_PRESENTER,
    APP_TYPE_PRESENTER_NOTES,
    APP_TYPE_PRESENTER_SCREEN,

    APP_TYPE_QUESTION,
    APP_TYPE_RANGE,
    APP_TYPE_RULER,
    APP_TYPE_SHELL,
    APP_TYPE_STATES,
    APP_TYPE_TEXT,
    APP_TYPE_TOKEN_ROW,
    APP_TYPE_TRANSPORT,
    APP_TYPE_UNTIL,
    APP_TYPE_WHY,
    APP_TYPE_WINDOW,
    G_TYPE_INVALID,
  };
  app_test_watch_types (types);
  g_test_add_func ("/app/actions/dialogs", test_dialogs);
  g_test_add_func ("/app/actions/settings", test_settings);
  g_test_add_func ("/app/actions/opening", test_opening);
  g_test_add_func ("/app/actions/glossary", test_glossary);
  g_test_add_func ("/app/actions/moving", test_moving);
  g_test_add_func ("/app/actions/transport", test_transport);
  g_test_add_func ("/app/actions/lines", test_lines);
  g_test_add_func ("/app/actions/lanes", test_lanes);
  g_test_add_func ("/app/actions/map", test_map);
  g_test_add_func ("/app/actions/bookmarks", test_bookmarks);
  g_test_add_func ("/app/actions/board", test_board);
  g_test_add_func ("/app/actions/console", test_console);
  g_test_add_func ("/app/actions/present-moving", test_present_moving);
  g_test_add_func ("/app/actions/present-screen", test_present_screen);
  g_test_add_func ("/app/actions/literal", test_literal);
  g_test_add_func ("/app/actions/fault", test_fault);
  g_test_add_func ("/app/actions/the-rest", test_the_rest);
  g_test_add_func ("/app/actions/quit", test_quit);
  g_test_add_func ("/app/actions/known", app_test_check_known);
  g_test_add_func ("/app/actions/all-driven", app_test_check_driven);
  g_test_add_func ("/app/actions/all-gone", app_test_check_types);
  return g_test_run ();
}
