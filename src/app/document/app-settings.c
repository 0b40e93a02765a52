#include "app-settings.h"

#include "app-store.h"

#define GROUP "Postglass"
#define GROUP_LAYOUT "Layout"

struct _AppSettings
{
  GObject parent_instance;
  AppStore *store;
  GKeyFile *file; /* the store's */
  char *texts[APP_N_SETTINGS];
  int numbers[APP_N_SETTINGS]; /* flags too */
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
  [APP_SETTING_MAP] = { "map", FLAG, NULL, TRUE },
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
  for (AppSetting i = 0; i < APP_N_SETTINGS; i++)
    read_row (self, i);
}

void
app_settings_flush (AppSettings *self)
{
  g_return_if_fail (APP_IS_SETTINGS (self));
  app_store_flush (self->store);
}

char *
app_settings_take_problem (AppSettings *self)
{
  g_return_val_if_fail (APP_IS_SETTINGS (self), NULL);
  return app_store_take_problem (self->store);
}

const char *
app_settings_get_path (AppSettings *self)
{
  return app_store_get_path (self->store);
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
  app_store_save_soon (self->store);
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
  app_store_save_soon (self->store);
}

/* --- the object --- */

static void
app_settings_finalize (GObject *object)
{
  AppSettings *self = APP_SETTINGS (object);
  for (AppSetting i = 0; i < APP_N_SETTINGS; i++)
    g_free (self->texts[i]);
  g_object_unref (self->store);
  G_OBJECT_CLASS (app_settings_parent_class)->finalize (object);
}

static void
on_problem (AppSettings *self)
{
  g_signal_emit (self, problem_signal, 0);
}

static void
app_settings_class_init (AppSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_settings_finalize;
  changed_signal = g_signal_new ("changed", APP_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  problem_signal = g_signal_new ("problem", APP_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
app_settings_init (AppSettings *self)
{
}

/* Takes @store. */
static AppSettings *
settings_new (AppStore *store)
{
  AppSettings *self = g_object_new (APP_TYPE_SETTINGS, NULL);
  self->store = store;
  self->file = app_store_get_file (store);
  g_signal_connect_object (store, "problem", G_CALLBACK (on_problem), self, G_CONNECT_SWAPPED);
  read_all (self);
  return self;
}

AppSettings *
app_settings_new (const char *path)
{
  return settings_new (app_store_new (path));
}

AppSettings *
app_settings_get_default (void)
{
  static AppSettings *user_settings;
  if (user_settings == NULL)
    user_settings = settings_new (app_store_open_user (g_get_user_config_dir (), "settings.ini"));
  return user_settings;
}
