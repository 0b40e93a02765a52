#pragma once

#include <glib.h>

/** Virtual time is a gint64 in microseconds since the start of a run; it never reads a clock. */
#define BASE_SECOND G_GINT64_CONSTANT (1000000)
#define BASE_MILLISECOND G_GINT64_CONSTANT (1000)

/**
 * base_time_parse: read a duration such as "200ms", "1.5s", "29m", "2h", "40us" or "1m30s".
 * Returns FALSE, leaving @out alone, for anything else, negative or beyond 292,000 years.
 */
gboolean base_time_parse (const char *text, gint64 *out);

/** base_time_format: seconds with six decimals, "0.200000"; caller frees. */
char *base_time_format (gint64 time);

/** base_time_format_short: for people: "42.120" (seconds, three decimals); caller frees. */
char *base_time_format_short (gint64 time);
