/*
 * EXPUNGE: remove every message marked \Deleted, by whomever [RFC3501 §6.4.3]. The lines that say so
 * are the same notices that tell what others removed: one order, one numbering.
 */
#include "imap-server-private.h"

static gboolean
run_expunge (ImapRun *run)
{
  ImapServer *server = run->server;
  if (server->session.read_only)
    return imap_run_answer (run, IMAP_STATUS_NO, NULL, "This mailbox is open for reading only");
  imap_session_expunge (&server->session, server->tx, TRUE);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "EXPUNGE completed");
}

const ImapCommandClass imap_cmd_expunge = {
  .name = "EXPUNGE",
  .rule = "command.expunge",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .run = run_expunge,
};
