/* Several sessions on one mailbox: who is told what, exactly when, and why. */
#include "imap-testlib.h"

#include <string.h>

#define MAIL "Subject: News\n\nText.\n"

static const ModelRow *
find (TestWorld *world, ModelTable table, guint32 uid)
{
  return model_row (world->model, world->inbox, table, uid);
}

/* The scene of curriculum 4.1; 99: .SILENT keeps only the own echo quiet. */
static void
test_noop (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 5);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_starts (laptop, "b1 UID STORE 1 +FLAGS (\\Seen)", "* 1 FETCH (UID 1 FLAGS (\\Seen))\n");
  guint32 seen = laptop->command;
  test_says (laptop, "b2 UID STORE 5 +FLAGS.SILENT (\\Flagged)", "b2 OK STORE completed\n");
  guint32 flagged = laptop->command;
  guint32 arrived = test_world_deliver (world, MAIL);

  /* no command runs: nothing is told, but it is noted */
  test_poke_says (phone, "");
  g_assert_cmpuint (
      model_runs_total (model_get_runs (world->model, phone->connection, MODEL_FIELD_UNTOLD)), ==,
      2);
  test_says (phone, "g1 NOOP",
             "* 1 FETCH (UID 1 FLAGS (\\Seen))\n* 5 FETCH (UID 5 FLAGS (\\Flagged))\n* 6 EXISTS\n"
             "* 1 RECENT\ng1 OK NOOP completed\n");
  g_assert_cmpuint (test_find_cause (phone, "* 1 FETCH"), ==, seen);
  g_assert_cmpuint (test_find_cause (phone, "* 5 FETCH"), ==, flagged);
  g_assert_cmpuint (test_find_cause (phone, "* 6 EXISTS"), ==, arrived);
  g_assert_cmpuint (test_find_cause (phone, "g1 OK"), ==, 0);
  test_says (phone, "g2 NOOP", "g2 OK NOOP completed\n");

  /* \Recent is told to one session only [RFC3501 §2.3.2] */
  test_says (laptop, "b3 NOOP", "* 6 EXISTS\nb3 OK NOOP completed\n");
  test_says (laptop, "b4 FETCH 6 FLAGS", "* 6 FETCH (FLAGS ())\nb4 OK FETCH completed\n");
  test_says (phone, "g3 FETCH 6 FLAGS", "* 6 FETCH (FLAGS (\\Recent))\ng3 OK FETCH completed\n");
}

/* An EXAMINE sees \Recent but leaves it to the next SELECT. */
static void
test_recent (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 2);
  test_world_deliver (world, MAIL);
  g_autoptr (TestSession) a = test_session_new (world, NULL, FALSE);
  test_feed (a, "a1 LOGIN lin noodles\r\na2 EXAMINE INBOX\r\n", -1);
  g_autofree char *examined = test_take (a);
  g_assert_nonnull (strstr (examined, "* 3 EXISTS\n* 1 RECENT\n"));
  g_autoptr (TestSession) b = test_session_new (world, NULL, FALSE);
  test_feed (b, "b1 LOGIN lin noodles\r\nb2 SELECT INBOX\r\n", -1);
  g_autofree char *selected = test_take (b);
  g_assert_nonnull (strstr (selected, "* 3 EXISTS\n* 1 RECENT\n"));
  test_feed (a, "a3 SELECT INBOX\r\n", -1);
  g_autofree char *again = test_take (a);
  g_assert_nonnull (strstr (again, "* 3 EXISTS\n* 0 RECENT\n"));
  test_says (b, "b3 STORE 3 +FLAGS \\Deleted",
             "* 3 FETCH (FLAGS (\\Deleted \\Recent))\nb3 OK STORE completed\n");
  /* what is gone is not \Recent any more, whether it was told or not */
  test_feed (a, "a5 SELECT INBOX\r\na6 EXPUNGE\r\n", -1);
  g_free (test_take (a));
  test_says (b, "b4 STATUS INBOX (MESSAGES RECENT)",
             "* STATUS INBOX (MESSAGES 2 RECENT 0)\n* 3 EXPUNGE\n* 0 RECENT\n"
             "b4 OK STATUS completed\n");
}

