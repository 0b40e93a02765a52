#pragma once

#include <glib.h>
#include <gmime/gmime.h>

/** mail_decode_options: GMime's options without its guesses by the locale; also starts GMime. */
GMimeParserOptions *mail_decode_options (void);

/**
 * mail_decode_append_visible: valid UTF-8 without control characters; lines stay when @keeps_lines,
 * else they are dropped and tabs become blanks.
 */
void mail_decode_append_visible (const char *text, gsize len, gboolean keeps_lines, GString *out);
