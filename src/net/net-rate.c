#include "net-rate.h"

/* Digits with at most three decimals, in thousandths; leaves @text behind them. */
static gboolean
parse_thousandths (const char **text, guint64 *out)
{
  const char *at = *text;
  guint64 value = 0;
  guint decimals = 0;

  if (!g_ascii_isdigit (*at))
    return FALSE;
  for (; g_ascii_isdigit (*at); at++)
    {
      if (value > G_MAXUINT32)
        return FALSE;
      value = value * 10 + (guint64) (*at - '0');
    }
  if (*at == '.')
    {
      at++;
      for (; g_ascii_isdigit (*at) && decimals < 3; at++, decimals++)
        value = value * 10 + (guint64) (*at - '0');
      if (decimals == 0)
        return FALSE;
    }
  for (; decimals < 3; decimals++)
    value *= 10;

  *text = at;
  *out = value;
  return TRUE;
}

gboolean
net_rate_parse (const char *text, guint64 *out)
{
  static const struct
  {
    const char *name;
    guint64 bits;
  } units[] = {
    { "bit", 1 },   { "kbit", 1000 },   { "Mbit", 1000 * 1000 },   { "Gbit", 1000 * 1000 * 1000 },
    { "B", 8 * 1 }, { "kB", 8 * 1000 }, { "MB", 8 * 1000 * 1000 },
  };
  guint64 thousandths;

  if (!parse_thousandths (&text, &thousandths))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (text, units[i].name))
      {
        guint64 rate;

        if (thousandths > G_MAXUINT64 / units[i].bits)
          return FALSE;
        rate = thousandths * units[i].bits / 1000;
        if (rate == 0)
          return FALSE;
        *out = rate;
        return TRUE;
      }
  return FALSE;
}

char *
net_rate_format (guint64 rate)
{
  static const char *const prefixes[] = { "", "k", "M", "G" };
  guint i = 0;

  if (rate == 0)
    return g_strdup ("unlimited");
  while (rate % 1000 == 0 && i + 1 < G_N_ELEMENTS (prefixes))
    {
      rate /= 1000;
      i++;
    }
  return g_strdup_printf ("%" G_GUINT64_FORMAT "%sbit", rate, prefixes[i]);
}
