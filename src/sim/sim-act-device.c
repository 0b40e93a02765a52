#include "sim-private.h"

#include <stdlib.h>
#include <string.h>

/* Acts of a device: each plans the steps they are made of; nothing happens before a plan is whole. */

typedef struct
{
  SimAct *act;
  SimDevice *device;
  GQueue steps;
} Plan;

static void
plan_step (Plan *plan, SimStepKind kind, const char *text, guint32 uid)
{
  g_queue_push_tail (&plan->steps, sim_step_new (kind, text, uid));
}

static const char *
device_name (const Plan *plan)
{
  return plan->device->description->name;
}

/* What was left running with "&" may still bring about what an act needs. */
static gboolean
may_be_later (const Plan *plan)
{
  return sim_device_is_busy (plan->device);
}

static gboolean
needs_connection (Plan *plan, GError **error)
{
  if (plan->device->link != NULL || may_be_later (plan))
    return TRUE;
  return sim_act_fail (plan->act, 1, error, SIM_ERROR_STATE,
                       "%s is not connected; write “%s open” or “%s connect” before",
                       device_name (plan), device_name (plan), device_name (plan));
}

static gboolean
needs_mailbox (Plan *plan, GError **error)
{
  if (sim_device_open_mailbox (plan->device) != NULL || may_be_later (plan))
    return TRUE;
  return sim_act_fail (plan->act, 1, error, SIM_ERROR_STATE,
                       "%s has no mailbox open; write “%s open” before", device_name (plan),
                       device_name (plan));
}

/* --- messages --- */

static const char *
mailbox_of (const Plan *plan)
{
  const char *open = sim_device_open_mailbox (plan->device);

  return open != NULL ? open : "INBOX";
}

/* The UID that @word means in the open mailbox; 0 with an error. */
static guint32
message_uid (Plan *plan, const ModelWord *word, GError **error)
{
  SimWorld *world = plan->act->world;
  ModelId mailbox = sim_world_mailbox (world, plan->device->description->account,
                                       mailbox_of (plan));
  guint32 uid = mailbox != MODEL_NO_ID ? sim_world_uid (world, mailbox, word->text) : 0;

  if (uid == 0 && word->text[0] == 'u' && strspn (word->text + 1, "0123456789") > 0
      && strspn (word->text + 1, "0123456789") == strlen (word->text + 1))
    {
      guint64 number = g_ascii_strtoull (word->text + 1, NULL, 10);

      uid = number <= G_MAXUINT32 ? (guint32) number : 0;
    }
  if (uid == 0)
    sim_act_fail (
        plan->act, word->column, error, SIM_ERROR_NAME,
        "there is no message “%s” in %s; write the label of a message that was there, or its "
        "UID such as u2",
        word->text, mailbox_of (plan));
  return uid;
}

/* The message an act is about: one the device has been told of. */
static guint32
known_message (Plan *plan, guint i, GError **error)
{
  const ModelWord *word = sim_act_word (plan->act, i);
  guint32 uid = message_uid (plan, word, error);
  ModelId believed = sim_device_believed (plan->device, mailbox_of (plan));

  if (uid == 0 || may_be_later (plan))
    return uid;
  if (believed != MODEL_NO_ID
      && model_row (sim_world_model (plan->act->world), believed, MODEL_TABLE_LIVE, uid) != NULL)
    return uid;
  sim_act_fail (plan->act, word->column, error, SIM_ERROR_STATE,
                "%s does not know of “%s” (any more); write “%s check” before, or another message",
                device_name (plan), word->text, device_name (plan));
  return 0;
}

/* --- plans --- */

static gboolean
plan_connect (Plan *plan, GError **error)
{
  if (plan->device->link != NULL)
    return sim_act_fail (plan->act, sim_act_word (plan->act, 1)->column, error, SIM_ERROR_STATE,
                         "%s is connected already; write “%s logout” or “%s disconnect” before",
                         device_name (plan), device_name (plan), device_name (plan));
  plan_step (plan, SIM_STEP_CONNECT, NULL, 0);
  return TRUE;
}

