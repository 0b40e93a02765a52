/* The explanation in the window: the diagram of states, and advice. */
#include "app-testlib.h"

#include "app-detail.h"
#include "app-fault.h"
#include "app-literal.h"
#include "app-nodes.h"
#include "view-literal.h"
#include "app-document-token.h"
#include "app-line.h"
#include "view-states.h"

static AppDetail *
get_detail (AppWindow *window)
{
  return app_lesson_page_get_detail (app_test_get_page (window));
}

/* The label of the button of the current state, as a person finds it. */
static GtkWidget *
find_current (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_widget_has_css_class (child, "current"))
      return child;
  return NULL;
}

static void
assert_current (AppWindow *window, const char *name)
{
  GtkWidget *current = find_current (GTK_WIDGET (app_detail_get_states (get_detail (window))));
  g_assert_nonnull (current);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (current)), ==, name);
}

/* The diagram follows the line that is explained. */
static void
test_states (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  app_detail_show_states (get_detail (window), TRUE);
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  guint drawn = 0;
  app_document_go_last (document);
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      ViewDetail *detail = app_document_get_detail (document);
      if (detail == NULL || view_detail_get_connection (detail) == 0)
        continue;
      g_autoptr (ViewStates) states = view_states_new (app_document_get_trace (document),
                                                       view_detail_get_event (detail));
      if (states == NULL)
        continue;
      g_autoptr (GPtrArray) list = view_states_get_states (states);
      const ViewState *state = list->pdata[view_states_get_current (states)];
      assert_current (window, app_document_name (document, &state->name));
      drawn++;
    }
  g_assert_cmpuint (drawn, >, 10);
  app_test_settle (window);
  app_test_close (window);
}

/* Every state is a button with a name of its own, and tells what it means. */
static void
test_tell (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  for (guint i = 0; i < 5; i++)
    app_test_press (window, GDK_KEY_space, 0);
  app_detail_show_states (get_detail (window), TRUE);
  app_test_settle (window);
  GtkWidget *states = GTK_WIDGET (app_detail_get_states (get_detail (window)));
  GtkLabel *told = GTK_LABEL (gtk_widget_get_last_child (states));
  guint n = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (states); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_BUTTON (child))
        continue;
      g_autofree char *before = g_strdup (gtk_label_get_label (told));
      g_signal_emit_by_name (child, "clicked");
      g_assert_cmpstr (gtk_label_get_label (told), !=, "");
      g_assert_cmpstr (gtk_label_get_label (told), !=, before);
      g_assert_true (gtk_widget_get_focusable (child));
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
  app_test_close (window);
}

/* A command that was sent, on the page. */
static void
select_command (AppDocument *document)
{
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  app_document_go_last (document);
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      ViewDetail *detail = app_document_get_detail (document);
      if (detail != NULL && view_detail_get_bytes (detail) != NULL
          && view_detail_count (detail) > 8)
        return;
    }
  g_assert_not_reached ();
}

/* Line, list of pieces and document have one current piece, whoever chose it. */
static void
test_line (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  AppDetail *detail = get_detail (window);
  AppLine *line = app_detail_get_line (detail);
  GtkSelectionModel *list = gtk_list_view_get_model (app_detail_get_list (detail));
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (list);
  select_command (document);
  app_test_settle (window);
  g_assert_true (g_str_has_suffix (app_line_get_text (line), "CRLF"));
  g_assert_cmpuint (app_document_get_token (document), ==, G_MAXUINT);
  g_assert_true (app_test_press_on (GTK_WIDGET (line), GDK_KEY_Right, 0));
  guint first = app_document_get_token (document);
  g_assert_cmpuint (first, !=, G_MAXUINT);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, first);
  g_assert_true (app_test_press_on (GTK_WIDGET (line), GDK_KEY_Right, 0));
  g_assert_cmpuint (app_document_get_token (document), >, first);
  g_assert_true (app_test_press_on (GTK_WIDGET (line), GDK_KEY_Left, 0));
  g_assert_cmpuint (app_document_get_token (document), ==, first);
  g_assert_true (app_test_press_on (GTK_WIDGET (line), GDK_KEY_End, 0));
  guint last = app_document_get_token (document);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, last);
  gtk_single_selection_set_selected (selection, first);
  g_assert_cmpuint (app_document_get_token (document), ==, first);
  app_document_point_token (document, last);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, last);
  g_assert_cmpuint (app_document_get_chosen_token (document), ==, first);
  app_document_point_token (document, G_MAXUINT);
  g_assert_cmpuint (app_document_get_token (document), ==, first);
  g_assert_true (app_test_press_on (GTK_WIDGET (line), GDK_KEY_Escape, 0));
  g_assert_cmpuint (app_document_get_token (document), ==, G_MAXUINT);
  g_assert_false (app_test_press_on (GTK_WIDGET (line), GDK_KEY_Escape, 0));
  app_test_close (window);
}

