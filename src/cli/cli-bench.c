/* bench: what this machine reaches, beside what the program is meant to reach. The only subcommand
 * that looks at a clock. */
#include "base-random.h"
#include "cli-bench-serve.h"
#include "cli-bench-window.h"
#include "cli-bench-world.h"
#include "cli.h"
#include "lesson-library.h"
#include "model-world.h"
#include "sim-world.h"
#include "trace-recording.h"
#include "view-ladder.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

extern const CliCommand cli_bench;

#define SEEKS 1000

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static void print_row (const char *what, const char *target, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static void
print_row (const char *what, const char *target, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *value = g_strdup_vprintf (format, args);
  va_end (args);
  printf ("%-44s %-26s %s\n", what, value, target);
  fflush (stdout);
}

/* --- traces --- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;
  return (first > second) - (first < second);
}

static void
bench_seeks (Trace *trace)
{
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  double times[SEEKS];
  BaseRandom random;
  base_random_seed (&random, CLI_SEED);
  for (guint i = 0; i < SEEKS; i++)
    {
      guint32 to = (guint32) base_random_below (&random, (guint64) trace_get_n (trace) + 1);
      gint64 start = g_get_monotonic_time ();
      trace_cursor_seek (cursor, to);
      times[i] = seconds_since (start) * 1e3;
    }
  qsort (times, SEEKS, sizeof *times, compare_doubles);
  print_row (_ ("  seek, worst of 1,000 (half below)"), "<= 16 ms", "%.2f ms (%.2f)",
             times[SEEKS - 1], times[SEEKS / 2]);
}

/* Seconds until the first screen of an opened recording is there: the index of the ladder, and as
 * many rows as a tall window shows. */
static double
show_screen (TraceRecording *recording)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace_recording_get_run (recording, 0));
  g_autoptr (GPtrArray) rows = view_ladder_get_rows (ladder, 0, 60);
  return seconds_since (start);
}

static gboolean
bench_file (TraceRecording *recording, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("postglass-bench-XXXXXX", error);
  if (folder == NULL)
    return FALSE;
  g_autofree char *path = g_build_filename (folder, "bench.postglass", NULL);
  guint32 n = trace_get_n (trace_recording_get_run (recording, 0));
  gint64 start = g_get_monotonic_time ();
  gboolean good = trace_recording_save (recording, path, error);
  double saved = seconds_since (start);
  GStatBuf info = { 0 };
  g_stat (path, &info);
  start = g_get_monotonic_time ();
  g_autoptr (TraceRecording) again = good ? trace_recording_load (path, NULL, error) : NULL;
  double opened = seconds_since (start);
  double shown = again != NULL ? opened + show_screen (again) : 0;
  g_unlink (path);
  g_rmdir (folder);
  if (again == NULL)
    return FALSE;
  print_row (_ ("  save"), "-", "%.2f s", saved);
  print_row (_ ("  file, octets an event"), "about 120", "%.0f", (double) info.st_size / n);
  print_row (_ ("  open, whole"), "<= 3 s", "%.2f s", opened);
  print_row (_ ("  open, to the first screen"), "<= 0.5 s", "%.2f s", shown);
  return TRUE;
}

static gboolean
bench_trace (guint messages, guint32 events, GError **error)
{
  printf (_ ("%u events, %u messages × 4 devices\n"), events, messages);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (TraceRecording) recording = cli_bench_world (messages, events);
  double taken = seconds_since (start);
  Trace *trace = trace_recording_get_run (recording, 0);
  guint frames;
  gsize memory = trace_get_memory (trace, &frames);
  print_row (_ ("  written"), "-", _ ("%.0f events/s"), trace_get_n (trace) / taken);
  print_row (_ ("  memory, octets an event (key frames)"), "<= 300", "%.0f (%u)",
             (double) memory / trace_get_n (trace), frames);
  bench_seeks (trace);
  return bench_file (recording, error);
}

/* --- the simulation --- */

