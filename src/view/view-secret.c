#include "view-secret-private.h"

#include "trace.h"

#include <string.h>

/* A heading or leaf that says: this is a password. */
static gboolean
is_password (const ExplainToken *token)
{
  return strcmp (token->key, "imap.rule.password") == 0
         || strcmp (token->key, "pop3.rule.password") == 0;
}

static gboolean
is_bad (const ExplainToken *token)
{
  return strcmp (token->key, "imap.rule.bad") == 0 || strcmp (token->key, "pop3.rule.bad") == 0;
}

/* Quote marks and the announcement of a literal are no secret; their length is not either. */
static gboolean
is_payload (const ExplainToken *token)
{
  return token->leaf && strcmp (token->key, "imap.rule.dquote") != 0
         && !g_str_has_suffix (token->key, ".rule.crlf")
         && !g_str_has_suffix (token->key, ".rule.sp")
         && !g_str_has_prefix (token->key, "imap.rule.literal-open")
         && !g_str_has_prefix (token->key, "imap.rule.literal-size")
         && !g_str_has_prefix (token->key, "imap.rule.literal-close")
         && !g_str_has_prefix (token->key, "imap.rule.literal-announcement");
}

static const char *
skip_word (const char *at, const char *end)
{
  while (at < end && !g_ascii_isspace (*at))
    at++;
  while (at < end && (*at == ' ' || *at == '\t'))
    at++;
  return at;
}

static gboolean
is_word (const char *at, const char *end, const char *word)
{
  gsize len = strlen (word);
  return (gsize) (end - at) >= len && g_ascii_strncasecmp (at, word, len) == 0
         && (at + len == end || g_ascii_isspace (at[len]));
}

/* Where, in a LOGIN or a PASS with a tag or without one, the password can begin; G_MAXSIZE: neither. */
static gsize
find_login (GBytes *bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  const char *end = data + len;
  const char *at = data;
  for (guint words = 0; words < 2; words++, at = skip_word (at, end))
    if (is_word (at, end, "PASS"))
      return (gsize) (skip_word (at, end) - data);
    else if (is_word (at, end, "LOGIN"))
      {
        const char *user = skip_word (at, end);
        return (gsize) (skip_word (user, end) - data);
      }
  return G_MAXSIZE;
}

gboolean *
view_secret_covers (const ExplainLine *line)
{
  gboolean *covers = g_new0 (gboolean, line->tokens->len + 1);
  guint inside = G_MAXUINT; /* depth of the heading that says password */
  gboolean bad = FALSE;
  gsize from = line->from_server ? G_MAXSIZE : find_login (line->bytes);
  for (guint i = 0; i < line->tokens->len && !line->from_server; i++)
    {
      const ExplainToken *token = &g_array_index (line->tokens, ExplainToken, i);
      if (inside != G_MAXUINT && token->depth <= inside)
        inside = G_MAXUINT;
      if (inside == G_MAXUINT && is_password (token))
        inside = token->depth;
      covers[i] = inside != G_MAXUINT && is_payload (token);
      bad |= is_bad (token);
    }
  for (guint i = 0; i < line->tokens->len && bad && from != G_MAXSIZE; i++)
    {
      const ExplainToken *token = &g_array_index (line->tokens, ExplainToken, i);
      covers[i] |= is_payload (token) && base_span_end (token->span) > from;
    }
  return covers;
}

static void
mask (char *data, BaseSpan span, gsize from)
{
  for (gsize i = MAX (span.start, from); i < base_span_end (span); i++)
    if (data[i] != '\r' && data[i] != '\n')
      data[i] = '*';
}

GBytes *
view_secret_mask (const ExplainLine *line)
{
  gsize len;
  const char *data = g_bytes_get_data (line->bytes, &len);
  g_autofree gboolean *covers = view_secret_covers (line);
  gsize login = line->from_server ? G_MAXSIZE : find_login (line->bytes);
  char *out = NULL;
  for (guint i = 0; i < line->tokens->len; i++)
    {
      const ExplainToken *token = &g_array_index (line->tokens, ExplainToken, i);
      if (!covers[i])
        continue;
      if (out == NULL)
        out = g_memdup2 (data, len);
      mask (out, token->span, is_bad (token) && login != G_MAXSIZE ? login : 0);
    }
  return out != NULL ? g_bytes_new_take (out, len) : g_bytes_ref (line->bytes);
}

/* --- lines of a trace --- */

#define ECHO_MIN 4      /* octets of a password that are worth hiding when they come again */
#define ACT_DISTANCE 16 /* events within which a typed line is sent */

static gboolean
is_line (const TraceEvent *event)
{
  return event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE;
}

/*
 * Whether line @number was meant as the octets of a literal of LOGIN, but is taken for a new command,
 * since the server had refused what came before.
 */
