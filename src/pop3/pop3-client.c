/*
 * A device's side of one connection: what it asks, and what it takes from the answers. Answers carry
 * no name: the n-th one answers the n-th command [RFC1939 §3] [RFC2449 §6.6].
 */
#include "pop3-client-beliefs.h"

#include "pop3-data.h"
#include "pop3-framer.h"
#include "pop3-response.h"

#include <string.h>

/* A command in progress. */
typedef struct
{
  GBytes *line;
  Pop3Tree *tree;
  Pop3Command command; /* in its arena */
  char *word;          /* "RETR" */
  char *said;          /* the status line, once it has come and data follows; else NULL */
} Asked;

typedef struct
{
  Pop3Framer *framer;
  Pop3Beliefs beliefs;
  Pop3State state;
  gboolean greeted;
  char *user;      /* the name USER gave, until PASS is answered */
  GQueue asked;    /* of Asked, the oldest first */
  GByteArray *raw; /* of a raw line that is not at its end yet */
} Client;

static void
asked_free (Asked *asked)
{
  g_bytes_unref (asked->line);
  pop3_tree_free (asked->tree);
  g_free (asked->word);
  g_free (asked->said);
  g_free (asked);
}

/* --- asking --- */

static void
show_command (Client *client, ModelTx *tx)
{
  const Asked *oldest = g_queue_peek_head (&client->asked);
  g_autofree char *shown = NULL;
  if (oldest != NULL && strcmp (oldest->word, "PASS") == 0)
    shown = g_strdup (oldest->word);
  else if (oldest != NULL)
    {
      gsize len;
      const char *data = g_bytes_get_data (oldest->line, &len);
      g_autofree char *line = g_strndup (data, len);
      line[strcspn (line, "\r\n")] = '\0';
      shown = g_utf8_make_valid (line, -1);
    }
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_COMMAND, shown);
}

static void
ask (Client *client, ModelTx *tx, GBytes *line)
{
  Asked *asked = g_new0 (Asked, 1);
  gsize len;
  const char *data = g_bytes_get_data (line, &len);
  g_autofree char *text = g_strndup (data, len);
  text[strcspn (text, " \r\n")] = '\0';
  asked->line = g_bytes_ref (line);
  asked->tree = pop3_command_parse (line, &asked->command);
  asked->word = g_ascii_strup (text, -1);
  g_queue_push_tail (&client->asked, asked);
  show_command (client, tx);
}

static void
finish (Client *client, ModelTx *tx, ModelEffects *effects, const char *said)
{
  Asked *asked = g_queue_pop_head (&client->asked);
  g_autofree char *text = g_strdup_printf ("%s %s", asked->word, said);
  asked_free (asked);
  show_command (client, tx);
  model_effects_fact (effects, POP3_CLIENT_FACT_DONE, text);
}

/* Octets go out as they are; only where the lines end is looked at. */
static void
submit (Client *client, ModelTx *tx, GBytes *bytes, ModelEffects *effects)
{
  g_autoptr (Pop3Framer) framer = pop3_framer_new (POP3_CONTEXT_COMMAND);
  ModelLine line = { .complete = TRUE };
  pop3_framer_feed (framer, bytes);
  while (pop3_framer_next (framer, &line) == MODEL_FRAME_LINE
         || pop3_framer_rest (framer, &line) == MODEL_FRAME_LINE)
    {
      gsize len;
      const guint8 *data = g_bytes_get_data (line.bytes, &len);
      BaseSlices *slices = base_slices_new ();
      base_slices_append (slices, data, len);
      model_effects_send (effects, slices, POP3_CONTEXT_COMMAND,
                          client->raw->len == 0 ? G_MAXUINT32 : 0, 0);
      g_byte_array_append (client->raw, data, (guint) len);
      g_bytes_unref (line.bytes);
      if (!line.complete || pop3_framer_goes_on (framer))
        continue;
      g_autoptr (GBytes) whole = g_bytes_new (client->raw->data, client->raw->len);
      g_byte_array_set_size (client->raw, 0);
      ask (client, tx, whole);
    }
}

