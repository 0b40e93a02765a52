/* explain: the tokens of lines, and what a conversation means. */
#include "cli-json.h"
#include "cli.h"
#include "explain-catalogue.h"
#include "explain-dialogue.h"
#include "view-wire.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

extern const CliCommand cli_explain;

/** ExplainJob: what every line of one call is printed with. */
typedef struct
{
  const ExplainCatalogue *catalogue;
  CliJson *json; /* NULL: text */
  gboolean pop3;
  guint n; /* lines so far */
} Job;

static char *
show (const ExplainLine *line, BaseSpan span)
{
  gsize size;
  const char *data = g_bytes_get_data (line->bytes, &size);
  g_assert (span.len == 0 || base_span_end (span) <= size);
  return view_wire_show (span.len > 0 ? data + span.start : "", span.len, 0, NULL);
}

static void
print_token (const Job *job, const ExplainLine *line, const ExplainToken *token)
{
  g_autofree char *text = show (line, token->span);
  g_autofree char *meaning = explain_catalogue_format (job->catalogue, token->key, token->args);
  const char *name = explain_catalogue_get_name (job->catalogue, token->key);
  const char *source = explain_catalogue_get_source (job->catalogue, token->key);
  if (job->json == NULL)
    {
      printf ("%*s", 2 + 2 * (int) token->depth, "");
      if (token->leaf)
        printf ("`%s` ", text);
      printf ("%s: %s%s%s\n", name, meaning, source != NULL ? " " : "",
              source != NULL ? source : "");
      return;
    }
  cli_json_open_map (job->json);
  cli_json_member_string (job->json, "text", text);
  cli_json_member_number (job->json, "start", (gint64) token->span.start);
  cli_json_member_number (job->json, "octets", (gint64) token->span.len);
  cli_json_member_number (job->json, "depth", token->depth);
  cli_json_member_boolean (job->json, "leaf", token->leaf);
  cli_json_member_string (job->json, "key", token->key);
  cli_json_member_string (job->json, "name", name);
  cli_json_member_string (job->json, "meaning", meaning);
  cli_json_member_string (job->json, "source", source);
  cli_json_close_map (job->json);
}

static void
print_advice (const Job *job, const GArray *advice)
{
  if (job->json != NULL)
    {
      cli_json_key (job->json, "advice");
      cli_json_open_list (job->json);
    }
  for (guint i = 0; advice != NULL && i < advice->len; i++)
    {
      const ExplainSentence *sentence = &g_array_index (advice, ExplainSentence, i);
      g_autofree char *text = explain_catalogue_format (job->catalogue, sentence->key,
                                                        sentence->args);
      if (job->json != NULL)
        cli_json_string (job->json, text);
      else
        printf ("! %s\n", text);
    }
  if (job->json != NULL)
    cli_json_close_list (job->json);
}

/* The end of a line is a token like others, but it would only be noise in the line above them. */
static BaseSpan
without_end (GBytes *bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  gboolean ends = len >= 2 && data[len - 2] == '\r' && data[len - 1] == '\n';
  return (BaseSpan){ 0, ends ? len - 2 : len };
}

static void
print_line (Job *job, const char *prefix, const ExplainLine *line, const GArray *advice)
{
  BaseSpan all = without_end (line->bytes);
  g_autofree char *text = show (line, all);
  g_autofree char *summary = explain_catalogue_format (job->catalogue, line->summary.key,
                                                       line->summary.args);
  if (job->json != NULL)
    {
      cli_json_open_map (job->json);
      cli_json_member_string (job->json, "from", line->from_server ? "S" : "C");
      if (*prefix != '\0')
        cli_json_member_string (job->json, "connection", prefix);
      cli_json_member_string (job->json, "line", text);
      cli_json_member_string (job->json, "summary", summary);
      cli_json_key (job->json, "tokens");
      cli_json_open_list (job->json);
    }
  else
    printf ("%s%s%s%c: %s\n= %s\n", job->n > 0 ? "\n" : "", prefix, *prefix != '\0' ? " " : "",
            line->from_server ? 'S' : 'C', text, summary);
  for (guint i = 0; i < line->tokens->len; i++)
    print_token (job, line, &g_array_index (line->tokens, ExplainToken, i));
  if (job->json != NULL)
    cli_json_close_list (job->json);
  print_advice (job, advice);
  if (job->json != NULL)
    cli_json_close_map (job->json);
  job->n++;
}

/* --- lines that stand alone --- */

/* The text behind "C: " or "S: "; without such a prefix the line tells by itself who says it. */
static const char *
take_side (const char *text, int *side)
{
  *side = 0;
  if (!g_str_has_prefix (text, "C:") && !g_str_has_prefix (text, "S:"))
    return text;
  *side = text[0];
  return text + (text[2] == ' ' ? 3 : 2);
}

static GBytes *
with_end (const char *text)
{
  char *line = g_strconcat (text, "\r\n", NULL);
  return g_bytes_new_take (line, strlen (line));
}

