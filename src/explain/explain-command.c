/* One sentence for a line of a client. */
#include "explain-private.h"

#include <string.h>

char *
explain_command_name (const ImapTree *tree, const ImapCommand *command)
{
  gsize len, start, end;
  const char *data = g_bytes_get_data (imap_tree_get_bytes (tree), &len);
  const char *space = len > 0 ? memchr (data, ' ', len) : NULL;
  if (command->class != NULL)
    return g_strconcat (command->uid ? "UID " : "", imap_command_class_get_name (command->class),
                        NULL);
  if (command->tag == NULL || space == NULL)
    return NULL;
  start = (gsize) (space + 1 - data);
  for (end = start; end < len && (guint8) data[end] > ' ';)
    end++;
  /* "UID" alone is half a name. */
  if (command->uid && end < len && data[end] == ' ')
    for (end++; end < len && (guint8) data[end] > ' ';)
      end++;
  if (end == start)
    return NULL;
  g_autofree char *word = explain_show (data + start, end - start, 30);
  return g_ascii_strup (word, -1);
}

/* The last literal that was announced, in octets. */
static gint64
announced (const ImapTree *tree)
{
  gint64 octets = 0;
  const char *data = g_bytes_get_data (imap_tree_get_bytes (tree), NULL);
  for (const ImapNode *leaf = imap_node_next_leaf (tree, NULL); leaf != NULL;
       leaf = imap_node_next_leaf (tree, leaf))
    if (strcmp (leaf->rule, "literal-size") == 0)
      octets = (gint64) g_ascii_strtoull (data + leaf->span.start, NULL, 10);
  return octets;
}

/* --- arguments --- */

static void
add_set (ExplainArgs *args, const ImapTree *tree, const ImapCommand *command)
{
  const ImapNode *set = imap_node_find (imap_tree_get_root (tree), "sequence-set");
  const ImapRange *first = command->set.n == 1 ? &command->set.ranges[0] : NULL;
  gboolean one = first != NULL && first->first == first->last && !first->first_star
                 && !first->last_star;
  explain_args_take_text (args, "set",
                          explain_show_span (imap_tree_get_bytes (tree),
                                             set != NULL ? set->span : BASE_SPAN_NONE,
                                             EXPLAIN_SHOW_SHORT));
  if (one)
    explain_args_add_key (args, "which",
                          command->uid ? "phrase.message-uid" : "phrase.message-number");
  else
    explain_args_add_key (args, "which",
                          command->uid ? "phrase.messages-uid" : "phrase.messages-number");
}

/* What stands behind the set, or behind the mailbox of STATUS, up to the line end. */
static void
add_items (ExplainArgs *args, const ImapTree *tree, const char *behind)
{
  const ImapNode *node = imap_node_find (imap_tree_get_root (tree), behind);
  GBytes *bytes = imap_tree_get_bytes (tree);
  BaseSpan span = BASE_SPAN_NONE;
  if (node != NULL && base_span_end (node->span) + 3 <= g_bytes_get_size (bytes))
    {
      span.start = base_span_end (node->span) + 1;
      span.len = g_bytes_get_size (bytes) - 2 - span.start;
    }
  explain_args_take_text (args, "items", explain_show_span (bytes, span, EXPLAIN_SHOW_SHORT));
}

static void
add_pattern (ExplainArgs *args, const ImapCommand *command)
{
  const char *reference = command->reference != NULL ? command->reference : "";
  const char *pattern = command->pattern != NULL ? command->pattern : "";
  explain_args_take_text (args, "pattern", g_strconcat (reference, pattern, NULL));
}

static const char *
store_key (const ImapCommand *command)
{
  static const char *const keys[] = {
    [IMAP_STORE_REPLACE] = "line.store-replace",
    [IMAP_STORE_ADD] = "line.store-add",
    [IMAP_STORE_REMOVE] = "line.store-remove",
  };
  return keys[command->how];
}

/* --- sentences --- */

