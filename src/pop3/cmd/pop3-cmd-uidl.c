/* UIDL: ids that stay the same from session to session, of one message or of each [RFC1939 §7]. */
#include "pop3-server-private.h"

static void
append_id (Pop3Server *server, guint number, GString *out)
{
  g_autofree char *id = pop3_maildrop_get_id (server, number);
  g_string_append_printf (out, "%u %s\r\n", number, id);
}

static gboolean
run_uidl (Pop3Run *run)
{
  if (!run->command.has_number)
    return pop3_run_list (run, FALSE, append_id);
  if (!pop3_run_has_message (run))
    return TRUE;
  g_autofree char *id = pop3_maildrop_get_id (run->server, run->command.number);
  return pop3_run_ok (run, "%u %s", run->command.number, id);
}

const Pop3CommandClass pop3_cmd_uidl = {
  .name = "UIDL",
  .rule = "command.uidl",
  .states = POP3_STATE_TRANSACTION,
  .data = POP3_DATA_IDS,
  .bare = TRUE,
  .parse = pop3_command_parse_opt_msg,
  .run = run_uidl,
};
