#pragma once

#include "imap-command.h"
#include "imap-commands.inc"

/** ImapRun: a command that is being carried out; see imap-server-private.h. */
typedef struct _ImapRun ImapRun;

/** ImapCommandClass: what a file of cmd/ owns: the words of one command and what it does. */
struct _ImapCommandClass
{
  const char *name; /* as it is sent, in capitals */
  const char *rule; /* grammar rule of its word, the key of its explanation */
  guint states;     /* of ImapState: where it is allowed */
  guint flags;      /* of ImapCommandFlags */

  /** Reads what follows the word, up to the CRLF. NULL: nothing may follow. Keeps what it understood. */
  gboolean (*parse) (ImapParser *parser, ImapCommand *out);

  /**
   * Carries it out and sets the answer. FALSE: it is not at its end; call again when there is room
   * for output. It must then keep where it is in @run->state.
   */
  gboolean (*run) (ImapRun *run);
};

#define IMAP_COMMAND_DECLARE(c_name, text) extern const ImapCommandClass imap_cmd_##c_name;
IMAP_COMMANDS (IMAP_COMMAND_DECLARE)
#undef IMAP_COMMAND_DECLARE