/* A line that needs several lines of the pane has them, up to five; then it scrolls. */
static void
test_line_room (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppLine *line = app_detail_get_line (get_detail (window));
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (
      gtk_widget_get_first_child (GTK_WIDGET (line)));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  double one = 0;
  guint several = 0;
  app_document_go_last (document);
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      if (!gtk_widget_get_visible (GTK_WIDGET (line)))
        continue;
      app_test_settle (window);
      double whole = gtk_adjustment_get_upper (adjustment);
      double seen = gtk_adjustment_get_page_size (adjustment);
      one = one == 0 ? whole : MIN (one, whole);
      several += whole > one;
      g_assert_true (seen >= whole || seen > 3 * one);
    }
  g_assert_cmpuint (several, >, 3);
  app_test_close (window);
}

/* The next line begins with no piece chosen; an event that is no line has none on top. */
static void
test_line_new (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  AppLine *line = app_detail_get_line (get_detail (window));
  select_command (document);
  app_document_choose_token (document, 1);
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  guint without = 0;
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      g_assert_cmpuint (app_document_get_token (document), ==, G_MAXUINT);
      ViewDetail *detail = app_document_get_detail (document);
      gboolean has_line = detail != NULL && view_detail_get_bytes (detail) != NULL;
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (line)) == has_line);
      without += !has_line;
      app_document_choose_token (document, 0);
    }
  g_assert_cmpuint (without, >, 0);
  app_test_settle (window);
  app_test_close (window);
}

/* The labels below @widget whose text has a link to a word, and how many words there are in all. */
static guint
count_words (GtkWidget *widget)
{
  guint n = 0;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    {
      const char *at = gtk_label_get_label (GTK_LABEL (widget));
      while ((at = strstr (at, "\"glossary:")) != NULL)
        {
          n++;
          at++;
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_words (child);
  return n;
}

static guint32
find_row (AppDocument *document, const char *begin)
{
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      ViewDetail *detail = app_document_get_detail (document);
      GBytes *bytes = detail != NULL ? view_detail_get_bytes (detail) : NULL;
      gsize len = 0;
      const char *data = bytes != NULL ? g_bytes_get_data (bytes, &len) : NULL;
      if (len >= strlen (begin) && memcmp (data, begin, strlen (begin)) == 0)
        return row;
    }
  g_error ("no line %s", begin);
}

/* Words in the meanings lead to the glossary. */
static void
test_words (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  app_document_go_last (document);
  find_row (document, "* 5 EXISTS");
  app_test_settle (window);
  g_assert_cmpuint (count_words (GTK_WIDGET (app_detail_get_list (get_detail (window)))), >=, 3);
  app_test_close (window);
}

/* The page of literals is there where the line has a part in one, and only there. */
static void
test_literal (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppDetail *detail = get_detail (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  app_document_go_last (document);
  find_row (document, "p1 LOGIN");
  g_assert_false (app_detail_show_literal (detail));
  find_row (document, "* 1 FETCH (UID 1 BODY[]");
  g_assert_true (app_detail_show_literal (detail));
  app_test_settle (window);
  GtkListView *list = app_literal_get_list (app_detail_get_literal (detail));
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (list));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (list)));
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 8);
  find_row (document, "p1 LOGIN");
  app_test_settle (window);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (list)));
  app_test_close (window);
}

static const ViewLiteralRow *
literal_row (AppDetail *detail, guint i)
{
  GtkListView *list = app_literal_get_list (app_detail_get_literal (detail));
  g_autoptr (AppNode)
      node = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), i);
  return node != NULL ? app_node_get (node) : NULL;
}

