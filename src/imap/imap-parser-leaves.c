#include "imap-parser-private.h"

#include <string.h>

gboolean
imap_rule_char (ImapParser *parser, char c, const char *rule)
{
  if (imap_parser_peek (parser) != (guint8) c)
    return imap_parser_expect (parser, rule);
  imap_parser_take (parser, 1, rule);
  return TRUE;
}

gboolean
imap_rule_word (ImapParser *parser, const char *word, const char *rule)
{
  gsize rest, len = strlen (word);
  const char *at = imap_parser_rest (parser, &rest);
  if (rest < len || g_ascii_strncasecmp (at, word, len) != 0)
    return imap_parser_expect (parser, rule);
  if (rest > len && (g_ascii_isalnum (at[len]) || at[len] == '.' || at[len] == '-'))
    return imap_parser_expect (parser, rule);
  imap_parser_take (parser, len, rule);
  return TRUE;
}

gboolean
imap_rule_sp (ImapParser *parser)
{
  return imap_rule_char (parser, ' ', "sp");
}

gboolean
imap_rule_crlf (ImapParser *parser)
{
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  if (rest < 2 || at[0] != '\r' || at[1] != '\n')
    return imap_parser_expect (parser, "crlf");
  imap_parser_take (parser, 2, "crlf");
  return TRUE;
}

void
imap_parser_keep_string (ImapParser *parser, gsize start, gsize len, ImapString *out)
{
  out->span = (BaseSpan){ start, len };
  out->len = len;
  out->data = base_arena_strndup (imap_parser_get_arena (parser),
                                  imap_parser_octets (parser, out->span), len);
}

/* One or more octets of a kind as a leaf. */
static gboolean
rule_run (ImapParser *parser, gboolean (*fits) (int c), const char *rule, const char **out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && fits ((guint8) at[len]))
    len++;
  if (len == 0)
    return imap_parser_expect (parser, rule);
  if (out != NULL)
    *out = base_arena_strndup (imap_parser_get_arena (parser), at, len);
  imap_parser_take (parser, len, rule);
  return TRUE;
}

static gboolean
is_tag_char (int c)
{
  return imap_is_astring_char (c) && c != '+';
}

gboolean
imap_rule_tag (ImapParser *parser, const char **out)
{
  return rule_run (parser, is_tag_char, "tag", out);
}

gboolean
imap_rule_atom (ImapParser *parser, const char *rule, const char **out)
{
  return rule_run (parser, imap_is_atom_char, rule, out);
}

gboolean
imap_rule_number (ImapParser *parser, const char *rule, guint64 max, guint64 *out)
{
  gsize rest, len = 0;
  guint64 number = 0;
  const char *at = imap_parser_rest (parser, &rest);
  for (; len < rest && g_ascii_isdigit (at[len]); len++)
    {
      guint digit = (guint) g_ascii_digit_value (at[len]);
      if (digit > max || number > (max - digit) / 10)
        return imap_parser_expect (parser, rule);
      number = number * 10 + digit;
    }
  if (len == 0)
    return imap_parser_expect (parser, rule);
  imap_parser_take (parser, len, rule);
  if (out != NULL)
    *out = number;
  return TRUE;
}

gboolean
imap_rule_nz_number (ImapParser *parser, const char *rule, guint32 *out)
{
  guint64 number;
  if (imap_parser_peek (parser) == '0')
    return imap_parser_expect (parser, rule);
  if (!imap_rule_number (parser, rule, G_MAXUINT32, &number))
    return FALSE;
  *out = (guint32) number;
  return TRUE;
}