static gboolean
plan_open (Plan *plan, GError **error)
{
  gboolean named = sim_act_n (plan->act) > 2;
  const char *mailbox = named ? sim_act_word (plan->act, 2)->text : "INBOX";

  if (sim_world_mailbox (plan->act->world, plan->device->description->account, mailbox)
      == MODEL_NO_ID)
    return sim_act_fail (
        plan->act, sim_act_word (plan->act, named ? 2 : 1)->column, error, SIM_ERROR_NAME,
        "account %s has no mailbox “%s”; add the line “mailbox %s” to the world, or "
        "name another one",
        plan->device->description->account, mailbox, mailbox);
  plan_step (plan, SIM_STEP_CONNECT, NULL, 0);
  plan_step (plan, SIM_STEP_LOGIN, NULL, 0);
  plan_step (plan, SIM_STEP_SELECT, mailbox, 0);
  plan_step (plan, SIM_STEP_LIST, NULL, 0);
  plan_step (plan, SIM_STEP_KNOWN, NULL, 0);
  plan_step (plan, SIM_STEP_SHOW, mailbox, 0);
  return TRUE;
}

static gboolean
plan_read (Plan *plan, GError **error)
{
  const char *label;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, 2, error);
  if (uid == 0)
    return FALSE;
  label = sim_act_word (plan->act, 2)->text;
  plan_step (plan, SIM_STEP_BODY, NULL, uid);
  plan_step (plan, SIM_STEP_SHOW, label, 0);
  plan_step (plan, SIM_STEP_SEEN, NULL, uid);
  return TRUE;
}

static gboolean
is_flag (const char *name)
{
  if (name[0] == '\\')
    return model_flag_parse (name, NULL) != 0;
  return name[0] != '\0' && strpbrk (name, "(){%*\"\\] ") == NULL && g_str_is_ascii (name);
}

static gboolean
plan_store (Plan *plan, const char *how, GError **error)
{
  const ModelWord *flag;
  g_autofree char *command = NULL;
  gboolean silently = sim_act_n (plan->act) > 4;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, 2, error);
  if (uid == 0)
    return FALSE;
  flag = sim_act_word (plan->act, 3);
  if (!is_flag (flag->text))
    return sim_act_fail (
        plan->act, flag->column, error, SIM_ERROR_NAME,
        "“%s” is no flag; write \\Seen, \\Answered, \\Flagged, \\Deleted, \\Draft or a "
        "keyword such as $Junk",
        flag->text);
  if (silently && !g_str_equal (sim_act_word (plan->act, 4)->text, "silently"))
    return sim_act_fail (plan->act, sim_act_word (plan->act, 4)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “silently” or nothing",
                         sim_act_word (plan->act, 4)->text);
  command = g_strdup_printf ("UID STORE %u %s%s (%s)", uid, how, silently ? ".SILENT" : "",
                             flag->text);
  plan_step (plan, SIM_STEP_COMMAND, command, uid);
  return TRUE;
}

static gboolean
plan_flag (Plan *plan, GError **error)
{
  return plan_store (plan, "+FLAGS", error);
}

static gboolean
plan_unflag (Plan *plan, GError **error)
{
  return plan_store (plan, "-FLAGS", error);
}

static gboolean
plan_delete (Plan *plan, GError **error)
{
  g_autofree char *command = NULL;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, 2, error);
  if (uid == 0)
    return FALSE;
  command = g_strdup_printf ("UID STORE %u +FLAGS (\\Deleted)", uid);
  plan_step (plan, SIM_STEP_COMMAND, command, uid);
  return TRUE;
}

static gboolean
plan_expunge (Plan *plan, GError **error)
{
  if (!needs_mailbox (plan, error))
    return FALSE;
  plan_step (plan, SIM_STEP_COMMAND, "EXPUNGE", 0);
  return TRUE;
}

static gboolean
plan_check (Plan *plan, GError **error)
{
  if (!needs_connection (plan, error))
    return FALSE;
  plan_step (plan, SIM_STEP_COMMAND, "NOOP", 0);
  return TRUE;
}

static gboolean
plan_idle (Plan *plan, GError **error)
{
  if (!needs_mailbox (plan, error))
    return FALSE;
  if (sim_act_n (plan->act) == 2)
    {
      plan->device->wants_idle = TRUE;
      return TRUE;
    }
  if (!g_str_equal (sim_act_word (plan->act, 2)->text, "off"))
    return sim_act_fail (plan->act, sim_act_word (plan->act, 2)->column, error, SIM_ERROR_SYNTAX,
                         "“%s” is not understood here; write “off” or nothing",
                         sim_act_word (plan->act, 2)->text);
  plan->device->wants_idle = FALSE;
  return TRUE;
}

