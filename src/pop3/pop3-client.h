#pragma once

#include "model-turn.h"

/**
 * Pop3Identify: the key of the row for message @number, 0 when there is none. Numbers say nothing
 * beyond one session, so which row a number means is not the device's knowledge: a simulation, which
 * sees the server, answers with the UID, so that the board can lay belief beside truth.
 */
typedef guint32 (*Pop3Identify) (gpointer data, guint number);

typedef struct
{
  ModelId device;        /* the owner object */
  ModelId connection;    /* its object for this connection */
  const char *account;   /* name of the account object below the device; copied */
  Pop3Identify identify; /* NULL: the client counts keys of its own, and knows a message again by
                            its unique-id only */
  gpointer identify_data;
} Pop3ClientConfig;

/** Facts the client reports to the style that drives it. */
enum
{
  POP3_CLIENT_FACT_GREETING = 1, /* @text: "+OK" or "-ERR" */
  POP3_CLIENT_FACT_DONE /* a command ended, its data included; @text: "RETR +OK 120 octets": the
                           command's word in capitals, the status, and what the line says */
};

/**
 * pop3_client_new: a device's side of one connection. What to ask when is the style's business:
 * SUBMIT inputs, any number of them at once; answers are matched by their order [RFC2449 §6.6].
 * - @text: a command line without CRLF; @raw: octets that are sent as they are, also in pieces of
 *   lines. A command in them is followed like any other.
 *
 * Cells of the connection: `protocol` "pop3"; `state` "authorization" (from the greeting on),
 * "transaction", "update", "closed"; `user`; `exists` and `numbers` as far as it was told; `marked`:
 * keys of what it has marked by DELE; `command` the oldest one in progress, of PASS only the word.
 * Below the device's account the mailbox INBOX has a row for each message it was told of (size by
 * LIST, uidl by UIDL, subject and from by TOP or RETR) or got (body, without stuffed dots). Flags are
 * unknown: POP3 has none. A copy once got is the device's own and stays; a row without one goes when
 * the device is told, or has achieved, that the message is gone.
 */
ModelEngine pop3_client_new (const Pop3ClientConfig *config);

/** pop3_client_is_busy: whether a command is waiting for its answer. */
gboolean pop3_client_is_busy (const ModelEngine *engine);
