/* LOGIN: name and password in the clear [RFC3501 §6.2.3]. */
#include "imap-server-private.h"

static gboolean
parse_login (ImapParser *parser, ImapCommand *out)
{
  return imap_rule_sp (parser) && imap_rule_astring (parser, "userid", &out->user)
         && imap_rule_sp (parser) && imap_rule_astring (parser, "password", &out->password);
}

static gboolean
run_login (ImapRun *run)
{
  ImapServer *server = run->server;
  const char *user = run->command.user.data;
  ModelId account = user[0] != '\0'
                        ? model_find (imap_server_get_model (server), server->session.server, user)
                        : MODEL_NO_ID;
  /* One answer for a wrong name and a wrong password: it must not tell which names there are. */
  if (account == MODEL_NO_ID
      || model_get_kind (imap_server_get_model (server), account) != MODEL_KIND_ACCOUNT
      || !server->check_password (server->check_data, user, run->command.password.data))
    return imap_run_answer (run, IMAP_STATUS_NO, "AUTHENTICATIONFAILED",
                            "Wrong name or wrong password");
  server->session.account = account;
  model_tx_set_text (server->tx, server->session.connection, MODEL_FIELD_USER, user);
  imap_server_set_state (server, IMAP_STATE_AUTHENTICATED);
  model_effects_fact (server->effects, IMAP_SERVER_FACT_LOGGED_IN, user);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "LOGIN completed");
}

const ImapCommandClass imap_cmd_login = {
  .name = "LOGIN",
  .rule = "command.login",
  .states = IMAP_STATE_NOT_AUTHENTICATED,
  .parse = parse_login,
  .run = run_login,
};
