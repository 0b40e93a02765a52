#include "imap-parser-private.h"

#include <string.h>

/* What stands between two escapes of a quoted string. */
static void
take_quoted_text (ImapParser *parser, GString *value)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && imap_is_text_char ((guint8) at[len]) && at[len] != '"' && at[len] != '\\')
    len++;
  if (len == 0)
    return;
  g_string_append_len (value, at, (gssize) len);
  imap_parser_take (parser, len, "quoted-text");
}

static gboolean
take_quoted_escape (ImapParser *parser, GString *value)
{
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  if (rest == 0 || at[0] != '\\')
    return FALSE;
  if (rest == 1 || (at[1] != '"' && at[1] != '\\'))
    return imap_parser_expect (parser, "quoted-escape");
  g_string_append_c (value, at[1]);
  imap_parser_take (parser, 2, "quoted-escape");
  return TRUE;
}

/* [RFC3501 §4.3]: TEXT-CHARs, and "\" before a quote or a backslash only. */
gboolean
imap_rule_quoted (ImapParser *parser, const char *rule, ImapString *out)
{
  if (imap_parser_peek (parser) != '"')
    return imap_parser_expect (parser, rule);
  ImapMark mark = imap_parser_open (parser, rule);
  g_autoptr (GString) value = g_string_new (NULL);
  imap_rule_char (parser, '"', "dquote");
  gsize start = imap_parser_get_at (parser);
  do
    take_quoted_text (parser, value);
  while (take_quoted_escape (parser, value));
  gsize end = imap_parser_get_at (parser);
  if (imap_parser_peek (parser) == '\\')
    return imap_parser_cancel (parser, mark);
  int c = imap_parser_peek (parser);
  if (c != '"')
    {
      imap_parser_expect (parser, c < 0 || c == '\r' || c == '\n' ? "dquote" : "quoted-text");
      return imap_parser_cancel (parser, mark);
    }
  imap_rule_char (parser, '"', "dquote");
  imap_parser_close (parser, mark);
  out->data = base_arena_strndup (imap_parser_get_arena (parser), value->str, value->len);
  out->len = value->len;
  out->span = (BaseSpan){ start, end - start };
  return TRUE;
}

/* "{" number "}" CRLF; the "+" of a non-synchronizing one is flawed, since nobody offered it. */
static gboolean
rule_announcement (ImapParser *parser, guint64 *size)
{
  ImapMark mark = imap_parser_open (parser, "literal-announcement");
  if (!imap_rule_char (parser, '{', "literal-open")
      || !imap_rule_number (parser, "literal-size", G_MAXUINT32, size))
    return imap_parser_cancel (parser, mark);
  if (imap_parser_peek (parser) == '+')
    imap_parser_take_bad (parser, 1, "literal-close");
  if (!imap_rule_char (parser, '}', "literal-close") || !imap_rule_crlf (parser))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* NUL may not be inside; from the first one on the octets are bad [RFC3501 §4.3.1]. */
static void
take_octets (ImapParser *parser, gsize size)
{
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  const char *nul = size > 0 ? memchr (at, '\0', size) : NULL;
  gsize good = nul != NULL ? (gsize) (nul - at) : size;
  if (good > 0)
    imap_parser_take (parser, good, "literal-octets");
  if (good < size)
    imap_parser_take_bad (parser, size - good, "literal-octets");
}

static gboolean
rule_literal (ImapParser *parser, const char *rule, gboolean share, ImapString *out)
{
  if (imap_parser_peek (parser) != '{')
    return imap_parser_expect (parser, rule);
  guint64 size;
  gsize rest;
  ImapMark mark = imap_parser_open (parser, rule);
  if (!rule_announcement (parser, &size))
    return imap_parser_cancel (parser, mark);
  const char *at = imap_parser_rest (parser, &rest);
  gsize start = imap_parser_get_at (parser);
  if (rest < size || (rest == 0 && size == 0))
    {
      /* Cut: what is there of it is good, and it lacks the rest. */
      if (rest > 0)
        take_octets (parser, rest);
      imap_parser_expect (parser, "literal-octets");
      return imap_parser_cancel (parser, mark);
    }
  take_octets (parser, (gsize) size);
  imap_parser_close (parser, mark);
  *out = (ImapString){ at, (gsize) size, { start, (gsize) size } };
  if (!share)
    imap_parser_keep_string (parser, start, (gsize) size, out);
  return TRUE;
}

gboolean
imap_rule_literal (ImapParser *parser, const char *rule, ImapString *out)
{
  return rule_literal (parser, rule, FALSE, out);
}

gboolean
imap_rule_literal_shared (ImapParser *parser, const char *rule, ImapString *out)
{
  return rule_literal (parser, rule, TRUE, out);
}

gboolean
imap_rule_string (ImapParser *parser, const char *rule, ImapString *out)
{
  int c = imap_parser_peek (parser);
  if (c == '"')
    return imap_rule_quoted (parser, rule, out);
  return rule_literal (parser, rule, FALSE, out);
}

/* Octets of a kind as a leaf, or a string; the quote or brace says which. */
static gboolean
rule_run_or_string (ImapParser *parser, gboolean (*fits) (int c), const char *rule, ImapString *out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && fits ((guint8) at[len]))
    len++;
  if (len == 0)
    return imap_rule_string (parser, rule, out);
  imap_parser_keep_string (parser, imap_parser_get_at (parser), len, out);
  imap_parser_take (parser, len, rule);
  return TRUE;
}

gboolean
imap_rule_astring (ImapParser *parser, const char *rule, ImapString *out)
{
  return rule_run_or_string (parser, imap_is_astring_char, rule, out);
}

static gboolean
rule_nstring (ImapParser *parser, const char *rule, gboolean share, ImapString *out)
{
  if (imap_parser_peek (parser) == '"')
    return imap_rule_quoted (parser, rule, out);
  if (imap_parser_peek (parser) == '{')
    return rule_literal (parser, rule, share, out);
  ImapMark mark = imap_parser_open (parser, rule);
  gsize at = imap_parser_get_at (parser);
  if (!imap_rule_word (parser, "NIL", "nil"))
    {
      imap_parser_cancel (parser, mark);
      return imap_parser_expect (parser, rule);
    }
  imap_parser_close (parser, mark);
  *out = (ImapString){ NULL, 0, { at, 3 } };
  return TRUE;
}

gboolean
imap_rule_nstring (ImapParser *parser, const char *rule, ImapString *out)
{
  return rule_nstring (parser, rule, FALSE, out);
}

gboolean
imap_rule_nstring_shared (ImapParser *parser, const char *rule, ImapString *out)
{
  return rule_nstring (parser, rule, TRUE, out);
}

gboolean
imap_rule_mailbox (ImapParser *parser, const char **out)
{
  ImapString name;
  if (!imap_rule_astring (parser, "mailbox", &name))
    return FALSE;
  *out = name.data;
  if (g_ascii_strcasecmp (name.data, "INBOX") == 0)
    {
      *out = "INBOX";
      imap_parser_rename (parser, "mailbox.inbox");
    }
  return TRUE;
}

static gboolean
is_list_char (int c)
{
  return imap_is_astring_char (c) || c == '%' || c == '*';
}

gboolean
imap_rule_list_mailbox (ImapParser *parser, const char **out)
{
  ImapString pattern;
  if (!rule_run_or_string (parser, is_list_char, "list-mailbox", &pattern))
    return FALSE;
  *out = pattern.data;
  return TRUE;
}
