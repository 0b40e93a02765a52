/* One sentence for an act, as a lesson's `do` line or a person has it. */
#include "explain-private.h"

#include "model-words.h"

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

/* Acts of the world, not of a device. */
static gboolean
read_world_act (GPtrArray *words, ExplainSentence *out)
{
  const char *verb = word_at (words, 0);
  ExplainArgs *args;
  if (strcmp (verb, "settle") == 0)
    {
      *out = explain_sentence ("event.act-settle", NULL);
      return TRUE;
    }
  if (words->len < 2
      || (strcmp (verb, "deliver") != 0 && strcmp (verb, "cut") != 0 && strcmp (verb, "wait") != 0))
    return FALSE;
  args = explain_args_new ();
  if (strcmp (verb, "deliver") == 0)
    {
      explain_args_take_text (args, "message", show_message (word_at (words, 1)));
      *out = explain_sentence ("event.act-deliver", args);
    }
  else if (strcmp (verb, "cut") == 0)
    {
      add_target (args, "target", word_at (words, 1));
      *out = explain_sentence ("event.act-cut", args);
    }
  else
    {
      explain_args_add_text (args, "text", word_at (words, 1));
      *out = explain_sentence ("event.act-wait", args);
    }
  return TRUE;
}

/* VERB → key, and which arguments stand behind it. */
static const struct
{
  const char *verb;
  const char *key;
  guint n; /* words that have to follow */
} verbs[] = {
  { "connect", "event.act-connect", 0 }, { "open", "event.act-open", 0 },
  { "read", "event.act-read", 1 },       { "flag", "event.act-flag", 2 },
  { "unflag", "event.act-unflag", 2 },   { "delete", "event.act-delete", 1 },
  { "expunge", "event.act-expunge", 0 }, { "check", "event.act-check", 0 },
  { "idle", "event.act-idle", 0 },       { "close", "event.act-close", 0 },
  { "logout", "event.act-logout", 0 },   { "disconnect", "event.act-disconnect", 0 },
};

static gboolean
read_device_act (GPtrArray *words, ExplainSentence *out)
{
  const char *verb = word_at (words, 1);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strcmp (verb, verbs[i].verb) != 0 || words->len < 2 + verbs[i].n)
        continue;
      ExplainArgs *args = explain_args_new ();
      gboolean off = strcmp (verb, "idle") == 0 && strcmp (word_at (words, 2), "off") == 0;
      explain_args_add_device (args, "device", word_at (words, 0));
      if (strcmp (verb, "open") == 0)
        explain_args_add_text (args, "mailbox", words->len > 2 ? word_at (words, 2) : "INBOX");
      if (verbs[i].n > 0)
        explain_args_take_text (args, "message", show_message (word_at (words, 2)));
      if (verbs[i].n > 1)
        explain_args_add_text (args, "flag", word_at (words, 3));
      *out = explain_sentence (off ? "event.act-idle-off" : verbs[i].key, args);
      return TRUE;
    }
  return FALSE;
}

ExplainSentence
explain_summarize_act (const char *act)
{
  ExplainSentence sentence;
  if (read_typed_line (act, &sentence))
    return sentence;
  g_autoptr (GPtrArray) words = model_words_split (act, 1, NULL);
  if (words != NULL && words->len > 0 && strcmp (word_at (words, words->len - 1), "&") == 0)
    g_ptr_array_remove_index (words, words->len - 1);
  if (words != NULL && (read_world_act (words, &sentence) || read_device_act (words, &sentence)))
    return sentence;
  ExplainArgs *args = explain_args_new ();
  explain_args_add_text (args, "text", act);
  return explain_sentence ("event.act", args);
}
