/* Completion proposes what the grammar takes, and says what the state forbids. */
#include "explain-catalogue.h"
#include "explain-complete.h"

#include <string.h>

static const char *const mailboxes[] = { "INBOX", "Work", "My letters", NULL };
static const ExplainMessage messages[] = { { 1, 1, "Welcome" }, { 2, 7, "Lunch" } };

static ExplainSession
session (const char *state)
{
  return (ExplainSession){ .state = state,
                           .tag = "x4",
                           .user = "lin",
                           .mailboxes = mailboxes,
                           .messages = messages,
                           .n_messages = G_N_ELEMENTS (messages) };
}

/* The candidates as "start:text", those that are forbidden with "!", parted by blanks; caller frees. */
static char *
list (const ExplainSession *at, const char *line)
{
  g_autoptr (GPtrArray) found = explain_complete (at, line, strlen (line));
  const ExplainCatalogue *catalogue = explain_catalogue_get ("en", NULL);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < found->len; i++)
    {
      const ExplainCandidate *one = g_ptr_array_index (found, i);
      g_assert_true (explain_catalogue_has (catalogue, one->meaning.key));
      g_assert_cmpuint (one->start, <=, strlen (line));
      g_string_append_printf (out, "%s%s%s", i > 0 ? " " : "", one->not_now ? "!" : "", one->text);
    }
  return g_string_free (out, FALSE);
}

static void
assert_imap (const char *state, const char *line, const char *expected)
{
  ExplainSession at = session (state);
  g_autofree char *found = list (&at, line);
  if (strcmp (found, expected) != 0)
    g_error ("“%s” in %s: %s", line, state, found);
}

static gboolean
has (const char *found, const char *word)
{
  g_auto (GStrv) words = g_strsplit (found, " ", -1);
  return g_strv_contains ((const char *const *) words, word);
}

static void
test_imap (void)
{
  assert_imap ("selected", "", "x4");
  assert_imap ("selected", "x", "x4");
  assert_imap ("not-authenticated", "x4 LO", "LOGOUT LOGIN");
  assert_imap ("authenticated", "x4 SE", "SELECT !SEARCH");
  assert_imap ("authenticated", "x4 SELECT ", "INBOX Work \"My letters\"");
  assert_imap ("authenticated", "x4 SELECT \"My", "\"My letters\"");
  assert_imap ("authenticated", "x4 select w", "Work");
  assert_imap ("selected", "x4 FETCH ", "1 2 1:* *");
  assert_imap ("selected", "x4 UID FETCH ", "1 7 1:* *");
  assert_imap ("selected", "x4 FETCH 1:", "1:*");
  assert_imap ("selected", "x4 FETCH 1 (FL", "FLAGS");
  assert_imap ("selected", "x4 FETCH 1 (FLAGS", ")");
  assert_imap ("selected", "x4 FETCH 1 (FLAGS F", "FLAGS");
  assert_imap ("selected", "x4 FETCH 1 F", "FLAGS FAST FULL");
  assert_imap ("selected", "x4 STORE 1 ", "+FLAGS -FLAGS FLAGS +FLAGS.SILENT -FLAGS.SILENT");
  assert_imap ("selected", "x4 STORE 1 +FLAGS (\\S", "\\Seen");
  assert_imap ("selected", "x4 STORE 1 +FLAGS (\\Seen)", "");
  assert_imap ("selected", "x4 STATUS Work (M", "MESSAGES");
  assert_imap ("selected", "x4 SEARCH UNS", "UNSEEN");
  assert_imap ("selected", "x4 LIST \"\" ", "* %");
  assert_imap ("not-authenticated", "x4 LOGIN l", "lin");
  assert_imap ("selected", "x4 NOOP ", "");
  assert_imap ("selected", "no such thing ", "");
}

static void
test_idle (void)
{
  ExplainSession at = session ("selected");
  at.idling = TRUE;
  g_autofree char *found = list (&at, "");
  g_assert_cmpstr (found, ==, "DONE");
  g_autofree char *nothing = list (&at, "x4 ");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_pop3 (void)
{
  ExplainSession at = session ("transaction");
  at.pop3 = TRUE;
  g_autofree char *commands = list (&at, "");
  g_assert_true (has (commands, "RETR") && has (commands, "!USER") && has (commands, "QUIT"));
  g_autofree char *numbers = list (&at, "RETR ");
  g_assert_cmpstr (numbers, ==, "1 2");
  at.state = "authorization";
  g_autofree char *names = list (&at, "USER ");
  g_assert_cmpstr (names, ==, "lin");
  g_autofree char *none = list (&at, "STAT ");
  g_assert_cmpstr (none, ==, "");
}

/* Whatever is typed, wherever the cursor stands: nothing breaks, and each candidate begins as was typed. */
static void
test_any (void)
{
  static const char letters[] = "x4 UIDFETCHSTORE()\"\\{}1:*,[]<>.\t\x80\xff";
  for (guint i = 0; i < 3000; i++)
    {
      char line[24];
      int len = g_test_rand_int_range (0, (gint32) sizeof line);
      for (int k = 0; k < len; k++)
        line[k] = letters[g_test_rand_int_range (0, (gint32) sizeof letters - 1)];
      line[MIN (len, (int) sizeof line - 1)] = '\0';
      ExplainSession at = session (i % 2 == 0 ? "selected" : NULL);
      at.pop3 = i % 3 == 0;
      gsize cursor = (gsize) g_test_rand_int_range (0, 30);
      g_autoptr (GPtrArray) found = explain_complete (&at, line, cursor);
      for (guint k = 0; k < found->len; k++)
        {
          const ExplainCandidate *one = g_ptr_array_index (found, k);
          gsize end = MIN (cursor, strlen (line));
          g_assert_cmpuint (one->start, <=, end);
          g_assert_cmpint (g_ascii_strncasecmp (one->text, line + one->start, end - one->start), ==,
                           0);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/complete/imap", test_imap);
  g_test_add_func ("/explain/complete/idle", test_idle);
  g_test_add_func ("/explain/complete/pop3", test_pop3);
  g_test_add_func ("/explain/complete/any", test_any);
  return g_test_run ();
}
