/*
 * COPY and UID COPY: the same messages once more in another mailbox, or none of them
 * [RFC3501 §6.4.7]. Flags and dates go with them, \Deleted like any other. A message that was
 * expunged elsewhere cannot be copied any more, so then nothing is [RFC2180 §4.4].
 */
#include "imap-server-private.h"
#include "imap-set.h"
#include "model-copy.h"

static gboolean
parse_copy (ImapParser *parser, ImapCommand *out)
{
  return imap_rule_sp (parser) && imap_rule_sequence_set (parser, &out->set)
         && imap_rule_sp (parser) && imap_rule_mailbox (parser, &out->mailbox);
}

/* The UIDs of @numbers, all of living messages. */
static GArray *
find_uids (const ModelRuns *view, const GArray *numbers)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < numbers->len; i++)
    {
      const ImapNumbers *range = &g_array_index (numbers, ImapNumbers, i);
      for (guint n = range->first; n <= range->last; n++)
        {
          guint32 uid = model_runs_nth (view, n);
          g_array_append_val (uids, uid);
        }
    }
  return uids;
}

static gboolean
run_copy (ImapRun *run)
{
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  const ModelRuns *view = imap_session_get_numbers (&server->session,
                                                    imap_server_get_model (server));
  g_autoptr (GArray) numbers = imap_set_resolve (&command->set, command->uid, view);
  if (numbers == NULL)
    return imap_run_answer (run, IMAP_STATUS_BAD, NULL, "There is no message with that number");
  ModelId target = imap_server_find_mailbox (server, command->mailbox);
  if (target == MODEL_NO_ID)
    return imap_run_answer (run, IMAP_STATUS_NO, "TRYCREATE", "There is no such mailbox");
  if (!imap_server_has_room (server, target, imap_set_count (numbers)))
    return imap_run_answer (run, IMAP_STATUS_NO, "LIMIT", "The mailbox has no UIDs left");
  if (imap_session_meets_ghost (&server->session, imap_server_get_model (server), numbers))
    return imap_run_answer (run, IMAP_STATUS_NO, "EXPUNGEISSUED",
                            "Some of the messages are no more, so none was copied");
  g_autoptr (GArray) uids = find_uids (view, numbers);
  model_copy_messages (server->tx, server->session.mailbox, uids, target);
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "COPY completed");
}

const ImapCommandClass imap_cmd_copy = {
  .name = "COPY",
  .rule = "command.copy",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_HAS_UID | IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_copy,
  .run = run_copy,
};
