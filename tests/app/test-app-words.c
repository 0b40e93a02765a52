#include "app-message-row.h"
#include "app-testlib.h"

/* The Chinese window says nothing in English, the English one nothing in Chinese. What the protocol,
 * the mailbox and file names say is neither. */

static gboolean
has_han (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* Two small letters side by side: words of the protocol are written in capitals. */
static gboolean
has_english (const char *text)
{
  for (const char *c = text; c[0] != '\0'; c++)
    if (g_ascii_islower (c[0]) && g_ascii_islower (c[1]))
      return TRUE;
  return FALSE;
}

/* Names of tokens are often words of the protocol; that both catalogues have them all is tested where
 * they are. */
static gboolean
is_wire (GtkWidget *widget)
{
  for (GtkWidget *i = widget; i != NULL; i = gtk_widget_get_parent (i))
    if (APP_IS_MESSAGE_ROW (i) || gtk_widget_has_css_class (i, "wire")
        || gtk_widget_has_css_class (i, "name") || gtk_widget_has_css_class (i, "keys")
        || gtk_widget_has_css_class (i, "code"))
      return TRUE;
  return FALSE;
}

static void
check_words (const char *text, gboolean chinese, GtkWidget *widget)
{
  static const char *const kept[] = { "Postglass", "English", "EN", "中", "简体中文", "0.1.0" };
  /* What is printed on keys is the same everywhere. */
  if (text == NULL || g_str_has_prefix (text, "Ctrl+") || g_str_equal (text, "F1"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_str_equal (text, kept[i]))
      return;
  gboolean wrong = chinese ? has_english (text) && !has_han (text) : has_han (text);
  if (wrong)
    {
      g_test_message ("in the %s window: %s", chinese ? "Chinese" : "English", text);
      for (; widget != NULL; widget = gtk_widget_get_parent (widget))
        g_test_message ("  in a %s", G_OBJECT_TYPE_NAME (widget));
    }
  g_assert_false (wrong);
}

static guint
walk (GtkWidget *widget, gboolean chinese)
{
  guint n = 0;
  if (!gtk_widget_get_visible (widget) || is_wire (widget))
    return 0;
  check_words (gtk_widget_get_tooltip_text (widget), chinese, widget);
  if (GTK_IS_LABEL (widget))
    {
      check_words (gtk_label_get_text (GTK_LABEL (widget)), chinese, widget);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += walk (child, chinese);
  return n;
}

/* Rows of the ladder draw their words themselves. */
static void
check_rows (AppDocument *document, gboolean chinese)
{
  ViewLadder *ladder = app_document_get_ladder (document);
  g_autoptr (GPtrArray) rows = view_ladder_get_rows (ladder, 0, view_ladder_count (ladder));
  for (guint i = 0; i < rows->len; i++)
    {
      const ViewRow *row = g_ptr_array_index (rows, i);
      g_autofree char *label = app_document_say (document, &row->label);
      g_autofree char *sentence = app_document_say (document, &row->node.sentence);
      check_words (label, chinese, NULL);
      check_words (sentence, chinese, NULL);
    }
}

static void
set_language (AppWindow *window, const char *language)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", language);
  app_test_settle (window);
}

/* Switched live at each command of the lesson; document and page stay. */
static void
test_switch (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  set_language (window, "zh_CN");
  g_assert_cmpuint (walk (GTK_WIDGET (window), TRUE), >, 5);
  set_language (window, "en");
  g_assert_cmpuint (walk (GTK_WIDGET (window), FALSE), >, 5);
  app_document_set_asks (document, FALSE);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  gboolean chinese = FALSE;
  do
    {
      guint32 event = app_document_get_position (document).event;
      chinese = !chinese;
      set_language (window, chinese ? "zh_CN" : "en");
      g_assert_cmpstr (app_shell_get_shown (app_window_get_shell (window)), ==, "lesson");
      g_assert_cmpuint (app_document_get_position (document).event, ==, event);
      g_assert_true (has_han (app_document_get_title (document)) == chinese);
      g_assert_cmpuint (walk (GTK_WIDGET (window), chinese), >, 20);
      app_document_forward (document, VIEW_MOVE_EXCHANGE);
      app_test_settle (window);
      walk (GTK_WIDGET (window), chinese);
    }
  while (app_document_get_position (document).event < last);
  set_language (window, "zh_CN");
  check_rows (document, TRUE);
  set_language (window, "en");
  check_rows (document, FALSE);
  app_test_close (window);
}

/* Questions and exercises with all they can say, and the page for real mail programs. */
static void
test_pages (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  for (guint i = 0; i < 2; i++)
    {
      gboolean chinese = i == 0;
      set_language (window, chinese ? "zh_CN" : "en");
      g_assert_true (app_window_open_lesson (window, path));
      app_document_go_last (document);
      app_test_settle (window);
      g_assert_cmpuint (walk (GTK_WIDGET (window), chinese), >, 20);
      app_document_answer (document, 2, 0, 0);
      app_document_answer (document, 2, 0, 1);
      g_assert_true (app_document_try (document, 3, 0, NULL));
      AppText *text = app_lesson_page_get_text (app_test_get_page (window));
      AppExercise *exercise = app_text_get_exercise (text, 3, 0);
      g_signal_emit_by_name (app_exercise_get_button (exercise, APP_EXERCISE_HINT), "clicked");
      g_signal_emit_by_name (app_exercise_get_button (exercise, APP_EXERCISE_SOLUTION), "clicked");
      app_test_settle (window);
      g_assert_cmpuint (walk (GTK_WIDGET (window), chinese), >, 30);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.connect", NULL);
      app_live_start (app_window_get_live (window), NULL);
      app_live_set_hold (app_window_get_live (window), TRUE);
      app_test_settle (window);
      g_assert_cmpuint (walk (GTK_WIDGET (window), chinese), >, 10);
      app_live_stop (app_window_get_live (window));
    }
  app_test_close (window);
}

static void
test_menu (void)
{
  AppWindow *window = app_test_open (1280, 720);
  for (guint i = 0; i < 2; i++)
    {
      set_language (window, i == 0 ? "zh_CN" : "en");
      GtkWidget *button = app_test_find (GTK_WIDGET (app_window_get_shell (window)),
                                         GTK_TYPE_MENU_BUTTON);
      app_shell_show_menu (app_window_get_shell (window), TRUE);
      app_test_settle (window);
      g_assert_cmpuint (
          walk (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), i == 0), >, 5);
      app_shell_show_menu (app_window_get_shell (window), FALSE);
      app_test_settle (window);
    }
  app_test_close (window);
}

static GtkWindow *
find_dialog (AppWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) found = g_list_model_get_item (windows, i);
      if (gtk_window_get_transient_for (found) == GTK_WINDOW (window))
        return found;
    }
  return NULL;
}

