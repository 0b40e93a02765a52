#pragma once

#include "base-slices.h"
#include "imap-response.h"
#include "model-flags.h"
#include "model-names.h"

typedef struct _MailMessage MailMessage;

/** What a server is about to say: typed, so that it can be looked at and changed before it is text. */
typedef enum
{
  IMAP_REPLY_STATUS,      /* OK NO BAD BYE PREAUTH, tagged or not */
  IMAP_REPLY_CONTINUE,    /* + text */
  IMAP_REPLY_CAPABILITY,  /* @text: the words */
  IMAP_REPLY_FLAGS,       /* @text: the flags, parted by spaces */
  IMAP_REPLY_EXISTS,      /* @number */
  IMAP_REPLY_RECENT,      /* @number */
  IMAP_REPLY_EXPUNGE,     /* @number */
  IMAP_REPLY_FETCH,       /* @number, @fetch */
  IMAP_REPLY_LIST,        /* @mailbox, @attributes */
  IMAP_REPLY_LSUB,        /* @mailbox, @attributes */
  IMAP_REPLY_STATUS_DATA, /* @mailbox, @items */
  IMAP_REPLY_SEARCH,      /* @numbers */
} ImapReplyKind;

/** One number of a STATUS answer. */
typedef struct
{
  const char *name;
  guint64 value;
} ImapReplyItem;

/**
 * ImapReplyFetch: what one FETCH response tells of a message: the items of @atts in order. A UID or
 * FLAGS that was not asked for comes first.
 */
typedef struct
{
  const ImapFetchAtt *atts;
  const char *const *att_names; /* NULL, or per item how it is called instead of its own name */
  guint n_atts;
  gboolean adds_uid;
  gboolean adds_flags;
  guint32 uid;
  ModelFlags flags;
  gboolean recent;
  const char *keywords;
  const char *internaldate;
  guint64 size;
  const MailMessage *message; /* borrowed; may be NULL where no item looks into it */
} ImapReplyFetch;

/** ImapReply: one response; everything in it is borrowed. Only the fields its kind names are read. */
typedef struct
{
  ImapReplyKind kind;
  const char *tag; /* STATUS: NULL for "*" */
  ImapStatus status;
  const char *code; /* STATUS: what stands in brackets, or NULL */
  const char *text;
  guint32 number;
  const char *mailbox;
  const char *attributes;
  const ImapReplyItem *items;
  guint n_items;
  const ImapReplyFetch *fetch;
  const guint32 *numbers;
  guint n_numbers;
} ImapReply;

/** The hierarchy delimiter of every mailbox name. */
#define IMAP_DELIMITER MODEL_DELIMITER

/** imap_print_reply: the line of @reply with its CRLF and literals; owned by the caller. [RFC3501 §7] */
BaseSlices *imap_print_reply (const ImapReply *reply);

/** imap_print_string: @len octets as quoted string where the rules allow it, else as literal; NIL for NULL @data. */
void imap_print_string (BaseSlices *out, const char *data, gsize len);

/** imap_print_astring: the same, as an atom where that is possible. */
void imap_print_astring (BaseSlices *out, const char *data, gsize len);

/**
 * imap_print_octets: @len octets of @blob from @start, shared. A string cannot carry NUL, so each
 * one becomes the octet 0x80, which keeps the size [RFC9051 §4.3.1].
 */
void imap_print_octets (BaseSlices *out, GBytes *blob, gsize start, gsize len);

/** imap_print_fetch: what stands behind FETCH: the parenthesised items. [RFC3501 §7.4.2] */
void imap_print_fetch (BaseSlices *out, const ImapReplyFetch *fetch);
