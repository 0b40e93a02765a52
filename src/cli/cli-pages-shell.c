/* Completion for shells. What is said of an option is in English: the shell's own messages are
 * made when the script is written, not when it is read. */
#include "cli-pages.h"

#include <string.h>

/* A command that takes a lesson where others take a file. */
static gboolean
wants_lesson (const CliCommand *command)
{
  return strstr (command->arguments, "LESSON") != NULL
         || strstr (command->arguments, "PATH") != NULL;
}

static gboolean
wants_file (const CliCommand *command)
{
  return strstr (command->arguments, "FILE") != NULL || strstr (command->arguments, "PATH") != NULL;
}

static const char slugs[] = "postglass-cli lessons 2>/dev/null | cut -f1";

/* "en zh_CN" for "en|zh_CN"; NULL when it names no choices. Caller frees. */
static char *
list_choices (const GOptionEntry *entry)
{
  const char *names = entry->arg_description;
  if (names == NULL || strchr (names, '|') == NULL || g_ascii_isupper (*names))
    return NULL;
  g_auto (GStrv) words = g_strsplit (names, "|", -1);
  return g_strjoinv (" ", words);
}

/* --- bash --- */

static void
put_bash_options (const CliCommand *command, const GOptionEntry *entries, gpointer data)
{
  FILE *out = data;
  fprintf (out, "    %s) options=\"", command->name);
  for (const GOptionEntry *i = entries; i->long_name != NULL; i++)
    fprintf (out, "--%s ", i->long_name);
  fprintf (out, "--help\" words=%s%s ;;\n", wants_lesson (command) ? "L" : "",
           wants_file (command) ? "F" : "");
}

static void
put_bash_values (const CliCommand *command, const GOptionEntry *entries, gpointer data)
{
  FILE *out = data;
  for (const GOptionEntry *i = entries; i->long_name != NULL; i++)
    {
      g_autofree char *choices = list_choices (i);
      if (i->arg == G_OPTION_ARG_FILENAME)
        fprintf (out, "    %s:--%s) values=F ;;\n", command->name, i->long_name);
      else if (choices != NULL)
        fprintf (out, "    %s:--%s) values=\"%s\" ;;\n", command->name, i->long_name, choices);
      else if (strcmp (i->long_name, "world") == 0)
        fprintf (out, "    %s:--%s) values=L ;;\n", command->name, i->long_name);
      else if (i->arg != G_OPTION_ARG_NONE)
        fprintf (out, "    %s:--%s) values=- ;;\n", command->name, i->long_name);
    }
}

static void
put_names (FILE *out)
{
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    fprintf (out, "%s ", (*i)->name);
}

void
cli_pages_write_bash (FILE *out)
{
  fputs ("# Completion of postglass-cli for bash; generated from its subcommands.\n"
         "_postglass_cli ()\n{\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local options words values\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W \"",
         out);
  put_names (out);
  fputs ("--help --version\" -- \"$word\"))\n    return\n  fi\n"
         "  case ${COMP_WORDS[1]} in\n",
         out);
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    cli_describe (*i, put_bash_options, out);
  fputs ("    *) return ;;\n  esac\n  case ${COMP_WORDS[1]}:$before in\n", out);
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    cli_describe (*i, put_bash_values, out);
  fprintf (
      out,
      "    *) values= ;;\n  esac\n"
      "  case $word in -*) values=$options words= ;; esac\n"
      "  case ${values:-$words} in\n"
      "    L) COMPREPLY=($(compgen -W \"$(%s)\" -- \"$word\")) ;;\n"
      "    F) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
      "    LF) COMPREPLY=($(compgen -W \"$(%s)\" -- \"$word\") $(compgen -f -- \"$word\")) ;;\n"
      "    -) ;;\n"
      "    '') COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
      "    *) COMPREPLY=($(compgen -W \"$values\" -- \"$word\")) ;;\n"
      "  esac\n}\n"
      "complete -o filenames -F _postglass_cli postglass-cli\n",
      slugs, slugs);
}

/* --- zsh --- */

/* In single quotes, with what _arguments takes for itself escaped. */
static void
put_zsh_text (FILE *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '\'')
        fputs ("'\\''", out);
      else if (strchr ("[]:\\", *text) != NULL)
        fprintf (out, "\\%c", *text);
      else
        fputc (*text, out);
    }
}

