#pragma once

#include "mail-message.h"

/** MailSectionKind: what of a message or part is asked for [RFC9051 §6.4.5.1]. */
typedef enum
{
  MAIL_SECTION_ALL,               /* BODY[] or, with a part number, the body of that part */
  MAIL_SECTION_HEADER,            /* HEADER */
  MAIL_SECTION_HEADER_FIELDS,     /* HEADER.FIELDS (…) */
  MAIL_SECTION_HEADER_FIELDS_NOT, /* HEADER.FIELDS.NOT (…) */
  MAIL_SECTION_TEXT,              /* TEXT */
  MAIL_SECTION_MIME,              /* n.MIME; needs a part number */
} MailSectionKind;

/**
 * MailSection: a section as a value; all pointers are borrowed.
 * @part: the part numbers from the outside in, each counted from 1; @n_part 0 is the message.
 * @fields: NULL-terminated field names, used by the two HEADER.FIELDS kinds only.
 */
typedef struct
{
  MailSectionKind kind;
  const guint32 *part;
  guint n_part;
  const char *const *fields;
} MailSection;

/**
 * mail_section_spans: where the octets of @section lie in @message: BaseSpans in order, which read
 * one behind the other are the answer. None is empty and neighbours are merged, so HEADER is one
 * span; the caller owns the array. NULL when there is no such section in this message: a part
 * number that does not exist, HEADER or TEXT of a part that is no message, MIME without a part.
 *
 * The subsets of a header end with its empty line. A message without one has no body either, and
 * then the answer has none [RFC9051 §6.4.5.1]. Lines without a field name match no name, so
 * HEADER.FIELDS.NOT has them: the two subsets share the header between them.
 * Part 1 of a message that is no multipart is its body, 1.MIME its header. The parts are only looked
 * for when a part number asks for them.
 */
GArray *mail_section_spans (const MailMessage *message, const MailSection *section);

/** mail_spans_length: octets in all @spans together. */
gsize mail_spans_length (const GArray *spans);

/**
 * mail_spans_slice: the part of @spans that a partial fetch <@start.@count> asks for: at most
 * @count octets from the @start-th on, cut at the end, empty beyond it [RFC9051 §6.4.5]. The
 * caller owns the new array.
 */
GArray *mail_spans_slice (const GArray *spans, gsize start, gsize count);

/** mail_spans_gather: the octets of @spans out of @message in one copy; the caller owns it. */
GBytes *mail_spans_gather (const MailMessage *message, const GArray *spans);
