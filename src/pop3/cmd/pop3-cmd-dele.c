/* DELE: mark a message; it is removed by QUIT and by nothing else [RFC1939 §5]. */
#include "pop3-server-private.h"

static gboolean
run_dele (Pop3Run *run)
{
  Pop3Server *server = run->server;
  if (!pop3_run_has_message (run))
    return TRUE;
  model_tx_set_add (server->tx, server->connection, MODEL_FIELD_MARKED,
                    pop3_maildrop_get_uid (server, run->command.number), 1,
                    model_tx_get_event (server->tx));
  return pop3_run_ok (run, "Message %u is marked as deleted", run->command.number);
}

const Pop3CommandClass pop3_cmd_dele = {
  .name = "DELE",
  .rule = "command.dele",
  .states = POP3_STATE_TRANSACTION,
  .parse = pop3_command_parse_msg,
  .run = run_dele,
};
