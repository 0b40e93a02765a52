/*
 * STORE with .SILENT: no FETCH tells what came of it, so the client works it out by itself when the
 * server has said OK [RFC9051 §6.4.6].
 */
#include "imap-client-beliefs.h"

#include "imap-set.h"

/* A server may claim to have any number of messages; we do not make a row for each of so many. */
#define MOST_NEW_ROWS 100000

typedef struct
{
  ImapBeliefs *beliefs;
  ModelTx *tx;
  const ImapCommand *command;
  ModelMaskHow how;
  ModelFlags flags;
  const ModelRuns *numbers;
} Store;

/* --- rows whose flags are changed --- */

static gint
compare_runs (gconstpointer a, gconstpointer b)
{
  const ModelRun *x = a, *y = b;
  return x->first < y->first ? -1 : x->first > y->first;
}

static guint32
last_of (const ModelRun *run)
{
  return run->first + (run->count - 1);
}

static void
push_range (GArray *runs, guint32 first, guint32 last)
{
  /* No message has UID 0, and a run cannot count them all. */
  ModelRun run = { .first = MAX (first, 1) };
  if (last < run.first)
    return;
  run.count = last - run.first + 1;
  g_array_append_val (runs, run);
}

/* Ascending and apart, whatever order a set or a server has them in. */
static void
put_in_order (GArray *runs)
{
  g_array_sort (runs, compare_runs);
  guint kept = 0;
  for (guint i = 1; i < runs->len; i++)
    {
      ModelRun *before = &g_array_index (runs, ModelRun, kept);
      ModelRun next = g_array_index (runs, ModelRun, i);
      if (next.first > last_of (before))
        g_array_index (runs, ModelRun, ++kept) = next;
      else if (last_of (&next) > last_of (before))
        before->count = last_of (&next) - before->first + 1;
    }
  if (runs->len > 0)
    g_array_set_size (runs, kept + 1);
}

/* Puts rows of @run whose flags are known into @known, each run as far as no other lies between; FLAGS
   makes the others known, which no mask can. */
static void
sort_rows (const Store *store, ModelId mailbox, const ModelRun *run, GArray *known)
{
  const Model *model = model_tx_get_model (store->tx);
  guint index = model_row_index (model, mailbox, MODEL_TABLE_LIVE, run->first);
  gboolean joined = FALSE;
  const ModelRow *row;
  for (; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, index)) != NULL; index++)
    {
      guint32 key = row->key;
      if (key > last_of (run))
        break;
      gboolean is_known = (row->flags & MODEL_FLAGS_UNKNOWN) == 0;
      if (is_known && joined)
        {
          ModelRun *last = &g_array_index (known, ModelRun, known->len - 1);
          last->count = key - last->first + 1;
        }
      else if (is_known)
        push_range (known, key, key);
      else if (store->how == MODEL_MASK_REPLACE)
        model_tx_set_row (store->tx, mailbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_FLAGS,
                          model_value_number (store->flags));
      joined = is_known;
    }
}

static void
change_rows (const Store *store, ModelId mailbox, GArray *runs)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  put_in_order (runs);
  for (guint i = 0; i < runs->len; i++)
    sort_rows (store, mailbox, &g_array_index (runs, ModelRun, i), known);
  model_tx_mask (store->tx, mailbox, (gconstpointer) known->data, known->len, store->how,
                 store->flags, 0);
}

/* --- by number --- */

/* Flags that are known now of numbers of which nothing was known. */
static void
add_rows (const Store *store, guint32 first, guint32 last, guint *n_added)
{
  const Model *model = model_tx_get_model (store->tx);
  ModelId mailbox = store->beliefs->numbers;
  for (guint32 n = first; n <= last && *n_added < MOST_NEW_ROWS; n++)
    {
      if (model_row (model, mailbox, MODEL_TABLE_LIVE, n) != NULL)
        continue;
      model_tx_add_row (store->tx, mailbox, MODEL_TABLE_LIVE, model_row_new (n, store->flags, 0));
      ++*n_added;
    }
}

/* The part from number @first to @last of one run of numbers, which begins at number @start. */
static void
take_numbers (const Store *store, const ModelRun *run, guint32 start, const ImapNumbers *part,
              GArray *uids, guint *n_added)
{
  if (run->first != 0)
    push_range (uids, run->first + (part->first - start), run->first + (part->last - start));
  else if (store->how == MODEL_MASK_REPLACE)
    add_rows (store, part->first, part->last, n_added);
}

static void
store_by_number (const Store *store)
{
  g_autoptr (GArray) named = imap_set_resolve (&store->command->set, FALSE, store->numbers);
  if (named == NULL)
    return;
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  g_autoptr (GArray) unnamed = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  guint32 start = 1;
  guint at = 0, n_added = 0;
  for (guint i = 0; i < named->len; i++)
    {
      const ImapNumbers *range = &g_array_index (named, ImapNumbers, i);
      push_range (unnamed, range->first, range->last);
      while (at < model_runs_get_n (store->numbers))
        {
          const ModelRun *run = model_runs_get (store->numbers, at);
          guint32 end = start + (run->count - 1);
          ImapNumbers part = { MAX (range->first, start), MIN (range->last, end) };
          if (part.first <= part.last)
            take_numbers (store, run, start, &part, uids, &n_added);
          if (end >= range->last)
            break;
          start = end + 1;
          at++;
        }
    }
  change_rows (store, store->beliefs->mailbox, uids);
  /* Rows here are only of numbers whose UID is unknown. */
  change_rows (store, store->beliefs->numbers, unnamed);
}

/* --- by UID --- */

