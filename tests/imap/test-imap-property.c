/*
 * Random commands on several sessions of one mailbox, each beside a client that believes what it is
 * told and nothing else. After every line what it counts must be what the server thinks it counts;
 * when all is told, everyone must know the same. A failure prints its seed; SEED=n runs it again.
 */
#include "base-random.h"
#include "imap-testlib.h"

#include <stdio.h>
#include <string.h>

#define ROUNDS 60
#define STEPS 150
#define N_CLIENTS 3

/** A message as a client knows it: 0 and NULL are what it was not told. */
typedef struct
{
  guint32 uid;
  char *flags;
} Known;

typedef struct
{
  TestSession *session;
  GPtrArray *known; /* Known */
  gboolean selected;
  gboolean idling;
} Client;

static void
known_free (gpointer data)
{
  Known *known = data;
  g_free (known->flags);
  g_free (known);
}

/* --- the believing client --- */

static void
believe_fetch (Client *client, guint number, const char *line)
{
  g_assert_cmpuint (number, <=, client->known->len);
  Known *known = g_ptr_array_index (client->known, number - 1);
  const char *uid = strstr (line, "UID ");
  if (uid != NULL)
    {
      guint32 told = (guint32) g_ascii_strtoull (uid + 4, NULL, 10);
      if (known->uid != 0)
        g_assert_cmpuint (told, ==, known->uid);
      known->uid = told;
    }
  const char *flags = strstr (line, "FLAGS (");
  if (flags != NULL)
    {
      g_free (known->flags);
      known->flags = g_strndup (flags + 7, strcspn (flags + 7, ")"));
      char *recent = strstr (known->flags, "\\Recent");
      if (recent != NULL)
        *(recent > known->flags ? recent - 1 : recent) = '\0';
    }
}

static void
believe (Client *client, const char *line)
{
  guint number;
  char word[16];
  if (sscanf (line, "* %u %15s", &number, word) != 2)
    return;
  if (strcmp (word, "EXISTS") == 0)
    {
      g_assert_cmpuint (number, >=, client->known->len);
      while (client->known->len < number)
        g_ptr_array_add (client->known, g_new0 (Known, 1));
    }
  else if (strcmp (word, "EXPUNGE") == 0)
    {
      g_assert_cmpuint (number, <=, client->known->len);
      g_ptr_array_remove_index (client->known, number - 1);
    }
  else if (strcmp (word, "FETCH") == 0)
    believe_fetch (client, number, line);
}

/* The server's idea of what the client counts is what it counts. */
static void
check_numbers (const Client *client)
{
  const Model *model = client->session->world->model;
  const ModelRuns *numbers = model_get_runs (model, client->session->connection,
                                             MODEL_FIELD_NUMBERS);
  g_assert_cmpuint (model_runs_total (numbers), ==, client->known->len);
  for (guint i = 0; i < client->known->len; i++)
    {
      const Known *known = g_ptr_array_index (client->known, i);
      if (known->uid != 0)
        g_assert_cmpuint (known->uid, ==, model_runs_nth (numbers, i + 1));
    }
}

static void
listen (Client *client)
{
  g_autofree char *said = test_take (client->session);
  g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    believe (client, lines[i]);
  if (client->selected)
    check_numbers (client);
}

static void
say (Client *client, const char *line)
{
  test_feed (client->session, line, -1);
  listen (client);
}

static void
open_mailbox (Client *client, gboolean read_only)
{
  g_ptr_array_set_size (client->known, 0);
  client->selected = TRUE;
  say (client, read_only ? "s EXAMINE INBOX\r\n" : "s SELECT INBOX\r\n");
}

static void
connect_client (Client *client, TestWorld *world, gboolean high_first)
{
  client->session = test_session_new (world, NULL, high_first);
  client->known = g_ptr_array_new_with_free_func (known_free);
  client->idling = FALSE;
  client->selected = FALSE;
  say (client, "l LOGIN lin noodles\r\n");
  open_mailbox (client, FALSE);
}

