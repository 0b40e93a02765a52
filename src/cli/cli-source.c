#include "cli-source.h"

#include "cli.h"
#include "lesson-library.h"
#include "lesson-run.h"
#include "trace-recording.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
open_recording (CliSource *source, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cut = NULL;
  source->recording = trace_recording_load (path, &cut, &error);
  if (source->recording == NULL)
    cli_warn ("%s", error->message);
  else if (cut != NULL)
    cli_warn ("%s", cut);
  return source->recording != NULL;
}

static gboolean
run_lesson (CliSource *source, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = lesson_find (name, &error);
  g_autoptr (Lesson) lesson = folder != NULL ? lesson_load (folder, "en", &error) : NULL;
  g_autoptr (LessonRun) run = lesson != NULL ? lesson_run (lesson, CLI_SEED, 0, &error) : NULL;
  if (run == NULL)
    {
      if (folder == NULL)
        cli_warn (_ ("%s: there is no such file, and %s"), name, error->message);
      else
        cli_warn ("%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < run->diagnostics->len; i++)
    {
      g_autofree char *text = lesson_diagnostic_format (g_ptr_array_index (run->diagnostics, i));
      cli_warn ("%s", text);
    }
  source->short_of = run->diagnostics->len > 0;
  source->recording = trace_recording_ref (run->recording);
  return TRUE;
}

static void
warn_of_run (const TraceRecording *recording, const char *run)
{
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < trace_recording_get_n_runs (recording); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            trace_recording_get_run_name (recording, i));
  cli_warn (_ ("there is no run “%s”; there is %s"), run, names->str);
}

gboolean
cli_source_open (CliSource *source, const char *name, const char *run)
{
  *source = (CliSource){ 0 };
  gboolean is_file = g_file_test (name, G_FILE_TEST_EXISTS)
                     && !g_file_test (name, G_FILE_TEST_IS_DIR) && !g_str_has_suffix (name, ".md");
  if (!(is_file ? open_recording (source, name) : run_lesson (source, name)))
    return FALSE;
  source->trace = run == NULL ? trace_recording_get_run (source->recording, 0)
                              : trace_recording_find_run (source->recording, run);
  if (source->trace == NULL)
    {
      warn_of_run (source->recording, run);
      cli_source_clear (source);
    }
  return source->trace != NULL;
}

void
cli_source_clear (CliSource *source)
{
  g_clear_pointer (&source->recording, trace_recording_unref);
  source->trace = NULL;
}

char **
cli_source_headings (const CliSource *source, const char *language)
{
  const char *slug = trace_recording_get_lesson (source->recording);
  g_autofree char *folder = slug != NULL ? lesson_find (slug, NULL) : NULL;
  g_autoptr (Lesson) lesson = folder != NULL ? lesson_load (folder, language, NULL) : NULL;
  if (lesson == NULL || g_strcmp0 (lesson->hash, trace_recording_get_hash (source->recording)) != 0)
    return NULL;
  g_autoptr (GStrvBuilder) headings = g_strv_builder_new ();
  for (guint i = 1; i <= lesson_get_n_steps (lesson); i++)
    g_strv_builder_add (headings, lesson_get_step (lesson, i)->heading);
  return g_strv_builder_end (headings);
}

/* The last event of the step with that number; FALSE, with the number of the last step, when there is
 * none. */
static gboolean
find_step (const Trace *trace, const char *number, guint32 *out, guint *n_steps)
{
  guint32 n = trace_get_n (trace);
  gboolean within = FALSE;
  *n_steps = 0;
  for (guint32 i = 1; i <= n; i++)
    {
      const TraceEvent *event = trace_get (trace, i);
      if (event->kind != TRACE_CHECK || event->sub != 0)
        continue;
      *n_steps += 1;
      if (within)
        {
          *out = i - 1;
          return TRUE;
        }
      within = g_str_equal (trace_get_text (trace, event->label), number);
    }
  *out = n;
  return within;
}

gboolean
cli_source_moment (const CliSource *source, const char *at, guint32 *out)
{
  guint64 number;
  guint n_steps;
  *out = trace_get_n (source->trace);
  if (at == NULL || g_str_equal (at, "end"))
    return TRUE;
  if (g_str_has_prefix (at, "step"))
    {
      if (find_step (source->trace, at + strlen ("step"), out, &n_steps))
        return TRUE;
      cli_warn (_ ("there is no “%s”; the run has %u steps, the first is step1"), at, n_steps);
      return FALSE;
    }
  if (cli_number (at, *out, &number))
    {
      *out = (guint32) number;
      return TRUE;
    }
  cli_warn (_ ("there is no event “%s”; write a number from 0 to %u, end, or a step such as step1"),
            at, *out);
  return FALSE;
}
