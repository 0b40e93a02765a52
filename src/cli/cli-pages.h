#pragma once

#include "cli.h"

#include <stdio.h>

/** cli_pages_write_man: the manual page postglass-cli(1) in the language of the environment, with
 * each subcommand and its options. */
void cli_pages_write_man (FILE *out);
/** cli_pages_write_bash, _zsh, _fish: a completion script for that shell: subcommands, their options,
 * and where a lesson is wanted the slugs of the lessons there are. */
void cli_pages_write_bash (FILE *out);
void cli_pages_write_zsh (FILE *out);
void cli_pages_write_fish (FILE *out);
