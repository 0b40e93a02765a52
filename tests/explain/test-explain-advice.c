/* Advice, rule by rule: a line that calls for it, and one near it that does not. */
#include "explain-catalogue.h"
#include "explain-line.h"
#include "imap-types.h"
#include "model-tx.h"
#include "pop3-types.h"
#include "trace.h"

#include <string.h>

/* Connections of the world below. */
enum
{
  OPEN = 1, /* INBOX: UIDs 3, 17 (marked) and 30; expunged and not told: none */
  LOGGED_IN,
  NEW,
  BEHIND, /* INBOX: knows UID 2, too, which is gone */
  POP3_MARKED,
  POP3_PLAIN,
  POP3_NEW,
  POP3_FRESH
};

typedef struct
{
  Model *model;
  Trace *trace;
  guint8 server;
  guint8 phone;
} World;

static void
add_session (ModelTx *tx, ModelId server, const char *name, const char *state, const char *mailbox)
{
  ModelId session = model_tx_birth (tx, MODEL_KIND_CONNECTION, server, name);

  model_tx_set_text (tx, session, MODEL_FIELD_STATE, state);
  if (strcmp (state, "not-authenticated") != 0 && strcmp (state, "authorization") != 0)
    model_tx_set_text (tx, session, MODEL_FIELD_USER, "lin");
  if (mailbox == NULL)
    return;
  model_tx_set_text (tx, session, MODEL_FIELD_MAILBOX, mailbox);
  if (strcmp (name, "c4") == 0)
    model_tx_numbers_append (tx, session, MODEL_FIELD_NUMBERS, 2, 1);
  model_tx_numbers_append (tx, session, MODEL_FIELD_NUMBERS, 3, 1);
  model_tx_numbers_append (tx, session, MODEL_FIELD_NUMBERS, 17, 1);
  model_tx_numbers_append (tx, session, MODEL_FIELD_NUMBERS, 30, 1);
  if (strcmp (name, "c5") == 0)
    model_tx_set_add (tx, session, MODEL_FIELD_MARKED, 17, 1, 0);
}

static void
world_init (World *world)
{
  g_autoptr (GArray) log = g_array_new (FALSE, FALSE, sizeof (ModelDelta));

  world->model = model_new ();
  ModelTx *tx = model_tx_begin (world->model, 0, log);
  ModelId server = model_tx_birth (tx, MODEL_KIND_SERVER, MODEL_ROOT, "server");
  ModelId account = model_tx_birth (tx, MODEL_KIND_ACCOUNT, server, "lin");
  ModelId inbox = model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "INBOX");
  model_tx_birth (tx, MODEL_KIND_MAILBOX, account, "Work");
  model_tx_birth (tx, MODEL_KIND_DEVICE, MODEL_ROOT, "phone");
  model_tx_add_row (tx, inbox, MODEL_TABLE_LIVE, model_row_new (3, 0, 1));
  model_tx_add_row (tx, inbox, MODEL_TABLE_LIVE, model_row_new (17, MODEL_FLAG_DELETED, 1));
  model_tx_add_row (tx, inbox, MODEL_TABLE_LIVE, model_row_new (30, 0, 1));
  model_tx_add_row (tx, inbox, MODEL_TABLE_GHOSTS, model_row_new (2, 0, 1));
  add_session (tx, server, "c1", "selected", "INBOX");
  add_session (tx, server, "c2", "authenticated", NULL);
  add_session (tx, server, "c3", "not-authenticated", NULL);
  add_session (tx, server, "c4", "selected", "INBOX");
  add_session (tx, server, "c5", "transaction", "INBOX");
  add_session (tx, server, "c6", "transaction", "INBOX");
  add_session (tx, server, "c7", "authorization", NULL);
  add_session (tx, server, "c8", "transaction", "INBOX");
  model_tx_end (tx);
  world->trace = trace_new (world->model);
  world->server = trace_actor (world->trace, "server");
  world->phone = trace_actor (world->trace, "phone");
  for (guint i = 0; i < log->len; i++)
    model_delta_clear (&g_array_index (log, ModelDelta, i));
}

