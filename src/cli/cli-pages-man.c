/* The manual page, in roff's man macros. */
#include "cli-pages.h"

#include <glib/gi18n.h>
#include <string.h>

/* Text of ours in roff: backslashes doubled, hyphens that can be typed, no line taken for a request. */
static void
put_text (FILE *out, const char *text)
{
  gboolean begins = TRUE;
  for (; *text != '\0'; text++)
    {
      if (begins && (*text == '.' || *text == '\''))
        fputs ("\\&", out);
      if (*text == '\\')
        fputs ("\\e", out);
      else if (*text == '-')
        fputs ("\\-", out);
      else
        fputc (*text, out);
      begins = *text == '\n';
    }
}

static void
put_line (FILE *out, const char *before, const char *text, const char *after)
{
  fputs (before, out);
  put_text (out, text);
  fputs (after, out);
}

static void
put_paragraph (FILE *out, const char *text)
{
  put_line (out, ".PP\n", text, "\n");
}

/* ".TP", then "-o, --output=FILE" and what it is for. */
static void
put_option (FILE *out, const GOptionEntry *entry)
{
  fputs (".TP\n", out);
  if (entry->short_name != 0)
    fprintf (out, "\\fB\\-%c\\fR, ", entry->short_name);
  put_line (out, "\\fB\\-\\-", entry->long_name, "\\fR");
  if (entry->arg_description != NULL)
    put_line (out, "=\\fI", gettext (entry->arg_description), "\\fR");
  fputc ('\n', out);
  put_line (out, "", gettext (entry->description), "\n");
}

static void
put_command (const CliCommand *command, const GOptionEntry *entries, gpointer data)
{
  FILE *out = data;
  put_line (out, ".SS \"", command->name, "");
  put_line (out, *command->arguments != '\0' ? " " : "", command->arguments, "\"\n");
  put_line (out, "", gettext (command->summary), "\n");
  if (command->details != NULL)
    put_paragraph (out, gettext (command->details));
  for (const GOptionEntry *i = entries; i->long_name != NULL; i++)
    put_option (out, i);
}

static void
put_codes (FILE *out)
{
  static const char *const codes[] = {
    N_ ("all is well"),
    N_ ("what was checked fell short, or differs"),
    N_ ("wrong usage, or input that cannot be read"),
  };
  put_line (out, ".SH \"", _ ("EXIT STATUS"), "\"\n");
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      fprintf (out, ".TP\n\\fB%u\\fR\n", i);
      put_line (out, "", gettext (codes[i]), "\n");
    }
}

void
cli_pages_write_man (FILE *out)
{
  fprintf (out, ".TH POSTGLASS\\-CLI 1 \"\" \"Postglass %s\"\n", POSTGLASS_VERSION);
  fputs (".ad l\n", out); /* Chinese has no spaces to stretch */
  put_line (out, ".SH \"", C_ ("manual", "NAME"), "\"\n");
  put_line (out, "postglass\\-cli \\- ", _ ("watch IMAP and POP3 work, without a window"), "\n");
  put_line (out, ".SH \"", _ ("SYNOPSIS"), "\"\n");
  fprintf (out, "\\fBpostglass\\-cli\\fR [\\-\\-version] [\\-\\-help] ");
  put_line (out, "\\fI", _ ("COMMAND …"), "\\fR\n");
  put_line (out, ".SH \"", _ ("DESCRIPTION"), "\"\n");
  put_text (out,
            _ ("Postglass simulates mail servers and mail programs that speak IMAP and POP3. This "
               "program runs its lessons, explains single lines, shows what everybody knows at any "
               "moment of a recording, and serves real mail programs."));
  fputc ('\n', out);
  put_paragraph (
      out, _ ("LESSON is the short name that “lessons” prints first, the name of a folder, or "
              "a path; FILE is a recording."));
  put_line (out, ".SH \"", _ ("COMMANDS"), "\"\n");
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    cli_describe (*i, put_command, out);
  put_codes (out);
  put_line (out, ".SH \"", _ ("SEE ALSO"), "\"\n");
  fputs ("\\fBpostglass\\fR(1)\n", out);
}
