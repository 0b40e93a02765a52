#include "sim-device-private.h"

#include <string.h>

/* Acts of a device, whatever it speaks: each plans the steps it is made of. */

void
sim_plan_step (SimPlan *plan, SimStepKind kind, const char *text, guint32 uid)
{
  g_queue_push_tail (&plan->steps, sim_step_new (kind, text, uid));
}

const char *
sim_plan_name (const SimPlan *plan)
{
  return plan->device->description->name;
}

gboolean
sim_plan_may_be_later (const SimPlan *plan)
{
  return sim_device_is_busy (plan->device);
}

gboolean
sim_plan_needs_connection (SimPlan *plan, GError **error)
{
  if (plan->device->link != NULL || sim_plan_may_be_later (plan))
    return TRUE;
  return sim_act_fail (plan->act, 1, error, SIM_ERROR_STATE,
                       "%s is not connected; write “%s open” or “%s connect” before",
                       sim_plan_name (plan), sim_plan_name (plan), sim_plan_name (plan));
}

/* --- messages --- */

/* 17 of "u17"; 0 when it is none. */
static guint32
read_uid (const char *text)
{
  guint64 number;

  if (text[0] != 'u' || text[1] == '\0' || strspn (text + 1, "0123456789") != strlen (text + 1))
    return 0;
  number = g_ascii_strtoull (text + 1, NULL, 10);
  return number <= G_MAXUINT32 ? (guint32) number : 0;
}

guint32
sim_plan_message (SimPlan *plan, guint i, const char *mailbox, GError **error)
{
  SimWorld *world = plan->act->world;
  const ModelWord *word = sim_act_word (plan->act, i);
  ModelId id = sim_world_mailbox (world, plan->device->description->account, mailbox);
  guint32 uid = id != MODEL_NO_ID ? sim_world_uid (world, id, word->text) : 0;

  if (uid == 0)
    uid = read_uid (word->text);
  if (uid == 0)
    sim_act_fail (
        plan->act, word->column, error, SIM_ERROR_NAME,
        "there is no message “%s” in %s; write the label of a message that was there, or its "
        "UID such as u2",
        word->text, mailbox);
  return uid;
}

guint32
sim_plan_known_message (SimPlan *plan, guint i, const char *mailbox, GError **error)
{
  const ModelWord *word = sim_act_word (plan->act, i);
  guint32 uid = sim_plan_message (plan, i, mailbox, error);
  ModelId believed = sim_device_believed (plan->device, mailbox);

  if (uid == 0 || sim_plan_may_be_later (plan))
    return uid;
  if (believed != MODEL_NO_ID
      && model_row (sim_world_model (plan->act->world), believed, MODEL_TABLE_LIVE, uid) != NULL)
    return uid;
  sim_act_fail (plan->act, word->column, error, SIM_ERROR_STATE,
                "%s does not know of “%s” (any more); write “%s check” before, or another message",
                sim_plan_name (plan), word->text, sim_plan_name (plan));
  return 0;
}

/* --- acts of every device --- */

gboolean
sim_plan_connect (SimPlan *plan, GError **error)
{
  if (plan->device->link != NULL)
    return sim_act_fail (plan->act, sim_act_word (plan->act, 1)->column, error, SIM_ERROR_STATE,
                         "%s is connected already; write “%s logout” or “%s disconnect” before",
                         sim_plan_name (plan), sim_plan_name (plan), sim_plan_name (plan));
  sim_plan_step (plan, SIM_STEP_CONNECT, NULL, 0);
  return TRUE;
}

/* It does not wait behind other acts, nor for any answer. */
static gboolean
disconnect (SimPlan *plan, GError **error)
{
  SimLink *link = plan->device->link;
  guint32 event;

  if (link == NULL)
    return sim_plan_needs_connection (plan, error);
  plan->device->parting = TRUE;
  event = sim_act_begin (plan->act, peer_host_get_actor (plan->device->host));
  sim_link_abandon (link);
  peer_recorder_close (plan->act->world->recorder);
  sim_link_hang_up (link, event);
  return TRUE;
}

