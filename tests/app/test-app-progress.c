/* What is kept of someone who learns: the store, progress in lessons, the first page, what came of a lesson. */
#include "app-testlib.h"

#include <glib/gstdio.h>

#include "app-list-page.h"
#include "app-progress.h"
#include "app-store.h"
#include "app-summary.h"
#include "app-window-study.h"
#include "lesson-library.h"

static char *
temporary_path (char **folder)
{
  *folder = g_dir_make_tmp ("postglass-test-XXXXXX", NULL);
  g_assert_nonnull (*folder);
  return g_build_filename (*folder, "sub", "progress.ini", NULL);
}

/* Written whole, for nobody else to read, and there again next time. */
static void
test_store (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = temporary_path (&folder);
  AppStore *store = app_store_new (path);
  g_key_file_set_integer (app_store_get_file (store), "a", "b", 7);
  app_store_save_soon (store);
  g_object_unref (store);
  GStatBuf info;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  store = app_store_new (path);
  g_assert_cmpint (g_key_file_get_integer (app_store_get_file (store), "a", "b", NULL), ==, 7);
  g_assert_null (app_store_take_problem (store));
  g_object_unref (store);
}

/* What cannot be read is said, and kept under another name. */
static void
test_broken (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = temporary_path (&folder);
  g_autofree char *aside = g_strconcat (path, ".broken", NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_assert_cmpint (g_mkdir (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "no key file\n", -1, NULL));
  g_autoptr (AppStore) store = app_store_new (path);
  g_autofree char *problem = app_store_take_problem (store);
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (problem, "progress.ini.broken"));
  g_assert_true (g_file_get_contents (aside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "no key file\n");
}

static AppProgress *
fresh_progress (void)
{
  app_progress_clear_all (app_progress_get_default ());
  return app_progress_get_default ();
}

static Lesson *
load (const char *slug)
{
  g_autofree char *folder = lesson_find (slug, NULL);
  Lesson *lesson = lesson_load (folder, "en", NULL);
  g_assert_nonnull (lesson);
  return lesson;
}

/* One leaves in the middle and is in the middle again; starting again forgets it. */
static void
test_resume (void)
{
  AppProgress *progress = fresh_progress ();
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  app_document_set_asks (document, FALSE);
  for (guint i = 0; i < 4; i++)
    app_document_forward (document, VIEW_MOVE_STEP);
  g_assert_cmpuint (app_document_get_step (document), ==, 4);
  app_document_set_asks (document, TRUE);
  guint32 event = app_document_get_position (document).event;

  g_assert_true (app_window_open_lesson (window, "journey"));
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_cmpuint (app_document_get_position (document).event, ==, event);
  g_autofree char *last = app_progress_dup_last (progress);
  g_assert_cmpstr (last, ==, "two-devices");
  g_autoptr (Lesson) lesson = load ("two-devices");
  AppProgressLesson numbers;
  app_progress_get (progress, lesson, &numbers);
  g_assert_true (numbers.begun);
  g_assert_false (numbers.done);
  g_assert_cmpuint (numbers.furthest, ==, 4);

  app_window_restart (window, "");
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  app_progress_get (progress, lesson, &numbers);
  g_assert_false (numbers.begun);
  app_test_close (window);
}

/* What became of questions, in each way there is. */
static void
test_marks (void)
{
  AppProgress *progress = fresh_progress ();
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_autoptr (Lesson) lesson = load ("two-devices");
  guint step, which;
  g_assert_true (app_document_get_waiting (document, &step, &which));
  const LessonQuestion *question = app_document_get_question (document, step, which);
  guint right = 0;
  while (!((const LessonAnswer *) g_ptr_array_index (question->answers, right))->right)
    right++;
  guint wrong = right == 0 ? 1 : 0;
  app_document_go_last (document);
  g_assert_cmpint (app_progress_get_question (progress, lesson, step, which), ==,
                   APP_PROGRESS_OPEN);
  app_document_answer (document, step, which, wrong);
  g_assert_cmpint (app_progress_get_question (progress, lesson, step, which), ==,
                   APP_PROGRESS_WRONG);
  app_document_answer (document, step, which, right);
  g_assert_cmpint (app_progress_get_question (progress, lesson, step, which), ==,
                   APP_PROGRESS_LATER);
  app_window_restart (window, "");
  app_document_forward (document, VIEW_MOVE_LINE);
  app_document_skip (document, step, which);
  g_assert_cmpint (app_progress_get_question (progress, lesson, step, which), ==,
                   APP_PROGRESS_SKIPPED);
  app_window_restart (window, "");
  app_document_forward (document, VIEW_MOVE_LINE);
  app_document_answer (document, step, which, right);
  g_assert_cmpint (app_progress_get_question (progress, lesson, step, which), ==,
                   APP_PROGRESS_RIGHT);
  AppProgressLesson numbers;
  app_progress_get (progress, lesson, &numbers);
  g_assert_cmpuint (numbers.n_right, ==, 1);
  g_assert_cmpuint (numbers.n_review, ==, 0);
  app_test_close (window);
}

/* The first page goes on where one left off; the row there says the step. */
static void
test_page (void)
{
  fresh_progress ();
  AppWindow *window = app_test_open (1280, 720);
  AppShell *shell = app_window_get_shell (window);
  g_assert_true (app_window_open_lesson (window, "pop3-first"));
  AppDocument *document = app_window_get_document (window);
  app_document_set_asks (document, FALSE);
  app_document_forward (document, VIEW_MOVE_STEP);
  app_document_forward (document, VIEW_MOVE_STEP);
  guint32 event = app_document_get_position (document).event;
  app_shell_show (shell, "list");
  app_test_settle (window);
  GtkWidget *first = app_list_page_get_first (app_shell_get_list_page (shell));
  g_assert_nonnull (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)), "Go on"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (first)), "step 2 of"));
  adw_action_row_activate (ADW_ACTION_ROW (first));
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  g_assert_cmpuint (app_document_get_position (document).event, ==, event);
  app_test_close (window);
}

