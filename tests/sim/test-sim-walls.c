#include "peer-private.h"
#include "sim-lesson.h"
#include "sim-device-private.h"
#include "sim-story.h"

/* Output produced and not yet taken by the link stays bounded, whatever is asked for. */
static void
test_output (void)
{
  static const char *const links[] = { "", "rate=10Mbit" };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "account lin password=x\nmailbox INBOX\nmessages 10000 in=INBOX\n"
          "device phone imap online rtt=20ms %s\n",
          links[i]);
      g_auto (SimStory) story = sim_story_begin (text, 1);
      Trace *trace = sim_world_get_trace (story.world);
      gsize peak = 0;
      guint lines = 0;
      guint pauses = 0;

      sim_story_do (&story, "phone open &");
      do
        for (guint j = 0; j < peer_host_get_n_ends (story.world->server); j++)
          peak = MAX (peak, peer_end_get_waiting_peak (peer_host_get_end (story.world->server, j)));
      while (sim_world_step (story.world));

      for (guint32 j = 1; j <= trace_get_n (trace); j++)
        {
          const TraceEvent *event = trace_get (trace, j);

          lines += event->kind == TRACE_SEND && event->direction == TRACE_TO_CLIENT;
          if (event->kind == TRACE_TURN && event->sub == TRACE_TURN_WRITABLE)
            {
              g_assert_cmpint (trace_get (trace, event->cause)->kind, ==, TRACE_ARRIVE);
              pauses++;
            }
        }
      g_test_message ("%u lines, %u pauses, at most %zu octets waiting", lines, pauses, peak);
      g_assert_cmpuint (lines, >, 10000);
      g_assert_cmpuint (pauses, >=, 5);
      g_assert_cmpuint (peak, <=, PEER_WAITING_MAX);
    }
}

static guint32
last_find (Trace *trace, TraceKind kind, guint connection, const char *text)
{
  guint32 last = 0;

  for (guint32 at = 0; (at = sim_story_find (trace, at, kind, connection, text)) != 0;)
    last = at;
  return last;
}

/* A's STORE and EXPUNGE reach idling B through the journal, and say why. */
static void
test_journal (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 told;
  guint32 stored;
  guint32 expunged;

  sim_story_do (&story, "laptop open");
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone idle");
  sim_story_do (&story, "laptop delete lunch");
  stored = last_find (trace, TRACE_ARRIVE, 1, "UID STORE 2 +FLAGS (\\Deleted)");
  told = last_find (trace, TRACE_SEND, 2, "* 2 FETCH");
  g_assert_cmpuint (trace_get (trace, told)->cause, ==, stored);
  /* it left in a turn of the phone's own session, which the same entry caused */
  g_assert_cmpint (trace_get (trace, told - 1)->kind, ==, TRACE_TURN);
  g_assert_cmpuint (trace_get (trace, told - 1)->cause, ==, stored);
  /* and answers the phone's IDLE */
  g_assert_cmpuint (trace_get (trace, told)->command, ==, last_find (trace, TRACE_SEND, 2, "IDLE"));

  sim_story_do (&story, "laptop expunge");
  expunged = sim_story_find (trace, told, TRACE_ARRIVE, 1, "EXPUNGE");
  told = last_find (trace, TRACE_SEND, 2, "* 2 EXPUNGE");
  g_assert_cmpuint (told, !=, 0);
  g_assert_cmpuint (trace_get (trace, told)->cause, ==, expunged);
  /* and behind the command stands the act, on the other device */
  g_assert_cmpstr (
      trace_get_text (
          trace,
          trace_get (trace, trace_get (trace, trace_get (trace, expunged)->cause)->cause)->label),
      ==, "laptop expunge");
}

/* B's numbers do not move before B is told. [RFC9051 §7.5.1] */
static void
test_numbers (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);

  sim_story_do (&story, "laptop open");
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "laptop delete lunch");
  sim_story_do (&story, "laptop expunge");
  sim_story_do (&story, "phone> z1 FETCH 3 (UID)");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 2, "* 3 FETCH (UID 3)"), !=, 0);
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 2, "EXPUNGE"), ==, 0);
  sim_story_do (&story, "phone check");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 2, "* 2 EXPUNGE"), !=, 0);
  sim_story_do (&story, "phone> z2 FETCH 2 (UID)");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 2, "* 2 FETCH (UID 3)"), !=, 0);
}

/* The same story on a server that breaks the rule. */
static void
test_fault (void)
{
  g_autofree char *text = g_strdup_printf ("%s", strchr (sim_lesson_world, '\n'));
  g_autofree char *faulty = g_strdup_printf (
      "server mail.example.test fault=tells-expunge-during-fetch%s", text);
  g_auto (SimStory) story = sim_story_begin (faulty, 1);

  sim_story_do (&story, "laptop open");
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "laptop delete lunch");
  sim_story_do (&story, "laptop expunge");
  sim_story_do (&story, "phone> z1 FETCH 3 (UID)");
  g_assert_cmpuint (
      sim_story_find (sim_world_get_trace (story.world), 0, TRACE_SEND, 2, "* 2 EXPUNGE"), !=, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/walls/output", test_output);
  g_test_add_func ("/sim/walls/journal", test_journal);
  g_test_add_func ("/sim/walls/numbers", test_numbers);
  g_test_add_func ("/sim/walls/fault", test_fault);
  return g_test_run ();
}
