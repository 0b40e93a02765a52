/* One sentence for an act, as a lesson's `do` line or a person has it. */
#include "explain-private.h"

#include "model-words.h"
#include "model.h"
#include "trace.h"

#include <string.h>

static const char *
word_at (GPtrArray *words, guint i)
{
  return i < words->len ? ((ModelWord *) words->pdata[i])->text : "";
}

/* A label, or "UID 5" for u5. */
static char *
show_message (const char *word)
{
  if (word[0] == 'u' && word[1] != '\0' && strspn (word + 1, "0123456789") == strlen (word + 1))
    return g_strconcat ("UID ", word + 1, NULL);
  return g_strdup (word);
}

/* A connection (c2), or a device. */
static void
add_target (ExplainArgs *args, const char *name, const char *word)
{
  if (word[0] == 'c' && word[1] != '\0' && strspn (word + 1, "0123456789") == strlen (word + 1))
    explain_args_add_text (args, name, word);
  else
    explain_args_add_device (args, name, word);
}

/* `phone> a1 NOOP` */
static gboolean
read_typed_line (const char *act, ExplainSentence *out)
{
  gsize len = strcspn (act, " >\"'");
  if (len == 0 || act[len] != '>')
    return FALSE;
  g_autofree char *device = g_strndup (act, len);
  ExplainArgs *args = explain_args_new ();
  const char *line = act + len + 1;
  explain_args_add_device (args, "device", device);
  explain_args_add_text (args, "text", *line == ' ' ? line + 1 : line);
  *out = explain_sentence ("event.act-raw", args);
  return TRUE;
}

/* What strikes a connection at once, or waits for a line. */
static const struct
{
  const char *verb;
  const char *key;
  const char *phrase;
} faults[] = {
  { "cut", "event.act-cut", "phrase.fault-cut" },
  { "reset", "event.act-reset", "phrase.fault-reset" },
  { "stall", "event.act-stall", "phrase.fault-stall" },
  { "lose", "event.act-lose", "phrase.fault-lose" },
  { "heal", "event.act-heal", NULL },
};

/* `cut phone`, `cut phone before "C: …"`, `cut phone after 10 octets of "S: …"` */
static gboolean
read_fault (GPtrArray *words, ExplainSentence *out)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      if (strcmp (word_at (words, 0), faults[i].verb) != 0 || words->len < 2)
        continue;
      ExplainArgs *args = explain_args_new ();
      const char *when = word_at (words, 2);
      const char *key = faults[i].key;
      add_target (args, "target", word_at (words, 1));
      if (words->len > 3 && faults[i].phrase != NULL)
        {
          key = strcmp (when, "before") == 0 ? "event.act-armed-before"
                : words->len > 6             ? "event.act-armed-within"
                                             : "event.act-armed-after";
          explain_args_add_key (args, "fault", faults[i].phrase);
          explain_args_add_text (args, "line", word_at (words, words->len - 1));
          if (words->len > 6)
            explain_args_add_number (args, "octets",
                                     (gint64) g_ascii_strtoull (word_at (words, 3), NULL, 10));
        }
      *out = explain_sentence (key, args);
      return TRUE;
    }
  return FALSE;
}

/* `drop phone C:`, `delay phone 5s` */
static gboolean
read_late (GPtrArray *words, ExplainSentence *out)
{
  gboolean delay = strcmp (word_at (words, 0), "delay") == 0;
  if (words->len < 2 || (!delay && strcmp (word_at (words, 0), "drop") != 0))
    return FALSE;
  const char *side = word_at (words, 2);
  ExplainArgs *args = explain_args_new ();
  add_target (args, "target", word_at (words, 1));
  explain_args_add_key (args, "what",
                        strcmp (side, "C:") == 0   ? "phrase.under-way-client"
                        : strcmp (side, "S:") == 0 ? "phrase.under-way-server"
                                                   : "phrase.under-way");
  if (delay)
    explain_args_add_text (args, "text", word_at (words, words->len - 1));
  *out = explain_sentence (delay ? "event.act-delay" : "event.act-drop", args);
  return TRUE;
}

/* Acts of the world, not of a device. */
static gboolean
read_world_act (GPtrArray *words, ExplainSentence *out)
{
  const char *verb = word_at (words, 0);
  ExplainArgs *args;
  if (read_fault (words, out) || read_late (words, out))
    return TRUE;
  if (strcmp (verb, "settle") == 0)
    {
      *out = explain_sentence ("event.act-settle", NULL);
      return TRUE;
    }
  if (strcmp (verb, "server") == 0)
    {
      gboolean up = strcmp (word_at (words, 1), "up") == 0;
      *out = explain_sentence (up ? "event.act-server-up" : "event.act-server-down", NULL);
      return TRUE;
    }
  gboolean post = strcmp (verb, "post") == 0;
  if (words->len < 2 || (!post && strcmp (verb, "deliver") != 0 && strcmp (verb, "wait") != 0))
    return FALSE;
  args = explain_args_new ();
  if (strcmp (verb, "wait") == 0)
    {
      explain_args_add_text (args, "text", word_at (words, 1));
      *out = explain_sentence ("event.act-wait", args);
      return TRUE;
    }
  explain_args_take_text (args, "message", show_message (word_at (words, 1)));
  *out = explain_sentence (post ? "event.act-post" : "event.act-deliver", args);
  return TRUE;
}

