/* UNSELECT: leave the mailbox and remove nothing [RFC3691 §2]. */
#include "imap-server-private.h"

static gboolean
run_unselect (ImapRun *run)
{
  ImapServer *server = run->server;
  imap_session_leave (&server->session, server->tx);
  imap_server_set_state (server, IMAP_STATE_AUTHENTICATED);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "UNSELECT completed");
}

const ImapCommandClass imap_cmd_unselect = {
  .name = "UNSELECT",
  .rule = "command.unselect",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_CHANGES_VIEW,
  .run = run_unselect,
};
