#include "imap-client-beliefs.h"

#include "mail-decode.h"

/* What one response says of a message, before it is known where that is kept. */
typedef struct
{
  gboolean has_flags;
  ModelFlags flags;
  ModelRow *cells; /* a row that is in no model, for its cells */
} News;

static void
news_of_envelope (News *news, const ImapFetchItem *item, const guint8 *line)
{
  g_autoptr (GBytes) envelope = g_bytes_new (line + item->envelope.start, item->envelope.len);
  model_row_put (news->cells, MODEL_FIELD_ENVELOPE, model_value_blob (envelope), 0);
  if (item->subject.data != NULL)
    {
      g_autofree char *subject = mail_decode_words (item->subject.data, (gssize) item->subject.len);
      model_row_put (news->cells, MODEL_FIELD_SUBJECT, model_value_text (subject), 0);
    }
  g_autofree char *from = NULL;
  if (item->from_name.data != NULL && item->from_name.len > 0)
    from = mail_decode_words (item->from_name.data, (gssize) item->from_name.len);
  else if (item->from_mailbox.data != NULL && item->from_host.data != NULL)
    {
      g_autofree char *address = g_strdup_printf ("%s@%s", item->from_mailbox.data,
                                                  item->from_host.data);
      from = mail_decode_words (address, -1);
    }
  if (from != NULL)
    model_row_put (news->cells, MODEL_FIELD_FROM, model_value_text (from), 0);
}

/* The whole message or its header; other sections and parts of them are the asker's to keep. */
static void
news_of_body (News *news, const ImapFetchItem *item, GBytes *line)
{
  ModelField field;
  if (item->string.data == NULL || item->att.partial)
    return;
  switch (item->att.section.kind)
    {
    case IMAP_SECTION_ALL:
      field = MODEL_FIELD_BODY;
      break;
    case IMAP_SECTION_HEADER:
      field = MODEL_FIELD_HEADER;
      break;
    default:
      return;
    }
  if (item->att.section.n_parts > 0)
    return;
  /* A quoted string with escapes is not the octets of the line. */
  gboolean as_sent = item->string.len == item->string.span.len;
  g_autoptr (GBytes)
      blob = as_sent ? g_bytes_new_from_bytes (line, item->string.span.start, item->string.len)
                     : g_bytes_new (item->string.data, item->string.len);
  model_row_put (news->cells, field, model_value_blob (blob), 0);
}

static void
collect_news (ImapBeliefs *beliefs, ModelTx *tx, const ImapResponse *response, GBytes *line,
              News *news)
{
  for (guint i = 0; i < response->n_items; i++)
    {
      const ImapFetchItem *item = &response->items[i];
      switch (item->att.kind)
        {
        case IMAP_ATT_FLAGS:
          news->has_flags = TRUE;
          news->flags = 0;
          for (guint k = 0; k < item->flags.n; k++)
            news->flags |= imap_beliefs_learn_flag (beliefs, tx, item->flags.names[k]);
          break;
        case IMAP_ATT_INTERNALDATE:
          model_row_put (news->cells, MODEL_FIELD_INTERNALDATE,
                         model_value_text (item->string.data), 0);
          break;
        case IMAP_ATT_RFC822_SIZE:
          model_row_put (news->cells, MODEL_FIELD_SIZE, model_value_number ((gint64) item->number),
                         0);
          break;
        case IMAP_ATT_ENVELOPE:
          news_of_envelope (news, item, g_bytes_get_data (line, NULL));
          break;
        case IMAP_ATT_BODY_SECTION:
          news_of_body (news, item, line);
          break;
        case IMAP_ATT_BODY:
        case IMAP_ATT_BODYSTRUCTURE:
        case IMAP_ATT_UID:
        case IMAP_ATT_OTHER:
          break;
        }
    }
}

/* Write @news to the row @key of @mailbox, which is made when it is not there yet. */
static void
write_news (ModelTx *tx, ModelId mailbox, guint32 key, const News *news)
{
  const Model *model = model_tx_get_model (tx);
  gboolean is_new = model_row (model, mailbox, MODEL_TABLE_LIVE, key) == NULL;
  if (is_new)
    {
      ModelRow *row = model_row_new (key, news->has_flags ? news->flags : MODEL_FLAGS_UNKNOWN, 0);
      for (guint i = 0; i < model_row_n_cells (news->cells); i++)
        {
          const ModelCell *cell = model_row_cell (news->cells, i);
          model_row_put (row, cell->field, model_value_copy (&cell->value), 0);
        }
      model_tx_add_row (tx, mailbox, MODEL_TABLE_LIVE, row);
      return;
    }
  if (news->has_flags)
    model_tx_set_row (tx, mailbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_FLAGS,
                      model_value_number (news->flags));
  for (guint i = 0; i < model_row_n_cells (news->cells); i++)
    {
      const ModelCell *cell = model_row_cell (news->cells, i);
      model_tx_set_row (tx, mailbox, MODEL_TABLE_LIVE, key, cell->field,
                        model_value_copy (&cell->value));
    }
}

