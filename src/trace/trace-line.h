#pragma once

#include <glib.h>

/**
 * TraceLine: one line of a recording, cut into tokens, and a reading position in it. Every call that
 * takes a token checks that it is of the kind asked for; after one that is not, all later calls give 0
 * and trace_line_is_good() is FALSE, so that a reader checks once, at the end.
 */
typedef struct _TraceLine TraceLine;

TraceLine *trace_line_new (void);
void trace_line_free (TraceLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceLine, trace_line_free)

/**
 * trace_line_parse: cut @text, @len octets, and stand before its first token. FALSE when it is not one
 * JSON value; after that the line takes no other.
 */
gboolean trace_line_parse (TraceLine *line, const char *text, gsize len);
/** trace_line_is_good: whether every token so far was what was asked for. */
gboolean trace_line_is_good (const TraceLine *line);
/** trace_line_fail: what was read makes no sense. */
void trace_line_fail (TraceLine *line);

/** trace_line_open: go into an array. */
void trace_line_open (TraceLine *line);
/** trace_line_close: leave an array, whose end must be next. */
void trace_line_close (TraceLine *line);
/** trace_line_at_end: whether nothing more comes in the array (or a token was wrong). */
gboolean trace_line_at_end (const TraceLine *line);
/** trace_line_at_array: whether an array comes next. */
gboolean trace_line_at_array (const TraceLine *line);
/** trace_line_at_string_array: whether an array comes next that begins with a string. */
gboolean trace_line_at_string_array (const TraceLine *line);
/** trace_line_at_string: whether a string comes next. */
gboolean trace_line_at_string (const TraceLine *line);
/** trace_line_at_number: whether a number comes next. */
gboolean trace_line_at_number (const TraceLine *line);

/** trace_line_number: take a whole number from 0 to @max. */
guint64 trace_line_number (TraceLine *line, guint64 max);
/** trace_line_signed: take a whole number of 64 bits. */
gint64 trace_line_signed (TraceLine *line);
/**
 * trace_line_string: take a string; @len (may be NULL) its octets. NUL-terminated, borrowed until the
 * next line; never NULL.
 */
const char *trace_line_string (TraceLine *line, gsize *len);
/** trace_line_text: take a string without NUL in it; borrowed as above. */
const char *trace_line_text (TraceLine *line);
/** trace_line_base64: take a string in base64; the caller owns the octets, which are never NULL. */
GBytes *trace_line_base64 (TraceLine *line);
/** trace_line_null: take null if it comes next and say whether it did. */
gboolean trace_line_null (TraceLine *line);
/** trace_line_false: take false if it comes next and say whether it did. */
gboolean trace_line_false (TraceLine *line);

/** trace_line_find: stand at the value of @key in an object that is the whole line; FALSE when it has none. */
gboolean trace_line_find (TraceLine *line, const char *key);
