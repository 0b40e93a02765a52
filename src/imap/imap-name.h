#pragma once

#include <glib.h>

/** Octets of a mailbox name, and levels in it. */
#define IMAP_NAME_MAX 1000
#define IMAP_NAME_LEVELS_MAX 32

/**
 * imap_name_find_fault: why no mailbox can be called @name, as text for NO; NULL when one can. Names
 * are of printable ASCII, without wildcards and empty levels; "&" begins modified UTF-7, which must be
 * in its one canonical form [RFC3501 §5.1.3].
 */
const char *imap_name_find_fault (const char *name);

/**
 * imap_name_canonical: @name as it is kept: INBOX in capitals, also as the first of several levels.
 * Caller frees.
 */
char *imap_name_canonical (const char *name);
