/* CHECK: a checkpoint of the open mailbox; here all is kept at once, so it is as NOOP [RFC3501 §6.4.1]. */
#include "imap-server-private.h"

static gboolean
run_check (ImapRun *run)
{
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "CHECK completed");
}

const ImapCommandClass imap_cmd_check = {
  .name = "CHECK",
  .rule = "command.check",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .run = run_check,
};
