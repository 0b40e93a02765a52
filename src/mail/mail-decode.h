#pragma once

#include "mail-message.h"

/* Decoding is for people to read; nothing here is ever sent as an answer. All of it is lenient:
 * what cannot be decoded is shown by U+FFFD or left as it stands, and control characters by their
 * pictures (U+2400 and on), so that a text can neither hide nor forge lines. */

/**
 * mail_decode_words: the encoded words [RFC2047 §2] of @text, a header value folded or not, as
 * UTF-8 on one line. @len in octets, -1 up to the NUL. Octets that are neither ASCII nor UTF-8 have
 * no known meaning and become U+FFFD. Encoded words after the first 16 KiB stay as they are. Never
 * fails; caller frees.
 */
char *mail_decode_words (const char *text, gssize len);

/**
 * mail_decode_body_text: the body of @message for reading, as UTF-8 with "\n" line ends: its
 * transfer encoding undone and its charset converted [RFC2045 §6] [RFC2046 §4.1.2]. The body of a
 * composite message is shown as it stands. Never fails; caller frees.
 */
char *mail_decode_body_text (const MailMessage *message);
