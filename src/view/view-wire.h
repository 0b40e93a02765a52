#pragma once

#include <glib.h>

/**
 * view_wire_show: @len octets as one line of text: UTF-8 as it is, controls and other octets as
 * \xHH, at most @max characters (0: no limit) and then an ellipsis. @hidden (may be NULL): octets
 * left out. Caller frees.
 */
char *view_wire_show (const char *data, gsize len, guint max, gsize *hidden);

/** view_wire_first_line: length of the first physical line without its CRLF (or LF). @next (may be
 * NULL): where the second one begins, or @len. */
gsize view_wire_first_line (const char *data, gsize len, gsize *next);