static void
drop_client (Client *client)
{
  test_input (client->session, MODEL_INPUT_CLOSED);
  test_session_free (client->session);
  g_ptr_array_unref (client->known);
}

/* --- what may happen --- */

static void
say_store (Client *client, BaseRandom *random)
{
  static const char *const flags[] = { "\\Seen", "(\\Deleted)", "(\\Flagged $Work)", "()" };
  static const char *const hows[] = { "FLAGS", "+FLAGS", "-FLAGS" };
  guint n = client->known->len;
  gboolean uid = base_random_below (random, 2) == 0;
  gboolean silent = base_random_below (random, 3) == 0;
  guint from = 1 + (guint) base_random_below (random, uid ? 20 : n + 1);
  guint to = 1 + (guint) base_random_below (random, uid ? 20 : n + 1);
  g_autofree char *line = g_strdup_printf ("a %sSTORE %u:%u %s%s %s\r\n", uid ? "UID " : "", from,
                                           to, hows[base_random_below (random, 3)],
                                           silent ? ".SILENT" : "",
                                           flags[base_random_below (random, 4)]);
  say (client, line);
  /* It was not told what its own change led to. */
  for (guint i = 0; silent && i < client->known->len; i++)
    {
      Known *known = g_ptr_array_index (client->known, i);
      g_clear_pointer (&known->flags, g_free);
    }
}

static void
say_fetch (Client *client, BaseRandom *random)
{
  static const char *const atts[] = { "FLAGS", "UID", "(UID FLAGS)", "BODY[TEXT]" };
  gboolean uid = base_random_below (random, 2) == 0;
  g_autofree char *line = g_strdup_printf ("a %sFETCH %u:* %s\r\n", uid ? "UID " : "",
                                           1 + (guint) base_random_below (random, 12),
                                           atts[base_random_below (random, 4)]);
  say (client, line);
}

static void
act (Client *client, TestWorld *world, BaseRandom *random, gboolean high_first)
{
  if (client->idling)
    {
      client->idling = FALSE;
      say (client, "DONE\r\n");
      return;
    }
  switch (base_random_below (random, 14))
    {
    case 0:
    case 1:
    case 2:
    case 3:
      say_store (client, random);
      break;
    case 4:
    case 5:
    case 6:
      say_fetch (client, random);
      break;
    case 7:
      say (client, "a EXPUNGE\r\n");
      break;
    case 8:
      say (client, "a NOOP\r\n");
      break;
    case 9:
      client->idling = TRUE;
      say (client, "a IDLE\r\n");
      break;
    case 10:
      /* whether SELECT comes after UNSELECT or drops the old view itself */
      if (base_random_below (random, 2) == 0)
        {
          client->selected = FALSE;
          say (client, "a UNSELECT\r\n");
        }
      open_mailbox (client, base_random_below (random, 4) == 0);
      break;
    case 11:
      client->selected = FALSE;
      say (client, "a CLOSE\r\n");
      open_mailbox (client, FALSE);
      break;
    case 12:
      drop_client (client);
      connect_client (client, world, high_first);
      break;
    default:
      say (client, "a NONSENSE\r\n");
    }
}

/* --- when all is told --- */

static void
check_truth (const Client *client)
{
  const TestWorld *world = client->session->world;
  const Model *model = world->model;
  const char *keywords = model_get_text (model, world->inbox, MODEL_FIELD_KEYWORDS);
  g_assert_cmpuint (client->known->len, ==, model_count (model, world->inbox, MODEL_TABLE_LIVE));
  for (guint i = 0; i < client->known->len; i++)
    {
      const Known *known = g_ptr_array_index (client->known, i);
      const ModelRow *row = model_row_at (model, world->inbox, MODEL_TABLE_LIVE, i);
      if (known->uid != 0)
        g_assert_cmpuint (known->uid, ==, row->key);
      g_autofree char *flags = model_flags_format (row->flags, keywords);
      if (known->flags != NULL)
        g_assert_cmpstr (known->flags, ==, flags);
    }
}

