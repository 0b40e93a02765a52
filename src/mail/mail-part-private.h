#pragma once

#include "mail-part.h"

/** mail_part_scan: the tree of @message, in @arena. One pass, without recursion. */
MailPart *mail_part_scan (const MailMessage *message, BaseArena *arena);
