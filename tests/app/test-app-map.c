/* The map beside the ladder: what it shows, and how one moves in it with keys and by pointing. */
#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-map.h"
#include "app-settings.h"
#include "app-testlib.h"

static AppMap *
map_of (AppWindow *window)
{
  return APP_MAP (app_test_find (GTK_WIDGET (app_test_get_page (window)), APP_TYPE_MAP));
}

static void
press (AppWindow *window, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (map_of (window)), action, NULL));
}

static void
act (AppWindow *window, const char *action)
{
  press (window, action);
  app_test_settle (window);
}

static guint32
now (AppWindow *window)
{
  return app_document_get_position (app_window_get_document (window)).event;
}

static guint32
chosen_event (AppDocument *document)
{
  return view_ladder_get_row_event (app_document_get_ladder (document),
                                    app_document_get_selected (document));
}

static void
test_hide (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  GtkWidget *map = GTK_WIDGET (map_of (window));
  g_assert_true (gtk_widget_get_mapped (map));
  g_assert_true (app_test_press (window, GDK_KEY_m, 0));
  app_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (map));
  g_assert_false (app_settings_get_flag (app_settings_get_default (), APP_SETTING_MAP));
  g_assert_true (app_test_press (window, GDK_KEY_m, 0));
  app_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (map));
  app_test_close (window);
}

/* Pointing at what has happened looks at it; pointing at what has not goes there. */
static void
test_places (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppMap *map = map_of (window);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  guint32 first, end;
  double height = gtk_widget_get_height (GTK_WIDGET (map));
  g_assert_false (app_map_get_frame (map, &first, &end));
  app_map_show_place (map, height / 2);
  app_test_settle (window);
  guint32 half = now (window);
  g_assert_cmpuint (half, >, last / 3);
  g_assert_cmpuint (half, <, last * 2 / 3);
  app_map_show_place (map, height * 2);
  app_test_settle (window);
  g_assert_cmpuint (now (window), ==, last);
  g_assert_true (app_map_get_frame (map, &first, &end));
  g_assert_cmpuint (first, >, 1);
  app_map_show_place (map, 0);
  app_test_settle (window);
  g_assert_cmpuint (now (window), ==, last);
  g_assert_true (app_map_get_frame (map, &first, &end));
  g_assert_cmpuint (first, ==, 1);
  g_assert_cmpuint (end, <, last);
  /* The whole of it, from one page to the next. */
  for (guint pages = 0; end < last - 1; pages++)
    {
      guint32 before = end;
      act (window, "map.page-down");
      g_assert_true (app_map_get_frame (map, &first, &end));
      if (end == before)
        break;
      g_assert_cmpuint (first, <=, before);
      g_assert_cmpuint (pages, <, 50);
    }
  g_assert_cmpuint (view_ladder_find_row (app_document_get_ladder (document), end), ==,
                    view_ladder_count (app_document_get_ladder (document)) - 1);
  guint32 bottom = first;
  act (window, "map.page-up");
  g_assert_true (app_map_get_frame (map, &first, &end));
  g_assert_cmpuint (first, <, bottom);
  app_test_close (window);
}

/* Down goes through all marks, Up back, Return goes to the chosen one. */
static void
test_marks (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  ViewMarkSet *marks = app_document_get_marks (document);
  guint32 before = 0;
  ViewMarkKind kind;
  gtk_widget_grab_focus (GTK_WIDGET (map_of (window)));
  for (guint i = 0; i < view_mark_set_count (marks); i++)
    {
      guint32 event = view_mark_set_peek (marks, i, &kind);
      if (event == before)
        continue;
      press (window, "map.next");
      g_assert_cmpuint (now (window), ==, event);
      before = event;
    }
  act (window, "map.next"); /* there is none */
  g_assert_cmpuint (now (window), ==, before);
  act (window, "map.previous");
  g_assert_cmpuint (now (window), ==, before);
  guint32 chosen = chosen_event (document);
  g_assert_cmpuint (chosen, <, before);
  act (window, "map.go");
  g_assert_cmpuint (now (window), >=, chosen);
  g_assert_cmpuint (now (window), <, before);
  for (guint i = 0; i < 200; i++)
    press (window, "map.previous");
  g_assert_cmpuint (chosen_event (document), ==, view_mark_set_peek (marks, 0, &kind));
  app_test_close (window);
}

/* What a question hides is not chosen. */
static void
test_question (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  app_document_set_asks (document, TRUE);
  g_assert_true (app_document_open_lesson (document, "two-devices", NULL));
  app_test_settle (window);
  guint32 limit = app_document_get_limit (document);
  g_assert_cmpuint (limit, <, view_ladder_get_last (app_document_get_ladder (document)));
  for (guint i = 0; i < 100; i++)
    press (window, "map.next");
  g_assert_cmpuint (now (window), <=, limit);
  app_map_show_place (map_of (window), 10000);
  g_assert_cmpuint (now (window), ==, limit);
  app_test_close (window);
}

/* Without a document nothing happens. */
static void
test_nothing (void)
{
  static const char *const actions[] = { "map.next", "map.previous", "map.go", "map.page-down",
                                         "map.page-up" };
  g_autoptr (AppDocument) document = app_document_new ();
  g_autoptr (GtkAdjustment)
      adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 100, 1, 10, 10));
  GtkWidget *map = g_object_ref_sink (g_object_new (APP_TYPE_MAP, NULL));
  guint32 first, last;
  app_map_set_document (APP_MAP (map), document, adjustment);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_true (gtk_widget_activate_action (map, actions[i], NULL));
  app_map_show_place (APP_MAP (map), 5);
  g_assert_false (app_map_get_frame (APP_MAP (map), &first, &last));
  g_object_unref (map);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/map/hide", test_hide);
  g_test_add_func ("/app/map/places", test_places);
  g_test_add_func ("/app/map/marks", test_marks);
  g_test_add_func ("/app/map/question", test_question);
  g_test_add_func ("/app/map/nothing", test_nothing);
  return g_test_run ();
}
