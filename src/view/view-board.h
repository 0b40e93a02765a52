#pragma once

#include "view-scene.h"

typedef struct _Trace Trace;
typedef struct _Model Model;

/**
 * ViewBoard: what everybody knows or believes at one moment: a card for each device and the server,
 * in the order of the ladder's lanes, with a head and a list of messages. It marks what has changed
 * in the last step and where a device is out of date. Made for one moment and never changed; a list
 * may hold 100,000 messages, since only the rows asked for are made.
 */
typedef struct _ViewBoard ViewBoard;

/** Marks of a message row; several can be set. None of them is colour alone: each has a sentence. */
typedef enum
{
  VIEW_MARK_NEW = 1 << 0,      /* came in the last step */
  VIEW_MARK_CHANGED = 1 << 1,  /* something about it changed in the last step: see @changed */
  VIEW_MARK_STALE = 1 << 2,    /* differs from what the server knows: see @stale */
  VIEW_MARK_UNKNOWN = 1 << 3,  /* the device does not know its flags, or not even which it is */
  VIEW_MARK_GHOST = 1 << 4,    /* server: expunged, kept until every session has been told */
  VIEW_MARK_GONE = 1 << 5,     /* was removed here in the last step */
  VIEW_MARK_MARKED = 1 << 6,   /* POP3: DELE marked it; QUIT will remove it */
  VIEW_MARK_ONLY_HERE = 1 << 7 /* POP3: a copy of what the server has no more; nothing is wrong */
} ViewMarks;

/** Which parts of a row a mark is about. */
typedef enum
{
  VIEW_PART_NUMBER = 1 << 0,
  VIEW_PART_FLAGS = 1 << 1,
  VIEW_PART_SUBJECT = 1 << 2,
  VIEW_PART_BODY = 1 << 3,
  VIEW_PART_MESSAGE = 1 << 4, /* stale: the server has it no more */
  VIEW_PART_MARK = 1 << 5     /* the mark that DELE sets */
} ViewParts;

/** What of a message a device keeps; of ViewMessage's @kept. */
typedef enum
{
  VIEW_KEPT_ENVELOPE = 1 << 0,
  VIEW_KEPT_HEADER = 1 << 1,
  VIEW_KEPT_BODY = 1 << 2
} ViewKept;

/** ViewCard: part "heads". Id "card:phone". */
typedef struct
{
  ViewNode node;
  char *owner;
  char *address; /* of the mailbox that is listed, as in addresses of cells; NULL none */
  char *session; /* device: "phone:c1", its newest connection; NULL none */
  gboolean is_server;
  gboolean is_outside; /* where senders' servers are: nothing but what waits there */
  ViewText title;      /* "Phone believes", "Server knows" */
  ViewText place;      /* "INBOX · told 5", "INBOX · 4 · UIDNEXT 6", "nothing yet" */
  ViewText
      state;     /* of its newest session: "a mailbox is open", "not connected"; outside: nothing */
  char *mailbox; /* shown in the list, NULL none */
  gint64 exists; /* server: messages there are; device: messages it was told of; -1 unknown */
  gint64 uidnext;   /* -1 unknown */
  guint connection; /* n of cN, 0 none */
  guint missing;    /* device: messages at the server that it does not know of at all */
  gboolean pop3;    /* device: speaks POP3 */
  ViewText ruler; /* the numbers and their UIDs in short: how many there are, and what has moved */
  guint numbers;  /* how many sequence numbers there are */
  GPtrArray *notices; /* of ViewText: server: for each session what it has locked, what waits to be
                         told, and which lines are held; device: what waits for it there */
  gboolean changed;   /* something in the head changed in the last step */
} ViewCard;

