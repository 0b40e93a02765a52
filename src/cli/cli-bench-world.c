#include "cli-bench-world.h"

#include "base-random.h"
#include "base-time.h"
#include "cli.h"
#include "imap-types.h"
#include "model-tx.h"
#include "model-world.h"
#include "trace-recording.h"

#include <string.h>

#define DEVICES 4

/* One device, its connection, and how much of the server's news it was told. */
typedef struct
{
  guint8 actor;
  guint16 number;    /* of its connection */
  ModelId mailbox;   /* what it believes */
  ModelId at_server; /* the server's end of the connection */
  ModelId at_device;
  guint tag;
  guint32 command; /* the event that began the exchange in progress */
  guint told;      /* entries of the journal */
} Device;

typedef struct
{
  BaseRandom random;
  Model *model;
  Trace *trace;
  ModelId mailbox; /* the server's */
  guint8 server;
  gint64 now;
  guint64 modseq;
  guint32 uidnext;
  Device devices[DEVICES];
} Bench;

static char *
describe (guint messages)
{
  g_autoptr (GString)
      text = g_string_new ("server mail.example.test\naccount lin password=noodles\n"
                           "mailbox INBOX\n");
  g_string_append_printf (text, "messages %u in=INBOX\n", messages);
  for (guint i = 0; i < DEVICES; i++)
    g_string_append_printf (text, "device device%u imap online rtt=20ms tag=%c\n", i + 1, 'a' + i);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- the moment before: all devices know all --- */

static ModelRow *
believed_row (const ModelRow *row)
{
  ModelRow *believed = model_row_new (row->key, row->flags, 0);
  static const ModelField fields[] = { MODEL_FIELD_SUBJECT, MODEL_FIELD_FROM,
                                       MODEL_FIELD_INTERNALDATE, MODEL_FIELD_SIZE };
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      ModelValue value = model_row_get (row, fields[i]);
      if (value.kind != MODEL_VALUE_NONE)
        model_row_put (believed, fields[i], model_value_copy (&value), 0);
    }
  return believed;
}

static void
set_up_device (Bench *bench, ModelTx *tx, ModelId server, guint i)
{
  Device *device = &bench->devices[i];
  g_autofree char *name = g_strdup_printf ("device%u", i + 1);
  g_autofree char *connection = g_strdup_printf ("c%u", i + 1);
  guint n = model_count (bench->model, bench->mailbox, MODEL_TABLE_LIVE);
  ModelId owner = model_find (bench->model, MODEL_ROOT, name);
  ModelId account = model_find (bench->model, owner, "lin");
  device->number = (guint16) (i + 1);
  device->mailbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  for (guint k = 0; k < n; k++)
    model_tx_add_row (
        tx, device->mailbox, MODEL_TABLE_LIVE,
        believed_row (model_row_at (bench->model, bench->mailbox, MODEL_TABLE_LIVE, k)));
  device->at_device = model_tx_birth (tx, MODEL_KIND_CONNECTION, owner, connection);
  device->at_server = model_tx_birth (tx, MODEL_KIND_CONNECTION, server, connection);
  model_tx_numbers_append (tx, device->at_device, MODEL_FIELD_NUMBERS, 1, n);
  model_tx_numbers_append (tx, device->at_server, MODEL_FIELD_NUMBERS, 1, n);
  model_tx_set_number (tx, device->at_server, MODEL_FIELD_TOLD, 0);
}

static void
set_up (Bench *bench, const ModelWorld *world)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (log, (GDestroyNotify) model_delta_clear);
  base_random_seed (&bench->random, CLI_SEED);
  bench->model = model_new ();
  model_world_build (world, bench->model);
  ModelId server = model_find (bench->model, MODEL_ROOT, "server");
  bench->mailbox = model_find (bench->model, model_find (bench->model, server, "lin"), "INBOX");
  bench->uidnext = model_count (bench->model, bench->mailbox, MODEL_TABLE_LIVE) + 1;
  bench->modseq = 1;
  ModelTx *tx = model_tx_begin (bench->model, 0, log);
  for (guint i = 0; i < DEVICES; i++)
    set_up_device (bench, tx, server, i);
  model_tx_end (tx);
  bench->trace = trace_new (bench->model);
  bench->server = trace_actor (bench->trace, "server");
  for (guint i = 0; i < DEVICES; i++)
    {
      g_autofree char *name = g_strdup_printf ("device%u", i + 1);
      bench->devices[i].actor = trace_actor (bench->trace, name);
    }
}

/* --- events --- */

