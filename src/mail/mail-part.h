#pragma once

#include "mail-message.h"
#include "mail-mime.h"

/*
 * The parts of a message [RFC2046 §5]. Whatever the octets, there is exactly one tree:
 * - A delimiter is a line that starts with "--" and the boundary of an open multipart
 *   [RFC2046 §5.1.1]. Of several that fit, one that fits the whole line counts, then the longest,
 *   then the innermost. Behind its closing delimiter a multipart has no more of them.
 * - The line end before a delimiter belongs to it, not to what it ends.
 * - A delimiter also ends a header, and an outer one all that is open inside.
 * - A Content-Type that is absent or says nothing, or a multipart without a boundary, is
 *   text/plain in US-ASCII [RFC2045 §5.2]; absent in a digest, it is message/rfc822
 *   [RFC2046 §5.1.5].
 * - A multipart in which no delimiter stands has one part, which is empty: the answers of IMAP have
 *   no way to say "none" [RFC3501 §9].
 * - A message in a transfer encoding, which must not be [RFC2046 §5.2.1], is read as it stands.
 */

/** Levels of parts; what is deeper is application/octet-stream to us. */
#define MAIL_DEPTH_MAX 100

/** Parts of one message; delimiters beyond it are text of the last one. */
#define MAIL_PARTS_MAX 10000

/** MailPartKind: what is in the body of a part. */
typedef enum
{
  MAIL_PART_LEAF,      /* content */
  MAIL_PART_MULTIPART, /* parts */
  MAIL_PART_MESSAGE    /* a message, which is the only part in it */
} MailPartKind;

/**
 * MailPart: a header, with the empty line that ends it, and the body that follows. Both lie side by
 * side in the octets of the message: the header's end is the body's start.
 */
struct _MailPart
{
  MailPartKind kind;
  BaseSpan header;
  BaseSpan body;
  guint64 lines;      /* line ends in the body */
  MailMediaType type; /* as in its header, or what counts in its place */
  const MailPart *parent;
  const MailPart *first; /* of the parts in it */
  const MailPart *next;  /* in the same multipart */
};

/**
 * mail_part_find: the part with the @n numbers of @path, each counted from 1, from the outside in
 * [RFC9051 §6.4.5.1]. The body of a message that is no multipart is its part 1, and @n of 0 is the
 * message itself. NULL when there is none. Borrowed from @message.
 */
const MailPart *mail_part_find (const MailMessage *message, const guint32 *path, guint n);

/** mail_part_next: the part after @part in the order of the octets, children first; NULL at the end. */
const MailPart *mail_part_next (const MailPart *part);

/** mail_part_is_text: whether @part is a leaf of a text type. */
gboolean mail_part_is_text (const MailPart *part);
