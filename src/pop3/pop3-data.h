#pragma once

#include "base-slices.h"

/*
 * The data of a multi-line reply: lines, each ended by CRLF, of which one that begins with "." is
 * sent with one more, and at the end a line that is "." alone. [RFC1939 §3]
 *
 * A stored message may end its lines with CRLF or with a bare LF; it travels, and is counted, with
 * CRLF [RFC1939 §11]. A last line without an end gets one. CR elsewhere and NUL are octets like any.
 */

/** pop3_data_count: octets of @len octets of @message from @start as they travel, stuffed dots not
 * counted. Cost: one pass. */
guint64 pop3_data_count (GBytes *message, gsize start, gsize len);

/**
 * pop3_data_append: put the same octets, dots stuffed, behind @out, and count them as above. They are
 * shared with @message; what has to be put in between is copied; where that is much, a new blob is
 * made and shared.
 */
guint64 pop3_data_append (BaseSlices *out, GBytes *message, gsize start, gsize len);

/** The line that ends the data. */
#define POP3_DATA_END ".\r\n"

/** Pop3DataIter: a walk over the lines of data; put it on the stack. */
typedef struct
{
  const char *data;
  gsize size;
  gsize at;
} Pop3DataIter;

/** pop3_data_iter_init: stand before the first line of @data, which must outlive the walk. */
void pop3_data_iter_init (Pop3DataIter *iter, GBytes *data);
/**
 * pop3_data_iter_next: the next line: @whole with its CRLF (which the last may lack), @text without
 * CRLF and without the dot that was put before it. FALSE at the terminator and at the end.
 */
gboolean pop3_data_iter_next (Pop3DataIter *iter, BaseSpan *whole, BaseSpan *text);
/** pop3_data_iter_at_end: whether the terminator stands here and nothing behind it. */
gboolean pop3_data_iter_at_end (const Pop3DataIter *iter);

/**
 * pop3_data_unstuff: the message that @data, a whole DATA line, brings: without the terminator, and
 * of each line that begins with a dot without that one dot. Shares @data when there are none. Caller
 * owns it.
 */
GBytes *pop3_data_unstuff (GBytes *data);
