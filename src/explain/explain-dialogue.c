/* A conversation without a trace: framing, ties and the state of the session, from its lines. */
#include "explain-dialogue.h"

#include "explain-pop3-private.h"
#include "imap-framer.h"

#include <string.h>

/* A command whose tagged line has not come yet. */
typedef struct
{
  char *tag;
  GBytes *bytes;
  char *name;
  gboolean known; /* a server answers it otherwise than by BAD alone */
  char *mailbox;
  guint n_expunged; /* EXPUNGE lines since it came */
} Pending;

struct _ExplainDialogue
{
  ExplainPop3Dialogue *pop3; /* has all there is; NULL: IMAP */
  ImapFramer *commands;
  ImapFramer *responses;
  gboolean any_response; /* the greeting is gone */
  gboolean any_command;
  GByteArray *command; /* lines of the command that is being said */
  GPtrArray *pending;  /* of Pending, oldest first */
  GHashTable *tags;    /* of all commands; only looked up */
  ExplainSituation now;
  char *mailbox; /* now.mailbox */
};

static void
free_pending (gpointer data)
{
  Pending *pending = data;
  g_free (pending->tag);
  g_free (pending->name);
  g_free (pending->mailbox);
  g_bytes_unref (pending->bytes);
  g_free (pending);
}

static gboolean
was_tag_used (gpointer data, const char *tag)
{
  return g_hash_table_contains (((const ExplainDialogue *) data)->tags, tag);
}

ExplainDialogue *
explain_dialogue_new (void)
{
  ExplainDialogue *dialogue = g_new0 (ExplainDialogue, 1);
  dialogue->commands = imap_framer_new (IMAP_EAR_SERVER);
  dialogue->responses = imap_framer_new (IMAP_EAR_CLIENT);
  dialogue->command = g_byte_array_new ();
  dialogue->pending = g_ptr_array_new_with_free_func (free_pending);
  dialogue->tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dialogue->now = (ExplainSituation){
    .exists = -1, .marked = -1, .was_tag_used = was_tag_used, .data = dialogue
  };
  return dialogue;
}

ExplainDialogue *
explain_dialogue_new_pop3 (void)
{
  ExplainDialogue *dialogue = explain_dialogue_new ();
  dialogue->pop3 = explain_pop3_dialogue_new ();
  return dialogue;
}

void
explain_dialogue_free (ExplainDialogue *dialogue)
{
  explain_pop3_dialogue_free (dialogue->pop3);
  imap_framer_free (dialogue->commands);
  imap_framer_free (dialogue->responses);
  g_byte_array_unref (dialogue->command);
  g_ptr_array_unref (dialogue->pending);
  g_hash_table_unref (dialogue->tags);
  g_free (dialogue->mailbox);
  g_free (dialogue);
}

/* --- what the lines tell --- */

static void
set_open (ExplainDialogue *dialogue, guint state, const char *mailbox, gboolean read_only)
{
  char *copy = g_strdup (mailbox);
  g_free (dialogue->mailbox);
  dialogue->mailbox = copy;
  dialogue->now.state = state;
  dialogue->now.mailbox = copy;
  dialogue->now.read_only = read_only;
  if (mailbox == NULL)
    dialogue->now.exists = -1;
}

static void
note_command (ExplainDialogue *dialogue, GBytes *bytes)
{
  ImapCommand command;
  g_autoptr (ImapTree) tree = imap_command_parse (bytes, &command);
  if (command.tag == NULL)
    return;
  Pending *pending = g_new0 (Pending, 1);
  g_hash_table_add (dialogue->tags, g_strdup (command.tag));
  pending->tag = g_strdup (command.tag);
  pending->bytes = g_bytes_ref (bytes);
  pending->known = command.class != NULL;
  pending->name = explain_command_name (tree, &command);
  pending->mailbox = g_strdup (command.mailbox);
  g_ptr_array_add (dialogue->pending, pending);
  if (g_strcmp0 (pending->name, "IDLE") == 0 && !imap_tree_is_bad (tree))
    imap_framer_set_context (dialogue->commands, IMAP_CONTEXT_IDLE);
}

