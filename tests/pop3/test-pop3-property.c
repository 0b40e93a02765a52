/*
 * Random sessions, client and server tied together by a wire that cuts octets anywhere, while others
 * deliver and expunge. What the server does is compared with a list kept here, what the client
 * believes with what it was told. A failure prints its seed; SEED=n runs it again.
 */
#include "base-random.h"
#include "model-mailbox.h"
#include "pop3-client.h"
#include "pop3-server.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 150
#define STEPS 60

/* A message in the maildrop, as this test knows it. */
typedef struct
{
  guint32 uid;
  GBytes *wire; /* in CRLF form */
  gboolean marked;
} Known;

typedef struct
{
  BaseRandom random;
  Model *model;
  GArray *log;
  guint32 event;
  ModelId server, device, inbox;
  GPtrArray *there;    /* Known: in the mailbox, whatever any session sees */
  GPtrArray *session;  /* Known: what the session numbers, NULL when there is none */
  ModelEngine ends[2]; /* the server's, the client's */
  ModelId objects[2];
  GByteArray *wires[2]; /* octets on the way to the server, to the client */
  gboolean closed;
  char *done; /* the last DONE */
} Run;

static void
delta_clear (gpointer data)
{
  model_delta_clear (data);
}

static void
known_free (gpointer data)
{
  Known *known = data;
  g_bytes_unref (known->wire);
  g_free (known);
}

static gboolean
check_password (gpointer data, const char *user, const char *password)
{
  return TRUE;
}

static guint
below (Run *run, guint n)
{
  return (guint) base_random_below (&run->random, n);
}

/* --- the world --- */

static GBytes *
make_message (Run *run, GBytes **wire)
{
  static const char *const lines[] = { "", ".", "..", "word", ".word", "a longer line of text" };
  g_autoptr (GString) stored = g_string_new ("Subject: x");
  g_autoptr (GString) sent = g_string_new ("Subject: x");
  gboolean bare = below (run, 3) == 0;
  for (guint n = below (run, 12); n > 0; n--)
    {
      const char *line = lines[below (run, G_N_ELEMENTS (lines))];
      g_string_append_printf (stored, "%s%s", bare ? "\n" : "\r\n", line);
      g_string_append_printf (sent, "\r\n%s", line);
    }
  gboolean ends = g_str_has_suffix (sent->str, "\n");
  if (below (run, 2) == 0)
    {
      g_string_append (stored, bare ? "\n" : "\r\n");
      g_string_append (sent, "\r\n");
    }
  else if (!ends)
    g_string_append (sent, "\r\n");
  *wire = g_string_free_to_bytes (g_steal_pointer (&sent));
  return g_string_free_to_bytes (g_steal_pointer (&stored));
}

static void
deliver (Run *run)
{
  g_autoptr (ModelTx) tx = model_tx_begin (run->model, ++run->event, run->log);
  Known *known = g_new0 (Known, 1);
  guint64 modseq;
  g_autoptr (GBytes) stored = make_message (run, &known->wire);
  model_mailbox_get_next (run->model, run->inbox, &known->uid, &modseq);
  ModelRow *row = model_row_new (known->uid, 0, modseq);
  model_row_put (row, MODEL_FIELD_BODY, model_value_blob (stored), 0);
  model_mailbox_append (tx, run->inbox, &row, 1);
  g_ptr_array_add (run->there, known);
}

static void
expunge (Run *run)
{
  if (run->there->len == 0)
    return;
  g_autoptr (ModelTx) tx = model_tx_begin (run->model, ++run->event, run->log);
  guint i = below (run, run->there->len);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (uids, ((Known *) run->there->pdata[i])->uid);
  model_mailbox_remove (tx, run->inbox, uids, MODEL_NO_ID);
  g_ptr_array_remove_index (run->there, i);
}

/* --- the wire --- */

static void
turn (Run *run, guint which, const ModelInput *input)
{
  g_autoptr (ModelEffects) effects = model_effects_new ();
  ModelInput given = *input;
  gboolean more;
  do
    {
      g_autoptr (ModelTx) tx = model_tx_begin (run->model, ++run->event, run->log);
      more = run->ends[which].class->turn (run->ends[which].self, tx, 0, &given, effects);
      given = (ModelInput){ .kind = MODEL_INPUT_WRITABLE };
    }
  while (more);
  for (guint i = 0; i < model_effects_get_n (effects); i++)
    {
      ModelEffect *effect = model_effects_get (effects, i);
      if (effect->kind == MODEL_EFFECT_CLOSE)
        run->closed = TRUE;
      else if (effect->kind == MODEL_EFFECT_FACT && which == 1
               && effect->fact == POP3_CLIENT_FACT_DONE)
        {
          g_free (run->done);
          run->done = g_strdup (effect->text);
        }
      else if (effect->kind == MODEL_EFFECT_SEND)
        {
          g_autoptr (GBytes) bytes = base_slices_flatten (effect->bytes);
          gsize size;
          const guint8 *data = g_bytes_get_data (bytes, &size);
          g_byte_array_append (run->wires[1 - which], data, (guint) size);
        }
    }
}

