/* `serve` beside Dovecot: the same messages, the same client, by turns. */
#include "cli-bench-serve.h"

#include "cli-bench-client.h"
#include "cli-bench-peer.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define RUNS 7
#define PEERS 3

typedef struct
{
  guint messages; /* in INBOX */
  guint trash;    /* in Trash, to be expunged bit by bit */
  guint runs;
} Size;

typedef struct
{
  const CliBenchPeer *peer;
  const Size *size;
  CliBenchClient *client; /* logged in */
  double octets;          /* what a row in MB/s moved */
  GError **error;
} Bench;

/* --- the messages --- */

static char *
message_text (guint number, gsize body)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text,
                          "Return-Path: <sender%u@example.test>\r\n"
                          "From: \"Sender %u\" <sender%u@example.test>\r\n"
                          "To: bench@example.test\r\n"
                          "Subject: Message %u\r\n"
                          "Date: Tue, 05 Mar 2024 09:%02u:%02u +0000\r\n"
                          "Message-ID: <%u@example.test>\r\n"
                          "MIME-Version: 1.0\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n\r\n",
                          number % 97, number % 97, number % 97, number, number / 60 % 60,
                          number % 60, number);
  while (text->len < body)
    g_string_append (text, "All work and no play makes a dull line of sixty-four octets!!\r\n");
  return g_string_free (text, FALSE);
}

static gboolean
write_folder (const char *folder, guint n, gsize body, GError **error)
{
  static const char *const below[] = { "cur", "new", "tmp" };
  for (guint i = 0; i < G_N_ELEMENTS (below); i++)
    {
      g_autofree char *path = g_build_filename (folder, below[i], NULL);
      g_mkdir_with_parents (path, 0755);
    }
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *text = message_text (i, body);
      g_autofree char *name = g_strdup_printf ("%010u.M%u.bench,S=%zu,W=%zu:2,%s", 1709629200 + i,
                                               i, strlen (text), strlen (text),
                                               i % 3 == 0 ? "S" : "");
      g_autofree char *path = g_build_filename (folder, "cur", name, NULL);
      if (!g_file_set_contents (path, text, -1, error))
        return FALSE;
    }
  return TRUE;
}

/* In memory where there is such a place, so that no disk is measured. */
static char *
write_mail (const Size *size, GError **error)
{
  const char *memory = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();
  char *folder = g_build_filename (memory, "postglass-bench-XXXXXX", NULL);
  if (g_mkdtemp_full (folder, 0755) == NULL)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be made", folder);
      g_free (folder);
      return NULL;
    }
  g_autofree char *big = g_build_filename (folder, "Big", NULL);
  g_autofree char *trash = g_build_filename (folder, "Trash", NULL);
  g_autofree char *sent = g_build_filename (folder, "Sent", NULL);
  if (write_folder (folder, size->messages, 1500, error)
      && write_folder (big, 100, 200 * 1024, error) && write_folder (trash, size->trash, 400, error)
      && write_folder (sent, 0, 0, error))
    return folder;
  cli_bench_remove_folder (folder);
  g_free (folder);
  return NULL;
}

/* --- the rows: each returns seconds for one measurement, below 0 when it went wrong --- */

static gboolean
say (Bench *bench, const char *command)
{
  return cli_bench_imap (bench->client, command, bench->error);
}

