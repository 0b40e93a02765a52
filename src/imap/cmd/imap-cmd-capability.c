/* CAPABILITY: what the server offers [RFC3501 §6.1.1]. */
#include "imap-server-private.h"

static gboolean
run_capability (ImapRun *run)
{
  ImapReply reply = { .kind = IMAP_REPLY_CAPABILITY,
                      .text = imap_server_get_capabilities (run->server) };
  imap_run_send (run, &reply);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "CAPABILITY completed");
}

const ImapCommandClass imap_cmd_capability = {
  .name = "CAPABILITY",
  .rule = "command.capability",
  .states = IMAP_STATE_ANY,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .run = run_capability,
};
