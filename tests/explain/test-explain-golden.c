/* tests/golden/explain/NAME.in is a conversation; NAME.LANGUAGE.out is what is said about it. */
#include "explain-catalogue.h"
#include "explain-dialogue.h"

#include <string.h>

static const char *const languages[] = { "en", "zh_CN" };

static void
append_octets (GString *out, GBytes *bytes, BaseSpan span)
{
  const char *data = g_bytes_get_data (bytes, NULL);

  for (gsize i = span.start; i < base_span_end (span); i++)
    if (data[i] == '\r')
      g_string_append (out, "\\r");
    else if (data[i] == '\n')
      g_string_append (out, "\\n");
    else
      g_string_append_c (out, data[i]);
}

static void
append_sentence (GString *out, const ExplainCatalogue *catalogue, const char *mark,
                 const ExplainSentence *sentence)
{
  g_autofree char *text = explain_catalogue_format (catalogue, sentence->key, sentence->args);

  g_assert_true (explain_catalogue_has (catalogue, sentence->key));
  g_string_append_printf (out, "%s %s\n", mark, text);
}

static void
append_token (GString *out, const ExplainCatalogue *catalogue, const ExplainLine *line,
              const ExplainToken *token)
{
  const char *source = explain_catalogue_get_source (catalogue, token->key);
  g_autofree char *text = explain_catalogue_format (catalogue, token->key, token->args);

  g_string_append_printf (out, "%*s", (int) (2 * token->depth + 2), "");
  if (token->leaf)
    {
      g_string_append_c (out, '`');
      append_octets (out, line->bytes, token->span);
      g_string_append (out, "` ");
    }
  g_string_append_printf (out, "%s: %s %s\n", explain_catalogue_get_name (catalogue, token->key),
                          text, source != NULL ? source : "");
}

static void
append_line (GString *out, const ExplainCatalogue *catalogue, const ExplainLine *line,
             const GArray *advice)
{
  g_string_append (out, line->from_server ? "S: " : "C: ");
  append_octets (out, line->bytes, (BaseSpan){ 0, g_bytes_get_size (line->bytes) });
  g_string_append_c (out, '\n');
  append_sentence (out, catalogue, "=", &line->summary);
  for (guint i = 0; i < advice->len; i++)
    append_sentence (out, catalogue, "!", &g_array_index (advice, ExplainSentence, i));
  for (guint i = 0; i < line->tokens->len; i++)
    append_token (out, catalogue, line, &g_array_index (line->tokens, ExplainToken, i));
  g_string_append_c (out, '\n');
}

static char *
explain_all (const char *conversation, gboolean pop3, const ExplainCatalogue *catalogue)
{
  g_autoptr (ExplainDialogue) dialogue = pop3 ? explain_dialogue_new_pop3 ()
                                              : explain_dialogue_new ();
  g_auto (GStrv) lines = g_strsplit (conversation, "\n", -1);
  GString *out = g_string_new (NULL);
  ExplainLine *line;

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autofree char *text = g_strconcat (lines[i] + 3, "\r\n", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      GArray *advice;

      explain_dialogue_feed (dialogue, lines[i][0] == 'S', bytes);
      while ((line = explain_dialogue_next (dialogue, &advice)) != NULL)
        {
          append_line (out, catalogue, line, advice);
          explain_line_free (line);
          g_array_unref (advice);
        }
      g_array_unref (advice);
    }
  while ((line = explain_dialogue_rest (dialogue)) != NULL)
    {
      g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (ExplainSentence));

      append_line (out, catalogue, line, none);
      explain_line_free (line);
    }
  return g_string_free (out, FALSE);
}

static void
test_golden (gconstpointer data)
{
  const char *name = data;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (GError) error = NULL;
      const ExplainCatalogue *catalogue = explain_catalogue_get (languages[i], &error);
      g_autofree char *in_name = g_strconcat (name, ".in", NULL);
      g_autofree char *out_name = g_strconcat (name, ".", languages[i], ".out", NULL);
      g_autofree char *in = g_test_build_filename (G_TEST_DIST, "golden", "explain", in_name, NULL);
      g_autofree char *out = g_test_build_filename (G_TEST_DIST, "golden", "explain", out_name,
                                                    NULL);
      g_autofree char *conversation = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *got = NULL;

      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (in, &conversation, NULL, &error));
      got = explain_all (conversation, g_str_has_prefix (name, "pop3-"), catalogue);
      if (g_getenv ("UPDATE_GOLDEN") != NULL)
        g_assert_true (g_file_set_contents (out, got, -1, &error));
      g_assert_true (g_file_get_contents (out, &expected, NULL, &error));
      g_assert_cmpstr (got, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "search",     "session",      "fetch",
                                       "mistakes",   "literals",     "codes",
                                       "unfinished", "pop3-session", "pop3-mistakes" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/explain/golden/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_golden);
    }
  return g_test_run ();
}
