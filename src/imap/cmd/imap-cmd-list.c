/*
 * LIST: names of mailboxes that match a pattern; "*" stands for anything, "%" for anything within a
 * level [RFC3501 §6.3.8].
 */
#include "imap-server-private.h"

#include <string.h>

static gboolean
parse_list (ImapParser *parser, ImapCommand *out)
{
  if (!imap_rule_sp (parser) || !imap_rule_mailbox (parser, &out->reference))
    return imap_parser_expect (parser, "list-reference");
  imap_parser_rename (parser, "list-reference");
  return imap_rule_sp (parser) && imap_rule_list_mailbox (parser, &out->pattern);
}

static gboolean
is_wildcard (char c)
{
  return c == '*' || c == '%';
}

/* Wildcards side by side are one; what is then longer than any name can use matches nothing. */
static char *
simplify_pattern (const char *pattern)
{
  GString *out = g_string_new (NULL);
  for (const char *p = pattern; *p != '\0'; p++)
    {
      gboolean joins = out->len > 0 && is_wildcard (*p) && is_wildcard (out->str[out->len - 1]);
      if (!joins)
        g_string_append_c (out, *p);
      else if (*p == '*')
        out->str[out->len - 1] = '*';
    }
  return g_string_free (out, FALSE);
}

/* Which prefixes of the pattern match what was read of the name: each octet once, no guessing back. */
static gboolean
matches (const char *pattern, const char *name, gboolean any_case)
{
  gsize n = strlen (pattern);
  if (n > 2 * strlen (name) + 1)
    return FALSE;
  g_autofree gboolean *at = g_new0 (gboolean, n + 1);
  at[0] = TRUE;
  for (gsize i = 0; i < n && is_wildcard (pattern[i]); i++)
    at[i + 1] = TRUE;
  for (const char *c = name; *c != '\0'; c++)
    {
      g_autofree gboolean *next = g_new0 (gboolean, n + 1);
      for (gsize i = 0; i < n; i++)
        {
          if (is_wildcard (pattern[i]))
            {
              gboolean takes = pattern[i] == '*' || *c != IMAP_DELIMITER;
              next[i + 1] = next[i] || (takes && (at[i] || at[i + 1]));
            }
          else
            next[i + 1] = at[i]
                          && (any_case ? g_ascii_tolower (pattern[i]) == g_ascii_tolower (*c)
                                       : pattern[i] == *c);
        }
      memcpy (at, next, (n + 1) * sizeof (gboolean));
    }
  return at[n];
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
      if (parent[0] == '\0' || imap_server_find_mailbox (run->server, parent) != MODEL_NO_ID
          || !matches (pattern, parent, FALSE) || g_hash_table_contains (shown, parent))
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
  g_autofree char *whole = g_strconcat (command->reference, command->pattern, NULL);
  g_autofree char *pattern = simplify_pattern (whole);
  gboolean wants_parents = g_str_has_suffix (pattern, "%");
  g_autoptr (GHashTable) shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Model *model = imap_server_get_model (server);
  ModelId id = MODEL_NO_ID;
  while ((id = model_next_child (model, server->session.account, id)) != MODEL_NO_ID)
    {
      const char *name = model_get_name (model, id);
      if (wants_parents)
        send_parents (run, name, pattern, shown);
      if (matches (pattern, name, strcmp (name, "INBOX") == 0))
        send_list (run, "", name);
    }
  return imap_run_answer (run, IMAP_STATUS_OK, NULL, "LIST completed");
}

const ImapCommandClass imap_cmd_list = {
  .name = "LIST",
  .rule = "command.list",
  .states = IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED,
  .flags = IMAP_COMMAND_TELLS_EXPUNGE,
  .parse = parse_list,
  .run = run_list,
};
