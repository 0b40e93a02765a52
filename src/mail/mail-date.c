#include "mail-date.h"

#include <string.h>

#define DAY G_GINT64_CONSTANT (86400)
#define EPOCH_JULIAN                                                                               \
  719163                    /* GDate's number of 1 January 1970; its day 1 is 1 January of year 1  \
                             */
#define LAST_JULIAN 3652059 /* 31 December 9999 */
#define ZONE_MAX (99 * 60 + 59)

/* Not from the locale: these are protocol words. */
static const char month_names[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
static const char weekday_names[7][4] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

typedef struct
{
  GDate date;
  int second_of_day;
  char zone_sign;
  int zone; /* minutes, without the sign */
} Fields;

static Fields
fields_from_seconds (gint64 seconds, int zone_minutes)
{
  const gint64 first = (1 - EPOCH_JULIAN) * DAY, last = (LAST_JULIAN + 1 - EPOCH_JULIAN) * DAY - 1;
  Fields fields = { 0 };
  gint64 local;

  zone_minutes = CLAMP (zone_minutes, -ZONE_MAX, ZONE_MAX);
  local = CLAMP (seconds, first - DAY * 5, last + DAY * 5) + zone_minutes * 60;
  local = CLAMP (local, first, last) - first;

  g_date_clear (&fields.date, 1);
  g_date_set_julian (&fields.date, (guint32) (local / DAY) + 1);
  fields.second_of_day = (int) (local % DAY);
  fields.zone_sign = zone_minutes < 0 ? '-' : '+';
  fields.zone = ABS (zone_minutes);
  return fields;
}

static char *
print_fields (const Fields *fields, const char *date)
{
  int s = fields->second_of_day;

  return g_strdup_printf ("%s %02d:%02d:%02d %c%02d%02d", date, s / 3600, s / 60 % 60, s % 60,
                          fields->zone_sign, fields->zone / 60, fields->zone % 60);
}

char *
mail_date_print_imap (gint64 seconds, int zone_minutes)
{
  Fields fields = fields_from_seconds (seconds, zone_minutes);
  g_autofree char *date = g_strdup_printf ("%2d-%s-%04d", g_date_get_day (&fields.date),
                                           month_names[g_date_get_month (&fields.date) - 1],
                                           g_date_get_year (&fields.date));

  return print_fields (&fields, date);
}

char *
mail_date_print_rfc5322 (gint64 seconds, int zone_minutes)
{
  Fields fields = fields_from_seconds (seconds, zone_minutes);
  g_autofree char *date = g_strdup_printf (
      "%s, %d %s %04d", weekday_names[g_date_get_weekday (&fields.date) - 1],
      g_date_get_day (&fields.date), month_names[g_date_get_month (&fields.date) - 1],
      g_date_get_year (&fields.date));

  return print_fields (&fields, date);
}

/* The number of @n digits at @text, or -1. */
static int
digits (const char *text, int n)
{
  int value = 0;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

static GDateMonth
month_from_name (const char *text)
{
  for (int i = 0; i < 12; i++)
    if (g_ascii_strncasecmp (text, month_names[i], 3) == 0)
      return (GDateMonth) (i + 1);
  return G_DATE_BAD_MONTH;
}

/* "dd-Mon-yyyy" to days since 1970. */
static gboolean
parse_day (const char *text, gint64 *out)
{
  int day = text[0] == ' ' ? digits (text + 1, 1) : digits (text, 2);
  GDateMonth month = month_from_name (text + 3);
  int year = digits (text + 7, 4);
  GDate date;

  if (text[2] != '-' || text[6] != '-' || day < 1 || year < 1
      || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, month, (GDateYear) year);
  *out = (gint64) g_date_get_julian (&date) - EPOCH_JULIAN;
  return TRUE;
}

/* "hh:mm:ss" to seconds. */
static gboolean
parse_time (const char *text, gint64 *out)
{
  int hour = digits (text, 2), minute = digits (text + 3, 2), second = digits (text + 6, 2);

  if (text[2] != ':' || text[5] != ':' || hour < 0 || hour > 23 || minute < 0 || minute > 59
      || second < 0 || second > 60)
    return FALSE;
  *out = hour * 3600 + minute * 60 + second;
  return TRUE;
}

/* "+hhmm" or "-hhmm" to minutes. */
static gboolean
parse_zone (const char *text, int *out)
{
  int hours = digits (text + 1, 2), minutes = digits (text + 3, 2);

  if ((text[0] != '+' && text[0] != '-') || hours < 0 || minutes < 0 || minutes > 59)
    return FALSE;
  *out = (hours * 60 + minutes) * (text[0] == '-' ? -1 : 1);
  return TRUE;
}

gboolean
mail_date_parse_imap (const char *text, gssize len, gint64 *out_seconds, int *out_zone_minutes)
{
  gint64 day, second;
  int zone;

  if ((len < 0 ? strlen (text) : (gsize) len) != strlen ("dd-Mon-yyyy hh:mm:ss +zzzz")
      || text[11] != ' ' || text[20] != ' ')
    return FALSE;
  if (!parse_day (text, &day) || !parse_time (text + 12, &second) || !parse_zone (text + 21, &zone))
    return FALSE;
  *out_seconds = day * DAY + second - zone * 60;
  *out_zone_minutes = zone;
  return TRUE;
}
