/* The glossary: whole in both languages, found by any spelling, and marked in texts without false hits. */
#include "explain-glossary.h"

#include <string.h>

static const ExplainGlossary *
get (void)
{
  g_autoptr (GError) error = NULL;
  const ExplainGlossary *glossary = explain_glossary_get (&error);
  g_assert_no_error (error);
  return glossary;
}

static void
assert_no_english (const char *name)
{
  gboolean han = FALSE;
  gboolean english = strchr (name, '(') != NULL;
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      han = han || g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_HAN;
      english = english || (c > name && g_ascii_islower (c[-1]) && g_ascii_islower (c[0]));
    }
  g_assert_true (han || !english || strchr ("\\$", name[0]) != NULL
                 || g_str_has_prefix (name, "IMAP4rev"));
}

/* Six hundred terms at least, each with a name and a meaning in both languages, and sources in one spelling. */
static void
test_whole (void)
{
  const ExplainGlossary *glossary = get ();
  g_autoptr (GRegex) source = g_regex_new ("^\\[RFC[0-9]+ §[0-9A-Z]+(\\.[0-9]+)*\\]$", 0, 0, NULL);
  guint n = explain_glossary_get_n (glossary);
  guint sourced = 0;
  g_assert_cmpuint (n, >=, 600);
  for (guint i = 0; i < n; i++)
    {
      const ExplainTerm *term = explain_glossary_get_nth (glossary, i);
      g_test_message ("%s", term->id);
      for (guint k = 0; k < G_N_ELEMENTS (term->texts); k++)
        {
          g_assert_cmpuint (strlen (term->texts[k].name), >, 0);
          g_assert_cmpuint (strlen (term->texts[k].meaning), >, 8);
        }
      /* The Chinese meaning is Chinese. */
      gboolean han = FALSE;
      for (const char *c = term->texts[1].meaning; *c != '\0'; c = g_utf8_next_char (c))
        han = han || g_unichar_get_script (g_utf8_get_char (c)) == G_UNICODE_SCRIPT_HAN;
      g_assert_true (han);
      /* A name is Chinese, or else it is spelled as on the wire. */
      assert_no_english (term->texts[1].name);
      g_assert_true (g_str_has_prefix (explain_term_in (term, "zh_CN")->name, term->texts[1].name));
      if (term->source != NULL)
        g_assert_true (g_regex_match (source, term->source, 0, NULL));
      sourced += term->source != NULL;
      g_assert_true (explain_glossary_find (glossary, term->id) == term);
    }
  g_assert_cmpuint (sourced, >, n * 9 / 10);
  g_assert_null (explain_glossary_find (glossary, "word.nothing-such"));
}

static void
assert_first (const char *query, const char *id)
{
  g_autoptr (GPtrArray) found = explain_glossary_search (get (), query);
  g_assert_cmpuint (found->len, >, 0);
  g_assert_cmpstr (((const ExplainTerm *) g_ptr_array_index (found, 0))->id, ==, id);
}

static void
test_search (void)
{
  g_autoptr (GPtrArray) all = explain_glossary_search (get (), "");
  g_autoptr (GPtrArray) none = explain_glossary_search (get (), "zzqq");
  g_assert_cmpuint (all->len, ==, explain_glossary_get_n (get ()));
  g_assert_cmpuint (none->len, ==, 0);
  assert_first ("sequence number", "word.sequence-number");
  assert_first ("Sequence Numbers", "word.sequence-number");
  assert_first ("序号", "word.sequence-number");
  assert_first ("uidvalidity", "word.uidvalidity");
  assert_first ("RETR", "pop3.command.retr");
  assert_first ("邮箱", "word.mailbox");
}

/* "id id …" of the terms in @text; caller frees. */
static char *
scan (const char *text, const char *protocol)
{
  g_autoptr (GArray) words = explain_glossary_scan (get (), text, protocol);
  GString *out = g_string_new (NULL);
  gsize end = 0;
  for (guint i = 0; i < words->len; i++)
    {
      const ExplainWord *word = &g_array_index (words, ExplainWord, i);
      g_assert_cmpuint (word->start, >=, end);
      end = word->start + word->length;
      g_assert_cmpuint (end, <=, strlen (text));
      g_assert_true (g_utf8_validate (text + word->start, (gssize) word->length, NULL));
      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", word->term->id);
    }
  return g_string_free (out, FALSE);
}

static void
test_scan (void)
{
  static const struct
  {
    const char *text;
    const char *ids;
  } rows[] = {
    { "The server answers.", "word.server" },
    { "Servers and clients", "word.server word.client" },
    { "observer of a mailboxer", "" },
    { "Sequence numbers move, UIDs stay.", "word.sequence-number word.uid" },
    { "from the text on all old mail", "" },
    { "\\Seen is set", "imap.flag.seen" },
    { "a tagged response ends it", "word.tagged" },
    { "服务器告诉客户端", "word.server word.client" },
    { "序号会变", "word.sequence-number" },
    { "把邮件放进邮件存放处", "word.maildrop" },
    { "observe BODY.PEEK[] and RFC822.SIZE.", "imap.item.body-peek imap.item.rfc822-size" },
    { "mail.example.test is a host", "" },
    /* A longer word that only looks like it; beside it the word itself. */
    { "命令行", "" },
    { "在命令行里写一条命令", "word.command" },
    { "冒号连接范围的两端", "" },
    { "UTF-8 模式", "" },
    { "the server has a fault of its own", "word.server" },
    /* Words of people go before names that are spelled the same. */
    { "UID 5", "word.uid" },
    { "a1 UID FETCH 5", "imap.command.uid-fetch" },
    { "say IDLE", "word.idle" },
    { "+OK or -ERR", "pop3.response.plusok pop3.response.err" },
    { "a+OK", "" },
    { "The client. The server.", "word.client word.server" },
    { "", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *ids = scan (rows[i].text, NULL);
      g_test_message ("%s", rows[i].text);
      g_assert_cmpstr (ids, ==, rows[i].ids);
    }
  g_autofree char *imap = scan ("CAPABILITY", "imap");
  g_autofree char *pop3 = scan ("NOOP", "pop3");
  g_assert_cmpstr (imap, ==, "imap.command.capability");
  g_assert_cmpstr (pop3, ==, "pop3.command.noop");
}

/* Any text is gone through without a hit that lies across another or in the middle of a character. */
static void
test_random (void)
{
  static const char *const pieces[] = { "UID",   " ", "服务",    "器", "\\", "-",
                                        "FETCH", "é", "message", "邮", "$" };
  GRand *random = g_rand_new_with_seed (7);
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      for (gint n = g_rand_int_range (random, 0, 12); n > 0; n--)
        g_string_append (text, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      g_autofree char *ids = scan (text->str, NULL);
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/glossary/whole", test_whole);
  g_test_add_func ("/explain/glossary/search", test_search);
  g_test_add_func ("/explain/glossary/scan", test_scan);
  g_test_add_func ("/explain/glossary/random", test_random);
  return g_test_run ();
}
