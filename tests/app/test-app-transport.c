#include "app-document-cell.h"
#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-testlib.h"
#include "app-transport.h"
#include "app-until.h"
#include "trace.h"

/* Units, playing with a clock of the test's own, the range, run until, bookmarks; and the bar with its keys. */

static GSourceFunc due;
static gpointer due_data;
static guint due_ms;

static guint
schedule (guint ms, GSourceFunc function, gpointer data)
{
  g_assert_null (due);
  due = function;
  due_data = data;
  due_ms = ms;
  return 1;
}

static void
cancel (guint id)
{
  g_assert_nonnull (due);
  due = NULL;
}

static const AppPlayClock test_clock = { schedule, cancel };

static void
tick (void)
{
  GSourceFunc function = due;
  due = NULL;
  g_assert_false (function (due_data));
}

static AppDocument *
open_lesson (gboolean asks)
{
  AppDocument *document = app_document_new ();
  g_autoptr (GError) error = NULL;
  app_document_set_asks (document, asks);
  app_document_set_play_clock (document, &test_clock);
  app_document_open_lesson (document, "two-devices", &error);
  g_assert_no_error (error);
  return document;
}

static guint32
now (AppDocument *document)
{
  return app_document_get_position (document).event;
}

/* Playing goes where the arrows go, and stops at the end. */
static void
test_play (void)
{
  g_autoptr (AppDocument) document = open_lesson (FALSE);
  g_autoptr (AppDocument) other = open_lesson (FALSE);
  guint n = 0;
  app_document_set_unit (document, VIEW_MOVE_EXCHANGE);
  app_document_play (document, TRUE);
  g_assert_cmpuint (due_ms, ==, VIEW_PLAY_BEAT / 1000);
  app_document_set_speed (document, 200);
  for (; app_document_is_playing (document); n++)
    {
      tick ();
      app_document_step (other, VIEW_MOVE_EXCHANGE, TRUE);
      g_assert_cmpuint (now (document), ==, now (other));
      g_assert_true (due == NULL || due_ms == VIEW_PLAY_BEAT / 2000);
    }
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (now (document), ==, view_ladder_get_last (app_document_get_ladder (document)));
  app_document_play (document, TRUE); /* there is nothing more */
  g_assert_false (app_document_is_playing (document));
  app_document_step_to (document, 0);
  app_document_play (document, TRUE);
  app_document_play (document, FALSE);
  g_assert_false (app_document_is_playing (document));
  g_assert_null (due);
}

static void
test_stops_at_question (void)
{
  g_autoptr (AppDocument) document = open_lesson (TRUE);
  g_assert_true (app_document_get_waiting (document, NULL, NULL));
  app_document_play (document, TRUE);
  while (app_document_is_playing (document))
    tick ();
  g_assert_cmpuint (now (document), ==, app_document_get_limit (document));
  ViewUntil until = {
    .kind = VIEW_UNTIL_TIME,
    .time =
        trace_get (app_document_get_trace (document), app_document_get_limit (document) + 1)->time
  };
  gboolean found = TRUE;
  g_autofree char *answer = app_document_run_until (document, &until, FALSE, &found);
  g_assert_false (found);
  g_assert_cmpstr (answer, !=, "");
  g_assert_cmpuint (now (document), ==, app_document_get_limit (document));
}

static void
test_gone_while_playing (void)
{
  AppDocument *document = open_lesson (FALSE);
  app_document_play (document, TRUE);
  g_assert_true (app_document_open_lesson (document, "imap-first", NULL));
  g_assert_false (app_document_is_playing (document));
  app_document_play (document, TRUE);
  g_object_unref (document);
  g_assert_null (due);
}

static void
test_range (void)
{
  g_autoptr (AppDocument) document = open_lesson (FALSE);
  guint32 first, last;
  g_assert_false (app_document_get_range (document, &first, &last));
  app_document_set_range (document, 60, 20);
  g_assert_true (app_document_get_range (document, &first, &last));
  g_assert_cmpuint (first, ==, 20);
  g_assert_cmpuint (last, ==, 60);
  g_assert_cmpuint (now (document), ==, 20); /* it comes along */
  while (now (document) < 60)
    app_document_step (document, VIEW_MOVE_LINE, TRUE);
  app_document_step (document, VIEW_MOVE_STEP, TRUE);
  g_assert_cmpuint (now (document), ==, 60);
  app_document_play (document, TRUE);
  g_assert_false (app_document_is_playing (document));
  app_document_step (document, VIEW_MOVE_STEP, FALSE);
  app_document_step_to (document, 0);
  g_assert_cmpuint (now (document), ==, 20);
  g_assert_true (app_document_escape (document));
  g_assert_false (app_document_get_range (document, &first, &last));
  g_assert_false (app_document_escape (document));
  /* Whoever goes elsewhere is not held. */
  app_document_set_range (document, 20, 60);
  app_document_go (document, 70);
  g_assert_cmpuint (now (document), ==, 70);
  g_assert_false (app_document_get_range (document, &first, &last));
}

