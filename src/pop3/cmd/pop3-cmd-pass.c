/* PASS: the password for the name USER gave just before; opens and locks the maildrop [RFC1939 §7]. */
#include "pop3-server-private.h"

/* The rest of the line, spaces too; octets beyond ASCII are a password's own business. */
static gboolean
parse_pass (Pop3Parser *parser, Pop3Command *out)
{
  return pop3_rule_sp (parser) && pop3_rule_line_rest (parser, "password", &out->password);
}

static gboolean
run_pass (Pop3Run *run)
{
  Pop3Server *server = run->server;
  const Model *model = pop3_server_get_model (server);
  g_autofree char *user = g_steal_pointer (&server->user);
  if (user == NULL)
    return pop3_run_err (run, "Give the name first: USER, and PASS right behind it");
  ModelId account = model_find (model, server->server, user);
  /* One answer for a wrong name and a wrong password: it must not tell which names there are. */
  if (account == MODEL_NO_ID || model_get_kind (model, account) != MODEL_KIND_ACCOUNT
      || !server->check_password (server->check_data, user, run->command.password))
    return pop3_run_err (run, "[AUTH] Wrong name or wrong password");
  const char *refusal = pop3_maildrop_open (server, account);
  if (refusal != NULL)
    return pop3_run_err (run, refusal);
  pop3_server_set_state (server, POP3_STATE_TRANSACTION);
  model_effects_fact (server->effects, POP3_SERVER_FACT_LOGGED_IN, user);
  return pop3_run_ok (run, "%u %s in the maildrop", server->n_messages,
                      server->n_messages == 1 ? "message" : "messages");
}

const Pop3CommandClass pop3_cmd_pass = {
  .name = "PASS",
  .rule = "command.pass",
  .states = POP3_STATE_AUTHORIZATION,
  .parse = parse_pass,
  .run = run_pass,
};
