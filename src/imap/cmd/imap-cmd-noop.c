/* NOOP: nothing but an occasion to be told what happened [RFC3501 §6.1.2]. */
#include "imap-server-private.h"

static gboolean
run_noop (ImapRun *run)
{
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "NOOP completed");
}

const ImapCommandClass imap_cmd_noop = {
  .name = "NOOP",
  .rule = "command.noop",
  .states = IMAP_STATE_ANY,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .run = run_noop,
};
