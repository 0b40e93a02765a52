#include "imap-session.h"

#include "imap-set.h"
#include "model-journal.h"
#include "model-mailbox.h"
#include "model-uids.h"

#define NEW_RUNS() g_array_new (FALSE, FALSE, sizeof (ModelRun))

static ModelRuns *
list (const ImapSession *session, const Model *model, ModelField field)
{
  return model_get_runs (model, session->connection, field);
}

/* --- opening and leaving --- */

/* Living messages from @uid on as runs, and those of them that no session was told of. */
static void
gather_living (const Model *model, ModelId mailbox, guint32 uid, GArray *all, GArray *recent)
{
  gint64 recent_from = model_get_number (model, mailbox, MODEL_FIELD_RECENT_FROM, 1);
  guint at = model_row_index (model, mailbox, MODEL_TABLE_LIVE, uid);
  const ModelRow *row;
  for (; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, at)) != NULL; at++)
    {
      model_uids_push (all, row->key, 0);
      if (row->key >= recent_from)
        model_uids_push (recent, row->key, 0);
    }
}

/* A session that only looks must not take \Recent away from the next one [RFC3501 §6.3.2]. */
static void
claim_recent (const ImapSession *session, ModelTx *tx, const GArray *recent)
{
  if (recent->len == 0)
    return;
  model_uids_add (tx, session->connection, MODEL_FIELD_RECENT, recent);
  const ModelRun *last = &g_array_index (recent, ModelRun, recent->len - 1);
  if (!session->read_only)
    model_tx_set_number (tx, session->mailbox, MODEL_FIELD_RECENT_FROM,
                         (gint64) last->first + last->count);
}

void
imap_session_open (ImapSession *session, ModelTx *tx, ModelId mailbox, gboolean read_only)
{
  g_assert (session->mailbox == MODEL_NO_ID);
  const Model *model = model_tx_get_model (tx);
  session->mailbox = mailbox;
  session->read_only = read_only;
  model_tx_set_text (tx, session->connection, MODEL_FIELD_MAILBOX, model_get_name (model, mailbox));
  model_tx_set_number (tx, session->connection, MODEL_FIELD_READ_ONLY, read_only);
  model_tx_set_number (tx, session->connection, MODEL_FIELD_TOLD,
                       model_journal_get_end (model, mailbox));
  model_tx_set_text (tx, session->connection, MODEL_FIELD_KEYWORDS,
                     model_get_text (model, mailbox, MODEL_FIELD_KEYWORDS));

  g_autoptr (GArray) all = NEW_RUNS ();
  g_autoptr (GArray) recent = NEW_RUNS ();
  gather_living (model, mailbox, 1, all, recent);
  if (all->len > 0)
    {
      g_autoptr (ModelRuns) numbers = model_runs_new ((gconstpointer) all->data, all->len);
      model_tx_set (tx, session->connection, MODEL_FIELD_NUMBERS, model_value_runs (numbers));
    }
  claim_recent (session, tx, recent);
  model_tx_set_number (tx, session->connection, MODEL_FIELD_RECENT_COUNT,
                       imap_session_count_recent (session, model));
}

void
imap_session_leave (ImapSession *session, ModelTx *tx)
{
  static const ModelField fields[] = {
    MODEL_FIELD_MAILBOX, MODEL_FIELD_READ_ONLY, MODEL_FIELD_NUMBERS,
    MODEL_FIELD_TOLD,    MODEL_FIELD_GHOSTS,    MODEL_FIELD_UNTOLD,
    MODEL_FIELD_RECENT,  MODEL_FIELD_KEYWORDS,  MODEL_FIELD_RECENT_COUNT,
  };
  if (session->mailbox == MODEL_NO_ID)
    return;
  /* Also what has happened since the last look may have made ghosts that wait for this session. */
  imap_session_take_in (session, tx);
  g_autoptr (GArray) held = NEW_RUNS ();
  const ModelRuns *ghosts = list (session, model_tx_get_model (tx), MODEL_FIELD_GHOSTS);
  for (guint i = 0; i < model_runs_get_n (ghosts); i++)
    g_array_append_vals (held, model_runs_get (ghosts, i), 1);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    model_tx_set (tx, session->connection, fields[i], MODEL_NONE);
  model_mailbox_release (tx, session->mailbox, held, session->connection);
  session->mailbox = MODEL_NO_ID;
  session->read_only = FALSE;
}

/* --- the journal --- */

