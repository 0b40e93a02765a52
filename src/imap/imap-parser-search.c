/* The keys of SEARCH [RFC3501 §9]. Each is one node over its word and what belongs to it. */
#include "imap-parser-private.h"
#include "imap-search.h"
#include "mail-date.h"

#include <string.h>

/* What stands behind the word of a key. */
typedef enum
{
  TAKES_NOTHING,
  TAKES_FLAG, /* a keyword */
  TAKES_DATE,
  TAKES_OCTETS,
  TAKES_UIDS,
  TAKES_TEXT,
  TAKES_FIELD, /* a field name and a text */
  TAKES_KEY,
  TAKES_TWO_KEYS
} Takes;

typedef struct
{
  const char *word; /* its rule is search-key.WORD */
  Takes takes;
  ImapSearchKind kind;
  const char *name; /* of the flag or field */
  ImapSearchOrder order;
} Word;

/* UN before a flag and SENT before a date are no words of their own here, but they are in the rules. */
static const Word words[] = {
  { "ALL", TAKES_NOTHING, IMAP_SEARCH_ALL },
  { "NEW", TAKES_NOTHING, IMAP_SEARCH_AND },
  { "OLD", TAKES_NOTHING, IMAP_SEARCH_NOT },
  { "RECENT", TAKES_NOTHING, IMAP_SEARCH_RECENT },
  { "ANSWERED", TAKES_NOTHING, IMAP_SEARCH_FLAG, "\\Answered" },
  { "DELETED", TAKES_NOTHING, IMAP_SEARCH_FLAG, "\\Deleted" },
  { "DRAFT", TAKES_NOTHING, IMAP_SEARCH_FLAG, "\\Draft" },
  { "FLAGGED", TAKES_NOTHING, IMAP_SEARCH_FLAG, "\\Flagged" },
  { "SEEN", TAKES_NOTHING, IMAP_SEARCH_FLAG, "\\Seen" },
  { "KEYWORD", TAKES_FLAG, IMAP_SEARCH_FLAG },
  { "BEFORE", TAKES_DATE, IMAP_SEARCH_DATE, NULL, IMAP_SEARCH_BELOW },
  { "ON", TAKES_DATE, IMAP_SEARCH_DATE, NULL, IMAP_SEARCH_EQUAL },
  { "SINCE", TAKES_DATE, IMAP_SEARCH_DATE, NULL, IMAP_SEARCH_EQUAL_OR_ABOVE },
  { "LARGER", TAKES_OCTETS, IMAP_SEARCH_SIZE, NULL, IMAP_SEARCH_ABOVE },
  { "SMALLER", TAKES_OCTETS, IMAP_SEARCH_SIZE, NULL, IMAP_SEARCH_BELOW },
  { "UID", TAKES_UIDS, IMAP_SEARCH_UIDS },
  { "BCC", TAKES_TEXT, IMAP_SEARCH_HEADER, "Bcc" },
  { "CC", TAKES_TEXT, IMAP_SEARCH_HEADER, "Cc" },
  { "FROM", TAKES_TEXT, IMAP_SEARCH_HEADER, "From" },
  { "SUBJECT", TAKES_TEXT, IMAP_SEARCH_HEADER, "Subject" },
  { "TO", TAKES_TEXT, IMAP_SEARCH_HEADER, "To" },
  { "HEADER", TAKES_FIELD, IMAP_SEARCH_HEADER },
  { "BODY", TAKES_TEXT, IMAP_SEARCH_BODY },
  { "TEXT", TAKES_TEXT, IMAP_SEARCH_TEXT },
  { "NOT", TAKES_KEY, IMAP_SEARCH_NOT },
  { "OR", TAKES_TWO_KEYS, IMAP_SEARCH_OR },
};

/* --- what a key takes --- */

/* From @least to @most digits, and no more: a day of a month is not padded here, a year has four. */
static gboolean
rule_digits (ImapParser *parser, guint least, guint most, const char *rule)
{
  gsize rest, n = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (n < rest && n <= most && g_ascii_isdigit (at[n]))
    n++;
  if (n < least || n > most)
    return imap_parser_expect (parser, rule);
  imap_parser_take (parser, n, rule);
  return TRUE;
}

/* With quotes or without; 31-Feb is well spelled and still no day. */
static gboolean
rule_date (ImapParser *parser, gint64 *out)
{
  gsize rest;
  ImapMark mark = imap_parser_open (parser, "date");
  gboolean quoted = imap_parser_peek (parser) == '"' && imap_rule_char (parser, '"', "dquote");
  const char *text = imap_parser_rest (parser, &rest);
  gsize start = imap_parser_get_at (parser);
  if (!rule_digits (parser, 1, 2, "date-day") || !imap_rule_char (parser, '-', "date-dash")
      || !imap_rule_month (parser) || !imap_rule_char (parser, '-', "date-dash")
      || !rule_digits (parser, 4, 4, "date-year"))
    return imap_parser_cancel (parser, mark);
  gsize len = imap_parser_get_at (parser) - start;
  if (quoted && !imap_rule_char (parser, '"', "dquote"))
    return imap_parser_cancel (parser, mark);
  if (mail_date_parse_day (text, len, out))
    {
      imap_parser_close (parser, mark);
      return TRUE;
    }
  imap_parser_cancel (parser, mark);
  return imap_parser_expect (parser, "date");
}

static gboolean
rule_octets (ImapParser *parser, gint64 *out)
{
  guint64 number;
  if (!imap_rule_number (parser, "search-octets", G_MAXUINT32, &number))
    return FALSE;
  *out = (gint64) number;
  return TRUE;
}

/* --- keys --- */

