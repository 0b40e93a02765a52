#pragma once

#include "mail-address.h"
#include "mail-message.h"

/**
 * MailEnvelope: the fields of an IMAP ENVELOPE, in the order they are sent [RFC9051 §7.5.2].
 * Strings are unfolded values, not decoded and with any octets: NIL when the field is absent, empty
 * when it is there without content. Lists are arrays of MailAddress, NULL when there is no address.
 * Where a field is there more than once, the first counts; To, Cc and Bcc are joined
 * [RFC5322 §4.5.3].
 */
typedef struct
{
  MailString date;
  MailString subject;
  GArray *from;
  GArray *sender;   /* that of from where the message names none */
  GArray *reply_to; /* likewise */
  GArray *to;
  GArray *cc;
  GArray *bcc;
  MailString in_reply_to;
  MailString message_id;

  /*< private >*/
  GStringChunk *store;
} MailEnvelope;

/**
 * mail_envelope_new: the envelope that @header of @message gives, its own or that of a message in
 * it. To be freed with mail_envelope_free(); it does not need the message any longer. Cannot fail.
 * Cost: one pass over the header.
 */
MailEnvelope *mail_envelope_new (const MailMessage *message, BaseSpan header);
void mail_envelope_free (MailEnvelope *envelope);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MailEnvelope, mail_envelope_free)
