/*
 * COPY and UID COPY: the same messages once more in another mailbox, or none of them
 * [RFC3501 §6.4.7]. Flags and dates go with them, \Deleted like any other. A message that was
 * expunged elsewhere cannot be copied any more, so then nothing is [RFC2180 §4.4].
 */
#include "imap-server-private.h"
#include "imap-set.h"
#include "model-mailbox.h"

static gboolean
parse_copy (ImapParser *parser, ImapCommand *out)
{
  return imap_rule_sp (parser) && imap_rule_sequence_set (parser, &out->set)
         && imap_rule_sp (parser) && imap_rule_mailbox (parser, &out->mailbox);
}

/* What is being copied, message by message. */
typedef struct
{
  ImapServer *server;
  ModelId target;
  GHashTable *labels; /* that living messages of the target have; NULL until one is met */
} Copying;

static GHashTable *
gather_labels (const Model *model, ModelId mailbox)
{
  GHashTable *labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const ModelRow *row;
  for (guint i = 0; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, i)) != NULL; i++)
    {
      ModelValue label = model_row_get (row, MODEL_FIELD_LABEL);
      if (label.kind == MODEL_VALUE_TEXT)
        g_hash_table_add (labels, g_strdup (label.text));
    }
  return labels;
}

/* A label names one message of a mailbox: what already has one there keeps it. */
static gboolean
may_have_label (Copying *copying, const char *label)
{
  if (copying->labels == NULL)
    copying->labels = gather_labels (imap_server_get_model (copying->server), copying->target);
  return g_hash_table_add (copying->labels, g_strdup (label));
}

static ModelRow *
copy_row (Copying *copying, const ModelRow *row, guint32 uid, guint64 modseq)
{
  ImapServer *server = copying->server;
  ModelRow *copy = model_row_new (uid,
                                  model_mailbox_translate_flags (server->tx,
                                                                 server->session.mailbox,
                                                                 row->flags, copying->target),
                                  modseq);
  for (guint i = 0; i < model_row_n_cells (row); i++)
    {
      const ModelCell *cell = model_row_cell (row, i);
      if (cell->field != MODEL_FIELD_LABEL || may_have_label (copying, cell->value.text))
        model_row_put (copy, cell->field, model_value_copy (&cell->value), 0);
    }
  return copy;
}

static void
copy_messages (ImapServer *server, const GArray *numbers, ModelId target)
{
  const Model *model = imap_server_get_model (server);
  const ModelRuns *view = imap_session_get_numbers (&server->session, model);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  Copying copying = { server, target, NULL };
  guint32 uid;
  guint64 modseq;
  model_mailbox_get_next (model, target, &uid, &modseq);
  for (guint i = 0; i < numbers->len; i++)
    {
      const ImapNumbers *range = &g_array_index (numbers, ImapNumbers, i);
      for (guint n = range->first; n <= range->last; n++)
        {
          const ModelRow *row = imap_session_find_row (&server->session, model,
                                                       model_runs_nth (view, n), NULL);
          g_ptr_array_add (rows, copy_row (&copying, row, uid + rows->len, modseq));
        }
    }
  g_clear_pointer (&copying.labels, g_hash_table_unref);
  model_mailbox_append (server->tx, target, (ModelRow *const *) rows->pdata, rows->len);
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
  copy_messages (server, numbers, target);
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
