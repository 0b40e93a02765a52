#pragma once

#include "app-document.h"
#include "view-mark-set.h"

/**
 * What stands out in the run: the marks of its scene, the lesson's questions, and the user's bookmarks. The
 * document's signal "marks" tells that there are others. Bookmarks of a lesson's run and of a recording's file are
 * kept; those of anything else go with it.
 */

/** app_document_get_marks: NULL when nothing is open; borrowed until "run". A long run is looked through beside
 * drawing; "marks" comes when there are more. */
ViewMarkSet *app_document_get_marks (AppDocument *self);

/** app_document_toggle_bookmark: mark the moment with @name ("": none), or take its mark away. TRUE: it is marked now. */
gboolean app_document_toggle_bookmark (AppDocument *self, const char *name);
/** app_document_get_bookmarks: ViewPlace, ascending; borrowed until "marks". */
const GArray *app_document_get_bookmarks (AppDocument *self);
/** app_document_has_bookmark: whether the moment is marked. */
gboolean app_document_has_bookmark (AppDocument *self);
/** app_document_rename_bookmark, _remove_bookmark: that at @event; nothing happens where there is none. */
void app_document_rename_bookmark (AppDocument *self, guint32 event, const char *name);
void app_document_remove_bookmark (AppDocument *self, guint32 event);
/** app_document_get_row_bookmark: the first of those whose moment the ladder marks row @row at, NULL none; borrowed until
 * "marks". */
const ViewPlace *app_document_get_row_bookmark (AppDocument *self, guint32 row);
/** app_document_go_bookmark: to the next or the last one; FALSE when there is none that may be shown. */
gboolean app_document_go_bookmark (AppDocument *self, gboolean forward);
