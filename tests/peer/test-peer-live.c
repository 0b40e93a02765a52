#include "peer-end.h"
#include "model-world.h"

#include "base-random.h"

#include <string.h>

/* A server's end without a simulated client: what comes in is recorded as it comes, and the arrival
   of a command's first line stands for the exchange. */

static const char world_text[] = "account lin password=noodles\nmailbox INBOX\n"
                                 "message hello in=INBOX from=\"a <a@b.test>\" subject=Hello\n";

static const char input[] =
    "a1 LOGIN {3}\r\nlin {7}\r\nnoodles\r\na2 SELECT INBOX\r\n"
    "a3 FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])\r\na4 IDLE\r\nDONE\r\n"
    "a5 BOGUS\r\na6 STORE 1 +FLAGS (\\Seen $New)\r\na7 LOGOUT\r\n";

static void
on_output (PeerEnd *end, gpointer data)
{
  BaseSlices *slices;

  while ((slices = peer_end_take (end, G_MAXSIZE)) != NULL)
    {
      g_autoptr (GBytes) bytes = base_slices_flatten (slices);

      g_byte_array_append (data, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
      base_slices_free (slices);
    }
}

/* The whole dialogue with the input cut by chance; what the trace says of it, as text. */
static char *
run (guint64 seed, char **answers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse (world_text, &error);
  static const PeerWatcher watcher = { .output = on_output };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  GString *log = g_string_new (NULL);
  Model *model = model_new ();
  PeerSettings settings = { .hostname = "mail.example.test" };
  PeerRecorder *recorder;
  PeerHost *host;
  PeerEnd *end;
  TraceEvent connect = { .kind = TRACE_LINK, .connection = 1 };
  BaseRandom random;

  g_assert_no_error (error);
  model_world_build (world, model);
  settings.owner = model_find (model, MODEL_ROOT, "server");
  recorder = peer_recorder_new (model);
  host = peer_host_new (recorder, &settings);
  peer_host_add_account (host, "lin", "noodles");
  end = peer_end_new_imap_server (host, 1, "client", &watcher, out);
  peer_recorder_open (recorder, &connect);
  peer_end_up (end);
  peer_recorder_close (recorder);

  base_random_seed (&random, seed);
  for (gsize at = 0; at < strlen (input);)
    {
      gsize len = 1 + base_random_below (&random, strlen (input) - at);
      g_autoptr (GBytes) piece = g_bytes_new (input + at, len);

      peer_end_feed (end, piece);
      at += len;
    }
  for (guint32 i = 1; i <= trace_get_n (peer_recorder_get_trace (recorder)); i++)
    {
      const TraceEvent *event = trace_get (peer_recorder_get_trace (recorder), i);

      g_string_append_printf (log,
                              "%u %s %" G_GUINT64_FORMAT "+%u context %u cause %u command %u\n", i,
                              trace_kind_get_name (event->kind), event->start, event->len,
                              event->context, event->cause, event->command);
      if (event->kind == TRACE_ARRIVE)
        g_assert_cmpint (trace_get (peer_recorder_get_trace (recorder), event->command)->kind, ==,
                         TRACE_ARRIVE);
    }
  *answers = g_strndup ((const char *) out->data, out->len);
  peer_end_down (end, TRACE_LINK_CLOSE, 0, 0, "closed");
  peer_end_free (end);
  peer_host_free (host);
  peer_recorder_free (recorder);
  return g_string_free (log, FALSE);
}

static void
test_splits (void)
{
  g_autofree char *answers = NULL;
  g_autofree char *whole = run (1, &answers);

  g_test_message ("%s%s", whole, answers);
  g_assert_nonnull (strstr (answers, "a1 OK"));
  g_assert_nonnull (strstr (answers, "a4 OK"));
  g_assert_nonnull (strstr (answers, "a5 BAD"));
  g_assert_nonnull (strstr (answers, "a6 OK"));
  g_assert_nonnull (strstr (answers, "a7 OK"));
  for (guint64 seed = 2; seed < 200; seed++)
    {
      g_autofree char *others = NULL;
      g_autofree char *log = run (seed, &others);

      if (!g_str_equal (log, whole) || !g_str_equal (others, answers))
        g_error ("seed %" G_GUINT64_FORMAT " gives another trace:\n%s", seed, log);
    }
}

/* A client that takes nothing and then closes: all it had asked for is done, whoever hears of it. */
static void
test_drain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse ("account lin password=noodles\nmailbox INBOX\n"
                                                    "messages 3000 in=INBOX\n",
                                                    &error);
  static const PeerWatcher watcher = { NULL };
  static const char lines[] = "a1 LOGIN lin noodles\r\na2 SELECT INBOX\r\n"
                              "a3 FETCH 1:* ENVELOPE\r\na4 STORE 1 +FLAGS.SILENT \\Flagged\r\n"
                              "a5 FETCH 1:* ENVELOPE\r\na6 STORE 2 +FLAGS.SILENT \\Flagged\r\n";
  Model *model = model_new ();
  PeerSettings settings = { .hostname = "mail.example.test" };
  TraceEvent connect = { .kind = TRACE_LINK, .connection = 1 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (lines, strlen (lines));
  ModelId inbox;

  g_assert_no_error (error);
  model_world_build (world, model);
  settings.owner = model_find (model, MODEL_ROOT, "server");
  inbox = model_find (model, model_find (model, settings.owner, "lin"), "INBOX");
  g_autoptr (PeerRecorder) recorder = peer_recorder_new (model);
  g_autoptr (PeerHost) host = peer_host_new (recorder, &settings);
  peer_host_add_account (host, "lin", "noodles");
  g_autoptr (PeerEnd) end = peer_end_new_imap_server (host, 1, "client", &watcher, NULL);
  peer_recorder_open (recorder, &connect);
  peer_end_up (end);
  peer_recorder_close (recorder);

  peer_end_feed (end, bytes);
  g_assert_cmpuint (model_row (model, inbox, MODEL_TABLE_LIVE, 1)->flags, ==, 0);
  peer_end_drain (end);
  g_assert_cmpuint (model_row (model, inbox, MODEL_TABLE_LIVE, 1)->flags, ==, MODEL_FLAG_FLAGGED);
  g_assert_cmpuint (model_row (model, inbox, MODEL_TABLE_LIVE, 2)->flags, ==, MODEL_FLAG_FLAGGED);
  peer_end_down (end, TRACE_LINK_CLOSE, 0, 0, "closed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/live/splits", test_splits);
  g_test_add_func ("/peer/live/drain", test_drain);
  return g_test_run ();
}
