#pragma once

#include "imap-command.h"
#include "imap-session.h"

/*
 * What SEARCH looks for [RFC3501 §6.4.4]: the keys as a tree of few kinds, since most of the 37 words are
 * one question with another flag, field or comparison; and that tree made ready for one mailbox.
 */

typedef enum
{
  IMAP_SEARCH_ALL,     /* every message */
  IMAP_SEARCH_AND,     /* each of the children; keys side by side, in parentheses or not */
  IMAP_SEARCH_OR,      /* one of two */
  IMAP_SEARCH_NOT,     /* what its one child does not find */
  IMAP_SEARCH_NUMBERS, /* @set of sequence numbers */
  IMAP_SEARCH_UIDS,    /* @set of UIDs */
  IMAP_SEARCH_FLAG,    /* has @flag */
  IMAP_SEARCH_RECENT,  /* is \Recent in this session */
  IMAP_SEARCH_DATE,    /* the day it came, or with @sent the day its Date field says */
  IMAP_SEARCH_SIZE,    /* octets */
  IMAP_SEARCH_HEADER,  /* a field called @field has @text in it */
  IMAP_SEARCH_BODY,    /* @text in the text of its body */
  IMAP_SEARCH_TEXT     /* @text in a header field or the body */
} ImapSearchKind;

/** How a day or size lies to @number. */
typedef enum
{
  IMAP_SEARCH_BELOW,
  IMAP_SEARCH_EQUAL,
  IMAP_SEARCH_EQUAL_OR_ABOVE,
  IMAP_SEARCH_ABOVE
} ImapSearchOrder;

/** ImapSearchKey: one key as parsed; it lives in the arena of its tree. */
struct _ImapSearchKey
{
  ImapSearchKind kind;
  ImapSearchKey *first; /* children */
  ImapSearchKey *next;  /* behind it at its parent */
  ImapSet set;
  const char *flag; /* "\Seen", or a keyword as spelled */
  gboolean sent;
  ImapSearchOrder order;
  gint64 number; /* octets, or days since 1970 */
  ImapString field;
  ImapString text;
};

/** Keys inside keys, be it by parentheses, NOT or OR. */
#define IMAP_SEARCH_DEPTH_MAX IMAP_NESTING_MAX

/**
 * imap_rule_search_keys: one key or more, parted by single spaces; @out is the AND of them. A key with
 * more than IMAP_SEARCH_DEPTH_MAX levels, or a day that no calendar has, does not fit.
 */
gboolean imap_rule_search_keys (ImapParser *parser, ImapSearchKey **out);

/** ImapSearch: keys made ready to be asked of the messages of one session. */
typedef struct _ImapSearch ImapSearch;

/** Why keys cannot be asked. */
typedef enum
{
  IMAP_SEARCH_GOOD,
  IMAP_SEARCH_BAD_NUMBER,  /* a sequence number that no message has: BAD [RFC3501 §9] */
  IMAP_SEARCH_BAD_CHARSET, /* NO [BADCHARSET] */
  IMAP_SEARCH_BAD_TEXT     /* octets that mean nothing in the charset: NO */
} ImapSearchTrouble;

/** Charsets that are known on every system, as BADCHARSET lists them. */
#define IMAP_SEARCH_CHARSETS "US-ASCII UTF-8"

/**
 * imap_search_new: @key over the view of @session, with its strings in @charset (NULL for none given:
 * ASCII, and UTF-8 is understood too). NULL with @trouble when that cannot be. It keeps nothing of
 * @key.
 */
ImapSearch *imap_search_new (const ImapSearchKey *key, const char *charset,
                             const ImapSession *session, const Model *model,
                             ImapSearchTrouble *trouble);
void imap_search_free (ImapSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ImapSearch, imap_search_free)

/**
 * imap_search_go_on: append what is found to @found (guint32: UIDs when @uid, else sequence numbers,
 * ascending) until about @budget octets were looked at. TRUE: the end is reached. Keys that cost little are asked first and
 * decide where they can; a message expunged elsewhere of which the client was not told is found as
 * FETCH would answer for it [RFC2180 §4.3].
 */
gboolean imap_search_go_on (ImapSearch *search, const ImapSession *session, const Model *model,
                            gboolean uid, gsize budget, GArray *found);
