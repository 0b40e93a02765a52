/*
 * Tells EXPUNGE while FETCH runs, by number too. A client that has sent two FETCH commands by
 * number in a row then gets the second one for other messages than it meant: the reason for the
 * rule in [RFC9051 §7.5.1].
 */
#include "imap-command.h"
#include "imap-fault.h"

#include <string.h>

static gboolean
may_expunge (const ImapCommand *command, gboolean lawful)
{
  return lawful || strcmp (imap_command_class_get_name (command->class), "FETCH") == 0;
}

extern const ImapFaultClass imap_fault_tells_expunge_during_fetch;
const ImapFaultClass imap_fault_tells_expunge_during_fetch = {
  .name = "tells-expunge-during-fetch",
  .may_expunge = may_expunge,
};
