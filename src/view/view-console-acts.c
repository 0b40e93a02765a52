/* What can be done, by which line, and if not, why not. */
#include "view-console-private.h"

#include "explain-args.h"

#include <string.h>

/* What has to be so. */
typedef enum
{
  NEEDS_CONNECTION = 1 << 0,
  NEEDS_NO_CONNECTION = 1 << 1,
  NEEDS_SESSION = 1 << 2,
  NEEDS_MESSAGE = 1 << 3,
  NEEDS_MAIL = 1 << 4,
  NEEDS_IDLING = 1 << 5,
  NEEDS_NO_IDLING = 1 << 6,
  NEEDS_SERVER = 1 << 7,
  NEEDS_NO_SERVER = 1 << 8
} Needs;

/** Act: $D, $M, $B and $N stand for the device, the message, the mailbox and the new mail. */
typedef struct
{
  const char *id;
  ViewActs group;
  const char *label;
  const char *act;
  guint needs;
} Act;

static const Act imap_acts[] = {
  { "connect", VIEW_ACTS_SESSION, "console.connect", "$D connect", NEEDS_NO_CONNECTION },
  { "open", VIEW_ACTS_SESSION, "console.open", "$D open $B", 0 },
  { "check", VIEW_ACTS_SESSION, "console.check", "$D check", NEEDS_CONNECTION },
  { "idle", VIEW_ACTS_SESSION, "console.idle", "$D idle", NEEDS_SESSION | NEEDS_NO_IDLING },
  { "idle-off", VIEW_ACTS_SESSION, "console.idle-off", "$D idle off", NEEDS_IDLING },
  { "expunge", VIEW_ACTS_SESSION, "console.expunge", "$D expunge", NEEDS_SESSION },
  { "close", VIEW_ACTS_SESSION, "console.close", "$D close", NEEDS_SESSION },
  { "logout", VIEW_ACTS_SESSION, "console.logout", "$D logout", NEEDS_CONNECTION },
  { "read", VIEW_ACTS_MESSAGE, "console.read", "$D read $M", NEEDS_SESSION | NEEDS_MESSAGE },
  { "unread", VIEW_ACTS_MESSAGE, "console.unread", "$D unflag $M \\Seen",
    NEEDS_SESSION | NEEDS_MESSAGE },
  { "flag", VIEW_ACTS_MESSAGE, "console.flag", "$D flag $M \\Flagged",
    NEEDS_SESSION | NEEDS_MESSAGE },
  { "unflag", VIEW_ACTS_MESSAGE, "console.unflag", "$D unflag $M \\Flagged",
    NEEDS_SESSION | NEEDS_MESSAGE },
  { "delete", VIEW_ACTS_MESSAGE, "console.delete", "$D delete $M", NEEDS_SESSION | NEEDS_MESSAGE },
  { "undelete", VIEW_ACTS_MESSAGE, "console.undelete", "$D unflag $M \\Deleted",
    NEEDS_SESSION | NEEDS_MESSAGE },
  { "copy", VIEW_ACTS_MESSAGE, "console.copy", "$D copy $M $B", NEEDS_SESSION | NEEDS_MESSAGE },
  { "move", VIEW_ACTS_MESSAGE, "console.move", "$D move $M $B", NEEDS_SESSION | NEEDS_MESSAGE },
};

static const Act pop3_acts[] = {
  { "connect", VIEW_ACTS_SESSION, "console.connect", "$D connect", NEEDS_NO_CONNECTION },
  { "open", VIEW_ACTS_SESSION, "console.open-pop3", "$D open", 0 },
  { "check", VIEW_ACTS_SESSION, "console.check-pop3", "$D check", 0 },
  { "reset", VIEW_ACTS_SESSION, "console.reset-pop3", "$D reset", NEEDS_SESSION },
  { "quit", VIEW_ACTS_SESSION, "console.quit", "$D quit", NEEDS_CONNECTION },
  { "read", VIEW_ACTS_MESSAGE, "console.read", "$D read $M", NEEDS_MESSAGE },
  { "delete", VIEW_ACTS_MESSAGE, "console.delete", "$D delete $M", NEEDS_MESSAGE },
};

