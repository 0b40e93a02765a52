#include "app-settings.h"
#include "app-testlib.h"
#include "test-app-actions.h"

/* The actions of the presenter. */

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
  guint32 first = app_test_get_event (window);
  g_assert_cmpuint (first, >, 0);
  app_test_drive (screen, "present.next", NULL);
  app_test_drive (screen, "present.previous", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, first);
  app_test_drive (screen, "present.next-step", NULL);
  app_test_drive (screen, "present.next-step", NULL);
  guint step = app_document_get_step (document);
  app_test_drive (screen, "present.previous-step", NULL);
  g_assert_cmpuint (app_document_get_step (document), ==, step - 1);
  guint32 home = app_test_get_event (window);
  app_test_drive (screen, "present.return", NULL); /* nobody went away */
  g_assert_cmpuint (app_test_get_event (window), ==, home);
  app_document_go (document, 1);
  app_test_drive (screen, "present.return", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, home);
  app_test_drive (screen, "present.unit", "s", "century"); /* there is no such unit */
  app_test_drive (screen, "present.unit", "s", "event");
  home = app_test_get_event (window);
  app_test_drive (screen, "present.next", NULL);
  g_assert_cmpuint (app_test_get_event (window), ==, home + 1);
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
  app_test_open_study (window);
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

void
add_present_tests (void)
{
  g_test_add_func ("/app/actions/present-moving", test_present_moving);
  g_test_add_func ("/app/actions/present-screen", test_present_screen);
}