/* The command with @tag, or the oldest that anything untagged can be about. */
static Pending *
find_pending (const ExplainDialogue *dialogue, const char *tag)
{
  for (guint i = 0; i < dialogue->pending->len; i++)
    {
      Pending *pending = dialogue->pending->pdata[i];
      if (tag == NULL ? pending->known : strcmp (pending->tag, tag) == 0)
        return pending;
    }
  return NULL;
}

static void
note_end (ExplainDialogue *dialogue, Pending *pending, const ImapResponse *response, GArray *advice)
{
  gboolean good = response->status == IMAP_STATUS_OK;
  const char *name = pending->name != NULL ? pending->name : "";
  gboolean examine = strcmp (name, "EXAMINE") == 0;
  if (strcmp (name, "IDLE") == 0)
    imap_framer_set_context (dialogue->commands, IMAP_CONTEXT_COMMAND);
  else if (strcmp (name, "LOGIN") == 0 && good)
    dialogue->now.state = IMAP_STATE_AUTHENTICATED;
  else if ((strcmp (name, "SELECT") == 0 || examine) && response->status != IMAP_STATUS_BAD)
    set_open (dialogue, good ? IMAP_STATE_SELECTED : IMAP_STATE_AUTHENTICATED,
              good ? pending->mailbox : NULL,
              good && (examine || g_strcmp0 (response->code, "READ-ONLY") == 0));
  else if ((strcmp (name, "CLOSE") == 0 || strcmp (name, "UNSELECT") == 0) && good)
    set_open (dialogue, IMAP_STATE_AUTHENTICATED, NULL, FALSE);
  else if (strcmp (name, "EXPUNGE") == 0 && good && pending->n_expunged == 0)
    {
      ExplainSituation now = dialogue->now;
      now.marked = 0;
      now.was_tag_used = NULL;
      explain_advise_command (advice, pending->bytes, IMAP_CONTEXT_COMMAND, &now);
    }
}

static void
note_response (ExplainDialogue *dialogue, const ImapResponse *response, gboolean greeting,
               GArray *advice)
{
  Pending *pending = find_pending (dialogue, response->tag);
  if (response->kind == IMAP_RESPONSE_EXISTS)
    dialogue->now.exists = response->number;
  else if (response->kind == IMAP_RESPONSE_EXPUNGE)
    {
      if (pending != NULL)
        pending->n_expunged++;
      if (dialogue->now.exists > 0)
        dialogue->now.exists--;
    }
  else if (response->kind == IMAP_RESPONSE_CONTINUE)
    {
      if (imap_framer_awaits (dialogue->commands) >= 0)
        imap_framer_accept (dialogue->commands);
    }
  else if (response->kind == IMAP_RESPONSE_STATUS && response->tag == NULL && greeting)
    dialogue->now.state = response->status == IMAP_STATUS_PREAUTH ? IMAP_STATE_AUTHENTICATED
                                                                  : IMAP_STATE_NOT_AUTHENTICATED;
  else if (response->kind == IMAP_RESPONSE_STATUS && response->tag != NULL)
    {
      if (response->status != IMAP_STATUS_OK && imap_framer_awaits (dialogue->commands) >= 0)
        {
          imap_framer_refuse (dialogue->commands);
          g_byte_array_set_size (dialogue->command, 0);
        }
      if (pending == NULL)
        return;
      note_end (dialogue, pending, response, advice);
      g_ptr_array_remove (dialogue->pending, pending);
    }
}

/* --- lines --- */

