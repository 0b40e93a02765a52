/* SELECT: open a mailbox to read and change it [RFC3501 §6.3.1]. */
#include "imap-server-private.h"

static gboolean
run_select (ImapRun *run)
{
  return imap_server_open (run, FALSE);
}

const ImapCommandClass imap_cmd_select = {
  .name = "SELECT",
  .rule = "command.select",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_CHANGES_VIEW,
  .parse = imap_parse_mailbox,
  .run = run_select,
};
