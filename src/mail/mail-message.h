#pragma once

#include "base-span.h"

/**
 * MailMessage: one e-mail as it was received: immutable octets and where its parts lie in them.
 * Nothing is ever rewritten, so every answer a server gives is a run of these octets.
 * Reference counted; may be read from several threads at once.
 *
 * How octets that break [RFC5322 §2.1] are read, so that every input has exactly one reading:
 * - A line ends with CRLF or with a bare LF, also mixed in one message; a CR elsewhere is text.
 * - The header ends with the first empty line and holds it. A line of blanks only is not empty: it
 *   continues the field before it. Without an empty line everything is header, and the body is
 *   empty.
 * - A message that starts with an empty line has a header of that line and no fields.
 * - NUL and octets above 127 are kept as they are.
 */
typedef struct _MailMessage MailMessage;

/** MailPart: a node of the MIME tree; see mail-part.h. */
typedef struct _MailPart MailPart;

/**
 * MailField: one field of a header with the lines it is folded over.
 * @whole: from the first octet of its name to behind its last line end; the fields and the empty
 *   line put together are the header.
 * @name: the field name without blanks behind it, or BASE_SPAN_NONE when what stands before the
 *   first colon cannot be a name [RFC5322 §3.6.8] or there is no colon.
 * @value: everything between the colon and the last line end, still folded; the whole line without
 *   its line end where there is no name.
 */
typedef struct
{
  BaseSpan whole;
  BaseSpan name;
  BaseSpan value;
} MailField;

/** MailFieldIter: a walk over the fields of a header; put it on the stack, keep its message. */
typedef struct
{
  /*< private >*/
  const MailMessage *message;
  gsize next;
  gsize end;
} MailFieldIter;

/**
 * mail_message_new: find the parts of @bytes, of which a reference is kept. Any octets will do; it
 * cannot fail. Cost: one pass over the header.
 */
MailMessage *mail_message_new (GBytes *bytes);
MailMessage *mail_message_ref (MailMessage *message);
void mail_message_unref (MailMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailMessage, mail_message_unref)

/** mail_message_get_bytes: the octets all spans point into; borrowed. */
GBytes *mail_message_get_bytes (const MailMessage *message);

/** mail_message_get_data: the same octets as memory, not terminated; @size_octets may be NULL. */
const char *mail_message_get_data (const MailMessage *message, gsize *size_octets);

/** mail_message_get_size: octets of the whole message: RFC822.SIZE [RFC9051 §2.3.4]. */
gsize mail_message_get_size (const MailMessage *message);

/**
 * mail_message_get_root: the message itself as a part, with all parts in it; borrowed. Cost: one
 * pass over the message the first time, nothing later.
 */
const MailPart *mail_message_get_root (const MailMessage *message);

/** mail_message_get_header: the header with the empty line behind it, if there is one. */
BaseSpan mail_message_get_header (const MailMessage *message);

/** mail_message_get_body: what follows the header; empty at the end when nothing does. */
BaseSpan mail_message_get_body (const MailMessage *message);

/**
 * mail_message_get_blank_line: the empty line that ends the header (1 or 2 octets), or
 * BASE_SPAN_NONE when there is none.
 */
BaseSpan mail_message_get_blank_line (const MailMessage *message);

/**
 * mail_message_has_nul: whether there is a NUL anywhere. IMAP strings cannot carry one
 * [RFC9051 §4.3.1], so a printer has to know. Cost: one pass over the message.
 */
gboolean mail_message_has_nul (const MailMessage *message);

/** mail_field_iter_init: stand before the first field of @message's header. */
void mail_field_iter_init (MailFieldIter *iter, const MailMessage *message);

/** mail_field_iter_init_header: the same for @header, which is that of one of @message's parts. */
void mail_field_iter_init_header (MailFieldIter *iter, const MailMessage *message, BaseSpan header);

/** mail_field_iter_next: give the next field. Returns FALSE behind the last. Order as stored. */
gboolean mail_field_iter_next (MailFieldIter *iter, MailField *field);

/**
 * mail_field_has_name: whether @field has the NUL-terminated @name. ASCII letters compare without
 * case, all else exactly [RFC9051 §6.4.5.1]. A field without a name has none of them.
 */
gboolean mail_field_has_name (const MailMessage *message, const MailField *field, const char *name);

/**
 * mail_message_find_field: the @nth field called @name, counted from 0. Returns FALSE, leaving
 * @field alone, when there are not so many. Cost: a pass over the header; to see all of several
 * fields, iterate.
 */
gboolean mail_message_find_field (const MailMessage *message, const char *name, guint nth,
                                  MailField *field);

/**
 * mail_message_find_field_in: the first field called @name in @header, that of one of @message's
 * parts; else as above.
 */
gboolean mail_message_find_field_in (const MailMessage *message, BaseSpan header, const char *name,
                                     MailField *field);

/**
 * mail_message_append_unfolded: append @value to @out as one line: line ends before blanks are
 * taken out and the blanks stay [RFC5322 §2.2.3]; blanks at both ends are dropped. Other octets,
 * NUL included, stay.
 */
void mail_message_append_unfolded (const MailMessage *message, BaseSpan value, GString *out);