/* 111 */
static void
test_idle (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 4);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_starts (laptop, "b1 STORE 1 +FLAGS \\Seen", "* 1 FETCH");
  test_says (phone, "a1 IDLE", "+ idling\n* 1 FETCH (UID 1 FLAGS (\\Seen))\n");
  guint32 idle = phone->command;
  g_assert_cmpstr (model_get_text (world->model, phone->connection, MODEL_FIELD_COMMAND), ==,
                   "a1 IDLE");
  test_starts (laptop, "b2 STORE 2:3 +FLAGS \\Deleted", "* 2 FETCH");
  test_poke_says (phone, "* 2 FETCH (UID 2 FLAGS (\\Deleted))\n"
                         "* 3 FETCH (UID 3 FLAGS (\\Deleted))\n");
  test_starts (laptop, "b3 EXPUNGE", "* 2 EXPUNGE\n* 2 EXPUNGE\n");
  guint32 expunge = laptop->command;
  test_world_deliver (world, MAIL);
  test_poke_says (phone, "* 2 EXPUNGE\n* 2 EXPUNGE\n* 3 EXISTS\n* 1 RECENT\n");
  const TestSent *sent = &g_array_index (phone->sent, TestSent, phone->sent->len - 3);
  g_assert_cmpstr (sent->text, ==, "* 2 EXPUNGE\r\n");
  g_assert_cmpuint (sent->cause, ==, expunge);
  g_assert_cmpuint (sent->command, ==, idle);
  test_says (phone, "DONE", "a1 OK IDLE completed\n");
  test_says (phone, "a2 IDLE", "+ idling\n");
  test_says (phone, "a3 NOOP", "a2 BAD Expected DONE, which ends IDLE\n");
  test_says (phone, "a4 NOOP", "a4 OK NOOP completed\n");
  test_says (phone, "a5 IDLE\r\nDONE\r\na6 NOOP",
             "+ idling\na5 OK IDLE completed\na6 OK NOOP completed\n");
  g_assert_null (model_get_text (world->model, phone->connection, MODEL_FIELD_COMMAND));
  g_assert_cmpint (model_get (world->model, phone->connection, MODEL_FIELD_IDLING)->kind, ==,
                   MODEL_VALUE_NONE);
}

/* 92: the table of matrix §2.4, command by command */
static void
test_when_expunge (void)
{
  static const struct
  {
    const char *line;
    gboolean told;
  } cases[] = {
    { "a1 FETCH 1 UID\r\n", FALSE },
    { "a1 STORE 1 +FLAGS \\Seen\r\n", FALSE },
    { "a1 STORE 1 +FLAGS.SILENT \\Seen\r\n", FALSE },
    { "a1 NONSENSE\r\n", FALSE },
    { "a1 FETCH 9 UID\r\n", FALSE },
    { "a1 CLOSE\r\n", FALSE },
    { "a1 UNSELECT\r\n", FALSE },
    { "a1 LOGOUT\r\n", FALSE },
    { "a1 SELECT INBOX\r\n", FALSE },
    { "a1 EXAMINE INBOX\r\n", FALSE },
    { "a1 UID FETCH 1 UID\r\n", TRUE },
    { "a1 UID STORE 1 +FLAGS \\Seen\r\n", TRUE },
    { "a1 NOOP\r\n", TRUE },
    { "a1 CAPABILITY\r\n", TRUE },
    { "a1 IDLE\r\n", TRUE },
    { "a1 EXPUNGE\r\n", TRUE },
    { "a1 STATUS INBOX (MESSAGES)\r\n", TRUE },
    { "a1 LIST \"\" *\r\n", TRUE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestWorld) world = test_world_new ();
      test_world_fill (world, 4);
      g_autoptr (TestSession) phone = test_session_login (world);
      g_autoptr (TestSession) laptop = test_session_login (world);
      test_feed (laptop, "b1 STORE 2,4 +FLAGS.SILENT \\Deleted\r\nb2 EXPUNGE\r\n", -1);
      test_poke_says (phone, "");
      test_feed (phone, cases[i].line, -1);
      g_autofree char *answer = test_take (phone);
      gboolean told = strstr (answer, "* 2 EXPUNGE\n* 3 EXPUNGE\n") != NULL;
      if (told != cases[i].told || (!told && strstr (answer, "EXPUNGE\n") != NULL))
        g_error ("%s: %s", cases[i].line, answer);
    }
}

