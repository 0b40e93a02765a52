#include "sim-device-private.h"

#include "base-time.h"
#include "model-mailbox.h"

/* New mail, put into a mailbox by a delivery agent; sessions learn of it through the journal. How it came
   to the server is another protocol's story, told in one event. */

/* A sender's server tries again after so long. Standards ask for half an hour at least, but no lesson
   lasts so long. [RFC5321 §4.5.4.1] */
#define PAUSE (30 * BASE_SECOND)

/* From one server to the other. */
#define WAY (100 * BASE_MILLISECOND)

typedef struct
{
  const ModelWorldMessage *message;
  ModelId mailbox;
} Delivery;

/** SimPost: a message that its sender's server holds. */
typedef struct
{
  Delivery delivery;
  guint32 act;
} SimPost;

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
  for (guint i = 0; i < world->posts->len; i++)
    if (g_str_equal (((SimPost *) g_ptr_array_index (world->posts, i))->delivery.message->label,
                     label))
      return TRUE;
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
    return sim_act_fail (
        act, word->column, error, SIM_ERROR_STATE,
        "“%s” is on its way or in a mailbox already; name a message that is “undelivered”",
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
                         "to whom? write “%s %s to=ACCOUNT”", sim_act_word (act, 0)->text,
                         sim_act_word (act, 1)->text);
  return TRUE;
}

static gboolean
find_mailbox (SimAct *act, Delivery *delivery, GError **error)
{
  const char *account = NULL;
  const char *name;
  guint next = 2;
  g_autofree char *usage = g_strdup_printf ("%s LABEL [to=ACCOUNT] [MAILBOX]",
                                            sim_act_word (act, 0)->text);

  if (!find_account (act, delivery, &next, &account, error)
      || !sim_act_check_words (act, 2, next + 1, usage, error))
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
  if (act->world->server_down)
    return sim_act_fail (act, 1, error, SIM_ERROR_STATE,
                         "the server is down; write “server up” before, or “post %s”",
                         sim_act_word (act, 1)->text);
  sim_act_begin (act, peer_host_get_actor (act->world->server));
  add_message (act->world, &delivery);
  peer_recorder_close (act->world->recorder);
  return TRUE;
}

/* --- from the sender's server --- */

/* The labels of what waits there, for all to see. */
static void
write_queue (SimWorld *world)
{
  ModelTx *tx = peer_recorder_get_tx (world->recorder);
  ModelId outside = model_find (sim_world_model (world), MODEL_ROOT, MODEL_NAME_OUTSIDE);
  GString *labels = g_string_new (NULL);

  if (outside == MODEL_NO_ID)
    outside = model_tx_birth (tx, MODEL_KIND_OUTSIDE, MODEL_ROOT, MODEL_NAME_OUTSIDE);
  for (guint i = 0; i < world->posts->len; i++)
    g_string_append_printf (
        labels, "%s%s", i > 0 ? " " : "",
        ((SimPost *) g_ptr_array_index (world->posts, i))->delivery.message->label);
  model_tx_set_text (tx, outside, MODEL_FIELD_QUEUE, labels->len > 0 ? labels->str : NULL);
  g_string_free (labels, TRUE);
}

static void
on_hand_over (gpointer owner, gpointer payload)
{
  SimWorld *world = owner;
  SimPost *post = payload;
  Trace *trace = peer_recorder_get_trace (world->recorder);
  TraceEvent event = {
    .kind = TRACE_FACT,
    .sub = world->server_down ? TRACE_FACT_KEPT : TRACE_FACT_HANDED_OVER,
    .from = trace_actor (trace, MODEL_NAME_OUTSIDE),
    .to = peer_host_get_actor (world->server),
    .cause = post->act,
    .label = trace_text (trace, post->delivery.message->label),
  };

  peer_recorder_open (world->recorder, &event);
  if (!world->server_down)
    {
      add_message (world, &post->delivery);
      g_ptr_array_remove (world->posts, post);
      write_queue (world);
    }
  else
    sim_clock_schedule (world->clock, sim_clock_get_now (world->clock) + PAUSE, TRUE, world,
                        on_hand_over, post, NULL);
  peer_recorder_close (world->recorder);
}

gboolean
sim_act_post (SimAct *act, GError **error)
{
  SimWorld *world = act->world;
  SimPost *post;
  Delivery delivery = { 0 };

  if (!sim_act_check_words (act, 2, 4, "post LABEL [to=ACCOUNT] [MAILBOX]", error)
      || !find_message (act, &delivery, error) || !find_mailbox (act, &delivery, error))
    return FALSE;
  post = g_new0 (SimPost, 1);
  post->delivery = delivery;
  g_ptr_array_add (world->posts, post);
  post->act = sim_act_begin (
      act, trace_actor (peer_recorder_get_trace (world->recorder), MODEL_NAME_OUTSIDE));
  write_queue (world);
  peer_recorder_close (world->recorder);
  sim_clock_schedule (world->clock, sim_clock_get_now (world->clock) + WAY, FALSE, world,
                      on_hand_over, post, NULL);
  return TRUE;
}
