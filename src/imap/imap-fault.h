#pragma once

#include "base-slices.h"
#include "imap-command.h"
#include "imap-print.h"

/**
 * ImapFaultClass: one broken rule, as filters at the seams between the steps of a command. Any of
 * them may be NULL. The engine asks at each seam and never knows which fault it has, so that every
 * rule is kept in the engine and broken in one file of fault/.
 */
typedef struct
{
  const char *name;
  /** what was understood of a command, before it is judged and carried out */
  void (*command) (ImapCommand *command);
  /** a response before it is printed; FALSE keeps it back */
  gboolean (*reply) (ImapReply *reply);
  /** the octets of one line before they are sent; may give another list and free @bytes */
  BaseSlices *(*bytes) (BaseSlices *bytes);
  /** whether EXPUNGE may be told now, while @command runs; @lawful: what the RFCs say */
  gboolean (*may_expunge) (const ImapCommand *command, gboolean lawful);
} ImapFaultClass;

/** imap_fault_find: the fault called @name, or NULL; NULL gives NULL. */
const ImapFaultClass *imap_fault_find (const char *name);
