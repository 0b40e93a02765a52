#include <glib/gstdio.h>

#include "app-appearance.h"
#include "app-language.h"
#include "app-preferences.h"
#include "app-settings.h"
#include "app-shortcuts.h"
#include "app-testlib.h"

/* The window round the lesson: arrangements, preferences, files from outside. */

static void
arrange (AppWindow *window, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", name);
  app_test_settle (window);
}

static gboolean
is_seen (AppWindow *window, AppPane pane)
{
  GtkWidget *widget = app_lesson_page_get_pane (app_test_get_page (window), pane);
  return widget != NULL && gtk_widget_get_mapped (widget);
}

static const char *
arrangement_of (AppWindow *window)
{
  return app_shell_get_arrangement (app_window_get_shell (window));
}

static void
assert_state (AppWindow *window, const char *name)
{
  g_autoptr (GVariant)
      state = g_action_group_get_action_state (G_ACTION_GROUP (window), "arrangement");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, name);
  g_assert_cmpstr (arrangement_of (window), ==, name);
}

static void
test_arrangements (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  assert_state (window, "lesson");
  g_assert_true (is_seen (window, APP_PANE_TEXT));
  g_assert_true (is_seen (window, APP_PANE_LADDER));
  g_assert_true (is_seen (window, APP_PANE_BOARD));
  /* There is nothing to explain yet. */
  g_assert_false (is_seen (window, APP_PANE_DETAIL));
  app_document_go (document, 20);
  app_test_settle (window);
  g_assert_true (is_seen (window, APP_PANE_DETAIL));
  arrange (window, "line");
  assert_state (window, "line");
  g_assert_false (is_seen (window, APP_PANE_TEXT));
  g_assert_true (is_seen (window, APP_PANE_LADDER));
  g_assert_true (is_seen (window, APP_PANE_DETAIL));
  g_assert_false (is_seen (window, APP_PANE_BOARD));
  arrange (window, "hands-on");
  assert_state (window, "hands-on");
  g_assert_true (is_seen (window, APP_PANE_CONSOLE));
  g_assert_true (is_seen (window, APP_PANE_LADDER));
  g_assert_true (is_seen (window, APP_PANE_BOARD));
  g_assert_false (is_seen (window, APP_PANE_DETAIL));
  /* Keys still move, whoever had the focus. */
  guint32 event = app_document_get_position (document).event;
  app_test_press (window, GDK_KEY_space, 0);
  g_assert_cmpuint (app_document_get_position (document).event, >, event);
  /* It stays with the language and with the next window. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "zh_CN");
  app_test_settle (window);
  assert_state (window, "hands-on");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
  app_test_close (window);
  window = app_test_open_lesson (1280, 720);
  assert_state (window, "hands-on");
  arrange (window, "lesson");
  arrange (window, "sideways");
  assert_state (window, "lesson");
  app_test_close (window);
}

static void
test_explanation (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  app_document_go (app_window_get_document (window), 20);
  app_test_settle (window);
  g_assert_true (is_seen (window, APP_PANE_DETAIL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.explanation", NULL);
  app_test_settle (window);
  g_assert_false (is_seen (window, APP_PANE_DETAIL));
  /* Where it is half of the arrangement it stays. */
  arrange (window, "line");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.explanation", NULL);
  app_test_settle (window);
  g_assert_true (is_seen (window, APP_PANE_DETAIL));
  arrange (window, "lesson");
  g_assert_false (is_seen (window, APP_PANE_DETAIL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.explanation", NULL);
  app_test_settle (window);
  g_assert_true (is_seen (window, APP_PANE_DETAIL));
  app_test_close (window);
}

static GtkPaned *
find_divider (AppWindow *window)
{
  GtkPaned *paned = GTK_PANED (
      app_test_find (GTK_WIDGET (app_test_get_page (window)), GTK_TYPE_PANED));
  return GTK_PANED (gtk_paned_get_end_child (paned));
}

/* A divider that was moved by keys stands there again. */
static void
test_dividers (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  GtkPaned *paned = find_divider (window);
  gboolean moved;
  int before = gtk_paned_get_position (paned);
  /* As F8 and the arrow keys do. */
  g_signal_emit_by_name (paned, "cycle-handle-focus", FALSE, &moved);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (paned));
  g_assert_false (app_test_press (window, GDK_KEY_Down, 0));
  for (guint i = 0; i < 40; i++)
    g_signal_emit_by_name (paned, "move-handle", GTK_SCROLL_STEP_DOWN, &moved);
  app_test_settle (window);
  int after = gtk_paned_get_position (paned);
  g_assert_cmpint (after, >, before);
  arrange (window, "line");
  arrange (window, "lesson");
  g_assert_cmpint (ABS (gtk_paned_get_position (paned) - after), <, 3);
  app_test_close (window);
  window = app_test_open_lesson (1280, 720);
  g_assert_cmpint (ABS (gtk_paned_get_position (find_divider (window)) - after), <, 3);
  app_test_close (window);
}

/* A step may say which panes it is about; the user may not care, and has the last word. */
static void
test_steps (void)
{
  static const char *const wanted[] = { "lesson", "line", "hands-on", "lesson" };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-2-panes", NULL);
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_window_open_lesson (window, path));
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      app_document_forward (document, VIEW_MOVE_STEP);
      app_test_settle (window);
      assert_state (window, wanted[i]);
    }
  /* It is not what the user chose. */
  g_assert_cmpstr (app_settings_get_text (app_settings_get_default (), APP_SETTING_ARRANGEMENT), ==,
                   "lesson");
  app_document_back (document, VIEW_MOVE_STEP);
  assert_state (window, "hands-on");
  arrange (window, "line");
  app_document_forward (document, VIEW_MOVE_LINE);
  assert_state (window, "line");
  app_settings_set_flag (app_settings_get_default (), APP_SETTING_FOLLOW_STEP, FALSE);
  app_document_go_first (document);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      app_document_forward (document, VIEW_MOVE_STEP);
      assert_state (window, "line");
    }
  app_settings_set_flag (app_settings_get_default (), APP_SETTING_FOLLOW_STEP, TRUE);
  arrange (window, "lesson");
  app_test_close (window);
}

