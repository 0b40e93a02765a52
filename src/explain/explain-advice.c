/* Advice on a client's line: tables of rules, each with what it looks for. A new one is a function and a
 * row, here (numbers, state), in -shape.c (how it is written) or in -names.c (mailboxes), and a key in
 * both catalogues. */
#include "explain-advice-private.h"

#include <string.h>

gboolean
explain_case_is (const ExplainCase *c, const char *name)
{
  return c->command->class != NULL
         && strcmp (imap_command_class_get_name (c->command->class), name) == 0;
}

void
explain_case_add_command (const ExplainCase *c, ExplainArgs *args)
{
  explain_args_add_text (args, "command", c->name);
}

/* --- mistakes --- */

static gboolean
sends_not_done (const ExplainCase *c, ExplainArgs *args)
{
  return c->context == IMAP_CONTEXT_IDLE && imap_tree_is_bad (c->tree);
}

static gboolean
is_done (const ExplainCase *c, ExplainArgs *args)
{
  return c->context == IMAP_CONTEXT_IDLE;
}

static gboolean
logs_in_again (const ExplainCase *c, ExplainArgs *args)
{
  if (!explain_case_is (c, "LOGIN")
      || (c->now->state & (IMAP_STATE_AUTHENTICATED | IMAP_STATE_SELECTED)) == 0)
    return FALSE;
  return TRUE;
}

static const char *
needed_key (guint states)
{
  if ((states & IMAP_STATE_AUTHENTICATED) != 0)
    return "phrase.needs-login";
  return (states & IMAP_STATE_SELECTED) != 0 ? "phrase.needs-mailbox" : "phrase.needs-no-login";
}

static gboolean
is_in_wrong_state (const ExplainCase *c, ExplainArgs *args)
{
  guint states = imap_command_class_get_states (c->command->class);
  if (c->now->state == 0 || (states & c->now->state) != 0)
    return FALSE;
  g_autofree char *key = g_strconcat ("phrase.state-",
                                      imap_state_get_name ((ImapState) c->now->state), NULL);
  explain_case_add_command (c, args);
  explain_args_add_key (args, "state", key);
  explain_args_add_key (args, "needed", needed_key (states));
  return TRUE;
}

/* The first number of the set that no message has. */
static guint32
find_too_high (const ExplainCase *c)
{
  if (c->command->uid || c->now->exists < 0)
    return 0;
  for (guint i = 0; i < c->command->set.n; i++)
    {
      const ImapRange *range = &c->command->set.ranges[i];
      if (!range->first_star && range->first > c->now->exists)
        return range->first;
      if (!range->last_star && range->last > c->now->exists)
        return range->last;
    }
  return 0;
}

static gboolean
takes_uid_for_number (const ExplainCase *c, ExplainArgs *args)
{
  guint32 number = find_too_high (c);
  if (number == 0 || c->now->has_uid == NULL || !c->now->has_uid (c->now->data, number))
    return FALSE;
  explain_args_add_number (args, "number", number);
  explain_args_add_number (args, "exists", c->now->exists);
  return TRUE;
}

static gboolean
names_too_high (const ExplainCase *c, ExplainArgs *args)
{
  guint32 number = find_too_high (c);
  if (number == 0)
    return FALSE;
  explain_args_add_number (args, "number", number);
  explain_args_add_number (args, "exists", c->now->exists);
  return TRUE;
}

static gboolean
changes_read_only (const ExplainCase *c, ExplainArgs *args)
{
  return c->now->read_only && (explain_case_is (c, "STORE") || explain_case_is (c, "EXPUNGE"));
}

static gboolean
expunges_nothing (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "EXPUNGE") && c->now->marked == 0;
}

/* The one UID a command names, 0 when it names more or none. */
static guint32
only_uid (const ExplainCase *c)
{
  const ImapRange *range = c->command->set.n == 1 ? &c->command->set.ranges[0] : NULL;
  if (!c->command->uid || c->now->has_uid == NULL || range == NULL || range->first_star
      || range->last_star || range->first != range->last)
    return 0;
  return range->first;
}

static gboolean
takes_number_for_uid (const ExplainCase *c, ExplainArgs *args)
{
  guint32 uid = only_uid (c);
  if (uid == 0 || c->now->has_uid (c->now->data, uid) || uid > c->now->exists)
    return FALSE;
  explain_args_add_number (args, "number", uid);
  return TRUE;
}

static gboolean
names_no_such_uid (const ExplainCase *c, ExplainArgs *args)
{
  guint32 uid = only_uid (c);
  if (uid == 0 || c->now->has_uid (c->now->data, uid))
    return FALSE;
  explain_args_add_number (args, "number", uid);
  return TRUE;
}

/* --- hints --- */

static gboolean
uses_tag_again (const ExplainCase *c, ExplainArgs *args)
{
  if (c->now->was_tag_used == NULL || !c->now->was_tag_used (c->now->data, c->command->tag))
    return FALSE;
  explain_args_add_text (args, "text", c->command->tag);
  return TRUE;
}

static gboolean
waits_for_expunge (const ExplainCase *c, ExplainArgs *args)
{
  if (c->now->untold <= 0 || c->command->uid
      || !(explain_case_is (c, "FETCH") || explain_case_is (c, "STORE")
           || explain_case_is (c, "SEARCH")))
    return FALSE;
  explain_case_add_command (c, args);
  explain_args_add_number (args, "number", c->now->untold);
  return TRUE;
}