static void
settle (Client *clients, TestWorld *world)
{
  for (guint i = 0; i < N_CLIENTS; i++)
    {
      if (clients[i].idling)
        say (&clients[i], "DONE\r\n");
      clients[i].idling = FALSE;
      say (&clients[i], "z NOOP\r\n");
    }
  for (guint i = 0; i < N_CLIENTS; i++)
    check_truth (&clients[i]);
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GHOSTS), ==, 0);
}

static void
check_revert (TestWorld *world, const Model *before, guint from)
{
  for (guint i = world->log->len; i > from; i--)
    model_revert (world->model, &g_array_index (world->log, ModelDelta, i - 1));
  g_assert_true (model_equal (world->model, before));
}

static void
run_round (guint64 seed)
{
  BaseRandom random;
  base_random_seed (&random, seed);
  gboolean high_first = base_random_below (&random, 2) == 0;
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 8);
  g_autoptr (Model) before = model_copy (world->model);
  guint from = world->log->len;
  Client clients[N_CLIENTS];
  for (guint i = 0; i < N_CLIENTS; i++)
    connect_client (&clients[i], world, high_first);
  for (guint step = 0; step < STEPS; step++)
    {
      Client *client = &clients[base_random_below (&random, N_CLIENTS)];
      if (base_random_below (&random, 6) == 0)
        test_world_deliver (world, "Subject: more\n\nText.\n");
      act (client, world, &random, high_first);
      for (guint i = 0; i < N_CLIENTS; i++)
        if (base_random_below (&random, 2) == 0)
          {
            test_input (clients[i].session, MODEL_INPUT_POKE);
            listen (&clients[i]);
          }
    }
  settle (clients, world);
  for (guint i = 0; i < N_CLIENTS; i++)
    drop_client (&clients[i]);
  check_revert (world, before, from);
}

static void
test_many_sessions (void)
{
  const char *given = g_getenv ("SEED");
  guint64 seed = given != NULL ? g_ascii_strtoull (given, NULL, 10) : 1;
  guint n = given != NULL ? 1 : ROUNDS;
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("SEED=%" G_GUINT64_FORMAT, seed + i);
      run_round (seed + i);
    }
}

/* --- any split of the input gives the same lines --- */

static char *
run_split (const char *script, BaseRandom *random)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) session = test_session_new (world, NULL, FALSE);
  gsize len = strlen (script), at = 0;
  while (at < len)
    {
      gsize n = random != NULL ? 1 + base_random_below (random, 9) : len;
      n = MIN (n, len - at);
      test_feed (session, script + at, (gssize) n);
      at += n;
    }
  return test_take (session);
}

static void
test_split (void)
{
  const char *script = "a1 LOGIN {3}\r\nlin {7}\r\nnoodles\r\na2 SELECT inbox\r\n"
                       "a3 FETCH 1:2 (FLAGS BODY[HEADER.FIELDS ({7}\r\nSubject)])\r\n"
                       "a4 NOOP {9}\r\na5 IDLE\r\nDONE\r\na6 IDLE\r\nDOWN\r\nbad\r\n"
                       "a7 STORE 1 +FLAGS (\\Seen\r\na8 LOGOUT\r\n";
  g_autofree char *whole = run_split (script, NULL);
  g_assert_nonnull (strstr (whole, "a8 OK LOGOUT completed\n"));
  BaseRandom random;
  base_random_seed (&random, 7);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *split = run_split (script, &random);
      g_assert_cmpstr (split, ==, whole);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/property/many-sessions", test_many_sessions);
  g_test_add_func ("/imap/property/split", test_split);
  return g_test_run ();
}
