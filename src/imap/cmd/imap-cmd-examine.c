/* EXAMINE: open a mailbox to look at it; nothing in it changes [RFC3501 §6.3.2]. */
#include "imap-server-private.h"

static gboolean
run_examine (ImapRun *run)
{
  return imap_server_open (run, TRUE);
}

const ImapCommandClass imap_cmd_examine = {
  .name = "EXAMINE",
  .rule = "command.examine",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_CHANGES_VIEW,
  .parse = imap_parse_mailbox,
  .run = run_examine,
};
