#pragma once

#include "view-mark-set.h"

/**
 * ViewMap: the whole run on a strip of so many places (pixels, say): at which of them lines went to and fro, and
 * which marks stand where. Of marks of one kind that would lie on each other only the first is there. The scene
 * "map" has one part, "marks". Made for one state of the marks, which it borrows, and never changed.
 */
typedef struct _ViewMap ViewMap;

/** What happened at a place of the strip. */
typedef enum
{
  VIEW_MAP_CLIENT = 1 << 0,  /* a line of a client arrived */
  VIEW_MAP_TAGGED = 1 << 1,  /* a server finished a command */
  VIEW_MAP_UNTAGGED = 1 << 2 /* a server said anything else */
} ViewMapLines;

/** ViewMapMark: node of part "marks"; id and sentence are those of the mark. */
typedef struct
{
  ViewNode node;
  ViewMarkKind kind;
  guint32 event;
  guint place;
} ViewMapMark;

/** view_map_new: of @marks, on @n_places (at least one); marks of one kind are at least @apart places apart.
 * Behind the event @limit there are no marks but those of steps: what a question still hides. */
ViewMap *view_map_new (const ViewMarkSet *marks, guint32 limit, guint n_places, guint apart);
void view_map_free (ViewMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewMap, view_map_free)

/** view_map_get_n_places: as it was made. */
guint view_map_get_n_places (const ViewMap *map);
/** view_map_get_lines: a set of ViewMapLines. */
guint view_map_get_lines (const ViewMap *map, guint place);
/** view_map_get_place: where @event is. view_map_get_event: what is at @place: its first event. */
guint view_map_get_place (const ViewMap *map, guint32 event);
guint32 view_map_get_event (const ViewMap *map, guint place);

/** view_map_count: marks. view_map_peek: kind, event and place of the @i-th of them, without words. */
guint view_map_count (const ViewMap *map);
void view_map_peek (const ViewMap *map, guint i, ViewMarkKind *kind, guint32 *event, guint *place);
void view_map_mark_free (ViewMapMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewMapMark, view_map_mark_free)
/** view_map_get_scene: borrowed. */
ViewScene view_map_get_scene (const ViewMap *map);
