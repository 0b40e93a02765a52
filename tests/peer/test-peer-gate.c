#include "model-world.h"
#include "peer-end.h"

#include <string.h>

/* A server's end without a simulated client, held: what waits, in which order it goes, and what the
 * trace and the cells say of it. */

typedef struct
{
  PeerRecorder *recorder;
  PeerHost *host;
  PeerEnd *end;
  GByteArray *out;
  guint finished;
  gint64 wake;
} Held;

static void
on_output (PeerEnd *end, gpointer data)
{
  Held *held = data;
  PeerPiece pieces[8];
  guint n;

  while ((n = peer_end_peek (end, pieces, G_N_ELEMENTS (pieces))) > 0)
    for (guint i = 0; i < n; i++)
      {
        gsize len = pieces[i].len;

        g_byte_array_append (held->out, pieces[i].data, (guint) len);
        if (i + 1 == n)
          {
            for (guint j = 0; j < i; j++)
              len += pieces[j].len;
            peer_end_skip (end, len);
          }
      }
}

static void
on_finished (PeerEnd *end, guint32 cause, gpointer data)
{
  ((Held *) data)->finished++;
}

static void
on_wake (PeerEnd *end, gint64 at, gpointer data)
{
  ((Held *) data)->wake = at;
}

static void
begin (Held *held)
{
  static const PeerWatcher watcher = { .output = on_output,
                                       .finished = on_finished,
                                       .wake = on_wake };
  g_autoptr (ModelWorld)
      world = model_world_parse ("account lin password=noodles\nmailbox INBOX\n"
                                 "message hello in=INBOX from=\"a <a@b.test>\" subject=Hello\n",
                                 NULL);
  Model *model = model_new ();
  PeerSettings settings = { .hostname = "mail.example.test" };
  TraceEvent connect = { .kind = TRACE_LINK, .connection = 1 };

  model_world_build (world, model);
  settings.owner = model_find (model, MODEL_ROOT, "server");
  *held = (Held){ .recorder = peer_recorder_new (model), .out = g_byte_array_new () };
  held->host = peer_host_new (held->recorder, &settings);
  peer_host_add_account (held->host, "lin", "noodles");
  peer_host_set_hold (held->host, TRUE);
  held->end = peer_end_new_imap_server (held->host, 1, "client", &watcher, held);
  peer_end_merge (held->end);
  peer_recorder_open (held->recorder, &connect);
  peer_end_up (held->end);
  peer_recorder_close (held->recorder);
}

static void
finish (Held *held)
{
  peer_end_down (held->end, TRACE_LINK_CLOSE, 0, 0, "closed");
  g_assert_cmpuint (peer_host_count_held (held->host), ==, 0);
  peer_end_free (held->end);
  peer_host_free (held->host);
  peer_recorder_free (held->recorder);
  g_byte_array_unref (held->out);
}

static void
feed (Held *held, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  peer_end_feed (held->end, bytes);
}

static gint64
count (Held *held, ModelField field)
{
  return model_get_number (peer_recorder_get_model (held->recorder),
                           peer_end_get_object (held->end), field, 0);
}

/* What came out since it was last asked. */
static char *
take (Held *held)
{
  char *text;

  g_byte_array_append (held->out, (const guint8 *) "", 1);
  text = g_strdup ((const char *) held->out->data);
  g_byte_array_set_size (held->out, 0);
  return text;
}

static void
expect (Held *held, const char *start)
{
  g_autofree char *text = take (held);

  if (start[0] == '\0' ? text[0] != '\0' : !g_str_has_prefix (text, start))
    g_error ("“%s” came, not “%s”", text, start);
}

static const TraceEvent *
last (Held *held, guint back)
{
  Trace *trace = peer_recorder_get_trace (held->recorder);

  return trace_get (trace, trace_get_n (trace) - back);
}

/* --- tests --- */