static void
test_dialogs (void)
{
  static const char *const actions[] = { "win.keys", "win.preferences", "win.about" };
  AppWindow *window = app_test_open (1280, 720);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (actions); i++)
    {
      set_language (window, i % 2 == 0 ? "zh_CN" : "en");
      gtk_widget_activate_action (GTK_WIDGET (window), actions[i / 2], NULL);
      app_test_settle (window);
      GtkWindow *dialog = find_dialog (window);
      g_assert_nonnull (dialog);
      check_words (gtk_window_get_title (dialog), i % 2 == 0, NULL);
      g_assert_cmpuint (walk (GTK_WIDGET (dialog), i % 2 == 0), >, 5);
      gtk_window_destroy (dialog);
    }
  app_test_close (window);
}

/* What the room and the presenter see, with a question, its answer, and away from the run. */
static void
test_presenter (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-1-study", NULL);
  static const char *const actions[] = { "question", "answer", "other-view", "other-view",
                                         "other-view" };
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  for (guint i = 0; i < 2; i++)
    {
      set_language (window, i == 0 ? "zh_CN" : "en");
      g_assert_true (app_window_open_lesson (window, path));
      gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
      AppPresenter *presenter = app_window_get_presenter (window);
      app_document_go_last (document);
      for (guint k = 0; k < G_N_ELEMENTS (actions); k++)
        {
          GtkWidget *screen = GTK_WIDGET (app_presenter_get_screen (presenter));
          g_autofree char *action = g_strconcat ("present.", actions[k], NULL);
          gtk_widget_activate_action (screen, action, NULL);
          app_document_go (document, 3 + k);
          app_test_settle (window);
          g_assert_cmpuint (walk (screen, i == 0), >, 5);
          g_assert_cmpuint (walk (GTK_WIDGET (app_presenter_get_notes (presenter)), i == 0), >, 10);
        }
      app_presenter_end (presenter);
    }
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/words/switch", test_switch);
  g_test_add_func ("/app/words/pages", test_pages);
  g_test_add_func ("/app/words/menu", test_menu);
  g_test_add_func ("/app/words/dialogs", test_dialogs);
  g_test_add_func ("/app/words/presenter", test_presenter);
  return g_test_run ();
}