static void
put_zsh_command (const CliCommand *command, const GOptionEntry *entries, gpointer data)
{
  FILE *out = data;
  fprintf (out, "    %s)\n      _arguments '--help[Show help]'", command->name);
  for (const GOptionEntry *i = entries; i->long_name != NULL; i++)
    {
      g_autofree char *choices = list_choices (i);
      fprintf (out, " \\\n        '--%s%s[", i->long_name, i->arg != G_OPTION_ARG_NONE ? "=" : "");
      put_zsh_text (out, i->description);
      fputs ("]", out);
      if (i->arg == G_OPTION_ARG_FILENAME)
        fputs (":file:_files", out);
      else if (choices != NULL)
        fprintf (out, ":value:(%s)", choices);
      else if (strcmp (i->long_name, "world") == 0)
        fputs (":lesson:_postglass_cli_lessons", out);
      else if (i->arg != G_OPTION_ARG_NONE)
        fputs (":value:", out);
      fputs ("'", out);
    }
  if (wants_lesson (command))
    fprintf (out, " \\\n        '*:lesson:_postglass_cli_lessons%s'",
             wants_file (command) ? "_or_files" : "");
  else if (wants_file (command))
    fputs (" \\\n        '*:file:_files'", out);
  fputs (" ;;\n", out);
}

void
cli_pages_write_zsh (FILE *out)
{
  fprintf (out,
           "#compdef postglass-cli\n"
           "# Completion of postglass-cli for zsh; generated from its subcommands.\n"
           "_postglass_cli_lessons () { local -a slugs; slugs=(${(f)\"$(%s)\"}); "
           "_describe lesson slugs }\n"
           "_postglass_cli_lessons_or_files () { _postglass_cli_lessons; _files }\n"
           "_postglass_cli ()\n{\n"
           "  if (( CURRENT == 2 )); then\n    local -a commands\n    commands=(\n",
           slugs);
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    {
      fprintf (out, "      '%s:", (*i)->name);
      put_zsh_text (out, (*i)->summary);
      fputs ("'\n", out);
    }
  fputs ("    )\n    _describe command commands\n    return\n  fi\n"
         "  local name=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $name in\n",
         out);
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    cli_describe (*i, put_zsh_command, out);
  fputs ("  esac\n}\n_postglass_cli \"$@\"\n", out);
}

/* --- fish --- */

static void
put_fish_text (FILE *out, const char *text)
{
  fputc ('\'', out);
  for (; *text != '\0'; text++)
    {
      if (*text == '\'' || *text == '\\')
        fputc ('\\', out);
      fputc (*text, out);
    }
  fputc ('\'', out);
}

static void
put_fish_command (const CliCommand *command, const GOptionEntry *entries, gpointer data)
{
  FILE *out = data;
  fprintf (out, "complete -c postglass-cli -n __fish_use_subcommand -a %s -d ", command->name);
  put_fish_text (out, command->summary);
  fputc ('\n', out);
  for (const GOptionEntry *i = entries; i->long_name != NULL; i++)
    {
      g_autofree char *choices = list_choices (i);
      fprintf (out, "complete -c postglass-cli -n '__fish_seen_subcommand_from %s' -l %s",
               command->name, i->long_name);
      if (i->short_name != 0)
        fprintf (out, " -s %c", i->short_name);
      if (i->arg != G_OPTION_ARG_NONE)
        fputs (i->arg == G_OPTION_ARG_FILENAME ? " -rF" : " -x", out);
      if (choices != NULL)
        fprintf (out, " -a '%s'", choices);
      else if (strcmp (i->long_name, "world") == 0)
        fprintf (out, " -a '(%s)'", slugs);
      fputs (" -d ", out);
      put_fish_text (out, i->description);
      fputc ('\n', out);
    }
  if (wants_lesson (command))
    fprintf (out, "complete -c postglass-cli -n '__fish_seen_subcommand_from %s' -a '(%s)'\n",
             command->name, slugs);
  if (wants_file (command))
    fprintf (out, "complete -c postglass-cli -n '__fish_seen_subcommand_from %s' -F\n",
             command->name);
}

void
cli_pages_write_fish (FILE *out)
{
  fputs ("# Completion of postglass-cli for fish; generated from its subcommands.\n"
         "complete -c postglass-cli -f\n",
         out);
  for (const CliCommand *const *i = cli_commands (); *i != NULL; i++)
    cli_describe (*i, put_fish_command, out);
}