static void
test_one_by_one (void)
{
  Held held;
  guint32 arrival;

  begin (&held);
  expect (&held, "");
  g_assert_cmpint (count (&held, MODEL_FIELD_HELD_OUT), ==, 1);
  g_assert_true (peer_host_release (held.host));
  expect (&held, "* OK");
  g_assert_cmpint (count (&held, MODEL_FIELD_HELD_OUT), ==, 0);
  g_assert_false (peer_host_release (held.host));

  feed (&held, "a NOOP\r\nb NO");
  g_assert_cmpint (last (&held, 0)->kind, ==, TRACE_ARRIVE);
  arrival = trace_get_n (peer_recorder_get_trace (held.recorder));
  g_assert_cmpint (count (&held, MODEL_FIELD_HELD_IN), ==, 1);
  g_assert_true (peer_end_is_held (held.end));
  g_assert_false (peer_end_is_hungry (held.end));
  g_assert_cmpuint (peer_end_get_unread (held.end), ==, 4);

  g_assert_true (peer_host_release (held.host));
  g_assert_cmpint (last (&held, 0)->kind, ==, TRACE_TURN);
  g_assert_cmpint (last (&held, 0)->sub, ==, TRACE_TURN_RELEASED);
  g_assert_cmpuint (last (&held, 0)->cause, ==, arrival);
  g_assert_cmpint (count (&held, MODEL_FIELD_HELD_IN), ==, 0);
  g_assert_cmpint (count (&held, MODEL_FIELD_HELD_OUT), ==, 1);
  expect (&held, "");

  g_assert_true (peer_host_release (held.host));
  g_assert_cmpint (last (&held, 0)->kind, ==, TRACE_SEND);
  /* the reason of a line is the turn that made it, however long it was held */
  g_assert_cmpuint (last (&held, 0)->cause, ==, arrival + 1);
  g_assert_cmpuint (last (&held, 0)->command, ==, arrival);
  expect (&held, "a OK");
  finish (&held);
}

/* Pipelined lines: the second is framed once the first was acted on, so a literal stays one. */
static void
test_literal (void)
{
  Held held;

  begin (&held);
  peer_host_release (held.host);
  feed (&held, "a LOGIN {3}\r\n");
  peer_host_release (held.host);
  peer_host_release (held.host);
  feed (&held, "lin noodles\r\nb NOOP\r\n");
  g_free (take (&held));
  peer_host_set_hold (held.host, FALSE);
  expect (&held, "a OK");
  g_assert_cmpuint (peer_host_count_held (held.host), ==, 0);
  g_assert_cmpint (count (&held, MODEL_FIELD_HELD_OUT), ==, 0);
  feed (&held, "c NOOP\r\n");
  expect (&held, "c OK");
  finish (&held);
}

/* The end of a connection is not held: what waits is never acted on. */
static void
test_close (void)
{
  Held held;
  Trace *trace;
  guint turns = 0;

  begin (&held);
  peer_host_release (held.host);
  feed (&held, "a LOGIN lin noodles\r\n");
  trace = trace_ref (peer_recorder_get_trace (held.recorder));
  finish (&held);
  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    turns += trace_get (trace, i)->kind == TRACE_TURN;
  g_assert_cmpuint (turns, ==, 0);
  g_assert_cmpint (trace_get (trace, trace_get_n (trace))->kind, ==, TRACE_LINK);
  trace_unref (trace);
}

/* Nor is a time that runs out: what was to be sent goes before the goodbye. */
static void
test_time_out (void)
{
  Held held;

  begin (&held);
  feed (&held, "a NOOP\r\n");
  g_assert_cmpuint (peer_host_count_held (held.host), ==, 2);
  g_assert_cmpint (held.wake, >, 0);
  peer_recorder_set_now (held.recorder, held.wake);
  peer_end_tick (held.end);
  {
    g_autofree char *text = take (&held);
    const char *greeting = strstr (text, "* OK");
    const char *goodbye = strstr (text, "* BYE");

    g_assert_true (greeting == text);
    g_assert_true (goodbye != NULL && goodbye > greeting);
    g_assert_null (strstr (text, "a OK"));
  }
  peer_end_resume (held.end);
  g_assert_cmpuint (held.finished, ==, 1);
  g_assert_cmpuint (peer_host_count_held (held.host), ==, 0);
  finish (&held);
}

/* A goodbye of the host's own, too; and refusing is a goodbye without a greeting. */
static void
test_dismiss (void)
{
  Held held;

  begin (&held);
  peer_end_dismiss (held.end, "Enough");
  peer_end_resume (held.end);
  {
    g_autofree char *text = take (&held);

    g_assert_nonnull (strstr (text, "* BYE Enough\r\n"));
  }
  g_assert_cmpuint (held.finished, ==, 1);
  finish (&held);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/gate/one-by-one", test_one_by_one);
  g_test_add_func ("/peer/gate/literal", test_literal);
  g_test_add_func ("/peer/gate/close", test_close);
  g_test_add_func ("/peer/gate/time-out", test_time_out);
  g_test_add_func ("/peer/gate/dismiss", test_dismiss);
  return g_test_run ();
}
