#pragma once

#include "model.h"
#include "trace.h"
#include "view-board.h"

/* What the files of the board share. */

/** BoardPlace: where, in one model, the things of a card are; MODEL_NO_ID where there is none. */
typedef struct
{
  ModelId connection; /* device: its newest one */
  ModelId account;
  ModelId mailbox;      /* whose messages are listed */
  ModelId numbers;      /* device: what the connection knows of numbers without UID */
  const ModelRuns *map; /* device: number → UID of that connection, NULL none; of the model */
  gboolean pop3;        /* device: its protocol */
} BoardPlace;

typedef enum
{
  BOARD_SPAN_NUMBERED, /* @n sequence numbers from @number; UIDs from @uid, 0 unknown */
  BOARD_SPAN_ROWS,     /* @n rows of the living table from place @index */
  BOARD_SPAN_GHOST,    /* server: one ghost with UID @uid */
  BOARD_SPAN_GONE      /* one message that went in the last step: @index of the card's gone */
} BoardSpanKind;

/** BoardSpan: some rows of a list that are alike. */
typedef struct
{
  guint start; /* rows of the list before it */
  guint n;
  BoardSpanKind kind;
  guint32 number;
  guint32 uid;
  guint index;
} BoardSpan;

typedef struct
{
  ModelId owner;
  char *name;
  gboolean is_server;
  gboolean is_outside; /* servers of senders, which only have a queue */
  BoardPlace now;
  BoardPlace before; /* in the model of the step before */
  ModelId truth;     /* device: the server's mailbox of that name */
  GArray *spans;     /* BoardSpan */
  GPtrArray *gone;   /* of ModelRow, ascending UIDs */
  guint count;
  GArray *mailboxes; /* of ModelId: all that it has */
} BoardCard;

struct _ViewBoard
{
  int refs;
  Model *model;
  Model *was; /* before the last step */
  guint32 event;
  GArray *cards;    /* BoardCard */
  GPtrArray *names; /* of parts */
};

/** board_card: the @card-th of @board; borrowed. */
static inline const BoardCard *
board_card (const ViewBoard *board, guint card)
{
  g_assert (card < board->cards->len);
  return &g_array_index (board->cards, BoardCard, card);
}

/** board_find_server: the owner that is the server, or MODEL_NO_ID. */
ModelId board_find_server (const Model *model);

/** board_card_fill_spans: what the list of @card consists of. Takes time for each run of numbers and
 * each ghost, not for each message. */
void board_card_fill_spans (const ViewBoard *board, BoardCard *card);

/** board_card_equal, board_card_dump: of a ViewCard, as ViewNodeClass has them. */
gboolean board_card_equal (gconstpointer a, gconstpointer b);
void board_card_dump (gconstpointer node, GString *out);

/** board_message_new: row @index of the list of @card. */
ViewMessage *board_message_new (const ViewBoard *board, const BoardCard *card, guint index);
/** board_message_equal, board_message_dump: of a ViewMessage, as ViewNodeClass has them. */
gboolean board_message_equal (gconstpointer a, gconstpointer b);
void board_message_dump (gconstpointer node, GString *out);

/** board_mailbox_new: mailbox @index of @card; board_mailbox_equal, board_mailbox_dump: as ViewNodeClass has
 * them. board_card_fill_mailboxes: find them. */
ViewMailbox *board_mailbox_new (const ViewBoard *board, const BoardCard *card, guint index);
gboolean board_mailbox_equal (gconstpointer a, gconstpointer b);
void board_mailbox_dump (gconstpointer node, GString *out);
void board_card_fill_mailboxes (const ViewBoard *board, BoardCard *card);

/** board_dup_address: of @object, as addresses of cells begin; NULL for MODEL_NO_ID. Caller frees. */
char *board_dup_address (const Model *model, ModelId object);

/** BoardPending: what one session of the server is to be told. */
typedef struct
{
  guint expunges;
  guint flags;
  guint news;
  char *wire; /* the first of it as it would stand on the wire; NULL when there is nothing */
} BoardPending;

void board_pending_clear (BoardPending *pending);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BoardPending, board_pending_clear)

/** board_pending_get: derive it for @session, a connection at the server. */
BoardPending board_pending_get (const Model *model, ModelId session);

/** board_is_pop3: whether connection @id of @model speaks POP3. */
gboolean board_is_pop3 (const Model *model, ModelId id);
/** board_find_mailbox: the mailbox that @session, a connection at the server, has open. */
ModelId board_find_mailbox (const Model *model, ModelId session);
/** board_is_marked: whether a POP3 session marked the message with @uid in @mailbox for its QUIT. */
gboolean board_is_marked (const Model *model, ModelId server, ModelId mailbox, guint32 uid);

/** board_server_notices: what a server's sessions have open or are to be told, and which of their
 * lines are held; texts for a card. */
void board_server_notices (const Model *model, ModelId server, GPtrArray *notices);
/** board_device_notices: what waits at the server for the device at @connection. */
void board_device_notices (const Model *model, ModelId connection, GPtrArray *notices);

/** board_known_living: how many of the UIDs in @numbers live in @mailbox. */
guint board_known_living (const Model *model, ModelId mailbox, const ModelRuns *numbers);
