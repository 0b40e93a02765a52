/* The catalogues are complete, alike and well formed. */
#include "base-data.h"
#include "explain-catalogue.h"
#include "imap-rules.h"
#include "pop3-rules.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const languages[] = { "en", "zh_CN" };

static const ExplainCatalogue *
get (const char *language)
{
  g_autoptr (GError) error = NULL;
  const ExplainCatalogue *catalogue = explain_catalogue_get (language, &error);

  g_assert_no_error (error);
  return catalogue;
}

static void
test_same_keys (void)
{
  const char *const *english = explain_catalogue_get_keys (get ("en"));
  const char *const *chinese = explain_catalogue_get_keys (get ("zh_CN"));

  for (guint i = 0; english[i] != NULL; i++)
    if (!explain_catalogue_has (get ("zh_CN"), english[i]))
      g_test_fail_printf ("zh_CN.ini lacks [%s]", english[i]);
  for (guint i = 0; chinese[i] != NULL; i++)
    if (!explain_catalogue_has (get ("en"), chinese[i]))
      g_test_fail_printf ("en.ini lacks [%s]", chinese[i]);
}

static void
test_same_arguments (void)
{
  const char *const *keys = explain_catalogue_get_keys (get ("en"));

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_auto (GStrv) english = explain_catalogue_dup_arguments (get ("en"), keys[i]);
      g_auto (GStrv) chinese = explain_catalogue_dup_arguments (get ("zh_CN"), keys[i]);

      if (!g_strv_equal ((const char *const *) english, (const char *const *) chinese))
        g_test_fail_printf ("[%s] has other arguments in zh_CN.ini than in en.ini", keys[i]);
    }
}

static void
check_rules (const char *prefix, const char *const *rules)
{
  const char *const *keys = explain_catalogue_get_keys (get ("en"));

  for (guint i = 0; rules[i] != NULL; i++)
    {
      g_autofree char *key = g_strconcat (prefix, rules[i], NULL);

      if (!explain_catalogue_has (get ("en"), key))
        g_test_fail_printf ("the rule %s has no explanation; write [%s]", rules[i], key);
      else if (explain_catalogue_get_source (get ("en"), key) == NULL)
        g_test_fail_printf ("[%s] has no source in sources.ini", key);
    }
  for (guint i = 0; keys[i] != NULL; i++)
    if (g_str_has_prefix (keys[i], prefix) && !g_strv_contains (rules, keys[i] + strlen (prefix)))
      g_test_fail_printf ("[%s] explains a rule that is not there", keys[i]);
}

static void
test_rules (void)
{
  check_rules ("imap.rule.", imap_rules_get ());
  check_rules ("pop3.rule.", pop3_rules_get ());
}

static void
test_sources (void)
{
  g_autofree char *path = base_data_find ("explain/sources.ini");
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) keys = NULL;

  g_assert_true (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL));
  keys = g_key_file_get_keys (file, "sources", NULL, NULL);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *source = explain_catalogue_get_source (get ("zh_CN"), keys[i]);

      if (source == NULL)
        g_test_fail_printf ("sources.ini: %s is no key of the catalogues", keys[i]);
      else if (
          !g_regex_match_simple (
              "^\\[RFC\\d{3,5} §[A-Z0-9]+(\\.\\d+)*\\]( \\[RFC\\d{3,5} §[A-Z0-9]+(\\.\\d+)*\\])*$",
              source, 0, 0))
        g_test_fail_printf ("sources.ini: %s spells its source %s", keys[i], source);
    }
}

/* One key of each kind of mistake in writing: unbalanced braces, an ASCII comma in Chinese. */
static void
test_texts (void)
{
  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    {
      const char *const *keys = explain_catalogue_get_keys (get (languages[l]));

      for (guint i = 0; keys[i] != NULL; i++)
        {
          g_autofree char *text = explain_catalogue_format (get (languages[l]), keys[i], NULL);

          if (strstr (text, "  ") != NULL || strchr (text, '\t') != NULL)
            g_test_fail_printf ("%s: [%s] has two blanks in a row", languages[l], keys[i]);
          if (l == 1 && g_regex_match_simple ("\\p{Han}[,;:!?]|[,;:!?]\\p{Han}", text, 0, 0))
            g_test_fail_printf ("%s: [%s] has narrow punctuation", languages[l], keys[i]);
        }
    }
}

static void
test_languages (void)
{
  g_assert_true (get ("zh") == get ("zh_CN.UTF-8"));
  g_assert_true (get ("zh-Hans") == get ("zh_CN"));
  g_assert_true (get ("de") == get ("en"));
  g_assert_true (get (NULL) == get ("en"));
  g_assert_true (get ("zha") == get ("en"));
}

