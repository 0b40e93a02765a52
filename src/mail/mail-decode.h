#pragma once

#include "mail-part.h"

/* Decoding is for people to read and for SEARCH to look in; nothing here is ever sent as an answer.
 * All of it is lenient: what cannot be decoded is shown by U+FFFD or left as it stands, and control
 * characters by their pictures (U+2400 and on), so that a text can neither hide nor forge lines. The
 * result is always valid UTF-8 without NUL; nothing fails. */

/**
 * mail_decode_words: the encoded words [RFC2047 §2] of @text, a header value folded or not, as
 * UTF-8 on one line: line ends are dropped, tabs become blanks. @len in octets, -1 up to the NUL.
 * Octets that are neither ASCII nor UTF-8 have no known meaning and become U+FFFD. Encoded words
 * after the first 16 KiB stay as they are. Caller frees.
 */
char *mail_decode_words (const char *text, gssize len);

/** mail_decode_append_words: the same, appended to @out. */
void mail_decode_append_words (const char *text, gsize len, GString *out);

/**
 * mail_decode_append_field: the value of @field of @message as mail_decode_words() gives it, without
 * blanks at both ends, appended to @out. Cost: no allocation of its own for a value in plain ASCII.
 */
void mail_decode_append_field (const MailMessage *message, const MailField *field, GString *out);

/**
 * mail_decode_append_header: @header (the message's or a part's) appended to @out, each field as a
 * line "Name: value" ending in "\n", its value as above.
 */
void mail_decode_append_header (const MailMessage *message, BaseSpan header, GString *out);

/**
 * mail_decode_append_part: the body of @part, a leaf, appended to @out with "\n" line ends: its
 * transfer encoding undone and its charset converted [RFC2045 §6] [RFC2046 §4.1.2].
 */
void mail_decode_append_part (const MailMessage *message, const MailPart *part, GString *out);

/**
 * mail_decode_append_body: all there is to read in the body of @message, appended to @out: its text
 * parts, and the headers of messages in it, in order, a line end between two. Pictures and the like,
 * MIME headers, preambles and delimiters are left out.
 */
void mail_decode_append_body (const MailMessage *message, GString *out);

/** mail_decode_body_text: the same as a string of its own. Caller frees. */
char *mail_decode_body_text (const MailMessage *message);
