#include "peer-private.h"

#include <string.h>

/*
 * Ends with an engine of their own making. Lines are octets up to LF; the server answers "N" with N
 * lines of 1,000 octets, yielding at the turn's measure, "bye" with a line and the end, and anything
 * else with the same. Its count of lines is the cell `exists`.
 */
typedef struct
{
  PeerEnd *end;
  GByteArray *in;
  guint64 taken;
  guint left; /* lines it still owes */
  guint32 command;
} Toy;

static void
toy_free (gpointer engine)
{
  Toy *toy = engine;

  g_byte_array_unref (toy->in);
  g_free (toy);
}

static void
toy_feed (gpointer engine, GBytes *bytes)
{
  Toy *toy = engine;

  g_byte_array_append (toy->in, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

static void
toy_cut (Toy *toy, gsize len, gboolean complete, ModelLine *out)
{
  *out = (ModelLine){ .bytes = g_bytes_new (toy->in->data, len),
                      .start = toy->taken,
                      .context = 1,
                      .complete = complete };
  toy->taken += len;
  g_byte_array_remove_range (toy->in, 0, (guint) len);
}

static ModelFrame
toy_next_line (gpointer engine, ModelLine *out)
{
  Toy *toy = engine;
  const guint8 *end = toy->in->len > 0 ? memchr (toy->in->data, '\n', toy->in->len) : NULL;

  if (end == NULL)
    return MODEL_FRAME_MORE;
  toy_cut (toy, (gsize) (end - toy->in->data) + 1, TRUE, out);
  return MODEL_FRAME_LINE;
}

static ModelFrame
toy_rest (gpointer engine, ModelLine *out)
{
  Toy *toy = engine;

  if (toy->in->len == 0)
    return MODEL_FRAME_MORE;
  toy_cut (toy, toy->in->len, FALSE, out);
  return MODEL_FRAME_LINE;
}

static void
toy_send (ModelEffects *effects, const char *text, gsize len, guint32 command)
{
  BaseSlices *slices = base_slices_new ();

  base_slices_append (slices, text, len);
  model_effects_send (effects, slices, 1, command, 0);
}

static gboolean
toy_owes (Toy *toy, ModelEffects *effects)
{
  char line[1000];

  memset (line, 'x', sizeof line);
  line[sizeof line - 1] = '\n';
  while (toy->left > 0 && model_effects_get_copied (effects) < MODEL_TURN_OUTPUT)
    {
      toy_send (effects, line, sizeof line, toy->command);
      toy->left--;
    }
  return toy->left > 0;
}

static gboolean
server_turn (gpointer engine, ModelTx *tx, gint64 now, const ModelInput *input,
             ModelEffects *effects)
{
  Toy *toy = engine;
  ModelId id = peer_end_get_object (toy->end);
  g_autofree char *text = NULL;

  if (input->kind == MODEL_INPUT_WRITABLE)
    return toy_owes (toy, effects);
  if (input->kind == MODEL_INPUT_TICK)
    toy_send (effects, "tick\n", 5, 0);
  if (input->kind != MODEL_INPUT_LINE)
    return FALSE;

  g_assert_cmpuint (toy->left, ==, 0);
  g_assert_true (input->line->complete);
  model_tx_set_number (tx, id, MODEL_FIELD_EXISTS,
                       model_get_number (model_tx_get_model (tx), id, MODEL_FIELD_EXISTS, 0) + 1);
  text = g_strndup (g_bytes_get_data (input->line->bytes, NULL),
                    g_bytes_get_size (input->line->bytes));
  toy->command = input->command;
  toy->left = (guint) g_ascii_strtoull (text, NULL, 10);
  if (toy->left > 0)
    return toy_owes (toy, effects);
  toy_send (effects, text, strlen (text), input->command);
  if (g_str_equal (text, "bye\n"))
    model_effects_close (effects);
  if (g_str_equal (text, "later\n"))
    model_effects_wake (effects, now + 5);
  return FALSE;
}

static gboolean
client_turn (gpointer engine, ModelTx *tx, gint64 now, const ModelInput *input,
             ModelEffects *effects)
{
  if (input->kind == MODEL_INPUT_SUBMIT)
    toy_send (effects, input->text, strlen (input->text), G_MAXUINT32);
  if (input->kind == MODEL_INPUT_LINE)
    model_effects_fact (effects, 1, "line");
  return FALSE;
}

static const ModelEngineClass server_class = { "toy-server", toy_free,    toy_feed, toy_next_line,
                                               toy_rest,     server_turn, NULL };
static const ModelEngineClass client_class = { "toy-client", toy_free,    toy_feed, toy_next_line,
                                               toy_rest,     client_turn, NULL };

static ModelEngine
make (PeerEnd *end, gpointer data)
{
  const ModelEngineClass *const class = data;
  Toy *toy = g_new0 (Toy, 1);

  toy->end = end;
  toy->in = g_byte_array_new ();
  return (ModelEngine){ class, toy };
}

/* --- two ends with nothing between them --- */

typedef struct
{
  PeerRecorder *recorder;
  PeerHost *server_host;
  PeerHost *client_host;
  PeerEnd *server;
  PeerEnd *client;
  guint facts;
  guint32 finished;
  gint64 wake;
} Pair;

static void
on_fact (PeerEnd *end, guint fact, const char *text, gpointer data)
{
  Pair *pair = data;

  g_assert_cmpstr (text, ==, "line");
  g_assert_cmpuint (peer_recorder_get_event (pair->recorder), !=, 0);
  pair->facts++;
}

static void
on_finished (PeerEnd *end, guint32 cause, gpointer data)
{
  Pair *pair = data;

  g_assert_cmpuint (peer_recorder_get_event (pair->recorder), ==, 0);
  g_assert_cmpuint (pair->finished, ==, 0);
  pair->finished = cause;
}

static void
on_wake (PeerEnd *end, gint64 at, gpointer data)
{
  ((Pair *) data)->wake = at;
}

static void
bring_up (Pair *pair, PeerEnd *end)
{
  TraceEvent event = { .kind = TRACE_LINK, .connection = 1 };

  peer_recorder_open (pair->recorder, &event);
  peer_end_up (end);
  peer_recorder_close (pair->recorder);
}

static void
pair_begin (Pair *pair)
{
  static const PeerEngineMaker server = { .make = make,
                                          .command_context = 1,
                                          .out = TRACE_TO_CLIENT };
  static const PeerEngineMaker client = { .make = make,
                                          .command_context = 1,
                                          .out = TRACE_TO_SERVER };
  static const PeerWatcher watcher = { .fact = on_fact, .finished = on_finished, .wake = on_wake };
  Model *model = model_new ();
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  ModelTx *tx = model_tx_begin (model, 0, log);
  PeerSettings server_settings = { .owner = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT,
                                                            "server") };
  PeerSettings client_settings = { .owner = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT,
                                                            "phone") };

  model_tx_end (tx);
  for (guint i = 0; i < log->len; i++)
    model_delta_clear (&g_array_index (log, ModelDelta, i));
  *pair = (Pair){ .recorder = peer_recorder_new (model), .wake = -1 };
  pair->server_host = peer_host_new (pair->recorder, &server_settings);
  pair->client_host = peer_host_new (pair->recorder, &client_settings);
  pair->server = peer_end_new (pair->server_host, 1, "phone", &server, (gpointer) &server_class,
                               &watcher, pair);
  pair->client = peer_end_new (pair->client_host, 1, "server", &client, (gpointer) &client_class,
                               &watcher, pair);
  peer_end_pair (pair->server, pair->client);
  bring_up (pair, pair->server);
  bring_up (pair, pair->client);
}

