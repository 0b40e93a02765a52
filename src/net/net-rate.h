#pragma once

#include <glib.h>

/**
 * net_rate_parse: read a rate such as "56kbit", "1Mbit", "1.5Mbit" (bits a second), "1MB" or
 * "200kB" (octets a second; k, M and G are powers of 1,000). @out in bits a second, at least 1.
 * FALSE, leaving
 * @out alone, for anything else.
 */
gboolean net_rate_parse (const char *text, guint64 *out);

/** net_rate_format: the shortest spelling in bits: "56kbit", "1500kbit"; "unlimited" for 0. Caller
 * frees. */
char *net_rate_format (guint64 rate);