static double
since (gint64 start, gboolean good)
{
  return good ? (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC : -1;
}

static double
repeat (Bench *bench, const char *mailbox, const char *command, guint times)
{
  g_autofree char *select = g_strconcat ("SELECT ", mailbox, NULL);
  gboolean good = say (bench, select);
  gint64 start = g_get_monotonic_time ();
  for (guint i = 0; good && i < times; i++)
    good = say (bench, command);
  return since (start, good);
}

static double
row_noop (Bench *bench)
{
  return repeat (bench, "INBOX", "NOOP", 2000);
}

static double
row_pipelined (Bench *bench)
{
  gboolean good = say (bench, "SELECT INBOX");
  gint64 start = g_get_monotonic_time ();
  for (guint i = 0; good && i < 100; i++)
    good = cli_bench_imap_many (bench->client, "NOOP", 100, bench->error);
  return since (start, good);
}

static double
row_flags (Bench *bench)
{
  return repeat (bench, "INBOX", "FETCH 1:* FLAGS", 5);
}

static double
row_envelope (Bench *bench)
{
  return repeat (bench, "INBOX", "FETCH 1:* ENVELOPE", 1);
}

static double
row_body (Bench *bench)
{
  guint64 before = cli_bench_get_octets (bench->client);
  double seconds = repeat (bench, "Big", "FETCH 1:* BODY.PEEK[]", 3);
  bench->octets = (double) (cli_bench_get_octets (bench->client) - before);
  return seconds;
}

static double
row_store (Bench *bench)
{
  gboolean good = say (bench, "SELECT INBOX");
  gint64 start = g_get_monotonic_time ();
  good = good && say (bench, "STORE 1:* +FLAGS.SILENT (\\Flagged)")
         && say (bench, "STORE 1:* -FLAGS.SILENT (\\Flagged)");
  return since (start, good);
}

static double
row_search_flag (Bench *bench)
{
  return repeat (bench, "INBOX", "SEARCH UNSEEN", 20);
}

static double
row_search_header (Bench *bench)
{
  return repeat (bench, "INBOX", "SEARCH SUBJECT \"Message 99\"", 2);
}

static double
row_select (Bench *bench)
{
  return repeat (bench, "INBOX", "SELECT INBOX", 50);
}

static double
row_expunge (Bench *bench)
{
  g_autofree char *mark = g_strdup_printf ("STORE 1:%u +FLAGS.SILENT (\\Deleted)",
                                           bench->size->trash / (RUNS + 1));
  gboolean good = say (bench, "SELECT Trash") && say (bench, mark);
  gint64 start = g_get_monotonic_time ();
  good = good && say (bench, "EXPUNGE");
  return since (start, good);
}

static double
row_append (Bench *bench)
{
  g_autofree char *text = message_text (1, 2048);
  gboolean good = say (bench, "SELECT Big");
  gint64 start = g_get_monotonic_time ();
  for (guint i = 0; good && i < 200; i++)
    good = cli_bench_append (bench->client, "Sent", text, bench->error);
  return since (start, good);
}

static double
row_login (Bench *bench)
{
  gint64 start = g_get_monotonic_time ();
  gboolean good = TRUE;
  for (guint i = 0; good && i < 50; i++)
    {
      g_autoptr (CliBenchClient) client = cli_bench_connect (bench->peer->imap, bench->error);
      good = client != NULL && cli_bench_imap (client, "LOGIN bench noodles", bench->error)
             && cli_bench_imap (client, "LOGOUT", bench->error);
    }
  return since (start, good);
}

static double
row_retr (Bench *bench)
{
  g_autoptr (CliBenchClient) client = cli_bench_connect (bench->peer->pop3, bench->error);
  guint n = MIN (2000, bench->size->messages);
  gboolean good = client != NULL && cli_bench_pop3 (client, "USER bench", bench->error)
                  && cli_bench_pop3 (client, "PASS noodles", bench->error);
  guint64 before = good ? cli_bench_get_octets (client) : 0;
  gint64 start = g_get_monotonic_time ();
  for (guint first = 1; good && first <= n; first += 100)
    good = cli_bench_retr (client, first, 100, bench->error);
  double seconds = since (start, good);
  bench->octets = good ? (double) (cli_bench_get_octets (client) - before) : 0;
  if (good)
    cli_bench_pop3 (client, "QUIT", NULL);
  return seconds;
}

/* In this order, since later ones change what earlier ones read. */
static const struct
{
  const char *what;
  double (*measure) (Bench *bench);
  const char *target;
} rows[] = {
  { N_ ("NOOP, one by one"), row_noop, "> 1" },
  { N_ ("NOOP, 100 pipelined"), row_pipelined, "> 1" },
  { N_ ("FETCH FLAGS, all messages"), row_flags, "> 1" },
  { N_ ("FETCH ENVELOPE, all messages"), row_envelope, "> 1" },
  { N_ ("FETCH BODY[], 200 KiB each"), row_body, "> 1" },
  { N_ ("STORE, all messages"), row_store, "> 1" },
  { N_ ("SEARCH by flag"), row_search_flag, "> 1" },
  { N_ ("SEARCH by header"), row_search_header, "> 1" },
  { N_ ("SELECT"), row_select, "> 1" },
  { N_ ("EXPUNGE"), row_expunge, "> 1" },
  { N_ ("POP3 RETR"), row_retr, "> 1" },
  { N_ ("APPEND"), row_append, ">= 5" },
  { N_ ("connect, LOGIN, LOGOUT"), row_login, ">= 12" },
};

/* --- comparing --- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;
  return (first > second) - (first < second);
}

static double
median (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* All peers by turns, once more than counts: the first round only warms. */
static gboolean
measure_row (guint row, Bench *benches, guint n, guint runs, double medians[PEERS])
{
  double times[PEERS][RUNS];
  for (guint run = 0; run <= runs; run++)
    for (guint i = 0; i < n; i++)
      {
        double seconds = rows[row].measure (&benches[i]);
        if (seconds < 0)
          return FALSE;
        if (run > 0)
          times[i][run - 1] = seconds;
      }
  for (guint i = 0; i < n; i++)
    medians[i] = median (times[i], runs);
  return TRUE;
}

static void
print_row (guint row, const Bench *benches, guint n, const double medians[PEERS])
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_string_append_printf (line, "  %-32s", _ (rows[row].what));
  for (guint i = 0; i < n; i++)
    if (benches[i].octets > 0)
      g_string_append_printf (line, " %9.0f MB/s", benches[i].octets / 1e6 / medians[i]);
    else
      g_string_append_printf (line, " %11.3f ms", medians[i] * 1e3);
  for (guint i = 0; n == PEERS && i < n - 1; i++)
    {
      double speed = benches[i].octets > 0 ? benches[i].octets / benches[n - 1].octets : 1;
      g_string_append_printf (line, " %8.1f", speed * medians[n - 1] / medians[i]);
    }
  printf ("%s   %s\n", line->str, n == PEERS ? rows[row].target : "");
  fflush (stdout);
}

