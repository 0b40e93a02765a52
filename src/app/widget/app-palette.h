#pragma once

#include <gtk/gtk.h>

#include "view-ladder.h"

/** The colours with a meaning. None of them means anything alone: shapes and words say the same. */
typedef enum
{
  APP_COLOR_CLIENT,     /* client → server */
  APP_COLOR_SERVER,     /* server → client, tagged */
  APP_COLOR_UNTAGGED,   /* server → client, untagged and + */
  APP_COLOR_ERROR,      /* NO, BAD, what is lost */
  APP_COLOR_ACT,        /* what a person does: ground of a text */
  APP_COLOR_ACT_BORDER, /* and its border */
  APP_COLOR_TEXT,       /* text */
  APP_COLOR_QUIET,      /* text of less weight */
  APP_COLOR_LIFELINE,   /* lines of the lanes */
  APP_COLOR_GROUND,     /* behind everything */
  APP_COLOR_SELECTION,  /* behind the selected row */
  APP_COLOR_BAND,       /* behind the heading of a step, and behind excerpts in a text */
  APP_N_COLORS
} AppColor;

/** app_palette_get: a colour for light or dark windows. */
GdkRGBA app_palette_get (AppColor color, gboolean dark);
/** app_palette_now: the same for the window as it is now. */
GdkRGBA app_palette_now (AppColor color);
/** app_palette_is_text: whether words are written in it. */
gboolean app_palette_is_text (AppColor color);
/** app_palette_of_line: the colour of a line of this class. */
AppColor app_palette_of_line (ViewLineClass line_class);
/** app_palette_set_source: let cairo draw in @color. */
void app_palette_set_source (cairo_t *cr, AppColor color);
/** app_palette_contrast: of two opaque colours, 1 to 21, as WCAG 2 defines it. */
double app_palette_contrast (const GdkRGBA *a, const GdkRGBA *b);
