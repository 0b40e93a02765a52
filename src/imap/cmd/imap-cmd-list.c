/*
 * LIST: names of mailboxes that match a pattern; "*" stands for anything, "%" for anything within a
 * level [RFC3501 §6.3.8].
 */
#include "imap-pattern.h"
#include "imap-server-private.h"

#include <string.h>

gboolean
imap_parse_list (ImapParser *parser, ImapCommand *out)
{
  if (!imap_rule_sp (parser) || !imap_rule_mailbox (parser, &out->reference))
    return imap_parser_expect (parser, "list-reference");
  imap_parser_rename (parser, "list-reference");
  return imap_rule_sp (parser) && imap_rule_list_mailbox (parser, &out->pattern);
}

static void
send_list (ImapRun *run, const char *attributes, const char *name)
{
  ImapReply reply = { .kind = IMAP_REPLY_LIST, .attributes = attributes, .mailbox = name };
  imap_run_send (run, &reply);
}

/*
 * Where the pattern ends with "%", levels above a mailbox that are none themselves are shown too,
 * each once, before the first mailbox below them.
 */
static void
send_parents (ImapRun *run, const char *name, const char *pattern, GHashTable *shown)
{
  for (const char *end = strchr (name, IMAP_DELIMITER); end != NULL;
       end = strchr (end + 1, IMAP_DELIMITER))
    {
      g_autofree char *parent = g_strndup (name, (gsize) (end - name));
      if (parent[0] == '\0' || imap_server_find_name (run->server, parent) != MODEL_NO_ID
          || !imap_pattern_matches (pattern, parent) || g_hash_table_contains (shown, parent))
        continue;
      send_list (run, "\\Noselect", parent);
      g_hash_table_add (shown, g_steal_pointer (&parent));
    }
}

static gboolean
run_list (ImapRun *run)
{
  ImapServer *server = run->server;
  const ImapCommand *command = &run->command;
  if (command->pattern[0] == '\0')
    {
      /* Asks for the delimiter and the root, not for a mailbox. */
      send_list (run, "\\Noselect", "");
      return imap_run_answer (run, IMAP_STATUS_OK, NULL, "LIST completed");
    }
  g_autofree char *pattern = imap_pattern_new (command->reference, command->pattern);
  gboolean wants_parents = g_str_has_suffix (pattern, "%");
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Model *model = imap_server_get_model (server);
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, server->session.account, id)) != MODEL_NO_ID)
    {
      const char *name = model_get_name (model, id);
      if (wants_parents)
        send_parents (run, name, pattern, shown);
      gboolean is_level = model_get_number (model, id, MODEL_FIELD_NOSELECT, 0) != 0;
      if (imap_pattern_matches (pattern, name))
        send_list (run, is_level ? "\\Noselect" : "", name);
    }
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "LIST completed");
}

const ImapCommandClass imap_cmd_list = {
  .name = "LIST",
  .rule = "command.list",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = imap_parse_list,
  .run = run_list,
};
