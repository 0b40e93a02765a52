#pragma once

#include <glib.h>

/**
 * imap_pattern_new: the pattern that LIST and LSUB ask with: the reference and what follows it.
 * Wildcards side by side are one, so that matching costs no more than their lengths. Caller frees.
 */
char *imap_pattern_new (const char *reference, const char *pattern);

/**
 * imap_pattern_matches: whether @pattern (made by imap_pattern_new()) matches @name: "*" is anything,
 * "%" anything within a level [RFC3501 §6.3.8]. INBOX matches in any case.
 */
gboolean imap_pattern_matches (const char *pattern, const char *name);
