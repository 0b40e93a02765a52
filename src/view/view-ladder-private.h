#pragma once

#include "trace.h"
#include "view-exchange.h"
#include "view-ladder.h"

/* What the files of the ladder share. */

typedef struct
{
  char *owner;
  gboolean is_server;
  gboolean is_real; /* no device of the world: nobody sees what arrives there */
} LadderLane;

typedef struct
{
  guint32 command; /* event that begins it; ascending */
  guint32 first;   /* rows */
  guint32 last;
  guint32 lines;
  guint16 connection;
  guint8 track; /* VIEW_N_TRACKS: none */
  guint8 end;   /* ViewExchangeEnd */
} LadderExchange;

struct _ViewLadder
{
  int refs;
  Trace *trace;
  gboolean masked;
  guint32 taken;      /* events that are in the index */
  GArray *firsts;     /* guint32: for each row its first event, ascending */
  GArray *lasts;      /* guint32: for each row its arrival, 0 none */
  GArray *steps;      /* guint32: events that are headings of steps */
  GArray *lanes;      /* LadderLane */
  guint lane_of[256]; /* actor → lane */
  GHashTable
      *ends; /* second event of a connection coming up or going down → row; two a connection */
  GArray *open_links; /* guint32: for each connection, the row of its last link event + 1 */
  GArray *exchanges;  /* LadderExchange */
  GArray *tracks
      [VIEW_N_TRACKS]; /* guint32: exchanges on each, ascending; all but the last have ended */
  GArray *trackless;   /* guint32: exchanges without one, which may be open */
};

/** ladder_first: the first event of @row, which must be there. */
static inline guint32
ladder_first (const ViewLadder *ladder, guint32 row)
{
  return g_array_index (ladder->firsts, guint32, row);
}

/** ladder_last: the second event of @row, 0 when it has none. */
static inline guint32
ladder_last (const ViewLadder *ladder, guint32 row)
{
  return g_array_index (ladder->lasts, guint32, row);
}

/** ladder_is_seen_to_arrive: whether the arrival of what @event sends is an event, too. A real client at
 * the other end does not say when it has read a line. */
static inline gboolean
ladder_is_seen_to_arrive (const ViewLadder *ladder, const TraceEvent *event)
{
  guint lane = ladder->lane_of[event->to];
  return lane == VIEW_NO_LANE || !g_array_index (ladder->lanes, LadderLane, lane).is_real;
}

/** view_lane_free: a ViewLane, or NULL. */
void view_lane_free (gpointer data);
/** view_row_new: row @index of @ladder. */
ViewRow *view_row_new (const ViewLadder *ladder, guint32 index);
/** view_row_equal, view_row_dump: as ViewNodeClass has them. */
gboolean view_row_equal (gconstpointer a, gconstpointer b);
void view_row_dump (gconstpointer node, GString *out);

/** view_row_slant: how steep the arrow of a line is that was under way for @delay µs. */
guint view_row_slant (gint64 delay);
/** view_row_classify: what line @number is, from its first octets. */
ViewLineClass view_row_classify (const Trace *trace, guint32 number);

/** ladder_exchange_line: line @number begins at @row; ladder_exchange_break: @connection ends. */
void ladder_exchange_line (ViewLadder *ladder, guint32 row, guint32 number);
void ladder_exchange_break (ViewLadder *ladder, guint connection);
/** view_exchange_equal, view_exchange_dump: as ViewNodeClass has them. */
gboolean view_exchange_equal (gconstpointer a, gconstpointer b);
void view_exchange_dump (gconstpointer node, GString *out);
