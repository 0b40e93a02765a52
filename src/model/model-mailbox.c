#include "model-mailbox.h"

#include <string.h>

#include "model-journal.h"
#include "model-uids.h"

void
model_mailbox_get_next (const Model *model, ModelId mailbox, guint32 *uid, guint64 *modseq)
{
  *uid = (guint32) model_get_number (model, mailbox, MODEL_FIELD_UIDNEXT, 1);
  *modseq = (guint64) model_get_number (model, mailbox, MODEL_FIELD_HIGHESTMODSEQ, 0) + 1;
}

void
model_mailbox_append (ModelTx *tx, ModelId mailbox, ModelRow *const *rows, guint n)
{
  guint32 uid;
  guint64 modseq;
  if (n == 0)
    return;
  model_mailbox_get_next (model_tx_get_model (tx), mailbox, &uid, &modseq);
  for (guint i = 0; i < n; i++)
    {
      g_assert (rows[i]->key == uid + i && rows[i]->modseq == modseq);
      model_tx_add_row (tx, mailbox, MODEL_TABLE_LIVE, rows[i]);
    }
  model_tx_set_number (tx, mailbox, MODEL_FIELD_UIDNEXT, (gint64) uid + n);
  model_tx_set_number (tx, mailbox, MODEL_FIELD_HIGHESTMODSEQ, (gint64) modseq);
  ModelRun entry = { uid, n, model_tx_get_event (tx), MODEL_CHANGE_NEW, modseq };
  model_journal_add (tx, mailbox, &entry, 1);
}

/* --- flags --- */

static guint
count_keywords (const char *keywords)
{
  guint n = keywords != NULL && keywords[0] != '\0';
  for (const char *at = keywords; at != NULL && (at = strchr (at, ' ')) != NULL; at++)
    n++;
  return n;
}

ModelFlags
model_mailbox_learn_flag (ModelTx *tx, ModelId mailbox, const char *name)
{
  const char *keywords = model_get_text (model_tx_get_model (tx), mailbox, MODEL_FIELD_KEYWORDS);
  ModelFlags flag = model_flag_parse (name, keywords);
  if (flag != 0 || name[0] == '\\' || count_keywords (keywords) >= MODEL_N_KEYWORDS)
    return flag;
  g_autofree char *more = keywords != NULL && keywords[0] != '\0'
                              ? g_strdup_printf ("%s %s", keywords, name)
                              : g_strdup (name);
  model_tx_set_text (tx, mailbox, MODEL_FIELD_KEYWORDS, more);
  return model_flag_parse (name, more);
}

ModelFlags
model_mailbox_translate_flags (ModelTx *tx, ModelId from, ModelFlags flags, ModelId to)
{
  const ModelFlags system = ((ModelFlags) 1 << MODEL_FLAG_KEYWORD_0) - 1;
  if (from == to || (flags & ~system) == 0)
    return flags;
  const char *keywords = model_get_text (model_tx_get_model (tx), from, MODEL_FIELD_KEYWORDS);
  g_auto (GStrv) names = g_strsplit (keywords != NULL ? keywords : "", " ", -1);
  ModelFlags translated = flags & system;
  for (guint i = 0; i < MODEL_N_KEYWORDS && names[i] != NULL; i++)
    if (flags & ((ModelFlags) 1 << (MODEL_FLAG_KEYWORD_0 + i)))
      translated |= model_mailbox_learn_flag (tx, to, names[i]);
  return translated;
}

/* --- removing --- */

/* Connections of the mailbox's owner, but for @by, that have it open. */
static GArray *
find_others (const Model *model, ModelId mailbox, ModelId by)
{
  GArray *others = g_array_new (FALSE, FALSE, sizeof (ModelId));
  ModelId account = model_get_parent (model, mailbox);
  ModelId owner = model_get_parent (model, account);
  const char *user = model_get_name (model, account);
  const char *name = model_get_name (model, mailbox);
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, owner, id)) != MODEL_NO_ID)
    if (id != by && model_get_kind (model, id) == MODEL_KIND_CONNECTION
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_USER), user) == 0
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_MAILBOX), name) == 0)
      g_array_append_val (others, id);
  return others;
}

static gboolean
is_held (const Model *model, const GArray *others, guint32 uid)
{
  for (guint i = 0; i < others->len; i++)
    if (model_uids_hold (
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

static void
remove_message (ModelTx *tx, ModelId mailbox, guint32 uid, const GArray *others)
{
  const Model *model = model_tx_get_model (tx);
  g_autoptr (ModelRow) row = model_row_dup (model_row (model, mailbox, MODEL_TABLE_LIVE, uid));
  model_tx_remove_row (tx, mailbox, MODEL_TABLE_LIVE, uid);
  if (is_held (model, others, uid))
    model_tx_add_row (tx, mailbox, MODEL_TABLE_GHOSTS, g_steal_pointer (&row));
  else
    keep_label (tx, mailbox, row);
}

void
model_mailbox_remove (ModelTx *tx, ModelId mailbox, const GArray *uids, ModelId by)
{
  const Model *model = model_tx_get_model (tx);
  guint32 next;
  guint64 modseq;
  if (uids->len == 0)
    return;
  model_mailbox_get_next (model, mailbox, &next, &modseq);
  g_autoptr (GArray) others = find_others (model, mailbox, by);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  for (guint i = 0; i < uids->len; i++)
    {
      guint32 uid = g_array_index (uids, guint32, i);
      remove_message (tx, mailbox, uid, others);
      model_uids_push (entries, uid, model_tx_get_event (tx));
    }
  for (guint i = 0; i < entries->len; i++)
    {
      ModelRun *entry = &g_array_index (entries, ModelRun, i);
      entry->kind = MODEL_CHANGE_EXPUNGED;
      entry->modseq = modseq;
    }
  model_tx_set_number (tx, mailbox, MODEL_FIELD_HIGHESTMODSEQ, (gint64) modseq);
  model_journal_add (tx, mailbox, (gconstpointer) entries->data, entries->len);
}

void
model_mailbox_release (ModelTx *tx, ModelId mailbox, const GArray *uids, ModelId by)
{
  const Model *model = model_tx_get_model (tx);
  if (uids->len == 0)
    return;
  g_autoptr (GArray) others = find_others (model, mailbox, by);
  for (guint i = 0; i < uids->len; i++)
    {
      const ModelRun *run = &g_array_index (uids, ModelRun, i);
      for (guint32 uid = run->first; uid - run->first < run->count; uid++)
        {
          const ModelRow *row = model_row (model, mailbox, MODEL_TABLE_GHOSTS, uid);
          if (row == NULL || is_held (model, others, uid))
            continue;
          g_autoptr (ModelRow) ghost = model_row_dup (row);
          model_tx_remove_row (tx, mailbox, MODEL_TABLE_GHOSTS, uid);
          keep_label (tx, mailbox, ghost);
        }
    }
}
