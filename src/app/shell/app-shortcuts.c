#include "app-shortcuts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-keys.h"
#include "app-widget.h"

/* --- rows --- */

static GtkWidget *
row_new (const AppKey *key)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *labels = app_keys_dup_label (key);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", _ (key->what), labels);
  GtkWidget *label = gtk_label_new (labels);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (key->what));
  gtk_widget_add_css_class (label, "quiet");
  gtk_widget_add_css_class (label, "keys");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  return row;
}

static GtkWidget *
group_new (AppKeyGroup which)
{
  GtkWidget *group = NULL;
  const AppKey *key;
  for (guint i = 0; (key = app_keys_get (i)) != NULL; i++)
    {
      if (key->group != which || key->what == NULL)
        continue;
      if (group == NULL)
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                           app_keys_get_title (which));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row_new (key));
    }
  return group;
}

static GtkWidget *
page_new (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  for (AppKeyGroup which = 0; which < APP_KEYS_N_GROUPS; which++)
    {
      GtkWidget *group = group_new (which);
      if (group != NULL)
        adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }
  gtk_widget_set_vexpand (page, TRUE);
  gtk_widget_add_css_class (page, "key-list");
  return page;
}

/* --- the window --- */

GtkWindow *
app_shortcuts_show (GtkWindow *parent)
{
  GtkWidget *dialog = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Keys"));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 560, 600);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page_new ());
  adw_window_set_content (ADW_WINDOW (dialog), box);
  app_widget_close_on_escape (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WINDOW (dialog);
}
