#pragma once

#include "model-turn.h"

/** Whether @password opens @user; asked of the host, which holds the accounts. */
typedef gboolean (*Pop3CheckPassword) (gpointer data, const char *user, const char *password);

typedef struct
{
  ModelId server;       /* the owner object */
  ModelId connection;   /* its object for this connection */
  const char *hostname; /* in the greeting; may be NULL */
  gboolean
      locks; /* policy: one session a maildrop, as [RFC1939 §4] has it. FALSE: as many as come */
  Pop3CheckPassword check_password;
  gpointer check_data;
} Pop3ServerConfig;

/** Facts the server reports. */
enum
{
  POP3_SERVER_FACT_LOGGED_IN = 1, /* @text: user */
  POP3_SERVER_FACT_BAD_LINE       /* @text: what is wrong with it */
};

/**
 * pop3_server_new: a server's side of one connection, to be driven as model-turn.h says. Strings of
 * @config are copied.
 *
 * The maildrop is the mailbox INBOX of the account. PASS fixes which messages the session sees: it
 * numbers them 1 … n in the cell `numbers`, holds the cell `lock` of the mailbox, and neither mail
 * that arrives nor an EXPUNGE over IMAP changes a number: an expunged message stays readable as a
 * ghost. DELE only marks (cell `marked`); QUIT after PASS removes what is marked, nothing else does.
 * No flag of a message is ever touched, as POP3 knows none. [RFC1939 §3] [RFC1939 §6]
 */
ModelEngine pop3_server_new (const Pop3ServerConfig *config);