static guint32
note (Bench *bench, TraceEvent *event)
{
  bench->now += BASE_MILLISECOND;
  event->time = bench->now;
  guint32 number = trace_append (bench->trace, event);
  trace_seal (bench->trace, number, bench->model);
  return number;
}

static guint32
act (Bench *bench, const Device *device, const char *text)
{
  TraceEvent event = { .kind = TRACE_ACT, .from = device->actor };
  event.label = trace_text (bench->trace, text);
  return note (bench, &event);
}

/* A line leaves; @begins: it begins a command. */
static guint32
send_line (Bench *bench, Device *device, gboolean from_server, gboolean begins, guint32 cause,
           char *text)
{
  g_autofree char *line = text;
  g_autoptr (BaseSlices) bytes = base_slices_new ();
  base_slices_append_string (bytes, line);
  TraceEvent event = {
    .kind = TRACE_SEND,
    .from = from_server ? bench->server : device->actor,
    .to = from_server ? device->actor : bench->server,
    .connection = device->number,
    .direction = from_server ? TRACE_TO_CLIENT : TRACE_TO_SERVER,
    .context = from_server ? IMAP_CONTEXT_RESPONSE : IMAP_CONTEXT_COMMAND,
    .cause = cause,
    .command = begins ? trace_get_n (bench->trace) + 1 : device->command,
    .len = (guint32) strlen (line),
  };
  event.start = trace_stream_append (bench->trace, device->number, event.direction, bytes);
  guint32 number = note (bench, &event);
  if (begins)
    device->command = number;
  return number;
}

/* It arrives: what the receiver changes is written between this and finish(). */
static ModelTx *
arrive (Bench *bench, guint32 sent)
{
  TraceEvent event = *trace_get (bench->trace, sent);
  event.kind = TRACE_ARRIVE;
  event.cause = sent;
  bench->now += BASE_MILLISECOND;
  event.time = bench->now;
  guint32 number = trace_append (bench->trace, &event);
  return model_tx_begin (bench->model, number, trace_get_log (bench->trace));
}

static guint32
finish (Bench *bench, ModelTx *tx)
{
  guint32 number = model_tx_get_event (tx);
  model_tx_end (tx);
  trace_seal (bench->trace, number, bench->model);
  return number;
}

/* --- what devices and server do --- */

static void
journal (Bench *bench, ModelTx *tx, ModelChange kind, guint32 uid, guint count)
{
  ModelRun entry = { uid, count, model_tx_get_event (tx), kind, bench->modseq };
  model_tx_set_number (tx, bench->mailbox, MODEL_FIELD_HIGHESTMODSEQ, (gint64) bench->modseq);
  model_tx_push (tx, bench->mailbox, MODEL_FIELD_JOURNAL, &entry);
}

static guint
journal_length (const Bench *bench)
{
  return model_runs_get_n (model_get_runs (bench->model, bench->mailbox, MODEL_FIELD_JOURNAL));
}

static guint32
random_uid (Bench *bench)
{
  guint n = model_count (bench->model, bench->mailbox, MODEL_TABLE_LIVE);
  guint place = (guint) base_random_below (&bench->random, n);
  return model_row_at (bench->model, bench->mailbox, MODEL_TABLE_LIVE, place)->key;
}

static void
say_done (Bench *bench, Device *device, guint32 cause, const char *name)
{
  guint32 sent = send_line (bench, device, TRUE, FALSE, cause,
                            g_strdup_printf ("a%u OK %s completed\r\n", device->tag, name));
  finish (bench, arrive (bench, sent));
}

/* Tells @device the flags of one message. */
static void
tell_flags (Bench *bench, Device *device, guint32 cause, guint32 uid)
{
  const ModelRow *row = model_row (bench->model, bench->mailbox, MODEL_TABLE_LIVE, uid);
  const ModelRuns *numbers = model_get_runs (bench->model, device->at_server, MODEL_FIELD_NUMBERS);
  if (row == NULL)
    return;
  ModelFlags flags = row->flags;
  g_autofree char *names = model_flags_format (flags, NULL);
  guint32 sent = send_line (bench, device, TRUE, FALSE, cause,
                            g_strdup_printf ("* %u FETCH (UID %u FLAGS (%s))\r\n",
                                             model_runs_find (numbers, uid), uid, names));
  ModelTx *tx = arrive (bench, sent);
  if (model_row (bench->model, device->mailbox, MODEL_TABLE_LIVE, uid) != NULL)
    model_tx_set_row (tx, device->mailbox, MODEL_TABLE_LIVE, uid, MODEL_FIELD_FLAGS,
                      model_value_number (flags));
  finish (bench, tx);
}

