#include "random-trace.h"

#include "model-tx.h"

#define MESSAGES 40

typedef struct
{
  BaseRandom *random;
  Trace *trace;
  Model *model;
  GArray *mailboxes; /* ModelId; some may be gone */
  GArray *owners;
  GPtrArray *blobs;
  guint32 next_uid;
  guint next_connection;
} Writer;

static guint
below (Writer *writer, guint bound)
{
  return (guint) base_random_below (writer->random, bound);
}

static GBytes *
random_blob (Writer *writer)
{
  if (writer->blobs->len > 0 && below (writer, 2) == 0)
    return g_ptr_array_index (writer->blobs, below (writer, writer->blobs->len));
  gsize len = below (writer, 4) == 0 ? 1024 + below (writer, 2000) : below (writer, 60);
  guint8 *data = g_malloc (len + 1);
  gboolean text = below (writer, 2) == 0;
  for (gsize i = 0; i < len; i++)
    data[i] = (guint8) (text ? 'a' + below (writer, 26) : below (writer, 256));
  GBytes *blob = g_bytes_new_take (data, len);
  g_ptr_array_add (writer->blobs, blob);
  return blob;
}

static ModelValue
random_value (Writer *writer)
{
  static const char *const texts[] = { "", "selected", "“Lunch”\r\n\"\\", "caf\xe9", "\x01\x7f" };
  switch (below (writer, 6))
    {
    case 0:
      return MODEL_UNKNOWN;
    case 1:
      return model_value_number ((gint64) base_random_next (writer->random));
    case 2:
      return model_value_number (below (writer, 10));
    case 3:
      return model_value_blob (random_blob (writer));
    case 4:
      return MODEL_NONE;
    default:
      return model_value_text (texts[below (writer, G_N_ELEMENTS (texts))]);
    }
}

/* what the server has is known; its mailbox is the first there was */
static gboolean
is_at_server (Writer *writer, ModelId mailbox)
{
  return mailbox == g_array_index (writer->mailboxes, ModelId, 0);
}

static ModelRow *
random_row (Writer *writer, guint32 uid, gboolean known)
{
  ModelFlags flags = !known && below (writer, 5) == 0 ? MODEL_FLAGS_UNKNOWN : below (writer, 32);
  ModelRow *row = model_row_new (uid, flags, below (writer, 100));
  if (below (writer, 2) == 0)
    model_row_put (row, MODEL_FIELD_LABEL, model_value_text ("lunch"), 0);
  if (below (writer, 2) == 0)
    model_row_put (row, MODEL_FIELD_BODY, model_value_blob (random_blob (writer)), 0);
  return row;
}

static ModelId
random_mailbox (Writer *writer)
{
  ModelId id;
  do
    id = g_array_index (writer->mailboxes, ModelId, below (writer, writer->mailboxes->len));
  while (!model_exists (writer->model, id));
  return id;
}

static guint32
random_key (Writer *writer, ModelId mailbox)
{
  guint n = model_count (writer->model, mailbox, MODEL_TABLE_LIVE);
  return n > 0 ? model_row_at (writer->model, mailbox, MODEL_TABLE_LIVE, below (writer, n))->key
               : 0;
}

static void
change_mask (Writer *writer, ModelTx *tx)
{
  ModelRun ranges[3];
  guint32 at = 1;
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      at += below (writer, 10);
      ranges[i] = (ModelRun){ .first = at, .count = 1 + below (writer, 12) };
      at += ranges[i].count;
    }
  model_tx_mask (tx, g_array_index (writer->mailboxes, ModelId, 0), ranges, G_N_ELEMENTS (ranges),
                 below (writer, 3), 1 + below (writer, 31),
                 below (writer, 2) * below (writer, 1000));
}

static void
change_numbers (Writer *writer, ModelTx *tx, ModelId mailbox)
{
  guint total = model_runs_total (model_get_runs (writer->model, mailbox, MODEL_FIELD_NUMBERS));
  guint choice = below (writer, 4);
  if (total == 0 || choice < 2)
    model_tx_numbers_append (tx, mailbox, MODEL_FIELD_NUMBERS,
                             below (writer, 2) * (1 + below (writer, 50)), 1 + below (writer, 5));
  else if (choice == 2)
    model_tx_numbers_remove (tx, mailbox, MODEL_FIELD_NUMBERS, 1 + below (writer, total));
  else
    model_tx_numbers_set (tx, mailbox, MODEL_FIELD_NUMBERS, 1 + below (writer, total),
                          1 + below (writer, 50));
}

