/* Acting: by buttons and lines, in free play and in an exercise, and not where there is nothing to act on. */
#include "app-testlib.h"

#include <glib/gstdio.h>

#include "app-document-cell.h"
#include "app-document-free.h"
#include "trace.h"

static AppWindow *
open_free (void)
{
  AppWindow *window = app_test_open (1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.free-play", "s", "");
  app_test_settle (window);
  return window;
}

static AppConsole *
console_of (AppWindow *window)
{
  return app_lesson_page_get_console (app_test_get_page (window));
}

static void
press (AppWindow *window, const char *id)
{
  g_assert_true (app_console_press (console_of (window), id));
  g_assert_cmpstr (app_console_get_problem (console_of (window)), ==, "");
  app_test_settle (window);
}

static void
type (AppWindow *window, const char *text)
{
  gtk_editable_set_text (app_console_get_entry (console_of (window)), text);
  app_console_send (console_of (window));
  app_test_settle (window);
}

/* The newest act of the run; caller frees. */
static char *
newest_act (AppDocument *document)
{
  Trace *trace = app_document_get_trace (document);
  for (guint32 i = trace_get_n (trace); i > 0; i--)
    if (trace_get (trace, i)->kind == TRACE_ACT)
      return g_strdup (trace_get_text (trace, trace_get (trace, i)->label));
  return NULL;
}

static void
assert_newest (AppWindow *window, const char *act)
{
  g_autofree char *newest = newest_act (app_window_get_document (window));
  g_assert_cmpstr (newest, ==, act);
}

static void
test_free_play (void)
{
  AppWindow *window = open_free ();
  AppDocument *document = app_window_get_document (window);
  g_assert_true (app_document_is_free (document));
  g_assert_cmpint (app_document_get_acting (document), ==, APP_ACTING_NOW);
  g_assert_cmpstr (app_lesson_page_get_arrangement (app_test_get_page (window)), ==, "hands-on");
  g_assert_false (app_console_press (console_of (window), "act:read"));
  press (window, "act:open");
  assert_newest (window, "phone open INBOX");
  app_console_choose (console_of (window), "lunch");
  press (window, "act:read");
  assert_newest (window, "phone read lunch");
  app_console_choose (console_of (window), "Archive");
  press (window, "act:move");
  assert_newest (window, "phone move lunch Archive");
  app_console_choose (console_of (window), "oldpc");
  press (window, "act:check");
  assert_newest (window, "oldpc check");
  app_console_choose (console_of (window), "party");
  press (window, "act:deliver");
  assert_newest (window, "deliver party");
  press (window, "act:half-hour");
  g_assert_cmpint (app_document_get_time (document), >, 30 * 60 * G_USEC_PER_SEC);
  app_test_close (window);
}

static void
test_lines (void)
{
  AppWindow *window = open_free ();
  GtkEditable *entry = app_console_get_entry (console_of (window));
  type (window, "phone connect");
  type (window, "x1 CAPABILITY");
  assert_newest (window, "phone> x1 CAPABILITY");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "");
  type (window, "phone sing");
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "phone sing");
  g_assert_cmpstr (app_console_get_problem (console_of (window)), !=, "");
  app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Up, 0);
  app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Up, 0);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "x1 CAPABILITY");
  app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Down, 0);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "phone sing");
  app_test_close (window);
}

/* Proposals, and a literal whose octets are counted. */
static void
test_typing (void)
{
  AppWindow *window = open_free ();
  AppConsoleLine *line = app_console_get_line (console_of (window));
  GtkEditable *entry = app_console_get_entry (console_of (window));
  press (window, "act:open");
  gtk_widget_grab_focus (GTK_WIDGET (line));
  gtk_editable_set_text (entry, "x1 APP");
  gtk_editable_set_position (entry, -1);
  g_assert_cmpuint (app_console_line_count (line), ==, 1);
  g_assert_true (app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Tab, 0));
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "x1 APPEND ");
  g_assert_cmpuint (app_console_line_count (line), ==, 4);
  app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Page_Down, 0);
  app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Tab, 0);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "x1 APPEND Work ");
  g_assert_null (app_console_line_get_literal (line));
  type (window, "x1 APPEND Work {17}");
  g_assert_nonnull (app_console_line_get_literal (line));
  gtk_text_buffer_set_text (app_console_line_get_literal (line), "Subject: x\n\nBye", -1);
  app_console_line_send_literal (line);
  app_test_settle (window);
  g_assert_null (app_console_line_get_literal (line));
  g_assert_cmpstr (app_console_get_problem (console_of (window)), ==, "");
  gtk_editable_set_text (entry, "x");
  gtk_editable_set_position (entry, -1);
  app_test_press_on (GTK_WIDGET (entry), GDK_KEY_Tab, 0);
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "x2 ");
  app_test_close (window);
}