static void
world_clear (World *world)
{
  trace_unref (world->trace);
  model_free (world->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static guint32
say (World *world, guint16 connection, const char *text)
{
  g_autoptr (BaseSlices) bytes = base_slices_new ();
  base_slices_append_string (bytes, text);
  TraceEvent event = {
    .kind = TRACE_ARRIVE,
    .from = world->phone,
    .to = world->server,
    .connection = connection,
    .direction = TRACE_TO_SERVER,
    .context = connection >= POP3_MARKED ? POP3_CONTEXT_COMMAND : IMAP_CONTEXT_COMMAND,
    .command = trace_get_n (world->trace) + 1,
    .start = trace_stream_append (world->trace, connection, TRACE_TO_SERVER, bytes),
    .len = (guint32) strlen (text),
  };
  guint32 number = trace_append (world->trace, &event);
  trace_seal (world->trace, number, world->model);
  return number;
}

/* A line and the keys of the advice on it, in order. */
typedef struct
{
  guint16 connection;
  const char *line; /* without its CRLF, unless it ends in one */
  const char *keys; /* without "advice.", parted by a blank */
} Row;

static const Row rows[] = {
  /* how it is written */
  { OPEN, "a1 NOOP\na2 NOOP", "lone-feed" },
  { OPEN, "a3 NOOP", "" },
  { OPEN, "", "empty-line" },
  { OPEN, " ", "leading-space" },
  { OPEN, " b1 NOOP", "leading-space" },
  { OPEN, "* NOOP", "server-line" },
  { OPEN, "+ NOOP", "server-line" },
  { OPEN, "a+1 NOOP", "tag-characters" },
  { OPEN, "a%1 NOOP", "tag-characters" },
  { OPEN, "(NOOP)", "tag-characters" },
  { OPEN, "\xc3\xa4", "tag-characters" },
  { OPEN, "a-1 NOOP", "" },
  { OPEN, "b2  NOOP", "two-spaces" },
  { OPEN, "b3 FETCH 1  FLAGS", "two-spaces" },
  { OPEN, "b4 NOOP ", "trailing-space" },
  { OPEN, "b5 FETCH 1 FLAGS", "" },
  { OPEN, "b6 RETR 1", "pop3-word" },
  { OPEN, "RETR 1", "pop3-word" },
  { OPEN, "b7 LIST \"\" \"*\"", "" },
  { OPEN, "EHLO me", "smtp-word" },
  { OPEN, "b8 EHLO me", "smtp-word" },
  { OPEN, "NOOP", "no-tag" },
  { OPEN, "b9", "no-command" },
  { OPEN, "b10 HELLO", "unknown-command" },
  { NEW, "b11 LOGIN lin {3}\r\nsecret", "literal-count" },
  { NEW, "b12 LOGIN lin {6}\r\nsecret", "" },
  { OPEN, "b13 FETCH 0 FLAGS", "sequence-zero" },
  { OPEN, "b14 FETCH 1:0 FLAGS", "sequence-zero" },
  { OPEN, "b15 FETCH 10 FLAGS", "number-too-high" },
  { OPEN, "b16 FETCH FLAGS", "set-missing" },
  { OPEN, "b17 FETCH (FLAGS)", "set-missing" },
  { OPEN, "b18 FETCH 1 FLAGS UID", "fetch-parentheses" },
  { OPEN, "b19 FETCH 1 (FLAGS UID)", "" },
  { OPEN, "b20 STATUS Work MESSAGES", "status-parentheses" },
  { OPEN, "b21 STATUS Work (MESSAGES)", "" },
  { OPEN, "b22 STORE 1 +FLAGS (\\Recent)", "recent-is-the-servers" },
  { OPEN, "b23 STORE 1 +FLAGS (\\Flagged)", "" },
  { OPEN, "b24 STORE 1 (\\Seen)", "store-how" },
  { OPEN, "b25 STORE 1 -FLAGS (\\Seen)", "" },
  { OPEN, "b26 SEARCH SUBJECT \"\303\251t\303\251\"", "search-charset" },
  { OPEN, "b27 SEARCH SUBJECT \"ete\"", "" },
  { OPEN, "b28 SELECT \"Entw\303\274rfe\"", "eight-bit" },
  { LOGGED_IN, "b29 SELECT My mail", "quotes-missing" },
  { LOGGED_IN, "b30 CREATE \"My mail\"", "" },
  { OPEN, "b31 FETCH 1 (FLAGS", "grammar" },

  /* the session */
  { LOGGED_IN, "c1 LOGIN lin x", "logged-in" },
  { NEW, "c2 LOGIN lin x", "" },
  { NEW, "c3 SELECT INBOX", "wrong-state" },
  { LOGGED_IN, "c4 FETCH 1 FLAGS", "wrong-state" },
  { OPEN, "d1 NOOP", "" },
  { OPEN, "d1 NOOP", "tag-again" },
  { LOGGED_IN, "d1 NOOP", "" }, /* on another connection */

  /* numbers */
  { OPEN, "e1 FETCH 17 FLAGS", "uid-as-number" },
  { OPEN, "e2 UID FETCH 17 FLAGS", "" },
  { OPEN, "e3 UID FETCH 1 FLAGS", "number-as-uid" },
  { OPEN, "e4 UID FETCH 99 FLAGS", "no-such-uid" },
  { OPEN, "e5 UID FETCH 1:9 FLAGS", "" },
  { OPEN, "e6 UID FETCH 17:* FLAGS", "star-always-matches" },
  { BEHIND, "e7 FETCH 2 FLAGS", "expunge-untold" },
  { BEHIND, "e8 UID FETCH 3 FLAGS", "" },
  { BEHIND, "e9 NOOP", "" },

  /* what it does */
  { OPEN, "f1 STORE 1 +FLAGS (Seen)", "flag-backslash" },
  { OPEN, "f2 STORE 1 +FLAGS (Unseen)", "" },
  { OPEN, "f3 STORE 1 +FLAGS.SILENT (\\Seen)", "silent" },
  { OPEN, "f4 STORE 1 FLAGS (\\Seen)", "replaces-flags" },
  { OPEN, "f5 FETCH 1 BODY[]", "marks-seen" },
  { OPEN, "f6 FETCH 1 BODY.PEEK[]", "" },
  { OPEN, "f7 FETCH 1 BODY", "body-structure" },
  { OPEN, "f8 FETCH 1 FULL", "" },
  { OPEN, "f9 CLOSE", "close-expunges" },
  { OPEN, "f10 UNSELECT", "" },
  { OPEN, "f11 SELECT Work", "select-leaves-marked" },
  { LOGGED_IN, "f12 SELECT Work", "" },

  /* mailboxes */
  { LOGGED_IN, "g1 DELETE inbox", "delete-inbox" },
  { LOGGED_IN, "g2 DELETE Work", "" },
  { LOGGED_IN, "g3 CREATE InBox", "create-inbox" },
  { LOGGED_IN, "g4 CREATE Work", "create-existing" },
  { LOGGED_IN, "g5 CREATE Play", "" },
  { LOGGED_IN, "g6 RENAME INBOX Work", "rename-onto-existing" },
  { LOGGED_IN, "g7 RENAME INBOX Old", "rename-inbox" },
  { LOGGED_IN, "g8 RENAME Work Old", "" },
  { LOGGED_IN, "g9 SELECT work", "mailbox-case" },
  { LOGGED_IN, "g10 SELECT inbox", "" },
  { OPEN, "g11 COPY 1 Trash", "try-create" },
  { OPEN, "g12 COPY 1 Work", "" },
  { LOGGED_IN, "g13 SELECT Trash", "no-such-mailbox" },
  { LOGGED_IN, "g14 LIST \"*\" \"\"", "list-swapped" },
  { LOGGED_IN, "g15 LIST \"\" \"\"", "list-empty-pattern" },
  { LOGGED_IN, "g16 LIST \"\" \"%\"", "" },
  { LOGGED_IN, "g17 LSUB \"\" \"*\"", "lsub" },
  { OPEN, "g18 COPY 1 INBOX", "copy-to-itself" },
  { OPEN, "g19 STATUS INBOX (MESSAGES)", "status-of-open-mailbox" },

  /* POP3 */
  { POP3_PLAIN, "STAT\nLIST", "lone-feed" },
  { POP3_PLAIN, "", "pop3-empty-line" },
  { POP3_PLAIN, " STAT", "pop3-leading-space" },
  { POP3_PLAIN, "a1 STAT", "pop3-no-tags" },
  { POP3_PLAIN, "FETCH 1", "pop3-imap-word" },
  { POP3_PLAIN, "EHLO me", "smtp-word" },
  { POP3_PLAIN, "HELLO", "pop3-unknown-command" },
  { POP3_PLAIN, "RETR  1", "pop3-extra-space" },
  { POP3_PLAIN, "STAT ", "pop3-extra-space" },
  { POP3_PLAIN, "RETR 1", "" },
  { POP3_PLAIN, "RETR 1:3", "pop3-one-number" },
  { POP3_PLAIN, "DELE 1,2", "pop3-one-number" },
  { POP3_PLAIN, "RETR *", "pop3-one-number" },
  { POP3_PLAIN, "RETR whqtswO00WBw418f9t5JxYwZ", "pop3-unique-id" },
  { POP3_PLAIN, "RETR", "pop3-number-missing" },
  { POP3_PLAIN, "TOP 1", "pop3-top-lines" },
  { POP3_PLAIN, "TOP 1 0", "" },
  { POP3_NEW, "RETR 1", "pop3-login-first" },
  { POP3_NEW, "PASS x", "pop3-name-first" },
  { POP3_NEW, "USER lin", "" },
  { POP3_NEW, "PASS  x", "pop3-password-blank" },
  { POP3_NEW, "USER lin", "" },
  { POP3_NEW, "PASS x y", "" },
  { POP3_PLAIN, "USER lin", "pop3-logged-in" },
  { POP3_PLAIN, "RETR 17", "pop3-uid-as-number" },
  { POP3_PLAIN, "RETR 9", "pop3-no-such-number" },
  { POP3_MARKED, "RETR 2", "pop3-marked" },
  { POP3_PLAIN, "RETR 2", "" },
  { POP3_PLAIN, "RSET", "pop3-rset-nothing" },
  { POP3_MARKED, "RSET", "" },
  { POP3_MARKED, "STAT", "pop3-counts-unmarked" },
  { POP3_PLAIN, "STAT", "" },
  { POP3_MARKED, "LIST 1", "" },
  { POP3_PLAIN, "NOOP", "pop3-no-news" },
  { POP3_PLAIN, "NOOP", "" },
  { POP3_FRESH, "STAT", "" },
  { POP3_FRESH, "NOOP", "pop3-no-news" },
  { POP3_FRESH, "noop", "" },
  { POP3_FRESH, "STAT", "pop3-stat-again" },
  { POP3_FRESH, "STAT", "" },
  { POP3_NEW, "NOOP", "pop3-login-first" },
  { POP3_MARKED, "QUIT", "pop3-quit-removes" },
  { POP3_PLAIN, "QUIT", "" },
};

/* What there is to say, by its keys; every argument of the sentences is there, in both languages. */
static char *
advise (World *world, const Row *row)
{
  g_autofree char *line = g_strconcat (row->line, "\r\n", NULL);
  g_autoptr (GArray) advice = explain_advise (world->trace, say (world, row->connection, line));
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < advice->len; i++)
    {
      const ExplainSentence *one = &g_array_index (advice, ExplainSentence, i);
      g_assert_true (g_str_has_prefix (one->key, "advice."));
      g_string_append_printf (keys, "%s%s", i > 0 ? " " : "", one->key + strlen ("advice."));
      for (guint l = 0; l < 2; l++)
        {
          const ExplainCatalogue *catalogue = explain_catalogue_get (l == 0 ? "en" : "zh_CN", NULL);
          g_auto (GStrv) names = explain_catalogue_dup_arguments (catalogue, one->key);
          for (guint n = 0; names[n] != NULL; n++)
            if (explain_args_find (one->args, names[n], strlen (names[n])) == NULL)
              g_error ("%s: {%s} is not there", one->key, names[n]);
          g_assert_nonnull (explain_catalogue_get_source (catalogue, one->key));
        }
    }
  return g_string_free (keys, FALSE);
}

static void
test_rules (void)
{
  g_auto (World) world;

  world_init (&world);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = advise (&world, &rows[i]);
      if (strcmp (got, rows[i].keys) != 0)
        {
          g_test_message ("c%u %s: \"%s\" instead of \"%s\"", rows[i].connection, rows[i].line, got,
                          rows[i].keys);
          g_test_fail ();
        }
    }
}

static gboolean
is_in_rows (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) keys = g_strsplit (rows[i].keys, " ", -1);
      if (g_strv_contains ((const char *const *) keys, key))
        return TRUE;
    }
  return FALSE;
}

/* No rule without a line here, but those that need another moment (test-explain-trace.c). */
static void
test_all_are_tested (void)
{
  static const char *const elsewhere[] = { "only-done", "read-only", "expunge-nothing",
                                           "pop3-no-messages", NULL };
  const char *const *keys = explain_catalogue_get_keys (explain_catalogue_get ("en", NULL));
  guint n = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (!g_str_has_prefix (keys[i], "advice."))
        continue;
      n++;
      const char *key = keys[i] + strlen ("advice.");
      if (!g_strv_contains (elsewhere, key) && !is_in_rows (key))
        g_test_fail_printf ("no line calls for %s", keys[i]);
    }
  g_test_message ("%u pieces of advice", n);
  g_assert_cmpuint (n, >=, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/advice/rules", test_rules);
  g_test_add_func ("/explain/advice/all-are-tested", test_all_are_tested);
  return g_test_run ();
}
