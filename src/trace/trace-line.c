#include "trace-line.h"

#include <string.h>
#include <yajl/yajl_parse.h>

/* arrays in arrays in a line; a recording needs five */
#define DEPTH_MAX 16

typedef enum
{
  TOKEN_NULL,
  TOKEN_FALSE,
  TOKEN_TRUE,
  TOKEN_NUMBER,
  TOKEN_STRING,
  TOKEN_KEY,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_OBJECT,
  TOKEN_OBJECT_END
} TokenKind;

typedef struct
{
  guint8 kind;
  guint8 negative;
  guint32 len;   /* of a string */
  guint64 value; /* magnitude of a number; where a string is */
} Token;

struct _TraceLine
{
  yajl_handle parser;
  GArray *tokens;
  GByteArray *strings;
  guint at;
  guint depth;
  guint values; /* whole values at depth 0 */
  gboolean good;
};

static int
add (TraceLine *line, Token token)
{
  if (line->depth == 0 && ++line->values > 1)
    return 0;
  g_array_append_val (line->tokens, token);
  return 1;
}

static int
on_null (void *data)
{
  return add (data, (Token){ .kind = TOKEN_NULL });
}

static int
on_boolean (void *data, int value)
{
  return add (data, (Token){ .kind = value ? TOKEN_TRUE : TOKEN_FALSE });
}

static int
on_number (void *data, const char *text, size_t len)
{
  Token token = { .kind = TOKEN_NUMBER, .negative = text[0] == '-' };
  for (size_t i = token.negative; i < len; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return 0;
      guint64 digit = (guint64) (text[i] - '0');
      if (token.value > (G_MAXUINT64 - digit) / 10)
        return 0;
      token.value = token.value * 10 + digit;
    }
  return add (data, token);
}

static int
add_string (TraceLine *line, TokenKind kind, const unsigned char *text, size_t len)
{
  if (len >= G_MAXUINT32 - line->strings->len)
    return 0;
  Token token = { .kind = kind, .len = (guint32) len, .value = line->strings->len };
  g_byte_array_append (line->strings, text, (guint) len);
  g_byte_array_append (line->strings, (const guint8 *) "", 1);
  return add (line, token);
}

static int
on_string (void *data, const unsigned char *text, size_t len)
{
  return add_string (data, TOKEN_STRING, text, len);
}

static int
on_key (void *data, const unsigned char *text, size_t len)
{
  return add_string (data, TOKEN_KEY, text, len);
}

static int
go_in (TraceLine *line, TokenKind kind)
{
  if (!add (line, (Token){ .kind = kind }))
    return 0;
  return ++line->depth <= DEPTH_MAX;
}

static int
go_out (TraceLine *line, TokenKind kind)
{
  int done = add (line, (Token){ .kind = kind });
  line->depth--;
  return done;
}

static int
on_open (void *data)
{
  return go_in (data, TOKEN_OPEN);
}

static int
on_close (void *data)
{
  return go_out (data, TOKEN_CLOSE);
}

static int
on_object (void *data)
{
  return go_in (data, TOKEN_OBJECT);
}

static int
on_object_end (void *data)
{
  return go_out (data, TOKEN_OBJECT_END);
}

static const yajl_callbacks callbacks = {
  .yajl_null = on_null,
  .yajl_boolean = on_boolean,
  .yajl_number = on_number,
  .yajl_string = on_string,
  .yajl_map_key = on_key,
  .yajl_start_array = on_open,
  .yajl_end_array = on_close,
  .yajl_start_map = on_object,
  .yajl_end_map = on_object_end,
};

TraceLine *
trace_line_new (void)
{
  TraceLine *line = g_new0 (TraceLine, 1);
  line->parser = yajl_alloc (&callbacks, NULL, line);
  yajl_config (line->parser, yajl_allow_multiple_values, 1);
  line->tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  line->strings = g_byte_array_new ();
  return line;
}

void
trace_line_free (TraceLine *line)
{
  if (line == NULL)
    return;
  yajl_free (line->parser);
  g_array_unref (line->tokens);
  g_byte_array_unref (line->strings);
  g_free (line);
}

gboolean
trace_line_parse (TraceLine *line, const char *text, gsize len)
{
  g_array_set_size (line->tokens, 0);
  g_byte_array_set_size (line->strings, 0);
  line->at = 0;
  line->depth = 0;
  line->values = 0;
  line->good = TRUE;
  /* The line end makes the parser sure that a number is over. */
  if (yajl_parse (line->parser, (const unsigned char *) text, len) != yajl_status_ok
      || yajl_parse (line->parser, (const unsigned char *) "\n", 1) != yajl_status_ok
      || line->depth != 0 || line->values != 1)
    line->good = FALSE;
  return line->good;
}

