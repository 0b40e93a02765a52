/* Where the parts of a literal travel. Announcement and octets stand in one stream, one behind the other; the
 * server's "+" is in the other direction. */
#include "view-literal-private.h"

#include "explain-line.h"
#include "trace.h"
#include "view-secret-private.h"

#include <string.h>

#define MAX_STEPS 65536 /* events one looks for a part */

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

/* The line of the same stream that begins where line @number ends, or ends where it begins; 0 none. */
static guint32
find_next (const Trace *trace, guint32 number, guint32 until)
{
  const TraceEvent *event = trace_get (trace, number);
  guint32 last = MIN (until, number + MAX_STEPS);
  for (guint32 at = number + 1; at <= last; at++)
    if (is_same_stream (trace_get (trace, at), event))
      return trace_get (trace, at)->start == event->start + event->len ? at : 0;
  return 0;
}

static guint32
find_previous (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  guint32 last = number > MAX_STEPS ? number - MAX_STEPS : 0;
  for (guint32 at = number - 1; at > last; at--)
    {
      const TraceEvent *before = trace_get (trace, at);
      if (is_same_stream (before, event))
        return before->start + before->len == event->start ? at : 0;
    }
  return 0;
}

/* --- tokens --- */

static const ExplainToken *
token_at (const ExplainLine *line, guint i)
{
  return &g_array_index (line->tokens, ExplainToken, i);
}

static gboolean
is_token (const ExplainToken *token, const char *key)
{
  return strcmp (token->key, key) == 0;
}

static gboolean
begins_with_octets (const ExplainLine *line)
{
  for (guint i = 0; i < line->tokens->len; i++)
    if (token_at (line, i)->leaf)
      return is_token (token_at (line, i), "imap.rule.literal-octets");
  return FALSE;
}

/* What is announced by the heading token @i, of which the next leaves are the braces and the size. */
static ViewLiteralParts
read_announcement (const ExplainLine *line, guint32 event, guint i)
{
  const ExplainToken *head = token_at (line, i);
  const char *data = g_bytes_get_data (line->bytes, NULL);
  ViewLiteralParts literal = { .announced = event, .from_server = line->from_server };
  literal.at = head->span.start;
  literal.len = head->span.len;
  while (literal.len > 0 && strchr ("\r\n", data[literal.at + literal.len - 1]) != NULL)
    literal.len--;
  literal.waits = !line->from_server && literal.len >= 2
                  && data[literal.at + literal.len - 2] != '+';
  for (guint k = i + 1; k < line->tokens->len && token_at (line, k)->depth > head->depth; k++)
    if (is_token (token_at (line, k), "imap.rule.literal-size"))
      {
        const ExplainArg *size = explain_args_find (token_at (line, k)->args, "number", 6);
        literal.octets = size != NULL ? size->number : 0;
      }
  return literal;
}

static void
take_octets (ViewLiteralParts *literal, const ExplainLine *line, const gboolean *secret,
             guint32 event, gsize start)
{
  gsize rest = g_bytes_get_size (line->bytes) - start;
  literal->carrier = event;
  literal->start = start;
  literal->size = literal->octets >= 0 ? MIN (rest, (gsize) literal->octets) : rest;
  for (guint i = 0; i < line->tokens->len; i++)
    if (token_at (line, i)->leaf && token_at (line, i)->span.start == start)
      literal->secret = secret[i];
}

/* --- the other direction --- */

static gboolean
begins_with (const Trace *trace, guint32 number, char c)
{
  g_autoptr (GBytes) line = trace_line (trace, number);
  gsize len;
  const char *data = g_bytes_get_data (line, &len);
  return len > 0 && data[0] == c;
}

/* The first line for this command that goes on with it or ends it; as it was sent, where that is known. */
static void
find_answer (ViewLiteralParts *literal, const Trace *trace, guint32 until)
{
  const TraceEvent *event = trace_get (trace, literal->announced);
  guint32 last = MIN (until, literal->announced + MAX_STEPS);
  for (guint32 at = literal->announced + 1; at <= last; at++)
    {
      const TraceEvent *other = trace_get (trace, at);
      if (is_same_stream (other, event) && other->command == event->command)
        return;
      if (!is_line (other) || other->connection != event->connection
          || other->direction != TRACE_TO_CLIENT || other->command != event->command
          || begins_with (trace, at, '*'))
        continue;
      literal->refused = !begins_with (trace, at, '+');
      literal->answer = literal->waits || literal->refused ? at : 0;
      return;
    }
}

