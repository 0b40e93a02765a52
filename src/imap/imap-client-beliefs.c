#include "imap-client-beliefs.h"

#include "model-names.h"

#include <string.h>

/* --- the mailbox --- */

void
imap_beliefs_clear (ImapBeliefs *beliefs)
{
  g_clear_pointer (&beliefs->account, g_free);
  g_clear_pointer (&beliefs->name, g_free);
}

static ModelId
find_or_birth (ModelTx *tx, ModelKind kind, ModelId parent, const char *name)
{
  ModelId id = model_find (model_tx_get_model (tx), parent, name);
  return id != MODEL_NO_ID ? id : model_tx_birth (tx, kind, parent, name);
}

ModelId
imap_beliefs_find_mailbox (const ImapBeliefs *beliefs, ModelTx *tx, const char *name)
{
  ModelId account = find_or_birth (tx, MODEL_KIND_ACCOUNT, beliefs->device, beliefs->account);
  return find_or_birth (tx, MODEL_KIND_MAILBOX, account, name);
}

static ModelId
known_mailbox (const ImapBeliefs *beliefs, const Model *model, const char *name)
{
  ModelId account = name != NULL && beliefs->account != NULL
                        ? model_find (model, beliefs->device, beliefs->account)
                        : MODEL_NO_ID;
  return account != MODEL_NO_ID ? model_find (model, account, name) : MODEL_NO_ID;
}

void
imap_beliefs_deleted (ImapBeliefs *beliefs, ModelTx *tx, const char *name)
{
  ModelId mailbox = known_mailbox (beliefs, model_tx_get_model (tx), name);
  if (mailbox != MODEL_NO_ID && (beliefs->name == NULL || mailbox != beliefs->mailbox))
    model_tx_death (tx, mailbox);
}

/* The connection knows the open mailbox by its name, too. */
static void
rename_open (ImapBeliefs *beliefs, ModelTx *tx, const char *name)
{
  g_free (beliefs->name);
  beliefs->name = g_strdup (name);
  model_tx_set_text (tx, beliefs->connection, MODEL_FIELD_MAILBOX, name);
  model_tx_set_text (tx, beliefs->numbers, MODEL_FIELD_NAME, name);
}

void
imap_beliefs_renamed (ImapBeliefs *beliefs, ModelTx *tx, const char *name, const char *new_name)
{
  const Model *model = model_tx_get_model (tx);
  ModelId account = beliefs->account != NULL ? model_find (model, beliefs->device, beliefs->account)
                                             : MODEL_NO_ID;
  if (account == MODEL_NO_ID || name == NULL || new_name == NULL
      || g_ascii_strcasecmp (name, "INBOX") == 0)
    return;
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, account, id)) != MODEL_NO_ID;)
    {
      const char *old = model_get_name (model, id);
      if (strcmp (old, name) != 0 && !model_names_is_below (old, name))
        continue;
      g_autofree char *now = g_strconcat (new_name, old + strlen (name), NULL);
      if (model_find (model, account, now) != MODEL_NO_ID)
        continue; /* what it believed of that one is as good as this */
      model_tx_set_text (tx, id, MODEL_FIELD_NAME, now);
      if (beliefs->name != NULL && id == beliefs->mailbox)
        rename_open (beliefs, tx, now);
    }
}

void
imap_beliefs_open (ImapBeliefs *beliefs, ModelTx *tx, const char *name)
{
  imap_beliefs_leave (beliefs, tx);
  const Model *model = model_tx_get_model (tx);
  beliefs->name = g_strdup (name);
  beliefs->mailbox = imap_beliefs_find_mailbox (beliefs, tx, name);
  beliefs->numbers = model_tx_birth (tx, MODEL_KIND_MAILBOX, beliefs->connection, name);
  beliefs->sweeps = model_count (model, beliefs->mailbox, MODEL_TABLE_LIVE) > 0;
  model_tx_set_text (tx, beliefs->numbers, MODEL_FIELD_KEYWORDS,
                     model_get_text (model, beliefs->mailbox, MODEL_FIELD_KEYWORDS));
}

