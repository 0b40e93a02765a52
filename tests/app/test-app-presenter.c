#include "app-presenter.h"

#include "app-presenter-screen.h"
#include "app-document-play.h"
#include "app-testlib.h"
#include "view-ladder.h"

/* Presenting: a large screen and notes on the document of the window, by the keys of a slide remote. */

static AppPresenter *
present (AppWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
  AppPresenter *presenter = app_window_get_presenter (window);
  g_assert_nonnull (presenter);
  app_test_settle (window);
  return presenter;
}

static gboolean
press (AppPresenter *presenter, guint key)
{
  return app_test_press_on (GTK_WIDGET (app_presenter_get_screen (presenter)), key, 0);
}

static guint32
event_of (AppPresenter *presenter)
{
  return app_document_get_position (app_presenter_get_document (presenter)).event;
}

/* 1 to 5 say by what the slide keys go; the bar says the same. */
static void
test_units (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppPresenter *presenter = present (window);
  ViewLadder *ladder = app_document_get_ladder (document);
  for (guint i = 0; i <= VIEW_MOVE_STEP; i++)
    {
      app_document_go (document, 40);
      g_assert_true (press (presenter, GDK_KEY_1 + i));
      g_assert_cmpuint (app_document_get_unit (document), ==, i);
      guint32 forward = view_ladder_forward (ladder, (ViewMove) i, 40);
      g_assert_true (press (presenter, GDK_KEY_Page_Down));
      g_assert_cmpuint (event_of (presenter), ==, forward);
      g_assert_true (press (presenter, GDK_KEY_Page_Up));
      g_assert_cmpuint (event_of (presenter), ==, view_ladder_back (ladder, (ViewMove) i, forward));
    }
  app_document_set_unit (document, VIEW_MOVE_LINE);
  g_assert_true (press (presenter, GDK_KEY_F5));
  app_test_close (window);
}

static void
test_remote (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppPresenter *presenter = present (window);
  g_assert_true (press (presenter, GDK_KEY_Page_Down));
  guint32 first = event_of (presenter);
  g_assert_cmpuint (first, >, 0);
  g_assert_true (press (presenter, GDK_KEY_Page_Down));
  g_assert_cmpuint (event_of (presenter), >, first);
  g_assert_true (press (presenter, GDK_KEY_Page_Up));
  g_assert_cmpuint (event_of (presenter), ==, first);
  /* The notes take the same keys. */
  g_assert_true (
      app_test_press_on (GTK_WIDGET (app_presenter_get_notes (presenter)), GDK_KEY_Page_Down, 0));
  guint32 second = event_of (presenter);
  g_assert_cmpuint (second, >, first);
  /* Black, and the next key only brings the picture back. */
  g_assert_true (press (presenter, GDK_KEY_period));
  g_assert_true (app_presenter_is_blank (presenter));
  g_assert_true (press (presenter, GDK_KEY_Page_Down));
  g_assert_false (app_presenter_is_blank (presenter));
  g_assert_cmpuint (event_of (presenter), ==, second);
  g_assert_true (press (presenter, GDK_KEY_b));
  g_assert_true (press (presenter, GDK_KEY_B));
  g_assert_false (app_presenter_is_blank (presenter));
  g_assert_true (press (presenter, GDK_KEY_F5));
  g_assert_null (app_window_get_presenter (window));
  g_assert_cmpuint (app_document_get_position (app_window_get_document (window)).event, ==, second);
  app_test_close (window);
}

static void
open_study (AppWindow *window)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  g_assert_true (app_window_open_lesson (window, path));
  app_document_set_asks (app_window_get_document (window), TRUE);
  app_test_settle (window);
}

