/* RETR: a whole message [RFC1939 §5]. */
#include "pop3-server-private.h"

#include "pop3-data.h"

static gboolean
run_retr (Pop3Run *run)
{
  guint64 octets = 0;
  if (!pop3_run_has_message (run))
    return TRUE;
  BaseSlices *data = base_slices_new ();
  GBytes *message = pop3_maildrop_get_message (run->server, run->command.number);
  if (message != NULL)
    octets = pop3_data_append (data, message, 0, g_bytes_get_size (message));
  pop3_run_ok (run, "%" G_GUINT64_FORMAT " octets", octets);
  return pop3_run_data (run, data);
}

const Pop3CommandClass pop3_cmd_retr = {
  .name = "RETR",
  .rule = "command.retr",
  .states = POP3_STATE_TRANSACTION,
  .data = POP3_DATA_MESSAGE,
  .parse = pop3_command_parse_msg,
  .run = run_retr,
};
