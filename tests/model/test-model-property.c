#include "base-random.h"
#include "model-tx.h"

/* Random transactions: reverting all gives the beginning, applying all the end, at every point. */

#define N_EVENTS 400

typedef struct
{
  Model *model;
  GArray *log;
  GArray *ends; /* guint: deltas after each event */
  BaseRandom random;
  GArray *mailboxes; /* ModelId */
  guint names;
  guint32 uid;
} World;

static void
clear_delta (gpointer delta)
{
  model_delta_clear (delta);
}

static guint
below (World *w, guint bound)
{
  return (guint) base_random_below (&w->random, bound);
}

static ModelId
some_mailbox (World *w)
{
  return g_array_index (w->mailboxes, ModelId, below (w, w->mailboxes->len));
}

static void
add_mailbox (World *w, ModelTx *tx)
{
  g_autofree char *name = g_strdup_printf ("box%u", w->names++);
  ModelId id = model_tx_birth (tx, MODEL_KIND_MAILBOX, 2, name);
  g_array_append_val (w->mailboxes, id);
}

static void
add_message (World *w, ModelTx *tx)
{
  ModelRow *row = model_row_new (w->uid++, below (w, 32), below (w, 100));
  model_row_put (row, MODEL_FIELD_SUBJECT, model_value_text ("Lunch"), 0);
  if (below (w, 2))
    model_row_put (row, MODEL_FIELD_SIZE, model_value_number (below (w, 1000)), 0);
  model_tx_add_row (tx, some_mailbox (w), below (w, MODEL_N_TABLES), row);
}

static void
change_message (World *w, ModelTx *tx)
{
  ModelId mailbox = some_mailbox (w);
  ModelTable table = below (w, MODEL_N_TABLES);
  guint n = model_count (w->model, mailbox, table);
  if (n == 0)
    return;
  guint32 key = model_row_at (w->model, mailbox, table, below (w, n))->key;
  switch (below (w, 4))
    {
    case 0:
      model_tx_remove_row (tx, mailbox, table, key);
      break;
    case 1:
      model_tx_set_row (tx, mailbox, table, key, MODEL_FIELD_FLAGS,
                        below (w, 4) ? model_value_number (below (w, 32)) : MODEL_UNKNOWN);
      break;
    case 2:
      model_tx_set_row (tx, mailbox, table, key, MODEL_FIELD_SUBJECT,
                        below (w, 3) ? model_value_text ("Dinner") : MODEL_NONE);
      break;
    default:
      model_tx_set_row (tx, mailbox, table, key, MODEL_FIELD_SIZE,
                        model_value_number (below (w, 1000)));
      break;
    }
}

static void
change_cells (World *w, ModelTx *tx)
{
  ModelId id = some_mailbox (w);
  guint n = model_runs_total (model_get_runs (w->model, id, MODEL_FIELD_NUMBERS));
  switch (below (w, 6))
    {
    case 0:
      model_tx_set_number (tx, id, MODEL_FIELD_UIDNEXT, below (w, 10));
      break;
    case 1:
      model_tx_set (tx, id, MODEL_FIELD_UIDNEXT, MODEL_NONE);
      break;
    case 2:
      model_tx_journal (tx, id, MODEL_CHANGE_FLAGS, 1 + below (w, 50), 1 + below (w, 5), 7);
      break;
    case 3:
      model_tx_numbers_append (tx, id, MODEL_FIELD_NUMBERS, below (w, 2) ? w->uid : 0,
                               1 + below (w, 9));
      w->uid += 10;
      break;
    case 4:
      if (n > 0)
        model_tx_numbers_remove (tx, id, MODEL_FIELD_NUMBERS, 1 + below (w, n));
      break;
    default:
      model_tx_set_add (tx, id, MODEL_FIELD_GHOSTS, 1 + below (w, 50), 1 + below (w, 9), 3);
      break;
    }
}

static void
act (World *w, guint32 event)
{
  g_autoptr (ModelTx) tx = model_tx_begin (w->model, event, w->log);
  for (guint i = below (w, 4); i > 0; i--)
    {
      guint what = below (w, 40);
      ModelRun range = { .first = 1 + below (w, 60), .count = 1 + below (w, 60) };
      if (what == 0 && w->mailboxes->len > 1)
        {
          guint k = below (w, w->mailboxes->len);
          model_tx_death (tx, g_array_index (w->mailboxes, ModelId, k));
          g_array_remove_index (w->mailboxes, k);
        }
      else if (what < 3)
        add_mailbox (w, tx);
      else if (what < 12)
        add_message (w, tx);
      else if (what < 22)
        change_message (w, tx);
      else if (what < 30)
        model_tx_mask (tx, some_mailbox (w), &range, 1, below (w, 3), below (w, 32), event);
      else
        change_cells (w, tx);
    }
}

static void
test_inverse (void)
{
  World w = { .uid = 1 };
  guint64 seed = g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  base_random_seed (&w.random, seed);
  w.model = model_new ();
  w.log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (w.log, clear_delta);
  w.mailboxes = g_array_new (FALSE, FALSE, sizeof (ModelId));
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func ((GDestroyNotify) model_free);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint));
  {
    g_autoptr (ModelTx) tx = model_tx_begin (w.model, 0, w.log);
    model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
    model_tx_birth (tx, MODEL_KIND_ACCOUNT, 1, "lin");
    add_mailbox (&w, tx);
  }
  for (guint32 event = 1; event <= N_EVENTS; event++)
    {
      g_array_append_val (ends, w.log->len);
      g_ptr_array_add (moments, model_copy (w.model));
      act (&w, event);
    }
  g_autoptr (Model) last = model_copy (w.model);
  for (guint i = w.log->len, event = N_EVENTS; event > 0; event--)
    {
      while (i > g_array_index (ends, guint, event - 1))
        model_revert (w.model, &g_array_index (w.log, ModelDelta, --i));
      g_assert_true (model_equal (w.model, g_ptr_array_index (moments, event - 1)));
    }
  for (guint event = 1; event <= N_EVENTS; event++)
    {
      guint end = event < N_EVENTS ? g_array_index (ends, guint, event) : w.log->len;
      for (guint i = g_array_index (ends, guint, event - 1); i < end; i++)
        {
          const ModelDelta *delta = &g_array_index (w.log, ModelDelta, i);
          g_assert_true (model_check (w.model, delta));
          model_apply (w.model, delta, event);
          g_assert_false (delta->op == MODEL_OP_BIRTH && model_check (w.model, delta));
        }
    }
  g_assert_true (model_equal (w.model, last));
  g_array_unref (w.log);
  g_array_unref (w.mailboxes);
  model_free (w.model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/property/inverse", test_inverse);
  return g_test_run ();
}
