#pragma once

#include "pop3-command.h"
#include "pop3-commands.inc"
#include "pop3-parser.h"

/** Pop3Run: a command that is being carried out; see pop3-server-private.h. */
typedef struct _Pop3Run Pop3Run;

/** Pop3CommandClass: what a file of cmd/ owns: the words of one command and what it does. */
struct _Pop3CommandClass
{
  const char *name; /* as it is sent, in capitals */
  const char *rule; /* grammar rule of its word, the key of its explanation */
  guint states;     /* of Pop3State: where it is allowed */
  Pop3Data data;    /* what its answer brings */
  gboolean bare;    /* only when the command names no message */

  /** Reads what follows the word, up to the CRLF. NULL: nothing may follow. */
  gboolean (*parse) (Pop3Parser *parser, Pop3Command *out);

  /**
   * Carries it out and answers. FALSE: it is not at its end; call again in another turn. Where it is
   * stands in @run then.
   */
  gboolean (*run) (Pop3Run *run);
};

/** pop3_command_parse_msg: " " msg; pop3_command_parse_opt_msg: the same or nothing. */
gboolean pop3_command_parse_msg (Pop3Parser *parser, Pop3Command *out);
gboolean pop3_command_parse_opt_msg (Pop3Parser *parser, Pop3Command *out);

#define POP3_COMMAND_DECLARE(c_name, text) extern const Pop3CommandClass pop3_cmd_##c_name;
POP3_COMMANDS (POP3_COMMAND_DECLARE)
#undef POP3_COMMAND_DECLARE
