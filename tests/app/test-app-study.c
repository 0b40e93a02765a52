/* Questions and exercises: what they hide, what they say, and that nobody is caught in them. */
#include "app-testlib.h"

#include "trace.h"

static char *
fixture (void)
{
  return g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
}

static AppWindow *
open_fixture (void)
{
  g_autofree char *path = fixture ();
  AppWindow *window = app_test_open (1280, 720);
  g_assert_true (app_window_open_lesson (window, path));
  app_test_settle (window);
  return window;
}

static AppText *
text_of (AppWindow *window)
{
  return app_lesson_page_get_text (app_test_get_page (window));
}

static void
click (AppWindow *window, GtkWidget *button)
{
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  app_test_settle (window);
}

static guint
step_of (AppDocument *document)
{
  return app_document_get_step (document);
}

/* Forward goes up to the question and no further; End and the scrubber too. */
static void
test_hides (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  ViewLadder *ladder = app_document_get_ladder (document);
  AppQuestion *question = app_text_get_question (text_of (window), 2, 0);
  guint32 limit = view_ladder_get_step_event (ladder, 1);
  g_assert_cmpuint (app_document_get_limit (document), ==, limit);
  for (guint i = 0; i < 200 && app_document_get_position (document).event < limit; i++)
    app_test_press (window, GDK_KEY_space, 0);
  g_assert_cmpuint (app_document_get_position (document).event, ==, limit);
  g_assert_cmpuint (step_of (document), ==, 2);
  app_test_settle (window);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) != GTK_WIDGET (question));
  app_test_press (window, GDK_KEY_Right, 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (question));
  g_assert_cmpuint (app_document_get_position (document).event, ==, limit);
  app_document_go_last (document);
  g_assert_cmpuint (app_document_get_position (document).event, ==, limit);
  app_document_go_first (document);
  app_document_go_last (document);
  g_assert_cmpuint (app_document_get_position (document).event, ==, limit);
  /* What stands behind it is not read either. */
  GtkWidget *later = GTK_WIDGET (app_text_get_exercise (text_of (window), 3, 0));
  g_assert_false (gtk_widget_get_mapped (later));
  /* Back is free. */
  app_document_back (document, VIEW_MOVE_LINE);
  g_assert_cmpuint (app_document_get_position (document).event, <, limit);
  app_test_close (window);
}

