#pragma once

#include "app-document.h"
#include "view-rows.h"

/**
 * Which lines of the run the ladder shows: of which lanes, and what is looked for in them. The document's signal
 * "lines" tells that any of this is different. What takes long is made in slices beside drawing; until it is done
 * the old rows stand.
 */

/** app_document_get_rows: what is shown, as far as it has happened; borrowed until "lines", "moved" or "run".
 * app_document_get_lanes: how the lanes are arranged; borrowed. */
ViewRows *app_document_get_rows (AppDocument *self);
const ViewLanes *app_document_get_lanes (AppDocument *self);
/** app_document_show_lane, _move_lane, _reset_lanes: as view-lanes.h has them. */
gboolean app_document_show_lane (AppDocument *self, guint place, gboolean shown);
gboolean app_document_move_lane (AppDocument *self, guint place, guint to);
void app_document_reset_lanes (AppDocument *self);

/** app_document_show_range: show and look for only rows that begin at the events @first_event … @last_event; 0: without
 * that limit. For whoever holds the document's range. */
void app_document_show_range (AppDocument *self, guint32 first_event, guint32 last_event);

/** app_document_search: look for @text (view-filter.h), or for nothing (""). app_document_get_search: it; borrowed. */
void app_document_search (AppDocument *self, const char *text);
const char *app_document_get_search (AppDocument *self);
/** app_document_dup_search_problem: why it cannot be looked for, in words; NULL when it can. Caller frees. */
char *app_document_dup_search_problem (AppDocument *self);
/** app_document_set_only_found, _get_only_found: whether only rows that were found are shown. */
void app_document_set_only_found (AppDocument *self, gboolean only);
gboolean app_document_get_only_found (AppDocument *self);
/** app_document_is_found: whether row @row was found. */
gboolean app_document_is_found (AppDocument *self, guint32 row);
/** app_document_count_found: how many rows were found among those that may be shown; @at: which of them is
 * selected, from 1, or 0. app_document_is_searching: whether there may be more. */
guint app_document_count_found (AppDocument *self, guint *at);
gboolean app_document_is_searching (AppDocument *self);
/** app_document_go_found: select the next or last row that was found, or go where it happens when it has not yet;
 * from the end on to the beginning. FALSE when there is none. */
gboolean app_document_go_found (AppDocument *self, gboolean forward);

/** app_document_set_unfolded, _is_unfolded: whether what follows the first line of the row of @event is shown. */
void app_document_set_unfolded (AppDocument *self, guint32 event, gboolean unfolded);
gboolean app_document_is_unfolded (AppDocument *self, guint32 event);
/** app_document_get_exchange: event that begins the exchange of the selected row; 0 none. */
guint32 app_document_get_exchange (AppDocument *self);