/* --- formatting --- */

static ExplainCatalogue *
load_text (const char *text, GError **error)
{
  g_autofree char *path = NULL;
  ExplainCatalogue *catalogue;
  int fd = g_file_open_tmp ("explain-XXXXXX.ini", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  catalogue = explain_catalogue_load (path, NULL, error);
  g_unlink (path);
  return catalogue;
}

static void
assert_format (const ExplainCatalogue *catalogue, const char *key, const ExplainArgs *args,
               const char *expected)
{
  g_autofree char *text = explain_catalogue_format (catalogue, key, args);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  g_autoptr (ExplainCatalogue)
      catalogue = load_text ("[plain]\nname=Plain\ntext=\\Seen {{5}}\n"
                             "[plural]\nname=p\ntext={n} {n|message|messages}\n"
                             "[inner]\nname=Label\ntext=the {text}\n"
                             "[outer]\nname=o\ntext={what}, {label}.\n"
                             "[loop]\nname=l\ntext=x{what}\n"
                             "[lacks]\nname=l\ntext={gone} {5} {n|a} {\n"
                             "[han]\nname=h\ntext=请求{text}的{n}封，{text}。\n",
                             NULL);
  g_autoptr (ExplainArgs) args = explain_args_new ();
  g_autoptr (ExplainArgs) one = explain_args_new ();
  g_autoptr (ExplainArgs) loop = explain_args_new ();

  explain_args_add_text (args, "text", "UID 5");
  explain_args_add_number (args, "n", 2);
  explain_args_add_key (args, "what", "inner");
  explain_args_add_name (args, "label", "inner");
  explain_args_add_number (one, "n", 1);
  explain_args_add_key (loop, "what", "loop");
  assert_format (catalogue, "plain", NULL, "\\Seen {5}");
  assert_format (catalogue, "plural", args, "2 messages");
  assert_format (catalogue, "plural", one, "1 message");
  assert_format (catalogue, "outer", args, "the UID 5, Label.");
  assert_format (catalogue, "lacks", args, "{gone} {5} {n|a} {");
  assert_format (catalogue, "han", args, "请求 UID 5 的 2 封，UID 5。");
  assert_format (catalogue, "no.such.key", args, "no.such.key");
  assert_format (catalogue, "loop", loop, "xxxxloop");
  g_assert_cmpstr (explain_catalogue_get_name (catalogue, "no.such.key"), ==, "no.such.key");
  g_assert_null (explain_catalogue_get_source (catalogue, "plain"));
}

static void
test_broken_files (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load_text ("[a]\nname=A\n", &error));
  g_assert_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "[a]"));
  g_clear_error (&error);
  g_assert_null (load_text ("no group\n", &error));
  g_assert_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (load_text ("[a]\nname=A\ntext=\xff\n", &error));
  g_assert_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (explain_catalogue_load ("no-such-folder/en.ini", NULL, &error));
  g_assert_error (error, EXPLAIN_ERROR, EXPLAIN_ERROR_MISSING);
}

static void
test_args (void)
{
  g_autoptr (ExplainArgs) a = explain_args_new ();
  g_autoptr (ExplainArgs) b = explain_args_new ();
  g_autofree char *dump = NULL;

  explain_args_add_text (a, "text", "x\xffy");
  explain_args_add_number (a, "number", 7);
  explain_args_add_all (b, a);
  g_assert_true (explain_args_equal (a, b));
  explain_args_add_key (b, "key", "phrase.client");
  explain_args_add_name (b, "name", "phrase.client");
  g_assert_false (explain_args_equal (a, b));
  g_assert_true (explain_args_equal (NULL, NULL));
  g_assert_false (explain_args_equal (a, NULL));
  g_assert_null (explain_args_find (a, "text", 3));
  g_assert_cmpint (explain_args_find (a, "number", 6)->number, ==, 7);
  dump = explain_args_dump (b);
  g_assert_cmpstr (dump, ==,
                   "text=\"x\357\277\275y\" number=7 key=@phrase.client name=#phrase.client");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/catalogue/same-keys", test_same_keys);
  g_test_add_func ("/explain/catalogue/same-arguments", test_same_arguments);
  g_test_add_func ("/explain/catalogue/rules", test_rules);
  g_test_add_func ("/explain/catalogue/sources", test_sources);
  g_test_add_func ("/explain/catalogue/texts", test_texts);
  g_test_add_func ("/explain/catalogue/languages", test_languages);
  g_test_add_func ("/explain/catalogue/format", test_format);
  g_test_add_func ("/explain/catalogue/broken-files", test_broken_files);
  g_test_add_func ("/explain/catalogue/args", test_args);
  return g_test_run ();
}