/* VERB → key, and which arguments stand behind it. */
typedef struct
{
  const char *verb;
  const char *key;
  guint n; /* words that have to follow */
} Verb;

static const Verb verbs[] = {
  { "connect", "event.act-connect", 0 }, { "open", "event.act-open", 0 },
  { "read", "event.act-read", 1 },       { "flag", "event.act-flag", 2 },
  { "unflag", "event.act-unflag", 2 },   { "delete", "event.act-delete", 1 },
  { "expunge", "event.act-expunge", 0 }, { "check", "event.act-check", 0 },
  { "idle", "event.act-idle", 0 },       { "close", "event.act-close", 0 },
  { "logout", "event.act-logout", 0 },   { "disconnect", "event.act-disconnect", 0 },
  { "copy", "event.act-copy", 2 },       { "append", "event.act-append", 1 },
  { "move", "event.act-move", 2 },       { "quit", "event.act-quit", 0 },
  { "reset", "event.act-take-back", 0 }, { "reconnect", "event.act-reconnect", 0 },
};

/* Those that mean something else on a device that speaks POP3. */
static const Verb pop3_verbs[] = {
  { "open", "event.act-open-maildrop", 0 },
  { "check", "event.act-session", 0 },
  { "delete", "event.act-delete-pop3", 1 },
  { "logout", "event.act-quit", 0 },
};

static const Verb *
find_verb (const Verb *list, guint n, GPtrArray *words)
{
  for (guint i = 0; i < n; i++)
    if (strcmp (word_at (words, 1), list[i].verb) == 0 && words->len >= 2 + list[i].n)
      return &list[i];
  return NULL;
}

/* Whether the device called @name speaks POP3, as far as @trace (may be NULL) tells. */
static gboolean
speaks_pop3 (const Trace *trace, const char *name)
{
  const Model *model = trace != NULL ? trace_get_initial (trace) : NULL;
  ModelId owner = model != NULL ? model_find (model, MODEL_ROOT, name) : MODEL_NO_ID;
  return owner != MODEL_NO_ID
         && g_strcmp0 (model_get_text (model, owner, MODEL_FIELD_PROTOCOL), "pop3") == 0;
}

static gboolean
read_device_act (const Trace *trace, GPtrArray *words, ExplainSentence *out)
{
  const char *name = word_at (words, 0);
  const Verb *verb = NULL;
  if (speaks_pop3 (trace, name))
    verb = find_verb (pop3_verbs, G_N_ELEMENTS (pop3_verbs), words);
  if (verb == NULL)
    verb = find_verb (verbs, G_N_ELEMENTS (verbs), words);
  if (verb == NULL)
    return FALSE;

  ExplainArgs *args = explain_args_new ();
  gboolean off = strcmp (word_at (words, 2), "off") == 0;
  const char *key = verb->key;
  explain_args_add_device (args, "device", name);
  if (strcmp (key, "event.act-open") == 0)
    explain_args_add_text (args, "mailbox", words->len > 2 ? word_at (words, 2) : "INBOX");
  if (verb->n > 0)
    explain_args_take_text (args, "message", show_message (word_at (words, 2)));
  if (strcmp (verb->verb, "append") == 0)
    explain_args_add_text (args, "mailbox", words->len > 3 ? word_at (words, 3) : "INBOX");
  else if (verb->n > 1)
    explain_args_add_text (
        args,
        strcmp (verb->verb, "copy") == 0 || strcmp (verb->verb, "move") == 0 ? "mailbox" : "flag",
        word_at (words, 3));
  if (off && strcmp (verb->verb, "idle") == 0)
    key = "event.act-idle-off";
  if (off && strcmp (verb->verb, "reconnect") == 0)
    key = "event.act-reconnect-off";
  *out = explain_sentence (key, args);
  return TRUE;
}

ExplainSentence
explain_summarize_act (const Trace *trace, const char *act)
{
  ExplainSentence sentence;
  if (read_typed_line (act, &sentence))
    return sentence;
  g_autoptr (GPtrArray) words = model_words_split (act, 1, NULL);
  if (words != NULL && words->len > 0 && strcmp (word_at (words, words->len - 1), "&") == 0)
    g_ptr_array_remove_index (words, words->len - 1);
  if (words != NULL
      && (read_world_act (words, &sentence) || read_device_act (trace, words, &sentence)))
    return sentence;
  ExplainArgs *args = explain_args_new ();
  explain_args_add_text (args, "text", act);
  return explain_sentence ("event.act", args);
}
