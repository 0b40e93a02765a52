#pragma once

#include "imap-parser.h"

/**
 * What a server's line says, typed. Only what issue and revision know is told apart; the rest is OTHER
 * and still a lossless tree. [RFC3501 §7]
 */
typedef enum
{
  IMAP_RESPONSE_CONTINUE, /* + text */
  IMAP_RESPONSE_STATUS,   /* tagged or untagged OK NO BAD, untagged BYE PREAUTH */
  IMAP_RESPONSE_CAPABILITY,
  IMAP_RESPONSE_LIST,
  IMAP_RESPONSE_LSUB,        /* fields as of LIST */
  IMAP_RESPONSE_STATUS_DATA, /* * STATUS mailbox (…) */
  IMAP_RESPONSE_SEARCH,
  IMAP_RESPONSE_FLAGS,
  IMAP_RESPONSE_EXISTS,
  IMAP_RESPONSE_RECENT,
  IMAP_RESPONSE_EXPUNGE,
  IMAP_RESPONSE_FETCH,
  IMAP_RESPONSE_OTHER
} ImapResponseKind;

typedef enum
{
  IMAP_STATUS_OK,
  IMAP_STATUS_NO,
  IMAP_STATUS_BAD,
  IMAP_STATUS_BYE,
  IMAP_STATUS_PREAUTH
} ImapStatus;

/** One parameter of a body structure, in the order sent. */
typedef struct
{
  ImapString name;
  ImapString value;
} ImapBodyParameter;

/**
 * ImapBody: one part in a body structure [RFC3501 §7.4.2]. Numbers that its type does not have are 0,
 * and so are strings that were not sent. @parts are those of a multipart (@type NULL) in order, or
 * the one part of a MESSAGE/RFC822.
 */
typedef struct _ImapBody ImapBody;
struct _ImapBody
{
  ImapString type;
  ImapString subtype;
  ImapBodyParameter *parameters;
  guint n_parameters;
  ImapString id;
  ImapString description;
  ImapString encoding;
  guint64 octets;
  guint64 lines;
  ImapString md5;
  ImapString disposition; /* its type */
  ImapBodyParameter *disposition_parameters;
  guint n_disposition_parameters;
  ImapString *languages;
  guint n_languages;
  ImapString location;
  const ImapBody **parts;
  guint n_parts;
};

/**
 * One item of a FETCH response. RFC822, RFC822.HEADER and RFC822.TEXT are told as the BODY sections
 * they equal.
 */
typedef struct
{
  ImapFetchAtt att;   /* which item; section as answered, partial_start as answered */
  guint64 number;     /* UID, RFC822.SIZE */
  ImapFlagList flags; /* FLAGS */
  ImapString string; /* INTERNALDATE; BODY[…] (data NULL for NIL, a literal's without NUL behind) */
  const ImapBody *body; /* BODY, BODYSTRUCTURE */
  BaseSpan envelope;    /* ENVELOPE: its octets in the line, parentheses included */
  ImapString subject;   /* ENVELOPE: its subject */
  ImapString from_name; /* ENVELOPE: first From address; all NULL when there is none */
  ImapString from_mailbox;
  ImapString from_host;
} ImapFetchItem;

/** One item of a STATUS response; @name in upper case. */
typedef struct
{
  const char *name;
  guint64 value;
} ImapStatusItem;

typedef struct
{
  ImapResponseKind kind;
  const char *tag; /* STATUS: NULL when untagged */
  ImapStatus status;
  const char *code;         /* response code name in upper case, or NULL */
  guint64 code_number;      /* UIDNEXT UIDVALIDITY UNSEEN HIGHESTMODSEQ */
  ImapFlagList flags;       /* FLAGS, and PERMANENTFLAGS of a code (with "\*") */
  const char *text;         /* human text, perhaps empty; the words of CAPABILITY */
  const char *capabilities; /* the words of CAPABILITY, line or code, parted by spaces */
  guint32 number;           /* EXISTS RECENT EXPUNGE FETCH */
  const char *mailbox;      /* LIST STATUS */
  ImapString delimiter;     /* LIST */
  ImapFetchItem *items;
  guint n_items;
  ImapStatusItem *status_items;
  guint n_status_items;
  guint32 *found; /* SEARCH: sequence numbers or UIDs, as they were asked for */
  guint n_found;
} ImapResponse;

/**
 * imap_response_parse: the tree of a server's whole line and what it says. @out lives as long as the
 * tree. Never fails: a bad line is OTHER in a bad tree; but a status stays one when only what follows
 * the word is bad, since a client that missed the end of its command would wait for ever.
 */
ImapTree *imap_response_parse (GBytes *line, ImapResponse *out);