/* FETCH by number is not renumbered before it is told; what was expunged is still readable. */
static void
test_ghosts (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 5);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_feed (laptop, "b1 STORE 2,4 +FLAGS.SILENT \\Deleted\r\nb2 EXPUNGE\r\n", -1);
  g_assert_nonnull (find (world, MODEL_TABLE_GHOSTS, 2));
  g_assert_null (find (world, MODEL_TABLE_LIVE, 2));
  test_says (phone, "h1 FETCH 3 (UID FLAGS)",
             "* 3 FETCH (UID 3 FLAGS ())\nh1 OK FETCH completed\n");
  test_says (phone, "h2 FETCH 2 BODY[TEXT]",
             "* 2 FETCH (BODY[TEXT] {8}\nHello.\n)\nh2 OK FETCH completed\n");
  test_says (
      phone, "h3 STORE 4:5 +FLAGS \\Seen",
      "* 5 FETCH (FLAGS (\\Seen))\nh3 NO [EXPUNGEISSUED] Some of the messages are no more\n");
  test_says (phone, "h4 STORE 4:5 +FLAGS.SILENT \\Flagged", "h4 OK STORE completed\n");
  test_says (phone, "h5 NOOP", "* 2 EXPUNGE\n* 3 EXPUNGE\nh5 OK NOOP completed\n");
  g_assert_null (find (world, MODEL_TABLE_GHOSTS, 2));
  g_assert_nonnull (find (world, MODEL_TABLE_GONE, 2));
  g_assert_cmpstr (model_row_get (find (world, MODEL_TABLE_GONE, 2), MODEL_FIELD_LABEL).text, ==,
                   "m2");
  test_says (phone, "h6 FETCH 1:3 UID",
             "* 1 FETCH (UID 1)\n* 2 FETCH (UID 3)\n* 3 FETCH (UID 5)\nh6 OK FETCH completed\n");
}

/* Each way of leaving gives back the ghosts the session was the last to hold. */
static void
test_ghosts_leave (void)
{
  static const char *const ways[] = { "a1 UNSELECT\r\n", "a1 CLOSE\r\n", "a1 LOGOUT\r\n",
                                      "a1 SELECT none\r\n", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (TestWorld) world = test_world_new ();
      test_world_fill (world, 3);
      g_autoptr (TestSession) phone = test_session_login (world);
      g_autoptr (TestSession) pc = test_session_login (world);
      g_autoptr (TestSession) laptop = test_session_login (world);
      test_feed (laptop, "b1 STORE 2 +FLAGS.SILENT \\Deleted\r\nb2 EXPUNGE\r\n", -1);
      test_feed (pc, "c1 NOOP\r\n", -1);
      g_assert_nonnull (find (world, MODEL_TABLE_GHOSTS, 2));
      if (ways[i] != NULL)
        test_feed (phone, ways[i], -1);
      else
        test_input (phone, MODEL_INPUT_CLOSED);
      g_assert_null (find (world, MODEL_TABLE_GHOSTS, 2));
      g_assert_nonnull (find (world, MODEL_TABLE_GONE, 2));
    }
}

/* CLOSE is silent for its own session; others hear of it. */
static void
test_close (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_starts (laptop, "b1 STORE 1,3 +FLAGS \\Deleted", "* 1 FETCH");
  test_says (laptop, "b2 CLOSE", "b2 OK CLOSE completed\n");
  test_says (phone, "a1 NOOP", "* 1 EXPUNGE\n* 2 EXPUNGE\na1 OK NOOP completed\n");
}

/* 99, second half: a change by another in between is told although .SILENT was asked for */
static void
test_silent (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 2);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_starts (laptop, "b1 STORE 1 +FLAGS \\Answered", "* 1 FETCH");
  test_says (phone, "a1 STORE 1:2 +FLAGS.SILENT \\Seen",
             "* 1 FETCH (UID 1 FLAGS (\\Seen \\Answered))\na1 OK STORE completed\n");
  test_says (laptop, "b2 NOOP",
             "* 1 FETCH (UID 1 FLAGS (\\Seen \\Answered))\n* 2 FETCH (UID 2 FLAGS (\\Seen))\n"
             "b2 OK NOOP completed\n");
  /* a change that the own answer tells is not told again */
  test_starts (laptop, "b3 STORE 2 +FLAGS \\Draft", "* 2 FETCH");
  test_says (phone, "a2 FETCH 2 FLAGS",
             "* 2 FETCH (FLAGS (\\Seen \\Draft))\na2 OK FETCH completed\n");
  /* reading marks \Seen, and others hear of it */
  test_starts (phone, "a3 STORE 2 -FLAGS.SILENT \\Seen", "a3 OK");
  test_starts (phone, "a4 FETCH 2 BODY[TEXT]", "* 2 FETCH (FLAGS (\\Seen \\Draft) BODY[TEXT] {8}");
  test_says (laptop, "b4 NOOP", "* 2 FETCH (UID 2 FLAGS (\\Seen \\Draft))\nb4 OK NOOP completed\n");
}

