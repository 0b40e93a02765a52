/* run: a lesson in the terminal. */
#include "base-time.h"
#include "cli-output.h"
#include "cli-questions.h"
#include "cli-source.h"
#include "cli.h"
#include "export.h"
#include "lesson-library.h"
#include "lesson-lines.h"
#include "lesson-run.h"
#include "trace-recording.h"
#include "view-text.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

extern const CliCommand cli_run;

/* "3" or "step3"; 0 for NULL: all steps. */
static gboolean
parse_until (const Lesson *lesson, const char *text, guint *out)
{
  guint64 number = 0;
  const char *digits = text != NULL && g_str_has_prefix (text, "step") ? text + strlen ("step")
                                                                       : text;
  guint n = lesson_get_n_steps (lesson);
  *out = 0;
  if (text == NULL)
    return TRUE;
  if (!cli_number (digits, n, &number) || number == 0)
    {
      cli_warn (_ ("--until %s: the lesson has steps 1 to %u"), text, n);
      return FALSE;
    }
  *out = (guint) number;
  return TRUE;
}

static void
print_plain (Trace *trace)
{
  g_autoptr (GPtrArray) lines = lesson_lines (trace, 1, trace_get_n (trace));
  for (guint i = 0; i < lines->len; i++)
    {
      const LessonLine *line = g_ptr_array_index (lines, i);
      g_autofree char *time = base_time_format (trace_get (trace, line->event)->time);
      printf ("%s c%u %c: %s\n", time, line->connection, line->from_server ? 'S' : 'C', line->text);
    }
}

static gboolean
has_predictions (const GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (blocks, i);
      if (block->kind == LESSON_BLOCK_QUESTION && block->question->predicts)
        return TRUE;
    }
  return FALSE;
}

/* A step: its heading, what it asks first, its dialogue, what it asks then. */
static gboolean
print_step (const Lesson *lesson, const LessonRun *run, guint step, ExportOptions *options,
            GError **error)
{
  const LessonSpan *span = &g_array_index (run->spans, LessonSpan, step);
  const GPtrArray *blocks = lesson_get_step (lesson, step)->blocks;
  const ExportFormat *format = export_find_format ("text");
  Trace *trace = trace_recording_get_run (run->recording, 0);
  gboolean predicts = has_predictions (blocks);
  const ExplainCatalogue *catalogue = view_catalogue_get (options->language, error);
  if (catalogue == NULL)
    return FALSE;
  if (step > 1)
    printf ("\n");
  options->from = span->first;
  options->to = predicts ? span->first : span->last;
  if (!export_write (format, trace, options, cli_output_write, stdout, error))
    return FALSE;
  if (predicts)
    cli_questions_print (blocks, TRUE, catalogue);
  options->from = span->first + 1;
  options->to = span->last;
  if (predicts && span->last > span->first
      && !export_write (format, trace, options, cli_output_write, stdout, error))
    return FALSE;
  cli_questions_print (blocks, FALSE, catalogue);
  return TRUE;
}

static int
print_run (const Lesson *lesson, const LessonRun *run, const char *language, gboolean plain)
{
  g_autoptr (GError) error = NULL;
  if (plain)
    {
      print_plain (trace_recording_get_run (run->recording, 0));
      return CLI_GOOD;
    }
  CliSource source = { .recording = run->recording };
  g_auto (GStrv) headings = cli_source_headings (&source, language);
  ExportOptions options = { .language = language, .headings = (const char *const *) headings };
  for (guint step = 1; step < run->spans->len; step++)
    if (!print_step (lesson, run, step, &options, &error))
      return cli_wrong ("%s", error->message);
  return CLI_GOOD;
}

static int
run_lesson (const char *name, guint64 seed, const char *until, const char *language, gboolean plain,
            const char *save)
{
  g_autoptr (GError) error = NULL;
  guint last;
  g_autofree char *folder = lesson_find (name, &error);
  g_autoptr (Lesson) lesson = folder != NULL ? lesson_load (folder, language, &error) : NULL;
  if (lesson == NULL)
    return cli_wrong ("%s", error->message);
  if (!parse_until (lesson, until, &last))
    return CLI_WRONG;
  g_autoptr (LessonRun) run = lesson_run (lesson, seed, last, &error);
  if (run == NULL)
    return cli_wrong ("%s", error->message);
  if (save != NULL && !trace_recording_save (run->recording, save, &error))
    return cli_wrong ("%s", error->message);
  int code = print_run (lesson, run, language, plain);
  for (guint i = 0; i < run->diagnostics->len; i++)
    {
      g_autofree char *text = lesson_diagnostic_format (g_ptr_array_index (run->diagnostics, i));
      cli_warn ("%s", text);
    }
  return code == CLI_GOOD && run->diagnostics->len > 0 ? CLI_SHORT : code;
}

static int
run (int argc, char **argv)
{
  g_autofree char *seed_text = NULL;
  g_autofree char *until = NULL;
  g_autofree char *save = NULL;
  g_autofree char *lang = NULL;
  gboolean plain = FALSE;
  guint64 seed = CLI_SEED;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed_text, N_ ("What chance is drawn from"), "N" },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_ ("Stop behind this step"), "STEP" },
    { "plain", 0, 0, G_OPTION_ARG_NONE, &plain,
      N_ ("Only the lines on the wire: TIME CONNECTION C: … or S: …"), NULL },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &save, N_ ("Keep the recording"), "FILE" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("Language of sentences"), "en|zh_CN" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) words = cli_parse (&cli_run, entries, argc, argv, 1, 1);
  const char *language = words != NULL ? cli_language (lang) : NULL;
  if (language == NULL)
    return CLI_WRONG;
  if (seed_text != NULL && !cli_number (seed_text, G_MAXUINT64, &seed))
    return cli_wrong (_ ("--seed %s: write a whole number from 0 on"), seed_text);
  return run_lesson (words[0], seed, until, language, plain, save);
}

const CliCommand cli_run = {
  .name = "run",
  .arguments = "LESSON",
  .summary = N_ ("Run a lesson and print its dialogue, with what each line means"),
  .details = N_ (
      "TIME is virtual seconds when the line was sent. Control octets and octets that are "
      "not UTF-8\nare printed as \\xHH. The exit code is 1 when the run does not show "
      "what the lesson claims."),
  .run = run,
};