/* With one key alone: up to the question, its answer, and on. */
static void
test_question (void)
{
  AppWindow *window = app_test_open (1280, 720);
  open_study (window);
  AppPresenter *presenter = present (window);
  AppDocument *document = app_window_get_document (window);
  gboolean revealed;
  guint presses = 0;
  guint step, which;
  while (app_presenter_get_question (presenter, NULL) == NULL && presses++ < 200)
    press (presenter, GDK_KEY_Page_Down);
  const LessonQuestion *question = app_presenter_get_question (presenter, &revealed);
  g_assert_nonnull (question);
  g_assert_false (revealed);
  app_test_settle (window);
  guint32 before = event_of (presenter);
  g_assert_true (app_document_get_waiting (document, &step, &which));
  press (presenter, GDK_KEY_Page_Down);
  g_assert_nonnull (app_presenter_get_question (presenter, &revealed));
  g_assert_true (revealed);
  g_assert_cmpuint (event_of (presenter), ==, before);
  app_test_settle (window);
  press (presenter, GDK_KEY_Page_Down);
  g_assert_null (app_presenter_get_question (presenter, &revealed));
  g_assert_cmpuint (event_of (presenter), >, before);
  /* Nobody answered it: it was shown. */
  g_assert_false (app_document_is_answered (document, step, which));
  app_test_close (window);
}

/* Asked for by hand: question, answer, and put away again. */
static void
test_ask (void)
{
  AppWindow *window = app_test_open (1280, 720);
  open_study (window);
  AppPresenter *presenter = present (window);
  AppDocument *document = app_window_get_document (window);
  guint step = 0;
  gboolean revealed;
  app_document_set_asks (document, FALSE);
  while (app_document_get_question (document, ++step, 0) == NULL)
    g_assert_cmpuint (step, <, app_document_get_n_steps (document));
  while (app_document_get_step (document) < step)
    app_document_forward (document, VIEW_MOVE_STEP);
  press (presenter, GDK_KEY_a);
  g_assert_true (app_presenter_get_question (presenter, &revealed)
                 == app_document_get_question (document, step, 0));
  g_assert_false (revealed);
  press (presenter, GDK_KEY_a);
  app_presenter_get_question (presenter, &revealed);
  g_assert_true (revealed);
  press (presenter, GDK_KEY_Page_Up);
  g_assert_null (app_presenter_get_question (presenter, NULL));
  guint n = 0;
  while (app_document_get_question (document, step, n) != NULL)
    n++;
  for (guint i = 0; i < n; i++)
    {
      press (presenter, GDK_KEY_q);
      g_assert_true (app_presenter_get_question (presenter, NULL)
                     == app_document_get_question (document, step, i));
    }
  press (presenter, GDK_KEY_q);
  g_assert_null (app_presenter_get_question (presenter, NULL));
  app_test_close (window);
}

static void
test_excursion (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppPresenter *presenter = present (window);
  AppDocument *document = app_window_get_document (window);
  for (guint i = 0; i < 12; i++)
    press (presenter, GDK_KEY_Page_Down);
  guint32 home = event_of (presenter);
  g_assert_false (app_presenter_is_away (presenter));
  app_document_go (document, 3);
  g_assert_true (app_presenter_is_away (presenter));
  press (presenter, GDK_KEY_Page_Down);
  g_assert_true (app_presenter_is_away (presenter));
  press (presenter, GDK_KEY_r);
  g_assert_false (app_presenter_is_away (presenter));
  g_assert_cmpuint (event_of (presenter), ==, home);
  /* An exercise is one too, and its run is left. */
  Trace *run = app_document_get_trace (document);
  g_assert_true (app_document_try (document, 7, 0, NULL));
  g_assert_true (app_presenter_is_away (presenter));
  app_test_settle (window);
  press (presenter, GDK_KEY_BackSpace);
  g_assert_false (app_document_is_trying_any (document));
  g_assert_true (app_document_get_trace (document) == run);
  g_assert_cmpuint (event_of (presenter), ==, home);
  g_assert_false (app_presenter_is_away (presenter));
  app_test_close (window);
}

