/* The range: set with the scrubber, by keys and by pointing, and what the panes make of it. */
#include "app-document-lines.h"
#include "app-document-play.h"
#include "app-marks.h"
#include "app-range.h"
#include "app-testlib.h"
#include "app-transport.h"
#include "trace.h"
#include "view-range.h"

static GtkWidget *
find (AppWindow *window, GType type)
{
  return app_test_find (GTK_WIDGET (app_test_get_page (window)), type);
}

static guint32
now (AppDocument *document)
{
  return app_document_get_position (document).event;
}

static void
assert_range (AppDocument *document, guint32 first, guint32 last)
{
  guint32 from, to;
  g_assert_true (app_document_get_range (document, &from, &to));
  g_assert_cmpuint (from, ==, first);
  g_assert_cmpuint (to, ==, last);
}

static gboolean
is_ranged (AppDocument *document)
{
  guint32 from, to;
  return app_document_get_range (document, &from, &to);
}

/* As one selects text: forward, back to where it began, and beyond. */
static void
test_extend (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *scrubber = find (window, GTK_TYPE_SCALE);
  app_document_go (document, 30);
  app_document_set_unit (document, VIEW_MOVE_EVENT);
  gtk_widget_grab_focus (scrubber);
  for (guint i = 0; i < 5; i++)
    g_assert_true (app_test_press_on (scrubber, GDK_KEY_Right, GDK_SHIFT_MASK));
  assert_range (document, 30, 35);
  g_assert_cmpuint (now (document), ==, 35);
  for (guint i = 0; i < 5; i++)
    g_assert_true (app_test_press_on (scrubber, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_false (is_ranged (document));
  g_assert_cmpuint (now (document), ==, 30);
  for (guint i = 0; i < 40; i++)
    g_assert_true (app_test_press_on (scrubber, GDK_KEY_Left, GDK_SHIFT_MASK));
  assert_range (document, 0, 30);
  g_assert_cmpuint (now (document), ==, 0);
  app_document_set_unit (document, VIEW_MOVE_STEP);
  g_assert_true (app_test_press_on (scrubber, GDK_KEY_KP_Right, GDK_SHIFT_MASK));
  guint32 step = view_ladder_get_step_event (app_document_get_ladder (document), 0);
  assert_range (document, step, 30);
  g_assert_false (app_test_press_on (scrubber, GDK_KEY_Right, GDK_CONTROL_MASK));
  /* The page leaves these keys to the scrubber, while that has the focus. */
  g_assert_false (app_test_press (window, GDK_KEY_Right, GDK_SHIFT_MASK));
  app_lesson_page_focus (app_test_get_page (window));
  g_assert_true (app_test_press (window, GDK_KEY_Right, GDK_SHIFT_MASK));
  app_document_clear_range (document);
  app_document_set_unit (document, VIEW_MOVE_LINE);
  app_test_close (window);
}

static GtkEventController *
find_drag (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  GtkEventController *found = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (controllers) && found == NULL; i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);
      if (GTK_IS_GESTURE_DRAG (one))
        found = one;
    }
  g_assert_nonnull (found);
  return found;
}

static void
test_drag (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *marks = find (window, APP_TYPE_MARKS);
  GtkEventController *drag = find_drag (marks);
  double width = gtk_widget_get_width (marks);
  guint32 first, last, end = view_ladder_get_last (app_document_get_ladder (document));
  g_signal_emit_by_name (drag, "drag-begin", width / 4, 5.0);
  g_signal_emit_by_name (drag, "drag-update", width / 4, 0.0);
  app_test_settle (window);
  g_assert_false (is_ranged (document));
  g_signal_emit_by_name (drag, "drag-end", width / 2, 0.0);
  app_test_settle (window);
  g_assert_true (app_document_get_range (document, &first, &last));
  g_assert_cmpuint (first, >, end / 5);
  g_assert_cmpuint (first, <, end / 3);
  g_assert_cmpuint (last, >, end * 2 / 3);
  g_assert_cmpuint (last, <, end * 4 / 5);
  /* Little is a click: it goes there. */
  app_document_clear_range (document);
  g_signal_emit_by_name (drag, "drag-begin", width / 2, 5.0);
  g_signal_emit_by_name (drag, "drag-end", 1.0, 0.0);
  g_assert_false (is_ranged (document));
  g_assert_cmpuint (now (document), >, end / 3);
  app_test_close (window);
}