static void
pair_end (Pair *pair)
{
  peer_end_free (pair->server);
  peer_end_free (pair->client);
  peer_host_free (pair->server_host);
  peer_host_free (pair->client_host);
  peer_recorder_free (pair->recorder);
}

static guint32
submit (Pair *pair, const char *text)
{
  TraceEvent event = { .kind = TRACE_ACT };
  guint32 act = peer_recorder_open (pair->recorder, &event);

  peer_end_submit (pair->client, text, NULL, 0);
  peer_recorder_close (pair->recorder);
  return act;
}

/* Carry up to @max octets from one end to the other, in pieces of @piece. */
static gsize
carry (PeerEnd *from, PeerEnd *to, gsize max, gsize piece)
{
  gsize carried = 0;

  while (carried < max)
    {
      g_autoptr (BaseSlices) slices = peer_end_take (from, MIN (piece, max - carried));
      g_autoptr (GBytes) bytes = NULL;

      if (slices == NULL)
        break;
      bytes = base_slices_flatten (slices);
      carried += g_bytes_get_size (bytes);
      peer_end_feed (to, bytes);
      peer_end_resume (from);
    }
  return carried;
}

static const TraceEvent *
event_at (Pair *pair, guint32 number)
{
  return trace_get (peer_recorder_get_trace (pair->recorder), number);
}