static void
test_bookmarks (void)
{
  g_autoptr (AppDocument) document = open_lesson (FALSE);
  g_assert_false (app_document_go_bookmark (document, TRUE));
  app_document_go (document, 40);
  g_assert_true (app_document_toggle_bookmark (document, "here"));
  app_document_go (document, 10);
  g_assert_true (app_document_toggle_bookmark (document, ""));
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 2);
  app_document_go (document, 0);
  g_assert_true (app_document_go_bookmark (document, TRUE));
  g_assert_true (app_document_go_bookmark (document, TRUE));
  g_assert_cmpuint (now (document), ==, 40);
  g_assert_false (app_document_go_bookmark (document, TRUE));
  g_assert_true (app_document_has_bookmark (document));
  g_assert_false (app_document_toggle_bookmark (document, ""));
  g_assert_false (app_document_has_bookmark (document));
  g_assert_true (app_document_go_bookmark (document, FALSE));
  g_assert_cmpuint (now (document), ==, 10);
  /* They are those of the lesson, whoever opens it again. */
  g_autoptr (AppDocument) again = open_lesson (FALSE);
  g_assert_cmpuint (app_document_get_bookmarks (again)->len, ==, 1);
  app_document_go (again, 10);
  g_assert_false (app_document_toggle_bookmark (again, ""));
  g_assert_true (app_document_open_lesson (again, "imap-first", NULL));
  g_assert_cmpuint (app_document_get_bookmarks (again)->len, ==, 0);
}

/* --- the bar --- */

static void
test_keys (void)
{
  AppWindow *window = app_test_open_lesson (1280, 700);
  AppDocument *document = app_window_get_document (window);
  guint32 first, last;
  g_assert_true (app_test_press (window, GDK_KEY_period, 0));
  g_assert_cmpuint (now (document), ==, 1);
  g_assert_true (app_test_press (window, GDK_KEY_Right, GDK_SHIFT_MASK));
  guint32 exchange = now (document);
  g_assert_cmpuint (exchange, >, 1);
  g_assert_true (app_test_press (window, GDK_KEY_b, GDK_CONTROL_MASK));
  g_assert_true (app_document_has_bookmark (document));
  g_assert_true (app_test_press (window, GDK_KEY_bracketleft, 0));
  g_assert_true (app_document_get_range (document, &first, &last));
  g_assert_cmpuint (first, ==, exchange);
  g_assert_true (app_test_press (window, GDK_KEY_End, 0));
  g_assert_true (app_test_press (window, GDK_KEY_Home, 0));
  g_assert_cmpuint (now (document), ==, exchange);
  g_assert_true (app_document_escape (document));
  g_assert_true (app_test_press (window, GDK_KEY_p, 0));
  g_assert_true (app_document_is_playing (document));
  g_assert_true (app_test_press (window, GDK_KEY_p, 0));
  g_assert_false (app_document_is_playing (document));
  app_test_close (window);
}

static void
test_bar (void)
{
  AppWindow *window = app_test_open_lesson (1280, 700);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), APP_TYPE_TRANSPORT);
  gtk_widget_activate_action (bar, "transport.unit", "s", "act");
  g_assert_cmpint (app_document_get_unit (document), ==, VIEW_MOVE_ACT);
  gtk_widget_activate_action (bar, "lesson.forward", NULL);
  g_assert_cmpint (trace_get (app_document_get_trace (document), now (document))->kind, ==,
                   TRACE_ACT);
  gtk_widget_activate_action (bar, "transport.speed", "s", "500");
  g_assert_cmpuint (app_document_get_speed (document), ==, 500);
  gtk_widget_activate_action (bar, "transport.until", NULL);
  app_test_settle (window);
  AppUntil *until = APP_UNTIL (app_test_find (bar, APP_TYPE_UNTIL));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (until)));
  g_assert_true (app_until_run (until, VIEW_UNTIL_COMMAND, "expunge", FALSE));
  guint32 found = now (document);
  g_assert_false (app_until_run (until, VIEW_UNTIL_COMMAND, "RETR", FALSE));
  g_assert_nonnull (strstr (app_until_get_answer (until), "RETR"));
  g_assert_false (app_until_run (until, VIEW_UNTIL_TIME, "noon", FALSE));
  g_assert_cmpuint (now (document), ==, found);
  gtk_popover_popdown (GTK_POPOVER (until));
  app_test_settle (window);
  app_test_close (window);
}

