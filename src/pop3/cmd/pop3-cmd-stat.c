/* STAT: how many messages, how many octets; marked ones are not counted [RFC1939 §5]. */
#include "pop3-server-private.h"

static gboolean
run_stat (Pop3Run *run)
{
  guint64 octets;
  if (!pop3_maildrop_measure (run->server))
    return FALSE;
  guint n = pop3_maildrop_total (run->server, &octets);
  return pop3_run_ok (run, "%u %" G_GUINT64_FORMAT, n, octets);
}

const Pop3CommandClass pop3_cmd_stat = {
  .name = "STAT",
  .rule = "command.stat",
  .states = POP3_STATE_TRANSACTION,
  .run = run_stat,
};
