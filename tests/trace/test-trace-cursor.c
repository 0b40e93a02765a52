#include "random-trace.h"
#include "model-tx.h"

static void
assert_moment (const RandomTrace *random, TraceCursor *cursor, guint32 number, guint64 seed)
{
  trace_cursor_seek (cursor, number);
  g_assert_cmpuint (trace_cursor_get_position (cursor), ==, number);
  if (!model_equal (trace_cursor_get_model (cursor), random_trace_moment (random, number)))
    g_error ("seed %" G_GUINT64_FORMAT ": event %u is not what it was", seed, number);
}

/* from any moment to any other, the state is the one that was there */
static void
test_any_to_any (void)
{
  for (guint64 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (RandomTrace) random = random_trace_new (seed, 150, 1);
      g_autoptr (TraceCursor) cursor = trace_cursor_new (random->trace);
      BaseRandom chance;
      base_random_seed (&chance, seed);
      for (guint i = 0; i < 300; i++)
        assert_moment (random, cursor, (guint32) base_random_below (&chance, 151), seed);
      for (guint32 n = 0; n <= 150; n++)
        assert_moment (random, cursor, n, seed);
      for (guint32 n = 151; n-- > 0;)
        assert_moment (random, cursor, n, seed);
      g_assert_true (
          model_equal (trace_cursor_get_model (cursor), trace_get_initial (random->trace)));
    }
}

/* delta by delta without frames, from the beginning */
static void
test_replay (void)
{
  g_autoptr (RandomTrace) random = random_trace_new (7, 400, 1);
  g_autoptr (Model) model = model_copy (trace_get_initial (random->trace));
  for (guint32 n = 1; n <= 400; n++)
    {
      const TraceEvent *event = trace_get (random->trace, n);
      for (guint32 i = 0; i < event->delta_count; i++)
        {
          const ModelDelta *delta = trace_get_delta (random->trace, event->delta_first + i);
          g_assert_true (model_check (model, delta));
          model_apply (model, delta, n);
        }
      g_assert_true (model_equal (model, random_trace_moment (random, n)));
    }
}

/* long enough for key frames; steps, jumps near and far */
static void
test_frames (void)
{
  const guint n = 30000, keep = 100;
  g_autoptr (RandomTrace) random = random_trace_new (42, n, keep);
  guint frames;
  trace_get_memory (random->trace, &frames);
  g_assert_cmpuint (frames, >, 3);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (random->trace);
  BaseRandom chance;
  base_random_seed (&chance, 42);
  for (guint i = 0; i < 300; i++)
    {
      trace_cursor_seek (cursor, (guint32) base_random_below (&chance, n + 1));
      assert_moment (random, cursor, keep * (guint32) base_random_below (&chance, n / keep + 1),
                     42);
    }
  assert_moment (random, cursor, n, 42);
  assert_moment (random, cursor, 0, 42);
}

/* a cursor holds good while the run goes on */
static void
test_growing (void)
{
  g_autoptr (Model) model = model_new ();
  g_autoptr (Trace) trace = trace_new (model);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  for (guint32 n = 1; n <= 3000; n++)
    {
      trace_append (trace, &(TraceEvent){ .kind = TRACE_TIMER, .time = n });
      trace_seal (trace, n, model);
      trace_cursor_seek (cursor, n);
      g_assert_cmpuint (trace_cursor_get_position (cursor), ==, n);
    }
  trace_cursor_seek (cursor, 5);
  g_assert_cmpuint (trace_cursor_get_position (cursor), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/cursor/any-to-any", test_any_to_any);
  g_test_add_func ("/trace/cursor/replay", test_replay);
  g_test_add_func ("/trace/cursor/frames", test_frames);
  g_test_add_func ("/trace/cursor/growing", test_growing);
  return g_test_run ();
}