static const Act other_acts[] = {
  { "disconnect", VIEW_ACTS_NETWORK, "console.disconnect", "$D disconnect", NEEDS_CONNECTION },
  { "cut", VIEW_ACTS_NETWORK, "console.cut", "cut $D", NEEDS_CONNECTION },
  { "reset-link", VIEW_ACTS_NETWORK, "console.reset", "reset $D", NEEDS_CONNECTION },
  { "lose", VIEW_ACTS_NETWORK, "console.lose", "lose $D", NEEDS_CONNECTION },
  { "stall", VIEW_ACTS_NETWORK, "console.stall", "stall $D", 0 },
  { "heal", VIEW_ACTS_NETWORK, "console.heal", "heal $D", 0 },
  { "deliver", VIEW_ACTS_WORLD, "console.deliver", "deliver $N", NEEDS_MAIL },
  { "down", VIEW_ACTS_WORLD, "console.down", "server down", NEEDS_SERVER },
  { "up", VIEW_ACTS_WORLD, "console.up", "server up", NEEDS_NO_SERVER },
  { "second", VIEW_ACTS_WORLD, "console.second", "wait 1s", 0 },
  { "minute", VIEW_ACTS_WORLD, "console.minute", "wait 1m", 0 },
  { "half-hour", VIEW_ACTS_WORLD, "console.half-hour", "wait 30m", 0 },
};

