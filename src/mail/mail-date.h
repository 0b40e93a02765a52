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
