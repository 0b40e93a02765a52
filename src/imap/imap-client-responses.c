#include "imap-client-private.h"

#include <string.h>

static const char *const status_names[] = { "OK", "NO", "BAD", "BYE", "PREAUTH" };

static void
set_state (ImapClient *client, ModelTx *tx, ImapState state)
{
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_STATE,
                     imap_state_get_name (state));
}

static gboolean
is_in_state (ImapClient *client, ModelTx *tx, ImapState state)
{
  const char *now = model_get_text (model_tx_get_model (tx), client->beliefs.connection,
                                    MODEL_FIELD_STATE);
  return g_strcmp0 (now, imap_state_get_name (state)) == 0;
}

/* Before LOGIN nothing but status and capabilities is believed [RFC9051 §11.3]. */
static gboolean
is_logged_in (ImapClient *client, ModelTx *tx)
{
  return is_in_state (client, tx, IMAP_STATE_AUTHENTICATED)
         || is_in_state (client, tx, IMAP_STATE_SELECTED);
}

static void
leave_mailbox (ImapClient *client, ModelTx *tx)
{
  imap_beliefs_leave (&client->beliefs, tx);
  model_tx_set (tx, client->beliefs.connection, MODEL_FIELD_MAILBOX, MODEL_NONE);
  if (!is_in_state (client, tx, IMAP_STATE_LOGOUT))
    set_state (client, tx, IMAP_STATE_AUTHENTICATED);
}

/* The first data of a mailbox that is being selected: the server has left the old one. */
static void
begin_selecting (ImapClient *client, ModelTx *tx, ImapAsked *asked)
{
  if (client->selecting == asked)
    return;
  leave_mailbox (client, tx);
  imap_beliefs_open (&client->beliefs, tx, asked->mailbox);
  client->selecting = asked;
}

/* Which SELECT or EXAMINE the server works on: the oldest command, commands being done in order. */
static ImapAsked *
find_selecting (ImapClient *client)
{
  ImapAsked *oldest = g_queue_peek_head (&client->asked);
  if (oldest == NULL || oldest->mailbox == NULL)
    return NULL;
  return imap_asked_is (oldest, "SELECT") || imap_asked_is (oldest, "EXAMINE") ? oldest : NULL;
}

/* Whether data of a mailbox can be meant for one now; opens the one being selected. */
static gboolean
has_mailbox (ImapClient *client, ModelTx *tx)
{
  ImapAsked *asked = find_selecting (client);
  if (asked != NULL && is_logged_in (client, tx))
    begin_selecting (client, tx, asked);
  return client->beliefs.name != NULL;
}

static void
fact_of_number (ModelEffects *effects, guint fact, guint32 number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  model_effects_fact (effects, fact, text);
}

/* --- status --- */

static void
hear_code (ImapClient *client, ModelTx *tx, const ImapResponse *response)
{
  const char *code = response->code;
  ModelId connection = client->beliefs.connection;
  if (code == NULL)
    return;
  if (strcmp (code, "CAPABILITY") == 0)
    model_tx_set_text (tx, connection, MODEL_FIELD_CAPABILITIES, response->capabilities);
  else if (strcmp (code, "CLOSED") == 0)
    has_mailbox (client, tx);
  else if (strcmp (code, "UIDVALIDITY") == 0 && has_mailbox (client, tx))
    imap_beliefs_uidvalidity (&client->beliefs, tx, client->beliefs.mailbox,
                              (guint32) response->code_number);
  else if (strcmp (code, "UIDNEXT") == 0 && has_mailbox (client, tx))
    model_tx_set_number (tx, client->beliefs.mailbox, MODEL_FIELD_UIDNEXT,
                         (gint64) response->code_number);
  else if (strcmp (code, "UNSEEN") == 0 && has_mailbox (client, tx))
    model_tx_set_number (tx, connection, MODEL_FIELD_FIRST_UNSEEN, (gint64) response->code_number);
  else if (strcmp (code, "PERMANENTFLAGS") == 0 && has_mailbox (client, tx))
    {
      g_autoptr (GString) flags = g_string_new (NULL);
      for (guint i = 0; i < response->flags.n; i++)
        g_string_append_printf (flags, "%s%s", i > 0 ? " " : "", response->flags.names[i]);
      model_tx_set_text (tx, connection, MODEL_FIELD_PERMANENTFLAGS, flags->str);
      imap_beliefs_flags (&client->beliefs, tx, &response->flags);
    }
}

