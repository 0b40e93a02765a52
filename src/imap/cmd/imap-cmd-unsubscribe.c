/*
 * UNSUBSCRIBE: take a name off the list that LSUB reads, whether there is such a mailbox or not
 * [RFC3501 §6.3.7]. What is not on it need not be taken off.
 */
#include "imap-name.h"
#include "imap-server-private.h"

static gboolean
run_unsubscribe (ImapRun *run)
{
  ImapServer *server = run->server;
  g_autofree char *name = imap_name_canonical (run->command.mailbox);
  model_names_subscribe (server->tx, server->session.account, name, FALSE);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "UNSUBSCRIBE completed");
}

const ImapCommandClass imap_cmd_unsubscribe = {
  .name = "UNSUBSCRIBE",
  .rule = "command.unsubscribe",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = imap_parse_mailbox,
  .run = run_unsubscribe,
};
