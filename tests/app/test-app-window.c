#include <glib/gstdio.h>

#include "app-list.h"
#include "app-message-row.h"
#include "app-pictures.h"
#include "app-testlib.h"

static ViewPosition
position_of (AppWindow *window)
{
  return app_document_get_position (app_window_get_document (window));
}

static GtkListView *
ladder_of (AppWindow *window)
{
  return app_ladder_get_list (app_lesson_page_get_ladder (app_test_get_page (window)));
}

static guint
rows_of (GtkListView *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static void
test_opens (void)
{
  AppWindow *window = app_test_open (1280, 720);
  AppShell *shell = app_window_get_shell (window);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "list");
  GtkWidget *first = app_list_page_get_first (app_shell_get_list_page (shell));
  g_assert_nonnull (first);
  /* Enter is enough: the first lesson has the focus. */
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == first);
  g_assert_true (gtk_widget_activate (first));
  app_test_settle (window);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  g_assert_true (app_document_is_open (app_window_get_document (window)));
  g_assert_cmpuint (rows_of (ladder_of (window)), ==, 0);

  g_assert_true (app_test_press (window, GDK_KEY_space, 0));
  app_test_settle (window);
  ViewPosition position = position_of (window);
  g_assert_cmpuint (position.shown, >, 0);
  g_assert_cmpuint (rows_of (ladder_of (window)), ==, position.shown);
  g_autoptr (ViewRow) row = view_ladder_get_row (
      app_document_get_ladder (app_window_get_document (window)), position.current);
  /* An arrow, from a device, the server or outside. */
  g_assert_true (row->kind == VIEW_ROW_LINE || row->kind == VIEW_ROW_FACT);
  app_test_close (window);
}

/* All of the window goes when it is closed: nothing holds it by a cycle. */
static void
test_goes (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  gpointer document = app_window_get_document (window);
  gpointer page = app_test_get_page (window);
  gpointer text = app_lesson_page_get_text (app_test_get_page (window));
  app_test_press (window, GDK_KEY_End, 0);
  app_test_settle (window);
  g_object_add_weak_pointer (document, &document);
  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (text, &text);
  app_test_close (window);
  g_assert_null (page);
  g_assert_null (text);
  g_assert_null (document);
}

static void
test_keys (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  guint32 last = view_ladder_get_last (app_document_get_ladder (app_window_get_document (window)));
  guint forth = 0;
  guint back = 0;
  while (position_of (window).event < last)
    {
      guint32 before = position_of (window).event;
      g_assert_true (app_test_press (window, forth % 2 == 0 ? GDK_KEY_space : GDK_KEY_Right, 0));
      g_assert_cmpuint (position_of (window).event, >, before);
      g_assert_cmpuint (rows_of (ladder_of (window)), ==, position_of (window).shown);
      forth++;
    }
  app_test_settle (window);
  while (position_of (window).event > 0)
    {
      guint32 before = position_of (window).event;
      g_assert_true (app_test_press (window, GDK_KEY_Left, 0));
      g_assert_cmpuint (position_of (window).event, <, before);
      back++;
    }
  g_assert_cmpuint (forth, >, 20);
  g_assert_cmpuint (back, >=, forth);
  app_test_press (window, GDK_KEY_End, 0);
  g_assert_cmpuint (position_of (window).event, ==, last);
  app_test_press (window, GDK_KEY_Home, 0);
  g_assert_cmpuint (position_of (window).event, ==, 0);
  app_test_press (window, GDK_KEY_Right, GDK_CONTROL_MASK);
  app_test_press (window, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpuint (app_document_get_step (app_window_get_document (window)), ==, 2);
  /* Tab and the arrows up and down belong to the panes. */
  g_assert_false (app_test_press (window, GDK_KEY_Tab, 0));
  g_assert_false (app_test_press (window, GDK_KEY_Down, 0));
  app_test_close (window);
}

/* The row at the cursor is in view, wherever it is. */
static void
test_scrolls (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *list = GTK_WIDGET (ladder_of (window));
  while (position_of (window).event < view_ladder_get_last (app_document_get_ladder (document)))
    {
      app_document_forward (document, VIEW_MOVE_EXCHANGE);
      app_test_settle (window);
      guint shown = 0;
      for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
           row = gtk_widget_get_next_sibling (row))
        {
          graphene_rect_t bounds;
          if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0
              || !gtk_widget_compute_bounds (row, list, &bounds))
            continue;
          shown++;
          g_assert_cmpfloat (bounds.origin.y, >=, -0.5);
          g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                             gtk_widget_get_height (list) + 0.5);
        }
      g_assert_cmpuint (shown, ==, 1);
    }
  app_test_close (window);
}

static void
assert_label (GtkListView *list, const char *sentence)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list));
  g_assert_nonnull (row);
  g_assert_cmpstr (sentence, !=, "");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       sentence);
}

