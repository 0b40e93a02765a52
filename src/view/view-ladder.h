#pragma once

#include "view-scene.h"

typedef struct _Trace Trace;

/**
 * ViewLadder: the sequence diagram of a run: a lane for each device and the server, and a row for
 * each line (its sending and arrival together), act, connection event, timer, heading of a step,
 * and each time the server takes note of something it may not tell yet. Rows stand in the order in
 * which they begin. It holds two numbers for each row and a few for each exchange (view-exchange.h) beside the trace, and makes only the rows that
 * are asked for; it does not depend on where the cursor stands.
 */
typedef struct _ViewLadder ViewLadder;

typedef enum
{
  VIEW_ROW_LINE,
  VIEW_ROW_ACT,
  VIEW_ROW_LINK,
  VIEW_ROW_TIMER,
  VIEW_ROW_TURN,  /* the server takes note, or goes on with a long answer */
  VIEW_ROW_FACT,  /* something that no line of ours carries: mail that comes from outside */
  VIEW_ROW_STEP,  /* the heading of a step of the lesson */
  VIEW_ROW_CHECK, /* something the lesson expected */
  VIEW_ROW_FOLD   /* of view-rows.h: rows of hidden lanes */
} ViewRowKind;

/** What a line is, as far as it is drawn differently. */
typedef enum
{
  VIEW_LINE_NONE,
  VIEW_LINE_COMMAND,      /* of the client: begins a command */
  VIEW_LINE_CONTINUED,    /* of the client: goes on with one (a literal, DONE) */
  VIEW_LINE_UNTAGGED,     /* * … */
  VIEW_LINE_OK,           /* tag OK …, +OK … */
  VIEW_LINE_ERROR,        /* tag NO …, tag BAD …, -ERR … */
  VIEW_LINE_CONTINUATION, /* + … */
  VIEW_LINE_DATA          /* POP3: the rest of a reply of several lines, with its final dot */
} ViewLineClass;

typedef enum
{
  VIEW_LINK_NONE,
  VIEW_LINK_OPENED,
  VIEW_LINK_CLOSED,
  VIEW_LINK_BROKEN /* cut, reset or lost */
} ViewLinkClass;

/** What went wrong (or right again) on a connection, as far as it is drawn differently. */
typedef enum
{
  VIEW_FAULT_NONE,
  VIEW_FAULT_CUT,
  VIEW_FAULT_RESET,
  VIEW_FAULT_GIVEN_UP,
  VIEW_FAULT_REFUSED,
  VIEW_FAULT_STALLED,
  VIEW_FAULT_HEALED,
  VIEW_FAULT_SILENT /* nothing passes any more, and nobody is told */
} ViewFault;

/** VIEW_SLANT_MOST: slant of a line that takes ten seconds or longer. */
#define VIEW_SLANT_MOST 1000

#define VIEW_NO_LANE G_MAXUINT
#define VIEW_NO_ROW G_MAXUINT32

/** ViewLane: part "lanes": one vertical line: devices, the server, and whoever else is at an end of
 * a connection or of a fact. Id "lane:phone". */
typedef struct
{
  ViewNode node;
  ViewText title; /* "Phone", "Server" */
  char *owner;    /* as in addresses of cells: "phone" */
  gboolean is_server;
} ViewLane;

/** ViewRow: part "rows". Its id is "e" and the number of its first event. */
typedef struct
{
  ViewNode node; /* sentence: who, to whom, when, what */
  ViewRowKind kind;
  ViewLineClass line_class; /* LINE */
  ViewLinkClass link_class; /* LINK */
  ViewFault fault;          /* LINK: which; LINE that was lost or cut: by what */
  guint32 index;            /* in the part */
  guint from;               /* lane it starts at; VIEW_NO_LANE: none */
  guint to;                 /* lane it ends at; equal to @from or VIEW_NO_LANE: no arrow */
  guint32 event;            /* its first event: the sending */
  guint32 arrival;          /* its second one: the arrival; 0 none */
  gint64 sent;              /* µs of virtual time of @event */
  gint64 arrived;           /* of @arrival; -1 none */
  guint slant;         /* LINE: how steep its arrow is: 0 for no time at all, to VIEW_SLANT_MOST;
                               the same more for each doubling of the time under way */
  guint connection;    /* n of cN, 0 none */
  char *wire;          /* LINE: first physical line without its CRLF (DATA: the first ones,
                               with ↵ in between), UTF-8, other octets and controls as \xHH, cut
                               with … when long; else NULL */
  guint64 literal;     /* LINE: octets that follow behind that; 0 none */
  ViewText more;       /* LINE: the same in words: "and 241 octets"; or nothing */
  ViewText what;       /* all kinds: @node's sentence without time and speakers */
  guint32 folded;      /* FOLD: how many rows, from @index on */
  guint step;          /* STEP: its number in the lesson; 0 when it has none */
  ViewText label;      /* other kinds: a few words to stand on the row; for a LINE: nothing */
  guint32 exchange;    /* LINE: event that began the command it belongs to; 0 none */
  gboolean incomplete; /* LINE: the connection ended in it */
  gboolean lost;       /* LINE: it was sent, and the connection ended before it arrived; FACT: what
                               was to be handed over was not */
  gboolean held;       /* CHECK: what was expected held */
  guint32 cause;       /* event that is the reason, 0 none */
  guint32 cause_row;   /* its row, VIEW_NO_ROW none */
  gboolean elsewhere;  /* that reason lies with another device, or outside */
} ViewRow;