/* NULL: it can be done. */
static const char *
why_not (const ViewConsole *console, const ConsoleSituation *at, guint needs)
{
  const struct
  {
    guint need;
    gboolean met;
    const char *key;
  } rules[] = {
    { NEEDS_CONNECTION, at->connected, "console.why-not-connected" },
    { NEEDS_NO_CONNECTION, !at->connected, "console.why-connected" },
    { NEEDS_SESSION, at->session, at->pop3 ? "console.why-no-session" : "console.why-no-mailbox" },
    { NEEDS_MESSAGE, console_chosen (console, CONSOLE_MESSAGES) != NULL, "console.why-no-message" },
    { NEEDS_MAIL, console_chosen (console, CONSOLE_MAIL) != NULL, "console.why-no-mail" },
    { NEEDS_IDLING, at->idling, "console.why-not-idling" },
    { NEEDS_NO_IDLING, !at->idling, "console.why-idling" },
    { NEEDS_SERVER, !at->server_down, "console.why-down" },
    { NEEDS_NO_SERVER, at->server_down, "console.why-up" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if ((needs & rules[i].need) != 0 && !rules[i].met)
      return rules[i].key;
  return NULL;
}

/* A word of an act, in quotes where it has to be. */
static void
append_word (GString *out, const char *word)
{
  if (word[0] != '\0' && strpbrk (word, " \t'\"#=&>") == NULL)
    {
      g_string_append (out, word);
      return;
    }
  g_string_append_c (out, '"');
  for (; *word != '\0'; word++)
    {
      if (*word == '"' || *word == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *word);
    }
  g_string_append_c (out, '"');
}

/* The line; where something lacks that it needs, … stands for it. */
static char *
make_line (const ViewConsole *console, const ConsoleSituation *at, const char *template)
{
  GString *out = g_string_new (NULL);
  for (; *template != '\0'; template ++)
    {
      const char *word = NULL;
      if (*template != '$')
        {
          g_string_append_c (out, *template);
          continue;
        }
      template ++;
      if (*template == 'D')
        word = at->device;
      else if (*template == 'M')
        word = console_chosen (console, CONSOLE_MESSAGES);
      else if (*template == 'B')
        word = console_chosen (console, CONSOLE_MAILBOXES);
      else if (*template == 'N')
        word = console_chosen (console, CONSOLE_MAIL);
      if (word != NULL)
        append_word (out, word);
      else
        g_string_append (out, "…");
    }
  return g_string_free (out, FALSE);
}

static void
add_act (ViewConsole *console, const ConsoleSituation *at, const Act *row)
{
  ViewConsoleAct *act = g_new0 (ViewConsoleAct, 1);
  const char *why = why_not (console, at, row->needs);
  ExplainArgs *args = explain_args_new ();
  ExplainArgs *sentence = explain_args_new ();
  act->node.id = g_strconcat ("act:", row->id, NULL);
  act->group = row->group;
  act->act = make_line (console, at, row->act);
  explain_args_add_text (args, "mailbox", console_chosen (console, CONSOLE_MAILBOXES));
  act->label = (ViewText){ row->label, args };
  explain_args_add_key (sentence, "label", row->label);
  explain_args_add_text (sentence, "act", act->act);
  if (why != NULL)
    {
      act->why_not = (ViewText){ why, explain_args_new () };
      explain_args_add_device (act->why_not.args, "device", at->device);
      explain_args_add_key (sentence, "why", why);
      explain_args_add_device (sentence, "device", at->device);
    }
  explain_args_add_all (sentence, args);
  act->node.sentence = (ViewText){ why != NULL ? "console.act-not" : "console.act", sentence };
  g_ptr_array_add (console->parts[CONSOLE_ACTS], act);
}

void
console_add_acts (ViewConsole *console, const ConsoleSituation *situation)
{
  const Act *acts = situation->pop3 ? pop3_acts : imap_acts;
  guint n = situation->pop3 ? G_N_ELEMENTS (pop3_acts) : G_N_ELEMENTS (imap_acts);
  for (guint i = 0; i < n; i++)
    add_act (console, situation, &acts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (other_acts); i++)
    add_act (console, situation, &other_acts[i]);
}

/* --- typed --- */

char *
view_console_make_act (const ViewConsole *console, const char *text)
{
  static const char *const verbs[] = { "cut",  "delay", "deliver", "drop",   "heal",  "lose",
                                       "post", "reset", "server",  "settle", "stall", "wait" };
  gsize len = strcspn (text, " >");
  const ViewConsoleDevice *device = view_console_get_device (console);
  gboolean act = FALSE;
  for (guint i = 0; i < console->parts[CONSOLE_DEVICES]->len; i++)
    {
      const ViewConsoleDevice *one = g_ptr_array_index (console->parts[CONSOLE_DEVICES], i);
      act = act || (strlen (one->owner) == len && strncmp (one->owner, text, len) == 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    act = act || (strlen (verbs[i]) == len && strncmp (verbs[i], text, len) == 0);
  return act || device == NULL ? g_strdup (text) : g_strdup_printf ("%s> %s", device->owner, text);
}

/* --- as nodes of a scene --- */

void
console_act_free (gpointer data)
{
  ViewConsoleAct *act = data;
  g_free (act->node.id);
  view_text_clear (&act->node.sentence);
  view_text_clear (&act->label);
  view_text_clear (&act->why_not);
  g_free (act->act);
  g_free (act);
}

gboolean
console_act_equal (gconstpointer a, gconstpointer b)
{
  const ViewConsoleAct *one = a;
  const ViewConsoleAct *other = b;
  return one->group == other->group && strcmp (one->act, other->act) == 0
         && view_text_equal (&one->label, &other->label)
         && view_text_equal (&one->why_not, &other->why_not);
}

void
console_act_dump (gconstpointer node, GString *out)
{
  const ViewConsoleAct *act = node;
  g_autofree char *label = view_text_dump (&act->label);
  g_autofree char *why = view_text_dump (&act->why_not);
  g_string_append_printf (out, "%u %s / %s / %s", act->group, label, act->act, why);
}
