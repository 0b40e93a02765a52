#pragma once

#include <glib.h>

/**
 * mail_date_print_imap: the date-time of INTERNALDATE and APPEND without its quotes, such as
 * " 7-Feb-1994 21:52:25 -0800" [RFC9051 §9]. @seconds: UTC since 1970; @zone_minutes: east of
 * Greenwich, in which the time is written. What four digits cannot hold is moved to the nearest
 * time they can: the years 1 to 9999, zones within 99:59. Caller frees.
 */
char *mail_date_print_imap (gint64 seconds, int zone_minutes);

/**
 * mail_date_parse_imap: read what mail_date_print_imap() prints, from @len octets (-1: up to the
 * NUL) with nothing before or behind. Month names in any case; a leap second is the second after
 * it. Returns FALSE, leaving the outputs alone, for any other form and for days that do not exist.
 */
gboolean mail_date_parse_imap (const char *text, gssize len, gint64 *out_seconds,
                               int *out_zone_minutes);

/**
 * mail_date_print_rfc5322: the value of a Date field, such as "Fri, 15 Jan 2027 08:00:00 +0000"
 * [RFC5322 §3.3]; units and limits as in mail_date_print_imap(). Caller frees.
 */
char *mail_date_print_rfc5322 (gint64 seconds, int zone_minutes);

/**
 * mail_date_parse_rfc5322: read the value of a Date field, @len octets still folded: the form of
 * [RFC5322 §3.3], and the obsolete ones of [RFC5322 §4.3] with years of two and three digits, zones
 * by name and comments. Zones nobody knows count as "-0000". The name of the day is not compared. A
 * date alone, or one without a zone, is read as well, since mail has them: at 0:00, in UTC. Returns
 * FALSE, leaving the outputs alone, for anything else and for days and times that do not exist.
 */
gboolean mail_date_parse_rfc5322 (const char *value, gsize len, gint64 *out_seconds,
                                  int *out_zone_minutes);

/**
 * mail_date_parse_day: read a date such as "1-Feb-1994" of SEARCH, the day in one or two digits
 * [RFC9051 §9], as days since 1970. Returns FALSE, leaving @out_days alone, for any other form and
 * for days that do not exist.
 */
gboolean mail_date_parse_day (const char *text, gsize len, gint64 *out_days);

/**
 * mail_date_day: the day since 1970 that a calendar showed @zone_minutes east of Greenwich at
 * @seconds: the date of a date-time "disregarding time and timezone", as SEARCH compares it
 * [RFC9051 §6.4.4].
 */
gint64 mail_date_day (gint64 seconds, int zone_minutes);
