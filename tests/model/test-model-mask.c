#include "base-random.h"
#include "model-tx.h"

/* One STORE over 100,000 messages is one mask, small, and goes back exactly. */

#define N_MESSAGES 100000

typedef struct
{
  Model *model;
  GArray *log;
  ModelId mailbox;
} Fixture;

static void
clear_delta (gpointer delta)
{
  model_delta_clear (delta);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->model = model_new ();
  f->log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (f->log, clear_delta);
  g_autoptr (ModelTx) tx = model_tx_begin (f->model, 0, f->log);
  ModelId server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  ModelId account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, server, "lin");
  f->mailbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  for (guint32 uid = 1; uid <= N_MESSAGES; uid++)
    model_tx_add_row (tx, f->mailbox, MODEL_TABLE_LIVE, model_row_new (uid, 0, 1));
  g_array_set_size (f->log, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_array_unref (f->log);
  model_free (f->model);
}

static const ModelRun all = { .first = 1, .count = N_MESSAGES };

/* adds \Seen to all as event @event and checks that going back and forth is exact */
static gsize
store_and_check (Fixture *f, guint32 event)
{
  g_autoptr (Model) before = model_copy (f->model);
  g_array_set_size (f->log, 0);
  g_autoptr (ModelTx) tx = model_tx_begin (f->model, event, f->log);
  guint changed = model_tx_mask (tx, f->mailbox, &all, 1, MODEL_MASK_ADD, MODEL_FLAG_SEEN, event);
  g_assert_cmpuint (changed, >, 0);
  g_assert_cmpuint (f->log->len, ==, 1);
  const ModelDelta *delta = &g_array_index (f->log, ModelDelta, 0);
  g_assert_cmpuint (delta->op, ==, MODEL_OP_MASK);
  g_autoptr (Model) after = model_copy (f->model);
  for (guint32 uid = 1; uid <= N_MESSAGES; uid++)
    {
      const ModelRow *row = model_row (after, f->mailbox, MODEL_TABLE_LIVE, uid);
      const ModelRow *was = model_row (before, f->mailbox, MODEL_TABLE_LIVE, uid);
      g_assert_cmpuint (row->flags, ==, was->flags | MODEL_FLAG_SEEN);
      gboolean same = was->flags & MODEL_FLAG_SEEN;
      g_assert_cmpuint (row->flags_writer, ==, same ? was->flags_writer : event);
      g_assert_cmpuint (row->modseq, ==, same ? was->modseq : event);
    }
  g_assert_true (model_check (before, delta));
  model_revert (f->model, delta);
  g_assert_true (model_equal (f->model, before));
  model_apply (f->model, delta, event);
  g_assert_true (model_equal (f->model, after));
  return model_delta_size (delta);
}

static void
test_few_runs (Fixture *f, gconstpointer data)
{
  guint32 event = 1;
  for (guint i = 0; i < 19; i++, event++)
    {
      g_autoptr (ModelTx) tx = model_tx_begin (f->model, event, f->log);
      ModelRun range = { .first = 1 + i * 5000, .count = 3000 + i };
      model_tx_mask (tx, f->mailbox, &range, 1, MODEL_MASK_ADD,
                     i % 2 ? MODEL_FLAG_FLAGGED : MODEL_FLAG_DRAFT, event);
    }
  gsize size = store_and_check (f, event);
  g_test_message ("%" G_GSIZE_FORMAT " octets for 38 runs", size);
  g_assert_cmpuint (size, <, 2048);
}

static void
test_mixed_flags (Fixture *f, gconstpointer data)
{
  guint64 seed = g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  guint32 event = 1000000;
  for (guint32 uid = 1; uid <= N_MESSAGES; uid++)
    {
      g_autoptr (ModelTx) tx = model_tx_begin (f->model, event, f->log);
      ModelRun range = { .first = uid, .count = 1 };
      /* every message with a writer and mod-sequence of its own: the worst there can be */
      model_tx_mask (tx, f->mailbox, &range, 1, MODEL_MASK_REPLACE,
                     (ModelFlags) base_random_below (&random, 1u << 31), event);
      event += (guint32) base_random_below (&random, 40000);
    }
  gsize size = store_and_check (f, event + 1);
  g_test_message ("%.2f octets a message", (double) size / N_MESSAGES);
  g_assert_cmpuint (size, <, 16 * N_MESSAGES);
}

static void
test_nothing_changes (Fixture *f, gconstpointer data)
{
  g_autoptr (ModelTx) tx = model_tx_begin (f->model, 1, f->log);
  g_assert_cmpuint (model_tx_mask (tx, f->mailbox, &all, 1, MODEL_MASK_REMOVE, MODEL_FLAG_SEEN, 2),
                    ==, 0);
  g_assert_cmpuint (f->log->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/mask/few-runs", Fixture, NULL, set_up, test_few_runs, tear_down);
  g_test_add ("/model/mask/mixed-flags", Fixture, NULL, set_up, test_mixed_flags, tear_down);
  g_test_add ("/model/mask/nothing", Fixture, NULL, set_up, test_nothing_changes, tear_down);
  return g_test_run ();
}
