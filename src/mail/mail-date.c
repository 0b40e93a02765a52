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

/* To days since 1970; FALSE for a day that does not exist. */
static gboolean
days_from_date (int day, GDateMonth month, int year, gint64 *out)
{
  GDate date;

  if (day < 1 || day > 31 || year < 1 || year > 9999
      || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, month, (GDateYear) year);
  *out = (gint64) g_date_get_julian (&date) - EPOCH_JULIAN;
  return TRUE;
}

/* "dd-Mon-yyyy" to days since 1970. */
static gboolean
parse_day (const char *text, gint64 *out)
{
  int day = text[0] == ' ' ? digits (text + 1, 1) : digits (text, 2);

  return text[2] == '-' && text[6] == '-'
         && days_from_date (day, month_from_name (text + 3), digits (text + 7, 4), out);
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

gboolean
mail_date_parse_day (const char *text, gsize len, gint64 *out_days)
{
  gsize digit_count = len - strlen ("-Mon-yyyy");

  if (len < strlen ("d-Mon-yyyy") || len > strlen ("dd-Mon-yyyy"))
    return FALSE;
  if (text[digit_count] != '-' || text[digit_count + 4] != '-')
    return FALSE;
  return days_from_date (digits (text, (int) digit_count), month_from_name (text + digit_count + 1),
                         digits (text + digit_count + 5, 4), out_days);
}

gint64
mail_date_day (gint64 seconds, int zone_minutes)
{
  gint64 local = seconds + (gint64) zone_minutes * 60;

  return local / DAY - (local % DAY < 0);
}

/* The Date field: words and numbers with blanks and comments between them. */

typedef struct
{
  const char *at;
  const char *end;
} Reader;

static void
skip_cfws (Reader *reader)
{
  guint64 depth = 0;

  for (; reader->at < reader->end; reader->at++)
    {
      char c = *reader->at;

      if (c == '(')
        depth++;
      else if (depth > 0 && c == ')')
        depth--;
      else if (depth > 0 && c == '\\' && reader->at + 1 < reader->end)
        reader->at++;
      else if (depth == 0 && c != ' ' && c != '\t' && c != '\r' && c != '\n')
        return;
    }
}

static gboolean
skip_char (Reader *reader, char c)
{
  skip_cfws (reader);
  if (reader->at == reader->end || *reader->at != c)
    return FALSE;
  reader->at++;
  return TRUE;
}

/* A number of @min to @max digits; @n gets how many there are. */
static gboolean
read_number (Reader *reader, int min, int max, int *out, int *n)
{
  int count = 0;

  skip_cfws (reader);
  while (reader->at + count < reader->end && g_ascii_isdigit (reader->at[count]) && count <= max)
    count++;
  if (count < min || count > max)
    return FALSE;
  *out = digits (reader->at, count);
  reader->at += count;
  if (n != NULL)
    *n = count;
  return TRUE;
}

/* The letters that come next; their number. */
static gsize
read_letters (Reader *reader, const char **out)
{
  skip_cfws (reader);
  *out = reader->at;
  while (reader->at < reader->end && g_ascii_isalpha (*reader->at))
    reader->at++;
  return (gsize) (reader->at - *out);
}

static gboolean
read_month (Reader *reader, GDateMonth *out)
{
  const char *name;

  if (read_letters (reader, &name) != 3)
    return FALSE;
  *out = month_from_name (name);
  return *out != G_DATE_BAD_MONTH;
}

/* Short years mean 1950 to 2049, or count from 1900 [RFC5322 §4.3]. */
static gboolean
read_year (Reader *reader, int *out)
{
  int n;

  if (!read_number (reader, 2, 4, out, &n))
    return FALSE;
  if (n == 2 && *out < 50)
    *out += 2000;
  else if (n < 4)
    *out += 1900;
  return TRUE;
}

static gboolean
read_time (Reader *reader, gint64 *out)
{
  int hour, minute, second = 0;

  if (!read_number (reader, 2, 2, &hour, NULL) || !skip_char (reader, ':')
      || !read_number (reader, 2, 2, &minute, NULL))
    return FALSE;
  if (skip_char (reader, ':') && !read_number (reader, 2, 2, &second, NULL))
    return FALSE;
  *out = hour * 3600 + minute * 60 + second;
  return hour <= 23 && minute <= 59 && second <= 60;
}

/* [RFC5322 §4.3]; one-letter zones are as good as unknown, as half the world had them wrong. */
static int
zone_from_name (const char *name, gsize len)
{
  static const struct
  {
    char name[4];
    int hours;
  } zones[] = { { "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
                { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 } };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    if (len == 3 && g_ascii_strncasecmp (name, zones[i].name, 3) == 0)
      return zones[i].hours * 60;
  return 0;
}

static gboolean
read_zone (Reader *reader, int *out)
{
  const char *start;
  gsize len;

  skip_cfws (reader);
  start = reader->at;
  if (start == reader->end)
    {
      *out = 0;
      return TRUE;
    }
  if (reader->end - start >= 5 && (*start == '+' || *start == '-'))
    {
      reader->at += 5;
      return parse_zone (start, out);
    }
  len = read_letters (reader, &start);
  *out = zone_from_name (start, len);
  return len > 0;
}

gboolean
mail_date_parse_rfc5322 (const char *value, gsize len, gint64 *out_seconds, int *out_zone_minutes)
{
  Reader reader = { value, value + len };
  GDateMonth month;
  gint64 days, second = 0;
  int day, year, zone = 0;
  const char *name;

  if (read_letters (&reader, &name) > 0 && !skip_char (&reader, ','))
    return FALSE;
  if (!read_number (&reader, 1, 2, &day, NULL) || !read_month (&reader, &month)
      || !read_year (&reader, &year) || !days_from_date (day, month, year, &days))
    return FALSE;
  skip_cfws (&reader);
  if (reader.at < reader.end && (!read_time (&reader, &second) || !read_zone (&reader, &zone)))
    return FALSE;
  skip_cfws (&reader);
  if (reader.at < reader.end)
    return FALSE;
  *out_seconds = days * DAY + second - zone * 60;
  *out_zone_minutes = zone;
  return TRUE;
}