/* --- tests --- */

/* Causes and commands of one exchange. */
static void
test_exchange (void)
{
  Pair pair;
  guint32 act;

  pair_begin (&pair);
  act = submit (&pair, "hello\n");
  carry (pair.client, pair.server, G_MAXSIZE, G_MAXSIZE);
  carry (pair.server, pair.client, G_MAXSIZE, G_MAXSIZE);

  g_assert_cmpint (event_at (&pair, act + 1)->kind, ==, TRACE_SEND);
  g_assert_cmpuint (event_at (&pair, act + 1)->cause, ==, act);
  g_assert_cmpint (event_at (&pair, act + 2)->kind, ==, TRACE_ARRIVE);
  g_assert_cmpuint (event_at (&pair, act + 2)->cause, ==, act + 1);
  g_assert_cmpuint (event_at (&pair, act + 2)->delta_count, ==, 1);
  g_assert_cmpint (event_at (&pair, act + 3)->kind, ==, TRACE_SEND);
  g_assert_cmpuint (event_at (&pair, act + 3)->cause, ==, act + 2);
  g_assert_cmpuint (event_at (&pair, act + 4)->cause, ==, act + 3);
  for (guint32 i = act + 1; i <= act + 4; i++)
    g_assert_cmpuint (event_at (&pair, i)->command, ==, act + 1);
  g_assert_cmpuint (pair.facts, ==, 1);
  pair_end (&pair);
}

/* A line of several sends, and several lines of one: the arrival says what was framed. */
static void
test_framing (void)
{
  Pair pair;
  guint32 first;
  guint32 second;

  pair_begin (&pair);
  first = submit (&pair, "on") + 1;
  second = submit (&pair, "e\ntwo\nth") + 1;
  carry (pair.client, pair.server, G_MAXSIZE, 1);
  g_assert_cmpuint (trace_get_n (peer_recorder_get_trace (pair.recorder)), ==, second + 4);
  g_assert_cmpuint (event_at (&pair, second + 1)->cause, ==, first);
  g_assert_cmpuint (event_at (&pair, second + 1)->start, ==, 0);
  g_assert_cmpuint (event_at (&pair, second + 1)->len, ==, 4);
  g_assert_cmpuint (event_at (&pair, second + 3)->cause, ==, second);
  g_assert_cmpuint (event_at (&pair, second + 3)->start, ==, 4);

  g_assert_cmpuint (peer_end_down (pair.server, TRACE_LINK_CUT, 0, 0, "cut"), ==, second + 6);
  g_assert_cmpint (event_at (&pair, second + 5)->kind, ==, TRACE_ARRIVE);
  g_assert_cmpint (event_at (&pair, second + 5)->sub, ==, 1);
  g_assert_cmpuint (event_at (&pair, second + 5)->len, ==, 2);
  g_assert_cmpint (event_at (&pair, second + 6)->kind, ==, TRACE_LINK);
  g_assert_false (peer_end_is_up (pair.server));
  pair_end (&pair);
}