static void
store_flag (Bench *bench, Device *device)
{
  ModelFlags flag = (ModelFlags) 1u << base_random_below (&bench->random, 4);
  ModelRun range = { .first = random_uid (bench), .count = 1 };
  g_autofree char *name = model_flags_format (flag, NULL);
  guint32 why = act (bench, device, "flag");
  device->tag++;
  guint32 sent = send_line (
      bench, device, FALSE, TRUE, why,
      g_strdup_printf ("a%u UID STORE %u +FLAGS (%s)\r\n", device->tag, range.first, name));
  ModelTx *tx = arrive (bench, sent);
  bench->modseq++;
  model_tx_mask (tx, bench->mailbox, &range, 1, MODEL_MASK_ADD, flag, bench->modseq);
  journal (bench, tx, MODEL_CHANGE_FLAGS, range.first, 1);
  guint32 done = finish (bench, tx);
  tell_flags (bench, device, done, range.first);
  say_done (bench, device, done, "STORE");
}

static void
store_all (Bench *bench, Device *device)
{
  ModelRun range = { .first = 1, .count = bench->uidnext - 1 };
  ModelMaskHow how = base_random_below (&bench->random, 2) == 0 ? MODEL_MASK_ADD
                                                                : MODEL_MASK_REMOVE;
  guint32 why = act (bench, device, "flag all");
  device->tag++;
  guint32 sent = send_line (bench, device, FALSE, TRUE, why,
                            g_strdup_printf ("a%u UID STORE 1:* %cFLAGS.SILENT (\\Seen)\r\n",
                                             device->tag, how == MODEL_MASK_ADD ? '+' : '-'));
  ModelTx *tx = arrive (bench, sent);
  bench->modseq++;
  model_tx_mask (tx, bench->mailbox, &range, 1, how, MODEL_FLAG_SEEN, bench->modseq);
  journal (bench, tx, MODEL_CHANGE_FLAGS, range.first, range.count);
  say_done (bench, device, finish (bench, tx), "STORE");
}

/* A message goes: every session is told at once, as if all of them waited with IDLE. */
static void
expunge (Bench *bench, Device *device)
{
  guint32 uid = random_uid (bench);
  guint32 why = act (bench, device, "expunge");
  device->tag++;
  guint32 sent = send_line (bench, device, FALSE, TRUE, why,
                            g_strdup_printf ("a%u UID EXPUNGE %u\r\n", device->tag, uid));
  ModelTx *tx = arrive (bench, sent);
  bench->modseq++;
  model_tx_remove_row (tx, bench->mailbox, MODEL_TABLE_LIVE, uid);
  journal (bench, tx, MODEL_CHANGE_EXPUNGED, uid, 1);
  guint32 done = finish (bench, tx);
  for (guint i = 0; i < DEVICES; i++)
    {
      Device *other = &bench->devices[i];
      guint number = model_runs_find (
          model_get_runs (bench->model, other->at_device, MODEL_FIELD_NUMBERS), uid);
      sent = send_line (bench, other, TRUE, FALSE, done,
                        g_strdup_printf ("* %u EXPUNGE\r\n", number));
      tx = arrive (bench, sent);
      model_tx_numbers_remove (tx, other->at_server, MODEL_FIELD_NUMBERS, number);
      model_tx_numbers_remove (tx, other->at_device, MODEL_FIELD_NUMBERS, number);
      model_tx_remove_row (tx, other->mailbox, MODEL_TABLE_LIVE, uid);
      finish (bench, tx);
    }
  say_done (bench, device, done, "EXPUNGE");
}

static ModelRow *
new_row (guint32 uid, guint64 modseq)
{
  ModelRow *row = model_row_new (uid, 0, modseq);
  g_autofree char *subject = g_strdup_printf ("Message %u", uid);
  model_row_put (row, MODEL_FIELD_SUBJECT, model_value_text (subject), 0);
  model_row_put (row, MODEL_FIELD_SIZE, model_value_number (240), 0);
  return row;
}

