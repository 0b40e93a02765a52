/* Address lists, read forgivingly [RFC5322 §3.4] [RFC5322 §4.4]. One pass without recursion: what
 * stands before "<", ":", "," or ";" is gathered as a phrase and as an addr-spec at once, for only
 * that character tells which of the two it was. */

#include "mail-address.h"

#include <string.h>

typedef struct
{
  const char *pos;
  const char *end;
  GStringChunk *store;
  GArray *list;

  gboolean in_group;

  GString *phrase; /* words, one space where blanks or comments stood */
  gsize name_len;  /* how much of phrase stands before the addr-spec */
  gboolean has_phrase;
  GString *local;
  GString *domain;
  gboolean has_at;
  gboolean is_whole; /* the addr-spec is; more words can only belong to a phrase */
  gboolean gap;      /* blanks or comments since the last word */

  GString *comment; /* the last one */
  gboolean has_comment;
} Parser;

static MailString
keep (Parser *parser, const char *data, gsize len)
{
  return (MailString){ g_string_chunk_insert_len (parser->store, data, (gssize) len), len };
}

static void
add_address (Parser *parser, MailAddress address)
{
  if (parser->list->len < MAIL_ADDRESS_MAX)
    g_array_append_val (parser->list, address);
}

static void
close_group (Parser *parser)
{
  static const MailAddress end = { 0 };

  if (!parser->in_group)
    return;
  parser->in_group = FALSE;
  /* Also when the list is full, so that no group stays open. */
  g_array_append_val (parser->list, end);
}

static void
open_group (Parser *parser)
{
  close_group (parser); /* groups do not nest */
  if (parser->list->len >= MAIL_ADDRESS_MAX)
    return;
  add_address (parser,
               (MailAddress){ .mailbox = keep (parser, parser->phrase->str, parser->phrase->len) });
  parser->in_group = TRUE;
}

/* Comments and quoted strings */

/* One octet of quoted text: takes the backslash off a quoted-pair and skips the line ends of folds.
 * Returns FALSE when there is nothing to keep. */
static gboolean
next_quoted (Parser *parser, char *c)
{
  *c = *parser->pos++;
  if (*c == '\\' && parser->pos < parser->end)
    *c = *parser->pos++;
  return *c != '\r' && *c != '\n';
}

static void
strip_blanks (GString *text)
{
  gsize blanks = 0;

  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);
  while (blanks < text->len && g_ascii_isspace (text->str[blanks]))
    blanks++;
  g_string_erase (text, 0, (gssize) blanks);
}

static void
read_comment (Parser *parser)
{
  guint64 depth = 1;

  g_string_truncate (parser->comment, 0);
  parser->pos++;
  while (parser->pos < parser->end)
    {
      char first = *parser->pos, c;
      gboolean kept = next_quoted (parser, &c);

      if (first == '(')
        depth++;
      else if (first == ')' && --depth == 0)
        break;
      if (kept)
        g_string_append_c (parser->comment, c);
    }
  strip_blanks (parser->comment);
  parser->has_comment = parser->comment->len > 0;
}

static void
read_quoted (Parser *parser, GString *out)
{
  parser->pos++;
  while (parser->pos < parser->end)
    {
      char first = *parser->pos, c;
      gboolean kept = next_quoted (parser, &c);

      if (first == '"')
        break;
      if (kept)
        g_string_append_c (out, c);
    }
}

/* Blanks, line ends and comments; notes that there were any. */
static void
skip_cfws (Parser *parser)
{
  while (parser->pos < parser->end)
    {
      if (strchr (" \t\r\n", *parser->pos) != NULL && *parser->pos != '\0')
        parser->pos++;
      else if (*parser->pos == '(')
        read_comment (parser);
      else
        return;
      parser->gap = TRUE;
    }
}

/* Words */

static gboolean
is_word_char (char c)
{
  return c == '\0' || strchr (" \t\r\n()<>@,;:\"", c) == NULL;
}

