#include "base-time.h"

#include <string.h>

static const struct
{
  const char *unit;
  gint64 usec;
} units[] = {
  { "us", 1 },
  { "ms", BASE_MILLISECOND },
  { "s", BASE_SECOND },
  { "m", 60 * BASE_SECOND },
  { "h", 3600 * BASE_SECOND },
};

/* one "number unit" pair; moves @text behind it */
static gboolean
parse_pair (const char **text, gint64 *out)
{
  const char *p = *text;
  gint64 whole = 0;
  gint64 millionths = 0;
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (; g_ascii_isdigit (*p); p++)
    if (whole > G_MAXINT64 / 100)
      return FALSE;
    else
      whole = whole * 10 + (*p - '0');
  if (*p == '.')
    {
      gint64 scale = 100000;
      if (!g_ascii_isdigit (*++p))
        return FALSE;
      for (; g_ascii_isdigit (*p); p++, scale /= 10)
        millionths += scale * (*p - '0');
    }
  gsize n = 0;
  while (g_ascii_isalpha (p[n]))
    n++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].unit) == n && strncmp (units[i].unit, p, n) == 0)
      {
        gint64 usec;
        if (__builtin_mul_overflow (whole, units[i].usec, &usec))
          return FALSE;
        gint64 fraction = (gint64) ((__int128) millionths * units[i].usec / 1000000);
        if (__builtin_add_overflow (usec, fraction, out))
          return FALSE;
        *text = p + n;
        return TRUE;
      }
  return FALSE;
}

gboolean
base_time_parse (const char *text, gint64 *out)
{
  gint64 sum = 0;
  do
    {
      gint64 part;
      if (!parse_pair (&text, &part) || __builtin_add_overflow (sum, part, &sum))
        return FALSE;
    }
  while (*text != '\0');
  *out = sum;
  return TRUE;
}

char *
base_time_format (gint64 time)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, time / BASE_SECOND,
                          time % BASE_SECOND);
}

char *
base_time_format_short (gint64 time)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%03" G_GINT64_FORMAT, time / BASE_SECOND,
                          time % BASE_SECOND / BASE_MILLISECOND);
}