/* Recordings: newest first, each once, and they can be taken off. */
static void
test_recordings (void)
{
  AppProgress *progress = fresh_progress ();
  app_progress_note_recording (progress, "/tmp/a.postglass");
  app_progress_note_recording (progress, "/tmp/b.postglass");
  app_progress_note_recording (progress, "/tmp/a.postglass");
  g_auto (GStrv) paths = app_progress_get_recordings (progress);
  g_assert_cmpuint (g_strv_length (paths), ==, 2);
  g_assert_cmpstr (paths[0], ==, "/tmp/a.postglass");
  app_progress_forget_recording (progress, "/tmp/a.postglass");
  g_auto (GStrv) left = app_progress_get_recordings (progress);
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/tmp/%u.postglass", i);
      app_progress_note_recording (progress, path);
    }
  g_auto (GStrv) many = app_progress_get_recordings (progress);
  g_assert_cmpuint (g_strv_length (many), <=, 12);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *part)
{
  if (ADW_IS_ACTION_ROW (widget)
      && strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, part);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A question in the summary leads to what decides it. */
static void
test_summary (void)
{
  AppProgress *progress = fresh_progress ();
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  guint step, which;
  g_assert_true (app_document_get_waiting (document, &step, &which));
  app_document_go_last (document);
  app_document_answer (document, step, which, 0);
  app_document_go_first (document);
  GtkWindow *summary = app_summary_show (GTK_WINDOW (window), document, progress);
  const LessonQuestion *question = app_document_get_question (document, step, which);
  g_autofree char *title = lesson_inlines_to_text (question->question->inlines);
  GtkWidget *row = find_row (GTK_WIDGET (summary), title);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpuint (app_document_get_step (document), ==, step);

  summary = app_summary_show (GTK_WINDOW (window), document, progress);
  row = find_row (GTK_WIDGET (summary), "Start this lesson again");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_is_sensitive (row));
  gtk_window_destroy (summary);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/progress/store", test_store);
  g_test_add_func ("/app/progress/broken", test_broken);
  g_test_add_func ("/app/progress/resume", test_resume);
  g_test_add_func ("/app/progress/marks", test_marks);
  g_test_add_func ("/app/progress/page", test_page);
  g_test_add_func ("/app/progress/recordings", test_recordings);
  g_test_add_func ("/app/progress/summary", test_summary);
  return g_test_run ();
}
