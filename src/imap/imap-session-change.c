/* What a session does to its mailbox, and what it leaves for the others to find. */
#include "imap-session.h"

#include "imap-uids.h"

#include <string.h>

/* Entries a session wrote itself are no news to it. */
static void
skip_own_entries (const ImapSession *session, ModelTx *tx)
{
  const Model *model = model_tx_get_model (tx);
  model_tx_set_number (
      tx, session->connection, MODEL_FIELD_TOLD,
      model_runs_get_n (model_get_runs (model, session->mailbox, MODEL_FIELD_JOURNAL)));
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
  model_tx_journal (tx, session->mailbox, MODEL_CHANGE_FLAGS, first->first,
                    last->first + last->count - first->first, modseq);
  skip_own_entries (session, tx);
  return changed;
}

static guint
count_keywords (const char *keywords)
{
  guint n = keywords != NULL && keywords[0] != '\0';
  for (const char *at = keywords; at != NULL && (at = strchr (at, ' ')) != NULL; at++)
    n++;
  return n;
}

ModelFlags
imap_session_learn_flag (const ImapSession *session, ModelTx *tx, const char *name)
{
  const Model *model = model_tx_get_model (tx);
  const char *keywords = model_get_text (model, session->mailbox, MODEL_FIELD_KEYWORDS);
  ModelFlags flag = model_flag_parse (name, keywords);
  if (flag != 0 || name[0] == '\\' || count_keywords (keywords) >= MODEL_N_KEYWORDS)
    return flag;
  g_autofree char *more = keywords != NULL && keywords[0] != '\0'
                              ? g_strdup_printf ("%s %s", keywords, name)
                              : g_strdup (name);
  model_tx_set_text (tx, session->mailbox, MODEL_FIELD_KEYWORDS, more);
  return model_flag_parse (name, more);
}

/* --- expunging --- */

/* The other connections that have the same mailbox selected. */
static GArray *
find_others (const ImapSession *session, const Model *model)
{
  GArray *others = g_array_new (FALSE, FALSE, sizeof (ModelId));
  const char *user = model_get_name (model, session->account);
  const char *mailbox = model_get_name (model, session->mailbox);
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, session->server, id)) != MODEL_NO_ID)
    if (id != session->connection && model_get_kind (model, id) == MODEL_KIND_CONNECTION
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_USER), user) == 0
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_MAILBOX), mailbox) == 0)
      g_array_append_val (others, id);
  return others;
}

static gboolean
is_held (const Model *model, const GArray *others, guint32 uid)
{
  for (guint i = 0; i < others->len; i++)
    if (imap_uids_hold (
            model_get_runs (model, g_array_index (others, ModelId, i), MODEL_FIELD_NUMBERS), uid))
      return TRUE;
  return FALSE;
}

/* What lessons call a message has to be understood after its end. */
static void
keep_label (ModelTx *tx, ModelId mailbox, const ModelRow *row)
{
  ModelValue label = model_row_get (row, MODEL_FIELD_LABEL);
  if (label.kind != MODEL_VALUE_TEXT)
    return;
  ModelRow *gone = model_row_new (row->key, 0, 0);
  model_row_put (gone, MODEL_FIELD_LABEL, model_value_copy (&label), 0);
  model_tx_add_row (tx, mailbox, MODEL_TABLE_GONE, gone);
}

void
imap_session_release (const ImapSession *session, ModelTx *tx, const GArray *uids)
{
  const Model *model = model_tx_get_model (tx);
  if (uids->len == 0)
    return;
  g_autoptr (GArray) others = find_others (session, model);
  for (guint i = 0; i < uids->len; i++)
    {
      const ModelRun *run = &g_array_index (uids, ModelRun, i);
      for (guint32 uid = run->first; uid - run->first < run->count; uid++)
        {
          const ModelRow *row = model_row (model, session->mailbox, MODEL_TABLE_GHOSTS, uid);
          if (row == NULL || is_held (model, others, uid))
            continue;
          g_autoptr (ModelRow) ghost = model_row_dup (row);
          model_tx_remove_row (tx, session->mailbox, MODEL_TABLE_GHOSTS, uid);
          keep_label (tx, session->mailbox, ghost);
        }
    }
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

static void
remove_message (const ImapSession *session, ModelTx *tx, guint32 uid, const GArray *others)
{
  const Model *model = model_tx_get_model (tx);
  g_autoptr (ModelRow)
      row = model_row_dup (model_row (model, session->mailbox, MODEL_TABLE_LIVE, uid));
  model_tx_remove_row (tx, session->mailbox, MODEL_TABLE_LIVE, uid);
  if (is_held (model, others, uid))
    model_tx_add_row (tx, session->mailbox, MODEL_TABLE_GHOSTS, g_steal_pointer (&row));
  else
    keep_label (tx, session->mailbox, row);
}

guint
imap_session_expunge (const ImapSession *session, ModelTx *tx, gboolean tells)
{
  const Model *model = model_tx_get_model (tx);
  guint32 event = model_tx_get_event (tx);
  g_autoptr (GArray) deleted = find_deleted (model, session->mailbox);
  if (deleted->len == 0)
    return 0;
  guint64 modseq = (guint64) model_get_number (model, session->mailbox, MODEL_FIELD_HIGHESTMODSEQ,
                                               0)
                   + 1;
  g_autoptr (GArray) others = find_others (session, model);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  g_autoptr (GArray) own = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  ModelRuns *numbers = imap_session_get_numbers (session, model);
  g_autoptr (ModelRuns) view = numbers != NULL ? model_runs_ref (numbers) : NULL;
  for (guint i = 0; i < deleted->len; i++)
    {
      guint32 uid = g_array_index (deleted, guint32, i);
      remove_message (session, tx, uid, others);
      imap_uids_push (entries, uid, event);
      if (imap_uids_hold (view, uid))
        imap_uids_push (own, uid, event);
    }
  for (guint i = 0; i < entries->len; i++)
    {
      ModelRun *entry = &g_array_index (entries, ModelRun, i);
      entry->kind = MODEL_CHANGE_EXPUNGED;
      entry->modseq = modseq;
    }
  model_tx_set_number (tx, session->mailbox, MODEL_FIELD_HIGHESTMODSEQ, (gint64) modseq);
  guint n = model_runs_get_n (model_get_runs (model, session->mailbox, MODEL_FIELD_JOURNAL));
  model_tx_splice (tx, session->mailbox, MODEL_FIELD_JOURNAL, n, 0, (gconstpointer) entries->data,
                   entries->len);
  skip_own_entries (session, tx);
  if (tells)
    imap_uids_add (tx, session->connection, MODEL_FIELD_GHOSTS, own);
  return deleted->len;
}
