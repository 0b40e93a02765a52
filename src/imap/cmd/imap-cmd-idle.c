/*
 * IDLE: runs until the client says DONE; meanwhile it is told everything at once [RFC2177 §3]. The
 * line that ends it is read by imap-server.c, where all lines come in.
 */
#include "imap-server-private.h"

static gboolean
run_idle (ImapRun *run)
{
  ImapServer *server = run->server;
  ImapReply reply = { .kind = IMAP_REPLY_CONTINUE, .text = "idling" };
  imap_run_send (run, &reply);
  server->idling = TRUE;
  imap_framer_set_context (server->framer, IMAP_CONTEXT_IDLE);
  model_tx_set_number (server->tx, server->session.connection, MODEL_FIELD_IDLING, TRUE);
  return FALSE;
}

const ImapCommandClass imap_cmd_idle = {
  .name = "IDLE",
  .rule = "command.idle",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .run = run_idle,
};
