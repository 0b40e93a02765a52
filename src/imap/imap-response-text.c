#include "imap-parser-private.h"
#include "imap-response-private.h"

#include <string.h>

/* Human text up to the line end: TEXT-CHARs, or UTF-8 [RFC9051 §9]. Empty text is no node. */
static void
take_text (ImapParser *parser, const char **out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && at[len] != '\r' && at[len] != '\n' && at[len] != '\0')
    len++;
  const char *end;
  if (!g_utf8_validate_len (at, len, &end))
    len = (gsize) (end - at);
  *out = base_arena_strndup (imap_parser_get_arena (parser), at, len);
  if (len > 0)
    imap_parser_take (parser, len, "text");
}

static gsize
atom_length (ImapParser *parser, const char **at)
{
  gsize rest, len = 0;
  *at = imap_parser_rest (parser, &rest);
  while (len < rest && imap_is_atom_char ((guint8) (*at)[len]))
    len++;
  return len;
}

static void
append_word (GString *words, const char *word, gsize len)
{
  if (words->len > 0)
    g_string_append_c (words, ' ');
  g_string_append_len (words, word, (gssize) len);
}

gboolean
imap_rule_capabilities (ImapParser *parser, const char **out)
{
  g_autoptr (GString) words = g_string_new (NULL);
  while (imap_parser_peek (parser) == ' ')
    {
      const char *word;
      imap_rule_sp (parser);
      gsize len = atom_length (parser, &word);
      if (len == 0)
        return imap_parser_expect (parser, "capability");
      append_word (words, word, len);
      gboolean auth = len > 5 && g_ascii_strncasecmp (word, "AUTH=", 5) == 0;
      imap_parser_take (parser, len,
                        auth ? "capability.auth" : imap_rules_member ("capability", word, len));
    }
  *out = base_arena_strndup (imap_parser_get_arena (parser), words->str, words->len);
  return TRUE;
}

/* What follows the name of a code; FALSE when it is not as that code's rule says. */
static gboolean
rule_code_arguments (ImapParser *parser, const char *code, ImapResponse *out)
{
  guint32 number = 0;
  gboolean good = TRUE;
  if (strcmp (code, "CAPABILITY") == 0)
    return imap_rule_capabilities (parser, &out->capabilities);
  if (strcmp (code, "PERMANENTFLAGS") == 0)
    return imap_rule_sp (parser) && imap_rule_flag_list_perm (parser, &out->flags);
  if (strcmp (code, "HIGHESTMODSEQ") == 0)
    return imap_rule_sp (parser)
           && imap_rule_number (parser, "number", G_MAXINT64, &out->code_number);
  if (strcmp (code, "UIDNEXT") == 0 || strcmp (code, "UIDVALIDITY") == 0
      || strcmp (code, "UNSEEN") == 0)
    {
      good = imap_rule_sp (parser) && imap_rule_nz_number (parser, "nz-number", &number);
      out->code_number = number;
      return good;
    }
  if (imap_parser_peek (parser) != ' ')
    return TRUE;
  imap_rule_sp (parser);
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && imap_is_text_char ((guint8) at[len]) && at[len] != ']')
    len++;
  if (len == 0)
    return imap_parser_expect (parser, "resp-code-text");
  imap_parser_take (parser, len, "resp-code-text");
  return TRUE;
}

/* "[" code "]"; a code that stands there with wrong arguments is flawed, not taken for text. */
static gboolean
rule_resp_text_code (ImapParser *parser, ImapResponse *out)
{
  const char *at;
  gsize rest;
  ImapMark mark = imap_parser_open (parser, "resp-text-code");
  imap_rule_char (parser, '[', "resp-code-open");
  gsize len = atom_length (parser, &at);
  imap_parser_rest (parser, &rest);
  const char *end = memchr (at, '\r', rest);
  const char *close = memchr (at, ']', end != NULL ? (gsize) (end - at) : rest);
  if (len == 0 || close == NULL)
    return imap_parser_cancel (parser, mark);
  char *code = base_arena_strndup (imap_parser_get_arena (parser), at, len);
  for (gsize i = 0; i < len; i++)
    code[i] = g_ascii_toupper (code[i]);
  imap_parser_take (parser, len, imap_rules_member ("resp-code", at, len));
  out->code = code;
  if (!rule_code_arguments (parser, code, out) || !imap_rule_char (parser, ']', "resp-code-close"))
    {
      out->code = NULL;
      at = imap_parser_rest (parser, &rest);
      if (close < at)
        return imap_parser_cancel (parser, mark);
      /* Where an argument lacks, the bracket is what stands in its place. */
      gsize bad = close > at ? (gsize) (close - at) : 1;
      imap_parser_take_bad (parser, bad, imap_parser_get_expected (parser));
      if (close > at)
        imap_rule_char (parser, ']', "resp-code-close");
    }
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_resp_text (ImapParser *parser, ImapResponse *out)
{
  out->text = "";
  if (imap_parser_peek (parser) == '[' && rule_resp_text_code (parser, out)
      && !imap_rule_sp (parser))
    return FALSE;
  take_text (parser, &out->text);
  return TRUE;
}
