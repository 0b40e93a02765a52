/* A conversation of POP3 without a trace: answers belong to commands by their order. */
#include "explain-pop3-private.h"

#include "pop3-framer.h"

#include <string.h>

struct _ExplainPop3Dialogue
{
  Pop3Framer *commands;
  Pop3Framer *responses;
  GQueue pending; /* of GBytes: commands that were not answered, the oldest first */
  gboolean any_response;
  gboolean in_data;
  GHashTable *marked; /* numbers; only looked up and counted */
  GHashTable *said;   /* command → how often; only looked up */
  ExplainPop3Situation now;
};

static gboolean
is_marked (gconstpointer data, guint32 number)
{
  const ExplainPop3Dialogue *dialogue = data;
  return g_hash_table_contains (dialogue->marked, GUINT_TO_POINTER (number));
}

static guint
count_said (gconstpointer data, const char *word)
{
  const ExplainPop3Dialogue *dialogue = data;
  return GPOINTER_TO_UINT (g_hash_table_lookup (dialogue->said, word));
}

ExplainPop3Dialogue *
explain_pop3_dialogue_new (void)
{
  ExplainPop3Dialogue *dialogue = g_new0 (ExplainPop3Dialogue, 1);
  dialogue->commands = pop3_framer_new (POP3_CONTEXT_COMMAND);
  dialogue->responses = pop3_framer_new (POP3_CONTEXT_RESPONSE);
  dialogue->marked = g_hash_table_new (NULL, NULL);
  dialogue->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dialogue->now = (ExplainPop3Situation){
    .exists = -1, .is_marked = is_marked, .count_said = count_said, .data = dialogue
  };
  g_queue_init (&dialogue->pending);
  return dialogue;
}

void
explain_pop3_dialogue_free (ExplainPop3Dialogue *dialogue)
{
  if (dialogue == NULL)
    return;
  pop3_framer_free (dialogue->commands);
  pop3_framer_free (dialogue->responses);
  g_queue_clear_full (&dialogue->pending, (GDestroyNotify) g_bytes_unref);
  g_hash_table_unref (dialogue->marked);
  g_hash_table_unref (dialogue->said);
  g_free (dialogue);
}

void
explain_pop3_dialogue_feed (ExplainPop3Dialogue *dialogue, gboolean from_server, GBytes *bytes)
{
  pop3_framer_feed (from_server ? dialogue->responses : dialogue->commands, bytes);
}

/* --- what the answers tell --- */

static void
note_ok (ExplainPop3Dialogue *dialogue, GBytes *line, const Pop3Response *response)
{
  Pop3Command command;
  g_autoptr (Pop3Tree) tree G_GNUC_UNUSED = pop3_command_parse (line, &command);
  g_autofree char *word = explain_pop3_word (line);
  if (strcmp (word, "USER") == 0)
    dialogue->now.name = EXPLAIN_NAME_GIVEN;
  else if (strcmp (word, "PASS") == 0)
    dialogue->now.state = POP3_STATE_TRANSACTION;
  else if (strcmp (word, "STAT") == 0 && dialogue->now.exists < 0)
    dialogue->now.exists = (gint64) response->number + g_hash_table_size (dialogue->marked);
  else if (strcmp (word, "DELE") == 0)
    g_hash_table_add (dialogue->marked, GUINT_TO_POINTER (command.number));
  else if (strcmp (word, "RSET") == 0)
    g_hash_table_remove_all (dialogue->marked);
  else if (strcmp (word, "QUIT") == 0)
    dialogue->now.state = POP3_STATE_UPDATE;
  dialogue->now.marked = g_hash_table_size (dialogue->marked);
}

static gboolean
has_data (GBytes *command)
{
  return pop3_data_of (command) != POP3_DATA_NONE;
}

static void
finish (ExplainPop3Dialogue *dialogue)
{
  g_bytes_unref (g_queue_pop_head (&dialogue->pending));
}

static void
note_status (ExplainPop3Dialogue *dialogue, GBytes *line, gboolean greeting)
{
  GBytes *command = greeting ? NULL : g_queue_peek_head (&dialogue->pending);
  Pop3Response response;
  g_autoptr (Pop3Tree) tree G_GNUC_UNUSED = pop3_response_parse (line, command, &response);
  if (greeting)
    {
      dialogue->now.state = POP3_STATE_AUTHORIZATION;
      dialogue->now.name = EXPLAIN_NAME_LACKS;
      return;
    }
  if (command == NULL)
    return;
  dialogue->now.name = EXPLAIN_NAME_LACKS;
  if (response.ok)
    note_ok (dialogue, command, &response);
  dialogue->in_data = response.ok && has_data (command);
  if (dialogue->in_data)
    pop3_framer_set_context (dialogue->responses, POP3_CONTEXT_DATA);
  else
    finish (dialogue);
}

/* --- lines --- */

static ExplainLine *
take_response (ExplainPop3Dialogue *dialogue, const ModelLine *line)
{
  gboolean greeting = !dialogue->any_response && g_queue_is_empty (&dialogue->pending);
  ExplainLine *out = explain_pop3_source (&(ExplainSource){
      .bytes = line->bytes,
      .from_server = TRUE,
      .context = line->context,
      .complete = line->complete,
      .command = greeting ? NULL : g_queue_peek_head (&dialogue->pending),
      .greeting = greeting,
  });
  dialogue->any_response = TRUE;
  if (!line->complete || pop3_framer_goes_on (dialogue->responses))
    return out;
  if (!dialogue->in_data)
    note_status (dialogue, line->bytes, greeting);
  else
    {
      dialogue->in_data = FALSE;
      pop3_framer_set_context (dialogue->responses, POP3_CONTEXT_RESPONSE);
      finish (dialogue);
    }
  return out;
}

static ExplainLine *
take_command (ExplainPop3Dialogue *dialogue, const ModelLine *line, GArray *advice)
{
  ExplainLine *out = explain_pop3_source (&(ExplainSource){
      .bytes = line->bytes, .context = line->context, .complete = line->complete });
  if (!line->complete || line->bad)
    return out;
  ExplainPop3Situation now = dialogue->now;
  /* Whether a pipelined USER will be taken is not known yet. */
  if (!g_queue_is_empty (&dialogue->pending))
    now.name = EXPLAIN_NAME_UNKNOWN;
  explain_pop3_advise_command (advice, line->bytes, &now);
  char *word = explain_pop3_word (line->bytes);
  guint n = count_said (dialogue, word);
  g_hash_table_replace (dialogue->said, word, GUINT_TO_POINTER (n + 1));
  g_queue_push_tail (&dialogue->pending, g_bytes_ref (line->bytes));
  return out;
}

ExplainLine *
explain_pop3_dialogue_next (ExplainPop3Dialogue *dialogue, GArray *advice, gboolean rest)
{
  ModelFrame (*next) (Pop3Framer *, ModelLine *) = rest ? pop3_framer_rest : pop3_framer_next;
  ModelLine line = { 0 };
  ExplainLine *out = NULL;
  if (next (dialogue->commands, &line) == MODEL_FRAME_LINE)
    out = take_command (dialogue, &line, advice);
  else if (next (dialogue->responses, &line) == MODEL_FRAME_LINE)
    out = take_response (dialogue, &line);
  g_clear_pointer (&line.bytes, g_bytes_unref);
  return out;
}
