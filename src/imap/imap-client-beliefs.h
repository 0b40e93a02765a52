#pragma once

#include "imap-command.h"
#include "imap-response.h"
#include "model-tx.h"

/**
 * ImapBeliefs: what one connection of a device knows of the mailbox it has selected, and what the
 * device believes of it from then on.
 * - At the connection: `exists`, `numbers`, and a mailbox object with a row for each number whose UID
 *   is not known yet (key: the number). All of it dies with the selection.
 * - Below the device's account: the mailbox with a row for each UID that was told of, kept for ever.
 * Keywords have the same bits in both.
 */
typedef struct
{
  ModelId device;
  ModelId connection;
  char *account;
  char *name;      /* of the mailbox, NULL while none is open */
  ModelId mailbox; /* below the account */
  ModelId numbers; /* below the connection */
  gboolean sweeps; /* rows of earlier connections were not compared with the numbers yet */
} ImapBeliefs;

/** imap_beliefs_clear: give back what the struct holds; the model stays as it is. */
void imap_beliefs_clear (ImapBeliefs *beliefs);
/** imap_beliefs_open: the mailbox @name ("INBOX" for every spelling) is being selected. */
void imap_beliefs_open (ImapBeliefs *beliefs, ModelTx *tx, const char *name);
/** imap_beliefs_leave: no mailbox is selected any more; what the connection knew is gone. */
void imap_beliefs_leave (ImapBeliefs *beliefs, ModelTx *tx);
/**
 * imap_beliefs_sweep: once after each SELECT, when every number's UID is known: rows that no number
 * has are messages that went while the device was away. Until then nothing happens.
 */
void imap_beliefs_sweep (ImapBeliefs *beliefs, ModelTx *tx);
/** imap_beliefs_closed: CLOSE has removed what is believed to be \Deleted. [RFC9051 §6.4.1] */
void imap_beliefs_closed (ImapBeliefs *beliefs, ModelTx *tx);
/** imap_beliefs_deleted: the server has done the device's DELETE of mailbox @name: it believes in it no more. The
 * one that is open is left as it is. [RFC9051 §6.3.5] */
void imap_beliefs_deleted (ImapBeliefs *beliefs, ModelTx *tx, const char *name);
/** imap_beliefs_renamed: the same of RENAME: what was @name, and what is below it, has another name from now on.
 * INBOX stays; its messages are elsewhere, and nothing is believed of where. [RFC9051 §6.3.6] */
void imap_beliefs_renamed (ImapBeliefs *beliefs, ModelTx *tx, const char *name,
                           const char *new_name);
/** imap_beliefs_find_mailbox: the device's mailbox @name, made when it is not there yet. */
ModelId imap_beliefs_find_mailbox (const ImapBeliefs *beliefs, ModelTx *tx, const char *name);

/** imap_beliefs_exists: TRUE when there are more messages than before; fewer are not believed. */
gboolean imap_beliefs_exists (ImapBeliefs *beliefs, ModelTx *tx, guint32 exists);
/** imap_beliefs_expunge: message @number is gone and what follows moves down; FALSE: no such one. */
gboolean imap_beliefs_expunge (ImapBeliefs *beliefs, ModelTx *tx, guint32 number);
/** imap_beliefs_flags: keywords of the mailbox, in the order of telling. */
void imap_beliefs_flags (ImapBeliefs *beliefs, ModelTx *tx, const ImapFlagList *flags);
/**
 * imap_beliefs_learn_flag: the bit of @flag; a keyword not met before gets the next one. 0 for \Recent,
 * flags to come, and keywords when there are no bits left.
 */
ModelFlags imap_beliefs_learn_flag (ImapBeliefs *beliefs, ModelTx *tx, const char *flag);
/** imap_beliefs_uidvalidity: rows of @mailbox under another UIDVALIDITY are void. [RFC9051 §2.3.1.1] */
void imap_beliefs_uidvalidity (const ImapBeliefs *beliefs, ModelTx *tx, ModelId mailbox,
                               guint32 uidvalidity);
/** imap_beliefs_fetch: what @response, read from @line, says of a message; FALSE: no such one. */
gboolean imap_beliefs_fetch (ImapBeliefs *beliefs, ModelTx *tx, const ImapResponse *response,
                             GBytes *line);
/**
 * imap_beliefs_found: a UID SEARCH has found @n messages. As many as there are: then it found them all,
 * and the UID of each number is known. Of fewer nothing is believed, since which numbers they have is open.
 */
void imap_beliefs_found (ImapBeliefs *beliefs, ModelTx *tx, const guint32 *uids, guint n);
/**
 * imap_beliefs_store: the server said OK to @command, a STORE with .SILENT, and will not say what the
 * flags are now: they are what was believed, changed by it. FLAGS makes unknown flags known, +FLAGS
 * and -FLAGS do not. Flags of a number whose UID is unknown become unknown when UID STORE may have
 * meant it and may not. [RFC9051 §6.4.6]
 */
void imap_beliefs_store (ImapBeliefs *beliefs, ModelTx *tx, const ImapCommand *command);
