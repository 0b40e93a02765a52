/* What the glossary shows as examples: lines that the real parsers read, with the word in them. */
#include "explain-glossary.h"
#include "explain-line.h"

#include <string.h>

static const ExplainGlossary *
get (void)
{
  g_autoptr (GError) error = NULL;
  const ExplainGlossary *glossary = explain_glossary_get (&error);
  g_assert_no_error (error);
  return glossary;
}

/* --- one line --- */

static gboolean
has_bad_token (const ExplainLine *line)
{
  for (guint i = 0; i < line->tokens->len; i++)
    if (g_str_has_suffix (g_array_index (line->tokens, ExplainToken, i).key, ".rule.bad"))
      return TRUE;
  return FALSE;
}

static gboolean
is_understood (const ExplainLine *line)
{
  static const char *const broken[] = { "line.broken", "line.broken-response", "line.unknown",
                                        "line.no-command" };
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    if (g_str_equal (line->summary.key, broken[i]))
      return FALSE;
  return !has_bad_token (line);
}

static ExplainLine *
read_line (const char *text, gboolean pop3, GBytes *command, GBytes **bytes)
{
  g_autofree char *octets = g_strconcat (text + 3, "\r\n", NULL);
  gboolean from_server = text[0] == 'S';
  *bytes = g_bytes_new (octets, strlen (octets));
  return pop3 ? explain_text_pop3 (*bytes, from_server, command)
              : explain_text (*bytes, from_server, command);
}

/* --- one example --- */

/* Commands that servers of this program do not know yet: read as a tag (or none) and a name nobody knows. */
static gboolean
is_not_spoken (const char *line)
{
  static const char *const names[] = { "STARTTLS", "STLS",     "AUTHENTICATE", "AUTH",
                                       "APOP",     "ENABLE",   "NAMESPACE",    "ID",
                                       "MOVE",     "UID MOVE", "UTF8",         "LANG" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *inside = g_strdup_printf (" %s ", names[i]);
      g_autofree char *padded = g_strconcat (line, " ", NULL);
      if (strstr (padded, inside) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The rest of an answer of POP3 is data. */
static gboolean
is_data (char *const *lines, guint i, gboolean pop3)
{
  return pop3 && i > 1 && lines[i][0] == 'S' && lines[i - 1][0] == 'S';
}

/* A command refused as unknown is meant to be so, and DONE has no tag. */
static gboolean
is_meant_wrong (char *const *lines, guint i)
{
  return g_str_equal (lines[i], "C: DONE") || is_not_spoken (lines[i])
         || (lines[i + 1] != NULL && strstr (lines[i + 1], " BAD ") != NULL);
}

/* NULL when all lines can be read, else the first that cannot. */
static const char *
find_bad (char *const *lines, gboolean pop3)
{
  g_autoptr (GBytes) command = NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_assert_true (g_str_has_prefix (lines[i], "C: ") || g_str_has_prefix (lines[i], "S: "));
      if (is_data (lines, i, pop3))
        continue;
      g_autoptr (ExplainLine) line = read_line (lines[i], pop3, command, &bytes);
      if (!is_understood (line) && !is_meant_wrong (lines, i))
        return lines[i];
      if (lines[i][0] == 'C')
        {
          g_clear_pointer (&command, g_bytes_unref);
          command = g_bytes_ref (bytes);
        }
    }
  return NULL;
}

static gboolean
is_plain (const char *token)
{
  for (const char *c = token; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("\\$+-.=/", *c) == NULL)
      return FALSE;
  return TRUE;
}

/* The name of a protocol stands in its own example as it is spelled. */
static void
assert_shows (const ExplainTerm *term)
{
  static const char *const kinds[] = { "command", "response",   "code", "flag",
                                       "key",     "capability", "item" };
  g_autofree char *all = g_strjoinv ("\n", term->lines);
  g_autofree char *upper = g_ascii_strup (all, -1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (term->kind, kinds[i]) && term->token != NULL && is_plain (term->token)
        && !g_str_has_prefix (term->id, "imap.capability.literal")
        && !g_str_equal (term->token, "keyword") && !g_str_equal (term->token, "tag"))
      {
        g_autofree char *token = g_ascii_strup (term->token, -1);
        g_test_message ("%s in %s", token, all);
        g_assert_nonnull (strstr (upper, token));
      }
}

static void
test_lines (void)
{
  const ExplainGlossary *glossary = get ();
  guint examples = 0;
  for (guint i = 0; i < explain_glossary_get_n (glossary); i++)
    {
      const ExplainTerm *term = explain_glossary_get_nth (glossary, i);
      gboolean pop3 = g_str_has_prefix (term->protocol, "pop3");
      if (term->lines[0] == NULL)
        continue;
      /* Words of people belong to neither; one of the two can read all of an example. */
      const char *bad = find_bad (term->lines, pop3);
      if (bad != NULL && *term->protocol == '\0')
        bad = find_bad (term->lines, TRUE);
      if (bad != NULL)
        g_test_message ("%s: %s", term->id, bad);
      g_assert_null (bad);
      assert_shows (term);
      examples++;
    }
  g_assert_cmpuint (examples, >=, 300);
}

/* Words of people and what lessons and the window are made of are all shown at work. */
static void
test_enough (void)
{
  static const char *const prefixes[] = { "word.", "imap.flag.", "pop3.command.", "imap.state.",
                                          "pop3.state." };
  static const char *const without[] = { "imap.flag.submit", "pop3.command.utf8",
                                         "pop3.command.lang", "pop3.command.star",
                                         "pop3.command.last" };
  const ExplainGlossary *glossary = get ();
  for (guint i = 0; i < explain_glossary_get_n (glossary); i++)
    {
      const ExplainTerm *term = explain_glossary_get_nth (glossary, i);
      gboolean needs = FALSE;
      for (guint k = 0; k < G_N_ELEMENTS (prefixes); k++)
        needs = needs || g_str_has_prefix (term->id, prefixes[k]);
      for (guint k = 0; k < G_N_ELEMENTS (without); k++)
        needs = needs && !g_str_has_prefix (term->id, without[k]);
      if (!needs)
        continue;
      g_test_message ("%s", term->id);
      g_assert_true (term->lines[0] != NULL || term->texts[0].example != NULL);
      g_assert_true (term->lines[0] != NULL || term->texts[1].example != NULL);
    }
}

/* An example in words is there in both languages or in none; what belongs together says so on both sides. */
static void
test_pairs (void)
{
  const ExplainGlossary *glossary = get ();
  guint related = 0;
  for (guint i = 0; i < explain_glossary_get_n (glossary); i++)
    {
      const ExplainTerm *term = explain_glossary_get_nth (glossary, i);
      g_assert_true ((term->texts[0].example != NULL) == (term->texts[1].example != NULL));
      for (guint k = 0; k < term->see->len; k++)
        {
          const ExplainTerm *other = g_ptr_array_index (term->see, k);
          g_assert_true (other != term);
          g_assert_true (g_ptr_array_find (other->see, term, NULL));
        }
      related += term->see->len > 0;
    }
  g_assert_cmpuint (related, >, 150);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/examples/lines", test_lines);
  g_test_add_func ("/explain/examples/enough", test_enough);
  g_test_add_func ("/explain/examples/pairs", test_pairs);
  return g_test_run ();
}
