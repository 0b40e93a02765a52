/* postglass-cli: what the window shows, for terminals and scripts. */
#include "cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

static void
print_commands (FILE *out)
{
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    fprintf (out, "  %-10s %s\n", (*i)->name, gettext ((*i)->summary));
}

static int
print_help (void)
{
  printf ("%s\n  postglass-cli [--version] [--help] %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND …"),
          _ ("Commands:"));
  print_commands (stdout);
  printf ("\n%s\n", _ ("“postglass-cli COMMAND --help” tells what each of them takes."));
  return CLI_GOOD;
}

/* A result that could not be written is not good, whatever the command thought of it. */
static int
finish (int code)
{
  if (code == CLI_WRONG || (fflush (stdout) == 0 && !ferror (stdout)))
    return code;
  return cli_wrong (_ ("what was found could not be written"));
}

static int
run_command (int argc, char **argv)
{
  if (argc < 2)
    {
      cli_warn (_ ("name a command:"));
      print_commands (stderr);
      return CLI_WRONG;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    return print_help ();
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("postglass-cli %s\n", POSTGLASS_VERSION);
      return CLI_GOOD;
    }
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    if (g_str_equal (argv[1], (*i)->name))
      return (*i)->run (argc - 1, argv + 1);
  cli_warn (_ ("there is no command “%s”; there are:"), argv[1]);
  print_commands (stderr);
  return CLI_WRONG;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* numbers are for scripts too */
  setlocale (LC_NUMERIC, "C");
  const char *catalogues = g_getenv ("POSTGLASS_LOCALEDIR");
  bindtextdomain (GETTEXT_PACKAGE, catalogues != NULL ? catalogues : POSTGLASS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  return finish (run_command (argc, argv));
}