static void
test_keywords (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 1);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_starts (laptop, "b1 STORE 1 +FLAGS $Work", "* FLAGS");
  guint32 store = laptop->command;
  test_starts (
      phone, "a1 NOOP",
      "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Work)\n* OK [PERMANENTFLAGS");
  g_assert_cmpuint (test_find_cause (phone, "* FLAGS"), ==, store);
  test_says (phone, "a2 FETCH 1 FLAGS", "* 1 FETCH (FLAGS ($Work))\na2 OK FETCH completed\n");
}

/* The seam of a broken rule: with the fault a FETCH by number tells EXPUNGE. */
static void
test_fault (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) phone = test_session_new (world, "tells-expunge-during-fetch", FALSE);
  test_feed (phone, "l LOGIN lin noodles\r\ns SELECT INBOX\r\n", -1);
  g_free (test_take (phone));
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_feed (laptop, "b1 STORE 1 +FLAGS.SILENT \\Deleted\r\nb2 EXPUNGE\r\n", -1);
  test_says (phone, "a1 FETCH 2 UID", "* 2 FETCH (UID 2)\n* 1 EXPUNGE\na1 OK FETCH completed\n");
  test_says (phone, "a2 FETCH 2 UID", "* 2 FETCH (UID 3)\na2 OK FETCH completed\n");
  g_assert_true (imap_fault_exists ("tells-expunge-during-fetch"));
  g_assert_false (imap_fault_exists ("none"));
  g_assert_cmpstr (imap_fault_get_names ()[0], ==, "tells-expunge-during-fetch");
}

/* --- the walls --- */

/* Output comes in windows; numbers stay what they were while the command runs. */
static void
test_fetch_window (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 10000);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_feed_only (phone, "a1 FETCH 1:* (UID FLAGS ENVELOPE BODY.PEEK[])\r\na2 NOOP\r\n", -1);
  g_assert_true (phone->more);
  g_assert_cmpstr (model_get_text (world->model, phone->connection, MODEL_FIELD_COMMAND), ==,
                   "a1 FETCH");
  test_feed (laptop, "b1 STORE 1,9000 +FLAGS.SILENT \\Deleted\r\nb2 EXPUNGE\r\n", -1);
  test_input (phone, MODEL_INPUT_POKE);
  test_feed (phone, "", 0);
  guint n = 0;
  for (guint i = 0; i < phone->sent->len; i++)
    {
      g_autofree char *start = g_strdup_printf ("* %u FETCH (UID %u ", n + 1, n + 1);
      n += g_str_has_prefix (g_array_index (phone->sent, TestSent, i).text, start);
    }
  g_assert_cmpuint (n, ==, 10000);
  g_assert_cmpuint (phone->most_copied, <=, 512 * 1024);
  g_assert_cmpuint (phone->n_turns, >, 5);
  g_assert_true (g_str_has_suffix (phone->out->str, "* 1 EXPUNGE\r\n* 8999 EXPUNGE\r\n"
                                                    "a2 OK NOOP completed\r\n"));
}

/* A STORE over 100,000 messages is one mask and one entry of the journal. */
static void
test_store_mask (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 100000);
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  guint before = world->log->len;
  test_feed (phone, "a1 STORE 1:* +FLAGS (\\Seen)\r\n", -1);
  guint masks = 0;
  for (guint i = before; i < world->log->len; i++)
    {
      const ModelDelta *delta = &g_array_index (world->log, ModelDelta, i);
      if (delta->op != MODEL_OP_MASK)
        continue;
      masks++;
      g_assert_cmpuint (delta->mask->n, ==, 100000);
      g_assert_cmpuint (model_delta_size (delta), <, 2048);
    }
  g_assert_cmpuint (masks, ==, 1);
  g_assert_cmpuint (
      model_runs_get_n (model_get_runs (world->model, world->inbox, MODEL_FIELD_JOURNAL)), ==, 1);
  g_assert_cmpint (model_get_number (world->model, world->inbox, MODEL_FIELD_HIGHESTMODSEQ, 0), ==,
                   2);
  g_assert_cmpuint (phone->most_copied, <=, 512 * 1024);
  test_feed (phone, "a2 STORE 1:* +FLAGS.SILENT (\\Seen)\r\n", -1);
  g_assert_cmpint (model_get_number (world->model, world->inbox, MODEL_FIELD_HIGHESTMODSEQ, 0), ==,
                   2);
  /* and the other is told of all of them, in windows too */
  guint told = laptop->sent->len;
  test_feed (laptop, "b1 NOOP\r\n", -1);
  g_assert_cmpuint (laptop->sent->len - told, ==, 100001);
  g_assert_cmpuint (laptop->most_copied, <=, 512 * 1024);
}