static void
explain_words (Job *job, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      int side;
      g_autoptr (GBytes) bytes = with_end (take_side (words[i], &side));
      gboolean from_server = side != 0   ? side == 'S'
                             : job->pop3 ? explain_is_pop3_response (bytes)
                                         : explain_is_response (bytes);
      g_autoptr (ExplainLine) line = job->pop3 ? explain_text_pop3 (bytes, from_server, NULL)
                                               : explain_text (bytes, from_server, NULL);
      print_line (job, "", line, NULL);
    }
}

/* --- a dialogue --- */

/** Talk: the dialogue of one connection. */
typedef struct
{
  char *connection; /* "c1", or "" where the lines do not say */
  ExplainDialogue *dialogue;
} Talk;

static void
free_talk (gpointer data)
{
  Talk *talk = data;
  g_free (talk->connection);
  explain_dialogue_free (talk->dialogue);
  g_free (talk);
}

static Talk *
get_talk (const Job *job, GPtrArray *talks, const char *connection)
{
  for (guint i = 0; i < talks->len; i++)
    {
      Talk *talk = g_ptr_array_index (talks, i);
      if (g_str_equal (talk->connection, connection))
        return talk;
    }
  Talk *talk = g_new0 (Talk, 1);
  talk->connection = g_strdup (connection);
  talk->dialogue = job->pop3 ? explain_dialogue_new_pop3 () : explain_dialogue_new ();
  g_ptr_array_add (talks, talk);
  return talk;
}

/* "TIME c1 C: text", as run --plain prints it, or "C: text". */
static const char *
take_prefix (const char *text, char **connection, int *side)
{
  g_autoptr (GRegex)
      regex = g_regex_new ("^(?:[0-9.]+ )?(?:(c[0-9]+) )?[CS]:", G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int end = 0;
  *connection = NULL;
  if (!g_regex_match (regex, text, 0, &match))
    return NULL;
  *connection = g_match_info_fetch (match, 1);
  g_match_info_fetch_pos (match, 0, NULL, &end);
  return take_side (text + end - 2, side);
}

static void
print_talk (Job *job, Talk *talk, gboolean at_end)
{
  for (;;)
    {
      g_autoptr (GArray) advice = NULL;
      g_autoptr (ExplainLine) line = at_end ? explain_dialogue_rest (talk->dialogue)
                                            : explain_dialogue_next (talk->dialogue, &advice);
      if (line == NULL)
        return;
      print_line (job, talk->connection, line, advice);
    }
}

static int
explain_dialogue (Job *job, FILE *in)
{
  g_autoptr (GPtrArray) talks = g_ptr_array_new_with_free_func (free_talk);
  char *buffer = NULL;
  size_t room = 0;
  gssize len;
  guint number = 0;
  int code = CLI_GOOD;
  while (code == CLI_GOOD && (len = getline (&buffer, &room, in)) >= 0)
    {
      g_autofree char *connection = NULL;
      int side;
      number++;
      buffer[strcspn (buffer, "\r\n")] = '\0';
      if (*buffer == '\0')
        continue;
      const char *text = take_prefix (buffer, &connection, &side);
      if (text == NULL)
        {
          code = cli_wrong (_ ("line %u begins neither with “C: ” nor with “S: ”"), number);
          break;
        }
      g_autoptr (GBytes) bytes = with_end (text);
      Talk *talk = get_talk (job, talks, connection != NULL ? connection : "");
      explain_dialogue_feed (talk->dialogue, side == 'S', bytes);
      print_talk (job, talk, FALSE);
    }
  for (guint i = 0; code == CLI_GOOD && i < talks->len; i++)
    print_talk (job, g_ptr_array_index (talks, i), TRUE);
  free (buffer);
  return code;
}

static int
explain_all (Job *job, char **words, gboolean as_json)
{
  int code = CLI_GOOD;
  if (as_json)
    {
      job->json = cli_json_new ();
      cli_json_open_list (job->json);
    }
  if (g_str_equal (words[0], "-") && words[1] == NULL)
    code = explain_dialogue (job, stdin);
  else
    explain_words (job, words);
  if (as_json)
    {
      cli_json_close_list (job->json);
      cli_json_print (job->json);
    }
  return code;
}

static int
run (int argc, char **argv)
{
  g_autofree char *lang = NULL;
  gboolean as_json = FALSE;
  gboolean pop3 = FALSE;
  const GOptionEntry entries[] = {
    { "pop3", 0, 0, G_OPTION_ARG_NONE, &pop3, N_ ("The lines are POP3"), NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("Language of explanations"), "en|zh_CN" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Write JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cli_parse (&cli_explain, entries, argc, argv, 1, G_MAXUINT);
  const char *language = words != NULL ? cli_language (lang) : NULL;
  if (language == NULL)
    return CLI_WRONG;
  Job job = { .pop3 = pop3, .catalogue = explain_catalogue_get (language, &error) };
  if (job.catalogue == NULL)
    return cli_wrong ("%s", error->message);
  return explain_all (&job, words, as_json);
}

const CliCommand cli_explain = {
  .name = "explain",
  .arguments = "LINE…|-",
  .summary = N_ ("Explain each token of a line of IMAP or POP3"),
  .details = N_ (
      "With “-”, a dialogue is read from standard input: each line begins with “C: ” or "
      "“S: ”, or is as\n“postglass-cli run --plain” prints it; answers are tied to their "
      "commands."),
  .run = run,
};