/* The messages of the view that @entry is about. */
static void
gather_entry (const ImapSession *session, const Model *model, const ModelRun *entry, GArray *out)
{
  const ModelRuns *view = list (session, model, MODEL_FIELD_NUMBERS);
  guint64 end = (guint64) entry->first + entry->count;
  guint number = imap_view_lower (view, entry->first);
  guint32 uid;
  for (; (uid = model_runs_nth (view, number)) != 0 && uid < end; number++)
    {
      if (entry->kind == MODEL_CHANGE_FLAGS)
        {
          const ModelRow *row = model_row (model, session->mailbox, MODEL_TABLE_LIVE, uid);
          if (row == NULL || row->modseq < entry->modseq)
            continue;
        }
      model_uids_push (out, uid, entry->event);
    }
}

static void
note (const ImapSession *session, ModelTx *tx, ModelChange what, const GArray *uids)
{
  if (what == MODEL_CHANGE_EXPUNGED)
    {
      model_uids_add (tx, session->connection, MODEL_FIELD_GHOSTS, uids);
      model_uids_remove (tx, session->connection, MODEL_FIELD_UNTOLD, uids);
    }
  else if (what == MODEL_CHANGE_FLAGS)
    model_uids_add (tx, session->connection, MODEL_FIELD_UNTOLD, uids);
}

/* An EXPUNGE of scattered messages left many entries: what goes up in UIDs is noted at once. */
void
imap_session_take_in (const ImapSession *session, ModelTx *tx)
{
  const Model *model = model_tx_get_model (tx);
  if (session->mailbox == MODEL_NO_ID)
    return;
  gint64 told = model_get_number (model, session->connection, MODEL_FIELD_TOLD, 0);
  ModelRuns *entries = model_get_runs (model, session->mailbox, MODEL_FIELD_JOURNAL);
  g_autoptr (ModelRuns) journal = entries != NULL ? model_runs_ref (entries) : NULL;
  guint n = model_runs_get_n (journal);
  g_autoptr (GArray) uids = NEW_RUNS ();
  ModelRun before = { .kind = MODEL_CHANGE_NONE };
  for (guint i = model_journal_find (model, session->mailbox, told); i < n; i++)
    {
      const ModelRun *entry = model_runs_get (journal, i);
      if (entry->kind != before.kind || entry->first < (guint64) before.first + before.count)
        {
          note (session, tx, before.kind, uids);
          g_array_set_size (uids, 0);
        }
      if (entry->kind != MODEL_CHANGE_NEW)
        gather_entry (session, model, entry, uids);
      before = *entry;
    }
  note (session, tx, before.kind, uids);
  model_tx_set_number (tx, session->connection, MODEL_FIELD_TOLD,
                       model_journal_get_end (model_tx_get_model (tx), session->mailbox));
}

/* --- looking --- */

ModelRuns *
imap_session_get_numbers (const ImapSession *session, const Model *model)
{
  return list (session, model, MODEL_FIELD_NUMBERS);
}

const ModelRow *
imap_session_find_row (const ImapSession *session, const Model *model, guint32 uid,
                       gboolean *is_ghost)
{
  const ModelRow *row = model_row (model, session->mailbox, MODEL_TABLE_LIVE, uid);
  if (is_ghost != NULL)
    *is_ghost = row == NULL;
  if (row == NULL)
    row = model_row (model, session->mailbox, MODEL_TABLE_GHOSTS, uid);
  return row;
}

gboolean
imap_session_is_recent (const ImapSession *session, const Model *model, guint32 uid)
{
  return model_uids_hold (list (session, model, MODEL_FIELD_RECENT), uid);
}

guint
imap_session_count_recent (const ImapSession *session, const Model *model)
{
  return model_runs_total (list (session, model, MODEL_FIELD_RECENT));
}

gboolean
imap_session_meets_ghost (const ImapSession *session, const Model *model, const GArray *numbers)
{
  const ModelRuns *ghosts = list (session, model, MODEL_FIELD_GHOSTS);
  const ModelRuns *view = list (session, model, MODEL_FIELD_NUMBERS);
  for (guint i = 0; i < model_runs_get_n (ghosts); i++)
    {
      const ModelRun *run = model_runs_get (ghosts, i);
      guint32 first = model_runs_find (view, run->first);
      for (guint k = 0; k < numbers->len; k++)
        {
          const ImapNumbers *range = &g_array_index (numbers, ImapNumbers, k);
          if (range->first < first + run->count && range->last >= first)
            return TRUE;
        }
    }
  return FALSE;
}

/* --- telling --- */

