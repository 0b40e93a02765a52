/* Every octet of any line is explained once, with every argument its sentence needs. */
#include "base-random.h"
#include "explain-catalogue.h"
#include "explain-dialogue.h"
#include "explain-line.h"

#include <string.h>

#define N_SEEDS 4000

static const char *const client_lines[] = {
  "a1 NOOP\r\n",
  "a2 LOGIN lin \"noo\\\"dles\"\r\n",
  "a3 LOGIN {3}\r\nlin {7}\r\nnoodles\r\n",
  "a4 SELECT inbox\r\n",
  "a5 UID FETCH 1:*,7,9:3 (UID FLAGS BODY.PEEK[1.2.HEADER.FIELDS (SUBJECT FROM)]<0.20>)\r\n",
  "a6 UID STORE 5 +FLAGS.SILENT (\\Flagged \\Seen $Junk)\r\n",
  "a7 STORE 1,3 -FLAGS \\Deleted\r\n",
  "a8 STATUS \"A B\" (MESSAGES UIDNEXT FOO)\r\n",
  "a9 LIST \"\" %/*\r\n",
  "a10 FETCH 1 ALL\r\n",
  "a11 XYZZY 1 2\r\n",
  "a12 EXPUNGE\r\n",
  "\r\n",
  "a13 SELECT {5}\r\n",
};

static const char *const server_lines[] = {
  "* OK [CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN] ready\r\n",
  "* FLAGS (\\Answered \\Seen $Junk)\r\n",
  "* OK [PERMANENTFLAGS (\\Seen \\*)] lasting\r\n",
  "* 5 EXISTS\r\n",
  "* 1 RECENT\r\n",
  "* 4 EXPUNGE\r\n",
  "* LIST (\\HasNoChildren \\Sent) \"/\" &XfJT0ZAB-\r\n",
  "* STATUS INBOX (MESSAGES 5 UNSEEN 2)\r\n",
  "a1 OK [READ-WRITE] done\r\n",
  "a1 NO [X-FOO bar] no\r\n",
  "a1 BAD\r\n",
  "+ go\r\n",
  "* 2 FETCH (UID 2 FLAGS () INTERNALDATE \" 5-Mar-2024 09:00:00 +0800\" RFC822.SIZE 3)\r\n",
  "* 2 FETCH (ENVELOPE (NIL \"s\" ((\"W\" NIL \"w\" \"h\")(NIL NIL \"v\" \"h\")) NIL NIL NIL NIL NIL NIL "
  "\"<x>\") BODY[TEXT]<3> {4}\r\na\r\nb X-NEW (1 (2 \"3\")))\r\n",
  "* SEARCH 1 2 3\r\n",
  "* VANISHED (EARLIER) 41,43:116\r\n",
};

static GBytes *
mutate (BaseRandom *random, const char *line)
{
  static const char alphabet[] = " ()[]{}\"\\*+<>.,:%\r\n\0\xc3\xff"
                                 "aA19~";
  GByteArray *out = g_byte_array_new ();
  guint changes = (guint) base_random_below (random, 4);

  g_byte_array_append (out, (const guint8 *) line, (guint) strlen (line));
  for (guint i = 0; i < changes && out->len > 0; i++)
    {
      guint at = (guint) base_random_below (random, out->len);
      guint8 octet = (guint8) alphabet[base_random_below (random, sizeof alphabet - 1)];

      switch (base_random_below (random, 3))
        {
        case 0:
          out->data[at] = octet;
          break;
        case 1:
          g_byte_array_remove_range (
              out, at, 1 + (guint) base_random_below (random, MIN (4, out->len - at)));
          break;
        default:
          g_byte_array_append (out, &octet, 1);
          memmove (out->data + at + 1, out->data + at, out->len - 1 - at);
          out->data[at] = octet;
          break;
        }
    }
  return g_byte_array_free_to_bytes (out);
}

/* A text with all its arguments, those of the keys inside it included. */
static void
check_arguments (const ExplainCatalogue *catalogue, const char *key, const ExplainArgs *args,
                 guint depth)
{
  g_auto (GStrv) names = explain_catalogue_dup_arguments (catalogue, key);

  if (!explain_catalogue_has (catalogue, key))
    g_error ("there is nothing for the key %s", key);
  g_assert_cmpuint (depth, <, 4);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const ExplainArg *arg = explain_args_find (args, names[i], strlen (names[i]));

      if (arg == NULL)
        g_error ("%s lacks {%s}", key, names[i]);
      if (arg->kind == EXPLAIN_ARG_KEY)
        check_arguments (catalogue, arg->text, args, depth + 1);
      else if (arg->kind == EXPLAIN_ARG_NAME)
        g_assert_true (explain_catalogue_has (catalogue, arg->text));
    }
}

static void
check_line (const ExplainLine *line)
{
  const ExplainCatalogue *catalogue = explain_catalogue_get ("en", NULL);
  gsize at = 0;
  guint depth = 0;

  for (guint i = 0; i < line->tokens->len; i++)
    {
      const ExplainToken *token = &g_array_index (line->tokens, ExplainToken, i);

      g_assert_cmpuint (token->depth, <=, depth + 1);
      depth = token->depth;
      g_assert_cmpuint (token->span.start, ==, at);
      g_assert_cmpuint (token->span.len, >, 0);
      if (token->leaf)
        at = base_span_end (token->span);
      check_arguments (catalogue, token->key, token->args, 0);
    }
  g_assert_cmpuint (at, ==, g_bytes_get_size (line->bytes));
  check_arguments (catalogue, line->summary.key, line->summary.args, 0);
}