/* The past is only looked at, and so is what has happened. */
static void
test_where (void)
{
  AppWindow *window = open_free ();
  AppDocument *document = app_window_get_document (window);
  press (window, "act:open");
  app_document_go (document, 2);
  g_assert_cmpint (app_document_get_acting (document), ==, APP_ACTING_PAST);
  guint32 n = trace_get_n (app_document_get_trace (document));
  type (window, "x1 NOOP");
  g_assert_cmpuint (trace_get_n (app_document_get_trace (document)), ==, n);
  app_document_go_last (document);
  gtk_editable_set_text (app_console_get_entry (console_of (window)), "");
  type (window, "x1 NOOP");
  g_assert_cmpuint (trace_get_n (app_document_get_trace (document)), >, n);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  g_assert_false (app_document_is_free (document));
  g_assert_cmpint (app_document_get_acting (document), ==, APP_ACTING_NONE);
  g_assert_false (app_console_press (console_of (window), "act:open"));
  app_test_close (window);
}

static void
test_on_the_way (void)
{
  AppWindow *window = open_free ();
  AppDocument *document = app_window_get_document (window);
  press (window, "act:open");
  app_document_set_stepping (document, TRUE);
  press (window, "act:check");
  g_assert_true (app_document_is_under_way (document));
  type (window, "delay phone C: 5s");
  AppLadder *ladder = app_lesson_page_get_ladder (app_test_get_page (window));
  gtk_widget_activate_action (GTK_WIDGET (ladder), "lines.flight", NULL);
  app_test_settle (window);
  GtkWidget *popover = app_test_find (GTK_WIDGET (ladder), GTK_TYPE_POPOVER);
  g_assert_nonnull (popover);
  gint64 before = app_document_get_time (document);
  gtk_widget_activate_action (GTK_WIDGET (console_of (window)), "console.next", NULL);
  g_assert_cmpint (app_document_get_time (document) - before, >=, 5 * G_USEC_PER_SEC);
  gtk_widget_activate_action (GTK_WIDGET (console_of (window)), "console.finish", NULL);
  g_assert_false (app_document_is_under_way (document));
  app_document_set_stepping (document, FALSE);
  app_test_close (window);
}

/* It can be saved, and what is opened again is the same. */
static void
test_saved (void)
{
  AppWindow *window = open_free ();
  AppDocument *document = app_window_get_document (window);
  g_autofree char *folder = g_dir_make_tmp ("postglass-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "free.postglass", NULL);
  g_autoptr (GError) error = NULL;
  press (window, "act:open");
  guint32 n = trace_get_n (app_document_get_trace (document));
  g_assert_true (app_document_save (document, path, &error));
  g_assert_no_error (error);
  g_assert_true (app_window_open_recording (window, path));
  g_assert_cmpuint (trace_get_n (app_document_get_trace (document)), ==, n);
  g_assert_cmpint (app_document_get_acting (document), ==, APP_ACTING_NONE);
  g_remove (path);
  g_rmdir (folder);
  app_test_close (window);
}

/* A click on a card chooses what the buttons act on: whose it is and which message. */
static void
test_choose (void)
{
  AppWindow *window = open_free ();
  AppDocument *document = app_window_get_document (window);
  g_autoptr (GError) error = NULL;
  type (window, "laptop open INBOX");
  type (window, "phone open INBOX");
  app_document_choose_cell (document, "laptop:lin:INBOX:lunch:flags", &error);
  g_assert_no_error (error);
  press (window, "act:read");
  assert_newest (window, "laptop read lunch");
  app_document_choose_cell (document, "phone:lin:INBOX:welcome:flags", &error);
  g_assert_no_error (error);
  press (window, "act:flag");
  assert_newest (window, "phone flag welcome \\Flagged");
  /* The server's card says which message, and not who acts on it. */
  app_document_choose_cell (document, "server:lin:INBOX:lunch:flags", &error);
  g_assert_no_error (error);
  press (window, "act:delete");
  assert_newest (window, "phone delete lunch");
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/console/free-play", test_free_play);
  g_test_add_func ("/app/console/lines", test_lines);
  g_test_add_func ("/app/console/typing", test_typing);
  g_test_add_func ("/app/console/where", test_where);
  g_test_add_func ("/app/console/on-the-way", test_on_the_way);
  g_test_add_func ("/app/console/saved", test_saved);
  g_test_add_func ("/app/console/choose", test_choose);
  return g_test_run ();
}