GArray *
imap_session_get_expunges (const ImapSession *session, const Model *model, gboolean high_first)
{
  GArray *notices = g_array_new (FALSE, FALSE, sizeof (ImapNotice));
  const ModelRuns *view = list (session, model, MODEL_FIELD_NUMBERS);
  const ModelRuns *ghosts = list (session, model, MODEL_FIELD_GHOSTS);
  for (guint i = 0; i < model_runs_get_n (ghosts); i++)
    {
      const ModelRun *run = model_runs_get (ghosts, i);
      for (guint k = 0; k < run->count; k++)
        {
          ImapNotice notice = { .uid = run->first + k, .event = run->event };
          notice.number = model_runs_find (view, notice.uid);
          g_assert (notice.number > 0);
          /* Ascending, each line has moved what follows it down by one. */
          if (!high_first)
            notice.number -= notices->len;
          g_array_append_val (notices, notice);
        }
    }
  for (guint i = 0; high_first && i < notices->len / 2; i++)
    {
      ImapNotice *a = &g_array_index (notices, ImapNotice, i);
      ImapNotice *b = &g_array_index (notices, ImapNotice, notices->len - 1 - i);
      ImapNotice swap = *a;
      *a = *b;
      *b = swap;
    }
  return notices;
}

static gint
compare_runs (gconstpointer a, gconstpointer b)
{
  const ModelRun *x = a, *y = b;
  return x->first < y->first ? -1 : x->first > y->first;
}

void
imap_session_told_expunges (const ImapSession *session, ModelTx *tx, const GArray *notices, guint n)
{
  g_autoptr (GArray) singles = NEW_RUNS ();
  for (guint i = 0; i < n; i++)
    {
      ModelRun run = { .first = g_array_index (notices, ImapNotice, i).uid, .count = 1 };
      g_array_append_val (singles, run);
    }
  g_array_sort (singles, compare_runs);
  g_autoptr (GArray) uids = NEW_RUNS ();
  for (guint i = 0; i < singles->len; i++)
    model_uids_push (uids, g_array_index (singles, ModelRun, i).first, 0);

  model_uids_remove (tx, session->connection, MODEL_FIELD_NUMBERS, uids);
  model_uids_remove (tx, session->connection, MODEL_FIELD_GHOSTS, uids);
  model_uids_remove (tx, session->connection, MODEL_FIELD_UNTOLD, uids);
  model_uids_remove (tx, session->connection, MODEL_FIELD_RECENT, uids);
  model_mailbox_release (tx, session->mailbox, uids, session->connection);
}

GArray *
imap_session_get_changes (const ImapSession *session, const Model *model, guint max)
{
  GArray *notices = g_array_new (FALSE, FALSE, sizeof (ImapNotice));
  const ModelRuns *view = list (session, model, MODEL_FIELD_NUMBERS);
  const ModelRuns *untold = list (session, model, MODEL_FIELD_UNTOLD);
  for (guint i = 0; i < model_runs_get_n (untold); i++)
    {
      const ModelRun *run = model_runs_get (untold, i);
      for (guint k = 0; k < run->count && notices->len < max; k++)
        {
          ImapNotice notice = { .uid = run->first + k, .event = run->event };
          notice.number = model_runs_find (view, notice.uid);
          g_assert (notice.number > 0);
          g_array_append_val (notices, notice);
        }
    }
  return notices;
}

void
imap_session_told_flags (const ImapSession *session, ModelTx *tx, const GArray *uids)
{
  model_uids_remove (tx, session->connection, MODEL_FIELD_UNTOLD, uids);
}

void
imap_session_drop_changes (const ImapSession *session, ModelTx *tx, guint32 uid)
{
  g_autoptr (GArray) uids = NEW_RUNS ();
  ModelRun run = { .first = 1, .count = uid };
  g_array_append_val (uids, run);
  model_uids_remove (tx, session->connection, MODEL_FIELD_UNTOLD, uids);
}

gboolean
imap_session_take_arrivals (const ImapSession *session, ModelTx *tx, guint32 *event)
{
  const Model *model = model_tx_get_model (tx);
  const ModelRuns *view = list (session, model, MODEL_FIELD_NUMBERS);
  guint32 last = model_runs_nth (view, model_runs_total (view));
  guint n = model_count (model, session->mailbox, MODEL_TABLE_LIVE);
  const ModelRow *newest = n > 0 ? model_row_at (model, session->mailbox, MODEL_TABLE_LIVE, n - 1)
                                 : NULL;
  if (newest == NULL || newest->key <= last)
    return FALSE;
  *event = newest->born;

  g_autoptr (GArray) all = NEW_RUNS ();
  g_autoptr (GArray) recent = NEW_RUNS ();
  gather_living (model, session->mailbox, last + 1, all, recent);
  for (guint i = 0; i < all->len; i++)
    {
      const ModelRun *run = &g_array_index (all, ModelRun, i);
      model_tx_numbers_append (tx, session->connection, MODEL_FIELD_NUMBERS, run->first,
                               run->count);
    }
  claim_recent (session, tx, recent);
  return TRUE;
}
