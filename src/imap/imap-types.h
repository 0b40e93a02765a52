#pragma once

#include "base-span.h"

/**
 * ImapString: octets of a string argument; @data is NULL for NIL. In the arena of its tree;
 * NUL-terminated beside its length. @span: the octets in the input (inside quotes, of the literal).
 */
typedef struct
{
  const char *data;
  gsize len;
  BaseSpan span;
} ImapString;

/** One element of a sequence set, in the order written; "*" is @first (@last) G_MAXUINT32 with its
 * star set. A single number has @last equal to @first. */
typedef struct
{
  guint32 first;
  guint32 last;
  gboolean first_star;
  gboolean last_star;
} ImapRange;

/** ImapSet: a sequence set as written, in order. [RFC9051 §9] */
typedef struct
{
  ImapRange *ranges;
  guint n;
} ImapSet;

typedef struct
{
  const char **names; /* as spelled */
  guint n;
} ImapFlagList;

typedef enum
{
  IMAP_SECTION_ALL, /* BODY[] */
  IMAP_SECTION_HEADER,
  IMAP_SECTION_HEADER_FIELDS,
  IMAP_SECTION_HEADER_FIELDS_NOT,
  IMAP_SECTION_TEXT,
  IMAP_SECTION_MIME, /* needs a part number */
  IMAP_SECTION_PART  /* part number alone */
} ImapSectionKind;

typedef struct
{
  ImapSectionKind kind;
  guint32 *parts;
  guint n_parts;
  ImapString *fields;
  guint n_fields;
} ImapSection;

typedef enum
{
  IMAP_ATT_UID,
  IMAP_ATT_FLAGS,
  IMAP_ATT_INTERNALDATE,
  IMAP_ATT_RFC822_SIZE,
  IMAP_ATT_ENVELOPE,
  IMAP_ATT_BODY,          /* the structure without extension data */
  IMAP_ATT_BODYSTRUCTURE, /* all of it */
  IMAP_ATT_BODY_SECTION,
  IMAP_ATT_OTHER /* only in responses: an item that has no rule here */
} ImapAttKind;

/** One item of FETCH; @section and what follows belong to BODY_SECTION. A response has no count. */
typedef struct
{
  ImapAttKind kind;
  gboolean peek;
  ImapSection section;
  gboolean partial;
  guint32 partial_start;
  guint32 partial_count;
} ImapFetchAtt;

/** Parse contexts: how a line is to be read. Stored with its events. */
typedef enum
{
  IMAP_CONTEXT_COMMAND = 1, /* first line of a command */
  IMAP_CONTEXT_CONTINUED,   /* octets of a synchronizing literal and what follows them */
  IMAP_CONTEXT_IDLE,        /* client's line while IDLE runs: DONE */
  IMAP_CONTEXT_RESPONSE     /* a server's line */
} ImapContext;

/** Session states [RFC9051 §3]; bits, so that a command can name several. */
typedef enum
{
  IMAP_STATE_NOT_AUTHENTICATED = 1 << 0,
  IMAP_STATE_AUTHENTICATED = 1 << 1,
  IMAP_STATE_SELECTED = 1 << 2,
  IMAP_STATE_LOGOUT = 1 << 3
} ImapState;
#define IMAP_STATE_ANY                                                                             \
  (IMAP_STATE_NOT_AUTHENTICATED | IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED)

/** imap_state_get_name: "not-authenticated" …, as in the cell `state`. */
const char *imap_state_get_name (ImapState state);
