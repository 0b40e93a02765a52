/* Advice on a client's line of POP3: a table of rules, each with what it looks for. A new one is a
 * function and a row here, and a key in both catalogues. */
#include "explain-pop3-private.h"

#include "model-delta.h"
#include "trace.h"

#include <string.h>

#define MAX_STEPS 65536 /* events one goes back */

/* A command and the moment it comes in. */
typedef struct
{
  const Pop3Tree *tree;
  const Pop3Command *command;
  const char *word;
  const ExplainPop3Situation *now;
} Case;

typedef struct
{
  const char *key;
  /** TRUE: it applies, and its arguments are added */
  gboolean (*applies) (const Case *c, ExplainArgs *args);
} Rule;

static gboolean
is_command (const Case *c, const char *name)
{
  return strcmp (c->word, name) == 0;
}

/* --- lines --- */

static gboolean
has_tag (const Case *c, ExplainArgs *args)
{
  gsize len;
  const char *data = g_bytes_get_data (pop3_tree_get_bytes (c->tree), &len);
  const char *space = len > 0 ? memchr (data, ' ', len) : NULL;
  if (c->command->class != NULL || space == NULL)
    return FALSE;
  gsize at = (gsize) (space + 1 - data);
  g_autoptr (GBytes) rest = g_bytes_new (data + at, len - at);
  g_autofree char *second = explain_pop3_word (rest);
  if (pop3_command_find (second) == NULL)
    return FALSE;
  explain_args_take_text (args, "command", g_steal_pointer (&second));
  explain_args_take_text (args, "text", explain_show (data, at - 1, EXPLAIN_SHOW_SHORT));
  return TRUE;
}