gboolean
trace_line_is_good (const TraceLine *line)
{
  return line->good;
}

void
trace_line_fail (TraceLine *line)
{
  line->good = FALSE;
}

static gboolean
is_next (const TraceLine *line, TokenKind kind)
{
  return line->good && line->at < line->tokens->len
         && g_array_index (line->tokens, Token, line->at).kind == kind;
}

static const Token *
take (TraceLine *line, TokenKind kind)
{
  static const Token nothing = { .kind = TOKEN_NULL };
  if (!is_next (line, kind))
    {
      line->good = FALSE;
      return &nothing;
    }
  return &g_array_index (line->tokens, Token, line->at++);
}

void
trace_line_open (TraceLine *line)
{
  take (line, TOKEN_OPEN);
}

void
trace_line_close (TraceLine *line)
{
  take (line, TOKEN_CLOSE);
}

gboolean
trace_line_at_end (const TraceLine *line)
{
  return !line->good || line->at >= line->tokens->len || is_next (line, TOKEN_CLOSE);
}

gboolean
trace_line_at_array (const TraceLine *line)
{
  return is_next (line, TOKEN_OPEN);
}

gboolean
trace_line_at_string_array (const TraceLine *line)
{
  return is_next (line, TOKEN_OPEN) && line->at + 1 < line->tokens->len
         && g_array_index (line->tokens, Token, line->at + 1).kind == TOKEN_STRING;
}

gboolean
trace_line_at_string (const TraceLine *line)
{
  return is_next (line, TOKEN_STRING);
}

gboolean
trace_line_at_number (const TraceLine *line)
{
  return is_next (line, TOKEN_NUMBER);
}

guint64
trace_line_number (TraceLine *line, guint64 max)
{
  const Token *token = take (line, TOKEN_NUMBER);
  if (token->negative || token->value > max)
    {
      line->good = FALSE;
      return 0;
    }
  return token->value;
}

gint64
trace_line_signed (TraceLine *line)
{
  const Token *token = take (line, TOKEN_NUMBER);
  guint64 limit = (guint64) G_MAXINT64 + token->negative;
  if (token->value > limit)
    {
      line->good = FALSE;
      return 0;
    }
  return (gint64) (token->negative ? -token->value : token->value);
}

const char *
trace_line_string (TraceLine *line, gsize *len)
{
  gsize unused;
  const Token *token = take (line, TOKEN_STRING);
  *(len != NULL ? len : &unused) = token->len;
  return token->kind == TOKEN_STRING ? (const char *) line->strings->data + token->value : "";
}

const char *
trace_line_text (TraceLine *line)
{
  gsize len;
  const char *text = trace_line_string (line, &len);
  if (memchr (text, '\0', len) != NULL)
    line->good = FALSE;
  return line->good ? text : "";
}

GBytes *
trace_line_base64 (TraceLine *line)
{
  gsize len;
  const char *text = trace_line_string (line, &len);
  gsize made = 0;
  guint8 *data = len > 0 ? g_base64_decode (text, &made) : NULL;
  /* GLib passes over what is no base64; a recording has none. */
  if (len % 4 != 0
      || made
             != len / 4 * 3 - (len > 0 && text[len - 1] == '=') - (len > 1 && text[len - 2] == '='))
    line->good = FALSE;
  return g_bytes_new_take (data, made);
}

static gboolean
take_literal (TraceLine *line, TokenKind kind)
{
  if (!is_next (line, kind))
    return FALSE;
  line->at++;
  return TRUE;
}

gboolean
trace_line_null (TraceLine *line)
{
  return take_literal (line, TOKEN_NULL);
}

gboolean
trace_line_false (TraceLine *line)
{
  return take_literal (line, TOKEN_FALSE);
}

gboolean
trace_line_find (TraceLine *line, const char *key)
{
  gboolean is_object = line->tokens->len > 0
                       && g_array_index (line->tokens, Token, 0).kind == TOKEN_OBJECT;
  guint depth = 0;
  for (guint i = 0; is_object && i < line->tokens->len; i++)
    {
      const Token *token = &g_array_index (line->tokens, Token, i);
      if (token->kind == TOKEN_OPEN || token->kind == TOKEN_OBJECT)
        depth++;
      else if (token->kind == TOKEN_CLOSE || token->kind == TOKEN_OBJECT_END)
        depth--;
      else if (token->kind == TOKEN_KEY && depth == 1
               && g_str_equal (line->strings->data + token->value, key))
        {
          line->at = i + 1;
          return TRUE;
        }
    }
  return FALSE;
}
