/* Lines and events of a trace, read in their context. */
#include "explain-private.h"

#include "trace.h"
#include "model-delta.h"

#include <string.h>

/* Events looked at for the rest of a line, or for the name of a device, before giving up. */
#define MAX_STEPS 65536

gboolean
explain_is_server (const Trace *trace, guint8 actor)
{
  const Model *model = trace_get_initial (trace);
  ModelId owner = actor != 0 ? model_find (model, MODEL_ROOT, trace_get_actor (trace, actor))
                             : MODEL_NO_ID;
  return owner != MODEL_NO_ID && model_get_kind (model, owner) == MODEL_KIND_SERVER;
}

char *
explain_actor (const Trace *trace, guint8 actor)
{
  const char *name = actor != 0 ? trace_get_actor (trace, actor) : "";
  if (*name == '\0' || explain_is_server (trace, actor))
    return NULL;
  return g_strdup (name);
}

char *
explain_connection_client (const Trace *trace, guint16 connection, guint32 event)
{
  guint32 last = event > MAX_STEPS ? event - MAX_STEPS : 1;
  for (; event >= last && event > 0 && connection != 0; event--)
    {
      const TraceEvent *at = trace_get (trace, event);
      char *name = NULL;
      if (at->connection != connection)
        continue;
      if ((name = explain_actor (trace, at->from)) == NULL)
        name = explain_actor (trace, at->to);
      if (name != NULL)
        return name;
    }
  return NULL;
}

/* --- lines of one command --- */

static gboolean
is_line (const TraceEvent *event)
{
  return event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE;
}

static gboolean
is_same_stream (const TraceEvent *a, const TraceEvent *b)
{
  return a->kind == b->kind && a->connection == b->connection && a->direction == b->direction;
}

/* Where the command that @event continues begins in its stream. */
static guint64
find_begin (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  const TraceEvent *begin = event;
  guint32 last = number > MAX_STEPS ? number - MAX_STEPS : 0;
  while (begin->context == IMAP_CONTEXT_CONTINUED && --number > last)
    if (is_same_stream (trace_get (trace, number), event))
      begin = trace_get (trace, number);
  return begin->start;
}

static gboolean
wants_more (GBytes *bytes)
{
  ImapCommand command;
  g_autoptr (ImapTree) tree = imap_command_parse (bytes, &command);
  return imap_tree_wants_literal (tree);
}

GBytes *
explain_command_lines (const Trace *trace, guint32 first, guint32 last)
{
  if (first == 0 || first > trace_get_n (trace) || !is_line (trace_get (trace, first)))
    return NULL;
  const TraceEvent *begin = trace_get (trace, first);
  GBytes *bytes = trace_line (trace, first);
  if (begin->direction != TRACE_TO_SERVER || begin->context == IMAP_CONTEXT_IDLE
      || explain_is_pop3 (begin->context) || !wants_more (bytes))
    return bytes;
  guint64 end = begin->start + begin->len;
  last = MIN (last, first + MAX_STEPS);
  for (guint32 number = first + 1; number <= last; number++)
    {
      const TraceEvent *event = trace_get (trace, number);
      if (!is_same_stream (event, begin))
        continue;
      if (event->context != IMAP_CONTEXT_CONTINUED)
        break;
      end = event->start + event->len;
    }
  g_bytes_unref (bytes);
  return trace_read (trace, begin->connection, begin->direction, begin->start,
                     (gsize) (end - begin->start));
}

/* --- a line --- */

/* What @source borrows is kept in the other two. */
typedef struct
{
  ExplainSource source;
  GBytes *bytes;
  GBytes *other; /* whole or command */
  char *client;
} Line;

static void
line_clear (Line *line)
{
  g_clear_pointer (&line->bytes, g_bytes_unref);
  g_clear_pointer (&line->other, g_bytes_unref);
  g_free (line->client);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Line, line_clear)

static Line
read_line (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  gboolean from_server = event->direction == TRACE_TO_CLIENT;
  Line line = { .bytes = trace_line (trace, number),
                .client = explain_actor (trace, from_server ? event->to : event->from) };
  line.source = (ExplainSource){
    .bytes = line.bytes,
    .from_server = from_server,
    .context = event->context,
    .complete = event->kind != TRACE_ARRIVE || event->sub == 0,
    .greeting = from_server && event->start == 0,
    .client = line.client,
  };
  if (from_server)
    line.source.command = line.other = explain_command_lines (trace, event->command, number);
  else if (event->context == IMAP_CONTEXT_CONTINUED)
    {
      guint64 begin = find_begin (trace, number);
      line.source.offset = (gsize) (event->start - begin);
      line.source.whole = line.other = trace_read (trace, event->connection, event->direction,
                                                   begin, line.source.offset + event->len);
    }
  return line;
}

ExplainLine *
explain_line (const Trace *trace, guint32 event)
{
  g_assert (event >= 1 && event <= trace_get_n (trace));
  if (!is_line (trace_get (trace, event)))
    return NULL;
  g_auto (Line) line = read_line (trace, event);
  return explain_source (&line.source);
}

/* --- sentences --- */

