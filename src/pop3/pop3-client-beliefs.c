#include "pop3-client-beliefs.h"

#include "mail-decode.h"
#include "mail-envelope.h"
#include "model-uids.h"
#include "pop3-data.h"
#include "pop3-response.h"

/* --- where it is kept --- */

static ModelId
find_or_birth (ModelTx *tx, ModelKind kind, ModelId parent, const char *name)
{
  ModelId id = model_find (model_tx_get_model (tx), parent, name);
  return id != MODEL_NO_ID ? id : model_tx_birth (tx, kind, parent, name);
}

static ModelId
find_inbox (const Pop3Beliefs *beliefs, ModelTx *tx)
{
  ModelId account = find_or_birth (tx, MODEL_KIND_ACCOUNT, beliefs->device, beliefs->account);
  return find_or_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
}

static ModelRuns *
list (const Pop3Beliefs *beliefs, ModelTx *tx, ModelField field)
{
  return model_get_runs (model_tx_get_model (tx), beliefs->connection, field);
}

static void
ensure_row (ModelTx *tx, ModelId inbox, guint32 key)
{
  if (model_row (model_tx_get_model (tx), inbox, MODEL_TABLE_LIVE, key) == NULL)
    model_tx_add_row (tx, inbox, MODEL_TABLE_LIVE, model_row_new (key, MODEL_FLAGS_UNKNOWN, 0));
}

static gboolean
has_body (const ModelRow *row)
{
  return model_row_get (row, MODEL_FIELD_BODY).kind == MODEL_VALUE_BLOB;
}

/* What is only known of goes; a copy stays. */
static void
forget_row (ModelTx *tx, ModelId inbox, guint32 key)
{
  const ModelRow *row = model_row (model_tx_get_model (tx), inbox, MODEL_TABLE_LIVE, key);
  if (row != NULL && !has_body (row))
    model_tx_remove_row (tx, inbox, MODEL_TABLE_LIVE, key);
}

/* --- numbers --- */

static void
set_exists (const Pop3Beliefs *beliefs, ModelTx *tx)
{
  model_tx_set_number (tx, beliefs->connection, MODEL_FIELD_EXISTS,
                       model_runs_total (list (beliefs, tx, MODEL_FIELD_NUMBERS)));
}

static void
reach (const Pop3Beliefs *beliefs, ModelTx *tx, guint64 total)
{
  guint now = model_runs_total (list (beliefs, tx, MODEL_FIELD_NUMBERS));
  if (total > now && total <= POP3_MESSAGES_MAX)
    model_tx_numbers_append (tx, beliefs->connection, MODEL_FIELD_NUMBERS, 0, (guint) total - now);
  set_exists (beliefs, tx);
}

/* A key for a number that has none yet, with its row; 0 when nobody knows one. */
static guint32
make_key (const Pop3Beliefs *beliefs, ModelTx *tx, ModelId inbox, guint32 number)
{
  const Model *model = model_tx_get_model (tx);
  guint n = model_count (model, inbox, MODEL_TABLE_LIVE);
  guint32 key;
  if (beliefs->identify != NULL)
    key = beliefs->identify (beliefs->identify_data, number);
  else
    key = n > 0 ? model_row_at (model, inbox, MODEL_TABLE_LIVE, n - 1)->key + 1 : 1;
  if (key != 0)
    ensure_row (tx, inbox, key);
  return key;
}

/* The key of message @number, with its row; 0: it is not believed that there is one. */
static guint32
find_key (const Pop3Beliefs *beliefs, ModelTx *tx, ModelId inbox, guint32 number)
{
  if (number < 1 || number > POP3_MESSAGES_MAX)
    return 0;
  reach (beliefs, tx, number);
  guint32 key = model_runs_nth (list (beliefs, tx, MODEL_FIELD_NUMBERS), number);
  if (key != 0)
    {
      ensure_row (tx, inbox, key);
      return key;
    }
  key = make_key (beliefs, tx, inbox, number);
  if (key != 0)
    model_tx_numbers_set (tx, beliefs->connection, MODEL_FIELD_NUMBERS, number, key);
  return key;
}

void
pop3_beliefs_count (const Pop3Beliefs *beliefs, ModelTx *tx, guint64 n)
{
  reach (beliefs, tx, n + model_runs_total (list (beliefs, tx, MODEL_FIELD_MARKED)));
}

void
pop3_beliefs_size (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number, guint64 octets)
{
  ModelId inbox = find_inbox (beliefs, tx);
  guint32 key = find_key (beliefs, tx, inbox, number);
  if (key != 0)
    model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_SIZE,
                      model_value_number ((gint64) octets));
}

/* --- ids --- */

/* Unique-ids to keys, for who has nobody to tell numbers apart for him; looked up, never walked. */
static GHashTable *
index_ids (ModelTx *tx, ModelId inbox)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const ModelRow *row;
  for (guint i = 0;
       (row = model_row_at (model_tx_get_model (tx), inbox, MODEL_TABLE_LIVE, i)) != NULL; i++)
    {
      ModelValue id = model_row_get (row, MODEL_FIELD_UIDL);
      if (id.kind == MODEL_VALUE_TEXT)
        g_hash_table_insert (ids, g_strdup (id.text), GUINT_TO_POINTER (row->key));
    }
  return ids;
}

