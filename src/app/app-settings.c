#include "app-settings.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Milliseconds until a change is written: a divider that is dragged changes many times. */
#define SAVE_DELAY 400
#define GROUP "Postglass"
#define GROUP_LAYOUT "Layout"

struct _AppSettings
{
  GObject parent_instance;
  char *path; /* NULL: kept nowhere */
  GKeyFile *file;
  char *texts[APP_N_SETTINGS];
  int numbers[APP_N_SETTINGS]; /* flags too */
  char *problem;
  guint save; /* source, 0 none */
};

G_DEFINE_FINAL_TYPE (AppSettings, app_settings, G_TYPE_OBJECT)

static guint changed_signal;
static guint problem_signal;

/* --- what there is --- */

typedef enum
{
  TEXT,
  NUMBER,
  FLAG
} Kind;

typedef struct
{
  const char *key;
  Kind kind;
  const char *texts; /* those that can be, parted by blanks, the default first; "-" is "" */
  int number;        /* default */
} Row;

#define VIEWS "ladder+board ladder+detail text+ladder ladder board"

static const Row rows[APP_N_SETTINGS] = {
  [APP_SETTING_LANGUAGE] = { "language", TEXT, "- en zh_CN", 0 },
  [APP_SETTING_CONTENT_LANGUAGE] = { "content-language", TEXT, "- en zh_CN", 0 },
  [APP_SETTING_THEME] = { "theme", TEXT, "- light dark", 0 },
  [APP_SETTING_MOTION] = { "motion", TEXT, "- less full", 0 },
  [APP_SETTING_TEXT_SIZE] = { "text-size", NUMBER, NULL, 100 },
  [APP_SETTING_PRESENTER_SIZE] = { "presenter-text-size", NUMBER, NULL, 150 },
  [APP_SETTING_ASK] = { "ask-before-showing", FLAG, NULL, TRUE },
  [APP_SETTING_ARRANGEMENT] = { "arrangement", TEXT, "lesson line hands-on", 0 },
  [APP_SETTING_FOLLOW_STEP] = { "follow-step", FLAG, NULL, TRUE },
  [APP_SETTING_EXPLANATION] = { "explanation", FLAG, NULL, TRUE },
  [APP_SETTING_HANDS_ON_EXPLANATION] = { "explanation-hands-on", FLAG, NULL, FALSE },
  [APP_SETTING_PRESENTER_VIEW] = { "presenter-view", TEXT, VIEWS, 0 },
};

static const int sizes[] = { 75, 87, 100, 112, 125, 137, 150, 175, 200 };

static int
clamp_number (int value)
{
  return CLAMP (value, sizes[0], sizes[G_N_ELEMENTS (sizes) - 1]);
}

/* @value as it is kept, NULL when it cannot be. */
static const char *
find_text (const Row *row, const char *value)
{
  g_auto (GStrv) texts = g_strsplit (row->texts, " ", -1);
  for (guint i = 0; texts[i] != NULL; i++)
    if (g_str_equal (value, g_str_equal (texts[i], "-") ? "" : texts[i]))
      return value;
  return NULL;
}

static char *
dup_default (const Row *row)
{
  g_auto (GStrv) texts = g_strsplit (row->texts, " ", 2);
  return g_strdup (g_str_equal (texts[0], "-") ? "" : texts[0]);
}

/* --- the file --- */

static void
tell_problem (AppSettings *self, char *problem)
{
  g_free (self->problem);
  self->problem = problem;
  g_signal_emit (self, problem_signal, 0);
}

static void
set_aside (AppSettings *self)
{
  g_autofree char *aside = NULL;
  guint n = 1;
  do
    {
      g_free (aside);
      aside = n == 1 ? g_strdup_printf ("%s.broken", self->path)
                     : g_strdup_printf ("%s.broken-%u", self->path, n);
    }
  while (g_file_test (aside, G_FILE_TEST_EXISTS) && ++n < 100);
  g_autofree char *name = g_filename_display_name (aside);
  if (g_rename (self->path, aside) == 0)
    tell_problem (
        self, g_strdup_printf (_ ("Your settings could not be read; they are kept in %s"), name));
  else
    tell_problem (self, g_strdup (_ ("Your settings could not be read")));
}