/* Some octets arrive at one end. */
static void
carry (Run *run, guint to)
{
  ModelLine line = { 0 };
  guint n = 1 + below (run, 40);
  n = MIN (n, run->wires[to]->len);
  g_autoptr (GBytes) piece = g_bytes_new (run->wires[to]->data, n);
  g_byte_array_remove_range (run->wires[to], 0, n);
  run->ends[to].class->feed (run->ends[to].self, piece);
  while (run->ends[to].class->next_line (run->ends[to].self, &line) == MODEL_FRAME_LINE)
    {
      turn (run, to, &(ModelInput){ .kind = MODEL_INPUT_LINE, .line = &line });
      g_bytes_unref (line.bytes);
    }
}

static void
settle (Run *run)
{
  while (run->wires[0]->len + run->wires[1]->len > 0)
    {
      guint to = below (run, 2);
      carry (run, run->wires[to]->len > 0 ? to : 1 - to);
    }
}

static const char *
say (Run *run, const char *text)
{
  g_clear_pointer (&run->done, g_free);
  turn (run, 1, &(ModelInput){ .kind = MODEL_INPUT_SUBMIT, .text = text });
  settle (run);
  return run->done;
}

/* The simulation's way to know which message a number means. */
static guint32
identify (gpointer data, guint number)
{
  const Run *run = data;
  return number <= run->session->len ? ((Known *) run->session->pdata[number - 1])->uid : 0;
}

static void
begin (Run *run)
{
  run->session = g_ptr_array_new_with_free_func (known_free);
  for (guint i = 0; i < run->there->len; i++)
    {
      Known *known = g_memdup2 (run->there->pdata[i], sizeof *known);
      g_bytes_ref (known->wire);
      g_ptr_array_add (run->session, known);
    }
  {
    g_autoptr (ModelTx) tx = model_tx_begin (run->model, ++run->event, run->log);
    run->objects[0] = model_tx_birth (tx, MODEL_KIND_CONNECTION, run->server, "c1");
    run->objects[1] = model_tx_birth (tx, MODEL_KIND_CONNECTION, run->device, "c1");
  }
  run->ends[0] = pop3_server_new (&(Pop3ServerConfig){ .server = run->server,
                                                       .connection = run->objects[0],
                                                       .locks = TRUE,
                                                       .check_password = check_password });
  run->ends[1] = pop3_client_new (&(Pop3ClientConfig){ .device = run->device,
                                                       .connection = run->objects[1],
                                                       .account = "lin",
                                                       .identify = identify,
                                                       .identify_data = run });
  run->closed = FALSE;
  for (guint i = 0; i < 2; i++)
    turn (run, i, &(ModelInput){ .kind = MODEL_INPUT_OPENED });
  settle (run);
  say (run, "USER lin");
  g_assert_true (g_str_has_prefix (say (run, "PASS x"), "PASS +OK"));
}

/* The end of a session, by QUIT or without. */
static void
end (Run *run)
{
  for (guint i = 0; i < 2; i++)
    {
      turn (run, i, &(ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = "test" });
      run->ends[i].class->free (run->ends[i].self);
      g_byte_array_set_size (run->wires[i], 0);
      g_autoptr (ModelTx) tx = model_tx_begin (run->model, ++run->event, run->log);
      model_tx_death (tx, run->objects[i]);
    }
  g_clear_pointer (&run->session, g_ptr_array_unref);
  g_assert_null (model_get_text (run->model, run->inbox, MODEL_FIELD_LOCK));
  g_assert_cmpuint (model_count (run->model, run->inbox, MODEL_TABLE_GHOSTS), ==, 0);
}

/* --- what must be true --- */

static const ModelRow *
find_copy (Run *run, guint32 uid)
{
  ModelId inbox = model_find (run->model, model_find (run->model, run->device, "lin"), "INBOX");
  return inbox != MODEL_NO_ID ? model_row (run->model, inbox, MODEL_TABLE_LIVE, uid) : NULL;
}

static void
check_mailbox (Run *run)
{
  g_assert_cmpuint (model_count (run->model, run->inbox, MODEL_TABLE_LIVE), ==, run->there->len);
  for (guint i = 0; i < run->there->len; i++)
    g_assert_cmpuint (model_row_at (run->model, run->inbox, MODEL_TABLE_LIVE, i)->key, ==,
                      ((Known *) run->there->pdata[i])->uid);
}

/* What STAT says, from the list. */
static void
check_stat (Run *run)
{
  gsize octets = 0;
  guint n = 0;
  for (guint i = 0; i < run->session->len; i++)
    {
      const Known *known = run->session->pdata[i];
      n += !known->marked;
      octets += known->marked ? 0 : g_bytes_get_size (known->wire);
    }
  g_autofree char *expected = g_strdup_printf ("STAT +OK %u %" G_GSIZE_FORMAT, n, octets);
  g_assert_cmpstr (say (run, "STAT"), ==, expected);
  g_assert_cmpint (model_get_number (run->model, run->objects[1], MODEL_FIELD_EXISTS, -1), ==,
                   run->session->len);
}

