/*
 * CREATE: a new, empty mailbox, and the levels above it that are missing [RFC3501 §6.3.3]. A trailing
 * delimiter only says that there will be names below.
 */
#include "imap-name.h"
#include "imap-server-private.h"

#include <string.h>

static gboolean
run_create (ImapRun *run)
{
  ImapServer *server = run->server;
  g_autofree char *name = imap_name_canonical (run->command.mailbox);
  if (g_str_has_suffix (name, "/"))
    name[strlen (name) - 1] = '\0';
  if (imap_server_find_mailbox (server, name) != MODEL_NO_ID)
    return imap_run_answer (run, IMAP_STATUS_NO, "ALREADYEXISTS",
                            "There is such a mailbox already");
  if (!imap_server_may_create (run, name))
    return TRUE;
  imap_server_create (server, name);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "CREATE completed");
}

const ImapCommandClass imap_cmd_create = {
  .name = "CREATE",
  .rule = "command.create",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = imap_parse_mailbox,
  .run = run_create,
};
