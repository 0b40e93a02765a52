#pragma once

#include <glib.h>

/**
 * Parse contexts: how a line is to be read. Stored with its events, and numbered so that a stored
 * context tells the protocol: those of IMAP are below POP3_CONTEXT_BASE.
 */
typedef enum
{
  POP3_CONTEXT_BASE = 32,
  POP3_CONTEXT_COMMAND = POP3_CONTEXT_BASE, /* a command */
  POP3_CONTEXT_RESPONSE, /* a status line: "+OK …", "-ERR …"; the greeting too */
  POP3_CONTEXT_DATA,     /* the rest of a multi-line reply with the "." that ends it, as one line */
  POP3_CONTEXT_OVERLONG  /* a later piece of a line that is longer than a line can be */
} Pop3Context;

/** pop3_is_context: whether @context is one of these. */
gboolean pop3_is_context (guint32 context);

/** Session states [RFC1939 §3]; bits, so that a command can name several. */
typedef enum
{
  POP3_STATE_AUTHORIZATION = 1 << 0,
  POP3_STATE_TRANSACTION = 1 << 1,
  POP3_STATE_UPDATE = 1 << 2
} Pop3State;
#define POP3_STATE_BOTH (POP3_STATE_AUTHORIZATION | POP3_STATE_TRANSACTION)

/** pop3_state_get_name: "authorization" …, as in the cell `state`. */
const char *pop3_state_get_name (Pop3State state);
/** pop3_state_by_name: the state of that name, 0 when there is none; @name may be NULL. */
guint pop3_state_by_name (const char *name);

/** Octets of a command with its CRLF [RFC2449 §4]. */
#define POP3_COMMAND_MAX 255
/** Octets of a status line with its CRLF [RFC1939 §3] [RFC2449 §4]. */
#define POP3_RESPONSE_MAX 512