void
imap_beliefs_leave (ImapBeliefs *beliefs, ModelTx *tx)
{
  static const ModelField gone[] = { MODEL_FIELD_NUMBERS,      MODEL_FIELD_EXISTS,
                                     MODEL_FIELD_RECENT_COUNT, MODEL_FIELD_FIRST_UNSEEN,
                                     MODEL_FIELD_READ_ONLY,    MODEL_FIELD_PERMANENTFLAGS };
  if (beliefs->name == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    model_tx_set (tx, beliefs->connection, gone[i], MODEL_NONE);
  model_tx_death (tx, beliefs->numbers);
  g_clear_pointer (&beliefs->name, g_free);
  beliefs->mailbox = beliefs->numbers = MODEL_NO_ID;
}

static void
drop_rows (ModelTx *tx, ModelId mailbox)
{
  const Model *model = model_tx_get_model (tx);
  guint n;
  while ((n = model_count (model, mailbox, MODEL_TABLE_LIVE)) > 0)
    model_tx_remove_row (tx, mailbox, MODEL_TABLE_LIVE,
                         model_row_at (model, mailbox, MODEL_TABLE_LIVE, n - 1)->key);
}

void
imap_beliefs_uidvalidity (const ImapBeliefs *beliefs, ModelTx *tx, ModelId mailbox,
                          guint32 uidvalidity)
{
  const Model *model = model_tx_get_model (tx);
  gint64 believed = model_get_number (model, mailbox, MODEL_FIELD_UIDVALIDITY, uidvalidity);
  if (believed != uidvalidity)
    {
      drop_rows (tx, mailbox);
      model_tx_set (tx, mailbox, MODEL_FIELD_UIDNEXT, MODEL_NONE);
    }
  model_tx_set_number (tx, mailbox, MODEL_FIELD_UIDVALIDITY, uidvalidity);
  if (believed == uidvalidity || mailbox != beliefs->mailbox)
    return;
  /* The UIDs of the session are void, too: its numbers are as unknown as at the beginning. */
  guint n = model_runs_total (model_get_runs (model, beliefs->connection, MODEL_FIELD_NUMBERS));
  model_tx_set (tx, beliefs->connection, MODEL_FIELD_NUMBERS, MODEL_NONE);
  model_tx_numbers_append (tx, beliefs->connection, MODEL_FIELD_NUMBERS, 0, n);
}

/* --- keywords and flags --- */

static gboolean
is_system (const char *flag)
{
  return flag[0] == '\\';
}

/* The bit of @flag; a keyword not met before gets the next one, as long as there are any. */
ModelFlags
imap_beliefs_learn_flag (ImapBeliefs *beliefs, ModelTx *tx, const char *flag)
{
  const Model *model = model_tx_get_model (tx);
  const char *keywords = model_get_text (model, beliefs->mailbox, MODEL_FIELD_KEYWORDS);
  ModelFlags bit = model_flag_parse (flag, keywords);
  if (bit != 0 || is_system (flag))
    return bit;
  gboolean none = keywords == NULL || *keywords == '\0';
  g_autofree char *more = none ? g_strdup (flag) : g_strdup_printf ("%s %s", keywords, flag);
  bit = model_flag_parse (flag, more);
  if (bit == 0)
    return 0;
  model_tx_set_text (tx, beliefs->mailbox, MODEL_FIELD_KEYWORDS, more);
  model_tx_set_text (tx, beliefs->numbers, MODEL_FIELD_KEYWORDS, more);
  return bit;
}

void
imap_beliefs_flags (ImapBeliefs *beliefs, ModelTx *tx, const ImapFlagList *flags)
{
  for (guint i = 0; i < flags->n; i++)
    imap_beliefs_learn_flag (beliefs, tx, flags->names[i]);
}

/* --- numbers --- */

static ModelRuns *
get_numbers (const ImapBeliefs *beliefs, ModelTx *tx)
{
  return model_get_runs (model_tx_get_model (tx), beliefs->connection, MODEL_FIELD_NUMBERS);
}

static void
set_exists (ImapBeliefs *beliefs, ModelTx *tx, guint32 exists)
{
  model_tx_set_number (tx, beliefs->connection, MODEL_FIELD_EXISTS, exists);
  model_tx_set_number (tx, beliefs->mailbox, MODEL_FIELD_EXISTS, exists);
}

gboolean
imap_beliefs_exists (ImapBeliefs *beliefs, ModelTx *tx, guint32 exists)
{
  guint now = model_runs_total (get_numbers (beliefs, tx));
  if (exists < now)
    return FALSE;
  model_tx_numbers_append (tx, beliefs->connection, MODEL_FIELD_NUMBERS, 0, exists - now);
  set_exists (beliefs, tx, exists);
  return exists > now;
}

/* Rows of numbers above @number move down by one, with their writers. */
static void
shift_rows (ImapBeliefs *beliefs, ModelTx *tx, guint32 number)
{
  const Model *model = model_tx_get_model (tx);
  const ModelRow *row;
  for (guint32 next = number + 1;
       (row = model_row_from (model, beliefs->numbers, MODEL_TABLE_LIVE, next)) != NULL;)
    {
      ModelRow *moved = model_row_dup (row);
      next = row->key + 1;
      moved->key = row->key - 1;
      model_tx_remove_row (tx, beliefs->numbers, MODEL_TABLE_LIVE, row->key);
      model_tx_add_row (tx, beliefs->numbers, MODEL_TABLE_LIVE, moved);
    }
}

static void
remove_row (ModelTx *tx, ModelId mailbox, guint32 key)
{
  if (model_row (model_tx_get_model (tx), mailbox, MODEL_TABLE_LIVE, key) != NULL)
    model_tx_remove_row (tx, mailbox, MODEL_TABLE_LIVE, key);
}

gboolean
imap_beliefs_expunge (ImapBeliefs *beliefs, ModelTx *tx, guint32 number)
{
  ModelRuns *numbers = get_numbers (beliefs, tx);
  guint total = model_runs_total (numbers);
  if (number < 1 || number > total)
    return FALSE;
  guint32 uid = model_runs_nth (numbers, number);
  model_tx_numbers_remove (tx, beliefs->connection, MODEL_FIELD_NUMBERS, number);
  if (uid != 0)
    remove_row (tx, beliefs->mailbox, uid);
  remove_row (tx, beliefs->numbers, number);
  shift_rows (beliefs, tx, number);
  set_exists (beliefs, tx, total - 1);
  return TRUE;
}

/* --- what is gone --- */

static gboolean
all_known (const ModelRuns *numbers)
{
  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    if (model_runs_get (numbers, i)->first == 0)
      return FALSE;
  return TRUE;
}

/* Once every number's UID is known, rows that no number has are messages gone while we were away. */
void
imap_beliefs_sweep (ImapBeliefs *beliefs, ModelTx *tx)
{
  ModelRuns *numbers = get_numbers (beliefs, tx);
  if (!beliefs->sweeps || !all_known (numbers))
    return;
  const Model *model = model_tx_get_model (tx);
  const ModelRow *row;
  guint32 next = 1;
  while ((row = model_row_from (model, beliefs->mailbox, MODEL_TABLE_LIVE, next)) != NULL)
    {
      guint32 uid = row->key;
      if (model_runs_find (numbers, uid) == 0)
        model_tx_remove_row (tx, beliefs->mailbox, MODEL_TABLE_LIVE, uid);
      if (uid == G_MAXUINT32)
        break;
      next = uid + 1;
    }
  beliefs->sweeps = FALSE;
}

void
imap_beliefs_closed (ImapBeliefs *beliefs, ModelTx *tx)
{
  const Model *model = model_tx_get_model (tx);
  gint64 exists = model_get_number (model, beliefs->mailbox, MODEL_FIELD_EXISTS, 0);
  for (guint i = model_count (model, beliefs->mailbox, MODEL_TABLE_LIVE); i > 0; i--)
    {
      const ModelRow *row = model_row_at (model, beliefs->mailbox, MODEL_TABLE_LIVE, i - 1);
      if ((row->flags & MODEL_FLAGS_UNKNOWN) || !(row->flags & MODEL_FLAG_DELETED))
        continue;
      model_tx_remove_row (tx, beliefs->mailbox, MODEL_TABLE_LIVE, row->key);
      exists = MAX (exists - 1, 0);
    }
  model_tx_set_number (tx, beliefs->mailbox, MODEL_FIELD_EXISTS, exists);
}
