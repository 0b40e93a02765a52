#include "imap-client-private.h"

#include "imap-command.h"

#include <string.h>

/* --- commands in progress --- */

static void
asked_free (gpointer data)
{
  ImapAsked *asked = data;
  g_free (asked->tag);
  g_free (asked->name);
  g_free (asked->shown);
  g_free (asked->mailbox);
  g_free (asked->new_name);
  g_free (asked->user);
  g_clear_pointer (&asked->store, imap_tree_free);
  g_queue_clear_full (&asked->lines, (GDestroyNotify) g_bytes_unref);
  g_free (asked);
}

gboolean
imap_asked_is (const ImapAsked *asked, const char *name)
{
  return strcmp (asked->name, name) == 0;
}

ImapAsked *
imap_client_find_idle (ImapClient *client)
{
  for (GList *link = client->asked.head; link != NULL; link = link->next)
    {
      ImapAsked *asked = link->data;
      if (imap_asked_is (asked, "IDLE") && !asked->done)
        return asked;
    }
  return NULL;
}

static void
show_command (ImapClient *client, ModelTx *tx)
{
  const ImapAsked *oldest = g_queue_peek_head (&client->asked);
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_COMMAND,
                     oldest != NULL ? oldest->shown : NULL);
}

void
imap_client_finish (ImapClient *client, ModelTx *tx, ImapAsked *asked)
{
  g_queue_remove (&client->asked, asked);
  if (client->selecting == asked)
    client->selecting = NULL;
  asked_free (asked);
  show_command (client, tx);
}

/* The second word of "TAG WORD …", and the third behind UID, in upper case. */
static char *
name_of (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \r\n", 4);
  if (words[0] == NULL || words[1] == NULL)
    return g_strdup ("");
  g_autofree char *name = g_ascii_strup (words[1], -1);
  if (strcmp (name, "UID") != 0 || words[2] == NULL)
    return g_steal_pointer (&name);
  g_autofree char *base = g_ascii_strup (words[2], -1);
  return g_strdup_printf ("UID %s", base);
}

/* The line of a command as a person may see it: without octets of literals and without passwords. */
static char *
shown_of (const ImapAsked *asked, const char *text)
{
  if (imap_asked_is (asked, "LOGIN") || imap_asked_is (asked, "AUTHENTICATE"))
    return g_strdup_printf ("%s %s", asked->tag, asked->name);
  g_autofree char *line = g_strndup (text, strcspn (text, "\r\n"));
  return g_utf8_make_valid (line, -1);
}

/* Follow the whole command @bytes; NULL when it has no tag that could be answered. */
static ImapAsked *
ask (ImapClient *client, ModelTx *tx, GBytes *bytes)
{
  ImapCommand command = { 0 };
  g_autoptr (ImapTree) tree = imap_command_parse (bytes, &command);
  if (command.tag == NULL)
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  ImapAsked *asked = g_new0 (ImapAsked, 1);
  asked->tag = g_strdup (command.tag);
  asked->name = name_of (text);
  asked->shown = shown_of (asked, text);
  if (!imap_tree_is_bad (tree))
    {
      asked->mailbox = g_strdup (command.mailbox);
      asked->new_name = g_strdup (command.new_name);
      asked->user = g_strdup (command.user.data);
      if (command.silent)
        {
          asked->command = command;
          asked->store = g_steal_pointer (&tree);
        }
    }
  g_queue_init (&asked->lines);
  g_queue_push_tail (&client->asked, asked);
  show_command (client, tx);
  return asked;
}

/* --- sending --- */

