/* A lesson from the first page to its end, with its questions, by the keyboard alone, in both languages; nothing here
 * presses a button any other way. Its questions are answered wrong and right, its exercise is done after two mistakes,
 * and what came of it is looked at. */
#include <glib/gi18n-lib.h>

#include "app-language.h"
#include "app-settings.h"
#include "app-testlib.h"
#include "app-walk.h"
#include "lesson-library.h"
#include "lesson-question.h"

static AppText *
text_of (AppWindow *window)
{
  return app_lesson_page_get_text (app_test_get_page (window));
}

static guint
event_of (AppWindow *window)
{
  return app_document_get_position (app_window_get_document (window)).event;
}

static AppWindow *
open_in (const char *language)
{
  app_settings_set_text (app_settings_get_default (), APP_SETTING_LANGUAGE, language);
  return app_test_open (1280, 720);
}

static GtkWidget *
find_title (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_title (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first page: its row by Tab and the arrows, opened with Return. */
static void
go_in (AppWindow *window, const char *title)
{
  GtkWidget *list = GTK_WIDGET (app_shell_get_list_page (app_window_get_shell (window)));
  GtkWidget *row = find_title (list, title);
  g_assert_nonnull (row);
  for (guint i = 0; i < 60 && !walk_is_at (row); i++)
    walk_press (i % 5 == 4 ? GDK_KEY_Tab : GDK_KEY_Down, 0);
  g_assert_true (walk_is_at (row));
  walk_press (GDK_KEY_Return, 0);
  g_assert_true (app_document_is_open (app_window_get_document (window)));
}

/* Forward until something is asked or the end is reached: Right works wherever the focus is. */
static void
read_on (AppWindow *window)
{
  AppDocument *document = app_window_get_document (window);
  for (guint i = 0; i < 200 && event_of (window) < app_document_get_limit (document); i++)
    {
      g_autofree char *at = walk_dup_focus ();
      guint before = event_of (window);
      walk_press (GDK_KEY_Right, 0);
      if (event_of (window) == before)
        g_error ("Right does not go on from event %u at %s", before, at);
    }
  g_assert_cmpuint (event_of (window), ==, app_document_get_limit (document));
}

/* Wrong first, then right, then where it shows. */
static void
answer (AppWindow *window, guint right, gboolean by_digit)
{
  AppDocument *document = app_window_get_document (window);
  guint step, which;
  guint wrong = right == 0 ? 1 : 0;
  g_assert_true (app_document_get_waiting (document, &step, &which));
  AppQuestion *question = app_text_get_question (text_of (window), step, which);
  /* Whoever goes on is led to the question. */
  walk_press (GDK_KEY_Right, 0);
  g_assert_true (walk_is_at (GTK_WIDGET (question)));
  guint order[] = { wrong, right };
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (by_digit && i == 0)
        walk_press (GDK_KEY_1 + order[i], 0);
      else
        {
          walk_to (NULL, app_question_get_answer (question, order[i]));
          walk_press (GDK_KEY_Return, 0);
        }
      g_assert_true (app_document_is_chosen (document, step, which, order[i]));
    }
  guint before = event_of (window);
  walk_to (NULL, app_question_get_show (question));
  walk_press (GDK_KEY_space, 0);
  g_assert_cmpuint (event_of (window), !=, before);
}

static guint
find_exercise (AppWindow *window)
{
  for (guint step = 0; step < 20; step++)
    if (app_text_get_exercise (text_of (window), step, 0) != NULL)
      return step;
  g_assert_not_reached ();
}

static void
press_button (AppExercise *exercise, AppExerciseButton button)
{
  walk_to (NULL, app_exercise_get_button (exercise, button));
  walk_press (GDK_KEY_Return, 0);
}

static void
type_line (AppExercise *exercise, const char *line)
{
  walk_to (NULL, GTK_WIDGET (app_exercise_get_entry (exercise)));
  walk_type (line);
  walk_press (GDK_KEY_Return, 0);
}

/* Goodbye without a mark first, then a number that is not there, a hint, and what was wanted. */
static void
exercise (AppWindow *window)
{
  AppDocument *document = app_window_get_document (window);
  guint step = find_exercise (window);
  AppExercise *card = app_text_get_exercise (text_of (window), step, 0);
  press_button (card, APP_EXERCISE_START);
  g_assert_true (app_document_is_trying (document, step, 0));
  card = app_text_get_exercise (text_of (window), step, 0);
  type_line (card, "oldpc> QUIT");
  g_assert_false (app_document_has_goal (document, 0));
  g_assert_true (app_document_has_goal (document, 2));
  press_button (card, APP_EXERCISE_AGAIN);
  g_assert_false (app_document_has_goal (document, 2));
  type_line (card, "oldpc> DELE 9");
  press_button (card, APP_EXERCISE_HINT);
  g_assert_cmpuint (app_exercise_count_hints (card), ==, 1);
  type_line (card, "oldpc> DELE 4");
  type_line (card, "oldpc> QUIT");
  for (guint goal = 0; goal < 3; goal++)
    g_assert_true (app_document_has_goal (document, goal));
  press_button (card, APP_EXERCISE_BACK);
  g_assert_false (app_document_is_trying_any (document));
}

static const LessonQuestion *
find_first_question (AppDocument *document)
{
  const LessonQuestion *question = NULL;
  for (guint step = 1; question == NULL; step++)
    question = app_document_get_question (document, step, 0);
  return question;
}

/* F10 opens the menu; Down goes to the entry with @label, which is shown without its mnemonic's mark. */
static void
open_from_menu (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", 2);
  g_autofree char *shown = g_strjoinv ("", parts);
  g_autoptr (GString) seen = g_string_new (NULL);
  walk_press (GDK_KEY_F10, 0);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = NULL;
      GtkWidget *focus = walk_focus ();
      if (g_object_class_find_property (G_OBJECT_GET_CLASS (focus), "text") != NULL)
        g_object_get (focus, "text", &text, NULL);
      if (g_strcmp0 (text, shown) == 0)
        {
          walk_press (GDK_KEY_Return, 0);
          return;
        }
      g_string_append_printf (seen, " %s", text != NULL ? text : G_OBJECT_TYPE_NAME (focus));
      walk_press (GDK_KEY_Down, 0);
    }
  g_error ("the menu does not lead to %s, but to%s", label, seen->str);
}

