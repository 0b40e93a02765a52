/* The page for real mail programs: a client on a socket, and what the window shows of it. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "app-document-lines.h"
#include "app-testlib.h"
#include "trace-recording.h"

/** Talk: a client on another thread, since it waits for answers while the server has to run. */
typedef struct
{
  guint port;
  const char *const *lines; /* each without CRLF; after each an answer is waited for */
  int done;                 /* atomic */
  char *heard;
} Talk;

static gpointer
run_talk (gpointer data)
{
  Talk *talk = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, "127.0.0.1", (guint16) talk->port, NULL, &error);
  g_assert_no_error (error);
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  for (guint i = 0;; i++)
    {
      char buffer[4096];
      gssize n = g_input_stream_read (in, buffer, sizeof buffer, NULL, &error);
      g_assert_no_error (error);
      g_string_append_len (heard, buffer, n);
      if (talk->lines[i] == NULL)
        break;
      g_autofree char *line = g_strconcat (talk->lines[i], "\r\n", NULL);
      g_output_stream_write_all (out, line, strlen (line), NULL, NULL, &error);
      g_assert_no_error (error);
    }
  talk->heard = g_string_free (g_steal_pointer (&heard), FALSE);
  g_atomic_int_set (&talk->done, 1);
  return NULL;
}

static void
talk_to (guint port, const char *const *lines, Talk *talk)
{
  *talk = (Talk){ .port = port, .lines = lines };
  GThread *thread = g_thread_new ("client", run_talk, talk);
  while (!g_atomic_int_get (&talk->done))
    g_main_context_iteration (NULL, FALSE);
  g_thread_join (thread);
}

static AppWindow *
open_page (void)
{
  AppWindow *window = app_test_open (1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.connect", NULL);
  app_test_settle (window);
  g_assert_cmpstr (app_shell_get_shown (app_window_get_shell (window)), ==, "connect");
  return window;
}

static guint
rows_of (AppLive *live)
{
  AppDocument *document = app_live_get_document (live);
  return app_document_is_open (document) ? view_ladder_count (app_document_get_ladder (document))
                                         : 0;
}

/* Whoever looks at the end sees what comes; whoever looks back is left alone. */
static void
test_traffic (void)
{
  static const char *const first[] = { "a1 LOGIN lin noodles", "a2 SELECT INBOX", NULL };
  static const char *const second[] = { "b1 LOGOUT", NULL };
  AppWindow *window = open_page ();
  AppLive *live = app_window_get_live (window);
  AppDocument *document = app_live_get_document (live);
  Talk talk;
  g_assert_false (app_live_is_running (live));
  app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
  g_assert_true (app_live_is_running (live));
  g_assert_cmpuint (app_live_get_port (live, "imap"), !=, 0);
  talk_to (app_live_get_port (live, "imap"), first, &talk);
  g_assert_nonnull (strstr (talk.heard, "a1 OK"));
  g_free (talk.heard);
  app_live_take (live);
  app_test_settle (window);
  g_assert_cmpuint (rows_of (live), >, 5);
  ViewPosition position = app_document_get_position (document);
  g_assert_cmpuint (position.shown, ==, rows_of (live));
  g_autoptr (GPtrArray) lanes = view_ladder_get_lanes (app_document_get_ladder (document));
  g_assert_false (((ViewLane *) lanes->pdata[0])->is_server);
  g_assert_true (((ViewLane *) lanes->pdata[1])->is_server);
  g_assert_nonnull (app_document_get_detail (document));

  app_document_go_first (document);
  talk_to (app_live_get_port (live, "imap"), second, &talk);
  g_free (talk.heard);
  app_live_take (live);
  g_assert_cmpuint (app_document_get_position (document).event, ==, 0);
  g_assert_cmpuint (rows_of (live), >, position.shown);
  app_test_close (window);
}

static const ViewCard *
find_server_card (GPtrArray *cards)
{
  for (guint i = 0; i < cards->len; i++)
    if (((ViewCard *) cards->pdata[i])->is_server)
      return cards->pdata[i];
  g_assert_not_reached ();
}

/* The board's words for what is held by the server. */
static char *
held_words (AppLive *live)
{
  AppDocument *document = app_live_get_document (live);
  g_autoptr (GPtrArray)
      cards = view_board_get_cards (app_document_get_board (document), 0, G_MAXUINT);
  const ViewCard *card = find_server_card (cards);
  return card->notices->len > 0 ? app_document_say (document, card->notices->pdata[0])
                                : g_strdup ("");
}

static void
wait_held (AppLive *live, guint n)
{
  while (app_live_count_held (live) != n)
    g_main_context_iteration (NULL, TRUE);
  app_live_take (live);
}

/* Each line waits twice: arrived and not acted on, acted on and not sent; then the answer is there. */
static void
test_hold (void)
{
  static const char *const lines[] = { "a1 NOOP", NULL };
  AppWindow *window = open_page ();
  AppLive *live = app_window_get_live (window);
  AppConnect *connect = app_shell_get_connect (app_window_get_shell (window));
  app_connect_start (connect);
  gtk_switch_set_active (app_connect_get_hold (connect), TRUE);
  g_assert_true (app_live_is_holding (live));
  Talk talk = { .port = app_live_get_port (live, "imap"), .lines = lines };
  GThread *thread = g_thread_new ("client", run_talk, &talk);
  wait_held (live, 1); /* the greeting */
  app_test_settle (window);
  g_signal_emit_by_name (app_connect_get_release (connect), "clicked");
  wait_held (live, 1); /* the command */
  g_autofree char *in = held_words (live);
  g_assert_nonnull (strstr (in, "arrived, not acted on"));
  g_signal_emit_by_name (app_connect_get_release (connect), "clicked");
  wait_held (live, 1);
  g_autofree char *out = held_words (live);
  g_assert_nonnull (strstr (out, "acted on, not sent"));
  g_assert_false (g_atomic_int_get (&talk.done));
  gtk_switch_set_active (app_connect_get_hold (connect), FALSE);
  while (!g_atomic_int_get (&talk.done))
    g_main_context_iteration (NULL, FALSE);
  g_thread_join (thread);
  g_assert_nonnull (strstr (talk.heard, "a1 OK"));
  g_free (talk.heard);
  app_test_close (window);
}

/* What was recorded stays when the server stops, can be saved, and opens again. */
static void
test_stop (void)
{
  static const char *const lines[] = { "a1 LOGIN lin noodles", NULL };
  AppWindow *window = open_page ();
  AppLive *live = app_window_get_live (window);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  Talk talk;
  app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
  talk_to (app_live_get_port (live, "imap"), lines, &talk);
  g_free (talk.heard);
  app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
  app_test_settle (window);
  g_assert_false (app_live_is_running (live));
  guint rows = rows_of (live);
  g_assert_cmpuint (rows, >, 3);
  g_close (g_file_open_tmp ("postglass-XXXXXX.postglass", &path, NULL), NULL);
  g_assert_true (app_document_save (app_live_get_document (live), path, &error));
  g_assert_no_error (error);
  g_assert_true (app_window_open_recording (window, path));
  g_assert_cmpuint (view_ladder_count (app_document_get_ladder (app_window_get_document (window))),
                    ==, rows);
  g_remove (path);
  /* And again from the beginning. */
  app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
  g_assert_true (app_live_is_running (live));
  g_assert_cmpuint (rows_of (live), ==, 0);
  app_test_close (window);
}

/* The server stays while lessons are looked at and languages change; it goes with the window. */
static void
test_stays (void)
{
  AppWindow *window = open_page ();
  AppLive *live = app_window_get_live (window);
  app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
  guint port = app_live_get_port (live, "imap");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "zh_CN");
  app_test_settle (window);
  g_assert_cmpstr (app_shell_get_shown (app_window_get_shell (window)), ==, "connect");
  g_assert_cmpuint (app_live_get_port (live, "imap"), ==, port);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_true (app_live_is_running (live));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
  g_object_add_weak_pointer (G_OBJECT (live), (gpointer *) &live);
  app_test_close (window);
  g_assert_null (live);
}

