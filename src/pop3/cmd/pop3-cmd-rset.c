/* RSET: take back all marks of this session [RFC1939 §5]. */
#include "pop3-server-private.h"

static gboolean
run_rset (Pop3Run *run)
{
  Pop3Server *server = run->server;
  model_tx_set (server->tx, server->connection, MODEL_FIELD_MARKED, MODEL_NONE);
  return pop3_run_ok (run, "No message is marked as deleted");
}

const Pop3CommandClass pop3_cmd_rset = {
  .name = "RSET",
  .rule = "command.rset",
  .states = POP3_STATE_TRANSACTION,
  .run = run_rset,
};