/* "*" is the last message; while its UID is unknown it is not below anything that is known. */
static GArray *
find_uids (const Store *store)
{
  const ImapSet *set = &store->command->set;
  guint32 star = model_runs_nth (store->numbers, model_runs_total (store->numbers));
  GArray *uids = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  for (guint i = 0; i < set->n; i++)
    {
      const ImapRange *range = &set->ranges[i];
      guint32 first = range->first_star && star != 0 ? star : range->first;
      guint32 last = range->last_star && star != 0 ? star : range->last;
      if (star != 0 || !(range->first_star && range->last_star))
        push_range (uids, MIN (first, last), MAX (first, last));
    }
  put_in_order (uids);
  return uids;
}

static gboolean
names_star (const ImapSet *set)
{
  for (guint i = 0; i < set->n; i++)
    if (set->ranges[i].first_star || set->ranges[i].last_star)
      return TRUE;
  return FALSE;
}

typedef enum
{
  OUTSIDE,
  MAYBE,
  INSIDE
} Place;

/* Where a message lies whose UID is one of @low to @high; nothing between: the server contradicts itself. */
static Place
find_place (const GArray *uids, guint64 low, guint64 high)
{
  if (low > high)
    return MAYBE;
  for (guint i = 0; i < uids->len; i++)
    {
      const ModelRun *run = &g_array_index (uids, ModelRun, i);
      if (run->first <= low && high <= last_of (run))
        return INSIDE;
      if (run->first <= high && low <= last_of (run))
        return MAYBE;
    }
  return OUTSIDE;
}

/* It may have been changed or not: what was known before is known no more, if that matters. */
static void
doubt_row (const Store *store, const ModelRow *row)
{
  gboolean same = store->how == MODEL_MASK_REPLACE ? row->flags == store->flags
                  : store->how == MODEL_MASK_ADD   ? (store->flags & ~row->flags) == 0
                                                   : (store->flags & row->flags) == 0;
  if (!same)
    model_tx_set_row (store->tx, store->beliefs->numbers, MODEL_TABLE_LIVE, row->key,
                      MODEL_FIELD_FLAGS, model_value_number (MODEL_FLAGS_UNKNOWN));
}

/* Rows of the numbers in the run @at, which begins at @start and whose UIDs are unknown: their
   neighbours tell between which UIDs they lie, for UIDs ascend. [RFC9051 §2.3.1.1] */
static void
place_rows (const Store *store, guint at, guint32 start, const GArray *uids, GArray *inside)
{
  const Model *model = model_tx_get_model (store->tx);
  ModelId mailbox = store->beliefs->numbers;
  guint32 end = start + (model_runs_get (store->numbers, at)->count - 1);
  gboolean is_last = at + 1 == model_runs_get_n (store->numbers);
  guint64 below = at > 0 ? last_of (model_runs_get (store->numbers, at - 1)) : 0;
  guint64 above = is_last ? (guint64) G_MAXUINT32 + 1
                          : model_runs_get (store->numbers, at + 1)->first;
  guint index = model_row_index (model, mailbox, MODEL_TABLE_LIVE, start);
  const ModelRow *row;
  for (; (row = model_row_at (model, mailbox, MODEL_TABLE_LIVE, index)) != NULL; index++)
    {
      if (row->key > end)
        break;
      gboolean is_star = is_last && row->key == end && names_star (&store->command->set);
      guint64 low = below + (row->key - start) + 1;
      guint64 behind = (guint64) (end - row->key) + 1;
      Place place = is_star           ? INSIDE
                    : above <= behind ? MAYBE
                                      : find_place (uids, low, above - behind);
      if (place == INSIDE)
        push_range (inside, row->key, row->key);
      else if (place == MAYBE && (row->flags & MODEL_FLAGS_UNKNOWN) == 0)
        doubt_row (store, row);
    }
}

static void
store_by_uid (const Store *store)
{
  g_autoptr (GArray) uids = find_uids (store);
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  guint32 start = 1;
  for (guint at = 0; at < model_runs_get_n (store->numbers); at++)
    {
      const ModelRun *run = model_runs_get (store->numbers, at);
      if (run->first == 0)
        place_rows (store, at, start, uids, inside);
      start += run->count;
    }
  change_rows (store, store->beliefs->mailbox, uids);
  change_rows (store, store->beliefs->numbers, inside);
}

/* --- both --- */

/* A keyword not met before is on no message we know of: there is nothing to take away. */
static ModelFlags
find_flags (ImapBeliefs *beliefs, ModelTx *tx, const ImapCommand *command)
{
  const Model *model = model_tx_get_model (tx);
  ModelFlags flags = 0;
  for (guint i = 0; i < command->flags.n; i++)
    {
      const char *name = command->flags.names[i];
      if (command->how != IMAP_STORE_REMOVE)
        flags |= imap_beliefs_learn_flag (beliefs, tx, name);
      else
        flags |= model_flag_parse (name,
                                   model_get_text (model, beliefs->mailbox, MODEL_FIELD_KEYWORDS));
    }
  return flags;
}

void
imap_beliefs_store (ImapBeliefs *beliefs, ModelTx *tx, const ImapCommand *command)
{
  static const ModelMaskHow hows[] = {
    [IMAP_STORE_REPLACE] = MODEL_MASK_REPLACE,
    [IMAP_STORE_ADD] = MODEL_MASK_ADD,
    [IMAP_STORE_REMOVE] = MODEL_MASK_REMOVE,
  };
  if (beliefs->name == NULL)
    return;
  Store store = { beliefs, tx, command, hows[command->how] };
  store.flags = find_flags (beliefs, tx, command);
  store.numbers = model_get_runs (model_tx_get_model (tx), beliefs->connection,
                                  MODEL_FIELD_NUMBERS);
  if (command->uid)
    store_by_uid (&store);
  else
    store_by_number (&store);
}
