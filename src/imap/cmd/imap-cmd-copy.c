/*
 * COPY and UID COPY: the same messages once more in another mailbox, or none of them
 * [RFC3501 §6.4.7]. Flags and dates go with them, \Deleted like any other. A message that was
 * expunged elsewhere cannot be copied any more, so then nothing is [RFC2180 §4.4].
 */
#include "imap-server-private.h"
#include "imap-set.h"
#include "model-copy.h"
#include "model-mailbox.h"

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

static void
append_range (GString *out, guint32 first, guint32 last)
{
  g_string_append_printf (out, "%s%u", out->len > 0 ? "," : "", first);
  if (last > first)
    g_string_append_printf (out, ":%u", last);
}

/* Before they are made: which UIDs the copies will have, in the order of @uids [RFC4315 §3]. NULL
 * where that is not offered, and when nothing is copied. */
static char *
describe_copies (const ImapServer *server, const GArray *uids, ModelId target)
{
  const Model *model = imap_server_get_model (server);
  g_autoptr (GString) from = g_string_new (NULL);
  g_autoptr (GString) to = g_string_new (NULL);
  guint32 next;
  guint64 modseq;
  if (!server->policy.uidplus || uids->len == 0)
    return NULL;
  for (guint i = 0, begin = 0; i < uids->len; i++)
    {
      const guint32 *at = &g_array_index (uids, guint32, i);
      if (i + 1 < uids->len && at[1] == at[0] + 1)
        continue;
      append_range (from, g_array_index (uids, guint32, begin), *at);
      begin = i + 1;
    }
  model_mailbox_get_next (model, target, &next, &modseq);
  append_range (to, next, next + uids->len - 1);
  return g_strdup_printf ("COPYUID %u %s %s",
                          (guint) model_get_number (model, target, MODEL_FIELD_UIDVALIDITY, 1),
                          from->str, to->str);
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
  g_autofree char *code = describe_copies (server, uids, target);
  model_copy_messages (server->tx, server->session.mailbox, uids, target);
  return imap_run_answer (run, IMAP_STATUS_OK, code, "COPY completed");
}

const ImapCommandClass imap_cmd_copy = {
  .name = "COPY",
  .rule = "command.copy",
  .states = IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_HAS_UID | IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_copy,
  .run = run_copy,
};
