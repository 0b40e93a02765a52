/* How far someone came is kept: over the end of the program, a change of the lesson, and a file that is broken. */
#include "app-testlib.h"

#include <glib/gstdio.h>

#include "app-progress.h"
#include "app-summary.h"
#include "app-window-study.h"
#include "lesson-library.h"

#define SLUG "study"

static char *
fixture (void)
{
  return g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
}

static Lesson *
load (void)
{
  g_autofree char *path = fixture ();
  g_autoptr (GError) error = NULL;
  Lesson *lesson = lesson_load (path, "en", &error);
  g_assert_no_error (error);
  return lesson;
}

/* A progress kept at @path, following a new document with the lesson in it. */
static AppDocument *
open_document (AppProgress *progress)
{
  g_autofree char *path = fixture ();
  g_autoptr (GError) error = NULL;
  AppDocument *document = app_document_new ();
  app_progress_follow (progress, document);
  app_document_open_lesson (document, path, &error);
  g_assert_no_error (error);
  return document;
}

static AppProgress *
open_progress (const char *path)
{
  g_autoptr (AppStore) store = app_store_new (path);
  return app_progress_new (store);
}

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("postglass-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
  place->path = g_build_filename (place->folder, "progress.ini", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (place->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);
      g_remove (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

/* Looking in is no beginning; the first step is. */
static void
test_begin (Place *place, gconstpointer data)
{
  g_autoptr (AppProgress) progress = open_progress (NULL);
  g_autoptr (AppDocument) document = open_document (progress);
  g_autoptr (Lesson) lesson = load ();
  AppProgressLesson numbers;
  g_assert_false (app_progress_resume (progress, document));
  app_progress_get (progress, lesson, &numbers);
  g_assert_false (numbers.begun);
  g_assert_cmpuint (numbers.n_questions, ==, 2);
  g_assert_cmpuint (numbers.n_exercises, ==, 1);
  g_assert_cmpuint (numbers.n_steps, ==, 4);
  g_assert_null (app_progress_dup_last (progress));
  app_document_forward (document, VIEW_MOVE_LINE);
  g_autofree char *last = app_progress_dup_last (progress);
  app_progress_get (progress, lesson, &numbers);
  g_assert_true (numbers.begun);
  g_assert_false (numbers.done);
  g_assert_cmpstr (last, ==, SLUG);
}

/* Both answers, the place and the hints are there again in another run of the program; opening it, which moves to
 * the beginning, forgets none of them. */
static void
test_resume (Place *place, gconstpointer data)
{
  guint32 event;
  GStatBuf status;
  g_autoptr (Lesson) lesson = load ();
  {
    g_autoptr (AppProgress) progress = open_progress (place->path);
    g_autoptr (AppDocument) document = open_document (progress);
    app_progress_resume (progress, document);
    app_document_answer (document, 2, 0, 0);
    app_document_answer (document, 2, 0, 1);
    app_document_answer (document, 3, 0, 1);
    app_document_go (document,
                     view_ladder_get_step_event (app_document_get_ladder (document), 1) + 3);
    app_progress_note_hints (progress, lesson, 3, 0, 1);
    event = app_document_get_position (document).event;
    g_assert_cmpuint (app_document_get_step (document), ==, 2);
  }
  g_assert_cmpint (g_stat (place->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  for (guint again = 0; again < 2; again++)
    {
      g_autoptr (AppProgress) progress = open_progress (place->path);
      g_autoptr (AppDocument) document = open_document (progress);
      AppProgressLesson numbers;
      g_assert_true (app_progress_resume (progress, document));
      g_assert_cmpuint (app_document_get_position (document).event, ==, event);
      g_assert_true (app_document_is_chosen (document, 2, 0, 0));
      g_assert_true (app_document_is_chosen (document, 2, 0, 1));
      g_assert_true (app_document_is_chosen (document, 3, 0, 1));
      g_assert_cmpuint (app_progress_get_hints (progress, lesson, 3, 0), ==, 1);
      app_progress_get (progress, lesson, &numbers);
      g_assert_cmpuint (numbers.step, ==, 2);
      g_assert_cmpuint (numbers.furthest, ==, 2);
      g_assert_cmpuint (numbers.n_right, ==, 1);
      g_assert_cmpuint (numbers.n_review, ==, 1);
      g_assert_cmpint (app_progress_get_question (progress, lesson, 2, 0), ==, APP_PROGRESS_LATER);
      g_assert_cmpint (app_progress_get_question (progress, lesson, 3, 0), ==, APP_PROGRESS_RIGHT);
    }
}

static void
test_marks (Place *place, gconstpointer data)
{
  g_autoptr (AppProgress) progress = open_progress (NULL);
  g_autoptr (AppDocument) document = open_document (progress);
  g_autoptr (Lesson) lesson = load ();
  app_progress_resume (progress, document);
  app_document_forward (document, VIEW_MOVE_LINE);
  g_assert_cmpint (app_progress_get_question (progress, lesson, 2, 0), ==, APP_PROGRESS_OPEN);
  app_document_skip (document, 2, 0);
  g_assert_cmpint (app_progress_get_question (progress, lesson, 2, 0), ==, APP_PROGRESS_SKIPPED);
  app_document_answer (document, 2, 0, 0);
  g_assert_cmpint (app_progress_get_question (progress, lesson, 2, 0), ==, APP_PROGRESS_WRONG);
  app_document_answer (document, 2, 0, 1);
  g_assert_cmpint (app_progress_get_question (progress, lesson, 2, 0), ==, APP_PROGRESS_LATER);
}

/* With the solution, it is worth another try; done alone, that is what counts. */
static void
test_exercise (Place *place, gconstpointer data)
{
  g_autoptr (AppProgress) progress = open_progress (NULL);
  g_autoptr (AppDocument) document = open_document (progress);
  g_autoptr (Lesson) lesson = load ();
  g_autoptr (GError) error = NULL;
  app_progress_resume (progress, document);
  app_document_try (document, 3, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (app_progress_get_exercise (progress, lesson, 3, 0), ==, APP_PROGRESS_OPEN);
  g_assert_true (app_document_solve (document, &error));
  g_assert_cmpint (app_progress_get_exercise (progress, lesson, 3, 0), ==, APP_PROGRESS_LATER);
  app_document_try (document, 3, 0, &error);
  g_assert_true (app_document_do (document, "phone flag welcome \\Seen", &error));
  g_assert_cmpint (app_progress_get_exercise (progress, lesson, 3, 0), ==, APP_PROGRESS_RIGHT);
  /* The solution looked at afterwards takes nothing away. */
  app_document_solve (document, &error);
  g_assert_cmpint (app_progress_get_exercise (progress, lesson, 3, 0), ==, APP_PROGRESS_RIGHT);
  app_document_stop_trying (document);
}

static void
count (AppProgress *progress, AppDocument *document, guint *n)
{
  (*n)++;
}

static void
test_end (Place *place, gconstpointer data)
{
  g_autoptr (AppProgress) progress = open_progress (NULL);
  g_autoptr (AppDocument) document = open_document (progress);
  g_autoptr (Lesson) lesson = load ();
  AppProgressLesson numbers;
  guint ends = 0;
  g_signal_connect (progress, "finished", G_CALLBACK (count), &ends);
  app_progress_resume (progress, document);
  app_document_set_asks (document, FALSE);
  app_document_go_last (document);
  app_document_go_first (document);
  app_document_go_last (document);
  g_assert_cmpuint (ends, ==, 1);
  app_progress_get (progress, lesson, &numbers);
  g_assert_true (numbers.done);
  app_progress_clear (progress, SLUG);
  app_progress_get (progress, lesson, &numbers);
  g_assert_false (numbers.begun);
  g_assert_false (numbers.done);
  g_assert_null (app_progress_dup_last (progress));
}

/* Another version of the lesson: what was asked otherwise is open, the place is the step's beginning. */
static void
test_other_version (Place *place, gconstpointer data)
{
  static const char *const text =
      "[Postglass]\nlast-lesson=study\n[study]\nstep=3\nfurthest=3\nevent=7\nacts=another\n"
      "question-2-0=1;1;0;12345;\nquestion-3-0=2;nonsense\nexercise-3-0=1;0;0;99;\ndone=1\n"
      "question-17-4=1;1;0;1;\n";
  g_assert_true (g_file_set_contents (place->path, text, -1, NULL));
  g_autoptr (AppProgress) progress = open_progress (place->path);
  g_autoptr (AppDocument) document = open_document (progress);
  g_autoptr (Lesson) lesson = load ();
  AppProgressLesson numbers;
  app_document_set_asks (document, FALSE);
  g_assert_true (app_progress_resume (progress, document));
  g_assert_cmpuint (app_document_get_position (document).event, ==,
                    view_ladder_get_step_event (app_document_get_ladder (document), 2));
  g_assert_cmpuint (app_document_get_step (document), ==, 3);
  g_assert_false (app_document_is_answered (document, 2, 0));
  app_progress_get (progress, lesson, &numbers);
  g_assert_false (numbers.done);
  g_assert_cmpuint (numbers.n_review, ==, 0);
  g_assert_cmpuint (numbers.n_solved, ==, 0);
  g_assert_cmpuint (numbers.furthest, ==, 3);
}

/* Numbers that cannot be, and a file that is none. */
static void
test_broken (Place *place, gconstpointer data)
{
  static const char *const odd = "[study]\nstep=99\nfurthest=-4\nevent=4000000000\n";
  static const char *const none = "\x01\x02 not a key file";
  {
    g_assert_true (g_file_set_contents (place->path, odd, -1, NULL));
    g_autoptr (AppProgress) progress = open_progress (place->path);
    g_autoptr (AppDocument) document = open_document (progress);
    g_autoptr (Lesson) lesson = load ();
    AppProgressLesson numbers;
    app_progress_get (progress, lesson, &numbers);
    g_assert_cmpuint (numbers.step, ==, 4);
    g_assert_cmpuint (numbers.furthest, ==, 0);
    g_assert_true (app_progress_resume (progress, document));
    g_assert_cmpuint (app_document_get_position (document).event, <=,
                      app_document_get_limit (document));
  }
  g_assert_true (g_file_set_contents (place->path, none, -1, NULL));
  g_autoptr (AppProgress) progress = open_progress (place->path);
  g_autofree char *problem = app_progress_take_problem (progress);
  g_autofree char *aside = g_strconcat (place->path, ".broken", NULL);
  g_autofree char *kept = NULL;
  g_assert_nonnull (problem);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, none);
}

static void
test_recordings (Place *place, gconstpointer data)
{
  g_autoptr (AppProgress) progress = open_progress (NULL);
  g_auto (GStrv) none = app_progress_get_recordings (progress);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *path = g_strdup_printf ("/tmp/a;b %u.postglass", i);
      app_progress_note_recording (progress, path);
    }
  app_progress_note_recording (progress, "/tmp/a;b 15.postglass");
  g_auto (GStrv) paths = app_progress_get_recordings (progress);
  g_assert_cmpuint (g_strv_length (paths), ==, 12);
  g_assert_cmpstr (paths[0], ==, "/tmp/a;b 15.postglass");
  g_assert_cmpstr (paths[1], ==, "/tmp/a;b 19.postglass");
  app_progress_forget_recording (progress, paths[0]);
  g_auto (GStrv) left = app_progress_get_recordings (progress);
  g_assert_cmpuint (g_strv_length (left), ==, 11);
  g_assert_cmpstr (left[0], ==, "/tmp/a;b 19.postglass");
}

/* --- the window --- */

/* A row with that title below @widget, NULL none. */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
activate_row (AppWindow *window, GtkWidget *row)
{
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_mapped (row));
  gtk_widget_activate (row);
  app_test_settle (window);
}

/* From the first page into a lesson, away, and back to where one was; then from the beginning. */
static void
test_start_page (Place *place, gconstpointer data)
{
  AppProgress *progress = app_progress_get_default ();
  app_progress_clear (progress, "pop3-first");
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppShell *shell = app_window_get_shell (window);
  GtkWidget *list = GTK_WIDGET (app_shell_get_list_page (shell));
  g_assert_null (find_row (list, "Go on with"));
  g_assert_true (app_window_open_lesson (window, "pop3-first"));
  app_document_set_asks (document, FALSE);
  app_document_forward (document, VIEW_MOVE_STEP);
  app_document_forward (document, VIEW_MOVE_STEP);
  app_document_forward (document, VIEW_MOVE_LINE);
  guint32 event = app_document_get_position (document).event;
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_true (app_window_open_lesson (window, "pop3-first"));
  g_assert_cmpuint (app_document_get_position (document).event, ==, event);
  app_shell_show (shell, "list");
  app_test_settle (window);
  GtkWidget *row = find_row (list, "Go on with");
  g_assert_true (app_list_page_get_first (APP_LIST_PAGE (list)) == row);
  activate_row (window, row);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  g_assert_cmpuint (app_document_get_position (document).event, ==, event);
  app_window_restart (window, "");
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  app_shell_show (shell, "list");
  app_test_settle (window);
  g_assert_null (find_row (list, "Go on with"));
  app_test_close (window);
}

/* A recording that went away is said to be gone, cannot be chosen, and can be taken off the list. */
static void
test_missing (Place *place, gconstpointer data)
{
  AppProgress *progress = app_progress_get_default ();
  AppWindow *window = app_test_open (1280, 720);
  GtkWidget *list = GTK_WIDGET (app_shell_get_list_page (app_window_get_shell (window)));
  app_progress_note_recording (progress, "/nowhere/gone.postglass");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  app_test_settle (window);
  GtkWidget *row = find_row (list, "gone.postglass");
  g_assert_nonnull (row);
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "no longer there: /nowhere");
  g_signal_emit_by_name (app_test_find (row, GTK_TYPE_BUTTON), "clicked");
  app_test_settle (window);
  g_assert_null (find_row (list, "gone.postglass"));
  app_test_close (window);
}

/* What came of it says what each question came to, and leads there. */
static void
test_summary (Place *place, gconstpointer data)
{
  AppProgress *progress = app_progress_get_default ();
  g_autofree char *path = fixture ();
  app_progress_clear (progress, SLUG);
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_lesson (window, path));
  app_document_answer (document, 2, 0, 0);
  app_document_answer (document, 3, 0, 1);
  GtkWindow *summary = app_summary_show (GTK_WINDOW (window), document, progress);
  app_test_settle (window);
  GtkWidget *wrong = find_row (GTK_WIDGET (summary), "The laptop puts a star");
  GtkWidget *right = find_row (GTK_WIDGET (summary), "Which line told");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (wrong)), ==,
                   "not right yet: look again");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (right)), ==, "right at once");
  /* Each is there once: what is for review, first. */
  graphene_point_t upper, lower;
  const graphene_point_t zero = GRAPHENE_POINT_INIT (0, 0);
  g_assert_true (gtk_widget_compute_point (wrong, GTK_WIDGET (summary), &zero, &upper));
  g_assert_true (gtk_widget_compute_point (right, GTK_WIDGET (summary), &zero, &lower));
  g_assert_cmpfloat (upper.y, <, lower.y);
  activate_row (window, right);
  g_assert_cmpuint (app_document_get_step (document), ==, 3);
  g_autoptr (ViewRow) row = view_ladder_get_row (app_document_get_ladder (document),
                                                 app_document_get_selected (document));
  g_assert_nonnull (strstr (row->wire, "* 2 FETCH"));
  /* Its ways on are those of the window. */
  summary = app_summary_show (GTK_WINDOW (window), document, progress);
  GtkWidget *again = find_row (GTK_WIDGET (summary), "Start this lesson again");
  g_assert_true (gtk_widget_is_sensitive (again));
  gtk_window_destroy (summary);
  app_progress_clear (progress, SLUG);
  app_test_close (window);
}

