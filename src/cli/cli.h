#pragma once

#include <glib.h>

/** Exit codes, a contract with scripts: good; what was checked fell short or differs; usage or
 * unreadable input. */
#define CLI_GOOD 0
#define CLI_SHORT 1
#define CLI_WRONG 2

/** CLI_SEED: what chance is drawn from where nobody names a seed. */
#define CLI_SEED 1

/** CliCommand: one subcommand; a file cli-<name>.c and a name in meson.build each. */
typedef struct
{
  const char *name;
  const char *arguments; /* for the line of usage: "LESSON" */
  const char *summary;   /* one line; marked for translation */
  const char *details;   /* below the options in its --help, marked likewise; or NULL */
  /** @argv as main() gets it, argv[0] being the name of the command; returns an exit code. */
  int (*run) (int argc, char **argv);
} CliCommand;

/**
 * cli_parse: read the options of @command into what @entries (NULL-terminated) point to. Returns the
 * words that are no options; caller frees with g_strfreev(). NULL when they are wrong or fewer than
 * @least or more than @most: this has been said on stderr, and the command ends with CLI_WRONG.
 * --help prints and exits.
 */
char **cli_parse (const CliCommand *command, const GOptionEntry *entries, int argc, char **argv,
                  guint least, guint most);

/** cli_commands: all of them, in the order of the list in meson.build; NULL-terminated, static. */
const CliCommand *const *cli_commands (void);

/** CliVisitor: is told the options that @command reads; @entries are good during the call. */
typedef void (*CliVisitor) (const CliCommand *command, const GOptionEntry *entries, gpointer data);

/** cli_describe: tell @visitor the options of @command, which does nothing else: its first step is
 * cli_parse(). For manuals and completion, so that no option is written down twice. */
void cli_describe (const CliCommand *command, CliVisitor visitor, gpointer data);

/**
 * cli_language: the language of content: @wanted as given to --lang, or that of the environment for
 * NULL. Static: "en" or "zh_CN"; NULL when there is none such: this has been said on stderr.
 */
const char *cli_language (const char *wanted);

/** cli_number: read @text as a whole number from 0 to @max; FALSE when it is none. */
gboolean cli_number (const char *text, guint64 max, guint64 *out);

/** cli_warn: a message on stderr, with the name of the program before it. */
void cli_warn (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** cli_wrong: the same; returns CLI_WRONG. */
int cli_wrong (const char *format, ...) G_GNUC_PRINTF (1, 2);