static void
send (ModelEffects *effects, GBytes *bytes, guint32 context, guint32 command)
{
  BaseSlices *slices = base_slices_new ();
  base_slices_append (slices, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  model_effects_send (effects, slices, context, command, 0);
}

gboolean
imap_client_go_on (ImapAsked *asked, ModelEffects *effects)
{
  g_autoptr (GBytes) line = g_queue_pop_head (&asked->lines);
  if (line == NULL)
    return FALSE;
  send (effects, line, IMAP_CONTEXT_CONTINUED, asked->event);
  return TRUE;
}

/* The lines a server will frame @bytes to, when it takes every literal; GBytes. */
static void
cut_lines (GBytes *bytes, GQueue *lines)
{
  g_autoptr (ImapFramer) framer = imap_framer_new (IMAP_EAR_SERVER);
  ModelLine line;
  imap_framer_feed (framer, bytes);
  while (imap_framer_next (framer, &line) == MODEL_FRAME_LINE)
    {
      g_queue_push_tail (lines, line.bytes);
      if (imap_framer_awaits (framer) >= 0)
        imap_framer_accept (framer);
    }
  if (imap_framer_rest (framer, &line) == MODEL_FRAME_LINE)
    g_queue_push_tail (lines, line.bytes);
}

static void
submit_text (ImapClient *client, ModelTx *tx, const char *text, ModelEffects *effects)
{
  ImapAsked *idle = imap_client_find_idle (client);
  if (idle != NULL && g_ascii_strcasecmp (text, "DONE") == 0)
    {
      g_autoptr (GBytes) done = g_bytes_new_static ("DONE\r\n", 6);
      idle->done = TRUE;
      send (effects, done, IMAP_CONTEXT_IDLE, idle->event);
      return;
    }
  g_autofree char *whole = g_strdup_printf ("%c%u %s\r\n", client->tag_letter, ++client->n_tags,
                                            text);
  g_autoptr (GBytes) bytes = g_bytes_new (whole, strlen (whole));
  if (idle != NULL)
    {
      /* The server reads it as what should have been DONE; it is no command that could end. */
      idle->done = TRUE;
      send (effects, bytes, IMAP_CONTEXT_IDLE, idle->event);
      return;
    }
  GQueue lines = G_QUEUE_INIT;
  cut_lines (bytes, &lines);
  g_autoptr (GBytes) first = g_queue_pop_head (&lines);
  ImapAsked *asked = ask (client, tx, bytes);
  g_assert (asked != NULL);
  asked->lines = lines;
  send (effects, first, IMAP_CONTEXT_COMMAND, G_MAXUINT32);
}

/* What a raw line is to the server: octets to a literal, a line inside IDLE, or (part of) a command. */
static void
submit_raw_line (ImapClient *client, ModelTx *tx, const ModelLine *line, gboolean awaits,
                 ModelEffects *effects)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (line->bytes, &size);
  ImapAsked *idle = client->raw->len == 0 ? imap_client_find_idle (client) : NULL;
  if (idle != NULL)
    {
      idle->done = line->complete;
      send (effects, line->bytes, IMAP_CONTEXT_IDLE, idle->event);
      return;
    }
  gboolean begins = client->raw->len == 0;
  guint32 context = client->raw_awaits ? IMAP_CONTEXT_CONTINUED : IMAP_CONTEXT_COMMAND;
  const ImapAsked *last = g_queue_peek_tail (&client->asked);
  send (effects, line->bytes, context, begins || last == NULL ? G_MAXUINT32 : last->event);
  g_byte_array_append (client->raw, data, (guint) size);
  client->raw_awaits = awaits;
  if (!line->complete || awaits)
    return;
  g_autoptr (GBytes) whole = g_bytes_new (client->raw->data, client->raw->len);
  g_byte_array_set_size (client->raw, 0);
  ask (client, tx, whole);
}

/* Raw octets go out at once and as they are; only where the lines end is looked at. */
static void
submit_raw (ImapClient *client, ModelTx *tx, GBytes *raw, ModelEffects *effects)
{
  g_autoptr (ImapFramer) framer = imap_framer_new (IMAP_EAR_SERVER);
  ModelLine line;
  imap_framer_feed (framer, raw);
  while (imap_framer_next (framer, &line) == MODEL_FRAME_LINE)
    {
      gboolean awaits = imap_framer_awaits (framer) >= 0;
      submit_raw_line (client, tx, &line, awaits, effects);
      g_bytes_unref (line.bytes);
      if (awaits)
        imap_framer_accept (framer);
    }
  if (imap_framer_rest (framer, &line) == MODEL_FRAME_LINE)
    {
      submit_raw_line (client, tx, &line, FALSE, effects);
      g_bytes_unref (line.bytes);
    }
}

