#include "cli.h"

#include <glib/gi18n.h>
#include <stdio.h>

static void G_GNUC_PRINTF (1, 0) warn_valist (const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  fprintf (stderr, "postglass-cli: %s\n", text);
}

void
cli_warn (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  warn_valist (format, args);
  va_end (args);
}

int
cli_wrong (const char *format, ...)
{
  va_list args;
  va_start (args, format);
  warn_valist (format, args);
  va_end (args);
  return CLI_WRONG;
}

gboolean
cli_number (const char *text, guint64 max, guint64 *out)
{
  return g_ascii_string_to_unsigned (text, 10, 0, max, out, NULL);
}

const char *
cli_language (const char *wanted)
{
  if (wanted == NULL)
    {
      wanted = g_get_language_names ()[0];
      return g_str_has_prefix (wanted, "zh") ? "zh_CN" : "en";
    }
  if (g_str_equal (wanted, "en"))
    return "en";
  if (g_str_equal (wanted, "zh_CN"))
    return "zh_CN";
  cli_warn (_ ("--lang %s: there is en and zh_CN"), wanted);
  return NULL;
}

/* While a command is described, what is told of it. */
static CliVisitor describing;
static gpointer describing_data;

void
cli_describe (const CliCommand *command, CliVisitor visitor, gpointer data)
{
  char *argv[] = { (char *) command->name, NULL };
  describing = visitor;
  describing_data = data;
  int code = command->run (1, argv);
  describing = NULL;
  g_assert (code == CLI_WRONG);
}

char **
cli_parse (const CliCommand *command, const GOptionEntry *entries, int argc, char **argv,
           guint least, guint most)
{
  if (describing != NULL)
    {
      describing (command, entries, describing_data);
      return NULL;
    }
  g_auto (GStrv) words = NULL;
  const GOptionEntry rest[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autofree char *name = g_strdup_printf ("postglass-cli %s", command->name);
  g_set_prgname (name);
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, command->summary);
  g_option_context_set_description (context, command->details);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, rest, GETTEXT_PACKAGE);

  /* parsing takes words out of its list, so it gets one of its own */
  g_autofree char **list = g_new0 (char *, argc + 1);
  for (int i = 0; i < argc; i++)
    list[i] = argv[i];
  char **left = list;
  g_autoptr (GError) error = NULL;
  if (!g_option_context_parse (context, &argc, &left, &error))
    cli_warn (_ ("%s; see postglass-cli %s --help"), error->message, command->name);
  else if (words == NULL && least == 0)
    return g_new0 (char *, 1);
  else if (words == NULL || g_strv_length (words) < least)
    cli_warn (_ ("something is missing; write: postglass-cli %s %s"), command->name,
              command->arguments);
  else if (g_strv_length (words) > most)
    cli_warn (_ ("“%s” is too much; write: postglass-cli %s %s"), words[most], command->name,
              command->arguments);
  else
    return g_steal_pointer (&words);
  return NULL;
}