/* The summary of a line without its tokens. */
static ExplainSentence
summarize_line (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  g_autoptr (ExplainLine) line = explain_line (trace, number);
  if (event->kind == TRACE_SEND)
    return explain_sentence_copy (&line->summary);
  ExplainArgs *args = explain_args_new ();
  g_autofree char *receiver = explain_actor (trace, event->to);
  if (receiver != NULL)
    explain_args_add_device (args, "receiver", receiver);
  else
    explain_args_add_key (args, "receiver",
                          event->direction == TRACE_TO_SERVER ? "phrase.the-server"
                                                              : "phrase.the-client");
  explain_args_add_key (args, "line", line->summary.key);
  if (line->summary.args != NULL)
    explain_args_add_all (args, line->summary.args);
  return explain_sentence ("event.arrive", args);
}

static void
add_device (ExplainArgs *args, const Trace *trace, guint32 number)
{
  g_autofree char *device = explain_connection_client (trace, trace_get (trace, number)->connection,
                                                       number);
  explain_add_client (args, "device", device, FALSE);
}

/* "the server" or a device. */
static void
add_who (ExplainArgs *args, const Trace *trace, guint8 actor, gboolean begins)
{
  g_autofree char *who = explain_actor (trace, actor);
  if (who != NULL)
    explain_args_add_device (args, "who", who);
  else
    explain_args_add_key (args, "who", begins ? "phrase.server" : "phrase.the-server");
}

static ExplainSentence
summarize_link (const Trace *trace, guint32 number)
{
  static const char *const keys[] = {
    [TRACE_LINK_CONNECT] = "event.link-connect", [TRACE_LINK_CLOSE] = "event.link-close",
    [TRACE_LINK_RESET] = "event.link-reset",     [TRACE_LINK_CUT] = "event.link-cut",
    [TRACE_LINK_DROP] = "event.link-drop",       [TRACE_LINK_REFUSE] = "event.link-refuse",
    [TRACE_LINK_STALL] = "event.link-stall",     [TRACE_LINK_HEAL] = "event.link-heal",
    [TRACE_LINK_LOSE] = "event.link-lose",
  };
  const TraceEvent *event = trace_get (trace, number);
  ExplainArgs *args = explain_args_new ();
  add_device (args, trace, number);
  if (event->sub == TRACE_LINK_DROP)
    add_who (args, trace, event->to, TRUE);
  return explain_sentence (keys[MIN (event->sub, G_N_ELEMENTS (keys) - 1)], args);
}

static ExplainSentence
summarize_turn (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  ExplainArgs *args = explain_args_new ();
  add_device (args, trace, number);
  if (event->sub == TRACE_TURN_RELEASED)
    return explain_sentence ("event.turn-released", args);
  if (event->sub == TRACE_TURN_WRITABLE)
    return explain_sentence ("event.turn-writable", args);
  return explain_sentence (
      explain_is_server (trace, event->to) ? "event.turn-poke" : "event.turn-poke-device", args);
}

static ExplainSentence
summarize_timer (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  const char *label = trace_get_text (trace, event->label);
  ExplainArgs *args = explain_args_new ();
  add_who (args, trace, event->to != 0 ? event->to : event->from, FALSE);
  return explain_sentence (strcmp (label, "reconnect") == 0   ? "event.timer-reconnect"
                           : strcmp (label, "no-answer") == 0 ? "event.timer-no-answer"
                                                              : "event.timer",
                           args);
}

static ExplainSentence
summarize_text (const char *key, const char *text)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_add_text (args, "text", text);
  return explain_sentence (key, args);
}

static ExplainSentence
summarize_fact (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  const char *text = trace_get_text (trace, event->label);
  if (event->sub != TRACE_FACT_HANDED_OVER && event->sub != TRACE_FACT_KEPT)
    return summarize_text ("event.fact", text);
  ExplainArgs *args = explain_args_new ();
  explain_args_add_text (args, "message", text);
  return explain_sentence (
      event->sub == TRACE_FACT_KEPT ? "event.fact-kept" : "event.fact-handed-over", args);
}

ExplainSentence
explain_event (const Trace *trace, guint32 number)
{
  static const char *const checks[] = { "event.check-step", "event.check-held",
                                        "event.check-short" };
  g_assert (number >= 1 && number <= trace_get_n (trace));
  const TraceEvent *event = trace_get (trace, number);
  const char *text = trace_get_text (trace, event->label);
  switch ((TraceKind) event->kind)
    {
    case TRACE_ACT:
      return explain_summarize_act (trace, text);
    case TRACE_LINK:
      return summarize_link (trace, number);
    case TRACE_TLS:
      {
        ExplainArgs *args = explain_args_new ();
        add_device (args, trace, number);
        return explain_sentence ("event.tls", args);
      }
    case TRACE_SEND:
    case TRACE_ARRIVE:
      return summarize_line (trace, number);
    case TRACE_TURN:
      return summarize_turn (trace, number);
    case TRACE_TIMER:
      return summarize_timer (trace, number);
    case TRACE_FACT:
      return summarize_fact (trace, number);
    case TRACE_CHECK:
      return summarize_text (checks[MIN (event->sub, G_N_ELEMENTS (checks) - 1)], text);
    case TRACE_N_KINDS:
      break;
    }
  g_assert_not_reached ();
}