/* Whoever cannot go on because of a question is shown the question. */
static void
test_asking (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  guint step, which;
  g_assert_true (app_window_open_lesson (window, path));
  app_document_set_asks (document, TRUE);
  arrange (window, "line");
  app_document_go_last (document);
  app_document_go_last (document);
  app_test_settle (window);
  g_assert_cmpstr (arrangement_of (window), ==, "lesson");
  g_assert_true (is_seen (window, APP_PANE_TEXT));
  g_assert_true (app_document_get_waiting (document, &step, &which));
  app_document_skip (document, step, which);
  app_document_forward (document, VIEW_MOVE_STEP);
  g_assert_cmpstr (arrangement_of (window), ==, "line");
  arrange (window, "lesson");
  app_test_close (window);
}

/* --- preferences --- */

static GtkWidget *
find_row (GtkWidget *widget, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, type, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
nth (GtkWindow *dialog, GType type, guint n)
{
  GtkWidget *found = find_row (GTK_WIDGET (dialog), type, &n);
  g_assert_nonnull (found);
  return found;
}

static void
test_preferences (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppSettings *settings = app_settings_get_default ();
  AppDocument *document = app_window_get_document (window);
  GtkWindow *dialog = app_preferences_show (GTK_WINDOW (window));
  int before, dpi;
  gboolean moves;
  app_test_settle (window);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &before, NULL);
  /* Lessons in Chinese in an English window. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 1)), 2);
  app_test_settle (window);
  g_assert_cmpstr (app_language_get (), ==, "en");
  g_assert_cmpstr (app_document_get_language (document), ==, "zh_CN");
  g_assert_cmpstr (app_document_get_lesson (document)->language, ==, "zh_CN");
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 1)), 0);
  g_assert_cmpstr (app_document_get_lesson (document)->language, ==, "en");
  /* The window, the preferences with it. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 0)), 2);
  app_test_settle (window);
  g_assert_cmpstr (app_language_get (), ==, "zh_CN");
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "首选项");
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 0)), 0);
  app_test_settle (window);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Preferences");
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 2)), 2);
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 2)), 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 3)), 2);
  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &moves, NULL);
  g_assert_true (moves);
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 3)), 1);
  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &moves, NULL);
  g_assert_false (moves);
  adw_combo_row_set_selected (ADW_COMBO_ROW (nth (dialog, ADW_TYPE_COMBO_ROW, 3)), 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.text-larger", NULL);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_assert_cmpint (dpi, ==, before * 112 / 100);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.text-smaller", NULL);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_assert_cmpint (dpi, ==, before);
  gtk_switch_set_active (GTK_SWITCH (nth (dialog, GTK_TYPE_SWITCH, 0)), FALSE);
  g_assert_false (app_settings_get_flag (settings, APP_SETTING_ASK));
  g_assert_false (app_document_get_asks (document));
  gtk_switch_set_active (GTK_SWITCH (nth (dialog, GTK_TYPE_SWITCH, 0)), TRUE);
  gtk_window_destroy (dialog);
  app_test_close (window);
}

static void
count_transients (AppWindow *window, guint n)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint found = 0;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);
      found += gtk_window_get_transient_for (other) == GTK_WINDOW (window);
    }
  g_assert_cmpuint (found, ==, n);
}

static void
test_dialogs (void)
{
  static const char *const actions[] = { "win.preferences", "win.keys", "win.about" };
  AppWindow *window = app_test_open (1280, 720);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), actions[i], NULL);
      app_test_settle (window);
      count_transients (window, i + 1);
    }
  /* They go with the window. */
  app_test_close (window);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 0);
}

