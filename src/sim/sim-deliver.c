#include "sim-device-private.h"

#include "base-time.h"
#include "model-mailbox.h"

/* New mail, put into a mailbox by a delivery agent; sessions learn of it through the journal. */

typedef struct
{
  const ModelWorldMessage *message;
  ModelId mailbox;
} Delivery;

/* Whether the message was delivered before, to whatever mailbox. */
static gboolean
is_delivered (const SimWorld *world, const char *label)
{
  for (guint i = 0; i < world->description->mailboxes->len; i++)
    {
      const ModelWorldMailbox *mailbox = g_ptr_array_index (world->description->mailboxes, i);
      ModelId id = sim_world_mailbox (world, mailbox->account, mailbox->name);

      if (id != MODEL_NO_ID && sim_world_uid (world, id, label) != 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_message (SimAct *act, Delivery *delivery, GError **error)
{
  const ModelWord *word = sim_act_word (act, 1);

  delivery->message = model_world_message (act->world->description, word->text);
  if (delivery->message == NULL)
    return sim_act_fail (
        act, word->column, error, SIM_ERROR_NAME,
        "the world has no message “%s”; add the line “message %s undelivered from=…”", word->text,
        word->text);
  if (delivery->message->mailbox != NULL || is_delivered (act->world, word->text))
    return sim_act_fail (act, word->column, error, SIM_ERROR_STATE,
                         "“%s” is in a mailbox already; deliver a message that is “undelivered”",
                         word->text);
  return TRUE;
}

static gboolean
find_account (SimAct *act, const Delivery *delivery, guint *next, const char **account,
              GError **error)
{
  const ModelWorld *description = act->world->description;
  const ModelWord *word = sim_act_n (act) > 2 ? sim_act_word (act, 2) : NULL;

  *next = 2;
  if (word != NULL && g_strcmp0 (word->name, "to") == 0)
    {
      *next = 3;
      *account = word->value;
      if (model_world_account (description, word->value) == NULL)
        return sim_act_fail (act, word->value_column, error, SIM_ERROR_NAME,
                             "the world has no account “%s”; name one that it has", word->value);
      return TRUE;
    }
  *account = delivery->message->account;
  if (*account == NULL && description->accounts->len == 1)
    *account = ((const ModelWorldAccount *) g_ptr_array_index (description->accounts, 0))->name;
  if (*account == NULL)
    return sim_act_fail (act, sim_act_word (act, 1)->end_column, error, SIM_ERROR_SYNTAX,
                         "to whom? write “deliver %s to=ACCOUNT”", sim_act_word (act, 1)->text);
  return TRUE;
}

static gboolean
find_mailbox (SimAct *act, Delivery *delivery, GError **error)
{
  const char *account = NULL;
  const char *name;
  guint next = 2;

  if (!find_account (act, delivery, &next, &account, error)
      || !sim_act_check_words (act, 2, next + 1, "deliver LABEL [to=ACCOUNT] [MAILBOX]", error))
    return FALSE;
  name = sim_act_n (act) > next ? sim_act_word (act, next)->text : "INBOX";
  delivery->mailbox = sim_world_mailbox (act->world, account, name);
  if (delivery->mailbox == MODEL_NO_ID)
    return sim_act_fail (act, sim_act_word (act, MIN (next, sim_act_n (act) - 1))->column, error,
                         SIM_ERROR_NAME,
                         "account %s has no mailbox “%s”; add the line “mailbox %s” to the world",
                         account, name, name);
  return TRUE;
}

/* The bits of @names in a mailbox with @keywords; names it does not have are left out. */
static ModelFlags
parse_flags (const char *names, const char *keywords)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);
  ModelFlags flags = 0;

  for (guint i = 0; list[i] != NULL; i++)
    flags |= model_flag_parse (list[i], keywords);
  return flags;
}

static void
add_message (SimWorld *world, const Delivery *delivery)
{
  const Model *model = sim_world_model (world);
  ModelTx *tx = peer_recorder_get_tx (world->recorder);
  ModelId mailbox = delivery->mailbox;
  guint32 uid;
  guint64 modseq;
  gint64 seconds = world->description->clock + sim_clock_get_now (world->clock) / BASE_SECOND;
  ModelFlags flags = parse_flags (delivery->message->flags != NULL ? delivery->message->flags : "",
                                  model_get_text (model, mailbox, MODEL_FIELD_KEYWORDS));

  ModelRow *row;

  model_mailbox_get_next (model, mailbox, &uid, &modseq);
  row = model_world_row (delivery->message, uid, seconds, flags, modseq);
  model_mailbox_append (tx, mailbox, &row, 1);
}

gboolean
sim_act_deliver (SimAct *act, GError **error)
{
  Delivery delivery = { 0 };

  if (!sim_act_check_words (act, 2, 4, "deliver LABEL [to=ACCOUNT] [MAILBOX]", error)
      || !find_message (act, &delivery, error) || !find_mailbox (act, &delivery, error))
    return FALSE;
  sim_act_begin (act, peer_host_get_actor (act->world->server));
  add_message (act->world, &delivery);
  peer_recorder_close (act->world->recorder);
  return TRUE;
}
