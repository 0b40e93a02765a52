/*
 * Any octets as what a client sends: the server's framer, parser and engine on them, in one piece
 * and octet by octet. Both must give the same answers, and the tree of each line, asked or answered,
 * must hold all of it.
 */
#include "fuzz.h"
#include "model-mailbox.h"
#include "pop3-response.h"
#include "pop3-server.h"

#include <string.h>

static gboolean
check_password (gpointer data, const char *user, const char *password)
{
  return TRUE;
}

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
  guint32 event;
  GBytes *command; /* the line that is being answered */
  GByteArray *said;
  gboolean more;
} Run;

static void
put_message (ModelTx *tx, ModelId mailbox, guint32 uid, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  ModelRow *row = model_row_new (uid, 0, 1);
  model_row_put (row, MODEL_FIELD_BODY, model_value_blob (body), 0);
  model_tx_add_row (tx, mailbox, MODEL_TABLE_LIVE, row);
}

static ModelId
make_world (Run *run, ModelId *connection)
{
  g_autoptr (ModelTx) tx = model_tx_begin (run->model, 0, run->log);
  ModelId server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  ModelId account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, server, "a");
  ModelId inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  put_message (tx, inbox, 2, "Subject: a\r\n\r\n.\r\n..b\r\n");
  put_message (tx, inbox, 3, "bare\n\n.\nend");
  put_message (tx, inbox, 7, "");
  *connection = model_tx_birth (tx, MODEL_KIND_CONNECTION, server, "c1");
  return server;
}

static void
check_tree (GBytes *bytes, guint32 context, GBytes *command, gboolean good)
{
  g_autoptr (Pop3Tree) tree = pop3_line_parse (bytes, context, command);
  gsize at = 0;
  const Pop3Node *leaf = NULL;
  while ((leaf = pop3_node_next_leaf (tree, leaf)) != NULL)
    {
      g_assert (leaf->span.start == at && leaf->span.len > 0);
      at = base_span_end (leaf->span);
    }
  g_assert (at == g_bytes_get_size (bytes));
  g_assert (!good || !pop3_tree_is_bad (tree));
}

static void
take_turn (Run *run, ModelInput input)
{
  g_autoptr (ModelEffects) effects = model_effects_new ();
  run->event++;
  {
    g_autoptr (ModelTx) tx = model_tx_begin (run->model, run->event, run->log);
    run->more = run->engine.class->turn (run->engine.self, tx, 0, &input, effects);
  }
  for (guint i = 0; i < model_effects_get_n (effects); i++)
    {
      const ModelEffect *effect = model_effects_get (effects, i);
      if (effect->kind != MODEL_EFFECT_SEND)
        continue;
      g_autoptr (GBytes) bytes = base_slices_flatten (effect->bytes);
      gsize size;
      const guint8 *data = g_bytes_get_data (bytes, &size);
      /* What the server says is always good. */
      check_tree (bytes, effect->context, run->command, TRUE);
      g_assert (effect->context == POP3_CONTEXT_DATA || size <= POP3_RESPONSE_MAX);
      g_byte_array_append (run->said, data, (guint) size);
    }
}

static void
feed (Run *run, const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  run->engine.class->feed (run->engine.self, bytes);
  ModelLine line;
  while (run->engine.class->next_line (run->engine.self, &line) == MODEL_FRAME_LINE)
    {
      check_tree (line.bytes, line.context, NULL, FALSE);
      g_clear_pointer (&run->command, g_bytes_unref);
      run->command = g_bytes_ref (line.bytes);
      take_turn (run, (ModelInput){ .kind = MODEL_INPUT_LINE, .line = &line, .command = 1 });
      g_bytes_unref (line.bytes);
      while (run->more)
        take_turn (run, (ModelInput){ .kind = MODEL_INPUT_WRITABLE });
    }
}

static GByteArray *
serve (const uint8_t *data, size_t size, size_t piece)
{
  static const char opening[] = "USER a\r\nPASS b\r\n";
  Run run = { .model = model_new (), .said = g_byte_array_new () };
  run.log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));
  g_array_set_clear_func (run.log, delta_clear);
  ModelId connection;
  Pop3ServerConfig config = { .server = make_world (&run, &connection),
                              .locks = TRUE,
                              .check_password = check_password };
  config.connection = connection;
  run.engine = pop3_server_new (&config);
  take_turn (&run, (ModelInput){ .kind = MODEL_INPUT_OPENED });
  /* A first octet of "!" leaves the session as it begins. */
  if (size == 0 || data[0] != '!')
    feed (&run, (const uint8_t *) opening, strlen (opening));
  for (size_t at = size > 0 && data[0] == '!'; at < size; at += piece)
    feed (&run, data + at, MIN (piece, size - at));
  take_turn (&run, (ModelInput){ .kind = MODEL_INPUT_CLOSED, .text = "end" });
  run.engine.class->free (run.engine.self);
  g_clear_pointer (&run.command, g_bytes_unref);
  g_array_unref (run.log);
  model_free (run.model);
  return run.said;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) whole = serve (data, size, MAX (size, 1));
  for (size_t piece = 1; piece <= 3; piece += 2)
    {
      g_autoptr (GByteArray) split = serve (data, size, piece);
      g_assert (split->len == whole->len && memcmp (split->data, whole->data, whole->len) == 0);
    }
  return 0;
}