static void
submit_text (Client *client, ModelTx *tx, const char *text, ModelEffects *effects)
{
  g_autofree char *line = g_strconcat (text, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (line, strlen (line));
  submit (client, tx, bytes, effects);
}

/* --- hearing --- */

static void
set_state (Client *client, ModelTx *tx, Pop3State state)
{
  client->state = state;
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_STATE,
                     pop3_state_get_name (state));
}

static void
logged_in (Client *client, ModelTx *tx)
{
  set_state (client, tx, POP3_STATE_TRANSACTION);
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_USER, client->user);
}

static void
quitted (Client *client, ModelTx *tx)
{
  if (client->state != POP3_STATE_TRANSACTION)
    return;
  set_state (client, tx, POP3_STATE_UPDATE);
  pop3_beliefs_updated (&client->beliefs, tx);
}

/* What "+OK" without data means. */
static void
take_ok (Client *client, ModelTx *tx, const Asked *asked, const Pop3Response *response)
{
  const Pop3Beliefs *beliefs = &client->beliefs;
  const Pop3Command *command = &asked->command;
  if (pop3_tree_is_bad (asked->tree))
    return;
  if (command->user != NULL)
    {
      g_free (client->user);
      client->user = g_strdup (command->user);
    }
  else if (command->password != NULL)
    logged_in (client, tx);
  else if (strcmp (asked->word, "STAT") == 0)
    pop3_beliefs_count (beliefs, tx, response->number);
  else if (strcmp (asked->word, "LIST") == 0)
    pop3_beliefs_size (beliefs, tx, (guint32) response->number, response->octets);
  else if (strcmp (asked->word, "UIDL") == 0)
    pop3_beliefs_id (beliefs, tx, (guint32) response->number, response->id);
  else if (strcmp (asked->word, "DELE") == 0)
    pop3_beliefs_mark (beliefs, tx, command->number);
  else if (strcmp (asked->word, "RSET") == 0)
    pop3_beliefs_unmark (beliefs, tx);
  else if (strcmp (asked->word, "QUIT") == 0)
    quitted (client, tx);
}

static void
hear_greeting (Client *client, ModelTx *tx, const Pop3Response *response, ModelEffects *effects)
{
  client->greeted = TRUE;
  if (response->ok)
    set_state (client, tx, POP3_STATE_AUTHORIZATION);
  model_effects_fact (effects, POP3_CLIENT_FACT_GREETING, response->ok ? "+OK" : "-ERR");
}

/* A line that is no status line is taken for a refusal: nothing is believed, and nobody waits. */
static void
hear_status (Client *client, ModelTx *tx, GBytes *line, ModelEffects *effects)
{
  Asked *asked = g_queue_peek_head (&client->asked);
  Pop3Response response;
  g_autoptr (Pop3Tree) tree = pop3_response_parse (
      line, client->greeted && asked != NULL ? asked->line : NULL, &response);
  if (pop3_tree_is_bad (tree))
    response.ok = FALSE;
  if (!client->greeted)
    {
      hear_greeting (client, tx, &response, effects);
      return;
    }
  if (asked == NULL)
    return;
  g_autofree char *words = g_strdup_printf ("%s %s", response.ok ? "+OK" : "-ERR", response.text);
  g_autofree char *said = g_utf8_make_valid (g_strchomp (words), -1);
  if (response.ok && pop3_command_get_data (&asked->command) != POP3_DATA_NONE)
    {
      asked->said = g_steal_pointer (&said);
      pop3_framer_set_context (client->framer, POP3_CONTEXT_DATA);
      return;
    }
  if (response.ok)
    take_ok (client, tx, asked, &response);
  finish (client, tx, effects, said);
}

/* @data: NULL when there was more of it than can be. */
static void
hear_data (Client *client, ModelTx *tx, GBytes *data, ModelEffects *effects)
{
  const Asked *asked = g_queue_peek_head (&client->asked);
  const Pop3Command *command = &asked->command;
  Pop3Data kind = pop3_command_get_data (command);
  if (data != NULL && kind == POP3_DATA_MESSAGE)
    {
      g_autoptr (GBytes) message = pop3_data_unstuff (data);
      pop3_beliefs_message (&client->beliefs, tx, command->number, message,
                            strcmp (asked->word, "TOP") == 0);
    }
  else if (data != NULL && kind != POP3_DATA_CAPABILITIES)
    pop3_beliefs_list (&client->beliefs, tx, data, kind);
  pop3_framer_set_context (client->framer, POP3_CONTEXT_RESPONSE);
  g_autofree char *said = g_strdup (asked->said);
  finish (client, tx, effects, said);
}