/* --- the engine --- */

/* What a connection knew is gone with it; what the device believes stays. */
static void
close_connection (ImapClient *client, ModelTx *tx)
{
  static const ModelField gone[] = { MODEL_FIELD_MAILBOX, MODEL_FIELD_CAPABILITIES,
                                     MODEL_FIELD_IDLING, MODEL_FIELD_USER };
  imap_beliefs_leave (&client->beliefs, tx);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    model_tx_set (tx, client->beliefs.connection, gone[i], MODEL_NONE);
  g_queue_clear_full (&client->asked, asked_free);
  client->selecting = NULL;
  show_command (client, tx);
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_STATE, "closed");
}

static gboolean
client_turn (gpointer engine, ModelTx *tx, gint64 now, const ModelInput *input,
             ModelEffects *effects)
{
  ImapClient *client = engine;
  switch (input->kind)
    {
    case MODEL_INPUT_LINE:
      imap_client_hear (client, tx, input, effects);
      break;
    case MODEL_INPUT_DISMISS: /* of servers */
      break;
    case MODEL_INPUT_SUBMIT:
      if (input->raw != NULL)
        submit_raw (client, tx, input->raw, effects);
      else
        submit_text (client, tx, input->text, effects);
      break;
    case MODEL_INPUT_CLOSED:
      close_connection (client, tx);
      break;
    case MODEL_INPUT_TICK:
    case MODEL_INPUT_POKE:
    case MODEL_INPUT_WRITABLE:
    case MODEL_INPUT_OPENED:
      break;
    }
  return FALSE;
}

static void
client_free (gpointer engine)
{
  ImapClient *client = engine;
  imap_framer_free (client->framer);
  imap_beliefs_clear (&client->beliefs);
  g_queue_clear_full (&client->asked, asked_free);
  g_byte_array_unref (client->raw);
  g_free (client);
}

static void
client_feed (gpointer engine, GBytes *bytes)
{
  imap_framer_feed (((ImapClient *) engine)->framer, bytes);
}

static ModelFrame
client_next_line (gpointer engine, ModelLine *out)
{
  return imap_framer_next (((ImapClient *) engine)->framer, out);
}

static ModelFrame
client_rest (gpointer engine, ModelLine *out)
{
  return imap_framer_rest (((ImapClient *) engine)->framer, out);
}

static ModelId
client_watches (gpointer engine)
{
  return MODEL_NO_ID;
}

static const ModelEngineClass client_class = {
  .name = "imap-client",
  .free = client_free,
  .feed = client_feed,
  .next_line = client_next_line,
  .rest = client_rest,
  .turn = client_turn,
  .watches = client_watches,
};

ModelEngine
imap_client_new (const ImapClientConfig *config)
{
  ImapClient *client = g_new0 (ImapClient, 1);
  client->framer = imap_framer_new (IMAP_EAR_CLIENT);
  client->beliefs = (ImapBeliefs){ .device = config->device,
                                   .connection = config->connection,
                                   .account = g_strdup (config->account),
                                   .mailbox = MODEL_NO_ID,
                                   .numbers = MODEL_NO_ID };
  client->tag_letter = config->tag_letter;
  client->raw = g_byte_array_new ();
  g_queue_init (&client->asked);
  return (ModelEngine){ &client_class, client };
}

gboolean
imap_client_is_busy (const ModelEngine *engine)
{
  g_assert (engine->class == &client_class);
  return ((const ImapClient *) engine->self)->asked.length > 0;
}
