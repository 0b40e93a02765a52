#include "base-random.h"
#include "model-tx.h"

/* Lists of runs, read as number maps and as sets, against plain arrays. */

typedef struct
{
  Model *model;
  GArray *log;
  ModelTx *tx;
  ModelId id;
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
  f->tx = model_tx_begin (f->model, 1, f->log);
  f->id = model_tx_birth (f->tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  model_tx_end (f->tx);
  g_array_unref (f->log);
  model_free (f->model);
}

static void
test_expunge (Fixture *f, gconstpointer data)
{
  /* [RFC9051 §6.4.3]: 3, 4, 7 and 11 marked are told as 3, 3, 5, 8 */
  model_tx_numbers_append (f->tx, f->id, MODEL_FIELD_NUMBERS, 101, 11);
  const guint told[] = { 3, 3, 5, 8 };
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    model_tx_numbers_remove (f->tx, f->id, MODEL_FIELD_NUMBERS, told[i]);
  const guint32 left[] = { 101, 102, 105, 106, 108, 109, 110 };
  ModelRuns *runs = model_get_runs (f->model, f->id, MODEL_FIELD_NUMBERS);
  g_assert_cmpuint (model_runs_total (runs), ==, G_N_ELEMENTS (left));
  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      g_assert_cmpuint (model_runs_nth (runs, i + 1), ==, left[i]);
      g_assert_cmpuint (model_runs_find (runs, left[i]), ==, i + 1);
    }
  g_assert_cmpuint (model_runs_nth (runs, 0), ==, 0);
  g_assert_cmpuint (model_runs_nth (runs, 8), ==, 0);
  g_assert_cmpuint (model_runs_find (runs, 103), ==, 0);
  g_assert_cmpuint (model_runs_find (runs, 111), ==, 0);
}

static void
check_numbers (const Fixture *f, const GArray *truth)
{
  ModelRuns *runs = model_get_runs (f->model, f->id, MODEL_FIELD_NUMBERS);
  g_assert_cmpuint (model_runs_total (runs), ==, truth->len);
  for (guint i = 0; i < truth->len; i++)
    {
      guint32 uid = g_array_index (truth, guint32, i);
      g_assert_cmpuint (model_runs_nth (runs, i + 1), ==, uid);
      if (uid != 0)
        g_assert_cmpuint (model_runs_find (runs, uid), ==, i + 1);
    }
}

static void
test_numbers_against_array (Fixture *f, gconstpointer data)
{
  guint64 seed = g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  g_autoptr (GArray) truth = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 next = 1;
  for (guint i = 0; i < 2000; i++)
    {
      guint64 what = base_random_below (&random, 4);
      if (what == 0 || truth->len == 0)
        {
          guint count = 1 + (guint) base_random_below (&random, 5);
          gboolean known = base_random_below (&random, 2) != 0;
          model_tx_numbers_append (f->tx, f->id, MODEL_FIELD_NUMBERS, known ? next : 0, count);
          for (guint k = 0; k < count; k++, next++)
            {
              guint32 uid = known ? next : 0;
              g_array_append_val (truth, uid);
            }
          continue;
        }
      guint n = 1 + (guint) base_random_below (&random, truth->len);
      guint32 *place = &g_array_index (truth, guint32, n - 1);
      if (what == 1)
        {
          model_tx_numbers_remove (f->tx, f->id, MODEL_FIELD_NUMBERS, n);
          g_array_remove_index (truth, n - 1);
        }
      else if (*place == 0 && n == truth->len)
        {
          *place = next++;
          model_tx_numbers_set (f->tx, f->id, MODEL_FIELD_NUMBERS, n, *place);
        }
      check_numbers (f, truth);
    }
}

