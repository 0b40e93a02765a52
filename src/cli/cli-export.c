/* export: a run as a file for other programs, or for people. */
#include "cli-output.h"
#include "cli-source.h"
#include "cli.h"
#include "export.h"
#include "trace.h"

#include <glib/gi18n.h>
#include <stdio.h>

extern const CliCommand cli_export;

static char *
list_formats (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const ExportFormat *const *formats = export_get_formats ();
  for (guint i = 0; formats[i] != NULL; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", formats[i]->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static const ExportFormat *
find_format (const char *name)
{
  const ExportFormat *format = name != NULL ? export_find_format (name) : NULL;
  g_autofree char *names = list_formats ();
  if (name == NULL)
    cli_warn (_ ("name a format with --to; there is %s"), names);
  else if (format == NULL)
    cli_warn (_ ("there is no format “%s”; there is %s"), name, names);
  return format;
}

/* NULL: 0, from the beginning or to the end. */
static gboolean
parse_event (const char *text, const Trace *trace, guint32 *out)
{
  guint64 number = 0;
  gboolean good = text == NULL || (cli_number (text, trace_get_n (trace), &number) && number > 0);
  *out = (guint32) number;
  return good;
}

static int
write_run (const CliSource *source, const ExportFormat *format, const ExportOptions *options,
           const char *path)
{
  g_autoptr (GError) error = NULL;
  gboolean good;
  if (path == NULL)
    good = export_write (format, source->trace, options, cli_output_write, stdout, &error);
  else
    good = cli_output_to_file (path, format, source->trace, options, &error);
  if (!good)
    return cli_wrong ("%s", error->message);
  return source->short_of ? CLI_SHORT : CLI_GOOD;
}

static int
run (int argc, char **argv)
{
  g_autofree char *to = NULL;
  g_autofree char *output = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to_event = NULL;
  g_autofree char *run_name = NULL;
  g_autofree char *lang = NULL;
  ExportOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Format"), "text" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write to this file"), "FILE" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First event"), "N" },
    { "to-event", 0, 0, G_OPTION_ARG_STRING, &to_event, N_ ("Last event"), "N" },
    { "with-secrets", 0, 0, G_OPTION_ARG_NONE, &options.with_secrets,
      N_ ("Leave passwords as they are"), NULL },
    { "run", 0, 0, G_OPTION_ARG_STRING, &run_name, N_ ("Run of the recording"), "NAME" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("Language of sentences"), "en|zh_CN" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (CliSource) source = { 0 };
  g_auto (GStrv) headings = NULL;
  g_auto (GStrv) words = cli_parse (&cli_export, entries, argc, argv, 1, 1);
  options.language = words != NULL ? cli_language (lang) : NULL;
  const ExportFormat *format = options.language != NULL ? find_format (to) : NULL;
  if (format == NULL || !cli_source_open (&source, words[0], run_name))
    return CLI_WRONG;
  guint32 n = trace_get_n (source.trace);
  if (!parse_event (from, source.trace, &options.from))
    return cli_wrong (_ ("--from %s: write a number from 1 to %u"), from, n);
  if (!parse_event (to_event, source.trace, &options.to))
    return cli_wrong (_ ("--to-event %s: write a number from 1 to %u"), to_event, n);
  headings = cli_source_headings (&source, options.language);
  options.headings = (const char *const *) headings;
  return write_run (&source, format, &options, output);
}

const CliCommand cli_export = {
  .name = "export",
  .arguments = "FILE|LESSON --to FORMAT",
  .summary = N_ ("Write a run to a file for other programs or for people"),
  .details = N_ ("Without -o the text goes to standard output. Passwords are replaced by stars of "
                 "the same length."),
  .run = run,
};
