#include "model-journal.h"

/* Looked at for what can be dropped whenever the list has grown by so many. */
#define ROUND 256

static ModelRuns *
list_of (const Model *model, ModelId mailbox)
{
  return model_get_runs (model, mailbox, MODEL_FIELD_JOURNAL);
}

/* Whether the first run says what was dropped, and how many that are. */
static gboolean
has_base (const ModelRuns *journal, gint64 *dropped)
{
  const ModelRun *first = model_runs_get_n (journal) > 0 ? model_runs_get (journal, 0) : NULL;
  gboolean is_base = first != NULL && first->kind == MODEL_CHANGE_NONE;
  *dropped = is_base ? (gint64) first->modseq : 0;
  return is_base;
}

gint64
model_journal_get_end (const Model *model, ModelId mailbox)
{
  gint64 dropped;
  const ModelRuns *journal = list_of (model, mailbox);
  guint base = has_base (journal, &dropped) ? 1 : 0;
  return dropped + model_runs_get_n (journal) - base;
}

guint
model_journal_find (const Model *model, ModelId mailbox, gint64 told)
{
  gint64 dropped;
  const ModelRuns *journal = list_of (model, mailbox);
  guint n = model_runs_get_n (journal);
  guint base = has_base (journal, &dropped) ? 1 : 0;
  return (guint) CLAMP (told - dropped + base, base, n);
}

/* What all sessions that follow the journal have taken in. */
static gint64
find_least_told (const Model *model, ModelId mailbox)
{
  ModelId account = model_get_parent (model, mailbox);
  ModelId owner = model_get_parent (model, account);
  const char *user = model_get_name (model, account);
  const char *name = model_get_name (model, mailbox);
  gint64 least = model_journal_get_end (model, mailbox);
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, owner, id)) != MODEL_NO_ID)
    if (model_get_kind (model, id) == MODEL_KIND_CONNECTION
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_USER), user) == 0
        && g_strcmp0 (model_get_text (model, id, MODEL_FIELD_MAILBOX), name) == 0)
      least = MIN (least, model_get_number (model, id, MODEL_FIELD_TOLD, least));
  return least;
}

static void
drop_told (ModelTx *tx, ModelId mailbox)
{
  gint64 dropped;
  const Model *model = model_tx_get_model (tx);
  gint64 least = find_least_told (model, mailbox);
  guint base = has_base (list_of (model, mailbox), &dropped) ? 1 : 0;
  ModelRun mark = { .kind = MODEL_CHANGE_NONE, .modseq = (guint64) least };
  if (least > dropped)
    model_tx_splice (tx, mailbox, MODEL_FIELD_JOURNAL, 0, base + (guint) (least - dropped), &mark,
                     1);
}

void
model_journal_add (ModelTx *tx, ModelId mailbox, const ModelRun *entries, guint n)
{
  guint before = model_runs_get_n (list_of (model_tx_get_model (tx), mailbox));
  model_tx_splice (tx, mailbox, MODEL_FIELD_JOURNAL, before, 0, entries, n);
  if (before / ROUND != (before + n) / ROUND)
    drop_told (tx, mailbox);
}