/** ViewMessage: a row of part "list:phone". Id "phone:u4", or "phone:n4" while its UID is unknown. */
typedef struct
{
  ViewNode node;
  guint32 number; /* sequence number; 0 none. Server: place among its messages */
  guint32 before; /* sequence number before the last step; 0 none */
  char *address; /* as in addresses of cells: "phone:lin:INBOX:lunch"; "phone:c1:INBOX:n5" while its
                     UID is unknown; NULL: nothing holds anything of it */
  char *counts;  /* address of the cell that gives it its number; NULL none */
  guint kept;    /* of ViewKept */
  guint32 uid;   /* 0 unknown. With @pop3 it is only bookkeeping: the device knows @uidl */
  gboolean pop3; /* of a device that speaks POP3: no flags, and numbers as its snapshot has them */
  char *uidl;    /* with @pop3: its unique-id, NULL unknown */
  gint64 size;   /* octets, -1 unknown */
  char *label;   /* of the world, or NULL */
  char *subject; /* NULL unknown */
  char *from;    /* NULL unknown */
  gboolean knows_flags;
  char **flags;      /* in RFC spelling: "\\Seen", "$Junk"; sorted as the bits are */
  gboolean has_body; /* the whole message is here */
  guint marks;       /* of ViewMarks */
  guint changed;     /* of ViewParts: what changed in the last step */
  guint stale;       /* of ViewParts: what differs from the server */
  ViewText note;     /* why it is marked, or nothing */
} ViewMessage;

/** ViewMailbox: part "mailboxes:phone": one that the owner of a card has or believes in.
 * Id "phone:" and @id. */
typedef struct
{
  ViewNode node;  /* sentence: its name and its counts */
  char *name;     /* as it is called now */
  guint32 id;     /* for view_board_new_of(); the same in every moment, whatever it is called */
  gint64 exists;  /* messages; -1 unknown */
  guint unread;   /* of those whose flags are known */
  gboolean shown; /* in the list of the card */
} ViewMailbox;

/** view_card_dup_cell: the address of the cell behind what a head says of its mailbox (@place) or of its
 * session; NULL when there is none. Caller frees. */
char *view_card_dup_cell (const ViewCard *card, gboolean place);
/** view_message_dup_cell: the address of the cell behind one part of a row (one bit of ViewParts); NULL when
 * there is none. Caller frees. */
char *view_message_dup_cell (const ViewMessage *message, ViewParts part);

void view_mailbox_free (ViewMailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewMailbox, view_mailbox_free)
void view_card_free (ViewCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewCard, view_card_free)
void view_message_free (ViewMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewMessage, view_message_free)

/**
 * view_board_new: the moment just after @event, whose state is @model (a cursor's or the live one;
 * it is copied, which is cheap). Changes are those since event @previous, at most @event: give it
 * view_ladder_back (ladder, VIEW_MOVE_LINE, event). The time it takes grows with the events
 * between them.
 */
ViewBoard *view_board_new (const Trace *trace, const Model *model, guint32 event, guint32 previous);
/** view_board_new_of: the same with a choice of mailboxes: @mailboxes (may be NULL) says for names of owners the
 * @id of the mailbox to list, as GUINT_TO_POINTER; others, and those that are not there, list the open one. */
ViewBoard *view_board_new_of (const Trace *trace, const Model *model, guint32 event,
                              guint32 previous, GHashTable *mailboxes);
ViewBoard *view_board_ref (ViewBoard *board);
void view_board_unref (ViewBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewBoard, view_board_unref)

/** view_board_count: cards. */
guint view_board_count (const ViewBoard *board);
/** view_board_get_card: the head of the @card-th; free with view_card_free(). */
ViewCard *view_board_get_card (const ViewBoard *board, guint card);
/** view_board_get_cards: up to @n heads from @first on; owned by the caller's array. */
GPtrArray *view_board_get_cards (const ViewBoard *board, guint first, guint n);
/** view_board_count_messages: rows of the list of the @card-th. */
guint view_board_count_messages (const ViewBoard *board, guint card);
/** view_board_get_messages: up to @n ViewMessage of it from @first on. O(n log m). */
GPtrArray *view_board_get_messages (const ViewBoard *board, guint card, guint first, guint n);
/** view_board_count_mailboxes, view_board_get_mailboxes: what the @card-th may list, in the order in which it
 * came to know them: up to @n ViewMailbox from @first on; caller owns. */
guint view_board_count_mailboxes (const ViewBoard *board, guint card);
GPtrArray *view_board_get_mailboxes (const ViewBoard *board, guint card, guint first, guint n);
/** view_board_get_scene: parts "heads", then "list:OWNER" for each card, then "mailboxes:OWNER"; borrowed from the board. */
ViewScene view_board_get_scene (const ViewBoard *board);