/* --- files --- */

static GtkDropTarget *
find_target (AppWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

static gboolean
drop (AppWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (&files));
  g_signal_emit_by_name (find_target (window), "drop", &value, 1.0, 1.0, &taken);
  g_value_unset (&value);
  app_test_settle (window);
  return taken;
}

static void
test_drop (void)
{
  g_autofree char *lesson = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study",
                                                   NULL);
  g_autofree char *file = g_build_filename (lesson, "en.md", NULL);
  g_autofree char *path = NULL;
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppShell *shell = app_window_get_shell (window);
  g_close (g_file_open_tmp ("postglass-XXXXXX.postglass", &path, NULL), NULL);
  g_assert_true (drop (window, lesson));
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  g_assert_cmpstr (app_document_get_lesson (document)->slug, ==, "study");
  g_assert_true (app_document_save (document, path, NULL));
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_true (drop (window, file));
  g_assert_cmpstr (app_document_get_lesson (document)->slug, ==, "study");
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_true (drop (window, path));
  g_autofree char *name = g_path_get_basename (path);
  g_assert_true (app_document_get_lesson (document) == NULL
                 || g_str_equal (app_document_get_lesson (document)->slug, "study"));
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  /* What is none of these says so, and what was open stays. */
  g_assert_true (g_file_set_contents (path, "hello", -1, NULL));
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_true (drop (window, path));
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  g_assert_cmpstr (app_document_get_lesson (document)->slug, ==, "two-devices");
  g_remove (path);
  g_assert_true (drop (window, path));
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  app_test_close (window);
}

static void
open_file (const char *path, const char *expected)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListModel *windows = gtk_window_get_toplevels ();
  guint before = g_list_model_get_n_items (windows);
  g_application_open (application, &file, 1, "");
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before + 1);
  AppWindow *window = APP_WINDOW (
      gtk_application_get_active_window (GTK_APPLICATION (application)));
  app_test_settle (window);
  g_assert_cmpstr (app_shell_get_shown (app_window_get_shell (window)), ==,
                   expected != NULL ? "lesson" : "problem");
  if (expected != NULL)
    g_assert_cmpstr (app_document_get_lesson (app_window_get_document (window))->slug, ==,
                     expected);
  app_test_close (window);
}

/* As from a command line or a file manager. */
static void
test_open (void)
{
  g_autofree char *lesson = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study",
                                                   NULL);
  open_file (lesson, "study");
  open_file ("two-devices", "two-devices");
  open_file ("nothing-of-that-name", NULL);
  open_file ("nothing.postglass", NULL);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/shell/arrangements", test_arrangements);
  g_test_add_func ("/app/shell/explanation", test_explanation);
  g_test_add_func ("/app/shell/dividers", test_dividers);
  g_test_add_func ("/app/shell/steps", test_steps);
  g_test_add_func ("/app/shell/asking", test_asking);
  g_test_add_func ("/app/shell/preferences", test_preferences);
  g_test_add_func ("/app/shell/dialogs", test_dialogs);
  g_test_add_func ("/app/shell/drop", test_drop);
  g_test_add_func ("/app/shell/open", test_open);
  return g_test_run ();
}
