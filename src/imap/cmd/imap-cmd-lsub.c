/*
 * LSUB: the names subscribed to that match a pattern, whether there are such mailboxes or not
 * [RFC3501 §6.3.9].
 */
#include "imap-pattern.h"
#include "imap-server-private.h"

#include <string.h>

static void
send_lsub (ImapRun *run, const char *attributes, const char *name)
{
  ImapReply reply = { .kind = IMAP_REPLY_LSUB, .attributes = attributes, .mailbox = name };
  imap_run_send (run, &reply);
}

/*
 * "%" at the end stops at a level, so a name further down is told by the level above it that matches,
 * each once; a level that is not subscribed itself is \Noselect here.
 */
static void
send_parents (ImapRun *run, const char *const *names, const char *name, const char *pattern,
              GHashTable *shown)
{
  for (const char *end = strchr (name, IMAP_DELIMITER); end != NULL;
       end = strchr (end + 1, IMAP_DELIMITER))
    {
      g_autofree char *parent = g_strndup (name, (gsize) (end - name));
      if (parent[0] == '\0' || g_strv_contains (names, parent)
          || !imap_pattern_matches (pattern, parent) || g_hash_table_contains (shown, parent))
        continue;
      send_lsub (run, "\\Noselect", parent);
      g_hash_table_add (shown, g_steal_pointer (&parent));
    }
}

static gboolean
is_level (const ImapServer *server, const char *name)
{
  return imap_server_find_name (server, name) != MODEL_NO_ID
         && imap_server_find_mailbox (server, name) == MODEL_NO_ID;
}

static gboolean
run_lsub (ImapRun *run)
{
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  g_autofree char *pattern = imap_pattern_new (command->reference, command->pattern);
  g_auto (GStrv) names = model_names_get_subscriptions (imap_server_get_model (server),
                                                        server->session.account);
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_suffix (pattern, "%"))
        send_parents (run, (const char *const *) names, names[i], pattern, shown);
      if (imap_pattern_matches (pattern, names[i]))
        send_lsub (run, is_level (server, names[i]) ? "\\Noselect" : "", names[i]);
    }
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "LSUB completed");
}

const ImapCommandClass imap_cmd_lsub = {
  .name = "LSUB",
  .rule = "command.lsub",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = imap_parse_list,
  .run = run_lsub,
};
