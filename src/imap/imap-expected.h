#pragma once

#include "imap-tree.h"

/**
 * imap_expected_text: a sentence for BAD about what is wrong in @tree, naming what was expected, where
 * (1-based octet) and what stood there instead; printable ASCII without CR LF. Caller frees.
 */
char *imap_expected_text (const ImapTree *tree);
