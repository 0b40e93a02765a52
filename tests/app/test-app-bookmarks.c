/* Bookmarks: where they are kept, and how one adds, renames, removes and finds them in the window. */
#include "app-bookmarks.h"
#include "app-document-marks.h"
#include "app-testlib.h"
#include "app-transport.h"

#include <glib/gstdio.h>

static void
mark (AppDocument *document, guint32 event, const char *name)
{
  app_document_go (document, event);
  g_assert_true (app_document_toggle_bookmark (document, name));
}

static void
forget_all (AppDocument *document)
{
  const GArray *places = app_document_get_bookmarks (document);
  while (places->len > 0)
    app_document_remove_bookmark (document, g_array_index (places, ViewPlace, 0).event);
}

static const ViewPlace *
nth (AppDocument *document, guint i)
{
  const GArray *places = app_document_get_bookmarks (document);
  g_assert_cmpuint (i, <, places->len);
  return &g_array_index (places, ViewPlace, i);
}

static void
test_change (void)
{
  g_autoptr (AppDocument) document = app_test_open_document ();
  mark (document, 40, "late");
  mark (document, 20, "early");
  app_document_rename_bookmark (document, 40, "=later ; [x]\n2");
  g_assert_cmpstr (nth (document, 1)->name, ==, "=later ; [x]\n2");
  app_document_rename_bookmark (document, 41, "nowhere");
  app_document_remove_bookmark (document, 41);
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 2);
  /* Each at the row that its moment marks. */
  ViewLadder *ladder = app_document_get_ladder (document);
  guint flags = 0;
  for (guint32 row = 0; row < view_ladder_count (ladder); row++)
    {
      const ViewPlace *place = app_document_get_row_bookmark (document, row);
      if (place == NULL)
        continue;
      g_assert_cmpuint (view_ladder_get_position (ladder, place->event).current, ==, row);
      flags++;
    }
  g_assert_cmpuint (flags, ==, 2);
  app_document_remove_bookmark (document, 20);
  g_assert_cmpuint (nth (document, 0)->event, ==, 40);
  /* Whoever opens the lesson again has the same. */
  g_autoptr (AppDocument) again = app_test_open_document ();
  g_assert_cmpstr (nth (again, 0)->name, ==, "=later ; [x]\n2");
  forget_all (again);
}

/* Those of a file are its own, whatever lesson was recorded in it. */
static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("postglass [test] é-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "one.glass", NULL);
  g_autofree char *roundabout = g_build_filename (folder, ".", "one.glass", NULL);
  g_autoptr (AppDocument) document = app_test_open_document ();
  mark (document, 30, "saved along");
  g_assert_true (app_document_save (document, path, &error));
  g_assert_no_error (error);
  forget_all (document);
  g_assert_true (app_document_open_recording (document, roundabout, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (nth (document, 0)->name, ==, "saved along");
  mark (document, 50, "in the file");
  g_assert_true (app_document_open_lesson (document, "two-devices", &error));
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 0);
  g_assert_true (app_document_open_recording (document, path, NULL, &error));
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 2);
  g_assert_cmpstr (nth (document, 1)->name, ==, "in the file");
  forget_all (document);
  g_unlink (path);
  g_rmdir (folder);
}

/* --- in the window --- */

static AppBookmarks *
open_popover (AppWindow *window)
{
  GtkWidget *bar = app_test_find (GTK_WIDGET (window), APP_TYPE_TRANSPORT);
  gtk_widget_activate_action (bar, "transport.until", NULL);
  app_test_settle (window);
  AppBookmarks *bookmarks = APP_BOOKMARKS (app_test_find (bar, APP_TYPE_BOOKMARKS));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (bookmarks)));
  return bookmarks;
}

static void
close_popover (AppWindow *window, AppBookmarks *bookmarks)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (bookmarks), GTK_TYPE_POPOVER);
  gtk_popover_popdown (GTK_POPOVER (popover));
  app_test_settle (window);
}

