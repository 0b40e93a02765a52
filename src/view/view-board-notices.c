/* What a session is yet to be told, as far as the state says: derived, stored nowhere. */
#include "view-board-private.h"

#include "model-journal.h"

#define NOTICES_SHOWN 2
#define RANGE_LOOKED_AT 1000 /* messages of one entry of the journal that are looked at singly */

void
board_pending_clear (BoardPending *pending)
{
  g_clear_pointer (&pending->wire, g_free);
}

static guint
count_living (const Model *model, ModelId mailbox, guint32 first, guint32 n)
{
  guint below = model_row_index (model, mailbox, MODEL_TABLE_LIVE, first);
  return model_row_index (model, mailbox, MODEL_TABLE_LIVE, first + n) - below;
}

guint
board_known_living (const Model *model, ModelId mailbox, const ModelRuns *numbers)
{
  guint living = 0;
  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    {
      const ModelRun *run = model_runs_get (numbers, i);
      if (run->first != 0)
        living += count_living (model, mailbox, run->first, run->count);
    }
  return living;
}

ModelId
board_find_mailbox (const Model *model, ModelId session)
{
  const char *user = model_get_text (model, session, MODEL_FIELD_USER);
  const char *name = model_get_text (model, session, MODEL_FIELD_MAILBOX);
  ModelId server = model_get_parent (model, session);
  ModelId account = user != NULL ? model_find (model, server, user) : MODEL_NO_ID;
  return account != MODEL_NO_ID && name != NULL ? model_find (model, account, name) : MODEL_NO_ID;
}

static void
add_wire (GString *wire, guint shown, const char *text)
{
  if (shown < NOTICES_SHOWN)
    g_string_append_printf (wire, "%s%s", wire->len > 0 ? " · " : "", text);
  else if (shown == NOTICES_SHOWN)
    g_string_append (wire, " …");
}

/* How many UIDs of @run live from its first on, before the first one that does not. */
static guint32
count_alive_ahead (const Model *model, ModelId mailbox, const ModelRun *run, guint32 from)
{
  guint32 low = 0;
  for (guint32 high = run->count - from; low < high;)
    {
      guint32 middle = low + (high - low + 1) / 2;
      if (count_living (model, mailbox, run->first + from, middle) == middle)
        low = middle;
      else
        high = middle - 1;
    }
  return low;
}

/* Numbers as each EXPUNGE leaves them behind it, lowest first. [RFC9051 §7.5.1] */
static void
add_expunges (const Model *model, ModelId mailbox, const ModelRuns *numbers, BoardPending *pending,
              GString *wire, guint *shown)
{
  guint32 before = 0;
  pending->expunges = model_runs_total (numbers) - board_known_living (model, mailbox, numbers);
  for (guint i = 0; i < model_runs_get_n (numbers) && *shown <= NOTICES_SHOWN; i++)
    {
      const ModelRun *run = model_runs_get (numbers, i);
      for (guint32 at = 0; at < run->count && *shown < pending->expunges && *shown <= NOTICES_SHOWN;
           at++)
        {
          at += count_alive_ahead (model, mailbox, run, at);
          if (at >= run->count)
            break;
          g_autofree char *text = g_strdup_printf ("* %u EXPUNGE", before + at + 1 - *shown);
          add_wire (wire, (*shown)++, text);
        }
      before += run->count;
    }
}

static void
add_flag_line (const Model *model, ModelId mailbox, const ModelRuns *numbers, guint32 uid,
               GString *wire, guint *shown)
{
  const ModelRow *row = model_row (model, mailbox, MODEL_TABLE_LIVE, uid);
  guint number = model_runs_find (numbers, uid);
  if (row == NULL || number == 0 || *shown > NOTICES_SHOWN)
    return;
  g_autofree char *flags = model_flags_format (
      row->flags, model_get_text (model, mailbox, MODEL_FIELD_KEYWORDS));
  g_autofree char *text = g_strdup_printf ("* %u FETCH (UID %u FLAGS (%s))", number, uid, flags);
  add_wire (wire, (*shown)++, text);
}

