#include "app-palette.h"

#include <adwaita.h>
#include <math.h>

/* The first four were searched for the largest least distance that people with each kind of colour
 * vision see, at 4.5:1 or more on both grounds. */
static const guint32 colors[APP_N_COLORS][2] = {
  [APP_COLOR_CLIENT] = { 0x21397e, 0xafc4e9 },    [APP_COLOR_SERVER] = { 0x5d2100, 0xf3c446 },
  [APP_COLOR_UNTAGGED] = { 0x0f6e62, 0x91ffd0 },  [APP_COLOR_ERROR] = { 0xc11004, 0xfc8477 },
  [APP_COLOR_ACT] = { 0xfff6d8, 0x4a3f16 },       [APP_COLOR_ACT_BORDER] = { 0xc79a1e, 0xb08a2c },
  [APP_COLOR_TEXT] = { 0x222222, 0xf4f4f4 },      [APP_COLOR_QUIET] = { 0x5c5c5c, 0xb8b8b8 },
  [APP_COLOR_LIFELINE] = { 0xb4b4b4, 0x6a6a6a },  [APP_COLOR_GROUND] = { 0xffffff, 0x1e1e1e },
  [APP_COLOR_SELECTION] = { 0xe3ecfa, 0x2b3648 }, [APP_COLOR_BAND] = { 0xf1f1f1, 0x2a2a2a },
};

GdkRGBA
app_palette_get (AppColor color, gboolean dark)
{
  guint32 rgb = colors[color][dark ? 1 : 0];
  return (GdkRGBA){ (float) (rgb >> 16 & 255) / 255.0f, (float) (rgb >> 8 & 255) / 255.0f,
                    (float) (rgb & 255) / 255.0f, 1.0f };
}

GdkRGBA
app_palette_now (AppColor color)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  /* Nothing is pale in high contrast. */
  if (adw_style_manager_get_high_contrast (manager)
      && (color == APP_COLOR_QUIET || color == APP_COLOR_LIFELINE))
    color = APP_COLOR_TEXT;
  return app_palette_get (color, adw_style_manager_get_dark (manager));
}

gboolean
app_palette_is_text (AppColor color)
{
  return color <= APP_COLOR_ERROR || color == APP_COLOR_TEXT || color == APP_COLOR_QUIET;
}

AppColor
app_palette_of_line (ViewLineClass line_class)
{
  switch (line_class)
    {
    case VIEW_LINE_COMMAND:
    case VIEW_LINE_CONTINUED:
      return APP_COLOR_CLIENT;
    case VIEW_LINE_UNTAGGED:
    case VIEW_LINE_CONTINUATION:
    case VIEW_LINE_DATA:
      return APP_COLOR_UNTAGGED;
    case VIEW_LINE_OK:
      return APP_COLOR_SERVER;
    case VIEW_LINE_ERROR:
      return APP_COLOR_ERROR;
    case VIEW_LINE_NONE:
      break;
    }
  return APP_COLOR_QUIET;
}

void
app_palette_set_source (cairo_t *cr, AppColor color)
{
  GdkRGBA rgba = app_palette_now (color);
  gdk_cairo_set_source_rgba (cr, &rgba);
}

static double
linear (float value)
{
  double v = (double) value;
  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *c)
{
  return 0.2126 * linear (c->red) + 0.7152 * linear (c->green) + 0.0722 * linear (c->blue);
}

double
app_palette_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double x = luminance (a) + 0.05;
  double y = luminance (b) + 0.05;
  return x > y ? x / y : y / x;
}