static GtkWidget *
find_bar (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_bar (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
press_on_shell (AppShell *shell, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (shell));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;
      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0u, modifiers, &taken);
      return taken;
    }
  g_assert_not_reached ();
}

/* Escape closes the search first, and then the page; the server goes on, and the list says so. After a click in the
 * bar on top the keys are still those of the page. */
static void
test_keys (void)
{
  static const char *const lines[] = { "a1 LOGIN lin noodles", "a2 LOGOUT", NULL };
  AppWindow *window = open_page ();
  AppShell *shell = app_window_get_shell (window);
  AppLive *live = app_window_get_live (window);
  AppDocument *document = app_live_get_document (live);
  g_autoptr (GError) error = NULL;
  Talk talk;
  g_assert_true (app_live_start (live, &error));
  g_assert_no_error (error);
  talk_to (app_live_get_port (live, "imap"), lines, &talk);
  g_free (talk.heard);
  app_test_settle (window);
  gtk_widget_grab_focus (find_bar (GTK_WIDGET (window)));
  guint32 at = app_document_get_selected (document);
  g_assert_true (press_on_shell (shell, GDK_KEY_Home, 0));
  g_assert_cmpuint (app_document_get_selected (document), !=, at);
  g_assert_true (press_on_shell (shell, GDK_KEY_f, GDK_CONTROL_MASK));
  app_document_search (document, "LOGIN");
  gtk_widget_activate_action (GTK_WIDGET (shell), "shell.escape", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "connect");
  gtk_widget_activate_action (GTK_WIDGET (shell), "shell.escape", NULL);
  gtk_widget_activate_action (GTK_WIDGET (shell), "shell.escape", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "list");
  g_assert_true (app_live_is_running (live));
  g_autofree char *said = g_strdup (app_list_page_get_serving (app_shell_get_list_page (shell)));
  app_live_stop (live);
  app_shell_show (shell, "list");
  g_assert_cmpstr (app_list_page_get_serving (app_shell_get_list_page (shell)), !=, said);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/connect/traffic", test_traffic);
  g_test_add_func ("/app/connect/hold", test_hold);
  g_test_add_func ("/app/connect/stop", test_stop);
  g_test_add_func ("/app/connect/stays", test_stays);
  g_test_add_func ("/app/connect/keys", test_keys);
  return g_test_run ();
}
