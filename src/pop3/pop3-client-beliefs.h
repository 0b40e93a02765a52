#pragma once

#include "pop3-client.h"
#include "pop3-command.h"

/** Pop3Beliefs: what a connection of a device knows of the maildrop, and what the device keeps. */
typedef struct
{
  ModelId device;
  ModelId connection;
  char *account;
  Pop3Identify identify;
  gpointer identify_data;
} Pop3Beliefs;

/** More messages than this are not believed. */
#define POP3_MESSAGES_MAX 1000000

/** pop3_beliefs_count: STAT says that @n messages are not marked. */
void pop3_beliefs_count (const Pop3Beliefs *beliefs, ModelTx *tx, guint64 n);
/** pop3_beliefs_size: LIST says how many octets message @number has. */
void pop3_beliefs_size (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number, guint64 octets);
/** pop3_beliefs_id: UIDL says its unique-id, which may show it to be one known from before. */
void pop3_beliefs_id (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number, const char *id);
/** pop3_beliefs_list: the whole list of sizes or ids, DATA of that kind: what is not on it is gone. */
void pop3_beliefs_list (const Pop3Beliefs *beliefs, ModelTx *tx, GBytes *data, Pop3Data kind);
/** pop3_beliefs_message: RETR brought message @number; with @top, TOP brought the beginning of it. */
void pop3_beliefs_message (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number, GBytes *message,
                           gboolean top);
/** pop3_beliefs_mark: DELE has marked message @number. pop3_beliefs_unmark: RSET, all of them. */
void pop3_beliefs_mark (const Pop3Beliefs *beliefs, ModelTx *tx, guint32 number);
void pop3_beliefs_unmark (const Pop3Beliefs *beliefs, ModelTx *tx);
/** pop3_beliefs_updated: QUIT has removed what was marked. */
void pop3_beliefs_updated (const Pop3Beliefs *beliefs, ModelTx *tx);
/** pop3_beliefs_leave: the session is over; what only it knew is gone. */
void pop3_beliefs_leave (const Pop3Beliefs *beliefs, ModelTx *tx);
