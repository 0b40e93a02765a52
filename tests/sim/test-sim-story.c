#include "sim-lesson.h"
#include "sim-story.h"
#include "trace-recording.h"

static GBytes *
run_and_save (guint64 seed)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, seed);
  g_autoptr (TraceRecording) recording = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sim_lesson_acts); i++)
    sim_story_do (&story, sim_lesson_acts[i]);
  recording = trace_recording_new (sim_lesson_world, seed, NULL, NULL,
                                   sim_world_get_trace (story.world));
  return trace_recording_save_bytes (recording);
}

/* Same world, acts and seed: same trace. */
static void
test_same (void)
{
  g_autoptr (GBytes) first = run_and_save (7);
  g_autoptr (GBytes) second = run_and_save (7);

  g_assert_cmpuint (g_bytes_get_size (first), >, 1000);
  g_assert_true (g_bytes_equal (first, second));
}

/* What every trace has to keep: times rise, causes lie before, arrivals name their sends. */
static void
test_events (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  gint64 last = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (sim_lesson_acts); i++)
    sim_story_do (&story, sim_lesson_acts[i]);
  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    {
      const TraceEvent *event = trace_get (trace, i);

      g_assert_cmpint (event->time, >=, last);
      last = event->time;
      g_assert_cmpuint (event->cause, <, i);
      g_assert_cmpuint (event->command, <=, i);
      if (event->kind == TRACE_SEND)
        g_assert_cmpuint (event->delta_count, ==, 0);
      if (event->kind == TRACE_ARRIVE)
        {
          const TraceEvent *send = trace_get (trace, event->cause);
          g_autofree char *sent = sim_story_line (trace, event->cause);
          g_autofree char *arrived = sim_story_line (trace, i);

          g_assert_cmpint (send->kind, ==, TRACE_SEND);
          g_assert_cmpint (send->direction, ==, event->direction);
          g_assert_cmpuint (send->command, ==, event->command);
          g_assert_cmpuint (send->context, ==, event->context);
          g_assert_cmpstr (sent, ==, arrived);
          g_assert_cmpint (event->time, >, send->time);
        }
      if (event->kind == TRACE_SEND && event->direction == TRACE_TO_SERVER)
        {
          const TraceEvent *command = trace_get (trace, event->command);

          g_assert_cmpint (command->kind, ==, TRACE_SEND);
          g_assert_cmpuint (command->command, ==, event->command);
        }
    }
}

/* A line on a slow link arrives later the longer it is; the greeting needs a round trip. */
static void
test_times (void)
{
  static const char text[] =
      "account lin password=x\nmailbox INBOX\n"
      "message big in=INBOX from=\"a <a@b.test>\" subject=Big octets=125000\n"
      "device phone imap online rtt=200ms rate=1Mbit\n";
  g_auto (SimStory) story = sim_story_begin (text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 send;
  guint32 arrive;

  sim_story_do (&story, "phone open");
  arrive = sim_story_find (trace, 0, TRACE_ARRIVE, 1, "* OK");
  g_assert_cmpint (trace_get (trace, arrive)->time, >, 200000);
  g_assert_cmpint (trace_get (trace, arrive)->time, <, 202000);
  sim_story_do (&story, "phone read big");
  send = sim_story_find (trace, arrive, TRACE_SEND, 1, "BODY[]");
  arrive = sim_story_find (trace, send, TRACE_ARRIVE, 1, "BODY[]");
  /* 125,000 octets and a little more at 1 Mbit/s: a second and a little more, and the way there */
  g_assert_cmpint (trace_get (trace, arrive)->time - trace_get (trace, send)->time, >, 1100000);
  g_assert_cmpint (trace_get (trace, arrive)->time - trace_get (trace, send)->time, <, 1110000);
}

/* Reading marks as seen by a command of its own, and only once. */
static void
test_read (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 before;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone read hello");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 1, "UID FETCH 1 (BODY.PEEK[])"), !=, 0);
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 1, "UID STORE 1 +FLAGS (\\Seen)"), !=, 0);
  before = trace_get_n (trace);
  sim_story_do (&story, "phone read hello");
  g_assert_cmpuint (trace_get_n (trace), ==, before + 1);
}

/* IDLE is left with DONE for another command, and entered again by itself. */
static void
test_idle (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 act;
  guint32 done;
  guint32 fetch;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone idle");
  sim_story_do (&story, "deliver news");
  act = sim_story_find (trace, 0, TRACE_SEND, 1, "* 5 EXISTS");
  done = sim_story_find (trace, act, TRACE_SEND, 1, "DONE");
  fetch = sim_story_find (trace, done, TRACE_SEND, 1, "UID FETCH 5:*");
  g_assert_cmpuint (sim_story_find (trace, fetch, TRACE_SEND, 1, "IDLE"), !=, 0);
  /* why: the fetch because of EXISTS, EXISTS because of the delivery */
  g_assert_cmpuint (trace_get (trace, trace_get (trace, fetch)->cause)->cause, ==, act);
  g_assert_cmpstr (trace_get_text (trace, trace_get (trace, trace_get (trace, act)->cause)->label),
                   ==, "deliver news");

  act = trace_get_n (trace);
  sim_story_do (&story, "phone idle off");
  g_assert_cmpuint (sim_story_find (trace, act, TRACE_SEND, 1, "DONE"), !=, 0);
  g_assert_cmpuint (sim_story_find (trace, act, TRACE_SEND, 1, "IDLE\r"), ==, 0);
}

/* Time goes by in full, and a check event stands where it was made. */
static void
test_wait (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  gint64 now;
  guint32 number;

  sim_story_do (&story, "phone open");
  now = sim_world_get_now (story.world);
  sim_story_do (&story, "wait 90s");
  g_assert_cmpint (sim_world_get_now (story.world), ==, now + 90 * 1000000);
  number = sim_world_note (story.world, 0, "A step", 0);
  g_assert_cmpint (trace_get (sim_world_get_trace (story.world), number)->time, ==,
                   now + 90 * 1000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/story/same", test_same);
  g_test_add_func ("/sim/story/events", test_events);
  g_test_add_func ("/sim/story/times", test_times);
  g_test_add_func ("/sim/story/read", test_read);
  g_test_add_func ("/sim/story/idle", test_idle);
  g_test_add_func ("/sim/story/wait", test_wait);
  return g_test_run ();
}