static void
deliver (Bench *bench)
{
  TraceEvent event = { .kind = TRACE_ACT, .to = bench->server };
  event.label = trace_text (bench->trace, "deliver");
  bench->now += BASE_MILLISECOND;
  event.time = bench->now;
  guint32 uid = bench->uidnext++;
  guint32 number = trace_append (bench->trace, &event);
  ModelTx *tx = model_tx_begin (bench->model, number, trace_get_log (bench->trace));
  bench->modseq++;
  model_tx_add_row (tx, bench->mailbox, MODEL_TABLE_LIVE, new_row (uid, bench->modseq));
  model_tx_set_number (tx, bench->mailbox, MODEL_FIELD_UIDNEXT, bench->uidnext);
  journal (bench, tx, MODEL_CHANGE_NEW, uid, 1);
  finish (bench, tx);
  guint exists = model_count (bench->model, bench->mailbox, MODEL_TABLE_LIVE);
  for (guint i = 0; i < DEVICES; i++)
    {
      Device *device = &bench->devices[i];
      guint32 sent = send_line (bench, device, TRUE, FALSE, number,
                                g_strdup_printf ("* %u EXISTS\r\n", exists));
      tx = arrive (bench, sent);
      model_tx_numbers_append (tx, device->at_server, MODEL_FIELD_NUMBERS, uid, 1);
      model_tx_numbers_append (tx, device->at_device, MODEL_FIELD_NUMBERS, uid, 1);
      model_tx_add_row (tx, device->mailbox, MODEL_TABLE_LIVE, new_row (uid, 0));
      finish (bench, tx);
    }
}

static void
check_news (Bench *bench, Device *device)
{
  guint32 why = act (bench, device, "check");
  device->tag++;
  guint32 sent = send_line (bench, device, FALSE, TRUE, why,
                            g_strdup_printf ("a%u NOOP\r\n", device->tag));
  guint end = journal_length (bench);
  guint from = device->told;
  ModelTx *tx = arrive (bench, sent);
  model_tx_set_number (tx, device->at_server, MODEL_FIELD_TOLD, end);
  device->told = end;
  guint32 done = finish (bench, tx);
  for (guint i = from; i < end; i++)
    {
      ModelRun entry = *model_runs_get (
          model_get_runs (bench->model, bench->mailbox, MODEL_FIELD_JOURNAL), i);
      if (entry.kind == MODEL_CHANGE_FLAGS && entry.count == 1)
        tell_flags (bench, device, entry.event, entry.first);
    }
  say_done (bench, device, done, "NOOP");
}

static void
work (Bench *bench, guint32 events)
{
  for (guint round = 1; trace_get_n (bench->trace) < events; round++)
    {
      Device *device = &bench->devices[base_random_below (&bench->random, DEVICES)];
      if (round % 4096 == 0)
        store_all (bench, device);
      else if (round % 64 == 0)
        deliver (bench);
      else if (round % 64 == 32)
        expunge (bench, device);
      else if (round % 8 == 0)
        check_news (bench, device);
      else
        store_flag (bench, device);
    }
}

/* The device takes the server's OK for a yes. */
static void
store_many (Bench *bench, Device *device, guint n)
{
  ModelRun range = { .first = 1, .count = n };
  guint32 why = act (bench, device, "flag many");
  device->tag++;
  guint32 sent = send_line (
      bench, device, FALSE, TRUE, why,
      g_strdup_printf ("a%u UID STORE 1:%u +FLAGS.SILENT (\\Flagged)\r\n", device->tag, n));
  ModelTx *tx = arrive (bench, sent);
  bench->modseq++;
  model_tx_mask (tx, bench->mailbox, &range, 1, MODEL_MASK_ADD, MODEL_FLAG_FLAGGED, bench->modseq);
  journal (bench, tx, MODEL_CHANGE_FLAGS, range.first, range.count);
  sent = send_line (bench, device, TRUE, FALSE, finish (bench, tx),
                    g_strdup_printf ("a%u OK STORE completed\r\n", device->tag));
  tx = arrive (bench, sent);
  model_tx_mask (tx, device->mailbox, &range, 1, MODEL_MASK_ADD, MODEL_FLAG_FLAGGED, 0);
  finish (bench, tx);
}

/* A world of @messages in which @events are done, or none and then @changes flags at once. */
static TraceRecording *
make (guint messages, guint32 events, guint changes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = describe (messages);
  g_autoptr (ModelWorld) world = model_world_parse (text, &error);
  g_assert_no_error (error);
  Bench bench = { 0 };
  set_up (&bench, world);
  work (&bench, events);
  if (changes > 0)
    store_many (&bench, &bench.devices[0], changes);
  TraceRecording *recording = trace_recording_new (text, CLI_SEED, NULL, NULL, bench.trace);
  trace_unref (bench.trace);
  model_free (bench.model);
  return recording;
}

TraceRecording *
cli_bench_world (guint messages, guint32 events)
{
  return make (messages, events, 0);
}

TraceRecording *
cli_bench_board (guint messages, guint changes)
{
  return make (messages, 0, changes);
}
