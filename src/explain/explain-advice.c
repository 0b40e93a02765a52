/* Advice on a client's line: a table of rules, each with what it looks for. A new one is a function
 * and a row here, and a key in both catalogues. */
#include "explain-private.h"

#include <string.h>

/* A command and the moment it comes in. */
typedef struct
{
  const ImapTree *tree;
  const ImapCommand *command;
  guint32 context;
  const char *name; /* or NULL */
  const ExplainSituation *now;
} Case;

typedef struct
{
  const char *key;
  /** TRUE: it applies, and its arguments are added */
  gboolean (*applies) (const Case *c, ExplainArgs *args);
  gboolean last; /* nothing further is looked for when it applies */
} Rule;

static gboolean
is_command (const Case *c, const char *name)
{
  return c->command->class != NULL
         && strcmp (imap_command_class_get_name (c->command->class), name) == 0;
}

static void
add_command (const Case *c, ExplainArgs *args)
{
  explain_args_add_text (args, "command", c->name);
}

/* --- mistakes --- */

static gboolean
sends_not_done (const Case *c, ExplainArgs *args)
{
  return c->context == IMAP_CONTEXT_IDLE && imap_tree_is_bad (c->tree);
}

static gboolean
is_done (const Case *c, ExplainArgs *args)
{
  return c->context == IMAP_CONTEXT_IDLE;
}

static gboolean
lacks_tag (const Case *c, ExplainArgs *args)
{
  return c->command->tag == NULL;
}

static gboolean
has_command_as_tag (const Case *c, ExplainArgs *args)
{
  if (c->command->class != NULL
      || (imap_command_find (c->command->tag) == NULL
          && g_ascii_strcasecmp (c->command->tag, "UID") != 0))
    return FALSE;
  explain_args_add_text (args, "text", c->command->tag);
  return TRUE;
}

static gboolean
lacks_command (const Case *c, ExplainArgs *args)
{
  if (c->name != NULL)
    return FALSE;
  explain_args_add_text (args, "text", c->command->tag);
  return TRUE;
}

static gboolean
has_unknown_command (const Case *c, ExplainArgs *args)
{
  if (c->command->class != NULL)
    return FALSE;
  add_command (c, args);
  return TRUE;
}