static void
read_row (AppSettings *self, AppSetting i)
{
  g_autoptr (GError) error = NULL;
  if (rows[i].kind == TEXT)
    {
      g_autofree char *text = g_key_file_get_string (self->file, GROUP, rows[i].key, NULL);
      if (text != NULL && find_text (&rows[i], text) != NULL)
        {
          g_free (self->texts[i]);
          self->texts[i] = g_steal_pointer (&text);
        }
      return;
    }
  int number = rows[i].kind == FLAG
                   ? g_key_file_get_boolean (self->file, GROUP, rows[i].key, &error)
                   : g_key_file_get_integer (self->file, GROUP, rows[i].key, &error);
  if (error == NULL)
    self->numbers[i] = rows[i].kind == FLAG ? number : clamp_number (number);
}

static void
read_all (AppSettings *self)
{
  g_autoptr (GError) error = NULL;
  for (AppSetting i = 0; i < APP_N_SETTINGS; i++)
    {
      self->texts[i] = rows[i].kind == TEXT ? dup_default (&rows[i]) : NULL;
      self->numbers[i] = rows[i].number;
    }
  if (self->path == NULL)
    return;
  if (g_key_file_load_from_file (self->file, self->path, G_KEY_FILE_KEEP_COMMENTS, &error))
    for (AppSetting i = 0; i < APP_N_SETTINGS; i++)
      read_row (self, i);
  else if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    set_aside (self);
}

void
app_settings_flush (AppSettings *self)
{
  g_return_if_fail (APP_IS_SETTINGS (self));
  if (self->save == 0)
    return;
  g_source_remove (self->save);
  self->save = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_path_get_dirname (self->path);
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->file, &length, NULL);
  /* One that cannot be made is told by the writing. */
  g_mkdir_with_parents (folder, 0700);
  if (!g_file_set_contents_full (self->path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT,
                                 0600, &error))
    tell_problem (self,
                  g_strdup_printf (_ ("Your settings could not be kept: %s"), error->message));
}

static gboolean
on_save (gpointer data)
{
  app_settings_flush (data);
  return G_SOURCE_REMOVE;
}

static void
save_soon (AppSettings *self)
{
  if (self->path != NULL && self->save == 0)
    self->save = g_timeout_add (SAVE_DELAY, on_save, self);
}

char *
app_settings_take_problem (AppSettings *self)
{
  g_return_val_if_fail (APP_IS_SETTINGS (self), NULL);
  return g_steal_pointer (&self->problem);
}

const char *
app_settings_get_path (AppSettings *self)
{
  return self->path;
}

/* --- values --- */

const char *
app_settings_get_text (AppSettings *self, AppSetting setting)
{
  g_return_val_if_fail (setting < APP_N_SETTINGS && rows[setting].kind == TEXT, "");
  return self->texts[setting];
}

int
app_settings_get_number (AppSettings *self, AppSetting setting)
{
  g_return_val_if_fail (setting < APP_N_SETTINGS && rows[setting].kind == NUMBER, 0);
  return self->numbers[setting];
}

gboolean
app_settings_get_flag (AppSettings *self, AppSetting setting)
{
  g_return_val_if_fail (setting < APP_N_SETTINGS && rows[setting].kind == FLAG, FALSE);
  return self->numbers[setting];
}

static void
tell_change (AppSettings *self, AppSetting setting)
{
  save_soon (self);
  g_signal_emit (self, changed_signal, 0, setting);
}

