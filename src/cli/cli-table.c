/* The table of subcommands, for the program and for what is generated from it. */
#include "cli.h"

#include "cli-commands.inc"

#define DECLARE(id, name) extern const CliCommand cli_##id;
CLI_COMMANDS (DECLARE)
#undef DECLARE

static const CliCommand *const commands[] = {
#define ROW(id, name) &cli_##id,
  CLI_COMMANDS (ROW)
#undef ROW
      NULL,
};

const CliCommand *const *
cli_commands (void)
{
  return commands;
}