static ExplainLine *
take_response (ExplainDialogue *dialogue, const ModelLine *line, GArray *advice)
{
  ImapResponse response;
  gboolean greeting = !dialogue->any_response && !dialogue->any_command;
  g_autoptr (GBytes) said = g_bytes_new (dialogue->command->data, dialogue->command->len);
  G_GNUC_UNUSED g_autoptr (ImapTree) tree = imap_response_parse (line->bytes, &response);
  const Pending *pending = find_pending (dialogue, response.tag);
  GBytes *command = pending != NULL ? pending->bytes : NULL;
  /* Before a command is whole, a "+" and a refusal are about it. */
  if (imap_framer_awaits (dialogue->commands) >= 0
      && (response.kind == IMAP_RESPONSE_CONTINUE || (response.tag != NULL && pending == NULL)))
    command = said;
  ExplainLine *out = explain_source (&(ExplainSource){
      .bytes = line->bytes,
      .from_server = TRUE,
      .context = IMAP_CONTEXT_RESPONSE,
      .complete = line->complete,
      .command = command,
      .greeting = greeting,
  });
  dialogue->any_response = TRUE;
  note_response (dialogue, &response, greeting, advice);
  return out;
}

static ExplainLine *
take_command (ExplainDialogue *dialogue, const ModelLine *line, GArray *advice)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (line->bytes, &len);
  dialogue->any_command = TRUE;
  if (line->context != IMAP_CONTEXT_CONTINUED)
    g_byte_array_set_size (dialogue->command, 0);
  gsize offset = dialogue->command->len;
  g_byte_array_append (dialogue->command, data, (guint) len);
  g_autoptr (GBytes) whole = g_bytes_new (dialogue->command->data, dialogue->command->len);
  ExplainLine *out = explain_source (&(ExplainSource){
      .bytes = line->bytes,
      .context = line->context,
      .complete = line->complete,
      .whole = whole,
      .offset = offset,
  });
  if (!line->complete || imap_framer_awaits (dialogue->commands) >= 0)
    return out;
  explain_advise_command (advice, whole, line->context, &dialogue->now);
  if (line->context == IMAP_CONTEXT_IDLE)
    imap_framer_set_context (dialogue->commands, IMAP_CONTEXT_COMMAND);
  else
    note_command (dialogue, whole);
  return out;
}

void
explain_dialogue_feed (ExplainDialogue *dialogue, gboolean from_server, GBytes *bytes)
{
  if (dialogue->pop3 != NULL)
    {
      explain_pop3_dialogue_feed (dialogue->pop3, from_server, bytes);
      return;
    }
  /* Who goes on was told to go on, though that line was not shown. */
  if (!from_server && imap_framer_awaits (dialogue->commands) >= 0)
    imap_framer_accept (dialogue->commands);
  imap_framer_feed (from_server ? dialogue->responses : dialogue->commands, bytes);
}

static ExplainLine *
take (ExplainDialogue *dialogue, ModelFrame (*next) (ImapFramer *framer, ModelLine *out),
      GArray *advice)
{
  ModelLine line = { 0 };
  ExplainLine *out = NULL;
  if (next (dialogue->commands, &line) == MODEL_FRAME_LINE)
    out = take_command (dialogue, &line, advice);
  else if (next (dialogue->responses, &line) == MODEL_FRAME_LINE)
    out = take_response (dialogue, &line, advice);
  g_clear_pointer (&line.bytes, g_bytes_unref);
  return out;
}

ExplainLine *
explain_dialogue_next (ExplainDialogue *dialogue, GArray **advice)
{
  g_autoptr (GArray) found = explain_advice_new ();
  ExplainLine *line = dialogue->pop3 != NULL
                          ? explain_pop3_dialogue_next (dialogue->pop3, found, FALSE)
                          : take (dialogue, imap_framer_next, found);
  if (advice != NULL)
    *advice = g_steal_pointer (&found);
  return line;
}

ExplainLine *
explain_dialogue_rest (ExplainDialogue *dialogue)
{
  g_autoptr (GArray) advice = explain_advice_new ();
  if (dialogue->pop3 != NULL)
    return explain_pop3_dialogue_next (dialogue->pop3, advice, TRUE);
  return take (dialogue, imap_framer_rest, advice);
}