void
app_settings_set_text (AppSettings *self, AppSetting setting, const char *value)
{
  g_return_if_fail (setting < APP_N_SETTINGS && rows[setting].kind == TEXT);
  if (find_text (&rows[setting], value) == NULL || g_str_equal (self->texts[setting], value))
    return;
  g_free (self->texts[setting]);
  self->texts[setting] = g_strdup (value);
  g_key_file_set_string (self->file, GROUP, rows[setting].key, value);
  tell_change (self, setting);
}

void
app_settings_set_number (AppSettings *self, AppSetting setting, int value)
{
  g_return_if_fail (setting < APP_N_SETTINGS && rows[setting].kind == NUMBER);
  value = clamp_number (value);
  if (self->numbers[setting] == value)
    return;
  self->numbers[setting] = value;
  g_key_file_set_integer (self->file, GROUP, rows[setting].key, value);
  tell_change (self, setting);
}

void
app_settings_step_number (AppSettings *self, AppSetting setting, int by)
{
  int now = app_settings_get_number (self, setting);
  int next = now;
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (by < 0 ? sizes[i] < now : (sizes[i] > now && next == now))
      next = sizes[i];
  app_settings_set_number (self, setting, next);
}

void
app_settings_set_flag (AppSettings *self, AppSetting setting, gboolean value)
{
  g_return_if_fail (setting < APP_N_SETTINGS && rows[setting].kind == FLAG);
  if (self->numbers[setting] == !!value)
    return;
  self->numbers[setting] = !!value;
  g_key_file_set_boolean (self->file, GROUP, rows[setting].key, !!value);
  tell_change (self, setting);
}

gboolean
app_settings_get_shares (AppSettings *self, const char *name, double *shares, gsize n)
{
  gsize length = 0;
  g_autofree double *found = g_key_file_get_double_list (self->file, GROUP_LAYOUT, name, &length,
                                                         NULL);
  if (found == NULL || length != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (!(found[i] > 0 && found[i] < 1))
      return FALSE;
  for (gsize i = 0; i < n; i++)
    shares[i] = found[i];
  return TRUE;
}

void
app_settings_set_shares (AppSettings *self, const char *name, const double *shares, gsize n)
{
  g_autofree double *kept = g_memdup2 (shares, n * sizeof *shares);
  g_key_file_set_double_list (self->file, GROUP_LAYOUT, name, kept, n);
  save_soon (self);
}

/* --- the object --- */

static void
app_settings_finalize (GObject *object)
{
  AppSettings *self = APP_SETTINGS (object);
  for (AppSetting i = 0; i < APP_N_SETTINGS; i++)
    g_free (self->texts[i]);
  g_free (self->path);
  g_free (self->problem);
  g_key_file_unref (self->file);
  G_OBJECT_CLASS (app_settings_parent_class)->finalize (object);
}

static void
app_settings_dispose (GObject *object)
{
  app_settings_flush (APP_SETTINGS (object));
  G_OBJECT_CLASS (app_settings_parent_class)->dispose (object);
}

static void
app_settings_class_init (AppSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_settings_finalize;
  changed_signal = g_signal_new ("changed", APP_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  problem_signal = g_signal_new ("problem", APP_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
app_settings_init (AppSettings *self)
{
  self->file = g_key_file_new ();
}

AppSettings *
app_settings_new (const char *path)
{
  AppSettings *self = g_object_new (APP_TYPE_SETTINGS, NULL);
  self->path = g_strdup (path);
  read_all (self);
  return self;
}

static AppSettings *user_settings;
static gboolean forgets;

static void
drop_default (void)
{
  g_clear_object (&user_settings);
}

AppSettings *
app_settings_get_default (void)
{
  if (user_settings == NULL)
    {
      g_autofree char *path = g_build_filename (g_get_user_config_dir (), "postglass",
                                                "settings.ini", NULL);
      user_settings = app_settings_new (forgets ? NULL : path);
      /* What was changed last is written then. */
      atexit (drop_default);
    }
  return user_settings;
}

void
app_settings_forget_user (void)
{
  g_return_if_fail (user_settings == NULL);
  forgets = TRUE;
}