static void
test_set_against_bits (Fixture *f, gconstpointer data)
{
  guint64 seed = g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  gboolean truth[64] = { FALSE };
  for (guint i = 0; i < 3000; i++)
    {
      guint32 uid = 1 + (guint32) base_random_below (&random, 50);
      guint count = 1 + (guint) base_random_below (&random, 12);
      gboolean add = base_random_below (&random, 2) != 0;
      if (add)
        model_tx_set_add (f->tx, f->id, MODEL_FIELD_RECENT, uid, count, 1);
      else
        model_tx_set_remove (f->tx, f->id, MODEL_FIELD_RECENT, uid, count);
      for (guint k = uid; k < uid + count; k++)
        truth[k] = add;
      ModelRuns *runs = model_get_runs (f->model, f->id, MODEL_FIELD_RECENT);
      for (guint k = 1; k < G_N_ELEMENTS (truth); k++)
        g_assert_cmpint (model_runs_contains (runs, k), ==, truth[k]);
      for (guint k = 1; k < model_runs_get_n (runs); k++)
        g_assert_cmpuint (model_runs_get (runs, k)->first, >,
                          model_runs_get (runs, k - 1)->first
                              + model_runs_get (runs, k - 1)->count);
    }
}

static void
assert_same (const ModelRuns *runs, const GArray *truth)
{
  g_assert_cmpuint (model_runs_get_n (runs), ==, truth->len);
  guint total = 0;
  for (guint i = 0; i < truth->len; i++)
    {
      const ModelRun *run = &g_array_index (truth, ModelRun, i);
      g_assert_cmpmem (model_runs_get (runs, i), sizeof (ModelRun), run, sizeof (ModelRun));
      total += run->count;
    }
  g_assert_cmpuint (model_runs_total (runs), ==, total);
}

/* Whoever holds a list sees it unchanged, whatever others make of it. */
static void
test_shared (Fixture *f, gconstpointer data)
{
  guint64 seed = g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  ModelRuns *held[6];
  GArray *truths[6];
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      held[i] = model_runs_new (NULL, 0);
      truths[i] = g_array_new (FALSE, FALSE, sizeof (ModelRun));
    }
  for (guint step = 0; step < 5000; step++)
    {
      guint i = (guint) base_random_below (&random, G_N_ELEMENTS (held));
      guint n = truths[i]->len;
      gboolean at_end = base_random_below (&random, 3) > 0;
      guint n_out = (guint) base_random_below (&random, MIN (n, 3) + 1);
      guint at = at_end ? n - n_out : (guint) base_random_below (&random, n - n_out + 1);
      ModelRun in[3];
      guint n_in = (guint) base_random_below (&random, 4);
      for (guint k = 0; k < n_in; k++)
        in[k] = (ModelRun){ .first = at + k, .count = 1 + (guint) base_random_below (&random, 2) };
      held[i] = model_runs_splice (held[i], at, n_out, in, n_in);
      g_array_remove_range (truths[i], at, n_out);
      g_array_insert_vals (truths[i], at, in, n_in);
      if (base_random_below (&random, 4) == 0)
        {
          guint k = (guint) base_random_below (&random, G_N_ELEMENTS (held));
          ModelRuns *old = held[k];
          held[k] = model_runs_ref (held[i]);
          model_runs_unref (old);
          GArray *was = truths[k];
          truths[k] = g_array_copy (truths[i]);
          g_array_unref (was);
        }
      for (guint k = 0; k < G_N_ELEMENTS (held); k++)
        assert_same (held[k], truths[k]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    {
      model_runs_unref (held[i]);
      g_array_unref (truths[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/lists/expunge", Fixture, NULL, set_up, test_expunge, tear_down);
  g_test_add ("/model/lists/numbers", Fixture, NULL, set_up, test_numbers_against_array, tear_down);
  g_test_add ("/model/lists/sets", Fixture, NULL, set_up, test_set_against_bits, tear_down);
  g_test_add ("/model/lists/shared", Fixture, NULL, set_up, test_shared, tear_down);
  return g_test_run ();
}