static void
read_atom (Parser *parser, GString *out)
{
  const char *start = parser->pos;

  while (parser->pos < parser->end && is_word_char (*parser->pos))
    parser->pos++;
  g_string_append_len (out, start, parser->pos - start);
}

/* "[" to "]", blanks left out; only where a domain may stand. */
static void
read_domain_literal (Parser *parser, GString *out)
{
  while (parser->pos < parser->end)
    {
      char c = *parser->pos++;

      if (strchr (" \t\r\n", c) == NULL || c == '\0')
        g_string_append_c (out, c);
      if (c == ']')
        return;
    }
}

/* A second "@" outside quotes belongs to no address; the last one is taken for the real one. */
static void
read_at (Parser *parser)
{
  parser->pos++;
  if (parser->has_at)
    {
      g_string_append_c (parser->local, '@');
      g_string_append_len (parser->local, parser->domain->str, (gssize) parser->domain->len);
      g_string_truncate (parser->domain, 0);
    }
  parser->has_at = TRUE;
}

/* A word or a domain literal, which may only stand behind an "@". */
static void
read_word (Parser *parser, GString *out)
{
  if (*parser->pos == '"')
    read_quoted (parser, out);
  else if (*parser->pos == '[' && parser->has_at)
    read_domain_literal (parser, out);
  else
    read_atom (parser, out);
}

/* Whether the word at the current place stands apart from what @before ends with: dots hold a
 * local-part or a domain together across blanks [RFC5322 §4.4]. */
static gboolean
is_apart (Parser *parser, const GString *before)
{
  return parser->gap && before->len > 0 && *parser->pos != '@' && *parser->pos != '.'
         && before->str[before->len - 1] != '.';
}

static void
reset_words (Parser *parser)
{
  g_string_truncate (parser->phrase, 0);
  g_string_truncate (parser->local, 0);
  g_string_truncate (parser->domain, 0);
  parser->name_len = 0;
  parser->has_phrase = parser->has_at = parser->is_whole = FALSE;
  parser->gap = parser->has_comment = FALSE;
}

/* A word that may turn out to belong to a phrase or to an addr-spec: put into both. */
static void
read_head_word (Parser *parser)
{
  GString *spec = parser->has_at ? parser->domain : parser->local;
  gsize spec_len;

  if (is_apart (parser, spec))
    {
      parser->is_whole = parser->has_at;
      if (!parser->has_at)
        {
          parser->name_len = parser->phrase->len;
          g_string_truncate (parser->local, 0);
        }
    }
  if (parser->gap && parser->phrase->len > 0)
    g_string_append_c (parser->phrase, ' ');
  parser->gap = FALSE;
  parser->has_phrase = TRUE;

  if (*parser->pos == '@')
    {
      g_string_append_c (parser->phrase, '@');
      if (parser->is_whole)
        parser->pos++;
      else
        read_at (parser);
    }
  else if (parser->is_whole)
    read_word (parser, parser->phrase);
  else
    {
      spec_len = spec->len;
      read_word (parser, spec);
      g_string_append_len (parser->phrase, spec->str + spec_len, (gssize) (spec->len - spec_len));
    }
}

/* Everything up to the character that tells what it was. */
static void
read_head (Parser *parser)
{
  reset_words (parser);
  for (skip_cfws (parser); parser->pos < parser->end; skip_cfws (parser))
    {
      char c = *parser->pos;

      if (c == '<' || c == ':' || c == ',' || c == ';')
        return;
      if (c == '>' || c == ')')
        parser->pos++; /* closes nothing */
      else
        read_head_word (parser);
    }
}

/* Addresses */