static void
check_texts (const char *const *lines, guint n, gboolean from_server)
{
  guint64 seed = 1;
  g_autoptr (GBytes) command = g_bytes_new_static ("a1 SELECT INBOX\r\n", 17);

  if (g_getenv ("SEED") != NULL)
    seed = g_ascii_strtoull (g_getenv ("SEED"), NULL, 10);
  g_test_message ("seeds %" G_GUINT64_FORMAT " and on (SEED=N starts elsewhere)", seed);
  for (guint64 end = seed + N_SEEDS; seed < end; seed++)
    {
      BaseRandom random;
      base_random_seed (&random, seed);
      g_autoptr (GBytes) bytes = mutate (&random, lines[base_random_below (&random, n)]);
      g_autoptr (ExplainLine) line = explain_text (
          bytes, from_server, base_random_below (&random, 2) == 0 ? command : NULL);

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      check_line (line);
    }
}

static void
test_client (void)
{
  check_texts (client_lines, G_N_ELEMENTS (client_lines), FALSE);
}

static void
test_server (void)
{
  check_texts (server_lines, G_N_ELEMENTS (server_lines), TRUE);
}

/* Takes all there is; what the lines of a side hold is what that side said. */
static void
take_lines (ExplainDialogue *dialogue, gboolean to_the_end, GByteArray *const got[2])
{
  for (;;)
    {
      GArray *advice = NULL;
      g_autoptr (ExplainLine) line = to_the_end ? explain_dialogue_rest (dialogue)
                                                : explain_dialogue_next (dialogue, &advice);
      gsize len;
      const guint8 *data;

      for (guint i = 0; advice != NULL && i < advice->len; i++)
        {
          const ExplainSentence *sentence = &g_array_index (advice, ExplainSentence, i);

          check_arguments (explain_catalogue_get ("en", NULL), sentence->key, sentence->args, 0);
        }
      g_clear_pointer (&advice, g_array_unref);
      if (line == NULL)
        return;
      check_line (line);
      data = g_bytes_get_data (line->bytes, &len);
      g_byte_array_append (got[line->from_server], data, (guint) len);
    }
}

static void
test_dialogue (void)
{
  for (guint64 seed = 1; seed <= N_SEEDS / 10; seed++)
    {
      g_autoptr (ExplainDialogue) dialogue = explain_dialogue_new ();
      g_autoptr (GByteArray) client = g_byte_array_new ();
      g_autoptr (GByteArray) server = g_byte_array_new ();
      g_autoptr (GByteArray) client_said = g_byte_array_new ();
      g_autoptr (GByteArray) server_said = g_byte_array_new ();
      GByteArray *const got[] = { client, server };
      GByteArray *const said[] = { client_said, server_said };
      BaseRandom random;

      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      base_random_seed (&random, seed);
      for (guint i = 0; i < 20; i++)
        {
          guint from_server = (guint) base_random_below (&random, 2);
          const char *line =
              from_server ? server_lines[base_random_below (&random, G_N_ELEMENTS (server_lines))]
                          : client_lines[base_random_below (&random, G_N_ELEMENTS (client_lines))];
          g_autoptr (GBytes) bytes = mutate (&random, line);
          gsize len;
          const guint8 *data = g_bytes_get_data (bytes, &len);

          g_byte_array_append (said[from_server], data, (guint) len);
          explain_dialogue_feed (dialogue, from_server != 0, bytes);
          take_lines (dialogue, FALSE, got);
        }
      take_lines (dialogue, TRUE, got);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpmem (got[i]->data, got[i]->len, said[i]->data, said[i]->len);
    }
}

static void
test_empty (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (NULL, 0);
  g_autoptr (ExplainLine) client = explain_text (bytes, FALSE, NULL);
  g_autoptr (ExplainLine) server = explain_text (bytes, TRUE, NULL);

  check_line (client);
  check_line (server);
}

/* A password is on the wire, but never in what is said about it. */
static void
test_password (void)
{
  static const char *const lines[] = { "a1 LOGIN lin noodles\r\n", "a1 LOGIN lin \"noodles\"\r\n",
                                       "a1 LOGIN lin {7}\r\nnoodles\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (lines[i], strlen (lines[i]));
      g_autoptr (ExplainLine) line = explain_text (bytes, FALSE, NULL);

      for (guint t = 0; t < line->tokens->len; t++)
        {
          const ExplainToken *token = &g_array_index (line->tokens, ExplainToken, t);
          g_autofree char *dump = explain_args_dump (token->args);

          if (token->depth > 0)
            g_assert_null (strstr (dump, "noodles"));
        }
    }
}

static void
test_is_response (void)
{
  static const struct
  {
    const char *line;
    gboolean response;
  } lines[] = {
    { "* 5 EXISTS\r\n", TRUE }, { "+ go\r\n", TRUE },      { "+\r\n", TRUE },
    { "a1 OK done\r\n", TRUE }, { "a1 no\r\n", TRUE },     { "a1 NOOP\r\n", FALSE },
    { "DONE\r\n", FALSE },      { "a1 OKAY\r\n", FALSE },  { "", FALSE },
    { "a1 BAD\r\n", TRUE },     { "a1 LOGIN a b", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (lines[i].line, strlen (lines[i].line));

      g_assert_cmpint (explain_is_response (bytes), ==, lines[i].response);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/line/client", test_client);
  g_test_add_func ("/explain/line/server", test_server);
  g_test_add_func ("/explain/line/dialogue", test_dialogue);
  g_test_add_func ("/explain/line/empty", test_empty);
  g_test_add_func ("/explain/line/password", test_password);
  g_test_add_func ("/explain/line/is-response", test_is_response);
  return g_test_run ();
}
