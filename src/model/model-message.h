#pragma once

#include "model-delta.h"

/**
 * model_message_row: a message that comes to the server as octets, over IMAP or from a file: its row
 * with the cells every message of a server has. SUBJECT and FROM are decoded for people from its
 * header, and left out where it has none. @bytes: the whole message, of which a reference is kept.
 * @internaldate: as mail_date_print_imap() writes it. The caller frees, or gives it to a mailbox.
 */
ModelRow *model_message_row (GBytes *bytes, guint32 uid, ModelFlags flags, guint64 modseq,
                             const char *internaldate);
