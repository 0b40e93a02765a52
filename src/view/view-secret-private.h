#pragma once

#include "explain-line.h"

/** view_secret_covers: marks, for each token of @line, whether its octets are (part of) a password:
 * an array of as many gboolean as there are tokens; caller frees. Where a LOGIN breaks the grammar,
 * everything that may be one counts. */
gboolean *view_secret_covers (const ExplainLine *line);

/** view_secret_mask: the octets of @line with "*" for each octet of a password; caller owns. */
GBytes *view_secret_mask (const ExplainLine *line);

/**
 * view_secret_mask_event: the same for a SEND or ARRIVE event of @trace, quick for most lines. In
 * what a server answers to a LOGIN, what it repeats of the password is masked, too.
 */
GBytes *view_secret_mask_event (const Trace *trace, guint32 event);

/** view_secret_mask_act: the line a person typed in ACT event @event, which is @text, masked
 * likewise; caller frees. */
char *view_secret_mask_act (const Trace *trace, guint32 event, const char *text);

/** view_secret_mask_text: @text, said about line @event, without what is a password in its
 * command; caller frees. */
char *view_secret_mask_text (const Trace *trace, guint32 event, const char *text);
