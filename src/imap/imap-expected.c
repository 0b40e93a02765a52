#include "imap-expected.h"

#include <string.h>

/* What a rule looks like to someone who types a line. Rules that speak for themselves are not here. */
static const struct
{
  const char *rule;
  const char *text;
} texts[] = {
  { "append-message", "the message as a literal, such as {310}" },
  { "astring", "a word or a string in quotes" },
  { "atom", "a word" },
  { "command-name", "the name of a command" },
  { "crlf", "the end of the line" },
  { "date", "a date such as 1-Feb-1994, of a day that there is" },
  { "date-day", "a day of the month" },
  { "date-dash", "a hyphen" },
  { "date-month", "a month such as Feb" },
  { "date-year", "a year of four digits" },
  { "dquote", "a closing quote" },
  { "fetch-att", "a data item such as FLAGS, ENVELOPE or BODY[]" },
  { "flag", "a flag such as \\Seen" },
  { "flag.keyword", "a keyword: a label without a backslash" },
  { "flag-list", "flags in parentheses" },
  { "header-fld-name", "the name of a header field" },
  { "idle-done", "DONE" },
  { "list-mailbox", "a name or pattern" },
  { "list-reference", "a reference name, \"\" for none" },
  { "literal-octets", "the octets of a literal" },
  { "mailbox", "the name of a mailbox" },
  { "nz-number", "a number from 1 to 4294967295" },
  { "paren-close", "a closing parenthesis" },
  { "paren-open", "an opening parenthesis" },
  { "partial-count", "a number of octets, at least 1" },
  { "search-key", "a search key such as UNSEEN, FROM or 1:5" },
  { "search-nesting", "no more than 32 keys inside each other" },
  { "search-octets", "a number of octets" },
  { "search-text", "a text to look for" },
  { "section-close", "a closing bracket" },
  { "section-part", "a part number from 1 up" },
  { "seq-number", "a message number from 1 up" },
  { "seq-range", "a message number from 1 up" },
  { "sequence-set", "message numbers such as 1:5 or *" },
  { "sp", "one space" },
  { "status-att", "MESSAGES, RECENT, UIDNEXT, UIDVALIDITY or UNSEEN" },
  { "store-att-flags", "FLAGS, +FLAGS or -FLAGS, perhaps with .SILENT" },
  { "string", "a string in quotes" },
  { "tag", "a tag: letters and digits of your choice" },
};

static char *
describe_rule (const char *rule)
{
  if (rule == NULL)
    return g_strdup ("something else");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].rule, rule) == 0)
      return g_strdup (texts[i].text);
  /* "command.fetch" is the word FETCH */
  const char *dot = strchr (rule, '.');
  char *text = dot != NULL ? g_ascii_strup (dot + 1, -1) : g_strdup (rule);
  return g_strdelimit (text, "-", ' ');
}

/* A few octets as they stand there; all that could disturb a line of text is replaced. */
static char *
quote_octets (GBytes *bytes, BaseSpan span)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize len = MIN (span.len, 20);
  g_autofree char *text = g_strndup (len > 0 ? data + span.start : "", len);
  for (gsize i = 0; i < len; i++)
    if (text[i] < ' ' || text[i] > '~')
      text[i] = '?';
  return g_strdup_printf ("\"%.*s\"%s", (int) len, text, span.len > len ? "..." : "");
}

char *
imap_expected_text (const ImapTree *tree)
{
  const char *rule = NULL;
  BaseSpan bad = imap_tree_get_bad (tree, &rule);
  g_autofree char *expected = describe_rule (rule);
  if (base_span_is_none (bad))
    return g_strdup_printf ("Expected %s", expected);
  if (bad.len == 0)
    return g_strdup_printf ("Expected %s at the end of the line", expected);
  g_autofree char *found = quote_octets (imap_tree_get_bytes (tree), bad);
  return g_strdup_printf ("Expected %s at octet %" G_GSIZE_FORMAT ", found %s", expected,
                          bad.start + 1, found);
}