/* @key has turned out to be the message known as @known. */
static void
merge (const Pop3Beliefs *beliefs, ModelTx *tx, ModelId inbox, guint32 key, guint32 known)
{
  forget_row (tx, inbox, key);
  if (!model_uids_hold (list (beliefs, tx, MODEL_FIELD_MARKED), key))
    return;
  model_tx_set_remove (tx, beliefs->connection, MODEL_FIELD_MARKED, key, 1);
  model_tx_set_add (tx, beliefs->connection, MODEL_FIELD_MARKED, known, 1, model_tx_get_event (tx));
}

void
pop3_beliefs_id (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number, const char *id)
{
  ModelId inbox = find_inbox (beliefs, tx);
  guint32 key = find_key (beliefs, tx, inbox, number);
  if (key == 0)
    return;
  if (beliefs->identify == NULL)
    {
      g_autoptr (GHashTable) ids = index_ids (tx, inbox);
      guint32 known = GPOINTER_TO_UINT (g_hash_table_lookup (ids, id));
      if (known != 0 && known != key)
        {
          merge (beliefs, tx, inbox, key, known);
          key = known;
          model_tx_numbers_set (tx, beliefs->connection, MODEL_FIELD_NUMBERS, number, key);
        }
    }
  model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_UIDL, model_value_text (id));
}

/* --- a whole list --- */

/* All numbers at once, as keys; 0: unknown. */
static GArray *
get_keys (const Pop3Beliefs *beliefs, ModelTx *tx)
{
  const ModelRuns *numbers = list (beliefs, tx, MODEL_FIELD_NUMBERS);
  GArray *keys = g_array_new (FALSE, TRUE, sizeof (guint32));
  for (guint i = 0; i < model_runs_get_n (numbers); i++)
    {
      const ModelRun *run = model_runs_get (numbers, i);
      for (guint k = 0; k < run->count; k++)
        {
          guint32 key = run->first != 0 ? run->first + k : 0;
          g_array_append_val (keys, key);
        }
    }
  return keys;
}

static void
set_keys (const Pop3Beliefs *beliefs, ModelTx *tx, const GArray *keys)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ModelRun));
  for (guint i = 0; i < keys->len; i++)
    {
      guint32 key = g_array_index (keys, guint32, i);
      ModelRun *last = runs->len > 0 ? &g_array_index (runs, ModelRun, runs->len - 1) : NULL;
      if (last != NULL && (key == 0 ? last->first == 0 : last->first + last->count == key)
          && (key == 0) == (last->first == 0))
        last->count++;
      else
        {
          ModelRun run = { .first = key, .count = 1 };
          g_array_append_val (runs, run);
        }
    }
  g_autoptr (ModelRuns) numbers = model_runs_new ((gconstpointer) runs->data, runs->len);
  if (!model_runs_equal (numbers, list (beliefs, tx, MODEL_FIELD_NUMBERS)))
    model_tx_set (tx, beliefs->connection, MODEL_FIELD_NUMBERS, model_value_runs (numbers));
  set_exists (beliefs, tx);
}

/* A list that is being read. */
typedef struct
{
  const Pop3Beliefs *beliefs;
  ModelTx *tx;
  ModelId inbox;
  Pop3Data kind;
  GArray *keys;    /* guint32, by number */
  GHashTable *ids; /* or NULL */
} Listing;

static void
set_cell (Listing *listing, guint32 key, ModelField field, ModelValue value)
{
  model_tx_set_row (listing->tx, listing->inbox, MODEL_TABLE_LIVE, key, field, value);
}

/* One entry of it: the key of its number, and what it tells. */
static void
take_entry (Listing *listing, const Pop3Entry *entry, const char *data)
{
  g_autofree char *word = g_strndup (data + entry->word.start, entry->word.len);
  guint32 known = 0;
  if (entry->number > listing->keys->len)
    g_array_set_size (listing->keys, entry->number);
  guint32 *key = &g_array_index (listing->keys, guint32, entry->number - 1);
  if (listing->ids != NULL)
    known = GPOINTER_TO_UINT (g_hash_table_lookup (listing->ids, word));
  if (known != 0 && *key != 0 && known != *key)
    merge (listing->beliefs, listing->tx, listing->inbox, *key, known);
  if (known != 0)
    *key = known;
  else if (*key == 0)
    *key = make_key (listing->beliefs, listing->tx, listing->inbox, entry->number);
  if (*key == 0)
    return;
  ensure_row (listing->tx, listing->inbox, *key);
  if (listing->kind == POP3_DATA_SIZES)
    set_cell (listing, *key, MODEL_FIELD_SIZE, model_value_number ((gint64) entry->octets));
  else
    set_cell (listing, *key, MODEL_FIELD_UIDL, model_value_text (word));
}

