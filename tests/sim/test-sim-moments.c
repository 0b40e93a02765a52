#include "base-random.h"
#include "sim-lesson.h"
#include "sim-story.h"
#include "trace-recording.h"

/* After every step of a random story the picture from the trace is the live model. */

/* What happens to the network and the server. */
static char *
random_fault (BaseRandom *random, const char *device)
{
  static const char *const faults[] = { "cut", "reset", "stall", "lose" };
  static const char *const moments[] = {
    "",
    "before \"C: … FETCH …\"",
    "after \"S: …\"",
    "after 7 octets of \"S: * …\"",
    "after \"C: …\"",
    "after 3 octets of \"C: …\"",
  };
  const char *fault = faults[base_random_below (random, G_N_ELEMENTS (faults))];
  const char *moment = moments[base_random_below (random, G_N_ELEMENTS (moments))];
  const char *rest = base_random_below (random, 2) == 0 ? " &" : "";

  switch (base_random_below (random, 12))
    {
    case 0:
      return g_strdup_printf ("server down%s", rest);
    case 1:
    case 2:
      return g_strdup_printf ("server up%s", rest);
    case 3:
    case 4:
      return g_strdup_printf ("heal %s%s", device, rest);
    case 5:
      return g_strdup_printf ("%s reconnect%s", device,
                              base_random_below (random, 3) ? "" : " off");
    case 6:
      return g_strdup_printf ("post %s", base_random_below (random, 2) ? "news" : "more");
    case 7:
      return g_strdup_printf ("wait %us", (guint) base_random_below (random, 100));
    case 8:
      return g_strdup_printf ("wait %um", (guint) base_random_below (random, 40));
    default:
      return g_strdup_printf ("%s %s %s%s", fault, device, moment, rest);
    }
}

/* What only a device that speaks POP3 does. */
static char *
random_pop3_act (BaseRandom *random)
{
  const char *device = base_random_below (random, 2) ? "oldpc" : "pc2";
  const char *rest = base_random_below (random, 2) == 0 ? " &" : "";

  switch (base_random_below (random, 8))
    {
    case 0:
      return g_strdup_printf ("%s open%s", device, rest);
    case 1:
      return g_strdup_printf ("%s quit%s", device, rest);
    case 2:
      return g_strdup_printf ("%s reset%s", device, rest);
    case 3:
      return g_strdup_printf ("%s delete photo%s", device, rest);
    case 4:
      return g_strdup_printf ("%s> TOP 2 1", device);
    default:
      return g_strdup_printf ("%s check%s", device, rest);
    }
}

static char *
random_act (BaseRandom *random)
{
  static const char *const devices[] = { "phone", "laptop", "oldpc", "pc2" };
  static const char *const messages[] = {
    "hello", "lunch", "notes", "photo", "news", "more", "u3"
  };
  static const char *const flags[] = { "\\Seen", "\\Flagged", "\\Deleted", "$Junk", "\\Answered" };
  const char *device = devices[base_random_below (random, G_N_ELEMENTS (devices))];
  const char *message = messages[base_random_below (random, G_N_ELEMENTS (messages))];
  const char *flag = flags[base_random_below (random, G_N_ELEMENTS (flags))];
  const char *rest = base_random_below (random, 2) == 0 ? " &" : "";

  if (base_random_below (random, 4) == 0)
    return random_fault (random, device);
  if (base_random_below (random, 4) == 0)
    return random_pop3_act (random);
  switch (base_random_below (random, 18))
    {
    case 0:
    case 1:
      return g_strdup_printf ("%s read %s%s", device, message, rest);
    case 2:
      return g_strdup_printf ("%s flag %s %s%s", device, message, flag, rest);
    case 3:
      return g_strdup_printf ("%s unflag %s %s silently%s", device, message, flag, rest);
    case 4:
      return g_strdup_printf ("%s delete %s%s", device, message, rest);
    case 5:
      return g_strdup_printf ("%s expunge%s", device, rest);
    case 6:
      return g_strdup_printf ("%s check%s", device, rest);
    case 7:
      return g_strdup_printf ("%s idle%s", device, rest);
    case 8:
      return g_strdup_printf ("%s idle off%s", device, rest);
    case 9:
      return g_strdup_printf ("%s close%s", device, rest);
    case 10:
      return g_strdup_printf ("%s logout%s", device, rest);
    case 11:
      return g_strdup_printf ("%s disconnect%s", device, rest);
    case 12:
      return g_strdup_printf ("cut %s%s", device, rest);
    case 13:
      return g_strdup_printf ("deliver %s", message);
    case 14:
      return g_strdup_printf ("%s> r1 FETCH 1:* (FLAGS)", device);
    case 15:
      return g_strdup ("wait 30ms");
    default:
      return g_strdup_printf ("%s open%s", device, rest);
    }
}

