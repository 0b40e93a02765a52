#include "app-document-free.h"
#include "app-glossary.h"
#include "app-settings.h"
#include "app-testlib.h"
#include "test-app-actions.h"

/* The actions of the window itself. */

/* Each opens one window that belongs to this one. */
static void
test_dialogs (void)
{
  static const char *const names[] = { "win.preferences", "win.keys", "win.about", "win.open",
                                       "win.save" };
  AppWindow *window = app_test_open (1280, 720);
  /* There is nothing to be saved. */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "save"));
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  guint before = app_test_count_windows ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      app_test_drive (window, names[i], NULL);
      app_test_settle (window);
      g_assert_cmpuint (app_test_count_windows (), ==, before + 1);
      GtkWindow *dialog = app_test_find_dialog (window);
      g_assert_nonnull (dialog);
      if (GTK_IS_DIALOG (dialog)) /* of files: whoever asked learns that nothing was chosen */
        gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
      else
        gtk_window_destroy (dialog);
      app_test_settle (window);
      g_assert_cmpuint (app_test_count_windows (), ==, before);
    }
  app_test_close (window);
}

static void
test_settings (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppSettings *settings = app_settings_get_default ();
  AppDocument *document = app_window_get_document (window);
  AppShell *shell = app_window_get_shell (window);
  int size = app_settings_get_number (settings, APP_SETTING_TEXT_SIZE);
  app_test_drive (window, "win.language", "s", "zh_CN");
  g_assert_cmpstr (app_document_get_language (document), ==, "zh_CN");
  app_test_drive (window, "win.language", "s", "xx_YY");
  g_assert_nonnull (app_document_get_language (document));
  app_test_drive (window, "win.language", "s", "en");
  g_assert_cmpstr (app_document_get_language (document), ==, "en");
  shell = app_window_get_shell (window);
  app_test_drive (window, "win.arrangement", "s", "line");
  g_assert_cmpstr (app_shell_get_arrangement (shell), ==, "line");
  app_test_drive (window, "win.arrangement", "s", "upside-down");
  g_assert_cmpstr (app_shell_get_arrangement (shell), ==, "line");
  app_test_drive (window, "win.arrangement", "s", "lesson");
  app_test_drive (window, "win.ask", NULL);
  gboolean asks = app_document_get_asks (document);
  app_test_drive (window, "win.ask", NULL);
  g_assert_true (app_document_get_asks (document) != asks);
  app_settings_set_flag (settings, APP_SETTING_ASK, TRUE);
  app_test_drive (window, "win.text-larger", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), >, size);
  app_test_drive (window, "win.text-smaller", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, size);
  for (guint i = 0; i < 20; i++)
    app_test_drive (window, "win.text-smaller", NULL);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), >=, 25);
  app_settings_set_number (settings, APP_SETTING_TEXT_SIZE, size);
  gboolean explained = app_settings_get_flag (settings, APP_SETTING_EXPLANATION);
  app_test_drive (window, "win.explanation", NULL);
  g_assert_true (app_settings_get_flag (settings, APP_SETTING_EXPLANATION) != explained);
  app_test_drive (window, "lesson.explanation", NULL);
  g_assert_true (app_settings_get_flag (settings, APP_SETTING_EXPLANATION) == explained);
  app_test_close (window);
}

static void
test_opening (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppShell *shell = app_window_get_shell (window);
  AppDocument *document = app_window_get_document (window);
  app_test_drive (window, "win.summary", NULL); /* of nothing */
  app_test_drive (window, "win.present", NULL);
  app_test_drive (window, "win.restart", "s", "");
  app_test_settle (window);
  g_assert_null (app_test_find_dialog (window));
  g_assert_null (app_window_get_presenter (window));
  app_test_drive (window, "win.open-lesson", "s", "how-to-fly");
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  g_assert_false (app_document_is_open (document));
  app_test_drive (window, "win.open-lesson", "s", "two-devices");
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  app_test_drive (window, "win.free-play", "s", "no-such-lesson");
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  g_assert_false (app_document_is_free (document));
  app_test_drive (window, "shell.back", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  app_test_drive (window, "win.free-play", "s", "");
  g_assert_true (app_document_is_free (document));
  app_test_drive (window, "win.open-lesson", "s", "two-devices");
  app_document_set_asks (document, FALSE);
  app_document_go_last (document);
  app_test_settle (window);
  app_test_drive (window, "win.summary", NULL);
  app_test_settle (window);
  app_test_close_dialog (window);
  /* "Start again?" is asked, and done only after yes. */
  app_test_drive (window, "win.restart", "s", "");
  app_test_settle (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (app_test_find_dialog (window)), "cancel");
  app_test_settle (window);
  g_assert_cmpuint (app_test_get_event (window), >, 0);
  app_test_drive (window, "win.restart", "s", "");
  app_test_settle (window);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (app_test_find_dialog (window)), "restart");
  app_test_settle (window);
  g_assert_cmpuint (app_test_get_event (window), ==, 0);
  app_test_drive (window, "win.connect", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "connect");
  app_test_drive (window, "shell.escape", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "list");
  app_test_close (window);
}

static void
test_glossary (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  app_test_drive (window, "win.glossary", "s", "");
  app_test_settle (window);
  GtkWindow *found = app_test_find_dialog (window);
  AppGlossary *glossary = APP_GLOSSARY (found);
  guint all = app_glossary_count (glossary);
  g_assert_cmpuint (all, >, 600);
  app_glossary_search (glossary, "uidnext");
  app_test_settle (window);
  g_assert_cmpuint (app_glossary_count (glossary), <, all);
  g_autofree char *shown = g_strdup (app_glossary_get_shown (glossary));
  g_assert_nonnull (shown);
  /* A word that is none changes nothing and is no mistake. */
  app_test_drive (window, "win.glossary", "s", "no-such-word-at-all");
  app_test_settle (window);
  app_test_close_dialog (window);
  app_test_drive (window, "win.glossary", "s", shown);
  app_test_settle (window);
  g_assert_cmpstr (app_glossary_get_shown (APP_GLOSSARY (app_test_find_dialog (window))), ==,
                   shown);
  app_test_close_dialog (window);
  app_test_close (window);
}

void
add_window_tests (void)
{
  g_test_add_func ("/app/actions/dialogs", test_dialogs);
  g_test_add_func ("/app/actions/settings", test_settings);
  g_test_add_func ("/app/actions/opening", test_opening);
  g_test_add_func ("/app/actions/glossary", test_glossary);
}
