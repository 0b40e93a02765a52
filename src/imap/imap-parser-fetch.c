#include "imap-parser-private.h"

#include <string.h>

/* 1*("." nz-number) in front of what is asked of that part. */
static gboolean
rule_section_part (ImapParser *parser, ImapSection *out)
{
  ImapMark mark = imap_parser_open (parser, "section-part");
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean good = TRUE;
  for (;;)
    {
      guint32 number;
      good = imap_rule_nz_number (parser, "section-number", &number);
      if (!good)
        break;
      g_array_append_val (parts, number);
      gsize rest;
      const char *at = imap_parser_rest (parser, &rest);
      if (rest < 2 || at[0] != '.' || !g_ascii_isdigit (at[1]))
        break;
      imap_rule_char (parser, '.', "section-dot");
    }
  out->parts = imap_parser_keep (parser, parts, &out->n_parts);
  if (!good)
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

static gboolean
rule_header_list (ImapParser *parser, ImapSection *out)
{
  ImapMark mark = imap_parser_open (parser, "header-list");
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (ImapString));
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  while (good)
    {
      ImapString field;
      good = imap_rule_astring (parser, "header-fld-name", &field);
      if (!good)
        break;
      g_array_append_val (fields, field);
      if (imap_parser_peek (parser) != ' ')
        break;
      imap_rule_sp (parser);
    }
  out->fields = imap_parser_keep (parser, fields, &out->n_fields);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* HEADER, HEADER.FIELDS, HEADER.FIELDS.NOT, TEXT; MIME only behind a part number. */
static gboolean
rule_section_text (ImapParser *parser, ImapSection *out)
{
  static const struct
  {
    const char *word;
    const char *rule;
    ImapSectionKind kind;
  } texts[] = {
    { "HEADER.FIELDS.NOT", "section.header-fields-not", IMAP_SECTION_HEADER_FIELDS_NOT },
    { "HEADER.FIELDS", "section.header-fields", IMAP_SECTION_HEADER_FIELDS },
    { "HEADER", "section.header", IMAP_SECTION_HEADER },
    { "TEXT", "section.text", IMAP_SECTION_TEXT },
    { "MIME", "section.mime", IMAP_SECTION_MIME },
  };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i].kind == IMAP_SECTION_MIME && out->n_parts == 0)
        continue;
      if (!imap_rule_word (parser, texts[i].word, texts[i].rule))
        continue;
      out->kind = texts[i].kind;
      if (out->kind == IMAP_SECTION_HEADER_FIELDS || out->kind == IMAP_SECTION_HEADER_FIELDS_NOT)
        return imap_rule_sp (parser) && rule_header_list (parser, out);
      return TRUE;
    }
  return imap_parser_expect (parser, "section");
}

static gboolean
rule_section_spec (ImapParser *parser, ImapSection *out)
{
  if (!g_ascii_isdigit (imap_parser_peek (parser)))
    return rule_section_text (parser, out);
  if (!rule_section_part (parser, out))
    return FALSE;
  out->kind = IMAP_SECTION_PART;
  if (imap_parser_peek (parser) != '.')
    return TRUE;
  return imap_rule_char (parser, '.', "section-dot") && rule_section_text (parser, out);
}

gboolean
imap_rule_section (ImapParser *parser, ImapSection *out)
{
  if (imap_parser_peek (parser) != '[')
    return imap_parser_expect (parser, "section");
  memset (out, 0, sizeof *out);
  ImapMark mark = imap_parser_open (parser, "section");
  imap_rule_char (parser, '[', "section-open");
  out->kind = IMAP_SECTION_ALL;
  if (imap_parser_peek (parser) != ']' && !rule_section_spec (parser, out))
    return imap_parser_cancel (parser, mark);
  if (!imap_rule_char (parser, ']', "section-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_partial (ImapParser *parser, guint32 *out_start, guint32 *out_count)
{
  guint64 start;
  ImapMark mark = imap_parser_open (parser, "partial");
  if (!imap_rule_char (parser, '<', "partial-open")
      || !imap_rule_number (parser, "partial-start", G_MAXUINT32, &start))
    return imap_parser_cancel (parser, mark);
  if (out_count != NULL
      && (!imap_rule_char (parser, '.', "partial-dot")
          || !imap_rule_nz_number (parser, "partial-count", out_count)))
    return imap_parser_cancel (parser, mark);
  if (!imap_rule_char (parser, '>', "partial-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  *out_start = (guint32) start;
  return TRUE;
}

static gboolean
rule_body_section (ImapParser *parser, ImapFetchAtt *out)
{
  out->kind = IMAP_ATT_BODY_SECTION;
  if (!imap_rule_section (parser, &out->section))
    return FALSE;
  out->partial = imap_parser_peek (parser) == '<';
  return !out->partial || imap_rule_partial (parser, &out->partial_start, &out->partial_count);
}

gboolean
imap_rule_fetch_att (ImapParser *parser, ImapFetchAtt *out)
{
  static const struct
  {
    const char *word;
    const char *rule;
    ImapAttKind kind;
  } atts[] = {
    { "UID", "fetch-att.uid", IMAP_ATT_UID },
    { "FLAGS", "fetch-att.flags", IMAP_ATT_FLAGS },
    { "INTERNALDATE", "fetch-att.internaldate", IMAP_ATT_INTERNALDATE },
    { "RFC822.SIZE", "fetch-att.rfc822-size", IMAP_ATT_RFC822_SIZE },
    { "ENVELOPE", "fetch-att.envelope", IMAP_ATT_ENVELOPE },
    { "BODY.PEEK", "fetch-att.body-peek", IMAP_ATT_BODY_SECTION },
    { "BODYSTRUCTURE", "fetch-att.bodystructure", IMAP_ATT_BODYSTRUCTURE },
    { "BODY", "fetch-att.body", IMAP_ATT_BODY_SECTION },
  };
  ImapMark mark = imap_parser_open (parser, "fetch-att");
  memset (out, 0, sizeof *out);
  for (guint i = 0; i < G_N_ELEMENTS (atts); i++)
    {
      if (!imap_rule_word (parser, atts[i].word, atts[i].rule))
        continue;
      out->kind = atts[i].kind;
      out->peek = strcmp (atts[i].rule, "fetch-att.body-peek") == 0;
      /* BODY alone is a structure, not a section. */
      if (out->kind == IMAP_ATT_BODY_SECTION && !out->peek && imap_parser_peek (parser) != '[')
        {
          out->kind = IMAP_ATT_BODY;
          imap_parser_rename (parser, "fetch-att.body-alone");
        }
      if (out->kind == IMAP_ATT_BODY_SECTION && !rule_body_section (parser, out))
        return imap_parser_cancel (parser, mark);
      imap_parser_close (parser, mark);
      return TRUE;
    }
  imap_parser_cancel (parser, mark);
  return imap_parser_expect (parser, "fetch-att");
}

gboolean
imap_rule_status_att (ImapParser *parser, gboolean other, const char **out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && imap_is_atom_char ((guint8) at[len]))
    len++;
  const char *rule = imap_rules_member ("status-att", at, len);
  if (len == 0 || (!other && strcmp (rule, "status-att.other") == 0))
    return imap_parser_expect (parser, "status-att");
  char *name = base_arena_strndup (imap_parser_get_arena (parser), at, len);
  for (gsize i = 0; i < len; i++)
    name[i] = g_ascii_toupper (name[i]);
  *out = name;
  imap_parser_take (parser, len, rule);
  return TRUE;
}
