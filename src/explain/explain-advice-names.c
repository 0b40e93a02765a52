/* Advice on which mailbox a command means. */
#include "explain-advice-private.h"

#include <string.h>

static gboolean
add_mailbox (const ExplainCase *c, ExplainArgs *args)
{
  explain_args_take_text (
      args, "mailbox",
      explain_show (c->command->mailbox, strlen (c->command->mailbox), EXPLAIN_SHOW_SHORT));
  return TRUE;
}

static gboolean
names_inbox (const ExplainCase *c)
{
  return c->command->mailbox != NULL && g_ascii_strcasecmp (c->command->mailbox, "INBOX") == 0;
}

/* The mailbox that is called so, or nearly so; NULL none; only to be asked where it is known. */
static const char *
find_like (const ExplainCase *c)
{
  return c->now->find_mailbox (c->now->data, c->command->mailbox);
}

static gboolean
uses_existing (const ExplainCase *c)
{
  static const char *const names[] = { "SELECT", "EXAMINE", "STATUS", "DELETE",
                                       "RENAME", "COPY",    "APPEND" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (explain_case_is (c, names[i]))
      return c->command->mailbox != NULL && !names_inbox (c) && c->now->find_mailbox != NULL;
  return FALSE;
}

static gboolean
deletes_inbox (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "DELETE") && names_inbox (c);
}

static gboolean
creates_inbox (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "CREATE") && names_inbox (c);
}

static gboolean
creates_existing (const ExplainCase *c, ExplainArgs *args)
{
  if (!explain_case_is (c, "CREATE") || c->command->mailbox == NULL || c->now->find_mailbox == NULL
      || g_strcmp0 (find_like (c), c->command->mailbox) != 0)
    return FALSE;
  return add_mailbox (c, args);
}

static gboolean
renames_onto_existing (const ExplainCase *c, ExplainArgs *args)
{
  const char *name = c->command->new_name;
  if (!explain_case_is (c, "RENAME") || name == NULL || c->now->find_mailbox == NULL
      || g_strcmp0 (c->now->find_mailbox (c->now->data, name), name) != 0)
    return FALSE;
  explain_args_take_text (args, "mailbox", explain_show (name, strlen (name), EXPLAIN_SHOW_SHORT));
  return TRUE;
}

static gboolean
writes_other_case (const ExplainCase *c, ExplainArgs *args)
{
  const char *like = uses_existing (c) ? find_like (c) : NULL;
  if (like == NULL || strcmp (like, c->command->mailbox) == 0)
    return FALSE;
  explain_args_take_text (args, "name", explain_show (like, strlen (like), EXPLAIN_SHOW_SHORT));
  return add_mailbox (c, args);
}

static gboolean
puts_into_missing (const ExplainCase *c, ExplainArgs *args)
{
  if (!(explain_case_is (c, "COPY") || explain_case_is (c, "APPEND")) || !uses_existing (c)
      || find_like (c) != NULL)
    return FALSE;
  explain_case_add_command (c, args);
  return add_mailbox (c, args);
}

static gboolean
names_missing (const ExplainCase *c, ExplainArgs *args)
{
  if (!uses_existing (c) || find_like (c) != NULL)
    return FALSE;
  return add_mailbox (c, args);
}

/* --- hints --- */

static gboolean
renames_inbox (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "RENAME") && names_inbox (c);
}

static gboolean
is_list (const ExplainCase *c)
{
  return explain_case_is (c, "LIST") || explain_case_is (c, "LSUB");
}

static gboolean
has_wildcard (const char *text)
{
  return text != NULL && strpbrk (text, "*%") != NULL;
}

static gboolean
swaps_pattern (const ExplainCase *c, ExplainArgs *args)
{
  if (!is_list (c) || !has_wildcard (c->command->reference) || c->command->pattern == NULL
      || c->command->pattern[0] != '\0')
    return FALSE;
  explain_case_add_command (c, args);
  explain_args_take_text (
      args, "pattern",
      explain_show (c->command->reference, strlen (c->command->reference), EXPLAIN_SHOW_SHORT));
  return TRUE;
}

static gboolean
asks_for_no_name (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "LIST") && !has_wildcard (c->command->reference)
         && c->command->pattern != NULL && c->command->pattern[0] == '\0';
}

static gboolean
asks_for_subscribed (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "LSUB");
}

static gboolean
copies_to_itself (const ExplainCase *c, ExplainArgs *args)
{
  if (!explain_case_is (c, "COPY") || c->command->mailbox == NULL
      || g_strcmp0 (c->command->mailbox, c->now->mailbox) != 0)
    return FALSE;
  return add_mailbox (c, args);
}

static gboolean
asks_status_of_open (const ExplainCase *c, ExplainArgs *args)
{
  if (!explain_case_is (c, "STATUS") || c->command->mailbox == NULL
      || g_strcmp0 (c->command->mailbox, c->now->mailbox) != 0)
    return FALSE;
  explain_args_add_text (args, "mailbox", c->command->mailbox);
  return TRUE;
}

const ExplainRule *
explain_advice_name_rules (guint *n)
{
  static const ExplainRule rules[] = {
    { "advice.delete-inbox", deletes_inbox, TRUE },
    { "advice.create-inbox", creates_inbox, TRUE },
    { "advice.create-existing", creates_existing, TRUE },
    { "advice.rename-onto-existing", renames_onto_existing, TRUE },
    { "advice.mailbox-case", writes_other_case, TRUE },
    { "advice.try-create", puts_into_missing, TRUE },
    { "advice.no-such-mailbox", names_missing, TRUE },
    { "advice.rename-inbox", renames_inbox },
    { "advice.list-swapped", swaps_pattern, TRUE },
    { "advice.list-empty-pattern", asks_for_no_name },
    { "advice.lsub", asks_for_subscribed },
    { "advice.copy-to-itself", copies_to_itself },
    { "advice.status-of-open-mailbox", asks_status_of_open },
  };
  *n = G_N_ELEMENTS (rules);
  return rules;
}