static gboolean
run_rows (Bench *benches, guint n, const Size *size)
{
  for (guint i = 0; i < n; i++)
    {
      benches[i].client = cli_bench_connect (benches[i].peer->imap, benches[i].error);
      if (benches[i].client == NULL || !say (&benches[i], "LOGIN bench noodles"))
        return FALSE;
    }
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      double medians[PEERS];
      for (guint i = 0; i < n; i++)
        benches[i].octets = 0;
      if (!measure_row (row, benches, n, size->runs, medians))
        return FALSE;
      print_row (row, benches, n, medians);
    }
  return TRUE;
}

static gboolean
run_peers (const char *folder, const Size *size, GError **error)
{
  g_autofree char *save = g_strconcat (folder, ".postglass", NULL);
  g_autofree char *program = cli_bench_peer_find_dovecot ();
  g_autoptr (CliBenchPeer) plain = cli_bench_peer_serve (folder, NULL, error);
  g_autoptr (CliBenchPeer) recording = plain != NULL ? cli_bench_peer_serve (folder, save, error)
                                                     : NULL;
  if (recording == NULL)
    return FALSE;
  g_autoptr (CliBenchPeer)
      dovecot = program != NULL ? cli_bench_peer_dovecot (program, folder, error) : NULL;
  if (program != NULL && dovecot == NULL)
    return FALSE;
  printf (_ ("serve, %u messages, median of %u runs: serve, serve --save%s\n"), size->messages,
          size->runs,
          program != NULL ? _ (", Dovecot; then how many times as fast as Dovecot")
                          : _ ("; Dovecot is not installed, so nothing to compare with"));
  Bench benches[PEERS] = { { .peer = plain, .size = size, .error = error },
                           { .peer = recording, .size = size, .error = error },
                           { .peer = dovecot, .size = size, .error = error } };
  gboolean good = run_rows (benches, dovecot != NULL ? PEERS : PEERS - 1, size);
  for (guint i = 0; i < PEERS; i++)
    g_clear_pointer (&benches[i].client, cli_bench_close);
  g_clear_pointer (&recording, cli_bench_peer_free);
  g_remove (save);
  return good;
}

gboolean
cli_bench_serve (gboolean quick, GError **error)
{
  const Size size = { .messages = quick ? 1000 : 10000,
                      .trash = quick ? 800 : 8000,
                      .runs = quick ? 3 : RUNS };
  g_autofree char *folder = write_mail (&size, error);
  if (folder == NULL)
    return FALSE;
  gboolean good = run_peers (folder, &size, error);
  cli_bench_remove_folder (folder);
  return good;
}