/* Rows of earlier sessions that no number has any more: the messages are gone from the server. */
static void
sweep (ModelTx *tx, ModelId inbox, const GArray *keys)
{
  const Model *model = model_tx_get_model (tx);
  g_autoptr (GHashTable) there = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < keys->len; i++)
    {
      guint32 key = g_array_index (keys, guint32, i);
      if (key == 0)
        return;
      g_hash_table_add (there, GUINT_TO_POINTER (key));
    }
  for (guint i = model_count (model, inbox, MODEL_TABLE_LIVE); i > 0; i--)
    {
      guint32 key = model_row_at (model, inbox, MODEL_TABLE_LIVE, i - 1)->key;
      if (!g_hash_table_contains (there, GUINT_TO_POINTER (key)))
        forget_row (tx, inbox, key);
    }
}

void
pop3_beliefs_list (const Pop3Beliefs *beliefs, ModelTx *tx, GBytes *data, Pop3Data kind)
{
  ModelId inbox = find_inbox (beliefs, tx);
  g_autoptr (GArray) keys = get_keys (beliefs, tx);
  g_autoptr (GHashTable) ids = NULL;
  Pop3DataIter iter;
  BaseSpan whole, text;
  if (kind == POP3_DATA_IDS && beliefs->identify == NULL)
    ids = index_ids (tx, inbox);
  Listing listing = { beliefs, tx, inbox, kind, keys, ids };
  pop3_data_iter_init (&iter, data);
  while (pop3_data_iter_next (&iter, &whole, &text))
    {
      Pop3Entry entry;
      if (pop3_entry_read (iter.data, text, kind, &entry) && entry.number <= POP3_MESSAGES_MAX)
        take_entry (&listing, &entry, iter.data);
    }
  set_keys (beliefs, tx, keys);
  sweep (tx, inbox, keys);
}

/* --- messages --- */

/* Who it is from, as a person would say it; NULL when nobody is named. */
static char *
describe_sender (const MailEnvelope *envelope)
{
  if (envelope->from == NULL || envelope->from->len == 0)
    return NULL;
  const MailAddress *from = &g_array_index (envelope->from, MailAddress, 0);
  if (from->name.data != NULL && from->name.len > 0)
    return mail_decode_words (from->name.data, (gssize) from->name.len);
  if (from->mailbox.data == NULL || from->host.data == NULL)
    return NULL;
  g_autofree char *address = g_strdup_printf ("%s@%s", from->mailbox.data, from->host.data);
  return mail_decode_words (address, -1);
}

void
pop3_beliefs_message (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number, GBytes *bytes,
                      gboolean top)
{
  ModelId inbox = find_inbox (beliefs, tx);
  guint32 key = find_key (beliefs, tx, inbox, number);
  if (key == 0)
    return;
  g_autoptr (MailMessage) message = mail_message_new (bytes);
  g_autoptr (MailEnvelope)
      envelope = mail_envelope_new (message, mail_message_get_header (message));
  g_autofree char *from = describe_sender (envelope);
  g_autofree char *subject = NULL;
  if (envelope->subject.data != NULL)
    subject = mail_decode_words (envelope->subject.data, (gssize) envelope->subject.len);
  if (top)
    {
      BaseSpan span = mail_message_get_header (message);
      g_autoptr (GBytes) header = g_bytes_new_from_bytes (bytes, span.start, span.len);
      model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_HEADER,
                        model_value_blob (header));
    }
  else
    {
      model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_SIZE,
                        model_value_number ((gint64) g_bytes_get_size (bytes)));
      model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_BODY,
                        model_value_blob (bytes));
    }
  model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_SUBJECT,
                    model_value_text (subject));
  model_tx_set_row (tx, inbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_FROM, model_value_text (from));
}

/* --- marks, and the end --- */

void
pop3_beliefs_mark (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number)
{
  guint32 key = find_key (beliefs, tx, find_inbox (beliefs, tx), number);
  if (key != 0)
    model_tx_set_add (tx, beliefs->connection, MODEL_FIELD_MARKED, key, 1, model_tx_get_event (tx));
}

void
pop3_beliefs_unmark (const Pop3Beliefs *beliefs, ModelTx *tx)
{
  model_tx_set (tx, beliefs->connection, MODEL_FIELD_MARKED, MODEL_NONE);
}

void
pop3_beliefs_updated (const Pop3Beliefs *beliefs, ModelTx *tx)
{
  ModelId inbox = find_inbox (beliefs, tx);
  const ModelRuns *marked = list (beliefs, tx, MODEL_FIELD_MARKED);
  for (guint i = 0; i < model_runs_get_n (marked); i++)
    {
      const ModelRun *run = model_runs_get (marked, i);
      for (guint k = 0; k < run->count; k++)
        forget_row (tx, inbox, run->first + k);
    }
  pop3_beliefs_leave (beliefs, tx);
}

void
pop3_beliefs_leave (const Pop3Beliefs *beliefs, ModelTx *tx)
{
  static const ModelField fields[] = { MODEL_FIELD_EXISTS, MODEL_FIELD_NUMBERS,
                                       MODEL_FIELD_MARKED };
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    model_tx_set (tx, beliefs->connection, fields[i], MODEL_NONE);
}