/* The button whose label is @label below @widget, NULL none. */
static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);
      if (found != NULL && gtk_widget_get_child_visible (found))
        return found;
    }
  return NULL;
}

/* At the end one is asked to look back, once, and not any more elsewhere. */
static void
test_offer (Place *place, gconstpointer data)
{
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_autofree char *path = fixture ();
  g_assert_true (app_window_open_lesson (window, path));
  app_document_set_asks (document, FALSE);
  g_assert_null (find_button (GTK_WIDGET (window), "_What Came of It"));
  app_document_go_last (document);
  app_test_settle (window);
  GtkWidget *button = find_button (GTK_WIDGET (window), "_What Came of It");
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.summary");
  app_document_go_first (document);
  /* It fades. */
  for (guint i = 0; i < 400 && find_button (GTK_WIDGET (window), "_What Came of It") != NULL; i++)
    app_test_settle (window);
  g_assert_null (find_button (GTK_WIDGET (window), "_What Came of It"));
  app_document_go_last (document);
  app_test_settle (window);
  g_assert_null (find_button (GTK_WIDGET (window), "_What Came of It"));
  app_test_close (window);
}

/* A hint that was asked for is there when one comes back. */
static void
test_hints (Place *place, gconstpointer data)
{
  AppProgress *progress = app_progress_get_default ();
  g_autofree char *path = fixture ();
  app_progress_clear (progress, SLUG);
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_lesson (window, path));
  AppExercise *exercise = app_text_get_exercise (
      app_lesson_page_get_text (app_test_get_page (window)), 3, 0);
  g_assert_true (app_document_try (document, 3, 0, NULL));
  g_assert_cmpuint (app_exercise_count_hints (exercise), ==, 0);
  g_signal_emit_by_name (app_exercise_get_button (exercise, APP_EXERCISE_HINT), "clicked");
  app_document_stop_trying (document);
  g_assert_cmpuint (app_exercise_count_hints (exercise), ==, 0);
  g_assert_true (app_document_try (document, 3, 0, NULL));
  g_assert_cmpuint (app_exercise_count_hints (exercise), ==, 1);
  g_assert_cmpuint (app_progress_get_hints (progress, app_document_get_lesson (document), 3, 0), ==,
                    1);
  app_document_stop_trying (document);
  app_progress_clear (progress, SLUG);
  app_test_close (window);
}

#define ADD(name, func) g_test_add ("/app/progress/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  ADD ("begin", test_begin);
  ADD ("resume", test_resume);
  ADD ("marks", test_marks);
  ADD ("exercise", test_exercise);
  ADD ("end", test_end);
  ADD ("other-version", test_other_version);
  ADD ("broken", test_broken);
  ADD ("recordings", test_recordings);
  ADD ("start-page", test_start_page);
  ADD ("missing", test_missing);
  ADD ("summary", test_summary);
  ADD ("offer", test_offer);
  ADD ("hints", test_hints);
  return g_test_run ();
}
