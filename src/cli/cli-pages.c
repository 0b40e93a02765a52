/* A program of the build: writes the manual page and the completion of shells from the table of
 * subcommands. `cli-pages man|bash|zsh|fish` on standard output; not installed. */
#include "cli-pages.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const struct
{
  const char *name;
  void (*write) (FILE *out);
} pages[] = {
  { "man", cli_pages_write_man },
  { "bash", cli_pages_write_bash },
  { "zsh", cli_pages_write_zsh },
  { "fish", cli_pages_write_fish },
};

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  const char *catalogues = g_getenv ("POSTGLASS_LOCALEDIR");
  bindtextdomain (GETTEXT_PACKAGE, catalogues != NULL ? catalogues : POSTGLASS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (pages); i++)
    if (strcmp (argv[1], pages[i].name) == 0)
      {
        pages[i].write (stdout);
        return fflush (stdout) == 0 && !ferror (stdout) ? 0 : 1;
      }
  fputs ("cli-pages: write man, bash, zsh or fish\n", stderr);
  return CLI_WRONG;
}
