/* LIST: the size of one message or of each that is not marked [RFC1939 §5]. */
#include "pop3-server-private.h"

static void
append_size (Pop3Server *server, guint number, GString *out)
{
  g_string_append_printf (out, "%u %" G_GUINT64_FORMAT "\r\n", number,
                          pop3_maildrop_get_octets (server, number));
}

static gboolean
run_list (Pop3Run *run)
{
  guint32 number = run->command.number;
  if (!run->command.has_number)
    return pop3_run_list (run, TRUE, append_size);
  if (!pop3_run_has_message (run))
    return TRUE;
  return pop3_run_ok (run, "%u %" G_GUINT64_FORMAT, number,
                      pop3_maildrop_get_octets (run->server, number));
}

const Pop3CommandClass pop3_cmd_list = {
  .name = "LIST",
  .rule = "command.list",
  .states = POP3_STATE_TRANSACTION,
  .data = POP3_DATA_SIZES,
  .bare = TRUE,
  .parse = pop3_command_parse_opt_msg,
  .run = run_list,
};