static gboolean
breaks_grammar (const Case *c, ExplainArgs *args)
{
  const char *expected = NULL;
  if (!imap_tree_is_bad (c->tree) || imap_tree_wants_literal (c->tree))
    return FALSE;
  BaseSpan bad = imap_tree_get_bad (c->tree, &expected);
  g_autofree char *key = g_strconcat ("imap.rule.", expected != NULL ? expected : "crlf", NULL);
  explain_args_add_number (args, "number", (gint64) bad.start + 1);
  explain_args_add_name (args, "expected", key);
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
is_in_wrong_state (const Case *c, ExplainArgs *args)
{
  guint states = imap_command_class_get_states (c->command->class);
  if (c->now->state == 0 || (states & c->now->state) != 0)
    return FALSE;
  g_autofree char *key = g_strconcat ("phrase.state-",
                                      imap_state_get_name ((ImapState) c->now->state), NULL);
  add_command (c, args);
  explain_args_add_key (args, "state", key);
  explain_args_add_key (args, "needed", needed_key (states));
  return TRUE;
}

/* The first number of the set that no message has. */
static guint32
find_too_high (const Case *c)
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
takes_uid_for_number (const Case *c, ExplainArgs *args)
{
  guint32 number = find_too_high (c);
  if (number == 0 || c->now->has_uid == NULL || !c->now->has_uid (c->now->data, number))
    return FALSE;
  explain_args_add_number (args, "number", number);
  explain_args_add_number (args, "exists", c->now->exists);
  return TRUE;
}

static gboolean
names_too_high (const Case *c, ExplainArgs *args)
{
  guint32 number = find_too_high (c);
  if (number == 0)
    return FALSE;
  explain_args_add_number (args, "number", number);
  explain_args_add_number (args, "exists", c->now->exists);
  return TRUE;
}

static gboolean
changes_read_only (const Case *c, ExplainArgs *args)
{
  return c->now->read_only && (is_command (c, "STORE") || is_command (c, "EXPUNGE"));
}

static gboolean
expunges_nothing (const Case *c, ExplainArgs *args)
{
  return is_command (c, "EXPUNGE") && c->now->marked == 0;
}

/* --- hints --- */

static gboolean
is_silent (const Case *c, ExplainArgs *args)
{
  return is_command (c, "STORE") && c->command->silent;
}

static gboolean
replaces_flags (const Case *c, ExplainArgs *args)
{
  return is_command (c, "STORE") && c->command->how == IMAP_STORE_REPLACE;
}

static gboolean
marks_seen (const Case *c, ExplainArgs *args)
{
  if (!is_command (c, "FETCH") || c->now->read_only)
    return FALSE;
  for (guint i = 0; i < c->command->n_atts; i++)
    if (c->command->atts[i].kind == IMAP_ATT_BODY_SECTION && !c->command->atts[i].peek)
      return TRUE;
  return FALSE;
}

static gboolean
asks_from_number_to_star (const Case *c, ExplainArgs *args)
{
  for (guint i = 0; c->command->uid && i < c->command->set.n; i++)
    {
      const ImapRange *range = &c->command->set.ranges[i];
      if (range->first_star != range->last_star && MIN (range->first, range->last) > 1)
        return TRUE;
    }
  return FALSE;
}

static gboolean
asks_status_of_open (const Case *c, ExplainArgs *args)
{
  if (!is_command (c, "STATUS") || c->command->mailbox == NULL
      || g_strcmp0 (c->command->mailbox, c->now->mailbox) != 0)
    return FALSE;
  explain_args_add_text (args, "mailbox", c->command->mailbox);
  return TRUE;
}

/* In this order; the first mistake ends the search, hints add up. */
static const Rule rules[] = {
  { "advice.only-done", sends_not_done, TRUE },
  { NULL, is_done, TRUE },
  { "advice.no-tag", lacks_tag, TRUE },
  { "advice.only-tag", has_command_as_tag, TRUE },
  { "advice.no-command", lacks_command, TRUE },
  { "advice.unknown-command", has_unknown_command, TRUE },
  { "advice.grammar", breaks_grammar, TRUE },
  { "advice.wrong-state", is_in_wrong_state, TRUE },
  { "advice.uid-as-number", takes_uid_for_number, TRUE },
  { "advice.number-too-high", names_too_high, TRUE },
  { "advice.read-only", changes_read_only, TRUE },
  { "advice.expunge-nothing", expunges_nothing, TRUE },
  { "advice.silent", is_silent },
  { "advice.replaces-flags", replaces_flags },
  { "advice.marks-seen", marks_seen },
  { "advice.star-always-matches", asks_from_number_to_star },
  { "advice.status-of-open-mailbox", asks_status_of_open },
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

void
explain_advise_command (GArray *advice, GBytes *command, guint32 context,
                        const ExplainSituation *situation)
{
  ImapCommand typed = { 0 };
  g_autoptr (ImapTree) tree = context == IMAP_CONTEXT_IDLE ? imap_line_parse (command, context)
                                                           : imap_command_parse (command, &typed);
  g_autofree char *name = explain_command_name (tree, &typed);
  Case c = { tree, &typed, context, name, situation };
  gboolean ended = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rules) && !ended; i++)
    {
      g_autoptr (ExplainArgs) args = explain_args_new ();
      if (!rules[i].applies (&c, args))
        continue;
      ended = rules[i].last;
      if (rules[i].key == NULL)
        continue;
      ExplainSentence sentence = explain_sentence (rules[i].key, g_steal_pointer (&args));
      g_array_append_val (advice, sentence);
    }
}
