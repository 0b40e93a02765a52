/* NOOP: nothing but a sign of life [RFC1939 §5]. */
#include "pop3-server-private.h"

static gboolean
run_noop (Pop3Run *run)
{
  return pop3_run_ok (run, "Still here");
}

const Pop3CommandClass pop3_cmd_noop = {
  .name = "NOOP",
  .rule = "command.noop",
  .states = POP3_STATE_TRANSACTION,
  .run = run_noop,
};