static gboolean
plan_close (Plan *plan, GError **error)
{
  if (!needs_mailbox (plan, error))
    return FALSE;
  plan_step (plan, SIM_STEP_COMMAND, "CLOSE", 0);
  plan_step (plan, SIM_STEP_SHOW, NULL, 0);
  return TRUE;
}

static gboolean
plan_logout (Plan *plan, GError **error)
{
  if (!needs_connection (plan, error))
    return FALSE;
  plan->device->wants_idle = FALSE;
  plan_step (plan, SIM_STEP_COMMAND, "LOGOUT", 0);
  return TRUE;
}

static const struct
{
  const char *verb;
  guint min;
  guint max;
  const char *usage;
  gboolean (*plan) (Plan *plan, GError **error);
} device_acts[] = {
  { "check", 2, 2, "check", plan_check },
  { "close", 2, 2, "close", plan_close },
  { "connect", 2, 2, "connect", plan_connect },
  { "delete", 3, 3, "delete MESSAGE", plan_delete },
  { "disconnect", 2, 2, "disconnect", NULL },
  { "expunge", 2, 2, "expunge", plan_expunge },
  { "flag", 4, 5, "flag MESSAGE FLAG [silently]", plan_flag },
  { "idle", 2, 3, "idle [off]", plan_idle },
  { "logout", 2, 2, "logout", plan_logout },
  { "open", 2, 3, "open [MAILBOX]", plan_open },
  { "read", 3, 3, "read MESSAGE", plan_read },
  { "unflag", 4, 5, "unflag MESSAGE FLAG [silently]", plan_unflag },
};

/* --- performing --- */

static gboolean
disconnect (Plan *plan, GError **error)
{
  SimLink *link = plan->device->link;
  guint32 event;

  if (link == NULL)
    return needs_connection (plan, error);
  event = sim_act_begin (plan->act, peer_host_get_actor (plan->device->host));
  sim_link_abandon (link);
  peer_recorder_close (plan->act->world->recorder);
  sim_link_hang_up (link, event);
  return TRUE;
}

static gboolean
refuse_verb (SimAct *act, const SimDevice *device, GError **error)
{
  GString *verbs = g_string_new (NULL);
  gboolean missing = sim_act_n (act) < 2;
  const ModelWord *word = sim_act_word (act, missing ? 0 : 1);

  for (gsize i = 0; i < G_N_ELEMENTS (device_acts); i++)
    g_string_append_printf (verbs, "%s%s", i > 0 ? ", " : "", device_acts[i].verb);
  if (missing)
    sim_act_fail (act, word->end_column, error, SIM_ERROR_SYNTAX,
                  "what does %s do? write one of: %s", device->description->name, verbs->str);
  else
    sim_act_fail (act, word->column, error, SIM_ERROR_NAME, "%s cannot “%s”; write one of: %s",
                  device->description->name, word->text, verbs->str);
  g_string_free (verbs, TRUE);
  return FALSE;
}

static void
step_free (gpointer data)
{
  sim_step_free (data);
}

static void
carry_out (Plan *plan)
{
  PeerRecorder *recorder = plan->act->world->recorder;
  guint32 event = sim_act_begin (plan->act, peer_host_get_actor (plan->device->host));

  sim_device_add (plan->device, &plan->steps, event);
  peer_recorder_close (recorder);
}

gboolean
sim_act_device (SimAct *act, SimDevice *device, GError **error)
{
  Plan plan = { .act = act, .device = device, .steps = G_QUEUE_INIT };

  for (gsize i = 0; sim_act_n (act) > 1 && i < G_N_ELEMENTS (device_acts); i++)
    {
      g_autofree char *usage = NULL;

      if (!g_str_equal (sim_act_word (act, 1)->text, device_acts[i].verb))
        continue;
      usage = g_strdup_printf ("%s %s", device->description->name, device_acts[i].usage);
      if (!sim_act_check_words (act, device_acts[i].min, device_acts[i].max, usage, error))
        return FALSE;
      if (device_acts[i].plan == NULL)
        return disconnect (&plan, error);
      if (!device_acts[i].plan (&plan, error))
        {
          g_queue_clear_full (&plan.steps, step_free);
          return FALSE;
        }
      carry_out (&plan);
      return TRUE;
    }
  return refuse_verb (act, device, error);
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