static void
add_entry (const Model *model, ModelId mailbox, const ModelRuns *numbers, const ModelRuns *untold,
           const ModelRun *entry, BoardPending *pending, GString *wire, guint *shown)
{
  if (entry->count > RANGE_LOOKED_AT)
    {
      pending->flags += count_living (model, mailbox, entry->first, entry->count);
      return;
    }
  for (guint32 i = 0; i < entry->count; i++)
    {
      const ModelRow *row = model_row (model, mailbox, MODEL_TABLE_LIVE, entry->first + i);
      if (row == NULL || row->modseq < entry->modseq || model_runs_contains (untold, row->key)
          || model_runs_find (numbers, row->key) == 0)
        continue;
      pending->flags++;
      add_flag_line (model, mailbox, numbers, row->key, wire, shown);
    }
}

/* What the session has noted, and what the journal holds that it has not even noted. */
static void
add_flags (const Model *model, ModelId session, ModelId mailbox, const ModelRuns *numbers,
           BoardPending *pending, GString *wire, guint *shown)
{
  const ModelRuns *untold = model_get_runs (model, session, MODEL_FIELD_UNTOLD);
  const ModelRuns *journal = model_get_runs (model, mailbox, MODEL_FIELD_JOURNAL);
  guint told = model_journal_find (model, mailbox,
                                   model_get_number (model, session, MODEL_FIELD_TOLD, 0));
  pending->flags = model_runs_total (untold);
  for (guint i = 0; i < model_runs_get_n (untold); i++)
    {
      const ModelRun *run = model_runs_get (untold, i);
      for (guint32 k = 0; k < run->count && *shown <= NOTICES_SHOWN; k++)
        add_flag_line (model, mailbox, numbers, run->first + k, wire, shown);
    }
  for (guint i = told; i < model_runs_get_n (journal); i++)
    {
      const ModelRun *entry = model_runs_get (journal, i);
      if (entry->kind == MODEL_CHANGE_FLAGS)
        add_entry (model, mailbox, numbers, untold, entry, pending, wire, shown);
    }
}

static void
add_news (const Model *model, ModelId mailbox, const ModelRuns *numbers, BoardPending *pending,
          GString *wire, guint *shown)
{
  guint runs = model_runs_get_n (numbers);
  const ModelRun *last = runs > 0 ? model_runs_get (numbers, runs - 1) : NULL;
  guint living = model_count (model, mailbox, MODEL_TABLE_LIVE);
  guint known = last != NULL
                    ? model_row_index (model, mailbox, MODEL_TABLE_LIVE, last->first + last->count)
                    : 0;
  pending->news = living - known;
  if (pending->news == 0)
    return;
  g_autofree char *text = g_strdup_printf ("* %u EXISTS", living);
  add_wire (wire, (*shown)++, text);
}

BoardPending
board_pending_get (const Model *model, ModelId session)
{
  BoardPending pending = { 0 };
  ModelId mailbox = board_find_mailbox (model, session);
  const char *state = model_get_text (model, session, MODEL_FIELD_STATE);
  if (mailbox == MODEL_NO_ID || g_strcmp0 (state, "selected") != 0)
    return pending;
  const ModelRuns *numbers = model_get_runs (model, session, MODEL_FIELD_NUMBERS);
  g_autoptr (GString) wire = g_string_new (NULL);
  guint shown = 0;
  add_expunges (model, mailbox, numbers, &pending, wire, &shown);
  add_flags (model, session, mailbox, numbers, &pending, wire, &shown);
  add_news (model, mailbox, numbers, &pending, wire, &shown);
  if (pending.expunges + pending.flags + pending.news > 0)
    pending.wire = g_strdup (wire->str);
  return pending;
}
