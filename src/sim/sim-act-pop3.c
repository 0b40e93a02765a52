#include "sim-device-private.h"

/* Acts of a device that speaks POP3. */

static gboolean
needs_session (SimPlan *plan, GError **error)
{
  if (sim_pop3_is_in_session (plan->device) || sim_plan_may_be_later (plan))
    return TRUE;
  return sim_act_fail (plan->act, 1, error, SIM_ERROR_STATE,
                       "%s has no session open; write “%s open” before", sim_plan_name (plan),
                       sim_plan_name (plan));
}

static gboolean
plan_open (SimPlan *plan, GError **error)
{
  sim_plan_step (plan, SIM_STEP_CONNECT, NULL, 0);
  sim_pop3_begin_session (plan->device, &plan->steps);
  sim_plan_step (plan, SIM_STEP_CLEAR, NULL, 0);
  sim_plan_step (plan, SIM_STEP_SHOW, "INBOX", 0);
  return TRUE;
}

static gboolean
plan_check (SimPlan *plan, GError **error)
{
  sim_plan_step (plan, SIM_STEP_CONNECT, NULL, 0);
  sim_pop3_whole_session (plan->device, &plan->steps);
  sim_plan_step (plan, SIM_STEP_SHOW, "INBOX", 0);
  return TRUE;
}

/* A copy is read at home, without any line; what there is no copy of is fetched. */
static gboolean
plan_read (SimPlan *plan, GError **error)
{
  guint32 uid = sim_plan_known_message (plan, 2, "INBOX", error);
  const ModelWord *word = sim_act_word (plan->act, 2);

  if (uid == 0)
    return FALSE;
  if (!sim_pop3_has_copy (plan->device, uid))
    {
      if (!sim_pop3_is_in_session (plan->device) && !sim_plan_may_be_later (plan))
        return sim_act_fail (plan->act, word->column, error, SIM_ERROR_STATE,
                             "%s has no copy of “%s” and no session open; write “%s open” or “%s "
                             "check” before",
                             sim_plan_name (plan), word->text, sim_plan_name (plan),
                             sim_plan_name (plan));
      sim_plan_step (plan, SIM_STEP_RETRIEVE, NULL, uid);
    }
  sim_plan_step (plan, SIM_STEP_SHOW, word->text, 0);
  return TRUE;
}

static gboolean
plan_delete (SimPlan *plan, GError **error)
{
  guint32 uid = sim_plan_known_message (plan, 2, "INBOX", error);

  if (uid == 0)
    return FALSE;
  sim_plan_step (plan, SIM_STEP_FORGET, NULL, uid);
  sim_plan_step (plan, SIM_STEP_MARK, NULL, uid);
  return TRUE;
}

static gboolean
plan_reset (SimPlan *plan, GError **error)
{
  if (!needs_session (plan, error))
    return FALSE;
  sim_plan_step (plan, SIM_STEP_UNMARK, NULL, 0);
  return TRUE;
}

static gboolean
plan_quit (SimPlan *plan, GError **error)
{
  if (!sim_plan_needs_connection (plan, error))
    return FALSE;
  sim_plan_step (plan, SIM_STEP_QUIT, NULL, 0);
  return TRUE;
}

const SimVerb sim_verbs_pop3[] = {
  { "check", 2, 2, "check", plan_check },  { "delete", 3, 3, "delete MESSAGE", plan_delete },
  { "logout", 2, 2, "logout", plan_quit }, { "open", 2, 2, "open", plan_open },
  { "quit", 2, 2, "quit", plan_quit },     { "read", 3, 3, "read MESSAGE", plan_read },
  { "reset", 2, 2, "reset", plan_reset },  { NULL, 0, 0, NULL, NULL },
};
