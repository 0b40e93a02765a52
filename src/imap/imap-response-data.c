#include "imap-parser-private.h"
#include "imap-response-private.h"

#include <string.h>

static gboolean
rule_list_flag (ImapParser *parser)
{
  gsize rest, len = 1;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && imap_is_atom_char ((guint8) at[len]))
    len++;
  if (rest < 2 || at[0] != '\\' || len == 1)
    return imap_parser_expect (parser, "mbx-list-flag");
  imap_parser_take (parser, len, imap_rules_member ("mbx-list-flag", at + 1, len - 1));
  return TRUE;
}

static gboolean
rule_list_flags (ImapParser *parser)
{
  ImapMark mark = imap_parser_open (parser, "mbx-list-flags");
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  if (good && imap_parser_peek (parser) != ')')
    do
      good = rule_list_flag (parser);
    while (good && imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* One octet in quotes, or NIL where there is no hierarchy. */
static gboolean
rule_delimiter (ImapParser *parser, ImapString *out)
{
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  gsize quote = rest > 1 && at[1] == '\\' ? 3 : 2;
  if (rest > 0 && at[0] != '{' && (at[0] != '"' || (rest > quote && at[quote] == '"')))
    return imap_rule_nstring (parser, "delimiter", out);
  return imap_parser_expect (parser, "delimiter");
}

gboolean
imap_rule_mailbox_list (ImapParser *parser, ImapResponse *out)
{
  if (!rule_list_flags (parser) || !imap_rule_sp (parser)
      || !rule_delimiter (parser, &out->delimiter) || !imap_rule_sp (parser)
      || !imap_rule_mailbox (parser, &out->mailbox))
    return FALSE;
  /* What LIST-EXTENDED adds is not known here; it must not make the rest unread [RFC5258 §6]. */
  return imap_parser_peek (parser) != ' ' || (imap_rule_sp (parser) && imap_rule_value (parser));
}

gboolean
imap_rule_status_data (ImapParser *parser, ImapResponse *out)
{
  if (!imap_rule_mailbox (parser, &out->mailbox) || !imap_rule_sp (parser))
    return FALSE;
  ImapMark mark = imap_parser_open (parser, "status-att-list");
  GArray *items = g_array_new (FALSE, FALSE, sizeof (ImapStatusItem));
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  if (good && imap_parser_peek (parser) != ')')
    do
      {
        ImapStatusItem item;
        good = imap_rule_status_att (parser, TRUE, &item.name) && imap_rule_sp (parser)
               && imap_rule_number (parser, "status-value", G_MAXINT64, &item.value);
        if (good)
          g_array_append_val (items, item);
      }
    while (good && imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  out->status_items = imap_parser_keep (parser, items, &out->n_status_items);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_search_data (ImapParser *parser, ImapResponse *out)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean good = TRUE;
  while (good && imap_parser_peek (parser) == ' ')
    {
      guint32 number;
      good = imap_rule_sp (parser) && imap_rule_nz_number (parser, "search-number", &number);
      if (good)
        g_array_append_val (found, number);
    }
  out->found = imap_parser_keep (parser, found, &out->n_found);
  return good;
}

static gboolean rule_value (ImapParser *parser, guint depth);

static gboolean
rule_value_list (ImapParser *parser, guint depth)
{
  if (depth >= IMAP_NESTING_MAX)
    return imap_parser_expect (parser, "paren-close");
  ImapMark mark = imap_parser_open (parser, "value-list");
  imap_rule_char (parser, '(', "paren-open");
  gboolean good = TRUE;
  while (good && imap_parser_peek (parser) != ')')
    {
      good = rule_value (parser, depth + 1);
      /* Lists may follow each other without a space, as bodies of a multipart do. */
      if (good && imap_parser_peek (parser) == ' ')
        good = imap_rule_sp (parser) && imap_parser_peek (parser) != ')';
      else if (good && imap_parser_peek (parser) != '(' && imap_parser_peek (parser) != ')')
        good = imap_parser_expect (parser, "paren-close");
    }
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

/* Atoms, numbers, flags and the like. */
static gboolean
rule_value_atom (ImapParser *parser)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest
         && (imap_is_astring_char ((guint8) at[len]) || at[len] == '\\' || at[len] == '*'
             || at[len] == '%'))
    len++;
  if (len == 0)
    return imap_parser_expect (parser, "value");
  imap_parser_take (parser, len, "value-atom");
  return TRUE;
}

static gboolean
rule_value (ImapParser *parser, guint depth)
{
  ImapString string;
  switch (imap_parser_peek (parser))
    {
    case '(':
      return rule_value_list (parser, depth);
    case '"':
    case '{':
      return imap_rule_nstring_shared (parser, "value", &string);
    default:
      return rule_value_atom (parser);
    }
}

gboolean
imap_rule_value (ImapParser *parser)
{
  return rule_value (parser, 0);
}
