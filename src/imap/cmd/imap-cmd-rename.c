/*
 * RENAME: a mailbox gets another name, and what is below it comes along; INBOX is emptied into a new
 * mailbox instead [RFC3501 §6.3.5]. Sessions that have it open keep it [RFC2180 §3.4], and
 * subscriptions stay as they are.
 */
#include "imap-name.h"
#include "imap-server-private.h"
#include "model-copy.h"
#include "model-mailbox.h"

#include <string.h>

static gboolean
parse_rename (ImapParser *parser, ImapCommand *out)
{
  return imap_parse_mailbox (parser, out) && imap_rule_sp (parser)
         && imap_rule_mailbox (parser, &out->new_name);
}

/* The mailbox @name (if it is more than a level) and all below it, ModelIds in order of birth. */
static GArray *
find_family (const ImapServer *server, const char *name)
{
  const Model *model = imap_server_get_model (server);
  GArray *family = g_array_new (FALSE, FALSE, sizeof (ModelId));
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, server->session.account, id)) != MODEL_NO_ID)
    {
      const char *own = model_get_name (model, id);
      if (strcmp (own, name) == 0 || model_names_is_below (own, name))
        g_array_append_val (family, id);
    }
  return family;
}

static gboolean
answer_fault (ImapRun *run, const char *code, const char *text)
{
  imap_run_answer (run, IMAP_STATUS_NO, code, text);
  return FALSE;
}

/* Whether each of @family may be called by its new name; else the answer is set. */
static gboolean
check_family (ImapRun *run, const GArray *family, const char *from, const char *to)
{
  const Model *model = imap_server_get_model (run->server);
  for (guint i = 0; i < family->len; i++)
    {
      ModelId id = g_array_index (family, ModelId, i);
      g_autofree char *name = g_strconcat (to, model_get_name (model, id) + strlen (from), NULL);
      const char *fault = imap_name_find_fault (name);
      if (fault != NULL)
        return answer_fault (run, "CANNOT", fault);
      /* It would get another UIDVALIDITY, which a session that is reading it could not bear. */
      if (model_names_is_used (model, id) && model_names_is_open (model, id))
        return answer_fault (run, "INUSE", "A session has this mailbox open");
    }
  return TRUE;
}

/*
 * A rename retires the UIDVALIDITY a mailbox had, and all below it with that. In rising order none of
 * the family is overtaken by another; those that get a new one anyway come last.
 */
static gint
compare_uidvalidity (gconstpointer a, gconstpointer b, gpointer data)
{
  const Model *model = data;
  ModelId x = *(const ModelId *) a, y = *(const ModelId *) b;
  gboolean x_is_used = model_names_is_used (model, x), y_is_used = model_names_is_used (model, y);
  gint64 difference = model_get_number (model, x, MODEL_FIELD_UIDVALIDITY, 0)
                      - model_get_number (model, y, MODEL_FIELD_UIDVALIDITY, 0);
  if (x_is_used != y_is_used)
    return x_is_used - y_is_used;
  return difference < 0 ? -1 : difference > 0;
}

static void
rename_family (ImapServer *server, GArray *family, const char *from, const char *to)
{
  const Model *model = imap_server_get_model (server);
  g_array_sort_with_data (family, compare_uidvalidity, (gpointer) model);
  for (guint i = 0; i < family->len; i++)
    {
      ModelId id = g_array_index (family, ModelId, i);
      g_autofree char *name = g_strconcat (to, model_get_name (model, id) + strlen (from), NULL);
      model_names_rename (server->tx, id, name);
    }
}

/* Its messages go to a new mailbox; INBOX itself and what is below it stay. */
static void
empty_inbox (ImapServer *server, ModelId inbox, const char *to)
{
  const Model *model = imap_server_get_model (server);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  const ModelRow *row;
  for (guint i = 0; (row = model_row_at (model, inbox, MODEL_TABLE_LIVE, i)) != NULL; i++)
    g_array_append_val (uids, row->key);
  ModelId mailbox = imap_server_create (server, to);
  model_copy_messages (server->tx, inbox, uids, mailbox);
  model_mailbox_remove (server->tx, inbox, uids, MODEL_NO_ID);
  /* To a session that has INBOX open they are expunged, also to this one. */
  imap_session_take_in (&server->session, server->tx);
}

static gboolean
run_rename (ImapRun *run)
{
  ImapServer *server = run->server;
  g_autofree char *from = imap_name_canonical (run->command.mailbox);
  g_autofree char *to = imap_name_canonical (run->command.new_name);
  g_autoptr (GArray) family = find_family (server, from);
  g_autoptr (GArray) others = find_family (server, to);
  gboolean is_inbox = strcmp (from, "INBOX") == 0;
  if (family->len == 0)
    return imap_run_answer (run, IMAP_STATUS_NO, "NONEXISTENT", "There is no such mailbox");
  if (others->len > 0)
    return imap_run_answer (run, IMAP_STATUS_NO, "ALREADYEXISTS",
                            "There is such a mailbox already");
  if (!is_inbox && model_names_is_below (to, from))
    return imap_run_answer (run, IMAP_STATUS_NO, "CANNOT", "A mailbox cannot be put below itself");
  if (!imap_server_may_create (run, to))
    return TRUE;
  if (is_inbox)
    empty_inbox (server, imap_server_find_mailbox (server, "INBOX"), to);
  else
    {
      if (!check_family (run, family, from, to))
        return TRUE;
      imap_server_create_parents (server, to);
      rename_family (server, family, from, to);
    }
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "RENAME completed");
}

const ImapCommandClass imap_cmd_rename = {
  .name = "RENAME",
  .rule = "command.rename",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_rename,
  .run = run_rename,
};
