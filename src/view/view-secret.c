#include "view-secret.h"

#include "trace.h"

#include <string.h>

/* A heading or leaf that says: this is a password. */
static gboolean
is_password (const ExplainToken *token)
{
  return strcmp (token->key, "imap.rule.password") == 0;
}

static gboolean
is_bad (const ExplainToken *token)
{
  return strcmp (token->key, "imap.rule.bad") == 0;
}

/* Quote marks and the announcement of a literal are no secret; their length is not either. */
static gboolean
is_payload (const ExplainToken *token)
{
  return token->leaf && strcmp (token->key, "imap.rule.dquote") != 0
         && strcmp (token->key, "imap.rule.crlf") != 0 && strcmp (token->key, "imap.rule.sp") != 0
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

/* Where, in a LOGIN with a tag or without one, the password can begin; G_MAXSIZE: no LOGIN. */
static gsize
find_login (GBytes *bytes)
{
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  const char *end = data + len;
  const char *at = data;
  for (guint words = 0; words < 2; words++, at = skip_word (at, end))
    if (is_word (at, end, "LOGIN"))
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

/* Whether the command that line @number of a client belongs to is a LOGIN. */
static gboolean
is_login (const Trace *trace, guint32 number)
{
  const TraceEvent *event = trace_get (trace, number);
  guint32 begin = event->command != 0 ? event->command : number;
  const TraceEvent *first = trace_get (trace, begin);
  if (event->direction != TRACE_TO_SERVER)
    return FALSE;
  if (first->kind != TRACE_SEND && first->kind != TRACE_ARRIVE)
    begin = number;
  g_autoptr (GBytes) bytes = trace_line (trace, begin);
  return find_login (bytes) != G_MAXSIZE;
}

GBytes *
view_secret_mask_event (const Trace *trace, guint32 event)
{
  if (!is_login (trace, event))
    return trace_line (trace, event);
  g_autoptr (ExplainLine) line = explain_line (trace, event);
  return view_secret_mask (line);
}

char *
view_secret_mask_typed (const char *text)
{
  g_autofree char *whole = g_strconcat (text, "\r\n", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (whole, strlen (whole));
  g_autoptr (ExplainLine) line = explain_text (bytes, FALSE, NULL);
  g_autoptr (GBytes) masked = view_secret_mask (line);
  return g_strndup (g_bytes_get_data (masked, NULL), strlen (text));
}
