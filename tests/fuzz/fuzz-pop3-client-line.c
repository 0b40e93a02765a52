/*
 * Any octets as what a server sends to a client that has asked for everything there is: in one piece
 * and octet by octet the client must come to believe the same, and the tree of each line must hold
 * all of it.
 */
#include "fuzz.h"
#include "model-delta.h"
#include "pop3-client.h"
#include "pop3-response.h"

#include <string.h>

static const char *const commands[] = { "USER a",  "PASS b", "STAT",   "LIST",   "UIDL",
                                        "TOP 1 0", "RETR 1", "LIST 2", "UIDL 2", "DELE 2",
                                        "CAPA",    "RSET",   "DELE 1", "RETR 3", "QUIT" };

static void
delta_clear (gpointer data)
{
  model_delta_clear (data);
}

typedef struct
{
  Model *model;
  GArray *log;
  ModelEngine engine;
  guint n_done;
} Run;

static void
take_turn (Run *run, ModelInput input)
{
  g_autoptr (ModelEffects) effects = model_effects_new ();
  {
    g_autoptr (ModelTx) tx = model_tx_begin (run->model, 1, run->log);
    run->engine.class->turn (run->engine.self, tx, 0, &input, effects);
  }
  for (guint i = 0; i < model_effects_get_n (effects); i++)
    {
      const ModelEffect *effect = model_effects_get (effects, i);
      run->n_done += effect->kind == MODEL_EFFECT_FACT && effect->fact == POP3_CLIENT_FACT_DONE;
    }
}

static void
check_tree (const ModelLine *line, guint asked)
{
  const char *text = asked < G_N_ELEMENTS (commands) ? commands[asked] : "NOOP";
  g_autofree char *sent = g_strconcat (text, "\r\n", NULL);
  g_autoptr (GBytes) command = g_bytes_new (sent, strlen (sent));
  g_autoptr (Pop3Tree) tree = pop3_line_parse (line->bytes, line->context, command);
  gsize at = 0;
  const Pop3Node *leaf = NULL;
  while ((leaf = pop3_node_next_leaf (tree, leaf)) != NULL)
    {
      g_assert (leaf->span.start == at && leaf->span.len > 0);
      at = base_span_end (leaf->span);
    }
  g_assert (at == g_bytes_get_size (line->bytes));
}

static void
hear (Run *run, const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  ModelLine line;
  run->engine.class->feed (run->engine.self, bytes);
  while (run->engine.class->next_line (run->engine.self, &line) == MODEL_FRAME_LINE)
    {
      check_tree (&line, run->n_done);
      take_turn (run, (ModelInput){ .kind = MODEL_INPUT_LINE, .line = &line });
      g_bytes_unref (line.bytes);
    }
}

static Model *
listen (const uint8_t *data, size_t size, size_t piece)
{
  static const char greeting[] = "+OK\r\n";
  Run run = { .model = model_new () };
  ModelId device, connection;
  run.log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (run.log, delta_clear);
  {
    g_autoptr (ModelTx) tx = model_tx_begin (run.model, 0, run.log);
    device = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "oldpc");
    connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, device, "c1");
  }
  run.engine = pop3_client_new (
      &(Pop3ClientConfig){ .device = device, .connection = connection, .account = "a" });
  take_turn (&run, (ModelInput){ .kind = MODEL_INPUT_OPENED });
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    take_turn (&run, (ModelInput){ .kind = MODEL_INPUT_SUBMIT, .text = commands[i] });
  /* A first octet of "!" leaves the greeting to the input. */
  if (size == 0 || data[0] != '!')
    hear (&run, (const uint8_t *) greeting, strlen (greeting));
  for (size_t at = size > 0 && data[0] == '!'; at < size; at += piece)
    hear (&run, data + at, MIN (piece, size - at));
  run.engine.class->free (run.engine.self);
  g_array_unref (run.log);
  return run.model;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (Model) whole = listen (data, size, MAX (size, 1));
  for (size_t piece = 1; piece <= 3; piece += 2)
    {
      g_autoptr (Model) split = listen (data, size, piece);
      g_assert (model_equal (whole, split));
    }
  return 0;
}
