#pragma once

#include "view-ladder.h"

/*
 * Exchanges: a command with all its responses. The ladder has an index of them, so that a bracket can
 * be drawn beside any rows without looking at the ones in between. They are the part "exchanges" of
 * the ladder's scene, in the order in which their commands begin.
 */

/** VIEW_N_TRACKS: as many exchanges can have a bracket beside one row; what runs at the same time beyond that
 * has none. */
#define VIEW_N_TRACKS 3
#define VIEW_NO_TRACK G_MAXUINT
#define VIEW_NO_EXCHANGE G_MAXUINT32

/** How an exchange has ended, as far as the trace goes. */
typedef enum
{
  VIEW_EXCHANGE_OPEN,
  VIEW_EXCHANGE_OK,
  VIEW_EXCHANGE_ERROR, /* NO, BAD, -ERR */
  VIEW_EXCHANGE_BROKEN /* the connection ended in it */
} ViewExchangeEnd;

/** ViewExchange: node of part "exchanges". Its id is "x" and the number of its command's event. */
typedef struct
{
  ViewNode node;   /* sentence: who asked what, how many lines, when, how it ended */
  guint32 command; /* event that begins it; what ViewRow calls its exchange */
  guint32 first;   /* row of the command */
  guint32 last;    /* row of the last line that belongs to it */
  guint lines;     /* of both directions */
  guint connection;
  guint track; /* beside the rows, 0 is next to them; or VIEW_NO_TRACK */
  ViewExchangeEnd end;
} ViewExchange;

/** ViewBracket: what is to be drawn of an exchange beside one row. */
typedef struct
{
  guint32 command; /* 0: nothing on this track */
  gboolean begins; /* here; else it comes from above */
  gboolean ends;   /* here; else it goes on below */
  gboolean lies;   /* a line of it lies in this row */
  ViewExchangeEnd end;
} ViewBracket;

/** view_ladder_count_exchanges: in the whole run. */
guint view_ladder_count_exchanges (const ViewLadder *ladder);
/** view_ladder_get_exchange: the @i-th; free with view_exchange_free(). NULL behind the end. */
ViewExchange *view_ladder_get_exchange (const ViewLadder *ladder, guint i);
void view_exchange_free (ViewExchange *exchange);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewExchange, view_exchange_free)
/** view_ladder_find_exchange: the number of the one that event @command begins, VIEW_NO_EXCHANGE when none
 * does. O(log n). */
guint32 view_ladder_find_exchange (const ViewLadder *ladder, guint32 command);
/** view_ladder_count_tracks: how many stand beside each other at most, 0 … VIEW_N_TRACKS. */
guint view_ladder_count_tracks (const ViewLadder *ladder);
/** view_ladder_get_brackets: those beside row @index, one for each track. O(log n). */
void view_ladder_get_brackets (const ViewLadder *ladder, guint index,
                               ViewBracket brackets[VIEW_N_TRACKS]);
