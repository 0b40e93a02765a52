#include "app-list-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-widget.h"
#include "lesson-library.h"

struct _AppListPage
{
  GtkWidget parent_instance;
  GtkWidget *units;
  GtkWidget *nothing;
  GtkWidget *first; /* borrowed */
};

G_DEFINE_FINAL_TYPE (AppListPage, app_list_page, GTK_TYPE_WIDGET)

static guint open_signal;

static void
on_activated (GtkWidget *row, AppListPage *self)
{
  g_signal_emit (self, open_signal, 0, (const char *) g_object_get_data (G_OBJECT (row), "folder"));
}

static GtkWidget *
row_new (AppListPage *self, const Lesson *lesson)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *folder = g_path_get_dirname (lesson->path);
  g_autofree char *minutes = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", lesson->minutes), lesson->minutes);
  GtkWidget *label = gtk_label_new (minutes);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("postglass-next-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lesson->title);
  gtk_widget_add_css_class (label, "quiet");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "folder", g_steal_pointer (&folder), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), self);
  g_autofree char *sentence = g_strdup_printf ("%s, %s", lesson->title, minutes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  return row;
}

void
app_list_page_fill (AppListPage *self, const char *language)
{
  g_return_if_fail (APP_IS_LIST_PAGE (self));
  g_autoptr (GPtrArray) lessons = lesson_list (language, NULL);
  GtkWidget *group = NULL;
  guint unit = 0;
  for (guint i = 0; i < lessons->len; i++)
    {
      const Lesson *lesson = g_ptr_array_index (lessons, i);
      if (group == NULL || lesson->unit != unit)
        {
          g_autofree char *plain = g_strdup_printf (_ ("Unit %u"), lesson->unit);
          g_autofree char *title = g_strdup_printf ("%s · %s", plain, lesson->unit_title);
          g_autofree char *escaped = g_markup_escape_text (title, -1);
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
          gtk_box_append (GTK_BOX (self->units), group);
          unit = lesson->unit;
        }
      GtkWidget *row = row_new (self, lesson);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      if (self->first == NULL)
        self->first = row;
    }
  gtk_widget_set_visible (self->nothing, lessons->len == 0);
}

GtkWidget *
app_list_page_get_first (AppListPage *self)
{
  return self->first;
}

void
app_list_page_focus (AppListPage *self)
{
  if (self->first != NULL)
    gtk_widget_grab_focus (self->first);
}

static void
app_list_page_dispose (GObject *object)
{
  APP_LIST_PAGE (object)->first = NULL;
  app_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_LIST_PAGE);
  G_OBJECT_CLASS (app_list_page_parent_class)->dispose (object);
}

static void
app_list_page_class_init (AppListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = app_list_page_dispose;
  open_signal = g_signal_new ("open", APP_TYPE_LIST_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/postglass/Postglass/ui/app-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppListPage, units);
  gtk_widget_class_bind_template_child (widget_class, AppListPage, nothing);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_list_page_init (AppListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
