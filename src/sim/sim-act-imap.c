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
refuse_flag (SimPlan *plan, const ModelWord *word, GError **error)
{
  return sim_act_fail (
      plan->act, word->column, error, SIM_ERROR_NAME,
      "“%s” is no flag; write \\Seen, \\Answered, \\Flagged, \\Deleted, \\Draft or a "
      "keyword such as $Junk",
      word->text);
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
    return refuse_flag (plan, flag, error);
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

/* Whether there is such a mailbox is for the server to say. */
static gboolean
plan_copy (SimPlan *plan, GError **error)
{
  g_autofree char *mailbox = NULL;
  g_autofree char *command = NULL;
  guint32 uid;

  if (!needs_mailbox (plan, error))
    return FALSE;
  uid = known_message (plan, error);
  if (uid == 0)
    return FALSE;
  mailbox = sim_imap_astring (sim_act_word (plan->act, 3)->text);
  command = g_strdup_printf ("UID COPY %u %s", uid, mailbox);
  sim_plan_step (plan, SIM_STEP_COMMAND, command, uid);
  return TRUE;
}

/* What a server without MOVE makes of it; one that has none is all there is here. What stands behind
   a refusal is not done, so a message that could not be copied stays. */
static gboolean
plan_move (SimPlan *plan, GError **error)
{
  g_autofree char *flag = NULL;

  if (!plan_copy (plan, error))
    return FALSE;
  flag = g_strdup_printf ("UID STORE %u +FLAGS (\\Deleted)", known_message (plan, NULL));
  sim_plan_step (plan, SIM_STEP_COMMAND, flag, 0);
  sim_plan_step (plan, SIM_STEP_COMMAND, "EXPUNGE", 0);
  return TRUE;
}

static gboolean
plan_append (SimPlan *plan, GError **error)
{
  const ModelWord *word = sim_act_word (plan->act, 2);
  const ModelWorldMessage *message = model_world_message (plan->act->world->description,
                                                          word->text);
  g_autofree char *mailbox = NULL;
  g_autoptr (GString) command = g_string_new ("APPEND ");

  if (!sim_plan_needs_connection (plan, error))
    return FALSE;
  if (message == NULL)
    return sim_act_fail (plan->act, word->column, error, SIM_ERROR_NAME,
                         "the world has no message “%s”; add the line “message %s undelivered "
                         "from=…”",
                         word->text, word->text);
  mailbox = sim_imap_astring (sim_act_n (plan->act) > 3 ? sim_act_word (plan->act, 3)->text
                                                        : "INBOX");
  g_string_append_printf (command, "%s ", mailbox);
  for (guint i = 4; i < sim_act_n (plan->act); i++)
    {
      const ModelWord *flag = sim_act_word (plan->act, i);

      if (!is_flag (flag->text))
        return refuse_flag (plan, flag, error);
      g_string_append_printf (command, "%s%s%s", i == 4 ? "(" : "", flag->text,
                              i + 1 < sim_act_n (plan->act) ? " " : ") ");
    }
  g_string_append_printf (command, "{%" G_GSIZE_FORMAT "}\r\n", g_bytes_get_size (message->bytes));
  g_string_append_len (command, g_bytes_get_data (message->bytes, NULL),
                       (gssize) g_bytes_get_size (message->bytes));
  sim_plan_step (plan, SIM_STEP_COMMAND, command->str, 0);
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
  { "append", 3, 10, "append MESSAGE [MAILBOX [FLAG …]]", plan_append },
  { "check", 2, 2, "check", plan_check },
  { "close", 2, 2, "close", plan_close },
  { "copy", 4, 4, "copy MESSAGE MAILBOX", plan_copy },
  { "delete", 3, 3, "delete MESSAGE", plan_delete },
  { "expunge", 2, 2, "expunge", plan_expunge },
  { "flag", 4, 5, "flag MESSAGE FLAG [silently]", plan_flag },
  { "idle", 2, 3, "idle [off]", plan_idle },
  { "logout", 2, 2, "logout", plan_logout },
  { "move", 4, 4, "move MESSAGE MAILBOX", plan_move },
  { "open", 2, 3, "open [MAILBOX]", plan_open },
  { "read", 3, 3, "read MESSAGE", plan_read },
  { "unflag", 4, 5, "unflag MESSAGE FLAG [silently]", plan_unflag },
  { NULL, 0, 0, NULL, NULL },
};