static void
greet (ImapClient *client, ModelTx *tx, const ImapResponse *response, ModelEffects *effects)
{
  client->greeted = TRUE;
  if (response->status == IMAP_STATUS_BYE)
    return;
  set_state (client, tx,
             response->status == IMAP_STATUS_PREAUTH ? IMAP_STATE_AUTHENTICATED
                                                     : IMAP_STATE_NOT_AUTHENTICATED);
  model_effects_fact (effects, IMAP_CLIENT_FACT_GREETING, status_names[response->status]);
}

static void
hear_untagged_status (ImapClient *client, ModelTx *tx, const ImapResponse *response,
                      ModelEffects *effects)
{
  hear_code (client, tx, response);
  if (!client->greeted)
    greet (client, tx, response, effects);
  if (response->status == IMAP_STATUS_BYE)
    {
      set_state (client, tx, IMAP_STATE_LOGOUT);
      model_effects_fact (effects, IMAP_CLIENT_FACT_BYE, response->text);
    }
}

/* --- ends of commands --- */

static void
end_select (ImapClient *client, ModelTx *tx, ImapAsked *asked, const ImapResponse *response)
{
  if (response->status == IMAP_STATUS_OK && asked->mailbox != NULL)
    {
      begin_selecting (client, tx, asked);
      gboolean read_only = imap_asked_is (asked, "EXAMINE")
                           || g_strcmp0 (response->code, "READ-ONLY") == 0;
      model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_MAILBOX, asked->mailbox);
      model_tx_set_number (tx, client->beliefs.connection, MODEL_FIELD_READ_ONLY, read_only);
      set_state (client, tx, IMAP_STATE_SELECTED);
      imap_beliefs_sweep (&client->beliefs, tx);
    }
  /* NO leaves nothing selected; BAD was not carried out, unless data has come before it. */
  else if (response->status == IMAP_STATUS_NO || client->selecting == asked)
    {
      if (!is_in_state (client, tx, IMAP_STATE_NOT_AUTHENTICATED))
        leave_mailbox (client, tx);
    }
}

static void
end_login (ImapClient *client, ModelTx *tx, const ImapAsked *asked, const ImapResponse *response)
{
  if (response->status != IMAP_STATUS_OK)
    return;
  model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_USER, asked->user);
  set_state (client, tx, IMAP_STATE_AUTHENTICATED);
  /* What the server can do may differ from before [RFC3501 §6.2.3]. */
  if (g_strcmp0 (response->code, "CAPABILITY") != 0)
    model_tx_set (tx, client->beliefs.connection, MODEL_FIELD_CAPABILITIES, MODEL_NONE);
}

static void
end_close (ImapClient *client, ModelTx *tx, const ImapAsked *asked, const ImapResponse *response)
{
  if (response->status != IMAP_STATUS_OK || client->beliefs.name == NULL)
    return;
  gboolean read_only = model_get_number (model_tx_get_model (tx), client->beliefs.connection,
                                         MODEL_FIELD_READ_ONLY, 1)
                       != 0;
  if (imap_asked_is (asked, "CLOSE") && !read_only)
    imap_beliefs_closed (&client->beliefs, tx);
  leave_mailbox (client, tx);
}

static ImapAsked *
find_asked (ImapClient *client, const char *tag)
{
  for (GList *link = client->asked.head; link != NULL; link = link->next)
    if (strcmp (((ImapAsked *) link->data)->tag, tag) == 0)
      return link->data;
  return NULL;
}

