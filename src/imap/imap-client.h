#pragma once

#include "model-turn.h"

typedef struct
{
  ModelId device;      /* the owner object */
  ModelId connection;  /* its object for this connection */
  const char *account; /* name of the account object below the device, where beliefs live */
  char tag_letter;     /* tags are this letter and a number: a1, a2 … */
} ImapClientConfig;

/** Facts the client reports to the style that drives it. */
enum
{
  IMAP_CLIENT_FACT_GREETING = 1, /* @text: the status: OK, PREAUTH (BYE is the fact BYE) */
  IMAP_CLIENT_FACT_DONE,         /* a command ended; @text: "TAG OK|NO|BAD COMMAND" */
  IMAP_CLIENT_FACT_CONTINUE,     /* "+" while IDLE starts */
  IMAP_CLIENT_FACT_EXISTS,  /* more messages than before in the selected mailbox; @text: how many */
  IMAP_CLIENT_FACT_EXPUNGE, /* @text: the number that is gone */
  IMAP_CLIENT_FACT_FLAGS,   /* FETCH that no FETCH or STORE asked for; @text: the number */
  IMAP_CLIENT_FACT_BYE,     /* @text: what the server says */
  IMAP_CLIENT_FACT_FOUND /* the answer of a search; @text: "UID SEARCH 4 7", "SEARCH" for nothing */
};

/**
 * imap_client_new: a device's side of one connection. It gives tags, keeps what the connection
 * knows (state, exists, number → UID) in cells of its connection object, and writes beliefs about
 * messages (existence, flags, envelope, size, dates, bodies) to the account's mailbox under the
 * device. What to ask when is the style's business: SUBMIT inputs. What STORE with .SILENT has changed
 * is believed in the turn of its tagged OK. [RFC9051 §6.4.6]
 * - @text: a command without tag and CRLF. What follows a synchronizing literal in it is sent when the
 *   server says "+". "DONE" ends IDLE; anything else while IDLE runs is sent as it is asked (with a
 *   tag), though the server will not like it, and nothing waits for its answer.
 * - @raw: octets that are sent as they are, also in pieces of lines. A command in them is followed like
 *   any other.
 * Several commands may be in progress. COMMAND in the fact DONE is in upper case, "UID FETCH" is one.
 *
 * Cells: `state` "not-authenticated" (from the greeting on), "authenticated", "selected", "logout",
 * "closed"; `command` the oldest one in progress, of LOGIN without its arguments; `idling` 1 from "+" to
 * the end of IDLE. Data of a mailbox is taken while it is selected or being selected only; the old view
 * goes when the first data of the new one comes or SELECT ends. [RFC3501 §6.3.1]
 */
ModelEngine imap_client_new (const ImapClientConfig *config);

/** imap_client_is_busy: whether a command is waiting for its tagged line (IDLE counts). */
gboolean imap_client_is_busy (const ModelEngine *engine);