/* The octets that the last announcement of a line speaks of come in the next line, unless they are refused. */
static void
find_carrier (ViewLiteralParts *literal, const Trace *trace, guint32 until)
{
  guint32 next = find_next (trace, literal->announced, until);
  if (next == 0 || literal->octets == 0)
    return;
  g_autoptr (ExplainLine) line = explain_line (trace, next);
  g_autofree gboolean *secret = view_secret_covers (line);
  /* Who does not wait may send them as if they were a line of their own. */
  if (begins_with_octets (line) || (!literal->waits && !literal->refused))
    take_octets (literal, line, secret, next, 0);
  else
    literal->missed = TRUE;
}

/* --- IMAP --- */

static void
add_last (GArray *found, ViewLiteralParts *literal, const Trace *trace, guint32 until)
{
  if (!literal->from_server && literal->announced != 0)
    find_answer (literal, trace, until);
  if (literal->carrier == 0 && literal->announced != 0)
    find_carrier (literal, trace, until);
  g_array_append_vals (found, literal, 1);
}

/* The octets at the beginning of line @event were announced by the one before. */
static void
add_continued (GArray *found, const Trace *trace, guint32 event, const ExplainLine *line,
               const gboolean *secret, guint32 until)
{
  guint32 previous = find_previous (trace, event);
  ViewLiteralParts literal = { .octets = -1, .from_server = line->from_server };
  if (previous != 0)
    {
      g_autoptr (ExplainLine) before = explain_line (trace, previous);
      for (guint i = 0; i < before->tokens->len; i++)
        if (is_token (token_at (before, i), "imap.rule.literal-announcement"))
          literal = read_announcement (before, previous, i);
    }
  take_octets (&literal, line, secret, event, 0);
  add_last (found, &literal, trace, until);
}

/* Whether it is worth reading: most lines have no part in a literal, and every line is asked. */
static gboolean
may_have_part (const Trace *trace, guint32 event)
{
  g_autoptr (GBytes) line = trace_line (trace, event);
  gsize len;
  const char *data = g_bytes_get_data (line, &len);
  if (len > 0 && memchr (data, '{', len) != NULL)
    return TRUE;
  guint32 previous = find_previous (trace, event);
  if (previous == 0)
    return FALSE;
  g_autoptr (GBytes) before = trace_line (trace, previous);
  data = g_bytes_get_data (before, &len);
  return len >= 3 && memcmp (data + len - 3, "}\r\n", 3) == 0;
}

static void
find_imap (GArray *found, const Trace *trace, guint32 event, guint32 until)
{
  if (!may_have_part (trace, event))
    return;
  g_autoptr (ExplainLine) line = explain_line (trace, event);
  g_autofree gboolean *secret = view_secret_covers (line);
  if (begins_with_octets (line))
    add_continued (found, trace, event, line, secret, until);
  for (guint i = 0; i < line->tokens->len; i++)
    {
      const ExplainToken *token = token_at (line, i);
      if (!is_token (token, "imap.rule.literal-announcement"))
        continue;
      ViewLiteralParts literal = read_announcement (line, event, i);
      gsize end = token->span.start + token->span.len;
      if (end < g_bytes_get_size (line->bytes))
        take_octets (&literal, line, secret, event, end);
      add_last (found, &literal, trace, until);
    }
}

/* --- POP3 --- */

static void
add_answer (GArray *found, const Trace *trace, guint32 status, guint32 data)
{
  ViewLiteralParts literal = { .announced = status, .octets = -1, .from_server = TRUE };
  literal.carrier = data;
  literal.size = trace_get (trace, data)->len;
  if (status != 0)
    literal.len = trace_get (trace, status)->len;
  while (literal.len > 0 && literal.len + 2 > trace_get (trace, status)->len)
    literal.len--;
  g_array_append_val (found, literal);
}

static gboolean
is_data (const Trace *trace, guint32 event)
{
  return event != 0 && explain_is_pop3_data (trace_get (trace, event)->context);
}

static void
find_pop3 (GArray *found, const Trace *trace, guint32 event, guint32 until)
{
  guint32 next = find_next (trace, event, until);
  if (is_data (trace, event))
    {
      guint32 status = find_previous (trace, event);
      add_answer (found, trace, is_data (trace, status) ? 0 : status, event);
    }
  else if (is_data (trace, next))
    add_answer (found, trace, event, next);
}

GArray *
view_literal_find (const Trace *trace, guint32 event, guint32 until)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ViewLiteralParts));
  const TraceEvent *line = trace_get (trace, event);
  until = CLAMP (until, event, trace_get_n (trace));
  if (!is_line (line))
    return found;
  if (explain_is_pop3 (line->context))
    find_pop3 (found, trace, event, until);
  else
    find_imap (found, trace, event, until);
  return found;
}