static const SimVerb common_verbs[] = {
  { "connect", 2, 2, "connect", sim_plan_connect },
  { "disconnect", 2, 2, "disconnect", NULL },
  { "reconnect", 2, 3, "reconnect [off]", sim_plan_reconnect },
  { NULL, 0, 0, NULL, NULL },
};

/* --- performing --- */

static const SimVerb *
find_verb (const SimVerb *verbs, const char *verb)
{
  for (; verbs->verb != NULL; verbs++)
    if (g_str_equal (verbs->verb, verb))
      return verbs;
  return NULL;
}

static int
compare_verbs (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The verbs of @device, parted by ", ". Caller frees. */
static char *
list_verbs (const SimDevice *device)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (const SimVerb *verb = common_verbs; verb->verb != NULL; verb++)
    g_ptr_array_add (names, (gpointer) verb->verb);
  for (const SimVerb *verb = device->protocol->verbs; verb->verb != NULL; verb++)
    g_ptr_array_add (names, (gpointer) verb->verb);
  g_ptr_array_sort (names, compare_verbs);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static gboolean
refuse_verb (SimAct *act, const SimDevice *device, GError **error)
{
  gboolean missing = sim_act_n (act) < 2;
  const ModelWord *word = sim_act_word (act, missing ? 0 : 1);
  g_autofree char *verbs = list_verbs (device);

  if (missing)
    return sim_act_fail (act, word->end_column, error, SIM_ERROR_SYNTAX,
                         "what does %s do? write one of: %s", device->description->name, verbs);
  return sim_act_fail (act, word->column, error, SIM_ERROR_NAME, "%s cannot “%s”; write one of: %s",
                       device->description->name, word->text, verbs);
}

static void
step_free (gpointer data)
{
  sim_step_free (data);
}

static void
carry_out (SimPlan *plan)
{
  PeerRecorder *recorder = plan->act->world->recorder;
  guint32 event = sim_act_begin (plan->act, peer_host_get_actor (plan->device->host));

  sim_device_add (plan->device, &plan->steps, event);
  peer_recorder_close (recorder);
}

gboolean
sim_act_device (SimAct *act, SimDevice *device, GError **error)
{
  SimPlan plan = { .act = act, .device = device, .steps = G_QUEUE_INIT };
  const char *name = sim_act_n (act) > 1 ? sim_act_word (act, 1)->text : "";
  const SimVerb *verb = find_verb (common_verbs, name);
  g_autofree char *usage = NULL;

  if (verb == NULL)
    verb = find_verb (device->protocol->verbs, name);
  if (verb == NULL)
    return refuse_verb (act, device, error);
  usage = g_strdup_printf ("%s %s", device->description->name, verb->usage);
  if (!sim_act_check_words (act, verb->min, verb->max, usage, error))
    return FALSE;
  if (verb->plan == NULL)
    return disconnect (&plan, error);
  if (!verb->plan (&plan, error))
    {
      g_queue_clear_full (&plan.steps, step_free);
      return FALSE;
    }
  carry_out (&plan);
  return TRUE;
}

gboolean
sim_act_raw (SimAct *act, SimDevice *device, const char *line, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) raw = NULL;
  gsize len;

  if (sim_device_connection (device) == MODEL_NO_ID)
    return sim_act_fail (act, 1, error, SIM_ERROR_STATE,
                         "%s is not connected; write “%s connect” before",
                         device->description->name, device->description->name);
  text = g_strconcat (line, "\r\n", NULL);
  len = strlen (text);
  raw = g_bytes_new_take (g_steal_pointer (&text), len);

  sim_act_begin (act, peer_host_get_actor (device->host));
  peer_end_submit (sim_link_get_client (device->link), NULL, raw, 0);
  peer_recorder_close (act->world->recorder);
  return TRUE;
}
