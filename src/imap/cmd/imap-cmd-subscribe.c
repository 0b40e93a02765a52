/*
 * SUBSCRIBE: put a name on the list that LSUB reads [RFC3501 §6.3.6]. The mailbox has to be there;
 * twice is once.
 */
#include "imap-name.h"
#include "imap-server-private.h"

static gboolean
run_subscribe (ImapRun *run)
{
  ImapServer *server = run->server;
  const Model *model = imap_server_get_model (server);
  ModelId account = server->session.account;
  g_autofree char *name = imap_name_canonical (run->command.mailbox);
  g_auto (GStrv) known = model_names_get_subscriptions (model, account);
  if (!g_strv_contains ((const char *const *) known, name)
      && imap_server_find_name (server, name) == MODEL_NO_ID)
    return imap_run_answer (run, IMAP_STATUS_NO, "NONEXISTENT", "There is no such mailbox");
  model_names_subscribe (server->tx, account, name, TRUE);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "SUBSCRIBE completed");
}

const ImapCommandClass imap_cmd_subscribe = {
  .name = "SUBSCRIBE",
  .rule = "command.subscribe",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = imap_parse_mailbox,
  .run = run_subscribe,
};
