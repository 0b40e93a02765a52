/*
 * CLOSE: remove what is marked \Deleted and leave the mailbox, without a word about either
 * [RFC3501 §6.4.2]. Where nothing may be changed it only leaves.
 */
#include "imap-server-private.h"

static gboolean
run_close (ImapRun *run)
{
  ImapServer *server = run->server;
  if (!server->session.read_only)
    imap_session_expunge (&server->session, server->tx, NULL, FALSE);
  imap_session_leave (&server->session, server->tx);
  imap_server_set_state (server, IMAP_STATE_AUTHENTICATED);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "CLOSE completed");
}

const ImapCommandClass imap_cmd_close = {
  .name = "CLOSE",
  .rule = "command.close",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_CHANGES_VIEW,
  .run = run_close,
};
