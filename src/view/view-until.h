#pragma once

#include "view-cell.h"
#include "view-ladder.h"

/* Run until: where the next moment of a kind is, in either direction. Nothing is moved by looking for it. */

/** VIEW_NO_MOMENT: there is none. */
#define VIEW_NO_MOMENT G_MAXUINT32

typedef enum
{
  VIEW_UNTIL_COMMAND, /* a client's command called @word has arrived: "FETCH" (UID FETCH too), "UID FETCH", "RETR";
                         "" is any */
  VIEW_UNTIL_CODE, /* a server's line has arrived that says @word: NO, BAD, -ERR …, the name of a response
                         code [RFC9051 §7.1] or of data (EXPUNGE); "" is any refusal */
  VIEW_UNTIL_CELL, /* @cell changes */
  VIEW_UNTIL_TIME  /* virtual time @time: the last event that is not later */
} ViewUntilKind;

typedef struct
{
  ViewUntilKind kind;
  const char *word; /* COMMAND, CODE; capitals or not */
  ViewCell *cell;   /* CELL */
  gint64 time;      /* TIME, µs */
} ViewUntil;

/**
 * view_until_find: the event to stand at, from @event on forwards or backwards, itself not counted and within
 * @first … @last (the range that is looked at, and what a question leaves open); VIEW_NO_MOMENT when
 * there is none.
 */
guint32 view_until_find (const ViewLadder *ladder, const ViewUntil *until, gboolean backwards,
                         guint32 event, guint32 first, guint32 last);
/** view_until_say: what came of it, in words: "Found at 42.100 s", or what is not there and where one looked;
 * caller clears. */
ViewText view_until_say (const ViewLadder *ladder, const ViewUntil *until, gboolean backwards,
                         guint32 found);

/* --- playing --- */

/** VIEW_PLAY_MOST, VIEW_PLAY_LEAST: µs of real time that one moment is shown for at most and at least, so that
 * "wait 29m" does not look like a standstill. VIEW_PLAY_BEAT: at an even beat and single speed. */
#define VIEW_PLAY_MOST G_GINT64_CONSTANT (2500000)
#define VIEW_PLAY_LEAST G_GINT64_CONSTANT (40000)
#define VIEW_PLAY_BEAT G_GINT64_CONSTANT (900000)

/** view_play_get_wait: µs of real time from the moment @from to the moment @to (events) at @percent of the
 * single speed: as long as virtual time takes (@by_clock), or an even beat. */
gint64 view_play_get_wait (const ViewLadder *ladder, guint32 from, guint32 to, gboolean by_clock,
                           guint percent);
