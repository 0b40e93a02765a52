#pragma once

#include "view-ladder.h"

/**
 * ViewMarkSet: the run in miniature: what stands out in it, for a scrubber and a map. The scene "marks" has one
 * part, "marks", ordered by event. It belongs to one thread, and looks at the trace as much at a time as
 * it is told to, so that a run of a million events stops nobody.
 */
typedef struct _ViewMarkSet ViewMarkSet;

typedef enum
{
  VIEW_MARK_STEP,     /* a step of the lesson begins */
  VIEW_MARK_ACT,      /* a person does something */
  VIEW_MARK_ERROR,    /* NO, BAD, -ERR */
  VIEW_MARK_FAULT,    /* a connection is cut, lost, stalled, refused */
  VIEW_MARK_EXPUNGE,  /* a client is told that numbers move */
  VIEW_MARK_QUESTION, /* the lesson asks; set by view_mark_set_set_places() */
  VIEW_MARK_BOOKMARK, /* the user's own; likewise */
  VIEW_MARK_N_KINDS
} ViewMarkKind;

/** ViewMark: node of part "marks". Its id is the kind and the event: "step-17". */
typedef struct
{
  ViewNode node;
  ViewMarkKind kind;
  guint32 event;
  gint64 time; /* µs of virtual time */
} ViewMark;

/** ViewPlace: a mark that the trace knows nothing of. */
typedef struct
{
  guint32 event;
  char *name; /* of a bookmark; may be NULL */
} ViewPlace;

/** ViewBucket: the events that share one place of a scrubber or one line of a map. */
typedef struct
{
  guint32 event;    /* the first of them */
  guint32 marks;    /* a bit for each ViewMarkKind */
  guint32 client;   /* how many lines of clients arrived */
  guint32 tagged;   /* and how many of servers that finish a command */
  guint32 untagged; /* and others of servers */
} ViewBucket;

/** view_mark_set_new: of @ladder (a reference is kept); nothing is looked at yet. */
ViewMarkSet *view_mark_set_new (ViewLadder *ladder);
void view_mark_set_free (ViewMarkSet *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewMarkSet, view_mark_set_free)

/** view_mark_set_take: look at up to @most more events; TRUE when there are still more. Goes on after
 * view_ladder_update(), too. */
gboolean view_mark_set_take (ViewMarkSet *marks, guint32 most);
/** view_mark_set_set_places: the questions or the bookmarks there are now: @places (ViewPlace), in any order; copied. */
void view_mark_set_set_places (ViewMarkSet *marks, ViewMarkKind kind, const GArray *places);

/** view_mark_set_count: of all kinds together, as far as was looked. */
guint view_mark_set_count (const ViewMarkSet *marks);
/** view_mark_set_peek: the event and the kind of the @i-th of them, without making it. */
guint32 view_mark_set_peek (const ViewMarkSet *marks, guint i, ViewMarkKind *kind);
/** view_mark_set_get_last: the last event of the run; 0 when it has none. */
guint32 view_mark_set_get_last (const ViewMarkSet *marks);
/** view_mark_set_get_rows: up to @n ViewMark from @first on; owned by the caller's array. */
GPtrArray *view_mark_set_get_rows (const ViewMarkSet *marks, guint first, guint n);
void view_mark_free (ViewMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewMark, view_mark_free)
/** view_mark_set_get_scene: borrowed. */
ViewScene view_mark_set_get_scene (const ViewMarkSet *marks);

/** view_mark_set_find: the first mark at @event or behind it; their count when there is none. O(log n). */
guint view_mark_set_find (const ViewMarkSet *marks, guint32 event);
/** view_mark_set_next, _previous: the event of the next mark of @kind behind @event, or the last one before it;
 * G_MAXUINT32 when there is none. */
guint32 view_mark_set_next (const ViewMarkSet *marks, ViewMarkKind kind, guint32 event);
guint32 view_mark_set_previous (const ViewMarkSet *marks, ViewMarkKind kind, guint32 event);

/** view_mark_set_fill: share the events @first … @last out to @n buckets of the same length. */
void view_mark_set_fill (const ViewMarkSet *marks, guint32 first, guint32 last, ViewBucket *buckets,
                         guint n);
/** view_mark_kind_get_text: what a kind is, for a legend; name and sentence. */
ViewText view_mark_kind_get_text (ViewMarkKind kind);