/* --- what opens from the bar, as one uses it --- */

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
look_for (GtkWidget *until, guint kind, const char *word, const char *button)
{
  GtkWidget *entry = app_test_find (until, GTK_TYPE_ENTRY);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (app_test_find (until, GTK_TYPE_DROP_DOWN)), kind);
  gtk_editable_set_text (GTK_EDITABLE (entry), word);
  if (button != NULL)
    g_signal_emit_by_name (find_button (until, button), "clicked");
  else
    g_signal_emit_by_name (entry, "activate");
}

/* Each kind of Run until, right and wrong, forward, back, and by Return. What is wrong says so and moves nothing. */
static void
test_until (void)
{
  static const struct
  {
    guint kind;
    const char *word;
    gboolean found;
  } cases[] = {
    { VIEW_UNTIL_COMMAND, "store", TRUE }, { VIEW_UNTIL_COMMAND, "UID STORE", TRUE },
    { VIEW_UNTIL_COMMAND, "", TRUE },      { VIEW_UNTIL_COMMAND, "RETR", FALSE },
    { VIEW_UNTIL_COMMAND, "%s%n", FALSE }, { VIEW_UNTIL_CODE, "expunge", TRUE },
    { VIEW_UNTIL_CODE, "ALERT", FALSE },   { VIEW_UNTIL_CELL, "", FALSE },
    { VIEW_UNTIL_TIME, "5.5", TRUE },      { VIEW_UNTIL_TIME, "1m", FALSE },
    { VIEW_UNTIL_TIME, "5s", TRUE },       { VIEW_UNTIL_TIME, "noon", FALSE },
    { VIEW_UNTIL_TIME, "-3", FALSE },      { VIEW_UNTIL_TIME, "", FALSE },
    { VIEW_UNTIL_TIME, "1e99", FALSE },
  };
  AppWindow *window = app_test_open_lesson (1280, 700);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), APP_TYPE_TRANSPORT);
  gtk_widget_activate_action (bar, "transport.until", NULL);
  app_test_settle (window);
  GtkWidget *until = app_test_find (bar, APP_TYPE_UNTIL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint way = 0; way < 3; way++)
      {
        guint32 from = way == 1 ? view_ladder_get_last (app_document_get_ladder (document)) : 0;
        app_document_go (document, from);
        look_for (until, cases[i].kind, cases[i].word,
                  way == 0   ? "The next one"
                  : way == 1 ? "The last one before"
                             : NULL);
        g_test_message ("%u \"%s\" %u: %s", cases[i].kind, cases[i].word, way,
                        app_until_get_answer (APP_UNTIL (until)));
        if (way != 1 || cases[i].kind != VIEW_UNTIL_TIME || !cases[i].found)
          g_assert_cmpint (now (document) != from, ==, cases[i].found);
        g_assert_cmpstr (app_until_get_answer (APP_UNTIL (until)), !=, "");
      }
  /* With something that is followed its changes are found. */
  g_assert_true (app_document_choose_cell (document, "server:lin:INBOX:lunch:flags", NULL));
  app_document_go (document, 0);
  look_for (until, VIEW_UNTIL_CELL, "", "The next one");
  g_assert_cmpuint (now (document), >, 0);
  app_document_clear_cell (document);
  gtk_popover_popdown (GTK_POPOVER (until));
  app_test_settle (window);
  app_test_close (window);
}

/* A moment is marked with the name that was written, or by Return, and its mark taken away by the same button. */
static void
test_mark (void)
{
  AppWindow *window = app_test_open_lesson (1280, 700);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), APP_TYPE_TRANSPORT);
  gtk_widget_activate_action (bar, "transport.until", NULL);
  app_test_settle (window);
  GtkWidget *until = app_test_find (bar, APP_TYPE_UNTIL);
  GtkWidget *mark = find_button (until, "Mark this moment");
  GtkWidget *name = gtk_widget_get_prev_sibling (mark);
  while (app_document_get_bookmarks (document)->len > 0)
    app_document_remove_bookmark (
        document, g_array_index (app_document_get_bookmarks (document), ViewPlace, 0).event);
  app_document_go (document, 33);
  gtk_editable_set_text (GTK_EDITABLE (name), "a name");
  g_signal_emit_by_name (mark, "clicked");
  const GArray *places = app_document_get_bookmarks (document);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpstr (g_array_index (places, ViewPlace, 0).name, ==, "a name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (mark)), ==, "Remove the bookmark");
  g_assert_false (gtk_widget_is_sensitive (name));
  g_signal_emit_by_name (mark, "clicked");
  g_assert_cmpuint (places->len, ==, 0);
  g_signal_emit_by_name (name, "activate");
  g_assert_cmpuint (places->len, ==, 1);
  g_signal_emit_by_name (mark, "clicked");
  gtk_popover_popdown (GTK_POPOVER (until));
  app_test_settle (window);
  app_test_close (window);
}

