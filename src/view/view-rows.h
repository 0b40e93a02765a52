#pragma once

#include "view-exchange.h"
#include "view-filter.h"
#include "view-lanes.h"
#include "view-scene.h"

/**
 * ViewRows: the rows of a ladder that are to be shown, of the lanes that are to be shown: a scene of the same kind
 * as the ladder's, with the parts "lanes" (shown ones, from left to right) and "rows", whose ends are columns of
 * these lanes. Rows that stand in hidden lanes are folded: one row of kind FOLD for as many as follow each other.
 * With a query there are no folds: what does not match is left out.
 *
 * The trace may grow at any time, so the index is made in slices by whoever owns it, between events, and not in a
 * thread: see view_rows_build(). Without a filter and with all lanes there is no index and nothing to build.
 */
typedef struct _ViewRows ViewRows;

/**
 * view_rows_new: of @ladder (a reference is kept), with @lanes, which must know it and are only read here and in
 * view_rows_build(), and the rows that pass @filter (taken, may be NULL), words said as in @catalogue.
 */
ViewRows *view_rows_new (ViewLadder *ladder, const ViewLanes *lanes, ViewFilter *filter,
                         const ExplainCatalogue *catalogue);
ViewRows *view_rows_ref (ViewRows *rows);
void view_rows_unref (ViewRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ViewRows, view_rows_unref)

/** view_rows_build: look at up to @most rows of the ladder that were not looked at yet, those that have come since
 * too. Returns whether there are more. */
gboolean view_rows_build (ViewRows *rows, guint most);

/** view_rows_set_shown: only what the first @shown rows of the ladder make is there (VIEW_NO_ROW: all); of a fold
 * that reaches beyond, the part before. At first all is. */
void view_rows_set_shown (ViewRows *rows, guint32 shown);
/** view_rows_count: rows that are there, folds included. */
guint view_rows_count (const ViewRows *rows);
/** view_rows_get: the @i-th; free with view_row_free(). NULL behind the end. */
ViewRow *view_rows_get (const ViewRows *rows, guint i);
/** view_rows_get_row: which row of the ladder the @i-th is (of a fold: its first); VIEW_NO_ROW behind the end. */
guint32 view_rows_get_row (const ViewRows *rows, guint i);
/** view_rows_find: the place of the ladder's row @row, or of the fold that holds it; when it was left out, the one
 * before it; VIEW_NO_ROW when there is none. O(log n). */
guint32 view_rows_find (const ViewRows *rows, guint32 row);
/** view_rows_has: whether the ladder's row @row is there, not in a fold. */
gboolean view_rows_has (const ViewRows *rows, guint32 row);
/** view_rows_next, view_rows_previous: the first row of the ladder behind @row that is there and no fold
 * (VIEW_NO_ROW: the first of all), or the last before it (of all); VIEW_NO_ROW when there is none. */
guint32 view_rows_next (const ViewRows *rows, guint32 row);
guint32 view_rows_previous (const ViewRows *rows, guint32 row);
/** view_rows_count_lanes: how many columns there are. */
guint view_rows_count_lanes (const ViewRows *rows);
/** view_rows_get_brackets: those beside the ladder's row @row whose exchange is of a lane that is shown. */
void view_rows_get_brackets (const ViewRows *rows, guint32 row,
                             ViewBracket brackets[VIEW_N_TRACKS]);
/** view_rows_get_scene: borrowed. */
ViewScene view_rows_get_scene (const ViewRows *rows);
