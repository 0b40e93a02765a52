#include "imap-parser-private.h"

#include <string.h>

static gboolean
rule_seq_number (ImapParser *parser, guint32 *out, gboolean *star)
{
  *star = imap_parser_peek (parser) == '*';
  if (*star)
    *out = G_MAXUINT32;
  return *star ? imap_rule_char (parser, '*', "seq-star")
               : imap_rule_nz_number (parser, "seq-number", out);
}

static gboolean
rule_seq_range (ImapParser *parser, ImapRange *out)
{
  ImapMark mark = imap_parser_open (parser, "seq-range");
  if (!rule_seq_number (parser, &out->first, &out->first_star))
    return imap_parser_cancel (parser, mark);
  if (imap_parser_peek (parser) != ':')
    {
      out->last = out->first;
      out->last_star = out->first_star;
    }
  else if (!imap_rule_char (parser, ':', "seq-colon")
           || !rule_seq_number (parser, &out->last, &out->last_star))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_sequence_set (ImapParser *parser, ImapSet *out)
{
  ImapMark mark = imap_parser_open (parser, "sequence-set");
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (ImapRange));
  gboolean good = TRUE;
  do
    {
      ImapRange range;
      good = rule_seq_range (parser, &range);
      if (good)
        g_array_append_val (ranges, range);
    }
  while (good && imap_parser_peek (parser) == ',' && imap_rule_char (parser, ',', "seq-comma"));
  out->ranges = imap_parser_keep (parser, ranges, &out->n);
  if (!good)
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

typedef enum
{
  FLAGS_STORED,
  FLAGS_FETCHED,  /* with \Recent */
  FLAGS_PERMANENT /* with \* */
} FlagsOf;

/* The rule of a flag whose name (with its backslash) is @name; NULL where it may not stand. */
static const char *
find_flag_rule (const char *name, FlagsOf of)
{
  static const char *const system_flags[][2] = {
    { "\\Seen", "flag.seen" },       { "\\Answered", "flag.answered" },
    { "\\Flagged", "flag.flagged" }, { "\\Deleted", "flag.deleted" },
    { "\\Draft", "flag.draft" },
  };
  if (name[0] != '\\')
    return "flag.keyword";
  for (guint i = 0; i < G_N_ELEMENTS (system_flags); i++)
    if (g_ascii_strcasecmp (name, system_flags[i][0]) == 0)
      return system_flags[i][1];
  if (g_ascii_strcasecmp (name, "\\Recent") == 0)
    return of == FLAGS_FETCHED ? "flag.recent" : NULL;
  if (strcmp (name, "\\*") == 0)
    return of == FLAGS_PERMANENT ? "flag.any" : NULL;
  return "flag.extension";
}

static gboolean
rule_flag (ImapParser *parser, FlagsOf of, const char **out)
{
  gsize rest, len = 0;
  const char *at = imap_parser_rest (parser, &rest);
  gsize from = rest > 0 && at[0] == '\\' ? 1 : 0;
  if (from == 1 && rest > 1 && at[1] == '*')
    len = 2;
  else
    for (len = from; len < rest && imap_is_atom_char ((guint8) at[len]);)
      len++;
  if (len == from)
    return imap_parser_expect (parser, "flag");
  const char *name = base_arena_strndup (imap_parser_get_arena (parser), at, len);
  const char *rule = find_flag_rule (name, of);
  if (rule == NULL)
    return imap_parser_expect (parser, "flag");
  imap_parser_take (parser, len, rule);
  *out = name;
  return TRUE;
}

gboolean
imap_rule_flag (ImapParser *parser, const char **out)
{
  return rule_flag (parser, FLAGS_STORED, out);
}

static gboolean
rule_flag_list (ImapParser *parser, FlagsOf of, ImapFlagList *out)
{
  if (imap_parser_peek (parser) != '(')
    return imap_parser_expect (parser, "flag-list");
  ImapMark mark = imap_parser_open (parser, "flag-list");
  GArray *names = g_array_new (FALSE, FALSE, sizeof (char *));
  gboolean good = imap_rule_char (parser, '(', "paren-open");
  if (imap_parser_peek (parser) != ')')
    do
      {
        const char *name;
        good = rule_flag (parser, of, &name);
        if (good)
          g_array_append_val (names, name);
      }
    while (good && imap_parser_peek (parser) == ' ' && imap_rule_sp (parser));
  out->names = imap_parser_keep (parser, names, &out->n);
  if (!good || !imap_rule_char (parser, ')', "paren-close"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}

gboolean
imap_rule_flag_list (ImapParser *parser, ImapFlagList *out)
{
  return rule_flag_list (parser, FLAGS_STORED, out);
}

gboolean
imap_rule_flag_list_fetch (ImapParser *parser, ImapFlagList *out)
{
  return rule_flag_list (parser, FLAGS_FETCHED, out);
}

gboolean
imap_rule_flag_list_perm (ImapParser *parser, ImapFlagList *out)
{
  return rule_flag_list (parser, FLAGS_PERMANENT, out);
}

/* @n digits, with a space in place of the first one when @pad says so. */
static gboolean
rule_digits (ImapParser *parser, guint n, gboolean pad, const char *rule)
{
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  for (guint i = 0; i < n; i++)
    if (i >= rest || !(g_ascii_isdigit (at[i]) || (pad && i == 0 && at[i] == ' ')))
      return imap_parser_expect (parser, rule);
  imap_parser_take (parser, n, rule);
  return TRUE;
}

gboolean
imap_rule_month (ImapParser *parser)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  for (guint i = 0; rest >= 3 && i < G_N_ELEMENTS (months); i++)
    if (g_ascii_strncasecmp (at, months[i], 3) == 0)
      {
        imap_parser_take (parser, 3, "date-month");
        return TRUE;
      }
  return imap_parser_expect (parser, "date-month");
}

static gboolean
rule_time (ImapParser *parser)
{
  static const char shape[] = "00:00:00";
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  for (guint i = 0; i < strlen (shape); i++)
    if (i >= rest || !(shape[i] == ':' ? at[i] == ':' : g_ascii_isdigit (at[i])))
      return imap_parser_expect (parser, "time");
  imap_parser_take (parser, strlen (shape), "time");
  return TRUE;
}

static gboolean
rule_zone (ImapParser *parser)
{
  gsize rest;
  const char *at = imap_parser_rest (parser, &rest);
  if (rest < 5 || (at[0] != '+' && at[0] != '-'))
    return imap_parser_expect (parser, "zone");
  for (guint i = 1; i < 5; i++)
    if (!g_ascii_isdigit (at[i]))
      return imap_parser_expect (parser, "zone");
  imap_parser_take (parser, 5, "zone");
  return TRUE;
}

gboolean
imap_rule_date_time (ImapParser *parser, ImapString *out)
{
  if (imap_parser_peek (parser) != '"')
    return imap_parser_expect (parser, "date-time");
  ImapMark mark = imap_parser_open (parser, "date-time");
  imap_rule_char (parser, '"', "dquote");
  gsize start = imap_parser_get_at (parser);
  if (!rule_digits (parser, 2, TRUE, "date-day") || !imap_rule_char (parser, '-', "date-dash")
      || !imap_rule_month (parser) || !imap_rule_char (parser, '-', "date-dash")
      || !rule_digits (parser, 4, FALSE, "date-year") || !imap_rule_sp (parser)
      || !rule_time (parser) || !imap_rule_sp (parser) || !rule_zone (parser))
    return imap_parser_cancel (parser, mark);
  imap_parser_keep_string (parser, start, imap_parser_get_at (parser) - start, out);
  if (!imap_rule_char (parser, '"', "dquote"))
    return imap_parser_cancel (parser, mark);
  imap_parser_close (parser, mark);
  return TRUE;
}
