#include "app-settings.h"

#include <glib/gstdio.h>

/* Settings are kept, in a file that another version or a broken disk may have written. */

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("postglass-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
  place->path = g_build_filename (place->folder, "deep", "settings.ini", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (place->path);
  g_autoptr (GDir) dir = g_dir_open (deep, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (deep, name, NULL);
      g_remove (path);
    }
  g_rmdir (deep);
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

static void
write_file (Place *place, const char *text, gssize len)
{
  g_autofree char *deep = g_path_get_dirname (place->path);
  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_true (g_file_set_contents (place->path, text, len, NULL));
}

static void
test_defaults (Place *place, gconstpointer data)
{
  g_autoptr (AppSettings) settings = app_settings_new (place->path);
  double shares[2] = { 0.1, 0.2 };
  g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_LANGUAGE), ==, "");
  g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_ARRANGEMENT), ==, "lesson");
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, 100);
  g_assert_true (app_settings_get_flag (settings, APP_SETTING_ASK));
  g_assert_false (app_settings_get_shares (settings, "lesson", shares, 2));
  g_assert_cmpfloat (shares[1], ==, 0.2);
  g_assert_null (app_settings_take_problem (settings));
  /* Nothing was changed, so there is no file. */
  app_settings_flush (settings);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
}

static void
note (AppSettings *settings, guint setting, guint *seen)
{
  *seen |= 1u << setting;
}

static void
test_kept (Place *place, gconstpointer data)
{
  static const double shares[] = { 0.25, 0.5, 0.75 };
  double found[3];
  guint seen = 0;
  GStatBuf status;
  {
    g_autoptr (AppSettings) settings = app_settings_new (place->path);
    g_signal_connect (settings, "changed", G_CALLBACK (note), &seen);
    app_settings_set_text (settings, APP_SETTING_LANGUAGE, "zh_CN");
    app_settings_set_text (settings, APP_SETTING_THEME, "");
    app_settings_set_number (settings, APP_SETTING_TEXT_SIZE, 137);
    app_settings_set_flag (settings, APP_SETTING_ASK, FALSE);
    app_settings_set_shares (settings, "line", shares, 3);
    /* What is as it was is no change. */
    g_assert_cmpuint (
        seen, ==, 1u << APP_SETTING_LANGUAGE | 1u << APP_SETTING_TEXT_SIZE | 1u << APP_SETTING_ASK);
  }
  /* Written when they went, by a file that is nobody else's business. */
  g_assert_cmpint (g_stat (place->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_autoptr (AppSettings) settings = app_settings_new (place->path);
  g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_LANGUAGE), ==, "zh_CN");
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, 137);
  g_assert_false (app_settings_get_flag (settings, APP_SETTING_ASK));
  g_assert_true (app_settings_get_shares (settings, "line", found, 3));
  g_assert_cmpmem (found, sizeof found, shares, sizeof shares);
  g_assert_false (app_settings_get_shares (settings, "line", found, 2));
  g_assert_null (app_settings_take_problem (settings));
}

/* What cannot be is the default; what this version does not know stays. */
static void
test_odd (Place *place, gconstpointer data)
{
  write_file (place,
              "[Postglass]\nlanguage=tlh\ntext-size=9000\nask-before-showing=perhaps\n"
              "theme=dark\nnew-thing=7\n[Layout]\nlesson=0.2;-3;\nline=nan;0.5;\n[Other]\na=b\n",
              -1);
  double shares[2] = { 0.5, 0.5 };
  {
    g_autoptr (AppSettings) settings = app_settings_new (place->path);
    g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_LANGUAGE), ==, "");
    g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, 200);
    g_assert_true (app_settings_get_flag (settings, APP_SETTING_ASK));
    g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_THEME), ==, "dark");
    g_assert_false (app_settings_get_shares (settings, "lesson", shares, 2));
    g_assert_false (app_settings_get_shares (settings, "line", shares, 2));
    app_settings_set_text (settings, APP_SETTING_THEME, "purple");
    g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_THEME), ==, "dark");
    app_settings_set_text (settings, APP_SETTING_THEME, "light");
  }
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (place->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "new-thing=7"));
  g_assert_nonnull (strstr (text, "theme=light"));
  g_assert_nonnull (strstr (text, "[Other]"));
}

/* A file that is none is set aside, each time under a name of its own. */
static void
test_broken (Place *place, gconstpointer data)
{
  static const char *const texts[] = { "no group\n", "\xff\xfe\n[Postglass]\n", "[Postglass\n" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      write_file (place, texts[i], -1);
      g_autoptr (AppSettings) settings = app_settings_new (place->path);
      g_autofree char *problem = app_settings_take_problem (settings);
      g_autofree char *again = app_settings_take_problem (settings);
      g_autofree char *aside = i == 0 ? g_strdup_printf ("%s.broken", place->path)
                                      : g_strdup_printf ("%s.broken-%u", place->path, i + 1);
      g_autofree char *kept = NULL;
      g_assert_nonnull (problem);
      g_assert_null (again);
      g_assert_nonnull (strstr (problem, aside));
      g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
      g_assert_cmpstr (kept, ==, texts[i]);
      g_assert_cmpstr (app_settings_get_text (settings, APP_SETTING_ARRANGEMENT), ==, "lesson");
    }
}

/* Where nothing can be written the program goes on and says so. */
static void
test_unwritable (Place *place, gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (place->path);
  g_assert_true (g_file_set_contents (deep, "a file in the way", -1, NULL));
  {
    g_autoptr (AppSettings) settings = app_settings_new (place->path);
    g_autofree char *first = app_settings_take_problem (settings);
    app_settings_set_flag (settings, APP_SETTING_ASK, FALSE);
    app_settings_flush (settings);
    g_autofree char *problem = app_settings_take_problem (settings);
    g_assert_nonnull (problem);
    g_assert_false (app_settings_get_flag (settings, APP_SETTING_ASK));
  }
  g_remove (deep);
}

static void
test_sizes (void)
{
  g_autoptr (AppSettings) settings = app_settings_new (NULL);
  g_assert_null (app_settings_get_path (settings));
  int before = 0;
  for (guint i = 0; i < 20; i++)
    app_settings_step_number (settings, APP_SETTING_TEXT_SIZE, -1);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, 75);
  for (guint i = 0; app_settings_get_number (settings, APP_SETTING_TEXT_SIZE) < 200; i++)
    {
      g_assert_cmpuint (i, <, 20);
      before = app_settings_get_number (settings, APP_SETTING_TEXT_SIZE);
      app_settings_step_number (settings, APP_SETTING_TEXT_SIZE, 1);
      g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), >, before);
    }
  app_settings_step_number (settings, APP_SETTING_TEXT_SIZE, -1);
  g_assert_cmpint (app_settings_get_number (settings, APP_SETTING_TEXT_SIZE), ==, before);
  app_settings_flush (settings);
}

#define ADD(name, func) g_test_add ("/app/settings/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("defaults", test_defaults);
  ADD ("kept", test_kept);
  ADD ("odd", test_odd);
  ADD ("broken", test_broken);
  ADD ("unwritable", test_unwritable);
  g_test_add_func ("/app/settings/sizes", test_sizes);
  return g_test_run ();
}