static void
change_set (Writer *writer, ModelTx *tx, ModelId mailbox)
{
  guint32 uid = 1 + below (writer, 30);
  if (below (writer, 2) == 0)
    model_tx_set_add (tx, mailbox, MODEL_FIELD_GHOSTS, uid, 1 + below (writer, 6),
                      model_tx_get_event (tx));
  else
    model_tx_set_remove (tx, mailbox, MODEL_FIELD_GHOSTS, uid, 1 + below (writer, 6));
}

static void
change_row (Writer *writer, ModelTx *tx, ModelId mailbox)
{
  guint32 key = random_key (writer, mailbox);
  guint choice = below (writer, 4);
  if (key == 0 || choice == 0)
    model_tx_add_row (tx, mailbox, MODEL_TABLE_LIVE,
                      random_row (writer, writer->next_uid++, is_at_server (writer, mailbox)));
  else if (choice == 1)
    model_tx_remove_row (tx, mailbox, MODEL_TABLE_LIVE, key);
  else if (choice == 2)
    model_tx_set_row (tx, mailbox, MODEL_TABLE_LIVE, key, MODEL_FIELD_FLAGS,
                      !is_at_server (writer, mailbox) && below (writer, 4) == 0
                          ? MODEL_UNKNOWN
                          : model_value_number (below (writer, 32)));
  else
    model_tx_set_row (tx, mailbox, MODEL_TABLE_LIVE, key,
                      MODEL_FIELD_INTERNALDATE + below (writer, 8), random_value (writer));
}

static void
open_connection (Writer *writer, ModelTx *tx)
{
  ModelId owner = g_array_index (writer->owners, ModelId, below (writer, writer->owners->len));
  g_autofree char *name = g_strdup_printf ("c%u", ++writer->next_connection);
  ModelId connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, owner, name);
  ModelId mailbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, connection, "INBOX");
  g_array_append_val (writer->mailboxes, mailbox);
}

static void
close_connection (Writer *writer, ModelTx *tx)
{
  ModelId parent = model_get_parent (writer->model, random_mailbox (writer));
  if (model_get_kind (writer->model, parent) == MODEL_KIND_CONNECTION)
    model_tx_death (tx, parent);
}

static void
change (Writer *writer, ModelTx *tx)
{
  ModelId mailbox = random_mailbox (writer);
  switch (below (writer, 12))
    {
    case 0:
      change_mask (writer, tx);
      break;
    case 1:
    case 2:
      change_numbers (writer, tx, mailbox);
      break;
    case 3:
      change_set (writer, tx, mailbox);
      break;
    case 4:
      model_tx_journal (tx, mailbox, MODEL_CHANGE_FLAGS, 1 + below (writer, 40), 1,
                        below (writer, 9));
      break;
    case 5:
      open_connection (writer, tx);
      break;
    case 6:
      close_connection (writer, tx);
      break;
    case 7:
      model_tx_set (tx, mailbox, MODEL_FIELD_UIDVALIDITY + below (writer, 4),
                    random_value (writer));
      break;
    default:
      change_row (writer, tx, mailbox);
    }
}

static void
begin_world (Writer *writer, Model *model)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (log, (GDestroyNotify) model_delta_clear);
  g_autoptr (ModelTx) tx = model_tx_begin (model, 0, log);
  static const char *const names[] = { "server", "phone", "laptop" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ModelId owner = model_tx_birth (tx, i == 0 ? MODEL_KIND_SERVER : MODEL_KIND_DEVICE,
                                      MODEL_ROOT, names[i]);
      ModelId account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, owner, "lin");
      ModelId inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
      for (guint32 uid = 1; uid <= MESSAGES; uid++)
        model_tx_add_row (tx, inbox, MODEL_TABLE_LIVE, random_row (writer, uid, i == 0));
      model_tx_set_number (tx, inbox, MODEL_FIELD_UIDNEXT, MESSAGES + 1);
      model_tx_push (tx, inbox, MODEL_FIELD_JOURNAL, &(ModelRun){ 1, MESSAGES, 0, 1, 1 });
      g_array_append_val (writer->mailboxes, inbox);
      g_array_append_val (writer->owners, owner);
    }
  writer->next_uid = MESSAGES + 1;
}