static gboolean rule_key (ImapParser *parser, guint depth, ImapSearchKey **out);

static ImapSearchKey *
new_key (ImapParser *parser, ImapSearchKind kind)
{
  ImapSearchKey *key = base_arena_new0 (imap_parser_get_arena (parser), ImapSearchKey);
  key->kind = kind;
  return key;
}

/* @key put into a NOT. */
static ImapSearchKey *
negate (ImapParser *parser, ImapSearchKey *key)
{
  ImapSearchKey *not = new_key (parser, IMAP_SEARCH_NOT);
  not ->first = key;
  return not ;
}

/* Keys parted by spaces up to what is no space; they become children of @parent. */
static gboolean
rule_list (ImapParser *parser, guint depth, ImapSearchKey *parent)
{
  ImapSearchKey **link = &parent->first;
  do
    {
      if (!rule_key (parser, depth, link))
        return FALSE;
      link = &(*link)->next;
    }
  while (imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  return TRUE;
}

static gboolean
rule_argument (ImapParser *parser, const Word *word, guint depth, ImapSearchKey *key)
{
  if (word->takes == TAKES_NOTHING)
    return TRUE;
  if (!imap_rule_sp (parser))
    return FALSE;
  switch (word->takes)
    {
    case TAKES_FLAG:
      return imap_rule_atom (parser, "flag.keyword", &key->flag);
    case TAKES_DATE:
      return rule_date (parser, &key->number);
    case TAKES_OCTETS:
      return rule_octets (parser, &key->number);
    case TAKES_UIDS:
      return imap_rule_sequence_set (parser, &key->set);
    case TAKES_FIELD:
      return imap_rule_astring (parser, "header-fld-name", &key->field) && imap_rule_sp (parser)
             && imap_rule_astring (parser, "search-text", &key->text);
    case TAKES_TEXT:
      return imap_rule_astring (parser, "search-text", &key->text);
    case TAKES_TWO_KEYS:
      return rule_key (parser, depth + 1, &key->first) && imap_rule_sp (parser)
             && rule_key (parser, depth + 1, &key->first->next);
    case TAKES_KEY:
    default:
      return rule_key (parser, depth + 1, &key->first);
    }
}

static const Word *
find_word (const char *at, gsize len)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == len && g_ascii_strncasecmp (at, words[i].word, len) == 0)
      return &words[i];
  return NULL;
}

/* The word, or what stands behind its @prefix when its kind is @kind. */
static const Word *
find_behind (const char *prefix, ImapSearchKind kind, const char *at, gsize len)
{
  gsize skip = strlen (prefix);
  if (len <= skip || g_ascii_strncasecmp (at, prefix, skip) != 0)
    return NULL;
  const Word *word = find_word (at + skip, len - skip);
  return word != NULL && word->kind == kind ? word : NULL;
}

/* NEW and OLD are short for other keys. */
static void
spell_out (ImapParser *parser, ImapSearchKey *key)
{
  key->first = new_key (parser, IMAP_SEARCH_RECENT);
  if (key->kind != IMAP_SEARCH_AND)
    return;
  ImapSearchKey *seen = new_key (parser, IMAP_SEARCH_FLAG);
  seen->flag = "\\Seen";
  key->first->next = negate (parser, seen);
}

static gboolean
rule_word_key (ImapParser *parser, guint depth, ImapSearchKey **out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  while (len < rest && imap_is_atom_char ((guint8) at[len]))
    len++;
  const Word *word = find_word (at, len);
  const Word *without = find_behind ("UN", IMAP_SEARCH_FLAG, at, len);
  const Word *sent = find_behind ("SENT", IMAP_SEARCH_DATE, at, len);
  if (word == NULL)
    word = without != NULL ? without : sent;
  if (word == NULL)
    return imap_parser_expect (parser, "search-key");
  imap_parser_take (parser, len, imap_rules_member ("search-key", at, len));
  ImapSearchKey *key = new_key (parser, word->kind);
  key->sent = sent != NULL;
  key->order = word->order;
  if (word->kind == IMAP_SEARCH_FLAG)
    key->flag = word->name;
  else if (word->name != NULL)
    key->field = (ImapString){ word->name, strlen (word->name), BASE_SPAN_NONE };
  if (!rule_argument (parser, word, depth, key))
    return FALSE;
  if (word->takes == TAKES_NOTHING
      && (key->kind == IMAP_SEARCH_AND || key->kind == IMAP_SEARCH_NOT))
    spell_out (parser, key);
  *out = without != NULL ? negate (parser, key) : key;
  return TRUE;
}

static gboolean
rule_key (ImapParser *parser, guint depth, ImapSearchKey **out)
{
  int c = imap_parser_peek (parser);
  if (depth > IMAP_SEARCH_DEPTH_MAX)
    return imap_parser_expect (parser, "search-nesting");
  ImapMark mark = imap_parser_open (parser, "search-key");
  gboolean good;
  if (c == '(')
    {
      *out = new_key (parser, IMAP_SEARCH_AND);
      good = imap_rule_char (parser, '(', "paren-open") && rule_list (parser, depth + 1, *out)
             && imap_rule_char (parser, ')', "paren-close");
    }
  else if (c == '*' || g_ascii_isdigit (c))
    {
      *out = new_key (parser, IMAP_SEARCH_NUMBERS);
      good = imap_rule_sequence_set (parser, &(*out)->set);
    }
  else
    good = rule_word_key (parser, depth, out);
  if (!good)
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_search_keys (ImapParser *parser, ImapSearchKey **out)
{
  *out = new_key (parser, IMAP_SEARCH_AND);
  return rule_list (parser, 1, *out);
}
