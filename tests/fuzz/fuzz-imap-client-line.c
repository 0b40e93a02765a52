/* What a server may send, any octets: a tree's leaves are the input, lines do not depend on how the
 * input was split, and whatever a client comes to believe can be taken back. */

#include "fuzz.h"

#include "imap-client.h"
#include "imap-framer.h"
#include "imap-response.h"
#include "model-tx.h"

#include <string.h>

static void
check_tree (GBytes *bytes)
{
  ImapResponse response;
  g_autoptr (ImapTree) tree = imap_response_parse (bytes, &response);
  gsize at = 0;
  for (const ImapNode *leaf = imap_node_next_leaf (tree, NULL); leaf != NULL;
       leaf = imap_node_next_leaf (tree, leaf))
    {
      g_assert_true (leaf->span.start == at && leaf->span.len > 0);
      at = base_span_end (leaf->span);
    }
  g_assert_cmpuint (at, ==, g_bytes_get_size (bytes));
}

/* The lines of the first pieces against those of one octet at a time. */
static void
check_framer (GBytes *bytes)
{
  g_autoptr (ImapFramer) whole = imap_framer_new (IMAP_EAR_CLIENT);
  g_autoptr (ImapFramer) pieces = imap_framer_new (IMAP_EAR_CLIENT);
  ModelLine a, b;
  imap_framer_feed (whole, bytes);
  gsize size = g_bytes_get_size (bytes);
  for (gsize at = 0; at < size; at++)
    {
      g_autoptr (GBytes) octet = g_bytes_new_from_bytes (bytes, at, 1);
      imap_framer_feed (pieces, octet);
      if (imap_framer_next (pieces, &b) != MODEL_FRAME_LINE)
        continue;
      g_assert_true (imap_framer_next (whole, &a) == MODEL_FRAME_LINE);
      g_assert_true (a.start == b.start && a.bad == b.bad && g_bytes_equal (a.bytes, b.bytes));
      check_tree (a.bytes);
      g_bytes_unref (a.bytes);
      g_bytes_unref (b.bytes);
    }
  g_assert_true (imap_framer_next (whole, &a) == MODEL_FRAME_MORE);
}

typedef struct
{
  Model *model;
  GArray *log;
  guint32 event;
  ModelEngine engine;
} Client;

static void
turn (Client *client, const ModelInput *input)
{
  g_autoptr (ModelEffects) effects = model_effects_new ();
  g_autoptr (ModelTx) tx = model_tx_begin (client->model, ++client->event, client->log);
  client->engine.class->turn (client->engine.self, tx, 0, input, effects);
}

static void
hear (Client *client, GBytes *bytes)
{
  ModelLine line;
  client->engine.class->feed (client->engine.self, bytes);
  while (client->engine.class->next_line (client->engine.self, &line) == MODEL_FRAME_LINE)
    {
      ModelInput input = { .kind = MODEL_INPUT_LINE, .line = &line };
      turn (client, &input);
      g_bytes_unref (line.bytes);
    }
}

/* A client that is logged in and waits for SELECT, FETCH and IDLE hears all of it. */
static void
check_client (GBytes *bytes)
{
  static const char *const commands[] = { "SELECT INBOX", "FETCH 1 FLAGS", "IDLE" };
  static const char greeting[] = "* PREAUTH x\r\n* 3 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen))\r\n";
  Client client = { model_new (), g_array_new (FALSE, FALSE, sizeof (ModelDelta)) };
  g_autoptr (Model) fresh = model_copy (client.model);
  ImapClientConfig config = { .account = "lin", .tag_letter = 'a' };
  {
    g_autoptr (ModelTx) tx = model_tx_begin (client.model, 0, client.log);
    config.device = model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "phone");
    config.connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, config.device, "c1");
  }
  client.engine = imap_client_new (&config);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      ModelInput submit = { .kind = MODEL_INPUT_SUBMIT, .text = commands[i] };
      turn (&client, &submit);
    }
  g_autoptr (GBytes) first = g_bytes_new_static (greeting, strlen (greeting));
  hear (&client, first);
  hear (&client, bytes);
  ModelInput closed = { .kind = MODEL_INPUT_CLOSED };
  turn (&client, &closed);
  for (guint i = client.log->len; i > 0; i--)
    model_revert (client.model, &g_array_index (client.log, ModelDelta, i - 1));
  g_assert_true (model_equal (client.model, fresh));
  for (guint i = 0; i < client.log->len; i++)
    model_delta_clear (&g_array_index (client.log, ModelDelta, i));
  client.engine.class->free (client.engine.self);
  g_array_unref (client.log);
  model_free (client.model);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  check_tree (bytes);
  check_framer (bytes);
  check_client (bytes);
  return 0;
}
