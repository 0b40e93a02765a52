#include "sim-lesson.h"
#include "sim-private.h"
#include "sim-story.h"

/* Cut a device's connection after each event of a story, in turn: it opens its mailbox again, and
   both devices believe what the server has. */

/* Perform the acts until the trace has @stop events; FALSE when the story has ended before. */
static gboolean
run_until (SimStory *story, guint32 stop)
{
  Trace *trace = sim_world_get_trace (story->world);

  for (gsize i = 0; i < G_N_ELEMENTS (sim_lesson_acts); i++)
    {
      g_autofree char *act = g_strconcat (sim_lesson_acts[i], " &", NULL);

      sim_story_do (story, act);
      while (trace_get_n (trace) < stop && !sim_clock_is_settled (story->world->clock))
        sim_world_step (story->world);
      if (trace_get_n (trace) >= stop)
        return TRUE;
    }
  return FALSE;
}

static ModelId
find_inbox (const Model *model, const char *owner)
{
  ModelId account = model_find (model, model_find (model, MODEL_ROOT, owner), "lin");

  return model_find (model, account, "INBOX");
}

static void
check_same_rows (SimWorld *world, const char *device, guint32 stop)
{
  const Model *model = sim_world_get_model (world);
  ModelId believed = find_inbox (model, device);
  ModelId true_one = find_inbox (model, "server");
  guint n = model_count (model, true_one, MODEL_TABLE_LIVE);

  if (model_count (model, believed, MODEL_TABLE_LIVE) != n)
    g_error ("cut after event %u: %s believes %u messages, the server has %u", stop, device,
             model_count (model, believed, MODEL_TABLE_LIVE), n);
  for (guint i = 0; i < n; i++)
    {
      const ModelRow *row = model_row_at (model, true_one, MODEL_TABLE_LIVE, i);
      const ModelRow *belief = model_row (model, believed, MODEL_TABLE_LIVE, row->key);

      if (belief == NULL || belief->flags != row->flags)
        g_error ("cut after event %u: %s is wrong about UID %u", stop, device, row->key);
    }
}

static void
check_all (SimStory *story, guint32 stop)
{
  static const char *const devices[] = { "phone", "laptop" };

  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      gboolean up = sim_world_get_connection (story->world, devices[i]) != 0;
      g_autofree char *act = g_strdup_printf ("%s %s", devices[i], up ? "check" : "open");

      sim_story_do (story, act);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    check_same_rows (story->world, devices[i], stop);
}

static void
cut_everywhere (const char *device)
{
  g_autofree char *act = g_strdup_printf ("cut %s &", device);
  guint32 cuts = 0;

  for (guint32 stop = 1;; stop++)
    {
      g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
      Trace *trace = sim_world_get_trace (story.world);

      if (!run_until (&story, stop))
        break;
      if (sim_world_get_connection (story.world, device) != 0)
        {
          guint32 before = trace_get_n (trace);

          sim_story_do (&story, act);
          g_assert_cmpint (trace_get (trace, before + 1)->kind, ==, TRACE_ACT);
          g_assert_cmpuint (sim_world_get_connection (story.world, device), ==, 0);
          cuts++;
        }
      sim_story_do (&story, "settle");
      check_all (&story, stop);
    }
  g_test_message ("%s was cut off %u times", device, cuts);
  g_assert_cmpuint (cuts, >, 100);
}

static void
test_everywhere (void)
{
  cut_everywhere ("phone");
  cut_everywhere ("laptop");
}

/* What had come of an unfinished line is an arrival marked so; nothing of either end is left. */
static void
test_in_a_line (void)
{
  static const char text[] =
      "account lin password=x\nmailbox INBOX\n"
      "message big in=INBOX from=\"a <a@b.test>\" subject=Big octets=125000\n"
      "device phone imap online rtt=200ms rate=1Mbit\n";
  g_auto (SimStory) story = sim_story_begin (text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  const Model *model = sim_world_get_model (story.world);
  const TraceEvent *rest = NULL;
  ModelId phone = model_find (model, MODEL_ROOT, "phone");

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone read big &");
  sim_world_wait (story.world, 700000);
  g_assert_cmpuint (model_find (model, phone, "c1"), !=, MODEL_NO_ID);
  sim_story_do (&story, "cut c1");
  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    if (trace_get (trace, i)->kind == TRACE_ARRIVE && trace_get (trace, i)->sub == 1)
      rest = trace_get (trace, i);
  g_assert_nonnull (rest);
  g_assert_cmpuint (rest->len, >, 16 * 1024);
  g_assert_cmpuint (rest->len, <, 125000);
  g_assert_cmpint (trace_get (trace, rest->cause)->kind, ==, TRACE_SEND);
  g_assert_cmpuint (model_find (model, phone, "c1"), ==, MODEL_NO_ID);
  g_assert_cmpuint (model_find (model, model_find (model, MODEL_ROOT, "server"), "c1"), ==,
                    MODEL_NO_ID);
}

/* The device hangs up: the server hears of it when it can. */
static void
test_hang_up (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 act;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone disconnect");
  act = sim_story_find (trace, trace_get_n (trace) - 3, TRACE_ACT, 0, "");
  g_assert_cmpuint (act, ==, trace_get_n (trace) - 2);
  g_assert_cmpuint (trace_get (trace, act + 1)->cause, ==, act);
  g_assert_cmpuint (trace_get (trace, act + 2)->cause, ==, act + 1);
  g_assert_cmpint (trace_get (trace, act + 2)->time - trace_get (trace, act)->time, ==, 100000);
  sim_story_do (&story, "phone connect &");
  sim_story_do (&story, "phone disconnect");
  sim_story_do (&story, "phone open");
  check_same_rows (story.world, "phone", 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/cut/everywhere", test_everywhere);
  g_test_add_func ("/sim/cut/in-a-line", test_in_a_line);
  g_test_add_func ("/sim/cut/hang-up", test_hang_up);
  return g_test_run ();
}