/* Each row of both menus; a name that is none changes nothing. */
static void
test_menus (void)
{
  static const char *const units[] = { "event", "line", "exchange", "act", "step" };
  static const char *const speeds[] = { "25", "50", "100", "200", "500", "1000" };
  AppWindow *window = app_test_open_lesson (1280, 700);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), APP_TYPE_TRANSPORT);
  guint32 first, last;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      app_document_go (document, 40);
      gtk_widget_activate_action (bar, "transport.unit", "s", units[i]);
      g_assert_cmpuint (app_document_get_unit (document), ==, i);
      guint32 forward = view_ladder_forward (app_document_get_ladder (document), (ViewMove) i, 40);
      guint32 back = view_ladder_back (app_document_get_ladder (document), (ViewMove) i, 40);
      gtk_widget_activate_action (bar, "lesson.forward", NULL);
      g_assert_cmpuint (now (document), ==, forward);
      app_document_go (document, 40);
      gtk_widget_activate_action (bar, "transport.forward", "s", units[i]);
      g_assert_cmpuint (now (document), ==, forward);
      app_document_go (document, 40);
      gtk_widget_activate_action (bar, "transport.back", "s", units[i]);
      g_assert_cmpuint (now (document), ==, back);
    }
  gtk_widget_activate_action (bar, "transport.unit", "s", "century");
  g_assert_cmpuint (app_document_get_unit (document), ==, VIEW_MOVE_STEP);
  gtk_widget_activate_action (bar, "transport.forward", "s", "century");
  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      gtk_widget_activate_action (bar, "transport.speed", "s", speeds[i]);
      g_autofree char *now_at = g_strdup_printf ("%u", app_document_get_speed (document));
      g_assert_cmpstr (now_at, ==, speeds[i]);
    }
  gtk_widget_activate_action (bar, "transport.speed", "s", "fast");
  g_assert_cmpuint (app_document_get_speed (document), ==, 1000);
  g_assert_true (
      app_test_press (window, GDK_KEY_greater, GDK_SHIFT_MASK)); /* there is nothing faster */
  g_assert_cmpuint (app_document_get_speed (document), ==, 1000);
  for (guint i = G_N_ELEMENTS (speeds); i > 0; i--)
    {
      g_autofree char *now_at = g_strdup_printf ("%u", app_document_get_speed (document));
      g_assert_cmpstr (now_at, ==, speeds[i - 1]);
      g_assert_true (app_test_press (window, GDK_KEY_less, GDK_SHIFT_MASK));
    }
  g_assert_cmpuint (app_document_get_speed (document), ==, 25);
  g_assert_true (app_test_press (window, GDK_KEY_greater, GDK_SHIFT_MASK));
  g_assert_cmpuint (app_document_get_speed (document), ==, 50);
  gtk_widget_activate_action (bar, "transport.speed", "s", "100");
  gtk_widget_activate_action (bar, "transport.by-clock", NULL);
  g_assert_true (app_document_get_by_clock (document));
  gtk_widget_activate_action (bar, "transport.by-clock", NULL);
  g_assert_false (app_document_get_by_clock (document));
  app_document_go (document, 20);
  gtk_widget_activate_action (bar, "transport.range-start", NULL);
  app_document_go (document, 50);
  gtk_widget_activate_action (bar, "transport.range-end", NULL);
  g_assert_true (app_document_get_range (document, &first, &last));
  g_assert_cmpuint (first, ==, 20);
  g_assert_cmpuint (last, ==, 50);
  gtk_widget_activate_action (bar, "transport.range-clear", NULL);
  g_assert_false (app_document_get_range (document, &first, &last));
  gtk_widget_activate_action (bar, "transport.unit", "s", "line");
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/transport/play", test_play);
  g_test_add_func ("/app/transport/stops-at-question", test_stops_at_question);
  g_test_add_func ("/app/transport/gone-while-playing", test_gone_while_playing);
  g_test_add_func ("/app/transport/range", test_range);
  g_test_add_func ("/app/transport/bookmarks", test_bookmarks);
  g_test_add_func ("/app/transport/keys", test_keys);
  g_test_add_func ("/app/transport/bar", test_bar);
  g_test_add_func ("/app/transport/until", test_until);
  g_test_add_func ("/app/transport/mark", test_mark);
  g_test_add_func ("/app/transport/menus", test_menus);
  return g_test_run ();
}