/* The ladder has only rows of the range, the board what changed since it began, the explanation its figures. */
static void
test_panes (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppRange *range = APP_RANGE (find (window, APP_TYPE_RANGE));
  ViewLadder *ladder = app_document_get_ladder (document);
  guint32 end = view_ladder_get_last (ladder);
  guint32 first = end / 3, last = end * 2 / 3;
  app_document_go (document, end);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (range)));
  app_document_set_range (document, first, last);
  app_test_settle (window);
  g_assert_cmpuint (now (document), ==, last);
  ViewRows *rows = app_document_get_rows (document);
  guint expected = 0;
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    expected += view_ladder_get_row_event (ladder, i) >= first
                && view_ladder_get_row_event (ladder, i) <= last;
  g_assert_cmpuint (view_rows_count (rows), ==, expected);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (app_document_get_trace (document));
  trace_cursor_seek (cursor, last);
  g_autoptr (ViewBoard) board = view_board_new (app_document_get_trace (document),
                                                trace_cursor_get_model (cursor), last, first);
  g_autofree char *since = view_scene_dump (view_board_get_scene (board), NULL);
  g_autofree char *shown = view_scene_dump (
      view_board_get_scene (app_document_get_board (document)), NULL);
  g_assert_cmpstr (shown, ==, since);
  g_autoptr (ViewRange) figures = view_range_new (ladder, first, last);
  g_autofree char *words = app_document_say (document, &figures->node.sentence);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (range)));
  g_assert_cmpstr (app_range_get_words (range), ==, words);
  /* Its button ends it, and all is as before. */
  gtk_widget_activate_action (GTK_WIDGET (range), "range.clear", NULL);
  app_test_settle (window);
  g_assert_false (is_ranged (document));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (range)));
  g_assert_cmpuint (view_rows_count (app_document_get_rows (document)), >, expected);
  g_autoptr (ViewBoard)
      step = view_board_new (app_document_get_trace (document), trace_cursor_get_model (cursor),
                             last, view_ladder_back (ladder, VIEW_MOVE_LINE, last));
  g_autofree char *plain = view_scene_dump (view_board_get_scene (step), NULL);
  g_autofree char *after = view_scene_dump (
      view_board_get_scene (app_document_get_board (document)), NULL);
  g_assert_cmpstr (after, ==, plain);
  app_test_close (window);
}

/* Escape ends it, another lesson has none, and what a question hides is not in it. */
static void
test_ends (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  app_document_set_range (document, 10, 30);
  g_assert_true (app_document_escape (document));
  g_assert_false (is_ranged (document));
  app_document_set_range (document, 10, 30);
  app_document_set_asks (document, TRUE);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  g_assert_false (is_ranged (document));
  guint32 limit = app_document_get_limit (document);
  app_document_set_range (document, 5, limit + 20);
  assert_range (document, 5, limit);
  app_document_set_unit (document, VIEW_MOVE_LINE);
  for (guint i = 0; i < 200; i++)
    app_document_extend_range (document, VIEW_MOVE_LINE, TRUE);
  assert_range (document, 5, limit);
  app_document_clear_range (document);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/range/extend", test_extend);
  g_test_add_func ("/app/range/drag", test_drag);
  g_test_add_func ("/app/range/panes", test_panes);
  g_test_add_func ("/app/range/ends", test_ends);
  return g_test_run ();
}
