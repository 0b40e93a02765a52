#pragma once

#include <glib.h>

/**
 * mail_encode_words: @text (UTF-8) as the value of a header field: itself if it is ASCII, else all
 * of it as encoded words in UTF-8 and base64, each on a line of its own [RFC2047 §2]. Caller frees.
 */
char *mail_encode_words (const char *text);

/**
 * mail_encode_addresses: @text (UTF-8), an address list as in a header, as the value of a field:
 * itself if it is ASCII, else with names and group names beyond ASCII as encoded words
 * [RFC2047 §5]. Returns NULL when an address itself is beyond ASCII, which no encoded word can
 * express. Caller frees.
 */
char *mail_encode_addresses (const char *text);
