#include "sim-device-private.h"

#include <string.h>

/* Acts of a device that speaks IMAP. */

static gboolean
needs_mailbox (SimPlan *plan, GError **error)
{
  if (sim_device_open_mailbox (plan->device) != NULL || sim_plan_may_be_later (plan))
    return TRUE;
  return sim_act_fail (plan->act, 1, error, SIM_ERROR_STATE,
                       "%s has no mailbox open; write “%s open” before", sim_plan_name (plan),
                       sim_plan_name (plan));
}

static guint32
known_message (SimPlan *plan, GError **error)
{
  const char *open = sim_device_open_mailbox (plan->device);

  return sim_plan_known_message (plan, 2, open != NULL ? open : "INBOX", error);
}

/* --- plans --- */

static gboolean
plan_open (SimPlan *plan, GError **error)
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
  sim_plan_step (plan, SIM_STEP_CONNECT, NULL, 0);
  sim_plan_step (plan, SIM_STEP_LOGIN, NULL, 0);
  sim_plan_step (plan, SIM_STEP_SELECT, mailbox, 0);
  sim_plan_step (plan, SIM_STEP_LIST, NULL, 0);
  sim_plan_step (plan, SIM_STEP_KNOWN, NULL, 0);
  sim_plan_step (plan, SIM_STEP_SHOW, mailbox, 0);
  return TRUE;
}

static gboolean
plan_read (SimPlan *plan, GError **error)
{
  const char *label;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, error);
  if (uid == 0)
    return FALSE;
  label = sim_act_word (plan->act, 2)->text;
  sim_plan_step (plan, SIM_STEP_BODY, NULL, uid);
  sim_plan_step (plan, SIM_STEP_SHOW, label, 0);
  sim_plan_step (plan, SIM_STEP_SEEN, NULL, uid);
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
plan_store (SimPlan *plan, const char *how, GError **error)
{
  const ModelWord *flag;
  g_autofree char *command = NULL;
  gboolean silently = sim_act_n (plan->act) > 4;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, error);
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
  sim_plan_step (plan, SIM_STEP_COMMAND, command, uid);
  return TRUE;
}

static gboolean
plan_flag (SimPlan *plan, GError **error)
{
  return plan_store (plan, "+FLAGS", error);
}

static gboolean
plan_unflag (SimPlan *plan, GError **error)
{
  return plan_store (plan, "-FLAGS", error);
}

static gboolean
plan_delete (SimPlan *plan, GError **error)
{
  g_autofree char *command = NULL;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, error);
  if (uid == 0)
    return FALSE;
  command = g_strdup_printf ("UID STORE %u +FLAGS (\\Deleted)", uid);
  sim_plan_step (plan, SIM_STEP_COMMAND, command, uid);
  return TRUE;
}

static gboolean
plan_expunge (SimPlan *plan, GError **error)
{
  if (!needs_mailbox (plan, error))
    return FALSE;
  sim_plan_step (plan, SIM_STEP_COMMAND, "EXPUNGE", 0);
  return TRUE;
}

static gboolean
plan_check (SimPlan *plan, GError **error)
{
  if (!sim_plan_needs_connection (plan, error))
    return FALSE;
  sim_plan_step (plan, SIM_STEP_COMMAND, "NOOP", 0);
  return TRUE;
}

static gboolean
plan_idle (SimPlan *plan, GError **error)
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
plan_close (SimPlan *plan, GError **error)
{
  if (!needs_mailbox (plan, error))
    return FALSE;
  sim_plan_step (plan, SIM_STEP_COMMAND, "CLOSE", 0);
  sim_plan_step (plan, SIM_STEP_SHOW, NULL, 0);
  return TRUE;
}

static gboolean
plan_logout (SimPlan *plan, GError **error)
{
  if (!sim_plan_needs_connection (plan, error))
    return FALSE;
  plan->device->wants_idle = FALSE;
  plan->device->parting = TRUE;
  sim_plan_step (plan, SIM_STEP_COMMAND, "LOGOUT", 0);
  return TRUE;
}

const SimVerb sim_verbs_imap[] = {
  { "check", 2, 2, "check", plan_check },
  { "close", 2, 2, "close", plan_close },
  { "delete", 3, 3, "delete MESSAGE", plan_delete },
  { "expunge", 2, 2, "expunge", plan_expunge },
  { "flag", 4, 5, "flag MESSAGE FLAG [silently]", plan_flag },
  { "idle", 2, 3, "idle [off]", plan_idle },
  { "logout", 2, 2, "logout", plan_logout },
  { "open", 2, 3, "open [MAILBOX]", plan_open },
  { "read", 3, 3, "read MESSAGE", plan_read },
  { "unflag", 4, 5, "unflag MESSAGE FLAG [silently]", plan_unflag },
  { NULL, 0, 0, NULL, NULL },
};