/** view_ladder_new: of @trace (a reference is kept), with all events there are now. */
ViewLadder *view_ladder_new (Trace *trace);
/** view_ladder_new_masked: the same without passwords: each octet of one is "*" in its rows. */
ViewLadder *view_ladder_new_masked (Trace *trace);
ViewLadder *view_ladder_ref (ViewLadder *ladder);
void view_ladder_unref (ViewLadder *ladder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewLadder, view_ladder_unref)

/**
 * view_ladder_update: take in what was appended to the trace. Call it between events, not within
 * one. Rows that were there keep their places and ids; the last ones may have changed (a line
 * arrived). Returns how many rows are new.
 */
guint view_ladder_update (ViewLadder *ladder);

/** view_ladder_get_trace: whose rows these are; borrowed. */
Trace *view_ladder_get_trace (const ViewLadder *ladder);

/** view_ladder_count_lanes: how many vertical lines there are. */
guint view_ladder_count_lanes (const ViewLadder *ladder);
/** view_ladder_get_lanes: ViewLane: the first device, the server, the other devices. Caller owns. */
GPtrArray *view_ladder_get_lanes (const ViewLadder *ladder);

/** view_ladder_count: how many rows there are, in the future of any cursor or not. */
guint view_ladder_count (const ViewLadder *ladder);
/** view_ladder_get_rows: up to @n rows from @first on; ViewRow, owned by the caller's array. */
GPtrArray *view_ladder_get_rows (const ViewLadder *ladder, guint first, guint n);
/** view_ladder_get_row: one row; free with view_row_free(). NULL behind the end. */
ViewRow *view_ladder_get_row (const ViewLadder *ladder, guint index);
void view_row_free (ViewRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewRow, view_row_free)

/**
 * view_ladder_dup_rest: what of the line in row @index lies behind its first physical line, a literal above all: the
 * first @most physical lines, as text like ViewRow.wire, NULL-terminated; @hidden (may be NULL): octets behind them.
 * Empty for other rows. Caller frees with g_strfreev().
 */
char **view_ladder_dup_rest (const ViewLadder *ladder, guint index, guint most, guint64 *hidden);

/** ViewReason: why a row came about. */
typedef struct
{
  guint32 row;   /* the one that is the reason; it stands above */
  ViewText text; /* "because of l5 UID STORE 1 +FLAGS (\Seen) (3.020 s)" */
} ViewReason;

/** view_ladder_get_reason: fill in @reason for row @index; FALSE when it came about by itself, as
 * acts do. Following reasons ends at an act or at something from outside. Clear the text. */
gboolean view_ladder_get_reason (const ViewLadder *ladder, guint index, ViewReason *reason);

/** view_ladder_get_scene: borrowed from the ladder. */
ViewScene view_ladder_get_scene (const ViewLadder *ladder);

/** view_ladder_get_row_event: the first event of row @index; 0 behind the end. */
guint32 view_ladder_get_row_event (const ViewLadder *ladder, guint index);
/** view_ladder_get_row_end: its last event: the arrival where there is one. What the cursor moves to
 * when the row is chosen. */
guint32 view_ladder_get_row_end (const ViewLadder *ladder, guint index);
/** view_ladder_find_row: the row of @event, VIEW_NO_ROW when it has none. O(log n). */
guint32 view_ladder_find_row (const ViewLadder *ladder, guint32 event);

/* --- where the cursor stands --- */

/** ViewPosition: how the rows lie to a cursor at @event. */
typedef struct
{
  guint32 event;
  guint32 current; /* row to mark: that of the event, or of the last one before it that has a row;
                      VIEW_NO_ROW before the first */
  guint32 shown;   /* rows that have begun: 0 … shown - 1; the rest lie in the future */
} ViewPosition;

/** view_ladder_get_position: of a cursor at @event (0 … number of events). O(log n). */
ViewPosition view_ladder_get_position (const ViewLadder *ladder, guint32 event);

/** view_ladder_is_under_way: whether row @index has begun at @event and not ended yet: a line that
 * has not arrived and still may. */
gboolean view_ladder_is_under_way (const ViewLadder *ladder, guint index, guint32 event);

/* --- moving --- */

typedef enum
{
  VIEW_MOVE_EVENT,
  VIEW_MOVE_LINE,     /* to where a line has arrived, and to the end of each step in which none
                         does; acts and connection events come along */
  VIEW_MOVE_EXCHANGE, /* to where a command has been finished */
  VIEW_MOVE_ACT,      /* to an act */
  VIEW_MOVE_STEP      /* to the beginning of a step */
} ViewMove;

/** view_ladder_forward: the event a cursor at @event goes to; the last one when nothing of the kind
 * comes any more. */
guint32 view_ladder_forward (const ViewLadder *ladder, ViewMove by, guint32 event);
/** view_ladder_back: the same backwards; 0 when there is nothing of the kind before. */
guint32 view_ladder_back (const ViewLadder *ladder, ViewMove by, guint32 event);
/** view_ladder_get_last: the last event; where End goes. The first is 0. */
guint32 view_ladder_get_last (const ViewLadder *ladder);

/** view_ladder_get_n_steps, view_ladder_get_step_event: headings of steps; the @i-th (0-based) of
 * them, for marks on a scrubber. */
guint view_ladder_get_n_steps (const ViewLadder *ladder);
guint32 view_ladder_get_step_event (const ViewLadder *ladder, guint i);
