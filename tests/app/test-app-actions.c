#include "app-chips.h"
#include "app-fault.h"
#include "app-find.h"
#include "app-flow.h"
#include "app-glossary.h"
#include "app-lanes-menu.h"
#include "app-lanes.h"
#include "app-line.h"
#include "app-literal-row.h"
#include "app-literal.h"
#include "app-bookmarks.h"
#include "app-map.h"
#include "app-mark-legend.h"
#include "app-marks.h"
#include "app-message-row.h"
#include "app-passage.h"
#include "app-ladder-row.h"
#include "app-presenter-notes.h"
#include "app-presenter-screen.h"
#include "app-range.h"
#include "app-ruler.h"
#include "app-states.h"
#include "app-token-row.h"
#include "app-transport.h"
#include "app-until.h"
#include "app-testlib.h"
#include "test-app-actions.h"

/* Every action there is, with what it does and what it does with nonsense; and every widget is made and goes. */

/* The first line with a literal, as its parts. */
static void
test_literal (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppDetail *detail = app_lesson_page_get_detail (app_test_get_page (window));
  app_test_drive (window, "win.arrangement", "s", "line");
  app_document_go_last (document);
  guint32 row = 0;
  app_document_select (document, row);
  while (!app_detail_show_literal (detail))
    app_document_select (document, ++row);
  app_test_settle (window);
  app_test_close (window);
}

/* A lesson that claims what its run does not show. */
static void
test_fault (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppDocument *document = app_window_get_document (window);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-3-broken", NULL);
  g_assert_true (app_window_open_lesson (window, path));
  app_test_drive (window, "win.arrangement", "s", "line");
  app_document_go_last (document);
  app_document_select (document, 1);
  app_test_settle (window);
  app_test_drive (app_lesson_page_get_detail (app_test_get_page (window)), "fault.copy", NULL);
  GdkContentProvider *copied = gdk_clipboard_get_content (
      gtk_widget_get_clipboard (GTK_WIDGET (window)));
  g_auto (GValue) value = G_VALUE_INIT;
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (copied, &value, NULL));
  g_assert_nonnull (strstr (g_value_get_string (&value), "INBOX"));
  app_test_close (window);
}

/* The pages and panes that nothing above brings up. */
static void
test_the_rest (void)
{
  AppWindow *window = app_test_open (1280, 720);
  app_test_open_study (window);
  app_test_settle (window);
  app_detail_show_states (app_lesson_page_get_detail (app_test_get_page (window)), TRUE);
  app_test_press (window, GDK_KEY_End, 0);
  app_test_settle (window);
  app_test_drive (window, "win.language", "s", "zh_CN");
  app_test_settle (window);
  app_test_drive (window, "win.language", "s", "en");
  app_test_close (window);
}

static void
test_quit (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppWindow *other = app_test_open (1280, 720);
  app_test_note_group ("win", G_ACTION_GROUP (window));
  app_test_note_group ("app", G_ACTION_GROUP (g_application_get_default ()));
  app_test_drive (other, "win.keys", NULL);
  app_test_settle (window);
  app_test_drive (window, "app.quit", NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (app_test_count_windows (), ==, 0);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  const GType types[] = {
    APP_TYPE_BOARD,
    APP_TYPE_CARD,
    APP_TYPE_CHIPS,
    APP_TYPE_CONNECT,
    APP_TYPE_CONSOLE,
    APP_TYPE_CONSOLE_LINE,
    APP_TYPE_DETAIL,
    APP_TYPE_DOCUMENT,
    APP_TYPE_EXERCISE,
    APP_TYPE_FAULT,
    APP_TYPE_FIND,
    APP_TYPE_FLOW,
    APP_TYPE_GLOSSARY,
    APP_TYPE_LADDER,
    APP_TYPE_LADDER_ROW,
    APP_TYPE_LANES,
    APP_TYPE_LANES_MENU,
    APP_TYPE_LESSON_PAGE,
    APP_TYPE_LINE,
    APP_TYPE_LIST_PAGE,
    APP_TYPE_LITERAL,
    APP_TYPE_LITERAL_ROW,
    APP_TYPE_LIVE,
    APP_TYPE_BOOKMARKS,
    APP_TYPE_MAP,
    APP_TYPE_MARK_LEGEND,
    APP_TYPE_MARKS,
    APP_TYPE_MESSAGE_ROW,
    APP_TYPE_PASSAGE,
    APP_TYPE_PRESENTER,
    APP_TYPE_PRESENTER_NOTES,
    APP_TYPE_PRESENTER_SCREEN,

    APP_TYPE_QUESTION,
    APP_TYPE_RANGE,
    APP_TYPE_RULER,
    APP_TYPE_SHELL,
    APP_TYPE_STATES,
    APP_TYPE_TEXT,
    APP_TYPE_TOKEN_ROW,
    APP_TYPE_TRANSPORT,
    APP_TYPE_UNTIL,
    APP_TYPE_WHY,
    APP_TYPE_WINDOW,
    G_TYPE_INVALID,
  };
  app_test_watch_types (types);
  add_window_tests ();
  add_page_tests ();
  add_present_tests ();
  g_test_add_func ("/app/actions/literal", test_literal);
  g_test_add_func ("/app/actions/fault", test_fault);
  g_test_add_func ("/app/actions/the-rest", test_the_rest);
  g_test_add_func ("/app/actions/quit", test_quit);
  g_test_add_func ("/app/actions/known", app_test_check_known);
  g_test_add_func ("/app/actions/all-driven", app_test_check_driven);
  g_test_add_func ("/app/actions/all-gone", app_test_check_types);
  return g_test_run ();
}