static void
do_act (AppDocument *document, const char *act)
{
  g_autoptr (GError) error = NULL;
  app_document_do (document, act, &error);
  g_assert_no_error (error);
}

/* From the announcement to the server's "+" and to the octets, and back; what is folded unfolds. */
static void
test_literal_parts (void)
{
  g_autoptr (GError) error = NULL;
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppDetail *detail = get_detail (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  guint step = 0;
  while (app_document_get_exercise (document, step, 0) == NULL && step < 40)
    step++;
  g_assert_true (app_document_try (document, step, 0, &error));
  g_assert_no_error (error);
  do_act (document, "laptop append news");
  app_document_go_last (document);
  GtkListView *list = app_literal_get_list (app_detail_get_literal (detail));
  guint32 n = view_ladder_count (app_document_get_ladder (document));
  guint32 announces = VIEW_NO_ROW;
  for (guint32 row = 0; row < n; row++)
    {
      app_document_select (document, row);
      if (app_detail_show_literal (detail)
          && literal_row (detail, VIEW_LITERAL_GO_AHEAD)->event != 0)
        {
          announces = row;
          break;
        }
    }
  g_assert_cmpuint (announces, !=, VIEW_NO_ROW);
  app_test_settle (window);
  guint32 octets = literal_row (detail, VIEW_LITERAL_OCTETS)->event;
  g_signal_emit_by_name (list, "activate", VIEW_LITERAL_OCTETS);
  g_assert_cmpuint (app_document_get_selected (document), ==,
                    view_ladder_find_row (app_document_get_ladder (document), octets));
  g_assert_true (app_detail_show_literal (detail));
  g_signal_emit_by_name (list, "activate", VIEW_LITERAL_ANNOUNCEMENT);
  g_assert_cmpuint (app_document_get_selected (document), ==, announces);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
  if (literal_row (detail, before - 1)->kind == VIEW_LITERAL_FOLD)
    {
      g_signal_emit_by_name (list, "activate", before - 1);
      guint after = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
      g_assert_cmpuint (after, >, before);
      g_assert_cmpint (literal_row (detail, after - 1)->kind, ==, VIEW_LITERAL_LINE);
    }
  app_test_settle (window);
  app_test_close (window);
}

/* A lesson that claims what its run does not show is the program's fault, and looks it; advice is not one. */
static void
test_fault (void)
{
  g_autoptr (GError) error = NULL;
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppFault *fault = app_detail_get_fault (get_detail (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  app_document_go_last (document);
  find_row (document, "l6 UID STORE");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (fault)));
  g_assert_null (app_fault_get_report (fault));
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "app", "lessons", "9-3-broken", NULL);
  g_assert_true (app_document_open_lesson (document, path, &error));
  g_assert_no_error (error);
  app_document_go_last (document);
  find_row (document, "p1 LOGIN");
  app_test_settle (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fault)));
  g_assert_nonnull (strstr (app_fault_get_report (fault), "Broken"));
  gtk_widget_activate_action (GTK_WIDGET (fault), "fault.copy", NULL);
  app_test_close (window);
}

/* The line is one place for Tab, and has nothing inside that keeps it. */
static void
test_tab_leaves_line (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  select_command (app_window_get_document (window));
  app_test_settle (window);
  GtkWidget *line = GTK_WIDGET (app_detail_get_line (get_detail (window)));
  g_assert_true (gtk_widget_get_mapped (line));
  for (GtkDirectionType way = GTK_DIR_TAB_FORWARD; way <= GTK_DIR_TAB_BACKWARD; way++)
    {
      gtk_widget_grab_focus (line);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == line);
      g_assert_false (gtk_widget_child_focus (line, way));
    }
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/detail/states", test_states);
  g_test_add_func ("/app/detail/tell", test_tell);
  g_test_add_func ("/app/detail/line", test_line);
  g_test_add_func ("/app/detail/line-new", test_line_new);
  g_test_add_func ("/app/detail/line-room", test_line_room);
  g_test_add_func ("/app/detail/words", test_words);
  g_test_add_func ("/app/detail/literal", test_literal);
  g_test_add_func ("/app/detail/literal-parts", test_literal_parts);
  g_test_add_func ("/app/detail/fault", test_fault);
  g_test_add_func ("/app/detail/tab-leaves-line", test_tab_leaves_line);
  return g_test_run ();
}
