#pragma once

#include <glib.h>

/**
 * Flags of one message as bits: the five system flags, then the keywords of its mailbox in the
 * order in which the mailbox met them (cell `keywords`). [RFC9051 §2.3.2]
 */
typedef guint32 ModelFlags;

#define MODEL_FLAG_SEEN ((ModelFlags) 1u << 0)
#define MODEL_FLAG_ANSWERED ((ModelFlags) 1u << 1)
#define MODEL_FLAG_FLAGGED ((ModelFlags) 1u << 2)
#define MODEL_FLAG_DELETED ((ModelFlags) 1u << 3)
#define MODEL_FLAG_DRAFT ((ModelFlags) 1u << 4)
#define MODEL_FLAG_KEYWORD_0 5
#define MODEL_N_KEYWORDS 26
/** Only in beliefs: a device has not been told this message's flags (or cannot know them). */
#define MODEL_FLAGS_UNKNOWN ((ModelFlags) 1u << 31)

/**
 * model_flags_format: "\Answered \Seen $Junk" in the order of the bits; @keywords is the mailbox's
 * `keywords` text (names parted by spaces) or NULL. "unknown" for MODEL_FLAGS_UNKNOWN. Caller
 * frees.
 */
char *model_flags_format (ModelFlags flags, const char *keywords);

/**
 * model_flag_parse: the bit of one flag name in any case, with @keywords as above; 0 when it is
 * neither a system flag nor a known keyword. \Recent is not a stored flag and gives 0.
 */
ModelFlags model_flag_parse (const char *name, const char *keywords);