static gboolean
forgets_backslash (const ExplainCase *c, ExplainArgs *args)
{
  static const char *const flags[] = { "Seen", "Answered", "Flagged", "Deleted", "Draft" };
  for (guint i = 0; i < c->command->flags.n; i++)
    for (guint k = 0; k < G_N_ELEMENTS (flags); k++)
      if (g_ascii_strcasecmp (c->command->flags.names[i], flags[k]) == 0)
        {
          explain_args_add_text (args, "text", c->command->flags.names[i]);
          return TRUE;
        }
  return FALSE;
}

static gboolean
asks_for_structure (const ExplainCase *c, ExplainArgs *args)
{
  const ImapNode *root = imap_tree_get_root (c->tree);
  if (!explain_case_is (c, "FETCH") || imap_node_find (root, "fetch-att.full") != NULL)
    return FALSE;
  for (guint i = 0; i < c->command->n_atts; i++)
    if (c->command->atts[i].kind == IMAP_ATT_BODY)
      return TRUE;
  return FALSE;
}

static gboolean
expunges_by_closing (const ExplainCase *c, ExplainArgs *args)
{
  if (!explain_case_is (c, "CLOSE") || c->now->read_only || c->now->marked <= 0)
    return FALSE;
  explain_args_add_number (args, "number", c->now->marked);
  return TRUE;
}

static gboolean
leaves_marked (const ExplainCase *c, ExplainArgs *args)
{
  if (!(explain_case_is (c, "SELECT") || explain_case_is (c, "EXAMINE")) || c->now->marked <= 0
      || c->now->mailbox == NULL)
    return FALSE;
  explain_args_add_text (args, "mailbox", c->now->mailbox);
  explain_args_add_number (args, "number", c->now->marked);
  return TRUE;
}

static gboolean
is_silent (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "STORE") && c->command->silent;
}

static gboolean
replaces_flags (const ExplainCase *c, ExplainArgs *args)
{
  return explain_case_is (c, "STORE") && c->command->how == IMAP_STORE_REPLACE;
}

static gboolean
marks_seen (const ExplainCase *c, ExplainArgs *args)
{
  if (!explain_case_is (c, "FETCH") || c->now->read_only)
    return FALSE;
  for (guint i = 0; i < c->command->n_atts; i++)
    if (c->command->atts[i].kind == IMAP_ATT_BODY_SECTION && !c->command->atts[i].peek)
      return TRUE;
  return FALSE;
}

static gboolean
asks_from_number_to_star (const ExplainCase *c, ExplainArgs *args)
{
  for (guint i = 0; c->command->uid && i < c->command->set.n; i++)
    {
      const ImapRange *range = &c->command->set.ranges[i];
      if (range->first_star != range->last_star && MIN (range->first, range->last) > 1)
        return TRUE;
    }
  return FALSE;
}

/* The first mistake ends the search, hints add up. */
static const ExplainRule idle_rules[] = {
  { "advice.only-done", sends_not_done, TRUE },
  { NULL, is_done, TRUE },
};

/* Behind those of the shape. */
static const ExplainRule state_rules[] = {
  { "advice.logged-in", logs_in_again, TRUE },
  { "advice.wrong-state", is_in_wrong_state, TRUE },
  { "advice.tag-again", uses_tag_again },
  { "advice.uid-as-number", takes_uid_for_number, TRUE },
  { "advice.number-too-high", names_too_high, TRUE },
  { "advice.number-as-uid", takes_number_for_uid, TRUE },
  { "advice.no-such-uid", names_no_such_uid, TRUE },
  { "advice.read-only", changes_read_only, TRUE },
  { "advice.expunge-nothing", expunges_nothing, TRUE },
  { "advice.expunge-untold", waits_for_expunge },
  { "advice.flag-backslash", forgets_backslash },
  { "advice.silent", is_silent },
  { "advice.replaces-flags", replaces_flags },
  { "advice.marks-seen", marks_seen },
  { "advice.body-structure", asks_for_structure },
  { "advice.star-always-matches", asks_from_number_to_star },
  { "advice.close-expunges", expunges_by_closing },
  { "advice.select-leaves-marked", leaves_marked },
};

static void
clear_sentence (gpointer data)
{
  explain_sentence_clear (data);
}

GArray *
explain_advice_new (void)
{
  GArray *advice = g_array_new (FALSE, TRUE, sizeof (ExplainSentence));
  g_array_set_clear_func (advice, clear_sentence);
  return advice;
}

/* Whether the search ended. */
static gboolean
apply (GArray *advice, const ExplainCase *c, const ExplainRule *rules, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ExplainArgs) args = explain_args_new ();
      if (!rules[i].applies (c, args))
        continue;
      if (rules[i].key != NULL)
        {
          ExplainSentence sentence = explain_sentence (rules[i].key, g_steal_pointer (&args));
          g_array_append_val (advice, sentence);
        }
      if (rules[i].last)
        return TRUE;
    }
  return FALSE;
}

void
explain_advise_command (GArray *advice, GBytes *command, guint32 context,
                        const ExplainSituation *situation)
{
  ImapCommand typed = { 0 };
  g_autoptr (ImapTree) tree = context == IMAP_CONTEXT_IDLE ? imap_line_parse (command, context)
                                                           : imap_command_parse (command, &typed);
  g_autofree char *name = explain_command_name (tree, &typed);
  ExplainCase c = { tree, &typed, context, name, situation };
  guint n;
  if (apply (advice, &c, idle_rules, G_N_ELEMENTS (idle_rules)))
    return;
  const ExplainRule *shape = explain_advice_shape_rules (&n);
  if (apply (advice, &c, shape, n) || apply (advice, &c, state_rules, G_N_ELEMENTS (state_rules)))
    return;
  const ExplainRule *names = explain_advice_name_rules (&n);
  apply (advice, &c, names, n);
}
