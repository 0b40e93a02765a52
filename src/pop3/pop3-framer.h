#pragma once

#include "model-turn.h"

/**
 * Pop3Framer: cuts a stream into lines (see ModelLine): up to CRLF; in the context DATA up to the line
 * that is "." alone, all as one. The result does not depend on how the input was split, every octet
 * is in exactly one line, and is looked at once. CR or LF alone end nothing. [RFC1939 §3]
 *
 * A line beyond the limit is `bad` and comes in pieces, the later ones in the context OVERLONG.
 */
typedef struct _Pop3Framer Pop3Framer;

/** Octets of a line. A command is refused far below; this bounds what is kept of one. */
#define POP3_LINE_MAX (64 * 1024)
/** Octets of DATA: what the longest message can grow to by line ends and stuffed dots. */
#define POP3_DATA_MAX (128 * 1024 * 1024)

/** pop3_framer_new: stand before the first octet of a stream whose lines are in @context. */
Pop3Framer *pop3_framer_new (guint32 context);
void pop3_framer_free (Pop3Framer *framer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pop3Framer, pop3_framer_free)
/** pop3_framer_feed: more of the stream; a reference is kept, lines inside one piece share it. */
void pop3_framer_feed (Pop3Framer *framer, GBytes *bytes);
/** pop3_framer_next: the next line, @out->bytes owned by the caller. */
ModelFrame pop3_framer_next (Pop3Framer *framer, ModelLine *out);
/** pop3_framer_rest: what is left at the end of the stream, incomplete; MORE when nothing. */
ModelFrame pop3_framer_rest (Pop3Framer *framer, ModelLine *out);
/** pop3_framer_set_context: of the lines to come; only between lines. */
void pop3_framer_set_context (Pop3Framer *framer, guint32 context);
/** pop3_framer_goes_on: whether the last line was a piece and its end is still to come. */
gboolean pop3_framer_goes_on (const Pop3Framer *framer);
