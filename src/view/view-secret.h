#pragma once

#include "explain-line.h"

/** view_secret_covers: marks, for each token of @line, whether its octets are (part of) a password:
 * an array of as many gboolean as there are tokens; caller frees. Where a LOGIN breaks the grammar,
 * everything that may be one counts. */
gboolean *view_secret_covers (const ExplainLine *line);

/** view_secret_mask: the octets of @line with "*" for each octet of a password; caller owns. */
GBytes *view_secret_mask (const ExplainLine *line);

/** view_secret_mask_event: the same for a SEND or ARRIVE event of @trace, quick for most lines. */
GBytes *view_secret_mask_event (const Trace *trace, guint32 event);

/** view_secret_mask_typed: a line as a person typed it, without CRLF, masked likewise; caller
 * frees. */
char *view_secret_mask_typed (const char *text);