static void
check_lists (Run *run)
{
  say (run, below (run, 2) == 0 ? "LIST" : "UIDL");
  say (run, "LIST");
  ModelRuns *numbers = model_get_runs (run->model, run->objects[1], MODEL_FIELD_NUMBERS);
  for (guint i = 0; i < run->session->len; i++)
    {
      const Known *known = run->session->pdata[i];
      const ModelRow *copy = find_copy (run, known->uid);
      if (known->marked)
        continue;
      g_assert_cmpuint (model_runs_nth (numbers, i + 1), ==, known->uid);
      g_assert_nonnull (copy);
      g_assert_cmpint (model_row_get (copy, MODEL_FIELD_SIZE).number, ==,
                       g_bytes_get_size (known->wire));
    }
}

static void
fetch (Run *run, guint number)
{
  Known *known = number <= run->session->len ? run->session->pdata[number - 1] : NULL;
  gboolean good = known != NULL && !known->marked;
  g_autofree char *text = g_strdup_printf ("RETR %u", number);
  g_assert_true (g_str_has_prefix (say (run, text), good ? "RETR +OK" : "RETR -ERR"));
  if (good)
    g_assert_true (g_bytes_equal (
        model_row_get (find_copy (run, known->uid), MODEL_FIELD_BODY).blob, known->wire));
}

static void
mark (Run *run, guint number)
{
  Known *known = number <= run->session->len ? run->session->pdata[number - 1] : NULL;
  gboolean good = known != NULL && !known->marked;
  g_autofree char *text = g_strdup_printf ("DELE %u", number);
  g_assert_true (g_str_has_prefix (say (run, text), good ? "DELE +OK" : "DELE -ERR"));
  if (good)
    known->marked = TRUE;
}

static void
quit (Run *run)
{
  for (guint i = 0; i < run->session->len; i++)
    {
      const Known *known = run->session->pdata[i];
      for (guint k = 0; known->marked && k < run->there->len; k++)
        if (((Known *) run->there->pdata[k])->uid == known->uid)
          g_ptr_array_remove_index (run->there, k--);
    }
  g_assert_true (g_str_has_prefix (say (run, "QUIT"), "QUIT +OK"));
  g_assert_true (run->closed);
  check_mailbox (run);
  end (run);
}

static void
step (Run *run)
{
  if (run->session == NULL)
    begin (run);
  guint number = 1 + below (run, run->session->len + 2);
  switch (below (run, 14))
    {
    case 0:
    case 1:
      deliver (run);
      break;
    case 2:
      expunge (run);
      break;
    case 3:
    case 4:
      fetch (run, number);
      break;
    case 5:
    case 6:
      mark (run, number);
      break;
    case 7:
      check_lists (run);
      break;
    case 8:
      check_stat (run);
      break;
    case 9:
      g_assert_true (g_str_has_prefix (say (run, "RSET"), "RSET +OK"));
      for (guint i = 0; i < run->session->len; i++)
        ((Known *) run->session->pdata[i])->marked = FALSE;
      break;
    case 10:
      quit (run);
      break;
    case 11:
      /* A cut, perhaps in the middle of a command or an answer. */
      turn (run, 1, &(ModelInput){ .kind = MODEL_INPUT_SUBMIT, .text = "RETR 1" });
      for (guint n = below (run, 4); n > 0 && run->wires[0]->len + run->wires[1]->len > 0; n--)
        carry (run, run->wires[0]->len > 0 ? 0 : 1);
      end (run);
      break;
    default:
      say (run, "NOOP");
    }
  check_mailbox (run);
}

static void
run_seed (guint64 seed)
{
  Run run = { .model = model_new (), .log = g_array_new (FALSE, FALSE, sizeof (ModelDelta)) };
  g_array_set_clear_func (run.log, delta_clear);
  base_random_seed (&run.random, seed);
  run.there = g_ptr_array_new_with_free_func (known_free);
  run.wires[0] = g_byte_array_new ();
  run.wires[1] = g_byte_array_new ();
  {
    g_autoptr (ModelTx) tx = model_tx_begin (run.model, 0, run.log);
    run.server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
    run.device = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "oldpc");
    ModelId account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, run.server, "lin");
    run.inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  }
  for (guint i = 0; i < STEPS; i++)
    step (&run);
  if (run.session != NULL)
    end (&run);
  g_free (run.done);
  g_ptr_array_unref (run.there);
  g_byte_array_unref (run.wires[0]);
  g_byte_array_unref (run.wires[1]);
  g_array_unref (run.log);
  model_free (run.model);
}

static void
test_sessions (void)
{
  const char *chosen = g_getenv ("SEED");
  guint64 first = chosen != NULL ? g_ascii_strtoull (chosen, NULL, 10) : 1;
  guint64 last = chosen != NULL ? first : ROUNDS;
  for (guint64 seed = first; seed <= last; seed++)
    {
      g_test_message ("SEED=%" G_GUINT64_FORMAT, seed);
      run_seed (seed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pop3/property/sessions", test_sessions);
  return g_test_run ();
}
