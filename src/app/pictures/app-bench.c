#include "app-bench.h"

#include <gio/gio.h>
#include <stdio.h>

#include "app-window.h"
#include "base-random.h"

#define MOVES 200 /* of each kind */
#define FRAMES 600

/* Time spent on frames: from the clock's first signal of a frame to its last. */
typedef struct
{
  gint64 begun;
  gint64 spent; /* µs, of the newest frame */
  guint painted;
} Frames;

typedef struct
{
  AppWindow *window;
  Frames frames;
  BaseRandom random;
} Bench;

static void
on_begin (GdkFrameClock *clock, Frames *frames)
{
  frames->begun = g_get_monotonic_time ();
}

static void
on_end (GdkFrameClock *clock, Frames *frames)
{
  frames->spent = g_get_monotonic_time () - frames->begun;
  frames->painted++;
}

/* Runs the main loop until the window was painted once more; µs that the frame took. */
static gint64
paint (Bench *bench)
{
  guint before = bench->frames.painted;
  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (bench->frames.painted == before)
    g_main_context_iteration (NULL, TRUE);
  return bench->frames.spent;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;
  return (first > second) - (first < second);
}

/* Sorts @times (ms). */
static void
print_times (const char *name, double *times, guint n)
{
  qsort (times, n, sizeof *times, compare_doubles);
  printf ("%s %.2f %.2f\n", name, times[n / 2], times[n * 95 / 100]);
  fflush (stdout);
}

/* What @step does, with the frame that shows it, @n times. */
static void
measure (Bench *bench, const char *name, guint n, void (*step) (Bench *bench))
{
  g_autofree double *times = g_new (double, n);
  paint (bench);
  for (guint i = 0; i < n; i++)
    {
      gint64 start = g_get_monotonic_time ();
      step (bench);
      gint64 done = g_get_monotonic_time ();
      times[i] = (double) (done - start + paint (bench)) / 1e3;
    }
  print_times (name, times, n);
}

/* --- what is measured --- */

static void
step_forward (Bench *bench)
{
  app_document_forward (app_window_get_document (bench->window), VIEW_MOVE_LINE);
}

static void
step_back (Bench *bench)
{
  app_document_back (app_window_get_document (bench->window), VIEW_MOVE_LINE);
}

static void
jump (Bench *bench)
{
  AppDocument *document = app_window_get_document (bench->window);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  app_document_go (document, (guint32) base_random_below (&bench->random, (guint64) last + 1));
}

static void
change_flags (Bench *bench)
{
  AppDocument *document = app_window_get_document (bench->window);
  guint32 last = view_ladder_get_last (app_document_get_ladder (document));
  /* to and fro over the last exchange, in which they change */
  if (app_document_get_position (document).event == last)
    app_document_back (document, VIEW_MOVE_EXCHANGE);
  else
    app_document_go_last (document);
}

/* Frames while the ladder scrolls through its rows. */
static void
measure_scrolling (Bench *bench)
{
  AppLadder *ladder = app_lesson_page_get_ladder (
      app_shell_get_lesson_page (app_window_get_shell (bench->window)));
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (app_ladder_get_list (ladder)),
                                                 GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *across = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  g_autofree double *times = g_new (double, FRAMES);
  double page = gtk_adjustment_get_page_size (across);
  double end = gtk_adjustment_get_upper (across) - page;
  for (guint i = 0; i < FRAMES; i++)
    {
      /* a third of a page each frame, and now and then far away */
      double to = i % 50 == 0 ? end * (i / 50 + 1) / (FRAMES / 50 + 1)
                              : gtk_adjustment_get_value (across) + page / 3;
      gint64 start = g_get_monotonic_time ();
      gtk_adjustment_set_value (across, MIN (to, end));
      gint64 done = g_get_monotonic_time ();
      times[i] = (double) (done - start + paint (bench)) / 1e3;
    }
  print_times ("scroll", times, FRAMES);
}

static gboolean
open_recording (Bench *bench, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gint64 start = g_get_monotonic_time ();
  if (!app_window_open_recording (bench->window, path))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: it cannot be opened", path);
      return FALSE;
    }
  paint (bench);
  printf ("open %.2f\n", (double) (g_get_monotonic_time () - start) / 1e3);
  return TRUE;
}

static gboolean
measure_all (Bench *bench, const char *folder, GError **error)
{
  paint (bench);
  printf ("first-frame 0\n");
  fflush (stdout);
  if (*folder == '\0')
    return TRUE;
  if (!open_recording (bench, folder, "ladder.postglass", error))
    return FALSE;
  jump (bench);
  measure (bench, "forward", MOVES, step_forward);
  measure (bench, "back", MOVES, step_back);
  measure (bench, "jump", MOVES, jump);
  measure_scrolling (bench);
  if (!open_recording (bench, folder, "board.postglass", error))
    return FALSE;
  change_flags (bench);
  measure (bench, "flags", MOVES / 4, change_flags);
  return TRUE;
}

gboolean
app_bench_run (AdwApplication *application, const char *folder, GError **error)
{
  Bench bench = { .window = app_window_new (application) };
  GtkWidget *window = GTK_WIDGET (bench.window);
  base_random_seed (&bench.random, 1);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  gtk_widget_realize (window);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_begin), &bench.frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_end), &bench.frames);
  gtk_window_present (GTK_WINDOW (window));
  gboolean done = measure_all (&bench, folder, error);
  g_signal_handlers_disconnect_by_data (clock, &bench.frames);
  gtk_window_destroy (GTK_WINDOW (window));
  return done;
}