/* The UID of @number has become known: what was known of the number is known of the message. */
static void
move_row (ImapBeliefs *beliefs, ModelTx *tx, guint32 number, guint32 uid)
{
  const Model *model = model_tx_get_model (tx);
  const ModelRow *row = model_row (model, beliefs->numbers, MODEL_TABLE_LIVE, number);
  if (row == NULL)
    return;
  g_autoptr (ModelRow) known = model_row_dup (row);
  model_tx_remove_row (tx, beliefs->numbers, MODEL_TABLE_LIVE, number);
  if (model_row (model, beliefs->mailbox, MODEL_TABLE_LIVE, uid) == NULL)
    {
      known->key = uid;
      model_tx_add_row (tx, beliefs->mailbox, MODEL_TABLE_LIVE, g_steal_pointer (&known));
      return;
    }
  News news = { !(known->flags & MODEL_FLAGS_UNKNOWN), known->flags, known };
  write_news (tx, beliefs->mailbox, uid, &news);
}

static void
learn_uid (ImapBeliefs *beliefs, ModelTx *tx, guint32 number, guint32 uid)
{
  model_tx_numbers_set (tx, beliefs->connection, MODEL_FIELD_NUMBERS, number, uid);
  move_row (beliefs, tx, number, uid);
}

/* Whether @uids ascend and do not contradict the UIDs known so far. */
static gboolean
fit_numbers (const ModelRuns *numbers, const guint32 *uids, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 known = model_runs_nth (numbers, i + 1);
      if ((known != 0 && known != uids[i]) || (i > 0 && uids[i] <= uids[i - 1]))
        return FALSE;
    }
  return TRUE;
}

void
imap_beliefs_found (ImapBeliefs *beliefs, ModelTx *tx, const guint32 *uids, guint n)
{
  const Model *model = model_tx_get_model (tx);
  const ModelRuns *numbers = model_get_runs (model, beliefs->connection, MODEL_FIELD_NUMBERS);
  if (n == 0 || n != model_runs_total (numbers) || !fit_numbers (numbers, uids, n))
    return;
  g_autoptr (ModelRow) cells = model_row_new (0, 0, 0);
  News nothing = { FALSE, 0, cells };
  for (guint i = 0; i < n; i++)
    {
      numbers = model_get_runs (model, beliefs->connection, MODEL_FIELD_NUMBERS);
      if (model_runs_nth (numbers, i + 1) == 0)
        learn_uid (beliefs, tx, i + 1, uids[i]);
      write_news (tx, beliefs->mailbox, uids[i], &nothing);
    }
  imap_beliefs_sweep (beliefs, tx);
}

static guint32
told_uid (const ImapResponse *response)
{
  for (guint i = 0; i < response->n_items; i++)
    if (response->items[i].att.kind == IMAP_ATT_UID)
      return (guint32) response->items[i].number;
  return 0;
}

gboolean
imap_beliefs_fetch (ImapBeliefs *beliefs, ModelTx *tx, const ImapResponse *response, GBytes *line)
{
  ModelRuns *numbers = model_get_runs (model_tx_get_model (tx), beliefs->connection,
                                       MODEL_FIELD_NUMBERS);
  if (response->number > model_runs_total (numbers))
    return FALSE;
  guint32 uid = told_uid (response);
  gboolean news_of_uid = uid != 0 && uid != model_runs_nth (numbers, response->number);
  if (news_of_uid)
    learn_uid (beliefs, tx, response->number, uid);
  else
    uid = model_runs_nth (numbers, response->number);
  g_autoptr (ModelRow) cells = model_row_new (0, 0, 0);
  News news = { FALSE, 0, cells };
  collect_news (beliefs, tx, response, line, &news);
  if (uid != 0)
    write_news (tx, beliefs->mailbox, uid, &news);
  else if (news.has_flags || model_row_n_cells (cells) > 0)
    write_news (tx, beliefs->numbers, response->number, &news);
  if (news_of_uid)
    imap_beliefs_sweep (beliefs, tx);
  return TRUE;
}