static void
add_octets (Writer *writer, TraceEvent *event)
{
  g_autoptr (BaseSlices) slices = base_slices_new ();
  if (below (writer, 8) == 0)
    base_slices_append (slices, "\xff\x00\xfe", 3);
  base_slices_append_printf (slices, "a%u UID STORE %u +FLAGS (\\Seen)\r\n", below (writer, 999),
                             below (writer, 99));
  GBytes *blob = random_blob (writer);
  gsize size = g_bytes_get_size (blob);
  gsize skip = below (writer, 5) % (size + 1);
  if (below (writer, 4) == 0)
    base_slices_append_blob (slices, blob, skip, size - skip);
  event->len = (guint32) base_slices_get_length (slices);
  event->start = trace_stream_append (writer->trace, event->connection, event->direction, slices);
}

static void
add_event (Writer *writer)
{
  static const char *const labels[] = { "", "FETCH", "STORE", "phone> open lunch", "第一步" };
  static const char *const actors[] = { "", "server", "phone", "laptop" };
  Trace *trace = writer->trace;
  guint32 n = trace_get_n (trace);
  TraceEvent event = { .kind = (guint8) below (writer, TRACE_N_KINDS), .sub = 1 };
  event.time = n > 0 ? trace_get (trace, n)->time + below (writer, 3) * 1000 : -5;
  event.from = trace_actor (trace, actors[below (writer, 4)]);
  event.to = trace_actor (trace, actors[below (writer, 4)]);
  event.connection = (guint16) below (writer, 4);
  event.direction = (guint8) below (writer, 2);
  event.cause = n > 0 ? below (writer, n) : 0;
  event.command = below (writer, n + 2);
  event.context = (guint8) below (writer, 256);
  event.label = trace_text (trace, labels[below (writer, G_N_ELEMENTS (labels))]);
  guint64 length = trace_stream_get_length (trace, event.connection, event.direction);
  if (event.kind == TRACE_SEND)
    add_octets (writer, &event);
  else if (event.kind == TRACE_ARRIVE && length > 0)
    {
      event.start = below (writer, (guint) length);
      event.len = (guint32) MIN (length - event.start, 200);
    }
  guint32 number = trace_append (trace, &event);
  ModelTx *tx = model_tx_begin (writer->model, number, trace_get_log (trace));
  for (guint i = below (writer, 4); i > 0; i--)
    change (writer, tx);
  model_tx_end (tx);
  trace_seal (trace, number, writer->model);
}

RandomTrace *
random_trace_new (guint64 seed, guint n, guint keep)
{
  BaseRandom chance;
  base_random_seed (&chance, seed);
  RandomTrace *random = g_new0 (RandomTrace, 1);
  random->moments = g_ptr_array_new_with_free_func ((GDestroyNotify) model_free);
  g_autoptr (Model) model = model_new ();
  Writer writer = { .random = &chance, .model = model };
  writer.mailboxes = g_array_new (FALSE, FALSE, sizeof (ModelId));
  writer.owners = g_array_new (FALSE, FALSE, sizeof (ModelId));
  writer.blobs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  begin_world (&writer, model);
  writer.trace = random->trace = trace_new (model);
  g_ptr_array_add (random->moments, model_copy (model));
  for (guint i = 1; i <= n; i++)
    {
      add_event (&writer);
      g_ptr_array_add (random->moments, i % keep == 0 ? model_copy (model) : NULL);
    }
  g_array_unref (writer.mailboxes);
  g_array_unref (writer.owners);
  g_ptr_array_unref (writer.blobs);
  return random;
}

void
random_trace_free (RandomTrace *random)
{
  trace_unref (random->trace);
  g_ptr_array_unref (random->moments);
  g_free (random);
}

const Model *
random_trace_moment (const RandomTrace *random, guint32 number)
{
  const Model *model = g_ptr_array_index (random->moments, number);
  g_assert_nonnull (model);
  return model;
}
