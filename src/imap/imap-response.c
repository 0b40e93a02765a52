#include "imap-parser-private.h"
#include "imap-response-private.h"

#include <string.h>

/* What is said of a number. */
static const struct
{
  const char *word;
  const char *rule;
  ImapResponseKind kind;
} numbered[] = {
  { "EXISTS", "response.exists", IMAP_RESPONSE_EXISTS },
  { "RECENT", "response.recent", IMAP_RESPONSE_RECENT },
  { "EXPUNGE", "response.expunge", IMAP_RESPONSE_EXPUNGE },
  { "FETCH", "response.fetch", IMAP_RESPONSE_FETCH },
};

static gboolean
begins (const char *at, gsize len, const char *word)
{
  return len >= strlen (word) && g_ascii_strncasecmp (at, word, strlen (word)) == 0;
}

/* OK NO BAD, and untagged also BYE and PREAUTH; then the text. */
static gboolean
rule_status (ImapParser *parser, gboolean tagged, ImapResponse *out)
{
  static const struct
  {
    const char *word;
    const char *rule;
    ImapStatus status;
  } states[] = {
    { "OK", "status.ok", IMAP_STATUS_OK },
    { "NO", "status.no", IMAP_STATUS_NO },
    { "BAD", "status.bad", IMAP_STATUS_BAD },
    { "BYE", "status.bye", IMAP_STATUS_BYE },
    { "PREAUTH", "status.preauth", IMAP_STATUS_PREAUTH },
  };
  for (guint i = 0; i < (tagged ? 3 : G_N_ELEMENTS (states)); i++)
    if (imap_rule_word (parser, states[i].word, states[i].rule))
      {
        out->kind = IMAP_RESPONSE_STATUS;
        out->status = states[i].status;
        out->text = "";
        return imap_rule_sp (parser) && imap_rule_resp_text (parser, out);
      }
  return imap_parser_expect (parser, "status");
}

/* What a client has to pass over: octets up to the line end, with literals as they come. */
static gboolean
rule_other_data (ImapParser *parser)
{
  for (;;)
    {
      gsize rest, len = 0;
      ImapString string;
      const char *at = imap_parser_rest (parser, &rest);
      if (rest > 0 && at[0] == '{' && imap_rule_literal (parser, "value", &string))
        continue;
      while (len < rest && at[len] != '\r' && at[len] != '\n' && at[len] != '\0'
             && (len == 0 || at[len] != '{'))
        len++;
      if (len == 0)
        return TRUE;
      imap_parser_take (parser, len, "response-data");
    }
}

/* Responses of other servers and times; not those that lack the number in front of them. */
static gboolean
rule_other (ImapParser *parser)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  for (guint i = 0; i < G_N_ELEMENTS (numbered); i++)
    if (begins (at, rest, numbered[i].word)
        && !(rest > strlen (numbered[i].word)
             && imap_is_atom_char ((guint8) at[strlen (numbered[i].word)])))
      return imap_parser_expect (parser, "message-number");
  while (len < rest && imap_is_atom_char ((guint8) at[len]))
    len++;
  if (len == 0)
    return imap_parser_expect (parser, "response");
  imap_parser_take (parser, len, "response.other");
  return rule_other_data (parser);
}

/* "* " NUMBER " " and what is said of that number. */
static gboolean
rule_numbered (ImapParser *parser, ImapResponse *out)
{
  gsize rest, len = 0;
  guint64 number;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && g_ascii_isdigit (at[len]))
    len++;
  /* Which number it is can be told from the word behind it only. */
  gboolean message = begins (at + len, rest - len, " EXPUNGE")
                     || begins (at + len, rest - len, " FETCH");
  if (message ? !imap_rule_nz_number (parser, "message-number", &out->number)
              : !imap_rule_number (parser, "message-count", G_MAXUINT32, &number))
    return FALSE;
  if (!message)
    out->number = (guint32) number;
  if (!imap_rule_sp (parser))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbered); i++)
    if (imap_rule_word (parser, numbered[i].word, numbered[i].rule))
      {
        out->kind = numbered[i].kind;
        return out->kind != IMAP_RESPONSE_FETCH
               || (imap_rule_sp (parser) && imap_rule_msg_att (parser, out));
      }
  return rule_other (parser);
}

