#pragma once

#include "imap-print.h"
#include "mail-message.h"

/** imap_print_envelope: the envelope of @header of @message, in parentheses. [RFC3501 §7.4.2] */
void imap_print_envelope (BaseSlices *out, const MailMessage *message, BaseSpan header);

/**
 * imap_print_structure: the body structure of @message; @extended: with extension data, as of
 * BODYSTRUCTURE, else as of BODY. [RFC3501 §7.4.2]
 */
void imap_print_structure (BaseSlices *out, const MailMessage *message, gboolean extended);