static void
hear_tagged_status (ImapClient *client, ModelTx *tx, const ImapResponse *response,
                    ModelEffects *effects)
{
  ImapAsked *asked = find_asked (client, response->tag);
  hear_code (client, tx, response);
  if (asked == NULL)
    return;
  if (imap_asked_is (asked, "SELECT") || imap_asked_is (asked, "EXAMINE"))
    end_select (client, tx, asked, response);
  else if (imap_asked_is (asked, "LOGIN"))
    end_login (client, tx, asked, response);
  else if (imap_asked_is (asked, "CLOSE") || imap_asked_is (asked, "UNSELECT"))
    end_close (client, tx, asked, response);
  else if (imap_asked_is (asked, "LOGOUT") && response->status == IMAP_STATUS_OK)
    set_state (client, tx, IMAP_STATE_LOGOUT);
  else if (imap_asked_is (asked, "DELETE") && response->status == IMAP_STATUS_OK)
    imap_beliefs_deleted (&client->beliefs, tx, asked->mailbox);
  else if (imap_asked_is (asked, "RENAME") && response->status == IMAP_STATUS_OK)
    imap_beliefs_renamed (&client->beliefs, tx, asked->mailbox, asked->new_name);
  else if (asked->store != NULL && response->status == IMAP_STATUS_OK)
    imap_beliefs_store (&client->beliefs, tx, &asked->command);
  else if (imap_asked_is (asked, "IDLE"))
    model_tx_set (tx, client->beliefs.connection, MODEL_FIELD_IDLING, MODEL_NONE);
  g_autofree char *text = g_strdup_printf ("%s %s %s", asked->tag, status_names[response->status],
                                           asked->name);
  imap_client_finish (client, tx, asked);
  model_effects_fact (effects, IMAP_CLIENT_FACT_DONE, text);
}

/* --- data --- */

static void
hear_continue (ImapClient *client, ModelTx *tx, const ModelInput *input, ModelEffects *effects)
{
  for (GList *link = client->asked.head; link != NULL; link = link->next)
    {
      ImapAsked *asked = link->data;
      if (imap_asked_is (asked, "IDLE") && !asked->done)
        {
          asked->event = input->command;
          model_tx_set_number (tx, client->beliefs.connection, MODEL_FIELD_IDLING, 1);
          model_effects_fact (effects, IMAP_CLIENT_FACT_CONTINUE, NULL);
          return;
        }
      if (!g_queue_is_empty (&asked->lines))
        {
          asked->event = input->command;
          imap_client_go_on (asked, effects);
          return;
        }
    }
}

/* What STATUS tells of a mailbox that is not selected; the selected one is known better. */
static void
hear_status_data (ImapClient *client, ModelTx *tx, const ImapResponse *response)
{
  if (g_strcmp0 (response->mailbox, client->beliefs.name) == 0)
    return;
  ModelId mailbox = imap_beliefs_find_mailbox (&client->beliefs, tx, response->mailbox);
  for (guint i = 0; i < response->n_status_items; i++)
    {
      const ImapStatusItem *item = &response->status_items[i];
      if (strcmp (item->name, "UIDVALIDITY") == 0 && item->value <= G_MAXUINT32)
        imap_beliefs_uidvalidity (&client->beliefs, tx, mailbox, (guint32) item->value);
    }
  for (guint i = 0; i < response->n_status_items; i++)
    {
      const ImapStatusItem *item = &response->status_items[i];
      if (strcmp (item->name, "MESSAGES") == 0)
        model_tx_set_number (tx, mailbox, MODEL_FIELD_EXISTS, (gint64) item->value);
      else if (strcmp (item->name, "UIDNEXT") == 0)
        model_tx_set_number (tx, mailbox, MODEL_FIELD_UIDNEXT, (gint64) item->value);
    }
}

/* Whether a FETCH or STORE is in progress, which FETCH lines may belong to. */
static gboolean
asks_for_messages (const ImapClient *client)
{
  for (GList *link = client->asked.head; link != NULL; link = link->next)
    if (g_str_has_suffix (((const ImapAsked *) link->data)->name, "FETCH")
        || g_str_has_suffix (((const ImapAsked *) link->data)->name, "STORE"))
      return TRUE;
  return FALSE;
}