static gboolean
rule_named (ImapParser *parser, ImapResponse *out)
{
  if (imap_rule_word (parser, "CAPABILITY", "response.capability"))
    {
      out->kind = IMAP_RESPONSE_CAPABILITY;
      if (!imap_rule_capabilities (parser, &out->capabilities))
        return FALSE;
      out->text = out->capabilities;
      return TRUE;
    }
  if (imap_rule_word (parser, "LSUB", "response.lsub"))
    {
      out->kind = IMAP_RESPONSE_LSUB;
      return imap_rule_sp (parser) && imap_rule_mailbox_list (parser, out);
    }
  if (imap_rule_word (parser, "LIST", "response.list"))
    {
      out->kind = IMAP_RESPONSE_LIST;
      return imap_rule_sp (parser) && imap_rule_mailbox_list (parser, out);
    }
  if (imap_rule_word (parser, "STATUS", "response.status"))
    {
      out->kind = IMAP_RESPONSE_STATUS_DATA;
      return imap_rule_sp (parser) && imap_rule_status_data (parser, out);
    }
  if (imap_rule_word (parser, "SEARCH", "response.search"))
    {
      out->kind = IMAP_RESPONSE_SEARCH;
      return imap_rule_search_data (parser, out);
    }
  if (imap_rule_word (parser, "FLAGS", "response.flags"))
    {
      out->kind = IMAP_RESPONSE_FLAGS;
      return imap_rule_sp (parser) && imap_rule_flag_list (parser, &out->flags);
    }
  return rule_other (parser);
}

static gboolean
rule_untagged (ImapParser *parser, ImapResponse *out)
{
  ImapMark mark = imap_parser_open (parser, "response-untagged");
  imap_rule_char (parser, '*', "untagged");
  if (!imap_rule_sp (parser))
    return imap_parser_cancel (parser, mark);
  gboolean good;
  if (g_ascii_isdigit (imap_parser_peek (parser)))
    good = rule_numbered (parser, out);
  else
    {
      good = rule_status (parser, FALSE, out);
      if (!good && out->kind != IMAP_RESPONSE_STATUS)
        good = rule_named (parser, out);
    }
  if (!good || !imap_rule_crlf (parser))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

static gboolean
rule_continue (ImapParser *parser, ImapResponse *out)
{
  ImapMark mark = imap_parser_open (parser, "continue-req");
  imap_rule_char (parser, '+', "continue");
  out->kind = IMAP_RESPONSE_CONTINUE;
  out->text = "";
  if (!imap_rule_sp (parser) || !imap_rule_resp_text (parser, out) || !imap_rule_crlf (parser))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

static gboolean
rule_tagged (ImapParser *parser, ImapResponse *out)
{
  ImapMark mark = imap_parser_open (parser, "response-tagged");
  if (!imap_rule_tag (parser, &out->tag) || !imap_rule_sp (parser)
      || !rule_status (parser, TRUE, out) || !imap_rule_crlf (parser))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

ImapTree *
imap_response_parse (GBytes *line, ImapResponse *out)
{
  ImapParser *parser = imap_parser_new (line);
  *out = (ImapResponse){ .kind = IMAP_RESPONSE_OTHER };
  switch (imap_parser_peek (parser))
    {
    case '*':
      rule_untagged (parser, out);
      break;
    case '+':
      rule_continue (parser, out);
      break;
    default:
      rule_tagged (parser, out);
      break;
    }
  ImapTree *tree = imap_parser_finish (parser);
  if (imap_tree_is_bad (tree) && out->kind != IMAP_RESPONSE_STATUS
      && out->kind != IMAP_RESPONSE_CONTINUE)
    *out = (ImapResponse){ .kind = IMAP_RESPONSE_OTHER };
  return tree;
}
