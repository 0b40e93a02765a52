#include "app-appearance.h"

#include <adwaita.h>

#include "app-language.h"
#include "app-settings.h"

/* Of gtk-xft-dpi, in an inch of ordinary text. */
#define DPI_USUAL (96 * 1024)

/* The windows fit a small screen up to this size of text. */
#define PERCENT_MAX 200

static gboolean is_presenting;

static void
apply_languages (AppSettings *settings)
{
  const char *language = app_settings_get_text (settings, APP_SETTING_LANGUAGE);
  app_language_set (language[0] != '\0' ? language : app_language_get_system ());
  app_language_set_content (app_settings_get_text (settings, APP_SETTING_CONTENT_LANGUAGE));
}

static void
apply_size (AppSettings *settings)
{
  GtkSettings *gtk = gtk_settings_get_default ();
  int percent = app_settings_get_number (settings, APP_SETTING_TEXT_SIZE);
  int dpi;
  if (is_presenting)
    percent = MIN (percent * app_settings_get_number (settings, APP_SETTING_PRESENTER_SIZE) / 100,
                   PERCENT_MAX);
  gtk_settings_reset_property (gtk, "gtk-xft-dpi");
  if (percent == 100)
    return;
  g_object_get (gtk, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk, "gtk-xft-dpi", (dpi > 0 ? dpi : DPI_USUAL) * percent / 100, NULL);
}

static void
apply_motion (AppSettings *settings)
{
  const char *motion = app_settings_get_text (settings, APP_SETTING_MOTION);
  GtkSettings *gtk = gtk_settings_get_default ();
  if (motion[0] == '\0')
    gtk_settings_reset_property (gtk, "gtk-enable-animations");
  else
    g_object_set (gtk, "gtk-enable-animations", g_str_equal (motion, "full"), NULL);
}

/* High contrast is always the system's choice: libadwaita takes it from there. */
static void
apply_theme (AppSettings *settings)
{
  const char *theme = app_settings_get_text (settings, APP_SETTING_THEME);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (theme, "dark")    ? ADW_COLOR_SCHEME_FORCE_DARK
                                      : g_str_equal (theme, "light") ? ADW_COLOR_SCHEME_FORCE_LIGHT
                                                                     : ADW_COLOR_SCHEME_DEFAULT);
}

static void
on_changed (AppSettings *settings, guint setting)
{
  if (setting == APP_SETTING_LANGUAGE || setting == APP_SETTING_CONTENT_LANGUAGE)
    apply_languages (settings);
  else if (setting == APP_SETTING_TEXT_SIZE || setting == APP_SETTING_PRESENTER_SIZE)
    apply_size (settings);
  else if (setting == APP_SETTING_MOTION)
    apply_motion (settings);
  else if (setting == APP_SETTING_THEME)
    apply_theme (settings);
}

void
app_appearance_init (void)
{
  AppSettings *settings = app_settings_get_default ();
  apply_languages (settings);
  /* What is as the system says is left alone. */
  if (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE) != 100)
    apply_size (settings);
  if (app_settings_get_text (settings, APP_SETTING_MOTION)[0] != '\0')
    apply_motion (settings);
  if (app_settings_get_text (settings, APP_SETTING_THEME)[0] != '\0')
    apply_theme (settings);
  g_signal_connect (settings, "changed", G_CALLBACK (on_changed), NULL);
}

void
app_appearance_set_presenting (gboolean presenting)
{
  if (is_presenting == presenting)
    return;
  is_presenting = presenting;
  apply_size (app_settings_get_default ());
}