static gboolean
follows_announcement (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  guint32 last = number > ACT_DISTANCE ? number - ACT_DISTANCE : 0;
  for (guint32 before = number - 1; before > last; before--)
    {
      const TraceEvent *at = trace_get (trace, before);
      gsize len;
      if (at->kind != event->kind || at->connection != event->connection
          || at->direction != event->direction)
        continue;
      g_autoptr (GBytes) bytes = trace_line (trace, before);
      const char *data = g_bytes_get_data (bytes, &len);
      return at->context == event->context && find_login (bytes) != G_MAXSIZE && len >= 3
             && memcmp (data + len - 3, "}\r\n", 3) == 0;
    }
  return FALSE;
}

/* What a client sent, masked. */
static GBytes *
mask_sent (const Trace *trace, guint32 number)
{
  g_autoptr (ExplainLine) line = explain_line (trace, number);
  gsize len = g_bytes_get_size (line->bytes);
  if (!follows_announcement (trace, number))
    return view_secret_mask (line);
  char *data = g_memdup2 (g_bytes_get_data (line->bytes, NULL), len);
  mask (data, (BaseSpan){ 0, len }, 0);
  return g_bytes_new_take (data, len);
}

/* Data about messages repeats nothing of a command, and there can be much of it. */
static gboolean
is_message_data (const Trace *trace, const TraceEvent *event)
{
  g_autoptr (GBytes) bytes = trace_read (trace, event->connection, event->direction, event->start,
                                         MIN (event->len, 3u));
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  return len == 3 && data[0] == '*' && data[1] == ' ' && g_ascii_isdigit (data[2]);
}

/* The line of a client whose password line @number can hold: itself, or that which it answers; 0
 * when there is none. */
static guint32
find_secret (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  guint32 begin = event->command;
  if (event->direction == TRACE_TO_SERVER)
    return number;
  if (begin == 0 || begin > trace_get_n (trace) || !is_line (trace_get (trace, begin))
      || is_message_data (trace, event))
    return 0;
  return begin;
}

/* Where @data comes again in @text, or a good part of its beginning, it becomes "*". */
static void
hide (char *text, gsize len, const char *secret, gsize secret_len)
{
  gsize enough = MIN (secret_len, ECHO_MIN);
  for (gsize at = 0; at < len; at++)
    {
      gsize same = 0;
      while (same < secret_len && at + same < len && text[at + same] == secret[same])
        same++;
      if (same > 0 && same >= enough)
        memset (text + at, '*', same);
    }
}

/* Hides in @text every run of octets that is masked in line @from. */
static void
hide_all (const Trace *trace, guint32 from, char *text, gsize text_len)
{
  g_autoptr (GBytes) plain = trace_line (trace, from);
  g_autoptr (GBytes) masked = mask_sent (trace, from);
  gsize len;
  const char *open = g_bytes_get_data (plain, &len);
  const char *shut = g_bytes_get_data (masked, NULL);
  for (gsize at = 0; at < len;)
    {
      gsize end = at;
      while (end < len && open[end] != shut[end])
        end++;
      hide (text, text_len, open + at, end - at);
      at = MAX (end, at + 1);
    }
}

GBytes *
view_secret_mask_event (const Trace *trace, guint32 event)
{
  guint32 from = find_secret (trace, event);
  if (from == 0)
    return trace_line (trace, event);
  if (from == event)
    return mask_sent (trace, event);
  gsize len;
  char *copy = g_bytes_unref_to_data (trace_line (trace, event), &len);
  hide_all (trace, from, copy, len);
  return g_bytes_new_take (copy, len);
}

char *
view_secret_mask_text (const Trace *trace, guint32 event, const char *text)
{
  guint32 from = find_secret (trace, event);
  char *copy = g_strdup (text);
  if (from != 0)
    hide_all (trace, from, copy, strlen (copy));
  return copy;
}

/* A typed line may go on with a LOGIN: only the line it became can tell. */
char *
view_secret_mask_act (const Trace *trace, guint32 event, const char *text)
{
  guint32 last = MIN (trace_get_n (trace), event + ACT_DISTANCE);
  for (guint32 number = event + 1; number <= last; number++)
    {
      const TraceEvent *at = trace_get (trace, number);
      if (at->kind != TRACE_SEND || at->cause != event || at->direction != TRACE_TO_SERVER)
        continue;
      g_autoptr (GBytes) masked = view_secret_mask_event (trace, number);
      gsize len;
      const char *data = g_bytes_get_data (masked, &len);
      return g_strchomp (g_strndup (data, len));
    }
  g_autofree char *whole = g_strconcat (text, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (whole, strlen (whole));
  g_autoptr (ExplainLine) line = explain_text (bytes, FALSE, NULL);
  g_autoptr (GBytes) masked = view_secret_mask (line);
  return g_strndup (g_bytes_get_data (masked, NULL), strlen (text));
}
