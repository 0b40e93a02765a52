/*
 * EXPUNGE: remove every message marked \Deleted, by whomever [RFC3501 §6.4.3]; UID EXPUNGE only those
 * of them that are named [RFC4315 §2.1]. The lines that say so are the same notices that tell what
 * others removed: one order, one numbering.
 */
#include "imap-server-private.h"
#include "imap-set.h"

static gboolean
parse_expunge (ImapParser *parser, ImapCommand *out)
{
  return !out->uid || (imap_rule_sp (parser) && imap_rule_sequence_set (parser, &out->set));
}

static gboolean
run_expunge (ImapRun *run)
{
  ImapServer *server = run->server;
  g_autoptr (GArray) only = NULL;
  if (run->command.uid && !server->policy.uidplus)
    return imap_run_answer (run, IMAP_STATUS_BAD, NULL, "UID EXPUNGE is not offered here");
  if (server->session.read_only)
    return imap_run_answer (run, IMAP_STATUS_NO, NULL, "This mailbox is open for reading only");
  if (run->command.uid)
    only = imap_set_resolve (
        &run->command.set, TRUE,
        imap_session_get_numbers (&server->session, imap_server_get_model (server)));
  imap_session_expunge (&server->session, server->tx, only, TRUE);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "EXPUNGE completed");
}

const ImapCommandClass imap_cmd_expunge = {
  .name = "EXPUNGE",
  .rule = "command.expunge",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_HAS_UID | IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_expunge,
  .run = run_expunge,
};
