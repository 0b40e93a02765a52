/* One sentence for a line of POP3. */
#include "explain-pop3-private.h"

#include "pop3-data.h"

#include <string.h>

char *
explain_pop3_word (GBytes *line)
{
  gsize len, n = 0;
  const char *data = g_bytes_get_data (line, &len);
  while (n < len && (guint8) data[n] > ' ')
    n++;
  g_autofree char *word = n > 0 ? explain_show (data, n, 30) : g_strdup ("");
  return g_ascii_strup (word, -1);
}

static gboolean
is (const char *word, const char *name)
{
  return strcmp (word, name) == 0;
}

/* "line.pop3-GROUP-WORD", if that is one of @words. */
static const char *
key_of (const char *group, const char *word, const char *const *words, const char *otherwise)
{
  if (!g_strv_contains (words, word))
    return otherwise;
  g_autofree char *lower = g_ascii_strdown (word, -1);
  g_autofree char *key = g_strconcat ("line.pop3-", group, lower, NULL);
  return g_intern_string (key);
}

/* --- the client --- */

static ExplainSentence
summarize_command (const ExplainSource *source, const Pop3Tree *tree)
{
  static const char *const plain[] = { "USER", "PASS", "QUIT", "CAPA", "STAT",
                                       "RETR", "DELE", "RSET", "NOOP", NULL };
  Pop3Command command;
  g_autoptr (Pop3Tree) again G_GNUC_UNUSED = pop3_command_parse (source->bytes, &command);
  g_autofree char *word = explain_pop3_word (source->bytes);
  ExplainArgs *args = explain_args_new ();
  explain_add_client (args, "who", source->client, TRUE);
  explain_args_add_text (args, "command", word);
  if (source->context == POP3_CONTEXT_OVERLONG)
    return explain_sentence ("line.pop3-overlong", args);
  if (is (word, ""))
    return explain_sentence ("line.pop3-no-command", args);
  if (command.class == NULL)
    return explain_sentence ("line.unknown", args);
  if (pop3_tree_is_bad (tree))
    return explain_sentence ("line.pop3-broken", args);
  if (command.user != NULL)
    explain_args_take_text (args, "user",
                            explain_show (command.user, strlen (command.user), EXPLAIN_SHOW_SHORT));
  explain_args_add_number (args, "number", command.number);
  explain_args_add_number (args, "lines", command.lines);
  if (is (word, "LIST"))
    return explain_sentence (command.has_number ? "line.pop3-list-one" : "line.pop3-list", args);
  if (is (word, "UIDL"))
    return explain_sentence (command.has_number ? "line.pop3-uidl-one" : "line.pop3-uidl", args);
  if (is (word, "TOP"))
    return explain_sentence (command.lines == 0 ? "line.pop3-top-header" : "line.pop3-top", args);
  return explain_sentence (key_of ("", word, plain, "line.other-command"), args);
}

/* --- status lines --- */

static const char *
ok_key (const char *word, const Pop3Command *command)
{
  static const char *const plain[] = { "USER", "PASS", "QUIT", "CAPA", "STAT", "RETR",
                                       "TOP",  "DELE", "RSET", "NOOP", NULL };
  if (is (word, "LIST"))
    return command->has_number ? "line.pop3-ok-list-one" : "line.pop3-ok-list";
  if (is (word, "UIDL"))
    return command->has_number ? "line.pop3-ok-uidl-one" : "line.pop3-ok-uidl";
  return key_of ("ok-", word, plain, is (word, "") ? "line.pop3-ok" : "line.pop3-ok-other");
}

static const char *
err_key (const char *word, const Pop3Response *response)
{
  if (is (word, "PASS") && g_strcmp0 (response->code, "IN-USE") == 0)
    return "line.pop3-err-in-use";
  if (is (word, "PASS") && g_strcmp0 (response->code, "AUTH") == 0)
    return "line.pop3-err-auth";
  if (response->text[0] == '\0')
    return is (word, "") ? "line.pop3-err-silent" : "line.pop3-err-other-silent";
  return is (word, "") ? "line.pop3-err" : "line.pop3-err-other";
}

