/* The structured fields of MIME, read forgivingly: one pass, no recursion. */

#include "mail-mime.h"

#include <string.h>

/* Languages of one field; more are nobody's. */
#define LANGUAGES_MAX 64

typedef struct
{
  const char *at;
  const char *end;
  BaseArena *arena;
} Reader;

static MailString
keep (Reader *reader, const char *text, gsize len)
{
  return (MailString){ base_arena_strndup (reader->arena, text, len), len };
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static int
peek (const Reader *reader)
{
  return reader->at < reader->end ? (guchar) *reader->at : -1;
}

/* From "(" to behind its ")", comments inside and escapes minded. */
static void
skip_comment (Reader *reader)
{
  guint64 depth = 0;

  while (reader->at < reader->end)
    {
      char c = *reader->at++;

      if (c == '\\' && reader->at < reader->end)
        reader->at++;
      else if (c == '(')
        depth++;
      else if (c == ')' && --depth == 0)
        return;
    }
}

static void
skip_cfws (Reader *reader)
{
  while (reader->at < reader->end)
    if (is_blank (*reader->at))
      reader->at++;
    else if (*reader->at == '(')
      skip_comment (reader);
    else
      return;
}

/* Anything but blanks, controls and tspecials [RFC2045 §5.1]; octets above 127 are let pass. */
static gboolean
is_token_char (char c)
{
  return ((guchar) c > ' ' && c != 0x7f) && strchr ("()<>@,;:\\\"/[]?=", c) == NULL;
}

static MailString
read_token (Reader *reader)
{
  const char *start;

  skip_cfws (reader);
  start = reader->at;
  while (reader->at < reader->end && is_token_char (*reader->at))
    reader->at++;
  if (reader->at == start)
    return (MailString){ 0 };
  return keep (reader, start, (gsize) (reader->at - start));
}

/* Behind the closing quote of the string that starts here, or the end. */
static const char *
quoted_end (const Reader *reader)
{
  const char *at = reader->at + 1;

  while (at < reader->end && *at != '"')
    at += *at == '\\' && at + 1 < reader->end ? 2 : 1;
  return at < reader->end ? at + 1 : at;
}

/* A quoted string without quotes, escapes and the line ends of folds. */
static MailString
read_quoted (Reader *reader)
{
  const char *end = quoted_end (reader);
  char *out = base_arena_alloc (reader->arena, (gsize) (end - reader->at));
  gsize len = 0;

  for (reader->at++; reader->at < end && *reader->at != '"'; reader->at++)
    {
      if (*reader->at == '\\' && reader->at + 1 < end)
        reader->at++;
      if (*reader->at != '\r' && *reader->at != '\n')
        out[len++] = *reader->at;
    }
  out[len] = '\0';
  reader->at = end;
  return (MailString){ out, len };
}

/* A value without quotes should be a token; many mailers leave the quotes away all the same, so only
 * what must end it does. */
static MailString
read_value (Reader *reader)
{
  const char *start;

  skip_cfws (reader);
  if (peek (reader) == '"')
    return read_quoted (reader);
  start = reader->at;
  while (reader->at < reader->end && *reader->at != ';' && !is_blank (*reader->at))
    reader->at++;
  return keep (reader, start, (gsize) (reader->at - start));
}

/* To behind the next ";" outside quotes and comments. */
static gboolean
skip_to_parameter (Reader *reader)
{
  for (skip_cfws (reader); reader->at < reader->end; skip_cfws (reader))
    if (*reader->at == '"')
      reader->at = quoted_end (reader);
    else if (*reader->at++ == ';')
      return TRUE;
  return FALSE;
}

/* Continuations */

/* What a name with "*" in it says: the piece of which parameter it is. */
typedef struct
{
  gsize base_len; /* of the name without number and star */
  int number;     /* -1: no continuation */
  gboolean is_extended;
} Piece;

static Piece
piece_of (MailString name)
{
  Piece piece = { name.len, -1, FALSE };
  gsize end = name.len, start;

  if (end > 0 && name.data[end - 1] == '*')
    {
      piece.is_extended = TRUE;
      end--;
    }
  for (start = end; start > 0 && g_ascii_isdigit (name.data[start - 1]);)
    start--;
  /* No leading zeros, and no more pieces than there are parameters. */
  if (start < 2 || start == end || end - start > 2 || name.data[start - 1] != '*'
      || (end - start == 2 && name.data[start] == '0'))
    return (Piece){ name.len, -1, FALSE };
  piece.base_len = start - 1;
  piece.number = name.data[start] - '0';
  if (end - start == 2)
    piece.number = piece.number * 10 + (name.data[start + 1] - '0');
  return piece;
}

typedef struct
{
  MailParameter items[MAIL_PARAMETERS_MAX];
  Piece pieces[MAIL_PARAMETERS_MAX];
  gboolean is_used[MAIL_PARAMETERS_MAX];
  guint n;
} Found;

/* The parameter that is the @number-th piece of the one whose first piece is @first, or -1. */
static int
find_piece (const Found *found, guint first, int number)
{
  gsize len = found->pieces[first].base_len;

  for (guint i = 0; i < found->n; i++)
    if (found->pieces[i].number == number && found->pieces[i].base_len == len
        && g_ascii_strncasecmp (found->items[i].name.data, found->items[first].name.data, len) == 0)
      return (int) i;
  return -1;
}

/* A plain piece among percent-encoded ones: what would read as encoding is encoded. */
static void
append_encoded (GString *out, MailString value)
{
  for (gsize i = 0; i < value.len; i++)
    {
      guchar c = (guchar) value.data[i];

      if (c <= ' ' || c >= 0x7f || strchr ("*'%()<>@,;:\\\"/[]?=", c) != NULL)
        g_string_append_printf (out, "%%%02X", c);
      else
        g_string_append_c (out, (char) c);
    }
}

static MailParameter
join_pieces (Reader *reader, Found *found, guint first)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GString) name = g_string_new_len (found->items[first].name.data,
                                               (gssize) found->pieces[first].base_len);
  gboolean is_extended = FALSE;
  int i;

  for (int number = 0; (i = find_piece (found, first, number)) >= 0; number++)
    is_extended |= found->pieces[i].is_extended;
  for (int number = 0; (i = find_piece (found, first, number)) >= 0; number++)
    {
      found->is_used[i] = TRUE;
      if (is_extended && !found->pieces[i].is_extended)
        append_encoded (value, found->items[i].value);
      else
        g_string_append_len (value, found->items[i].value.data, (gssize) found->items[i].value.len);
    }
  if (is_extended)
    g_string_append_c (name, '*');
  return (MailParameter){ keep (reader, name->str, name->len),
                          keep (reader, value->str, value->len) };
}