static const char world_text[] = "server mail.example.test\n"
                                 "account lin password=noodles\n"
                                 "mailbox INBOX\n"
                                 "messages 100 in=INBOX\n"
                                 "device phone imap online rtt=200ms tag=p\n"
                                 "device laptop imap online rtt=20ms tag=l\n"
                                 "device tablet imap online rtt=50ms tag=b\n"
                                 "device desk imap online rtt=2ms tag=d\n";

static gboolean act (SimWorld *world, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
act (SimWorld *world, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  return sim_world_act (world, text, NULL, error);
}

static gboolean
bench_sim (guint32 events, GError **error)
{
  static const char *const devices[] = { "phone", "laptop", "tablet", "desk" };
  static const char *const flags[] = { "\\Seen", "\\Flagged", "\\Answered" };
  g_autoptr (ModelWorld) description = model_world_parse (world_text, error);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (SimWorld) world = description != NULL ? sim_world_new (description, CLI_SEED, error)
                                                   : NULL;
  if (world == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    if (!act (world, error, "%s open INBOX", devices[i]))
      return FALSE;
  Trace *trace = sim_world_get_trace (world);
  for (guint i = 0; trace_get_n (trace) < events; i++)
    {
      const char *device = devices[i % G_N_ELEMENTS (devices)];
      gboolean good = i % 5 == 4 ? act (world, error, "%s check", device)
                                 : act (world, error, "%s %sflag u%u %s", device,
                                        i / 300 % 2 == 0 ? "" : "un", 1 + i % 100, flags[i % 3]);
      if (!good)
        return FALSE;
    }
  print_row (_ ("Simulated with 4 devices, in the clear"), ">= 200000 events/s",
             _ ("%.0f events/s"), trace_get_n (trace) / seconds_since (start));
  return TRUE;
}

static void
bench_lessons (void)
{
  g_autoptr (GPtrArray) folders = lesson_folders ();
  guint problems = 0;
  gint64 start = g_get_monotonic_time ();
  for (guint i = 0; i < folders->len; i++)
    {
      g_autoptr (GPtrArray) diagnostics = lesson_check (g_ptr_array_index (folders, i), CLI_SEED);
      problems += diagnostics->len;
    }
  g_autofree char *what = g_strdup_printf (_ ("Lessons checked: %u"), folders->len);
  print_row (what, "<= 5 s", "%.3f s", seconds_since (start));
  if (problems > 0)
    cli_warn (_ ("lessons have mistakes: %u; see postglass-cli check"), problems);
}

static int
run (int argc, char **argv)
{
  gboolean quick = FALSE, only_serve = FALSE, only_window = FALSE;
  const GOptionEntry entries[] = {
    { "quick", 0, 0, G_OPTION_ARG_NONE, &quick, N_ ("A twentieth of the events and messages"),
      NULL },
    { "serve", 0, 0, G_OPTION_ARG_NONE, &only_serve, N_ ("Only the rows of serve beside Dovecot"),
      NULL },
    { "window", 0, 0, G_OPTION_ARG_NONE, &only_window, N_ ("Only the rows of the window"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = cli_parse (&cli_bench, entries, argc, argv, 0, 0);
  if (words == NULL)
    return CLI_WRONG;
  if (only_serve)
    return cli_bench_serve (quick, &error) ? CLI_GOOD : cli_wrong ("%s", error->message);
  if (only_window)
    return cli_bench_window (quick, &error) ? CLI_GOOD : cli_wrong ("%s", error->message);
  guint32 events = quick ? 50000 : 1000000;
  print_row (_ ("what"), _ ("target"), "%s", _ ("measured"));
  if (!bench_trace (1000, events, &error) || !bench_trace (quick ? 5000 : 100000, events, &error)
      || !bench_sim (quick ? 20000 : 200000, &error))
    return cli_wrong ("%s", error->message);
  bench_lessons ();
  if (!cli_bench_window (quick, &error) || !cli_bench_serve (quick, &error))
    return cli_wrong ("%s", error->message);
  return CLI_GOOD;
}

const CliCommand cli_bench = {
  .name = "bench",
  .arguments = "",
  .summary = N_ ("Measure this machine beside what Postglass is meant to reach"),
  .details = N_ ("Targets are those of the design; figures depend on the machine and on what else "
                 "runs on it."),
  .run = run,
};