/* The oldest search in progress, which a SEARCH line answers; or NULL. */
static const ImapAsked *
find_search (const ImapClient *client)
{
  for (const GList *link = client->asked.head; link != NULL; link = link->next)
    {
      const ImapAsked *asked = link->data;
      if (imap_asked_is (asked, "SEARCH") || imap_asked_is (asked, "UID SEARCH"))
        return asked;
    }
  return NULL;
}

static void
hear_found (ImapClient *client, ModelTx *tx, const ImapResponse *response, ModelEffects *effects)
{
  const ImapAsked *search = find_search (client);
  if (search == NULL)
    return;
  if (imap_asked_is (search, "UID SEARCH"))
    imap_beliefs_found (&client->beliefs, tx, response->found, response->n_found);
  g_autoptr (GString) text = g_string_new (search->name);
  for (guint i = 0; i < response->n_found; i++)
    g_string_append_printf (text, " %u", response->found[i]);
  model_effects_fact (effects, IMAP_CLIENT_FACT_FOUND, text->str);
}

/* Data of the selected mailbox; EXPUNGE and FETCH can still be of the one being left. */
static void
hear_mailbox_data (ImapClient *client, ModelTx *tx, const ImapResponse *response, GBytes *line,
                   ModelEffects *effects)
{
  ImapBeliefs *beliefs = &client->beliefs;
  gboolean of_message = response->kind == IMAP_RESPONSE_EXPUNGE
                        || response->kind == IMAP_RESPONSE_FETCH;
  if (of_message ? beliefs->name == NULL : !has_mailbox (client, tx))
    return;
  switch (response->kind)
    {
    case IMAP_RESPONSE_FLAGS:
      imap_beliefs_flags (beliefs, tx, &response->flags);
      break;
    case IMAP_RESPONSE_RECENT:
      model_tx_set_number (tx, beliefs->connection, MODEL_FIELD_RECENT_COUNT, response->number);
      break;
    case IMAP_RESPONSE_EXISTS:
      if (imap_beliefs_exists (beliefs, tx, response->number) && client->selecting == NULL)
        fact_of_number (effects, IMAP_CLIENT_FACT_EXISTS, response->number);
      break;
    case IMAP_RESPONSE_EXPUNGE:
      if (imap_beliefs_expunge (beliefs, tx, response->number))
        fact_of_number (effects, IMAP_CLIENT_FACT_EXPUNGE, response->number);
      break;
    case IMAP_RESPONSE_FETCH:
      if (imap_beliefs_fetch (beliefs, tx, response, line) && !asks_for_messages (client))
        fact_of_number (effects, IMAP_CLIENT_FACT_FLAGS, response->number);
      break;
    case IMAP_RESPONSE_SEARCH:
      hear_found (client, tx, response, effects);
      break;
    default:
      break;
    }
}

static void
hear_data (ImapClient *client, ModelTx *tx, const ImapResponse *response, GBytes *line,
           ModelEffects *effects)
{
  if (response->kind == IMAP_RESPONSE_CAPABILITY)
    model_tx_set_text (tx, client->beliefs.connection, MODEL_FIELD_CAPABILITIES, response->text);
  else if (is_logged_in (client, tx) && response->kind == IMAP_RESPONSE_STATUS_DATA)
    hear_status_data (client, tx, response);
  else if (is_logged_in (client, tx))
    hear_mailbox_data (client, tx, response, line, effects);
}

void
imap_client_hear (ImapClient *client, ModelTx *tx, const ModelInput *input, ModelEffects *effects)
{
  ImapResponse response;
  if (!input->line->complete || input->line->bad)
    return;
  ImapTree *tree = imap_response_parse (input->line->bytes, &response);
  switch (response.kind)
    {
    case IMAP_RESPONSE_CONTINUE:
      hear_continue (client, tx, input, effects);
      break;
    case IMAP_RESPONSE_STATUS:
      if (response.tag != NULL)
        hear_tagged_status (client, tx, &response, effects);
      else
        hear_untagged_status (client, tx, &response, effects);
      break;
    default:
      hear_data (client, tx, &response, input->line->bytes, effects);
      break;
    }
  imap_tree_free (tree);
}
