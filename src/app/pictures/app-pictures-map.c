#include "app-pictures-private.h"

#include "app-document-marks.h"
#include "app-document-play.h"
#include "app-transport.h"
#include "app-until.h"

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
mark (AppDocument *document, guint32 event, const char *name)
{
  app_document_go (document, event);
  if (!app_document_has_bookmark (document))
    app_document_toggle_bookmark (document, name);
}

/* What opens from the bar: what was looked for, bookmarks, one that is renamed, the key of the marks. */
static gboolean
shoot_popover (const AppShooting *shooting, GtkWidget *bar, guint32 event, GError **error)
{
  AppUntil *until = APP_UNTIL (find (bar, APP_TYPE_UNTIL));
  GtkWidget *expander = find (GTK_WIDGET (until), GTK_TYPE_EXPANDER);
  gtk_widget_activate_action (bar, "transport.until", NULL);
  app_until_run (until, VIEW_UNTIL_COMMAND, "RETR", FALSE);
  gboolean done = app_shoot (shooting, "go-to", error);
  gtk_widget_activate_action (find (GTK_WIDGET (until), GTK_TYPE_LIST_BOX), "bookmarks.rename", "u",
                              event);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  done = done && app_shoot (shooting, "go-to-marks", error);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
  gtk_popover_popdown (GTK_POPOVER (until));
  return done;
}

/* The menus of the bar, the unit's and the speed's. */
static gboolean
shoot_menus (const AppShooting *shooting, GtkWidget *bar, GError **error)
{
  static const char *const names[] = { "how-far", "how-fast" };
  guint n = 0;
  gboolean done = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (bar));
       child != NULL && done && n < G_N_ELEMENTS (names);
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      {
        gtk_menu_button_popup (GTK_MENU_BUTTON (child));
        done = app_shoot (shooting, names[n++], error);
        gtk_menu_button_popdown (GTK_MENU_BUTTON (child));
      }
  return done;
}

gboolean
app_pictures_map (const AppShooting *shooting, GError **error)
{
  AppDocument *document = app_window_get_document (shooting->window);
  AppLessonPage *page = app_shell_get_lesson_page (app_window_get_shell (shooting->window));
  GtkWidget *bar = find (GTK_WIDGET (page), APP_TYPE_TRANSPORT);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  mark (document, last / 4, "");
  mark (document, last / 2, "Wei");
  mark (document, last / 2 + 6, "≠");
  gboolean done = app_shoot (shooting, "bookmarks", error) && shoot_menus (shooting, bar, error)
                  && shoot_popover (shooting, bar, last / 2, error);
  gtk_widget_activate_action (GTK_WIDGET (app_lesson_page_get_ladder (page)), "lines.map-key",
                              NULL);
  done = done && app_shoot (shooting, "map-key", error);
  gtk_widget_activate_action (GTK_WIDGET (app_lesson_page_get_ladder (page)), "lines.map-key",
                              NULL);
  app_document_set_range (document, last / 3, last * 2 / 3);
  app_document_go (document, last / 2);
  done = done && app_shoot (shooting, "range", error);
  app_document_clear_range (document);
  while (app_document_get_bookmarks (document)->len > 0)
    app_document_remove_bookmark (
        document, g_array_index (app_document_get_bookmarks (document), ViewPlace, 0).event);
  app_document_go_first (document);
  return done;
}
