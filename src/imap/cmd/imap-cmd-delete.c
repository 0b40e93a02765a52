/*
 * DELETE: a mailbox and its messages are no more; names below it stay, and then so does the name,
 * as a level that is no mailbox [RFC3501 §6.3.4]. What a session has open is not removed
 * [RFC2180 §3.1]; the subscription to it stays [RFC3501 §6.3.6].
 */
#include "imap-name.h"
#include "imap-server-private.h"

#include <string.h>

static gboolean
run_delete (ImapRun *run)
{
  ImapServer *server = run->server;
  const Model *model = imap_server_get_model (server);
  ModelId account = server->session.account;
  g_autofree char *name = imap_name_canonical (run->command.mailbox);
  ModelId mailbox = imap_server_find_name (server, name);
  gboolean has_children = model_names_has_children (model, account, name);
  if (strcmp (name, "INBOX") == 0)
    return imap_run_answer (run, IMAP_STATUS_NO, "CANNOT", "INBOX has to stay");
  if (mailbox == MODEL_NO_ID && !has_children)
    return imap_run_answer (run, IMAP_STATUS_NO, "NONEXISTENT", "There is no such mailbox");
  if (has_children && imap_server_find_mailbox (server, name) == MODEL_NO_ID)
    return imap_run_answer (run, IMAP_STATUS_NO, "HASCHILDREN", "There are mailboxes below it");
  if (model_names_is_open (model, mailbox))
    return imap_run_answer (run, IMAP_STATUS_NO, "INUSE", "A session has this mailbox open");
  model_names_remove (server->tx, mailbox, has_children);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "DELETE completed");
}

const ImapCommandClass imap_cmd_delete = {
  .name = "DELETE",
  .rule = "command.delete",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = imap_parse_mailbox,
  .run = run_delete,
};
