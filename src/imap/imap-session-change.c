/* What a session does to its mailbox, and what it leaves for the others to find. */
#include "imap-session.h"

#include "imap-set.h"

#include "model-journal.h"
#include "model-mailbox.h"
#include "model-uids.h"

/* Entries a session wrote itself are no news to it. */
static void
skip_own_entries (const ImapSession *session, ModelTx *tx)
{
  model_tx_set_number (tx, session->connection, MODEL_FIELD_TOLD,
                       model_journal_get_end (model_tx_get_model (tx), session->mailbox));
}

guint
imap_session_store (const ImapSession *session, ModelTx *tx, const GArray *uids, ModelMaskHow how,
                    ModelFlags flags)
{
  if (uids->len == 0)
    return 0;
  const Model *model = model_tx_get_model (tx);
  guint64 modseq = (guint64) model_get_number (model, session->mailbox, MODEL_FIELD_HIGHESTMODSEQ,
                                               0)
                   + 1;
  guint changed = model_tx_mask (tx, session->mailbox, (gconstpointer) uids->data, uids->len, how,
                                 flags, modseq);
  if (changed == 0)
    return 0;
  model_tx_set_number (tx, session->mailbox, MODEL_FIELD_HIGHESTMODSEQ, (gint64) modseq);
  const ModelRun *first = &g_array_index (uids, ModelRun, 0);
  const ModelRun *last = &g_array_index (uids, ModelRun, uids->len - 1);
  ModelRun entry = { first->first, last->first + last->count - first->first,
                     model_tx_get_event (tx), MODEL_CHANGE_FLAGS, modseq };
  model_journal_add (tx, session->mailbox, &entry, 1);
  skip_own_entries (session, tx);
  return changed;
}

static GArray *
find_deleted (const Model *model, ModelId mailbox)
{
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n = model_count (model, mailbox, MODEL_TABLE_LIVE);
  for (guint i = 0; i < n; i++)
    {
      const ModelRow *row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, i);
      if ((row->flags & MODEL_FLAG_DELETED) != 0)
        g_array_append_val (uids, row->key);
    }
  return uids;
}

/* Of @uids, ascending, those whose numbers in @view are in @only. */
static void
keep_only (const ModelRuns *view, const GArray *only, GArray *uids)
{
  guint kept = 0;
  guint range = 0;
  for (guint i = 0; i < uids->len; i++)
    {
      guint32 uid = g_array_index (uids, guint32, i);
      guint number = imap_view_lower (view, uid);
      if (model_runs_nth (view, number) != uid)
        continue;
      while (range < only->len && g_array_index (only, ImapNumbers, range).last < number)
        range++;
      if (range < only->len && g_array_index (only, ImapNumbers, range).first <= number)
        g_array_index (uids, guint32, kept++) = uid;
    }
  g_array_set_size (uids, kept);
}

guint
imap_session_expunge (const ImapSession *session, ModelTx *tx, const GArray *only, gboolean tells)
{
  const Model *model = model_tx_get_model (tx);
  guint32 event = model_tx_get_event (tx);
  g_autoptr (GArray) deleted = find_deleted (model, session->mailbox);
  if (only != NULL)
    keep_only (imap_session_get_numbers (session, model), only, deleted);
  if (deleted->len == 0)
    return 0;
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  const ModelRuns *view = imap_session_get_numbers (session, model);
  for (guint i = 0; i < deleted->len; i++)
    {
      guint32 uid = g_array_index (deleted, guint32, i);
      if (model_uids_hold (view, uid))
        model_uids_push (own, uid, event);
    }
  model_mailbox_remove (tx, session->mailbox, deleted, session->connection);
  skip_own_entries (session, tx);
  if (tells)
    model_uids_add (tx, session->connection, MODEL_FIELD_GHOSTS, own);
  return deleted->len;
}