/* An address without "<": an addr-spec, or words that lack a domain. */
static void
add_bare (Parser *parser)
{
  const GString *local = parser->local, *domain = parser->domain, *phrase = parser->phrase;
  MailAddress address = { 0 };

  if (!parser->has_phrase)
    return;
  address.host = keep (parser, domain->str, domain->len);
  if (parser->has_at || parser->name_len == 0)
    address.mailbox = keep (parser, local->str, local->len);
  else
    address.mailbox = keep (parser, "", 0);
  if (!parser->has_at && parser->name_len > 0)
    address.name = keep (parser, phrase->str, phrase->len);
  else if (parser->name_len > 0)
    address.name = keep (parser, phrase->str, parser->name_len);
  else if (parser->has_comment)
    address.name = keep (parser, parser->comment->str, parser->comment->len);
  add_address (parser, address);
}

/* "@a,@b:" before an addr-spec, without its colon [RFC5322 §4.4]. */
static MailString
read_route (Parser *parser)
{
  g_autoptr (GString) route = g_string_new (NULL);

  for (skip_cfws (parser); parser->pos < parser->end; skip_cfws (parser))
    {
      char c = *parser->pos;

      if (c == ':' || c == '>' || c == ';' || c == '<')
        break;
      if (c == '[')
        read_domain_literal (parser, route);
      else if (is_word_char (c))
        read_atom (parser, route);
      else
        {
          g_string_append_c (route, c);
          parser->pos++;
        }
    }
  if (parser->pos < parser->end && *parser->pos == ':')
    parser->pos++;
  return keep (parser, route->str, route->len);
}

/* What stands behind the ">" of an address until the next one has no meaning. */
static void
skip_rest (Parser *parser)
{
  for (skip_cfws (parser); parser->pos < parser->end; skip_cfws (parser))
    {
      if (*parser->pos == ',' || *parser->pos == ';')
        return;
      if (*parser->pos == '"')
        {
          g_string_truncate (parser->local, 0);
          read_quoted (parser, parser->local);
        }
      else
        parser->pos++;
    }
}

/* From "<" on; the phrase before it is the name. */
static void
read_angle (Parser *parser)
{
  MailAddress address = { 0 };

  parser->pos++;
  if (parser->has_phrase)
    address.name = keep (parser, parser->phrase->str, parser->phrase->len);
  reset_words (parser);
  skip_cfws (parser);
  if (parser->pos < parser->end && *parser->pos == '@')
    address.adl = read_route (parser);
  for (skip_cfws (parser); parser->pos < parser->end; skip_cfws (parser))
    {
      char c = *parser->pos;

      if (c == '>' || c == ',' || c == ';')
        break;
      if (c == '@')
        read_at (parser);
      else if (c == '"' || is_word_char (c))
        read_word (parser, parser->has_at ? parser->domain : parser->local);
      else
        parser->pos++; /* "<", ":" or ")", which cannot stand here */
    }
  address.mailbox = keep (parser, parser->local->str, parser->local->len);
  address.host = keep (parser, parser->domain->str, parser->domain->len);
  add_address (parser, address);
  skip_rest (parser);
}

static void
read_list (Parser *parser)
{
  while (parser->pos < parser->end)
    {
      char c;

      read_head (parser);
      c = parser->pos < parser->end ? *parser->pos : ',';
      if (c == '<')
        {
          read_angle (parser);
          continue;
        }
      if (c == ':')
        open_group (parser);
      else
        add_bare (parser);
      if (c == ';')
        close_group (parser);
      if (parser->pos < parser->end)
        parser->pos++;
    }
  close_group (parser);
}

void
mail_address_list_parse (const char *value, gsize len, GStringChunk *store, GArray *list)
{
  g_autoptr (GString) phrase = g_string_new (NULL);
  g_autoptr (GString) local = g_string_new (NULL);
  g_autoptr (GString) domain = g_string_new (NULL);
  g_autoptr (GString) comment = g_string_new (NULL);
  Parser parser = {
    .pos = value,
    .end = value + len,
    .store = store,
    .list = list,
    .phrase = phrase,
    .local = local,
    .domain = domain,
    .comment = comment,
  };

  read_list (&parser);
}