static MailParameters
join_continuations (Reader *reader, Found *found)
{
  MailParameter *items = base_arena_alloc (reader->arena, found->n * sizeof (MailParameter));
  MailParameters out = { items, 0 };

  /* First all that can be joined, so that a piece before its first one is not kept as well. */
  for (guint i = 0; i < found->n; i++)
    if (found->pieces[i].number == 0 && !found->is_used[i])
      {
        found->items[i] = join_pieces (reader, found, i);
        found->pieces[i].number = -1;
        found->is_used[i] = FALSE;
      }
  for (guint i = 0; i < found->n; i++)
    if (!found->is_used[i])
      items[out.n++] = found->items[i];
  return out;
}

static MailParameters
read_parameters (Reader *reader)
{
  g_autofree Found *found = NULL;

  if (!skip_to_parameter (reader))
    return (MailParameters){ 0 };
  found = g_new0 (Found, 1);
  do
    {
      MailParameter parameter = { .name = read_token (reader) };

      skip_cfws (reader);
      if (parameter.name.data == NULL || peek (reader) != '=')
        continue;
      reader->at++;
      parameter.value = read_value (reader);
      found->pieces[found->n] = piece_of (parameter.name);
      found->items[found->n++] = parameter;
    }
  while (found->n < MAIL_PARAMETERS_MAX && skip_to_parameter (reader));
  return join_continuations (reader, found);
}

/* Fields */

gboolean
mail_mime_read_type (const char *value, gsize len, BaseArena *arena, MailMediaType *out)
{
  Reader reader = { value, value + len, arena };
  MailMediaType type = { .type = read_token (&reader) };

  skip_cfws (&reader);
  if (type.type.data == NULL || peek (&reader) != '/')
    return FALSE;
  reader.at++;
  type.subtype = read_token (&reader);
  if (type.subtype.data == NULL)
    return FALSE;
  type.parameters = read_parameters (&reader);
  *out = type;
  return TRUE;
}

MailDisposition
mail_mime_read_disposition (const char *value, gsize len, BaseArena *arena)
{
  Reader reader = { value, value + len, arena };
  MailDisposition disposition = { .type = read_token (&reader) };

  if (disposition.type.data != NULL)
    disposition.parameters = read_parameters (&reader);
  return disposition;
}

MailString
mail_mime_read_token (const char *value, gsize len, BaseArena *arena)
{
  Reader reader = { value, value + len, arena };

  return read_token (&reader);
}

MailStrings
mail_mime_read_languages (const char *value, gsize len, BaseArena *arena)
{
  Reader reader = { value, value + len, arena };
  MailString *items = NULL;
  MailStrings out = { 0 };

  for (skip_cfws (&reader); reader.at < reader.end && out.n < LANGUAGES_MAX; skip_cfws (&reader))
    {
      MailString tag = read_token (&reader);

      if (tag.data == NULL)
        {
          reader.at++;
          continue;
        }
      if (items == NULL)
        out.items = items = base_arena_alloc (arena, LANGUAGES_MAX * sizeof (MailString));
      items[out.n++] = tag;
    }
  return out;
}

MailString
mail_parameters_find (MailParameters parameters, const char *name)
{
  for (guint i = 0; i < parameters.n; i++)
    if (mail_string_is (parameters.items[i].name, name))
      return parameters.items[i].value;
  return (MailString){ 0 };
}

MailParameters
mail_parameters_with_default (MailParameters parameters, const char *name, const char *value,
                              BaseArena *arena)
{
  MailParameter *items;

  if (mail_parameters_find (parameters, name).data != NULL)
    return parameters;
  items = base_arena_alloc (arena, (parameters.n + 1) * sizeof (MailParameter));
  if (parameters.n > 0)
    memcpy (items, parameters.items, parameters.n * sizeof (MailParameter));
  items[parameters.n] = (MailParameter){ { name, strlen (name) }, { value, strlen (value) } };
  return (MailParameters){ items, parameters.n + 1 };
}
