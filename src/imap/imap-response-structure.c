/* BODY and BODYSTRUCTURE as a client reads them [RFC3501 §7.4.2] [RFC3501 §9]. */
#include "imap-parser-private.h"
#include "imap-response-private.h"

#include <string.h>

static gboolean rule_body (ImapParser *parser, guint depth, const ImapBody **out);

static gboolean
is_type (ImapString string, const char *word)
{
  return string.data != NULL && g_ascii_strcasecmp (string.data, word) == 0;
}

/* NIL in place of a list called @rule. */
static gboolean
rule_nil (ImapParser *parser, const char *rule)
{
  ImapMark mark = imap_parser_open (parser, rule);
  if (!imap_rule_word (parser, "NIL", "nil"))
    {
      imap_parser_cancel (parser, mark);
      return imap_parser_expect (parser, rule);
    }
  imap_parser_close (parser, mark);
  return TRUE;
}

/* "(" string SP string *(SP string SP string) ")" / nil */
static gboolean
rule_parameters (ImapParser *parser, ImapBodyParameter **out, guint *n)
{
  if (imap_parser_peek (parser) != '(')
    return rule_nil (parser, "body-fld-param");
  ImapMark mark = imap_parser_open (parser, "body-fld-param");
  GArray *parameters = g_array_new (FALSE, FALSE, sizeof (ImapBodyParameter));
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  do
    {
      ImapBodyParameter parameter;
      good = imap_rule_string (parser, "body-param-name", &parameter.name) && imap_rule_sp (parser)
             && imap_rule_string (parser, "body-param-value", &parameter.value);
      if (good)
        g_array_append_val (parameters, parameter);
    }
  while (good && imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  *out = imap_parser_keep (parser, parameters, n);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* "(" string SP body-fld-param ")" / nil */
static gboolean
rule_disposition (ImapParser *parser, ImapBody *body)
{
  if (imap_parser_peek (parser) != '(')
    return rule_nil (parser, "body-fld-dsp");
  ImapMark mark = imap_parser_open (parser, "body-fld-dsp");
  if (!imap_rule_char (parser, '(', "paren-open")
      || !imap_rule_string (parser, "body-dsp-type", &body->disposition) || !imap_rule_sp (parser)
      || !rule_parameters (parser, &body->disposition_parameters, &body->n_disposition_parameters)
      || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* nstring / "(" string *(SP string) ")" */
static gboolean
rule_languages (ImapParser *parser, ImapBody *body)
{
  GArray *languages = g_array_new (FALSE, FALSE, sizeof (ImapString));
  ImapString language = { 0 };
  ImapMark mark = imap_parser_open (parser, "body-fld-lang");
  gboolean is_list = imap_parser_peek (parser) == '(';
  gboolean good = TRUE;
  if (is_list)
    imap_rule_char (parser, '(', "paren-open");
  do
    {
      good = is_list ? imap_rule_string (parser, "body-lang", &language)
                     : imap_rule_nstring (parser, "body-lang", &language);
      if (good && language.data != NULL)
        g_array_append_val (languages, language);
    }
  while (good && is_list && imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  body->languages = imap_parser_keep (parser, languages, &body->n_languages);
  if (!good || (is_list && !imap_rule_char (parser, ')', "paren-close")))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* Whether extension data goes on. */
static gboolean
has_more (ImapParser *parser)
{
  return imap_parser_peek (parser) == ' ' && imap_rule_sp (parser);
}

/* What may follow in every part, as far as it was sent. */
static gboolean
rule_extension (ImapParser *parser, ImapBody *body)
{
  if (!has_more (parser))
    return TRUE;
  if (!rule_disposition (parser, body))
    return FALSE;
  if (!has_more (parser))
    return TRUE;
  if (!rule_languages (parser, body))
    return FALSE;
  if (!has_more (parser))
    return TRUE;
  if (!imap_rule_nstring (parser, "body-fld-loc", &body->location))
    return FALSE;
  while (has_more (parser))
    {
      ImapMark mark = imap_parser_open (parser, "body-extension");
      if (!imap_rule_value (parser))
        return imap_parser_cancel (parser, mark);
      imap_parser_close (parser, mark);
    }
  return TRUE;
}

/* 1*body SP media-subtype [SP body-ext-mpart] */
static gboolean
rule_multipart (ImapParser *parser, guint depth, ImapBody *body)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (const ImapBody *));
  gboolean good = TRUE;
  while (good && imap_parser_peek (parser) == '(')
    {
      const ImapBody *part;
      good = rule_body (parser, depth + 1, &part);
      if (good)
        g_array_append_val (parts, part);
    }
  body->parts = imap_parser_keep (parser, parts, &body->n_parts);
  if (!good || !imap_rule_sp (parser)
      || !imap_rule_string (parser, "media-subtype", &body->subtype))
    return FALSE;
  if (!has_more (parser))
    return TRUE;
  return rule_parameters (parser, &body->parameters, &body->n_parameters)
         && rule_extension (parser, body);
}

/* SP envelope SP body, of a MESSAGE/RFC822. */
static gboolean
rule_message (ImapParser *parser, guint depth, ImapBody *body)
{
  ImapFetchItem item = { 0 };
  const ImapBody **part = base_arena_new0 (imap_parser_get_arena (parser), const ImapBody *);
  if (!imap_rule_sp (parser) || !imap_rule_envelope (parser, &item) || !imap_rule_sp (parser)
      || !rule_body (parser, depth + 1, part))
    return FALSE;
  body->parts = part;
  body->n_parts = 1;
  return TRUE;
}

/* body-type-1part: basic, text or message. */
static gboolean
rule_single (ImapParser *parser, guint depth, ImapBody *body)
{
  if (!imap_rule_string (parser, "media-type", &body->type) || !imap_rule_sp (parser)
      || !imap_rule_string (parser, "media-subtype", &body->subtype) || !imap_rule_sp (parser)
      || !rule_parameters (parser, &body->parameters, &body->n_parameters) || !imap_rule_sp (parser)
      || !imap_rule_nstring (parser, "body-fld-id", &body->id) || !imap_rule_sp (parser)
      || !imap_rule_nstring (parser, "body-fld-desc", &body->description) || !imap_rule_sp (parser)
      || !imap_rule_string (parser, "body-fld-enc", &body->encoding) || !imap_rule_sp (parser)
      || !imap_rule_number (parser, "body-fld-octets", G_MAXINT64, &body->octets))
    return FALSE;
  gboolean is_message = is_type (body->type, "MESSAGE") && is_type (body->subtype, "RFC822");
  if (is_message && !rule_message (parser, depth, body))
    return FALSE;
  if ((is_message || is_type (body->type, "TEXT"))
      && (!imap_rule_sp (parser)
          || !imap_rule_number (parser, "body-fld-lines", G_MAXINT64, &body->lines)))
    return FALSE;
  if (!has_more (parser))
    return TRUE;
  return imap_rule_nstring (parser, "body-fld-md5", &body->md5) && rule_extension (parser, body);
}

/* Calls itself as deep as parts may go, which is IMAP_BODY_NESTING_MAX. */
static gboolean
rule_body (ImapParser *parser, guint depth, const ImapBody **out)
{
  if (imap_parser_peek (parser) != '(' || depth >= IMAP_BODY_NESTING_MAX)
    return imap_parser_expect (parser, "body");
  ImapBody *body = base_arena_new0 (imap_parser_get_arena (parser), ImapBody);
  ImapMark mark = imap_parser_open (parser, "body");
  imap_rule_char (parser, '(', "paren-open");
  gboolean good = imap_parser_peek (parser) == '(' ? rule_multipart (parser, depth, body)
                                                   : rule_single (parser, depth, body);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  *out = body;
  return TRUE;
}

gboolean
imap_rule_body (ImapParser *parser, const ImapBody **out)
{
  return rule_body (parser, 0, out);
}
