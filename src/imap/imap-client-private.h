#pragma once

#include "imap-client-beliefs.h"
#include "imap-client.h"
#include "imap-framer.h"

/** ImapAsked: a command in progress. */
typedef struct
{
  char *tag;
  char *name;          /* "SELECT", "UID FETCH" */
  char *shown;         /* for the cell `command` */
  char *mailbox;       /* SELECT, EXAMINE, DELETE, RENAME */
  char *new_name;      /* RENAME */
  char *user;          /* LOGIN */
  ImapTree *store;     /* STORE with .SILENT: the tree that holds @command; else NULL */
  ImapCommand command; /* only with @store */
  GQueue lines;        /* GBytes: what waits for "+" */
  guint32 event;       /* that began it, as far as it was told; else 0 */
  gboolean done;       /* IDLE: DONE was sent */
} ImapAsked;

typedef struct
{
  ImapFramer *framer;
  ImapBeliefs beliefs;
  ImapAsked *selecting; /* SELECT or EXAMINE whose data comes in; borrowed from @asked */
  GQueue asked;         /* of ImapAsked, the oldest first */
  char tag_letter;
  guint n_tags;
  gboolean greeted;
  gboolean raw_awaits; /* the last raw line ended with a synchronizing literal */
  GByteArray *raw;     /* of a raw command that is not at its end yet */
} ImapClient;

/** imap_asked_is: whether the command's name is @name. */
gboolean imap_asked_is (const ImapAsked *asked, const char *name);
/** imap_client_find_idle: the IDLE in progress whose DONE was not sent, or NULL. */
ImapAsked *imap_client_find_idle (ImapClient *client);
/** imap_client_finish: @asked has ended: forget it and show the next. */
void imap_client_finish (ImapClient *client, ModelTx *tx, ImapAsked *asked);
/** imap_client_go_on: send the next line of @asked, which the server waits for. FALSE: no such. */
gboolean imap_client_go_on (ImapAsked *asked, ModelEffects *effects);
/** imap_client_hear: what one line of the server means. */
void imap_client_hear (ImapClient *client, ModelTx *tx, const ModelInput *input,
                       ModelEffects *effects);