static void
test_list (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  mark (document, 20, "one");
  mark (document, 40, "two");
  mark (document, 60, "three");
  AppBookmarks *bookmarks = open_popover (window);
  GtkWidget *widget = GTK_WIDGET (bookmarks);
  gtk_widget_activate_action (widget, "bookmarks.go", "u", 40);
  g_assert_cmpuint (app_document_get_position (document).event, ==, 40);
  gtk_widget_activate_action (widget, "bookmarks.named", NULL); /* none is being renamed */
  gtk_widget_activate_action (widget, "bookmarks.rename", "u", 40);
  app_test_settle (window);
  g_assert_cmpstr (gtk_editable_get_text (app_bookmarks_get_entry (bookmarks)), ==, "two");
  gtk_editable_set_text (app_bookmarks_get_entry (bookmarks), "  second ");
  gtk_widget_activate_action (widget, "bookmarks.named", NULL);
  app_test_settle (window);
  g_assert_cmpstr (nth (document, 1)->name, ==, "second");
  g_assert_null (app_bookmarks_get_entry (bookmarks));
  /* The focus stays in the list. */
  GtkListBox *list = GTK_LIST_BOX (app_test_find (widget, GTK_TYPE_LIST_BOX));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (list, 1)));
  g_assert_true (app_test_press_on (widget, GDK_KEY_F2, 0));
  gtk_editable_set_text (app_bookmarks_get_entry (bookmarks), "given up");
  g_assert_true (app_test_press_on (widget, GDK_KEY_Escape, 0));
  g_assert_null (app_bookmarks_get_entry (bookmarks));
  g_assert_cmpstr (nth (document, 1)->name, ==, "second");
  g_assert_true (app_test_press_on (widget, GDK_KEY_Delete, 0));
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 2);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), widget));
  gtk_widget_activate_action (widget, "bookmarks.remove", "u", 20);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 60);
  g_assert_true (app_test_press_on (widget, GDK_KEY_Delete, 0));
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 0);
  g_assert_false (app_test_press_on (widget, GDK_KEY_Delete, 0));
  close_popover (window, bookmarks);
  app_test_close (window);
}

static guint
count_described (GtkWidget *list, const char *words)
{
  guint n = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *other = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
      n += other == NULL;
    }
  return n;
}

/* A screen reader is told of the flag at the row. */
static void
test_row (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  GtkWidget *list = GTK_WIDGET (
      app_ladder_get_list (app_lesson_page_get_ladder (app_test_get_page (window))));
  mark (document, 30, "thirty");
  app_test_settle (window);
  g_assert_cmpuint (count_described (list, "Bookmark: thirty"), ==, 1);
  app_document_rename_bookmark (document, 30, "");
  g_assert_cmpuint (count_described (list, "Bookmark"), ==, 1);
  app_document_go (document, 70);
  app_test_settle (window);
  app_document_remove_bookmark (document, 30);
  app_test_settle (window);
  g_assert_cmpuint (count_described (list, "Bookmark"), ==, 0);
  app_test_close (window);
}

/* Keys alone: mark here, go from one to the other. */
static void
test_keys (void)
{
  AppWindow *window = app_test_open_lesson (1280, 720);
  AppDocument *document = app_window_get_document (window);
  app_document_go (document, 30);
  g_assert_true (app_test_press (window, GDK_KEY_b, GDK_CONTROL_MASK));
  app_document_go (document, 70);
  g_assert_true (app_test_press (window, GDK_KEY_b, GDK_CONTROL_MASK));
  app_test_settle (window);
  g_assert_true (app_test_press (window, GDK_KEY_b, GDK_SHIFT_MASK));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 30);
  g_assert_true (app_test_press (window, GDK_KEY_b, 0));
  g_assert_cmpuint (app_document_get_position (document).event, ==, 70);
  g_assert_true (app_test_press (window, GDK_KEY_b, GDK_CONTROL_MASK));
  g_assert_cmpuint (app_document_get_bookmarks (document)->len, ==, 1);
  forget_all (document);
  app_test_settle (window);
  app_test_close (window);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add_func ("/app/bookmarks/change", test_change);
  g_test_add_func ("/app/bookmarks/file", test_file);
  g_test_add_func ("/app/bookmarks/list", test_list);
  g_test_add_func ("/app/bookmarks/row", test_row);
  g_test_add_func ("/app/bookmarks/keys", test_keys);
  return g_test_run ();
}