static void
test_answer (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  AppQuestion *question = app_text_get_question (text_of (window), 2, 0);
  app_document_go_last (document);
  app_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (app_question_get_show (question)));
  click (window, app_question_get_answer (question, 0));
  g_assert_true (gtk_widget_has_css_class (app_question_get_answer (question, 0), "wrong"));
  g_assert_false (gtk_widget_has_css_class (app_question_get_answer (question, 1), "right"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (app_question_get_answer (question, 0)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Not right: Yes, the server tells everyone.");
  /* Answered is answered: what comes is shown, and another answer can be tried. */
  g_assert_cmpuint (app_document_get_limit (document), ==, last);
  g_assert_false (gtk_widget_get_mapped (app_question_get_skip (question)));
  click (window, app_question_get_answer (question, 1));
  g_assert_true (gtk_widget_has_css_class (app_question_get_answer (question, 1), "right"));
  app_document_go_last (document);
  g_assert_cmpuint (app_document_get_position (document).event, ==, last);
  app_test_close (window);
}

/* By keys alone; a digit too many is no answer. */
static void
test_digits (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  g_assert_false (app_test_press (window, GDK_KEY_1, 0));
  app_document_go_last (document);
  g_assert_false (app_test_press (window, GDK_KEY_3, 0));
  g_assert_true (app_test_press (window, GDK_KEY_2, 0));
  g_assert_true (app_document_is_chosen (document, 2, 0, 1));
  app_test_press (window, GDK_KEY_End, 0);
  g_assert_cmpuint (step_of (document), ==, 4);
  app_test_close (window);
}

static void
test_skip (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  AppQuestion *question = app_text_get_question (text_of (window), 2, 0);
  app_document_go_last (document);
  app_test_settle (window);
  click (window, app_question_get_skip (question));
  app_document_go_last (document);
  g_assert_cmpuint (step_of (document), ==, 4);
  g_assert_false (app_document_is_answered (document, 2, 0));
  app_test_close (window);
}

/* Whoever wants no questions is not asked, and can change their mind. */
static void
test_ask (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.ask", NULL);
  g_assert_false (app_document_get_asks (document));
  app_document_go_last (document);
  g_assert_cmpuint (step_of (document), ==, 4);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.ask", NULL);
  g_assert_cmpuint (step_of (document), ==, 2);
  g_assert_cmpuint (app_document_get_position (document).event, ==,
                    app_document_get_limit (document));
  app_test_close (window);
}

/* The line that decides is selected, and the moment is that of its arrival. */
static void
test_show (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  app_document_skip (document, 2, 0);
  app_document_go_last (document);
  app_test_settle (window);
  AppQuestion *question = app_text_get_question (text_of (window), 3, 0);
  click (window, app_question_get_answer (question, 1));
  click (window, app_question_get_show (question));
  g_autoptr (ViewRow) row = view_ladder_get_row (app_document_get_ladder (document),
                                                 app_document_get_selected (document));
  g_assert_nonnull (strstr (row->wire, "* 2 FETCH"));
  g_assert_cmpuint (app_document_get_position (document).event, ==, row->arrival);
  app_test_close (window);
}

/* Replies stay when the language changes, as does an exercise. */
static void
test_language (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  g_autoptr (GError) error = NULL;
  app_document_answer (document, 2, 0, 0);
  g_assert_true (app_document_try (document, 3, 0, &error));
  g_assert_no_error (error);
  g_assert_true (app_document_do (document, "phone flag welcome \\Seen", &error));
  guint32 event = app_document_get_position (document).event;
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "zh_CN");
  app_test_settle (window);
  AppQuestion *question = app_text_get_question (text_of (window), 2, 0);
  g_assert_true (gtk_widget_has_css_class (app_question_get_answer (question, 0), "wrong"));
  g_assert_true (app_document_is_trying (document, 3, 0));
  g_assert_true (app_document_is_solved (document));
  g_assert_cmpuint (app_document_get_position (document).event, ==, event);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
  app_test_close (window);
}

static void
test_exercise (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  app_document_skip (document, 2, 0);
  app_document_go (document, view_ladder_get_step_event (app_document_get_ladder (document), 2));
  app_test_settle (window);
  guint32 before = app_document_get_position (document).event;
  Trace *run = app_document_get_trace (document);
  guint32 n = trace_get_n (run);
  AppExercise *exercise = app_text_get_exercise (text_of (window), 3, 0);
  click (window, app_exercise_get_button (exercise, APP_EXERCISE_START));
  g_assert_true (app_document_is_trying (document, 3, 0));
  g_assert_true (app_document_get_trace (document) != run);
  g_assert_false (app_document_has_goal (document, 0));
  g_assert_true (app_document_has_goal (document, 1));
  g_assert_false (app_document_is_solved (document));

  /* Keys are the typist's while there is typing. */
  gtk_widget_grab_focus (GTK_WIDGET (app_exercise_get_entry (exercise)));
  g_assert_false (app_test_press (window, GDK_KEY_space, 0));
  g_assert_false (app_test_press (window, GDK_KEY_Left, 0));

  /* A line as it stands, for the chosen device; then an act in words. */
  guint32 start = app_document_get_position (document).event;
  gtk_editable_set_text (app_exercise_get_entry (exercise), "x1 NOOP");
  app_exercise_do (exercise);
  g_assert_cmpstr (gtk_editable_get_text (app_exercise_get_entry (exercise)), ==, "");
  g_assert_cmpuint (app_document_get_position (document).event, >, start);
  gtk_editable_set_text (app_exercise_get_entry (exercise), "phone flag nobody \\Seen");
  app_exercise_do (exercise);
  g_assert_cmpstr (gtk_editable_get_text (app_exercise_get_entry (exercise)), !=, "");
  gtk_editable_set_text (app_exercise_get_entry (exercise), "phone flag welcome \\Seen");
  app_exercise_do (exercise);
  g_assert_true (app_document_is_solved (document));
  app_test_settle (window);

  click (window, app_exercise_get_button (exercise, APP_EXERCISE_HINT));
  g_assert_cmpuint (app_exercise_count_hints (exercise), ==, 1);
  click (window, app_exercise_get_button (exercise, APP_EXERCISE_AGAIN));
  g_assert_false (app_document_is_solved (document));
  click (window, app_exercise_get_button (exercise, APP_EXERCISE_SOLUTION));
  g_assert_true (app_document_is_solved (document));
  click (window, app_exercise_get_button (exercise, APP_EXERCISE_BACK));
  g_assert_false (app_document_is_trying_any (document));
  g_assert_true (app_document_get_trace (document) == run);
  g_assert_cmpuint (trace_get_n (run), ==, n);
  g_assert_cmpuint (app_document_get_position (document).event, ==, before);
  app_test_close (window);
}

/* Another lesson forgets all of it. */
static void
test_leaving (void)
{
  AppWindow *window = open_fixture ();
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_document_try (document, 3, 0, NULL));
  g_assert_true (app_document_do (document, "phone check", NULL));
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_false (app_document_is_trying_any (document));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  app_test_settle (window);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/study/hides", test_hides);
  g_test_add_func ("/app/study/answer", test_answer);
  g_test_add_func ("/app/study/digits", test_digits);
  g_test_add_func ("/app/study/skip", test_skip);
  g_test_add_func ("/app/study/ask", test_ask);
  g_test_add_func ("/app/study/show", test_show);
  g_test_add_func ("/app/study/language", test_language);
  g_test_add_func ("/app/study/exercise", test_exercise);
  g_test_add_func ("/app/study/leaving", test_leaving);
  return g_test_run ();
}