static gboolean
is_unknown (const Case *c, ExplainArgs *args)
{
  if (c->command->class != NULL || is_command (c, ""))
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
breaks_grammar (const Case *c, ExplainArgs *args)
{
  const char *expected = NULL;
  if (!pop3_tree_is_bad (c->tree))
    return FALSE;
  BaseSpan bad = pop3_tree_get_bad (c->tree, &expected);
  g_autofree char *key = g_strconcat ("pop3.rule.", expected, NULL);
  explain_args_add_number (args, "number", (gint64) bad.start + 1);
  explain_args_add_name (args, "expected", key);
  return TRUE;
}

/* --- how it is written --- */

static const char *
line_data (const Case *c, gsize *len)
{
  return g_bytes_get_data (pop3_tree_get_bytes (c->tree), len);
}

/* The octets the grammar has no place for, or NULL. */
static const char *
find_bad (const Case *c, gsize *len)
{
  const char *expected;
  gsize size;
  const char *data = line_data (c, &size);
  if (!pop3_tree_is_bad (c->tree))
    return NULL;
  BaseSpan bad = pop3_tree_get_bad (c->tree, &expected);
  if (base_span_is_none (bad) || bad.start >= size)
    return NULL;
  *len = size - bad.start;
  return data + bad.start;
}

static gboolean
has_lone_feed (const Case *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  for (gsize i = 0; i < len; i++)
    if (data[i] == '\n' && (i == 0 || data[i - 1] != '\r'))
      return TRUE;
  return FALSE;
}

static gboolean
is_empty (const Case *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  return len == 2 && memcmp (data, "\r\n", 2) == 0;
}

static gboolean
begins_with_space (const Case *c, ExplainArgs *args)
{
  gsize len;
  const char *data = line_data (c, &len);
  return len > 0 && data[0] == ' ';
}

static gboolean
speaks_imap (const Case *c, ExplainArgs *args)
{
  if (c->command->class != NULL || imap_command_find (c->word) == NULL)
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
speaks_smtp (const Case *c, ExplainArgs *args)
{
  if (c->command->class != NULL || !explain_is_word_of_smtp (c->word))
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
takes_number (const Case *c)
{
  return is_command (c, "RETR") || is_command (c, "DELE") || is_command (c, "TOP");
}

/* Where an argument ought to begin, blanks passed over; "" at the end of the line. */
static char *
bad_argument (const Case *c)
{
  gsize len;
  const char *bad = find_bad (c, &len);
  if (bad == NULL)
    return g_strdup ("");
  while (len > 0 && *bad == ' ')
    bad++, len--;
  gsize end = 0;
  while (end < len && (guint8) bad[end] > ' ')
    end++;
  return g_strndup (bad, end);
}

static gboolean
has_extra_space (const Case *c, ExplainArgs *args)
{
  gsize len;
  const char *bad = find_bad (c, &len);
  gsize size;
  const char *data = line_data (c, &size);
  if (bad == NULL || *bad != ' ')
    return FALSE;
  gsize blanks = 0;
  while (blanks < len && bad[blanks] == ' ')
    blanks++;
  return (bad > data && bad[-1] == ' ') || blanks > 1 || blanks == len || bad[blanks] == '\r';
}

static gboolean
names_several (const Case *c, ExplainArgs *args)
{
  g_autofree char *argument = bad_argument (c);
  if (!takes_number (c) || c->command->class == NULL || !pop3_tree_is_bad (c->tree)
      || argument[0] == '\0' || strspn (argument, "0123456789:,-*") != strlen (argument)
      || strpbrk (argument, ":,-*") == NULL)
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
names_unique_id (const Case *c, ExplainArgs *args)
{
  g_autofree char *argument = bad_argument (c);
  if (!takes_number (c) || c->command->has_number || strlen (argument) == 0
      || strspn (argument, "0123456789") == strlen (argument))
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
lacks_number (const Case *c, ExplainArgs *args)
{
  g_autofree char *argument = bad_argument (c);
  if (!takes_number (c) || !pop3_tree_is_bad (c->tree) || c->command->has_number
      || argument[0] != '\0')
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
lacks_lines (const Case *c, ExplainArgs *args)
{
  g_autofree char *argument = bad_argument (c);
  if (!is_command (c, "TOP") || !pop3_tree_is_bad (c->tree) || !c->command->has_number
      || argument[0] != '\0')
    return FALSE;
  explain_args_add_number (args, "number", c->command->number);
  return TRUE;
}

/* --- the state of the session --- */

static gboolean
comes_before_login (const Case *c, ExplainArgs *args)
{
  if (c->now->state != POP3_STATE_AUTHORIZATION
      || (pop3_command_class_get_states (c->command->class) & POP3_STATE_AUTHORIZATION) != 0)
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
comes_after_login (const Case *c, ExplainArgs *args)
{
  if (c->now->state != POP3_STATE_TRANSACTION
      || (pop3_command_class_get_states (c->command->class) & POP3_STATE_TRANSACTION) != 0)
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  return TRUE;
}

static gboolean
lacks_name (const Case *c, ExplainArgs *args)
{
  return is_command (c, "PASS") && c->now->name == EXPLAIN_NAME_LACKS;
}

static gboolean
names_nothing (const Case *c)
{
  return c->command->has_number && c->now->exists >= 0
         && (c->command->number < 1 || c->command->number > c->now->exists);
}

static gboolean
takes_uid_for_number (const Case *c, ExplainArgs *args)
{
  if (!names_nothing (c) || c->now->is_uid == NULL
      || !c->now->is_uid (c->now->data, c->command->number))
    return FALSE;
  explain_args_add_number (args, "number", c->command->number);
  explain_args_add_number (args, "exists", c->now->exists);
  return TRUE;
}

static gboolean
has_no_message_at_all (const Case *c, ExplainArgs *args)
{
  if (!names_nothing (c) || c->now->exists > 0)
    return FALSE;
  explain_args_add_number (args, "number", c->command->number);
  return TRUE;
}

static gboolean
has_no_such_message (const Case *c, ExplainArgs *args)
{
  if (!names_nothing (c))
    return FALSE;
  explain_args_add_number (args, "number", c->command->number);
  explain_args_add_number (args, "exists", c->now->exists);
  return TRUE;
}

static gboolean
names_marked (const Case *c, ExplainArgs *args)
{
  if (!c->command->has_number || c->now->is_marked == NULL
      || !c->now->is_marked (c->now->data, c->command->number))
    return FALSE;
  explain_args_add_number (args, "number", c->command->number);
  return TRUE;
}

static gboolean
removes (const Case *c, ExplainArgs *args)
{
  if (!is_command (c, "QUIT") || c->now->state != POP3_STATE_TRANSACTION || c->now->marked == 0)
    return FALSE;
  explain_args_add_number (args, "number", c->now->marked);
  return TRUE;
}

static gboolean
has_blank_in_password (const Case *c, ExplainArgs *args)
{
  const char *password = c->command->password;
  gsize len = password != NULL ? strlen (password) : 0;
  return len > 0 && (password[0] == ' ' || password[len - 1] == ' ');
}

static gboolean
takes_back_nothing (const Case *c, ExplainArgs *args)
{
  return is_command (c, "RSET") && c->now->state == POP3_STATE_TRANSACTION && c->now->marked == 0;
}

static gboolean
leaves_out_marked (const Case *c, ExplainArgs *args)
{
  if (c->command->has_number || c->now->state != POP3_STATE_TRANSACTION || c->now->marked == 0
      || !(is_command (c, "STAT") || is_command (c, "LIST") || is_command (c, "UIDL")))
    return FALSE;
  explain_args_add_text (args, "command", c->word);
  explain_args_add_number (args, "number", c->now->marked);
  return TRUE;
}

/* What is told about the habit of a whole session is told once. */
static guint
count_said (const Case *c, const char *word)
{
  return c->now->count_said != NULL ? c->now->count_said (c->now->data, word) : 0;
}

static gboolean
hopes_for_news (const Case *c, ExplainArgs *args)
{
  return is_command (c, "NOOP") && c->now->state == POP3_STATE_TRANSACTION
         && count_said (c, "NOOP") == 0;
}

/* Who has marked messages meanwhile looks for another count. */
static gboolean
counts_again (const Case *c, ExplainArgs *args)
{
  return is_command (c, "STAT") && c->now->state == POP3_STATE_TRANSACTION
         && count_said (c, "STAT") == 1 && count_said (c, "DELE") == 0;
}

/* In this order; the first that applies ends the search. */
static const Rule rules[] = {
  { "advice.lone-feed", has_lone_feed },
  { "advice.pop3-empty-line", is_empty },
  { "advice.pop3-leading-space", begins_with_space },
  { "advice.pop3-no-tags", has_tag },
  { "advice.pop3-imap-word", speaks_imap },
  { "advice.smtp-word", speaks_smtp },
  { "advice.pop3-unknown-command", is_unknown },
  { "advice.pop3-extra-space", has_extra_space },
  { "advice.pop3-one-number", names_several },
  { "advice.pop3-unique-id", names_unique_id },
  { "advice.pop3-number-missing", lacks_number },
  { "advice.pop3-top-lines", lacks_lines },
  { "advice.grammar", breaks_grammar },
  { "advice.pop3-login-first", comes_before_login },
  { "advice.pop3-logged-in", comes_after_login },
  { "advice.pop3-name-first", lacks_name },
  { "advice.pop3-uid-as-number", takes_uid_for_number },
  { "advice.pop3-no-messages", has_no_message_at_all },
  { "advice.pop3-no-such-number", has_no_such_message },
  { "advice.pop3-marked", names_marked },
  { "advice.pop3-quit-removes", removes },
  { "advice.pop3-password-blank", has_blank_in_password },
  { "advice.pop3-rset-nothing", takes_back_nothing },
  { "advice.pop3-counts-unmarked", leaves_out_marked },
  { "advice.pop3-no-news", hopes_for_news },
  { "advice.pop3-stat-again", counts_again },
};

void
explain_pop3_advise_command (GArray *advice, GBytes *line, const ExplainPop3Situation *now)
{
  Pop3Command command;
  g_autoptr (Pop3Tree) tree = pop3_command_parse (line, &command);
  g_autofree char *word = explain_pop3_word (line);
  Case c = { tree, &command, word, now };
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (ExplainArgs) args = explain_args_new ();
      if (!rules[i].applies (&c, args))
        continue;
      ExplainSentence sentence = explain_sentence (rules[i].key, g_steal_pointer (&args));
      g_array_append_val (advice, sentence);
      return;
    }
}

/* --- a line of a trace --- */

/* What the server's end of the connection knew. */
typedef struct
{
  const Trace *trace;
  guint32 arrival; /* of the command */
  ModelRuns *numbers;
  ModelRuns *marked;
} Session;

static gboolean
is_marked (gconstpointer data, guint32 number)
{
  const Session *session = data;
  guint32 uid = model_runs_nth (session->numbers, number);
  return uid != 0 && model_runs_contains (session->marked, uid);
}

static gboolean
is_uid (gconstpointer data, guint32 number)
{
  return model_runs_find (((const Session *) data)->numbers, number) != 0;
}

static ModelId
find_session (const Model *model, guint16 connection)
{
  g_autofree char *name = g_strdup_printf ("c%u", connection);
  ModelId server = explain_find_server (model);
  return server != MODEL_NO_ID ? model_find (model, server, name) : MODEL_NO_ID;
}

/* The line of the same kind that came before line @at on its connection; 0 when it is the first. */
static guint32
find_before (const Trace *trace, guint32 at)
{
  const TraceEvent *event = trace_get (trace, at);
  guint32 last = at > MAX_STEPS ? at - MAX_STEPS : 0;
  while (--at > last)
    {
      const TraceEvent *before = trace_get (trace, at);
      if (before->connection != event->connection)
        continue;
      if (before->kind == TRACE_LINK && before->sub == TRACE_LINK_CONNECT)
        return 0;
      if (before->kind == event->kind && before->direction == TRACE_TO_SERVER)
        return at;
    }
  return 0;
}

/* Whether the line before @arrival was a USER that was taken. */
static ExplainName
find_name (const Trace *trace, guint32 arrival)
{
  guint32 before = find_before (trace, arrival);
  Pop3Command command;
  if (before == 0)
    return EXPLAIN_NAME_LACKS;
  g_autoptr (GBytes) line = trace_line (trace, before);
  g_autoptr (Pop3Tree) tree = pop3_command_parse (line, &command);
  return command.user != NULL && !pop3_tree_is_bad (tree) ? EXPLAIN_NAME_GIVEN : EXPLAIN_NAME_LACKS;
}

static guint
count_said_before (gconstpointer data, const char *word)
{
  const Session *session = data;
  guint n = 0;
  for (guint32 at = find_before (session->trace, session->arrival); at != 0;
       at = find_before (session->trace, at))
    {
      g_autoptr (GBytes) line = trace_line (session->trace, at);
      g_autofree char *said = explain_pop3_word (line);
      n += strcmp (said, word) == 0;
    }
  return n;
}

/* Whether a server's line refuses its command. */
static gboolean
is_refusal (const Trace *trace, guint32 number)
{
  Pop3Response response;
  g_autoptr (GBytes) bytes = trace_line (trace, number);
  if (trace_get (trace, number)->context != POP3_CONTEXT_RESPONSE)
    return FALSE;
  g_autoptr (Pop3Tree) tree = pop3_response_parse (bytes, NULL, &response);
  return !response.ok && !pop3_tree_is_bad (tree);
}

void
explain_pop3_advise (GArray *advice, Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  if (event->direction == TRACE_TO_CLIENT)
    {
      if (event->command == 0 || !is_refusal (trace, number))
        return;
      number = event->command;
      event = trace_get (trace, number);
    }
  if (event->context != POP3_CONTEXT_COMMAND)
    return;
  guint32 arrival = explain_find_arrival (trace, number);
  g_autoptr (GBytes) line = trace_line (trace, number);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  trace_cursor_seek (cursor, arrival - 1);
  const Model *model = trace_cursor_get_model (cursor);
  ModelId connection = find_session (model, event->connection);
  ExplainPop3Situation now = { .exists = -1 };
  Session session = { .trace = trace, .arrival = arrival };
  if (connection != MODEL_NO_ID)
    {
      session.numbers = model_get_runs (model, connection, MODEL_FIELD_NUMBERS);
      session.marked = model_get_runs (model, connection, MODEL_FIELD_MARKED);
      now.state = pop3_state_by_name (model_get_text (model, connection, MODEL_FIELD_STATE));
      now.name = find_name (trace, arrival);
      now.marked = model_runs_total (session.marked);
      now.is_marked = is_marked;
      now.is_uid = is_uid;
      now.count_said = count_said_before;
      now.data = &session;
    }
  if (now.state == POP3_STATE_TRANSACTION)
    now.exists = model_runs_total (session.numbers);
  explain_pop3_advise_command (advice, line, &now);
}