/* From the menu; its places come round, a question leads back to where it was decided, and Escape closes it. */
static void
summary (AppWindow *window)
{
  g_autofree char *text = NULL;
  AppDocument *document = app_window_get_document (window);
  for (guint again = 0; again < 2; again++)
    {
      open_from_menu (_ ("_What Came of This Lesson"));
      g_assert_true (walk_window () != GTK_WINDOW (window));
      walk_press (GDK_KEY_Tab, 0);
      walk_round ();
      if (again == 0)
        {
          walk_press (GDK_KEY_Escape, 0);
          g_assert_true (walk_window () == GTK_WINDOW (window));
        }
    }
  /* The first question was answered wrong at first. */
  const LessonQuestion *question = find_first_question (document);
  text = lesson_inlines_to_text (question->question->inlines);
  GtkWidget *row = find_title (GTK_WIDGET (walk_window ()), text);
  g_assert_nonnull (row);
  guint before = event_of (window);
  walk_to (NULL, row);
  walk_press (GDK_KEY_Return, 0);
  g_assert_true (walk_window () == GTK_WINDOW (window));
  g_assert_cmpuint (event_of (window), <, before);
}

static void
test_lesson (gconstpointer language)
{
  AppWindow *window = open_in (language);
  AppDocument *document = app_window_get_document (window);
  g_autoptr (GPtrArray) lessons = lesson_list (language, NULL);
  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      if (g_str_equal (lesson->slug, "pop3-dele-quit"))
        go_in (window, lesson->title);
    }
  static const guint rights[] = { 1, 1, 0, 1 };
  guint asked = 0;
  for (guint i = 0; i < 20; i++)
    {
      read_on (window);
      if (app_document_get_waiting (document, NULL, NULL))
        {
          g_assert_cmpuint (asked, <, G_N_ELEMENTS (rights));
          answer (window, rights[asked], asked % 2 == 1);
          asked++;
        }
      else
        break;
    }
  g_assert_cmpuint (asked, >, 2);
  exercise (window);
  summary (window);
  app_test_close (window);
}

/* Tab comes round on each page. */
static void
test_round (gconstpointer language)
{
  AppWindow *window = open_in (language);
  walk_press (GDK_KEY_Tab, 0);
  walk_round ();
  g_assert_true (app_window_open_lesson (window, "pop3-dele-quit"));
  walk_press (GDK_KEY_Tab, 0);
  guint n = walk_round ();
  g_test_message ("lesson: %u places", n);
  app_test_close (window);
}

static void
add (const char *name, GTestDataFunc test)
{
  static const char *const languages[] = { "en", "zh_CN" };
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/walk/%s/%s", name, languages[i]);
      g_test_add_data_func (path, languages[i], test);
    }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  if (!walk_begin ())
    {
      g_print ("1..0 # SKIP no keyboard that a program may press\n");
      return 0;
    }
  add ("lesson", test_lesson);
  add ("round", test_round);
  int result = g_test_run ();
  walk_end ();
  return result;
}