static void
hear (Client *client, ModelTx *tx, const ModelLine *line, ModelEffects *effects)
{
  const Asked *asked = g_queue_peek_head (&client->asked);
  if (!line->complete || pop3_framer_goes_on (client->framer))
    return;
  if (asked != NULL && asked->said != NULL)
    hear_data (client, tx, line->bad ? NULL : line->bytes, effects);
  else
    hear_status (client, tx, line->bytes, effects);
}

/* --- the engine --- */

/* What a connection knew is gone with it; what the device got stays. */
static void
close_connection (Client *client, ModelTx *tx)
{
  pop3_beliefs_leave (&client->beliefs, tx);
  g_queue_clear_full (&client->asked, (GDestroyNotify) asked_free);
  show_command (client, tx);
  model_tx_set (tx, client->beliefs.connection, MODEL_FIELD_USER, MODEL_NONE);
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_STATE, "closed");
}

static gboolean
client_turn (gpointer self, ModelTx *tx, gint64 now, const ModelInput *input, ModelEffects *effects)
{
  Client *client = self;
  switch (input->kind)
    {
    case MODEL_INPUT_OPENED:
      model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_PROTOCOL, "pop3");
      break;
    case MODEL_INPUT_LINE:
      hear (client, tx, input->line, effects);
      break;
    case MODEL_INPUT_SUBMIT:
      if (input->raw != NULL)
        submit (client, tx, input->raw, effects);
      else
        submit_text (client, tx, input->text, effects);
      break;
    case MODEL_INPUT_CLOSED:
      close_connection (client, tx);
      break;
    case MODEL_INPUT_TICK:
    case MODEL_INPUT_POKE:
    case MODEL_INPUT_WRITABLE:
    case MODEL_INPUT_DISMISS: /* of servers */
      break;
    }
  return FALSE;
}

static void
client_free (gpointer self)
{
  Client *client = self;
  pop3_framer_free (client->framer);
  g_queue_clear_full (&client->asked, (GDestroyNotify) asked_free);
  g_byte_array_unref (client->raw);
  g_free (client->beliefs.account);
  g_free (client->user);
  g_free (client);
}

static void
client_feed (gpointer self, GBytes *bytes)
{
  pop3_framer_feed (((Client *) self)->framer, bytes);
}

static ModelFrame
client_next_line (gpointer self, ModelLine *out)
{
  return pop3_framer_next (((Client *) self)->framer, out);
}

static ModelFrame
client_rest (gpointer self, ModelLine *out)
{
  return pop3_framer_rest (((Client *) self)->framer, out);
}

static ModelId
client_watches (gpointer self)
{
  return MODEL_NO_ID;
}

static const ModelEngineClass client_class = {
  .name = "pop3-client",
  .free = client_free,
  .feed = client_feed,
  .next_line = client_next_line,
  .rest = client_rest,
  .turn = client_turn,
  .watches = client_watches,
};

ModelEngine
pop3_client_new (const Pop3ClientConfig *config)
{
  Client *client = g_new0 (Client, 1);
  client->framer = pop3_framer_new (POP3_CONTEXT_RESPONSE);
  client->beliefs = (Pop3Beliefs){ .device = config->device,
                                   .connection = config->connection,
                                   .account = g_strdup (config->account),
                                   .identify = config->identify,
                                   .identify_data = config->identify_data };
  client->raw = g_byte_array_new ();
  g_queue_init (&client->asked);
  return (ModelEngine){ &client_class, client };
}

gboolean
pop3_client_is_busy (const ModelEngine *engine)
{
  g_assert (engine->class == &client_class);
  return ((const Client *) engine->self)->asked.length > 0;
}
