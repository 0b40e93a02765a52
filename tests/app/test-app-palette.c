#include "app-palette.h"

#include <math.h>

#define LEAST 4.5
#define DISTANCE 10

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

/* Three numbers, of whatever kind. */
typedef struct
{
  double v[3];
} Triple;

static Triple
apply (const double matrix[3][3], Triple in)
{
  Triple out;
  for (guint i = 0; i < 3; i++)
    out.v[i] = matrix[i][0] * in.v[0] + matrix[i][1] * in.v[1] + matrix[i][2] * in.v[2];
  return out;
}

static double
linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* OKLab: distances in it are about as large as differences look. */
static Triple
to_lab (Triple rgb)
{
  static const double to_lms[3][3] = { { 0.4122214708, 0.5363325363, 0.0514459929 },
                                       { 0.2119034982, 0.6806995451, 0.1073969566 },
                                       { 0.0883024619, 0.2817188376, 0.6299787005 } };
  static const double from_lms[3][3] = { { 0.2104542553, 0.7936177850, -0.0040720468 },
                                         { 1.9779984951, -2.4285922050, 0.4505937099 },
                                         { 0.0259040371, 0.7827717662, -0.8086757660 } };
  Triple lms = apply (to_lms, rgb);
  for (guint i = 0; i < 3; i++)
    lms.v[i] = cbrt (MAX (lms.v[i], 0));
  return apply (from_lms, lms);
}

/* How far apart they look, times 100, to people with each kind of colour vision (matrices of Machado and
 * others, 2009, for the whole loss of one kind of cone). */
static double
least_distance (const GdkRGBA *a, const GdkRGBA *b)
{
  static const double sights[4][3][3] = {
    { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
    { { 0.152286, 1.052583, -0.204868 },
      { 0.114503, 0.786281, 0.099216 },
      { -0.003882, -0.048116, 1.051998 } },
    { { 0.367322, 0.860646, -0.227968 },
      { 0.280085, 0.672501, 0.047413 },
      { -0.011820, 0.042940, 0.968881 } },
    { { 1.255528, -0.076749, -0.178779 },
      { -0.078411, 0.930809, 0.147602 },
      { 0.004733, 0.691367, 0.303900 } },
  };
  double least = G_MAXDOUBLE;
  for (guint i = 0; i < G_N_ELEMENTS (sights); i++)
    {
      Triple x = { { linear (a->red), linear (a->green), linear (a->blue) } };
      Triple y = { { linear (b->red), linear (b->green), linear (b->blue) } };
      x = to_lab (apply (sights[i], x));
      y = to_lab (apply (sights[i], y));
      double square = 0;
      for (guint j = 0; j < 3; j++)
        square += (x.v[j] - y.v[j]) * (x.v[j] - y.v[j]);
      least = MIN (least, 100 * sqrt (square));
    }
  return least;
}

/* The colours of lines are told apart by everybody; shapes say the same all the same. */
static void
test_distance (void)
{
  static const AppColor lines[] = { APP_COLOR_CLIENT, APP_COLOR_SERVER, APP_COLOR_UNTAGGED,
                                    APP_COLOR_ERROR };
  for (guint dark = 0; dark < 2; dark++)
    for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
      for (guint j = 0; j < i; j++)
        {
          GdkRGBA a = app_palette_get (lines[i], dark);
          GdkRGBA b = app_palette_get (lines[j], dark);
          double distance = least_distance (&a, &b);
          g_test_message ("%s %u and %u: %.1f", dark ? "dark" : "light", lines[i], lines[j],
                          distance);
          g_assert_cmpfloat (distance, >=, DISTANCE);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/palette/contrast", test_contrast);
  g_test_add_func ("/app/palette/style", test_style);
  g_test_add_func ("/app/palette/distance", test_distance);
  return g_test_run ();
}
