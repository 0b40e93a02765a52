#include "app-preferences.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app-settings.h"
#include "app-widget.h"

/* --- one row a setting --- */

typedef struct
{
  const char *value;
  const char *label;
} Choice;

typedef struct
{
  AppSetting setting;
  const Choice *choices; /* ends with a NULL label */
} ComboData;

/* There may be no room for what is chosen. */
static void
on_chosen (AdwComboRow *row)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (row);
  app_widget_set_tooltip (GTK_WIDGET (row),
                          chosen != NULL ? gtk_string_object_get_string (chosen) : NULL);
}

static void
on_combo (AdwComboRow *row, GParamSpec *property, const ComboData *data)
{
  guint selected = adw_combo_row_get_selected (row);
  if (selected != GTK_INVALID_LIST_POSITION)
    app_settings_set_text (app_settings_get_default (), data->setting,
                           data->choices[selected].value);
}

static GtkWidget *
combo_new (const char *title, const char *subtitle, AppSetting setting, const Choice *choices)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  const char *now = app_settings_get_text (app_settings_get_default (), setting);
  guint selected = 0;
  ComboData *data = g_new (ComboData, 1);
  *data = (ComboData){ setting, choices };
  for (guint i = 0; choices[i].label != NULL; i++)
    {
      gtk_string_list_append (labels, _ (choices[i].label));
      if (g_str_equal (choices[i].value, now))
        selected = i;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  on_chosen (ADW_COMBO_ROW (row));
  g_signal_connect (row, "notify::selected-item", G_CALLBACK (on_chosen), NULL);
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (on_combo), data,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return row;
}

static void
on_switch (GtkSwitch *toggle, GParamSpec *property, gpointer data)
{
  app_settings_set_flag (app_settings_get_default (), GPOINTER_TO_UINT (data),
                         gtk_switch_get_active (toggle));
}

static GtkWidget *
switch_new (const char *title, const char *subtitle, AppSetting setting)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle),
                         app_settings_get_flag (app_settings_get_default (), setting));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect (toggle, "notify::active", G_CALLBACK (on_switch), GUINT_TO_POINTER (setting));
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return row;
}

/* Smaller, the size, larger. */
typedef struct
{
  AppSetting setting;
  GtkLabel *label; /* borrowed, as is … */
  GtkWidget *row;  /* … its row */
} SizeData;

static void
show_size (SizeData *data)
{
  g_autofree char *size = g_strdup_printf (
      "%d %%", app_settings_get_number (app_settings_get_default (), data->setting));
  gtk_label_set_label (data->label, size);
}

static void
on_setting (AppSettings *settings, guint setting, GtkWidget *row)
{
  SizeData *data = g_object_get_data (G_OBJECT (row), "size");
  if (setting == data->setting)
    show_size (data);
}

static void
on_size (GtkWidget *button, gpointer by)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  SizeData *data = g_object_get_data (G_OBJECT (row), "size");
  app_settings_step_number (app_settings_get_default (), data->setting, GPOINTER_TO_INT (by));
}

static GtkWidget *
size_button_new (const char *label, const char *name, int by)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "circular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_size), GINT_TO_POINTER (by));
  return button;
}

static GtkWidget *
size_new (const char *title, const char *subtitle, AppSetting setting)
{
  GtkWidget *row = adw_action_row_new ();
  SizeData *data = g_new0 (SizeData, 1);
  data->setting = setting;
  data->label = GTK_LABEL (gtk_label_new (NULL));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_label_set_width_chars (data->label, 6);
  gtk_widget_add_css_class (GTK_WIDGET (data->label), "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), size_button_new ("−", _ ("Smaller"), -1));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (data->label));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), size_button_new ("+", _ ("Larger"), 1));
  g_object_set_data_full (G_OBJECT (row), "size", data, g_free);
  g_signal_connect_object (app_settings_get_default (), "changed", G_CALLBACK (on_setting), row, 0);
  show_size (data);
  return row;
}

/* --- the page --- */

static GtkWidget *
group_new (GtkWidget *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* Languages are called by their own names. */
static const Choice window_languages[] = { { "", N_ ("As the system") },
                                           { "en", "English" },
                                           { "zh_CN", "简体中文" },
                                           { NULL, NULL } };
static const Choice content_languages[] = { { "", N_ ("As the window") },
                                            { "en", "English" },
                                            { "zh_CN", "简体中文" },
                                            { NULL, NULL } };
static const Choice themes[] = { { "", N_ ("As the system") },
                                 { "light", N_ ("Light") },
                                 { "dark", N_ ("Dark") },
                                 { NULL, NULL } };
static const Choice motions[] = { { "", N_ ("As the system") },
                                  { "less", N_ ("Less") },
                                  { "full", N_ ("Full") },
                                  { NULL, NULL } };

static GtkWidget *
page_new (void)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = group_new (page, _ ("Language"));
  add (group, combo_new (_ ("Window"), "", APP_SETTING_LANGUAGE, window_languages));
  add (group, combo_new (_ ("Lessons and explanations"), "", APP_SETTING_CONTENT_LANGUAGE,
                         content_languages));
  group = group_new (page, _ ("Looks"));
  add (group, size_new (_ ("Size of text"), "", APP_SETTING_TEXT_SIZE));
  add (group, combo_new (_ ("Light or dark"), _ ("High contrast is as the system says"),
                         APP_SETTING_THEME, themes));
  add (group, combo_new (_ ("Motion"), _ ("With less, changes show at once"), APP_SETTING_MOTION,
                         motions));
  group = group_new (page, _ ("Lesson"));
  add (group, switch_new (_ ("Ask before showing"),
                          _ ("A question hides what comes next until you answer or skip it"),
                          APP_SETTING_ASK));
  add (group, switch_new (_ ("Let a lesson choose the arrangement"),
                          _ ("A step may show the panes it is about"), APP_SETTING_FOLLOW_STEP));
  group = group_new (page, _ ("Presenting"));
  add (group, size_new (_ ("Size of text while presenting"), _ ("Compared with the size above"),
                        APP_SETTING_PRESENTER_SIZE));
  gtk_widget_set_vexpand (page, TRUE);
  return page;
}

/* --- the window --- */

static void
fill (GtkWindow *window)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_window_set_title (window, _ ("Preferences"));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page_new ());
  adw_window_set_content (ADW_WINDOW (window), box);
}

static gboolean
fill_later (gpointer data)
{
  fill (data);
  return G_SOURCE_REMOVE;
}

/* Not while the row that changed it is at work. */
static void
on_language (AppSettings *settings, guint setting, GtkWindow *window)
{
  if (setting == APP_SETTING_LANGUAGE)
    g_idle_add_full (G_PRIORITY_DEFAULT, fill_later, g_object_ref (window), g_object_unref);
}

GtkWindow *
app_preferences_show (GtkWindow *parent)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_transient_for (window, parent);
  gtk_window_set_modal (window, TRUE);
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_set_default_size (window, 620, 660);
  fill (window);
  app_widget_close_on_escape (GTK_WIDGET (window));
  g_signal_connect_object (app_settings_get_default (), "changed", G_CALLBACK (on_language), window,
                           0);
  gtk_window_present (window);
  return window;
}