/* Two panes at most, of the same document. */
static void
test_views (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppPresenter *presenter = present (window);
  g_autofree char *first = g_strdup (app_presenter_get_view (presenter));
  guint n = 0;
  for (guint i = 0; i < 5; i++)
    press (presenter, GDK_KEY_Page_Down);
  do
    {
      press (presenter, GDK_KEY_v);
      app_test_settle (window);
      n++;
    }
  while (!g_str_equal (app_presenter_get_view (presenter), first) && n < 20);
  g_assert_cmpuint (n, ==, 5);
  GtkWidget *screen = GTK_WIDGET (app_presenter_get_screen (presenter));
  g_assert_nonnull (app_test_find (screen, APP_TYPE_LADDER));
  g_assert_nonnull (app_test_find (screen, APP_TYPE_BOARD));
  g_assert_null (app_test_find (screen, APP_TYPE_DETAIL));
  g_assert_nonnull (
      app_test_find (GTK_WIDGET (app_presenter_get_notes (presenter)), APP_TYPE_TEXT));
  /* The notes can go and come. */
  press (presenter, GDK_KEY_n);
  g_assert_null (app_presenter_get_notes (presenter));
  press (presenter, GDK_KEY_n);
  g_assert_nonnull (app_presenter_get_notes (presenter));
  /* Both speak the window's new language. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "zh_CN");
  app_test_settle (window);
  g_assert_nonnull (
      app_test_find (GTK_WIDGET (app_presenter_get_screen (presenter)), APP_TYPE_PRESENTER_SCREEN));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
  app_test_close (window);
}

static int
dpi_now (void)
{
  int dpi;
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi;
}

/* The text is large while it lasts; all goes with the window, and the window stays without. */
static void
test_size (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  int before = dpi_now ();
  gpointer presenter = present (window);
  int width, height;
  g_assert_cmpint (dpi_now (), ==, before * 3 / 2);
  press (presenter, GDK_KEY_plus);
  g_assert_cmpint (dpi_now (), >, before * 3 / 2);
  press (presenter, GDK_KEY_minus);
  for (guint i = 0; i < 9; i++)
    press (presenter, GDK_KEY_Page_Down);
  app_test_settle (window);
  GtkWindow *windows[] = { app_presenter_get_screen (presenter),
                           app_presenter_get_notes (presenter) };
  for (guint i = 0; i < 2; i++)
    {
      gtk_widget_measure (GTK_WIDGET (windows[i]), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                          NULL, NULL);
      gtk_widget_measure (GTK_WIDGET (windows[i]), GTK_ORIENTATION_VERTICAL, width, &height, NULL,
                          NULL, NULL);
      g_test_message ("at least %dx%d", width, height);
      g_assert_cmpint (width, <=, 1280);
      g_assert_cmpint (height, <=, 700);
    }
  g_object_add_weak_pointer (presenter, &presenter);
  press (presenter, GDK_KEY_Escape);
  g_assert_null (presenter);
  g_assert_cmpint (dpi_now (), ==, before);
  presenter = present (window);
  g_object_add_weak_pointer (presenter, &presenter);
  app_test_close (window);
  g_assert_null (presenter);
  g_assert_cmpint (dpi_now (), ==, before);
}

/* Where nothing is open there is nothing to present. */
static void
test_nothing (void)
{
  AppWindow *window = app_test_open (1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
  g_assert_null (app_window_get_presenter (window));
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/presenter/remote", test_remote);
  g_test_add_func ("/app/presenter/units", test_units);
  g_test_add_func ("/app/presenter/question", test_question);
  g_test_add_func ("/app/presenter/ask", test_ask);
  g_test_add_func ("/app/presenter/excursion", test_excursion);
  g_test_add_func ("/app/presenter/views", test_views);
  g_test_add_func ("/app/presenter/size", test_size);
  g_test_add_func ("/app/presenter/nothing", test_nothing);
  return g_test_run ();
}
