#include "imap-parser-private.h"
#include "imap-response-private.h"

#include <string.h>

static gboolean
rule_address (ImapParser *parser, ImapFetchItem *first)
{
  ImapString name, adl, mailbox, host;
  ImapMark mark = imap_parser_open (parser, "address");
  if (!imap_rule_char (parser, '(', "paren-open") || !imap_rule_nstring (parser, "addr-name", &name)
      || !imap_rule_sp (parser) || !imap_rule_nstring (parser, "addr-adl", &adl)
      || !imap_rule_sp (parser) || !imap_rule_nstring (parser, "addr-mailbox", &mailbox)
      || !imap_rule_sp (parser) || !imap_rule_nstring (parser, "addr-host", &host)
      || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  if (first != NULL)
    {
      first->from_name = name;
      first->from_mailbox = mailbox;
      first->from_host = host;
    }
  return TRUE;
}

/* "(" 1*address ")" / nil; no space between addresses. */
static gboolean
rule_addresses (ImapParser *parser, const char *rule, ImapFetchItem *from)
{
  ImapMark mark = imap_parser_open (parser, rule);
  if (imap_parser_peek (parser) != '(')
    {
      if (!imap_rule_word (parser, "NIL", "nil"))
        {
          imap_parser_cancel (parser, mark);
          return imap_parser_expect (parser, rule);
        }
      imap_parser_close (parser, mark);
      return TRUE;
    }
  imap_rule_char (parser, '(', "paren-open");
  gboolean good = rule_address (parser, from);
  while (good && imap_parser_peek (parser) == '(')
    good = rule_address (parser, NULL);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_envelope (ImapParser *parser, ImapFetchItem *out)
{
  static const char *const addresses[] = { "env-from", "env-sender", "env-reply-to",
                                           "env-to",   "env-cc",     "env-bcc" };
  ImapString string;
  ImapMark mark = imap_parser_open (parser, "envelope");
  gsize start = imap_parser_get_at (parser);
  gboolean good = imap_rule_char (parser, '(', "paren-open")
                  && imap_rule_nstring (parser, "env-date", &string) && imap_rule_sp (parser)
                  && imap_rule_nstring (parser, "env-subject", &out->subject)
                  && imap_rule_sp (parser);
  for (guint i = 0; good && i < G_N_ELEMENTS (addresses); i++)
    good = rule_addresses (parser, addresses[i], i == 0 ? out : NULL) && imap_rule_sp (parser);
  if (!good || !imap_rule_nstring (parser, "env-in-reply-to", &string) || !imap_rule_sp (parser)
      || !imap_rule_nstring (parser, "env-message-id", &string)
      || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  out->envelope = (BaseSpan){ start, imap_parser_get_at (parser) - start };
  return TRUE;
}

/* BODY[section]<origin>, behind "BODY". */
static gboolean
rule_body (ImapParser *parser, ImapFetchItem *out)
{
  out->att.kind = IMAP_ATT_BODY_SECTION;
  if (!imap_rule_section (parser, &out->att.section))
    return FALSE;
  out->att.partial = imap_parser_peek (parser) == '<';
  if (out->att.partial && !imap_rule_partial (parser, &out->att.partial_start, NULL))
    return FALSE;
  return imap_rule_sp (parser) && imap_rule_nstring_shared (parser, "body-section", &out->string);
}

/* An item that has no rule here: a name, perhaps with a section, and a value of any shape. */
static gboolean
rule_other (ImapParser *parser, ImapFetchItem *out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  out->att.kind = IMAP_ATT_OTHER;
  while (len < rest && imap_is_atom_char ((guint8) at[len]))
    len++;
  if (len == 0)
    return imap_parser_expect (parser, "fetch-att");
  if (len < rest && at[len] == ']' && memchr (at, '[', len) != NULL)
    len++;
  imap_parser_take (parser, len, "fetch-att.other");
  return imap_rule_sp (parser) && imap_rule_value (parser);
}

static gboolean
rule_value_of (ImapParser *parser, ImapAttKind kind, ImapFetchItem *out)
{
  guint32 uid = 0;
  gboolean good;
  if (kind == IMAP_ATT_BODY_SECTION)
    return rule_body (parser, out);
  out->att.kind = kind;
  if (!imap_rule_sp (parser))
    return FALSE;
  switch (kind)
    {
    case IMAP_ATT_UID:
      good = imap_rule_nz_number (parser, "uid", &uid);
      out->number = uid;
      return good;
    case IMAP_ATT_FLAGS:
      return imap_rule_flag_list_fetch (parser, &out->flags);
    case IMAP_ATT_INTERNALDATE:
      return imap_rule_date_time (parser, &out->string);
    case IMAP_ATT_RFC822_SIZE:
      return imap_rule_number (parser, "size", G_MAXINT64, &out->number);
    case IMAP_ATT_ENVELOPE:
      return imap_rule_envelope (parser, out);
    case IMAP_ATT_BODY:
    case IMAP_ATT_BODYSTRUCTURE:
      return imap_rule_body (parser, &out->body);
    default:
      g_assert_not_reached ();
    }
}

/* RFC822 and its like, behind their names: what they say is a BODY section [RFC3501 §7.4.2]. */
static gboolean
rule_rfc822 (ImapParser *parser, ImapSectionKind section, ImapFetchItem *out)
{
  out->att.kind = IMAP_ATT_BODY_SECTION;
  out->att.section.kind = section;
  return imap_rule_sp (parser) && imap_rule_nstring_shared (parser, "body-section", &out->string);
}

static const struct
{
  const char *word;
  const char *rule;
  ImapAttKind kind;
  gboolean rfc822;
  ImapSectionKind section;
} atts[] = {
  { "FLAGS", "fetch-att.flags", IMAP_ATT_FLAGS },
  { "UID", "fetch-att.uid", IMAP_ATT_UID },
  { "INTERNALDATE", "fetch-att.internaldate", IMAP_ATT_INTERNALDATE },
  { "RFC822.SIZE", "fetch-att.rfc822-size", IMAP_ATT_RFC822_SIZE },
  { "ENVELOPE", "fetch-att.envelope", IMAP_ATT_ENVELOPE },
  { "BODYSTRUCTURE", "fetch-att.bodystructure", IMAP_ATT_BODYSTRUCTURE },
  { "BODY", "fetch-att.body", IMAP_ATT_BODY_SECTION },
  { "BODY", "fetch-att.body-alone", IMAP_ATT_BODY },
  { "RFC822", "fetch-att.rfc822", IMAP_ATT_BODY_SECTION, TRUE, IMAP_SECTION_ALL },
  { "RFC822.HEADER", "fetch-att.rfc822-header", IMAP_ATT_BODY_SECTION, TRUE, IMAP_SECTION_HEADER },
  { "RFC822.TEXT", "fetch-att.rfc822-text", IMAP_ATT_BODY_SECTION, TRUE, IMAP_SECTION_TEXT },
};

static gboolean
rule_item (ImapParser *parser, ImapFetchItem *out)
{
  ImapMark mark = imap_parser_open (parser, "msg-att-item");
  gboolean good = FALSE, known = FALSE;
  memset (out, 0, sizeof *out);
  for (guint i = 0; i < G_N_ELEMENTS (atts) && !known; i++)
    {
      gsize rest, len = strlen (atts[i].word);
      const char *at = imap_parser_rest (parser, &rest);
      /* BODY alone is a structure, not a section. */
      if (atts[i].kind == IMAP_ATT_BODY_SECTION && !atts[i].rfc822
          && (rest <= len || at[len] != '['))
        continue;
      known = imap_rule_word (parser, atts[i].word, atts[i].rule);
      if (known)
        good = atts[i].rfc822 ? rule_rfc822 (parser, atts[i].section, out)
                              : rule_value_of (parser, atts[i].kind, out);
    }
  if (!known)
    good = rule_other (parser, out);
  if (!good)
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_msg_att (ImapParser *parser, ImapResponse *out)
{
  if (imap_parser_peek (parser) != '(')
    return imap_parser_expect (parser, "msg-att");
  ImapMark mark = imap_parser_open (parser, "msg-att");
  GArray *items = g_array_new (FALSE, FALSE, sizeof (ImapFetchItem));
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  do
    {
      ImapFetchItem item;
      good = rule_item (parser, &item);
      if (good)
        g_array_append_val (items, item);
    }
  while (good && imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  out->items = imap_parser_keep (parser, items, &out->n_items);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}
