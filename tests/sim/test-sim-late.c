#include "base-time.h"
#include "sim-story.h"

/* Moving a message, acts that only begin, and packets that are lost once or late. */

static const char world_text[] =
    "account lin password=noodles\nmailbox INBOX uidnext=2\nmailbox Work\n"
    "message lunch in=INBOX from=\"Wei <wei@example.test>\" subject=Lunch\n"
    "device phone imap online rtt=200ms tag=p\n";

static void
refuse (SimStory *story, const char *act, SimError code)
{
  g_autoptr (GError) error = NULL;
  guint32 before = trace_get_n (sim_world_get_trace (story->world));

  g_assert_false (sim_world_act (story->world, act, NULL, &error));
  g_assert_error (error, SIM_ERROR, (int) code);
  g_assert_cmpuint (trace_get_n (sim_world_get_trace (story->world)), ==, before);
}

static gboolean
server_has (SimStory *story, const char *mailbox)
{
  const Model *model = sim_world_get_model (story->world);
  ModelId account = model_find (model, model_find (model, MODEL_ROOT, "server"), "lin");

  return model_count (model, model_find (model, account, mailbox), MODEL_TABLE_LIVE) > 0;
}

static void
test_move (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  refuse (&story, "phone move lunch Work", SIM_ERROR_STATE);
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone move lunch Nowhere");
  g_assert_true (server_has (&story, "INBOX")); /* NO to the copy: nothing is removed */
  sim_story_do (&story, "phone move lunch Work");
  g_assert_false (server_has (&story, "INBOX"));
  g_assert_true (server_has (&story, "Work"));
}

/* µs that the newest NOOP took from its sending to its answer. */
static gint64
time_of_check (SimStory *story, const char *trouble)
{
  Trace *trace = sim_world_get_trace (story->world);
  gint64 before;

  sim_world_set_stepping (story->world, TRUE);
  sim_story_do (story, "phone check");
  g_assert_false (sim_world_is_settled (story->world));
  before = trace_get (trace, trace_get_n (trace))->time;
  if (trouble != NULL)
    sim_story_do (story, trouble);
  sim_world_set_stepping (story->world, FALSE);
  sim_world_settle (story->world);
  return trace_get (trace, trace_get_n (trace))->time - before;
}

static void
test_late (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "phone open");
  refuse (&story, "drop phone", SIM_ERROR_STATE);
  refuse (&story, "delay phone", SIM_ERROR_SYNTAX);
  refuse (&story, "delay phone 1h", SIM_ERROR_SYNTAX);
  refuse (&story, "delay phone X: 1s", SIM_ERROR_SYNTAX);
  refuse (&story, "drop c9", SIM_ERROR_NAME);
  g_assert_cmpint (time_of_check (&story, NULL), ==, 200 * BASE_MILLISECOND);
  g_assert_cmpint (time_of_check (&story, "delay phone 5s"), ==, 5200 * BASE_MILLISECOND);
  g_assert_cmpint (time_of_check (&story, "delay phone C: 5s"), ==, 5200 * BASE_MILLISECOND);
  /* sent again after a second */
  g_assert_cmpint (time_of_check (&story, "drop phone"), ==, 1200 * BASE_MILLISECOND);
}

/* What is sent behind a late line does not overtake it. */
static void
test_order (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 start;

  sim_story_do (&story, "phone open");
  start = trace_get_n (trace);
  sim_world_set_stepping (story.world, TRUE);
  sim_story_do (&story, "phone> x1 NOOP");
  sim_story_do (&story, "delay phone C: 3s");
  sim_story_do (&story, "phone> x2 NOOP");
  sim_world_settle (story.world);
  g_assert_cmpuint (sim_story_find (trace, start, TRACE_ARRIVE, 1, "x1 NOOP"), >, 0);
  g_assert_cmpuint (sim_story_find (trace, start, TRACE_ARRIVE, 1, "x2 NOOP"), >,
                    sim_story_find (trace, start, TRACE_ARRIVE, 1, "x1 NOOP"));
}

/* Step by step the same happens as at once, but for when the person acts. */
static void
test_stepping (void)
{
  g_auto (SimStory) one = sim_story_begin (world_text, 1);
  g_auto (SimStory) other = sim_story_begin (world_text, 1);

  sim_story_do (&one, "phone open");
  sim_world_set_stepping (other.world, TRUE);
  sim_story_do (&other, "phone open");
  while (!sim_world_is_settled (other.world))
    g_assert_true (sim_world_step (other.world));
  g_assert_true (model_equal (sim_world_get_model (one.world), sim_world_get_model (other.world)));
  g_assert_cmpuint (trace_get_n (sim_world_get_trace (one.world)), ==,
                    trace_get_n (sim_world_get_trace (other.world)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/late/move", test_move);
  g_test_add_func ("/sim/late/late", test_late);
  g_test_add_func ("/sim/late/order", test_order);
  g_test_add_func ("/sim/late/stepping", test_stepping);
  return g_test_run ();
}
