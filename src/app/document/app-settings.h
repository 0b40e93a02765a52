#pragma once

#include <glib-object.h>

/**
 * AppSettings: what the user chose, kept in a key file. A value that cannot be is taken as its default; keys of
 * another version stay in the file. "changed" is emitted with the AppSetting that has another value now,
 * "problem" when there is something to be said (see app_settings_take_problem()).
 */
#define APP_TYPE_SETTINGS (app_settings_get_type ())
G_DECLARE_FINAL_TYPE (AppSettings, app_settings, APP, SETTINGS, GObject)

/** AppSetting: its kind and its default are in the table in app-settings.c. */
typedef enum
{
  APP_SETTING_LANGUAGE,         /* text: of the window; "" as the system, "en", "zh_CN" */
  APP_SETTING_CONTENT_LANGUAGE, /* text: of lessons and explanations; "" as the window, "en", "zh_CN" */
  APP_SETTING_THEME,            /* text: "" as the system, "light", "dark" */
  APP_SETTING_MOTION,           /* text: "" as the system, "less", "full" */
  APP_SETTING_TEXT_SIZE,        /* number: per cent of the system's */
  APP_SETTING_PRESENTER_SIZE,       /* number: per cent of that, while presenting */
  APP_SETTING_ASK,                  /* flag: questions hide what comes next */
  APP_SETTING_ARRANGEMENT,          /* text: "lesson", "line", "hands-on" */
  APP_SETTING_FOLLOW_STEP,          /* flag: a step of a lesson may choose its arrangement */
  APP_SETTING_EXPLANATION,          /* flag: the explanation stands below the text of the lesson */
  APP_SETTING_HANDS_ON_EXPLANATION, /* flag: and below the console */
  APP_SETTING_MAP,                  /* flag: a map of the whole run stands beside the lines */
  APP_SETTING_PRESENTER_VIEW, /* text: the panes of the presenter's screen, see app-presenter.h */
  APP_N_SETTINGS
} AppSetting;

/** app_settings_new: read those in the file @path; NULL: all default, and kept nowhere. A file that cannot be
 * read is set aside under another name. */
AppSettings *app_settings_new (const char *path);
/** app_settings_get_default: the user's, as app_store_open_user() gives them; borrowed. */
AppSettings *app_settings_get_default (void);

/** app_settings_get_path: where they are kept, NULL nowhere; borrowed. */
const char *app_settings_get_path (AppSettings *self);

/** app_settings_get_text, _number, _flag: the value of a setting of that kind; text is borrowed, until it is set. */
const char *app_settings_get_text (AppSettings *self, AppSetting setting);
int app_settings_get_number (AppSettings *self, AppSetting setting);
gboolean app_settings_get_flag (AppSettings *self, AppSetting setting);

/** app_settings_set_text, _number, _flag: change it; numbers are brought into their range, and text that
 * cannot be changes nothing. Written to the file soon. */
void app_settings_set_text (AppSettings *self, AppSetting setting, const char *value);
void app_settings_set_number (AppSettings *self, AppSetting setting, int value);
void app_settings_set_flag (AppSettings *self, AppSetting setting, gboolean value);
/** app_settings_step_number: the next greater (@by 1) or smaller (-1) of the sizes that are offered. */
void app_settings_step_number (AppSettings *self, AppSetting setting, int by);

/** app_settings_get_shares: how the room is shared in the arrangement @name: fills @shares with @n numbers between 0
 * and 1. FALSE, and nothing is changed, when nothing was kept. */
gboolean app_settings_get_shares (AppSettings *self, const char *name, double *shares, gsize n);
/** app_settings_set_shares: keep it; no signal. */
void app_settings_set_shares (AppSettings *self, const char *name, const double *shares, gsize n);

/** app_settings_flush: write now what was changed. */
void app_settings_flush (AppSettings *self);
/** app_settings_take_problem: what went wrong with the file, for people, once; NULL nothing. Caller frees. */
char *app_settings_take_problem (AppSettings *self);