/* Commands whose sentence is line.NAME; the arguments beside "who" by name. */
static ExplainSentence
summarize_good (const ImapTree *tree, const ImapCommand *command, ExplainArgs *args)
{
  static const char *const plain[] = {
    "capability", "noop",      "login",       "logout", "select",  "examine",  "list",
    "status",     "append",    "create",      "delete", "expunge", "unselect", "close",
    "idle",       "subscribe", "unsubscribe", "lsub",   "check",   "search"
  };
  g_autofree char *name = g_ascii_strdown (imap_command_class_get_name (command->class), -1);
  gboolean named = command->uid && strcmp (name, "expunge") == 0;
  g_autofree char *key = g_strconcat (named ? "line.uid-" : "line.", name, NULL);
  if (command->mailbox != NULL)
    explain_args_take_text (
        args, "mailbox",
        explain_show (command->mailbox, strlen (command->mailbox), EXPLAIN_SHOW_SHORT));
  if (strcmp (name, "login") == 0)
    explain_args_take_text (
        args, "user", explain_show (command->user.data, command->user.len, EXPLAIN_SHOW_SHORT));
  else if (strcmp (name, "rename") == 0)
    {
      explain_args_take_text (
          args, "new",
          explain_show (command->new_name, strlen (command->new_name), EXPLAIN_SHOW_SHORT));
      return explain_sentence (
          strcmp (command->mailbox, "INBOX") == 0 ? "line.rename-inbox" : "line.rename", args);
    }
  else if (strcmp (name, "list") == 0 || strcmp (name, "lsub") == 0)
    add_pattern (args, command);
  else if (strcmp (name, "status") == 0)
    add_items (args, tree,
               imap_node_find (imap_tree_get_root (tree), "mailbox.inbox") != NULL ? "mailbox.inbox"
                                                                                   : "mailbox");
  else if (strcmp (name, "fetch") == 0)
    {
      add_set (args, tree, command);
      add_items (args, tree, "sequence-set");
      return explain_sentence ("line.fetch", args);
    }
  else if (strcmp (name, "copy") == 0)
    {
      add_set (args, tree, command);
      return explain_sentence ("line.copy", args);
    }
  else if (strcmp (name, "store") == 0)
    {
      add_set (args, tree, command);
      explain_add_flags (args, &command->flags);
      explain_args_add_key (args, "answer", command->silent ? "phrase.silent" : "phrase.echo");
      return explain_sentence (store_key (command), args);
    }
  else if (strcmp (name, "search") == 0)
    add_items (args, tree, "command.search");
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (name, plain[i]) == 0)
      return explain_sentence (key, args);
  explain_args_add_text (args, "command", imap_command_class_get_name (command->class));
  return explain_sentence ("line.other-command", args);
}

ExplainSentence
explain_summarize_command (const ExplainSource *source, const ImapTree *tree,
                           const ImapCommand *command)
{
  ExplainArgs *args = explain_args_new ();
  explain_add_client (args, "who", source->client, TRUE);
  if (source->context == IMAP_CONTEXT_IDLE)
    return explain_sentence (imap_tree_is_bad (tree) ? "line.idle-other" : "line.done", args);

  g_autofree char *name = explain_command_name (tree, command);
  if (command->tag == NULL)
    return explain_sentence ("line.no-tag", args);
  if (name == NULL)
    {
      explain_args_add_text (args, "tag", command->tag);
      return explain_sentence ("line.no-command", args);
    }
  if (imap_tree_wants_literal (tree))
    {
      explain_args_take_text (args, "command", g_steal_pointer (&name));
      explain_args_add_number (args, "octets", announced (tree));
      return explain_sentence (source->offset > 0 ? "line.announces-more" : "line.announces", args);
    }
  if (command->class != NULL && !imap_tree_is_bad (tree) && source->offset == 0)
    return summarize_good (tree, command, args);
  explain_args_take_text (args, "command", g_steal_pointer (&name));
  if (command->class == NULL)
    return explain_sentence ("line.unknown", args);
  return explain_sentence (imap_tree_is_bad (tree) ? "line.broken" : "line.continued", args);
}
