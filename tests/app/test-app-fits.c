#include "app-document-free.h"
#include "app-find.h"
#include "app-testlib.h"

/* All of it fits a screen of 1280×700 at every size of text, and no words are cut without a way to read the rest:
 * pages, popovers and dialogs, in both languages. */

#define WIDTH 1280
#define HEIGHT 700

static double scale;
static const char *language;
static guint n_looked_at;

/* --- looking --- */

/* All of them at once: what one finds is seldom alone. */
G_GNUC_PRINTF (1, 2)
static void
complain (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s", words);
  g_test_fail ();
}

/* Somebody can read the rest: by pointing at it, or because it is a field one can move in. */
static gboolean
can_be_read (GtkWidget *widget)
{
  for (guint i = 0; i < 8 && widget != NULL; i++, widget = gtk_widget_get_parent (widget))
    if (gtk_widget_get_has_tooltip (widget) || GTK_IS_EDITABLE (widget))
      return TRUE;
  return FALSE;
}

static void
look_at (GtkWidget *widget, const char *what)
{
  if (GTK_IS_LABEL (widget))
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
      if (pango_layout_is_ellipsized (layout) && !can_be_read (widget))
        complain ("%s, %s, text x%.2f: “%s” is cut, and nothing tells the rest", what, language,
                  scale, pango_layout_get_text (layout));
    }
  if (GTK_IS_POPOVER (widget)
      && (gtk_widget_get_width (widget) > WIDTH || gtk_widget_get_height (widget) > HEIGHT))
    complain ("%s, %s, text x%.2f: a popover of %dx%d", what, language, scale,
              gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      look_at (child, what);
}

/* All windows there are, and what is open in them. */
static void
look (AppWindow *window, const char *what)
{
  GListModel *windows = gtk_window_get_toplevels ();
  app_test_settle (window);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) one = g_list_model_get_item (windows, i);
      int width, height;
      if (!gtk_widget_get_mapped (one))
        continue;
      gtk_widget_measure (one, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      gtk_widget_measure (one, GTK_ORIENTATION_VERTICAL, MAX (width, gtk_widget_get_width (one)),
                          &height, NULL, NULL, NULL);
      if (width > WIDTH || height > HEIGHT)
        complain ("%s, %s, text x%.2f: at least %dx%d", what, language, scale, width, height);
      look_at (one, what);
      n_looked_at++;
    }
}

static void
add_menus (GtkWidget *widget, GPtrArray *out)
{
  if (GTK_IS_MENU_BUTTON (widget))
    g_ptr_array_add (out, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child))
      add_menus (child, out);
}

/* Everything that opens from a button of @from, one after the other. */
static void
look_into_menus (AppWindow *window, gpointer from, const char *what)
{
  g_autoptr (GPtrArray) menus = g_ptr_array_new_with_free_func (g_object_unref);
  look (window, what);
  add_menus (from, menus);
  for (guint i = 0; i < menus->len; i++)
    {
      GtkMenuButton *menu = menus->pdata[i];
      g_autofree char *name = g_strdup_printf ("%s, popover %u (%s)", what, i,
                                               gtk_widget_get_tooltip_text (GTK_WIDGET (menu)));
      if (!gtk_widget_is_sensitive (GTK_WIDGET (menu)))
        continue;
      gtk_menu_button_popup (menu);
      look (window, name);
      gtk_menu_button_popdown (menu);
      app_test_settle (window);
    }
}

/* --- pages --- */

