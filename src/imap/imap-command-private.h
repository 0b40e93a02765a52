#pragma once

#include "imap-command.h"
#include "imap-commands.inc"

/** ImapRun: a command that is being carried out; see imap-server-private.h. */
typedef struct _ImapRun ImapRun;
typedef struct _ImapServer ImapServer;

/** ImapRefusal: why a literal is not taken; strings that need no freeing. */
typedef struct
{
  const char *code; /* may be NULL */
  const char *text;
} ImapRefusal;

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

  /**
   * Asked before the "+" for the next literal, of @size octets. TRUE: it is for the class to say,
   * and @out->text is why the answer is NO, or NULL to take it. FALSE (or no such call): the length
   * of the whole command decides.
   */
  gboolean (*judge_literal) (const ImapServer *server, const ImapCommand *command, gsize size,
                             ImapRefusal *out);
};

/** imap_parse_list: a reference name and a pattern, as LIST and LSUB have them. */
gboolean imap_parse_list (ImapParser *parser, ImapCommand *out);
/** imap_parse_mailbox: one mailbox name, as many commands have it. */
gboolean imap_parse_mailbox (ImapParser *parser, ImapCommand *out);

#define IMAP_COMMAND_DECLARE(c_name, text) extern const ImapCommandClass imap_cmd_##c_name;
IMAP_COMMANDS (IMAP_COMMAND_DECLARE)
#undef IMAP_COMMAND_DECLARE
