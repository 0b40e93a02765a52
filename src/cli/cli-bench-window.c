/* The window's rows of bench. Drawing needs a display and GTK, which this program does without: the
 * other one measures itself, and what it says is printed here beside the targets. */
#include "cli-bench-window.h"

#include "cli-bench-world.h"
#include "cli.h"
#include "trace-recording.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>

static const struct
{
  const char *name;
  const char *what;
  const char *target;
} rows[] = {
  { "open", N_ ("Window: a recording opened and shown"), "-" },
  { "forward", N_ ("Window: a line forward, with its frame"), "-" },
  { "back", N_ ("Window: a line back"), "-" },
  { "jump", N_ ("Window: a jump to any moment"), "-" },
  { "scroll", N_ ("Window: a frame of scrolling the ladder"), "<= 16.7 ms" },
  { "flags", N_ ("Window: 1,000 flags change"), "-" },
};

/* In the build's folders, or installed beside this program. Caller frees; NULL when it is nowhere. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  if (self == NULL)
    return g_find_program_in_path ("postglass");
  g_autofree char *folder = g_path_get_dirname (self);
  char *built = g_build_filename (folder, "..", "app", "postglass", NULL);
  if (g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return built;
  g_free (built);
  char *beside = g_build_filename (folder, "postglass", NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return beside;
  g_free (beside);
  return g_find_program_in_path ("postglass");
}

static gboolean
save (TraceRecording *recording, const char *folder, const char *name, GError **error)
{
  g_autoptr (TraceRecording) owned = recording;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  return trace_recording_save (owned, path, error);
}

/* "scroll 3.21 5.60": median and 95th of 100; a single figure where it is measured once. */
static void
print_figure (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  for (guint i = 0; words[0] != NULL && words[1] != NULL && i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].name, words[0]))
      {
        g_autofree char *value = words[2] != NULL ? g_strdup_printf (_ ("p95 %s ms (median %s)"),
                                                                     words[2], words[1])
                                                  : g_strdup_printf ("%s ms", words[1]);
        printf ("%-44s %-26s %s\n", gettext (rows[i].what), value, rows[i].target);
        fflush (stdout);
      }
}

/* From the start of the program to its first frame, in ms; then what else it says is printed. */
static gboolean
listen_to (GSubprocess *process, gint64 start, double *first_frame, GError **error)
{
  g_autoptr (GDataInputStream)
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  char *line;
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, error)) != NULL)
    {
      if (g_str_has_prefix (line, "first-frame"))
        *first_frame = (double) (g_get_monotonic_time () - start) / 1e3;
      else
        print_figure (line);
      g_free (line);
    }
  return g_subprocess_wait_check (process, NULL, error);
}

static gboolean
measure (const char *program, const char *folder, GError **error)
{
  double cold = 0, warm = 0;
  for (guint i = 0; i < 2; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, error,
                                                          program, i == 0 ? "--bench=" : "--bench",
                                                          i == 0 ? NULL : folder, NULL);
      if (process == NULL || !listen_to (process, start, i == 0 ? &cold : &warm, error))
        return FALSE;
    }
  g_autofree char *value = g_strdup_printf (_ ("%.0f ms (before: %.0f)"), warm, cold);
  printf ("%-44s %-26s %s\n", _ ("Window: from its start to the first frame"), value, "<= 600 ms");
  return TRUE;
}

gboolean
cli_bench_window (gboolean quick, GError **error)
{
  guint32 events = quick ? 100000 : 2000000; /* a line is two events and one row */
  g_autofree char *program = find_program ();
  if (program == NULL || (g_getenv ("DISPLAY") == NULL && g_getenv ("WAYLAND_DISPLAY") == NULL))
    {
      printf ("%s\n", program == NULL
                          ? _ ("The window is not measured: there is no program postglass")
                          : _ ("The window is not measured: there is no display"));
      return TRUE;
    }
  g_autofree char *folder = g_dir_make_tmp ("postglass-bench-XXXXXX", error);
  if (folder == NULL)
    return FALSE;
  gboolean good = save (cli_bench_world (1000, events), folder, "ladder.postglass", error)
                  && save (cli_bench_board (quick ? 10000 : 100000, 1000), folder,
                           "board.postglass", error)
                  && measure (program, folder, error);
  static const char *const names[] = { "ladder.postglass", "board.postglass" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
  return good;
}