static void
test_sentences (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  AppLessonPage *page = app_test_get_page (window);
  for (guint i = 0; i < 5; i++)
    app_test_press (window, GDK_KEY_space, 0);
  app_test_settle (window);
  g_autoptr (ViewRow) row = view_ladder_get_row (app_document_get_ladder (document), 0);
  g_autofree char *line = app_document_say (document, &row->node.sentence);
  assert_label (ladder_of (window), line);
  ViewBoard *board = app_document_get_board (document);
  for (guint i = 0; i < view_board_count (board); i++)
    {
      g_autoptr (GPtrArray) messages = view_board_get_messages (board, i, 0, 1);
      if (messages->len == 0)
        continue;
      const ViewMessage *message = g_ptr_array_index (messages, 0);
      g_autofree char *sentence = app_document_say (document, &message->node.sentence);
      AppCard *card = app_board_get_card (app_lesson_page_get_board (page), i);
      assert_label (app_card_get_list (card), sentence);
    }
  g_autoptr (GPtrArray) tokens = view_detail_get_tokens (app_document_get_detail (document), 0, 1);
  const ViewToken *token = g_ptr_array_index (tokens, 0);
  g_autofree char *meaning = app_document_say (document, &token->node.sentence);
  assert_label (app_detail_get_list (app_lesson_page_get_detail (page)), meaning);
  app_test_close (window);
}

static void
test_fits (void)
{
  static const double scales[] = { 1, 1.25, 1.5, 2 };
  static const char *const languages[] = { "en", "zh_CN" };
  static const char *const arrangements[] = { "line", "hands-on" };
  for (guint i = 0; i < G_N_ELEMENTS (scales) * G_N_ELEMENTS (languages); i++)
    {
      app_test_set_text (scales[i / 2]);
      AppWindow *window = app_test_open (1280, 720);
      int width, height;
      gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", languages[i % 2]);
      for (guint page = 0; page < 6; page++)
        {
          AppDocument *document = app_window_get_document (window);
          if (page == 1)
            {
              app_document_set_asks (document, FALSE);
              g_assert_true (app_window_open_lesson (window, "two-devices"));
              app_test_press (window, GDK_KEY_End, 0);
            }
          else if (page == 2)
            g_assert_true (app_document_try (document, 7, 0, NULL));
          else if (page == 3 || page == 4)
            gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s",
                                        arrangements[page - 3]);
          else if (page == 5)
            {
              gtk_widget_activate_action (GTK_WIDGET (window), "win.arrangement", "s", "lesson");
              gtk_widget_activate_action (GTK_WIDGET (window), "win.connect", NULL);
              app_connect_start (app_shell_get_connect (app_window_get_shell (window)));
            }
          app_test_settle (window);
          gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL,
                              NULL, NULL);
          gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_VERTICAL, width, &height, NULL,
                              NULL, NULL);
          g_test_message ("%s, text x%.2f, page %u: at least %dx%d", languages[i % 2],
                          scales[i / 2], page, width, height);
          g_assert_cmpint (width, <=, 1280);
          g_assert_cmpint (height, <=, 700);
        }
      gtk_widget_activate_action (GTK_WIDGET (window), "win.language", "s", "en");
      app_test_close (window);
    }
  app_test_set_text (1);
}

static void
test_broken (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  g_autofree char *path = NULL;
  g_close (g_file_open_tmp ("postglass-XXXXXX.postglass", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, "{\"postglass\": 1", -1, NULL));
  app_test_press (window, GDK_KEY_space, 0);
  guint32 event = position_of (window).event;
  g_assert_false (app_window_open_recording (window, path));
  app_test_settle (window);
  AppShell *shell = app_window_get_shell (window);
  AdwStatusPage *page = ADW_STATUS_PAGE (app_test_find (GTK_WIDGET (shell), ADW_TYPE_STATUS_PAGE));
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "problem");
  g_assert_nonnull (strstr (adw_status_page_get_description (page), path));
  g_assert_cmpuint (position_of (window).event, ==, event);
  gtk_widget_activate_action (GTK_WIDGET (page), "shell.back", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "lesson");
  gtk_widget_activate_action (GTK_WIDGET (shell), "shell.back", NULL);
  g_assert_cmpstr (app_shell_get_shown (shell), ==, "list");
  g_remove (path);
  app_test_close (window);
}

static void
test_picture (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_close (g_file_open_tmp ("postglass-XXXXXX.png", &path, NULL), NULL);
  g_assert_true (app_picture_save (GTK_WINDOW (window), path, &error));
  g_assert_no_error (error);
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_filename (path, NULL);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 1280);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 720);
  g_remove (path);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/window/opens", test_opens);
  g_test_add_func ("/app/window/goes", test_goes);
  g_test_add_func ("/app/window/keys", test_keys);
  g_test_add_func ("/app/window/scrolls", test_scrolls);
  g_test_add_func ("/app/window/sentences", test_sentences);
  g_test_add_func ("/app/window/fits", test_fits);
  g_test_add_func ("/app/window/broken", test_broken);
  g_test_add_func ("/app/window/picture", test_picture);
  return g_test_run ();
}
