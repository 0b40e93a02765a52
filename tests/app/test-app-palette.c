#include "app-palette.h"

#define LEAST 4.5

static void
test_contrast (void)
{
  static const AppColor grounds[] = { APP_COLOR_GROUND, APP_COLOR_SELECTION, APP_COLOR_BAND };
  for (guint dark = 0; dark < 2; dark++)
    for (guint color = 0; color < APP_N_COLORS; color++)
      for (guint i = 0; app_palette_is_text (color) && i < G_N_ELEMENTS (grounds); i++)
        {
          GdkRGBA a = app_palette_get (color, dark);
          GdkRGBA b = app_palette_get (grounds[i], dark);
          g_test_message ("%s %u on %u: %.2f", dark ? "dark" : "light", color, grounds[i],
                          app_palette_contrast (&a, &b));
          g_assert_cmpfloat (app_palette_contrast (&a, &b), >=, LEAST);
        }
  for (guint dark = 0; dark < 2; dark++)
    {
      GdkRGBA text = app_palette_get (APP_COLOR_TEXT, dark);
      GdkRGBA act = app_palette_get (APP_COLOR_ACT, dark);
      g_assert_cmpfloat (app_palette_contrast (&text, &act), >=, LEAST);
    }
}

/* Every ground that the style gives carries ordinary and quiet text. */
static void
test_style (void)
{
  static const char *const files[] = { "style.css", "style-dark.css" };
  guint n = 0;
  for (guint dark = 0; dark < G_N_ELEMENTS (files); dark++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", files[dark], NULL);
      g_autofree char *css = NULL;
      g_assert_true (g_file_get_contents (path, &css, NULL, NULL));
      g_autoptr (GRegex) regex = g_regex_new ("background-color: (#[0-9a-f]{6})", 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      for (g_regex_match (regex, css, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *word = g_match_info_fetch (match, 1);
          GdkRGBA ground;
          g_assert_true (gdk_rgba_parse (&ground, word));
          for (guint i = 0; i < 2; i++)
            {
              GdkRGBA text = app_palette_get (i == 0 ? APP_COLOR_TEXT : APP_COLOR_QUIET, dark);
              g_test_message ("%s: %s: %.2f", files[dark], word,
                              app_palette_contrast (&text, &ground));
              g_assert_cmpfloat (app_palette_contrast (&text, &ground), >=, LEAST);
            }
          n++;
        }
    }
  g_assert_cmpuint (n, >, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/palette/contrast", test_contrast);
  g_test_add_func ("/app/palette/style", test_style);
  return g_test_run ();
}
