#pragma once

#include "mail-part.h"

/**
 * MailStructure: what BODYSTRUCTURE tells of a part beside its sizes and what is in it
 * [RFC9051 §7.5.2]. Strings are unfolded, not decoded, NIL where there is no such field.
 */
typedef struct
{
  MailMediaType type;
  MailString id;
  MailString description;
  MailString encoding; /* "7bit" where none is named [RFC2045 §6.1] */
  MailString md5;
  MailDisposition disposition;
  MailStrings languages;
  MailString location;
} MailStructure;

/**
 * mail_structure_read: read it from the header of @part of @message; of a field that is there more
 * than once the first counts. What is not in @message is kept in @arena. Cost: one pass over the
 * header.
 */
void mail_structure_read (const MailMessage *message, const MailPart *part, BaseArena *arena,
                          MailStructure *out);