/* However slowly it is taken, output is bounded, whole and in order, and lines behind it wait. */
static void
test_output (void)
{
  static const gsize tempos[] = { 100, 4096, 70000, 1000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (tempos); i++)
    {
      Pair pair;
      gsize carried = 0;
      gsize some;

      pair_begin (&pair);
      submit (&pair, "2000\nnext\n");
      carry (pair.client, pair.server, G_MAXSIZE, G_MAXSIZE);
      while ((some = carry (pair.server, pair.client, tempos[i], tempos[i])) > 0)
        {
          carried += some;
          g_assert_cmpuint (peer_end_get_waiting (pair.server), <=, PEER_WAITING_MAX);
        }
      g_assert_cmpuint (carried, ==, 2000 * 1000 + strlen ("next\n"));
      g_assert_cmpuint (peer_end_get_waiting_peak (pair.server), <=, PEER_WAITING_MAX);
      g_assert_cmpuint (peer_end_get_waiting (pair.server), ==, 0);
      g_assert_cmpuint (pair.facts, ==, 2001);
      for (guint32 j = 1; j <= trace_get_n (peer_recorder_get_trace (pair.recorder)); j++)
        if (event_at (&pair, j)->kind == TRACE_TURN)
          {
            g_assert_cmpint (event_at (&pair, j)->sub, ==, TRACE_TURN_WRITABLE);
            g_assert_cmpint (event_at (&pair, event_at (&pair, j)->cause)->kind, ==, TRACE_ARRIVE);
          }
      pair_end (&pair);
    }
}

/* The connection ends behind the last octet, once. */
static void
test_close (void)
{
  Pair pair;

  pair_begin (&pair);
  submit (&pair, "bye\nunheard\n");
  carry (pair.client, pair.server, G_MAXSIZE, G_MAXSIZE);
  g_assert_cmpuint (pair.finished, ==, 0);
  carry (pair.server, pair.client, G_MAXSIZE, 2);
  g_assert_cmpuint (pair.finished, !=, 0);
  g_assert_cmpint (event_at (&pair, pair.finished)->kind, ==, TRACE_ARRIVE);
  g_assert_cmpuint (pair.facts, ==, 1);
  pair_end (&pair);
}

static void
test_tick (void)
{
  Pair pair;
  guint32 n;

  pair_begin (&pair);
  peer_recorder_set_now (pair.recorder, 100);
  submit (&pair, "later\n");
  carry (pair.client, pair.server, G_MAXSIZE, G_MAXSIZE);
  g_assert_cmpint (pair.wake, ==, 105);
  peer_recorder_set_now (pair.recorder, 105);
  peer_end_tick (pair.server);
  n = trace_get_n (peer_recorder_get_trace (pair.recorder));
  g_assert_cmpint (event_at (&pair, n - 1)->kind, ==, TRACE_TIMER);
  g_assert_cmpint (event_at (&pair, event_at (&pair, n - 1)->cause)->kind, ==, TRACE_ARRIVE);
  g_assert_cmpint (event_at (&pair, n)->kind, ==, TRACE_SEND);
  /* a wish is fulfilled once */
  peer_end_tick (pair.server);
  g_assert_cmpuint (trace_get_n (peer_recorder_get_trace (pair.recorder)), ==, n);
  pair_end (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/end/exchange", test_exchange);
  g_test_add_func ("/peer/end/framing", test_framing);
  g_test_add_func ("/peer/end/output", test_output);
  g_test_add_func ("/peer/end/close", test_close);
  g_test_add_func ("/peer/end/tick", test_tick);
  return g_test_run ();
}