/* Every second of 100,000 messages expunged: many runs, and no cost that grows with their square. */
static void
test_expunge_scattered (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 100000);
  {
    g_autoptr (ModelTx) tx = model_tx_begin (world->model, ++world->event, world->log);
    g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (ModelRun));
    for (guint32 uid = 2; uid <= 100000; uid += 2)
      {
        ModelRun run = { .first = uid, .count = 1 };
        g_array_append_val (runs, run);
      }
    model_tx_mask (tx, world->inbox, (gconstpointer) runs->data, runs->len, MODEL_MASK_ADD,
                   MODEL_FLAG_DELETED, 2);
  }
  g_autoptr (TestSession) phone = test_session_login (world);
  g_autoptr (TestSession) laptop = test_session_login (world);
  test_feed (phone, "a1 EXPUNGE\r\n", -1);
  test_feed (laptop, "b1 NOOP\r\nb2 FETCH 1,50000 UID\r\n", -1);
  g_assert_true (g_str_has_suffix (laptop->out->str,
                                   "* 50001 EXPUNGE\r\nb1 OK NOOP completed\r\n"
                                   "* 1 FETCH (UID 1)\r\n* 50000 FETCH (UID 99999)\r\n"
                                   "b2 OK FETCH completed\r\n"));
  g_assert_cmpuint (model_count (world->model, world->inbox, MODEL_TABLE_GHOSTS), ==, 0);
  g_assert_cmpuint (phone->most_copied, <=, 512 * 1024);
}

static guint
count_journal (TestWorld *world)
{
  return model_runs_get_n (model_get_runs (world->model, world->inbox, MODEL_FIELD_JOURNAL));
}

/* What every session knows is dropped from the journal; what one does not know yet never is. */
static void
test_long_journal (void)
{
  g_autoptr (TestWorld) world = test_world_new ();
  test_world_fill (world, 3);
  g_autoptr (TestSession) one = test_session_login (world);
  g_autoptr (TestSession) two = test_session_login (world);
  for (guint i = 0; i < 1000; i++)
    {
      test_feed (one,
                 i % 2 == 0 ? "a STORE 1 +FLAGS.SILENT \\Seen\r\n"
                            : "a STORE 1 -FLAGS.SILENT \\Seen\r\n",
                 -1);
      if (i < 500)
        test_input (two, MODEL_INPUT_POKE);
    }
  g_assert_cmpuint (count_journal (world), >, 500);
  g_assert_cmpuint (count_journal (world), <, 1000);
  test_feed (one, "b STORE 2 +FLAGS.SILENT \\Deleted\r\nb EXPUNGE\r\n", -1);
  test_says (two, "c1 NOOP", "* 2 EXPUNGE\n* 1 FETCH (UID 1 FLAGS ())\nc1 OK NOOP completed\n");
  for (guint i = 0; i < 600; i++)
    {
      test_feed (two, "c STORE 1 FLAGS.SILENT \\Seen\r\nc STORE 1 FLAGS.SILENT ()\r\n", -1);
      test_input (one, MODEL_INPUT_POKE);
    }
  g_assert_cmpuint (count_journal (world), <, 600);
  g_free (test_take (one));
  test_feed (two, "c STORE 1 FLAGS.SILENT \\Draft\r\n", -1);
  test_says (one, "d1 NOOP", "* 1 FETCH (UID 1 FLAGS (\\Draft))\nd1 OK NOOP completed\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap/session/noop", test_noop);
  g_test_add_func ("/imap/session/recent", test_recent);
  g_test_add_func ("/imap/session/idle", test_idle);
  g_test_add_func ("/imap/session/when-expunge", test_when_expunge);
  g_test_add_func ("/imap/session/ghosts", test_ghosts);
  g_test_add_func ("/imap/session/ghosts-leave", test_ghosts_leave);
  g_test_add_func ("/imap/session/close", test_close);
  g_test_add_func ("/imap/session/silent", test_silent);
  g_test_add_func ("/imap/session/keywords", test_keywords);
  g_test_add_func ("/imap/session/fault", test_fault);
  g_test_add_func ("/imap/session/fetch-window", test_fetch_window);
  g_test_add_func ("/imap/session/store-mask", test_store_mask);
  g_test_add_func ("/imap/session/expunge-scattered", test_expunge_scattered);
  g_test_add_func ("/imap/session/long-journal", test_long_journal);
  return g_test_run ();
}
