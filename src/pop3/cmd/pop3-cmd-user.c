/* USER: a name, to which the server says yes whether it knows it or not [RFC1939 §7] [RFC1939 §13]. */
#include "pop3-server-private.h"

static gboolean
parse_user (Pop3Parser *parser, Pop3Command *out)
{
  return pop3_rule_sp (parser) && pop3_rule_word (parser, "user-name", &out->user);
}

static gboolean
run_user (Pop3Run *run)
{
  g_free (run->server->user);
  run->server->user = g_strdup (run->command.user);
  return pop3_run_ok (run, "And the password?");
}

const Pop3CommandClass pop3_cmd_user = {
  .name = "USER",
  .rule = "command.user",
  .states = POP3_STATE_AUTHORIZATION,
  .parse = parse_user,
  .run = run_user,
};
