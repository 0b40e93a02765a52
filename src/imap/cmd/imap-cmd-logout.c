/* LOGOUT: BYE, OK, and the end. Messages marked \Deleted stay [RFC3501 §6.1.3]. */
#include "imap-server-private.h"

static gboolean
run_logout (ImapRun *run)
{
  ImapServer *server = run->server;
  imap_server_say (server, run->event, NULL, IMAP_STATUS_BYE, NULL, "Goodbye");
  imap_session_leave (&server->session, server->tx);
  imap_server_set_state (server, IMAP_STATE_LOGOUT);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "LOGOUT completed");
}

const ImapCommandClass imap_cmd_logout = {
  .name = "LOGOUT",
  .rule = "command.logout",
  .states = IMAP_STATE_ANY,
  .flags = IMAP_COMMAND_CHANGES_VIEW,
  .run = run_logout,
};