static void
look_at_lesson (AppWindow *window)
{
  AppDocument *document = app_window_get_document (window);
  AppLessonPage *page = app_test_get_page (window);
  app_document_set_asks (document, FALSE);
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  look (window, "lesson's beginning");
  app_document_go_last (document);
  look_into_menus (window, window, "lesson's end");
  app_detail_show_states (app_lesson_page_get_detail (page), TRUE);
  look (window, "states");
  app_detail_show_states (app_lesson_page_get_detail (page), FALSE);
  app_find_open (
      APP_FIND (app_test_find (GTK_WIDGET (app_lesson_page_get_ladder (page)), APP_TYPE_FIND)));
  app_document_select (document, 20);
  app_test_settle (window);
  look_into_menus (window, app_lesson_page_get_ladder (page), "search");
  app_document_escape (document);
  gtk_widget_activate_action (GTK_WIDGET (app_lesson_page_get_board (page)), "board.why", "s",
                              "phone:lin:INBOX:lunch:flags");
  look (window, "why");
  gtk_popover_popdown (GTK_POPOVER (app_board_get_why (app_lesson_page_get_board (page))));
  gtk_widget_activate_action (GTK_WIDGET (app_lesson_page_get_board (page)), "board.rulers", NULL);
  look (window, "rulers");
  gtk_widget_activate_action (GTK_WIDGET (app_lesson_page_get_board (page)), "board.rulers", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "line");
  look (window, "line");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "hands-on");
  look (window, "hands on without anything to do");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "lesson");
  g_assert_true (app_document_try (document, 7, 0, NULL));
  look (window, "exercise");
  app_document_stop_trying (document);
}

static void
look_at_free (AppWindow *window)
{
  g_assert_true (app_window_open_free (window, NULL));
  AppConsole *console = app_lesson_page_get_console (app_test_get_page (window));
  look_into_menus (window, console, "free play");
  app_console_press (console, "act:open");
  gtk_widget_grab_focus (GTK_WIDGET (app_console_get_line (console)));
  gtk_editable_set_text (app_console_get_entry (console), "x1 ");
  gtk_editable_set_position (app_console_get_entry (console), -1);
  look (window, "completion");
  gtk_editable_set_text (app_console_get_entry (console), "x1 APPEND Work {17}");
  app_console_send (console);
  look (window, "literal");
}

static void
look_at_presenter (AppWindow *window)
{
  g_assert_true (app_window_open_lesson (window, "two-devices"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
  AppPresenter *presenter = app_window_get_presenter (window);
  look (window, "presenter");
  app_document_forward (app_window_get_document (window), VIEW_MOVE_STEP);
  look (window, "presenter in the first step");
  app_presenter_end (presenter);
  app_test_settle (window);
}

static void
look_at_dialogs (AppWindow *window)
{
  static const char *const names[] = { "win.preferences", "win.keys",    "win.about",
                                       "win.summary",     "win.restart", "win.glossary" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GListModel *windows = gtk_window_get_toplevels ();
      if (i < 4)
        gtk_widget_activate_action (GTK_WIDGET (window), names[i], NULL);
      else
        gtk_widget_activate_action (GTK_WIDGET (window), names[i], "s", "");
      look (window, names[i]);
      for (guint k = g_list_model_get_n_items (windows); k > 0; k--)
        {
          g_autoptr (GtkWindow) one = g_list_model_get_item (windows, k - 1);
          if (gtk_window_get_transient_for (one) == GTK_WINDOW (window))
            gtk_window_destroy (one);
        }
      app_test_settle (window);
    }
}

static void
test_fits (gconstpointer data)
{
  const double *scales = data;
  static const char *const languages[] = { "en", "zh_CN" };
  for (guint i = 0; i < 2; i++)
    {
      scale = *scales;
      language = languages[i];
      app_test_set_text (scale);
      AppWindow *window = app_test_open (WIDTH, HEIGHT);
      gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", language);
      n_looked_at = 0;
      look_into_menus (window, window, "first page");
      look_at_lesson (window);
      look_at_dialogs (window);
      look_at_free (window);
      look_at_presenter (window);
      g_assert_false (app_window_open_lesson (window, "how-to-fly"));
      look (window, "what went wrong");
      gtk_widget_activate_action (GTK_WIDGET (window), "win.connect", NULL);
      app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
      look (window, "a real mail program");
      gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
      app_test_close (window);
      g_assert_cmpuint (n_looked_at, >, 30);
    }
  app_test_set_text (1);
}

int
main (int argc, char **argv)
{
  static const double scales[] = { 1, 1.25, 1.5, 2 };
  app_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/fits/%d", (int) (100 * scales[i]));
      g_test_add_data_func (path, &scales[i], test_fits);
    }
  return g_test_run ();
}