typedef struct
{
  Trace *trace;
  TraceCursor *cursor;
  GPtrArray *models; /* at the events of @numbers */
  GArray *numbers;
} Moments;

static void
check_moment (Moments *moments, SimWorld *world, guint64 seed)
{
  guint32 n = trace_get_n (moments->trace);
  const Model *live = sim_world_get_model (world);

  trace_cursor_seek (moments->cursor, n);
  if (!model_equal (trace_cursor_get_model (moments->cursor), live))
    g_error ("seed %" G_GUINT64_FORMAT ": the picture differs after event %u", seed, n);
  g_ptr_array_add (moments->models, model_copy (live));
  g_array_append_val (moments->numbers, n);
}

static void
model_free_gpointer (gpointer data)
{
  model_free (data);
}

/* The recording of a run, which opens to the same. */
static GBytes *
save (SimStory *story, guint64 seed)
{
  Trace *trace = sim_world_get_trace (story->world);
  g_autoptr (TraceRecording) recording = trace_recording_new ("", seed, NULL, NULL, trace);
  g_autoptr (GBytes) bytes = trace_recording_save_bytes (recording);
  g_autoptr (GError) error = NULL;
  g_autoptr (TraceRecording) again = trace_recording_load_bytes (bytes, "again", NULL, &error);
  g_autoptr (TraceCursor) cursor = NULL;

  g_assert_no_error (error);
  cursor = trace_cursor_new (trace_recording_get_run (again, 0));
  trace_cursor_seek (cursor, trace_get_n (trace));
  if (!model_equal (trace_cursor_get_model (cursor), sim_world_get_model (story->world)))
    g_error ("seed %" G_GUINT64_FORMAT ": the recording opens to another state", seed);
  return g_steal_pointer (&bytes);
}

static GBytes *
run_story (guint64 seed)
{
  g_autofree char *text = g_strconcat (sim_lesson_world,
                                       "device oldpc pop3 leave-on-server rtt=30ms\n"
                                       "device pc2 pop3 download-and-delete rtt=10ms rate=1Mbit\n",
                                       NULL);
  g_auto (SimStory) story = sim_story_begin (text, seed);
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (model_free_gpointer);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  Moments moments = { trace, cursor, models, numbers };
  BaseRandom random;

  base_random_seed (&random, seed);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *act = random_act (&random);
      guint64 steps = base_random_below (&random, 20);

      /* Acts that cannot be done now are refused; that is fine here. */
      sim_world_act (story.world, act, NULL, NULL);
      check_moment (&moments, story.world, seed);
      for (guint64 j = 0; j < steps && sim_world_step (story.world); j++)
        check_moment (&moments, story.world, seed);
    }
  sim_world_settle (story.world);
  check_moment (&moments, story.world, seed);

  for (int i = 0; i < 100; i++)
    {
      guint at = (guint) base_random_below (&random, numbers->len);

      trace_cursor_seek (cursor, g_array_index (numbers, guint32, at));
      if (!model_equal (trace_cursor_get_model (cursor), g_ptr_array_index (models, at)))
        g_error ("seed %" G_GUINT64_FORMAT ": event %u looks different from elsewhere", seed,
                 g_array_index (numbers, guint32, at));
    }
  return save (&story, seed);
}

static void
test_random (void)
{
  guint64 first = 1;

  for (guint64 seed = first; seed < first + 40; seed++)
    {
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      g_autoptr (GBytes) first_time = run_story (seed);

      if (seed % 4 == 0)
        {
          g_autoptr (GBytes) second_time = run_story (seed);

          g_assert_true (g_bytes_equal (first_time, second_time));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/moments/random", test_random);
  return g_test_run ();
}