static ExplainSentence
summarize_status (const ExplainSource *source)
{
  Pop3Response response;
  Pop3Command command = { 0 };
  g_autoptr (Pop3Tree) tree = pop3_response_parse (source->bytes, source->command, &response);
  g_autoptr (Pop3Tree) asked G_GNUC_UNUSED = source->command != NULL
                                                 ? pop3_command_parse (source->command, &command)
                                                 : NULL;
  g_autofree char *word = source->command != NULL ? explain_pop3_word (source->command)
                                                  : g_strdup ("");
  ExplainArgs *args = explain_args_new ();
  explain_add_client (args, "receiver", source->client, FALSE);
  if (pop3_tree_is_bad (tree))
    return explain_sentence ("line.broken-response", args);
  explain_args_take_text (args, "text",
                          explain_show (response.text, strlen (response.text), EXPLAIN_SHOW_LONG));
  explain_args_add_text (args, "command", word);
  if (source->greeting)
    return explain_sentence (response.ok ? "line.greeting" : "line.greeting-bye", args);
  gboolean names_message = command.has_number && is (word, "STAT") == FALSE;
  explain_args_add_number (args, "number",
                           names_message ? (gint64) command.number : (gint64) response.number);
  explain_args_add_number (args, "octets", (gint64) response.octets);
  if (response.id != NULL)
    explain_args_take_text (args, "id",
                            explain_show (response.id, strlen (response.id), EXPLAIN_SHOW_SHORT));
  return explain_sentence (response.ok ? ok_key (word, &command) : err_key (word, &response), args);
}

/* --- data --- */

static void
add_counts (ExplainArgs *args, GBytes *data)
{
  Pop3DataIter iter;
  BaseSpan whole, text;
  gint64 lines = 0, dots = 0;
  pop3_data_iter_init (&iter, data);
  for (; pop3_data_iter_next (&iter, &whole, &text); lines++)
    dots += text.start > whole.start;
  explain_args_add_number (args, "lines", lines);
  explain_args_add_number (args, "dots", dots);
  explain_args_add_number (args, "octets", (gint64) iter.at - dots);
}

static ExplainSentence
summarize_data (const ExplainSource *source)
{
  static const char *const keys[] = { [POP3_DATA_NONE] = "line.pop3-data",
                                      [POP3_DATA_MESSAGE] = "line.pop3-data-message",
                                      [POP3_DATA_SIZES] = "line.pop3-data-sizes",
                                      [POP3_DATA_IDS] = "line.pop3-data-ids",
                                      [POP3_DATA_CAPABILITIES] = "line.pop3-data-capabilities" };
  Pop3Command command = { 0 };
  g_autoptr (Pop3Tree) asked G_GNUC_UNUSED = source->command != NULL
                                                 ? pop3_command_parse (source->command, &command)
                                                 : NULL;
  g_autofree char *word = source->command != NULL ? explain_pop3_word (source->command)
                                                  : g_strdup ("");
  ExplainArgs *args = explain_args_new ();
  explain_add_client (args, "receiver", source->client, FALSE);
  add_counts (args, source->bytes);
  explain_args_add_number (args, "number", command.number);
  return explain_sentence (
      is (word, "TOP") ? "line.pop3-data-top" : keys[pop3_command_get_data (&command)], args);
}

ExplainSentence
explain_pop3_summarize (const ExplainSource *source, const Pop3Tree *tree)
{
  if (!source->complete)
    {
      ExplainArgs *args = explain_args_new ();
      explain_args_add_number (args, "octets", (gint64) g_bytes_get_size (source->bytes));
      return explain_sentence ("line.incomplete", args);
    }
  if (!source->from_server)
    return summarize_command (source, tree);
  return source->context == POP3_CONTEXT_DATA ? summarize_data (source) : summarize_status (source);
}
