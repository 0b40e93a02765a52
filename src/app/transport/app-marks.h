#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppMarks: a strip above a scrubber: what stands out in the run, at the places of the scrubber. A click goes there,
 * dragging sets the range. What a question still hides is not shown, but for the steps. */
#define APP_TYPE_MARKS (app_marks_get_type ())
G_DECLARE_FINAL_TYPE (AppMarks, app_marks, APP, MARKS, GtkWidget)

/** app_marks_set_document: whose run; @scale has its places. Once. */
void app_marks_set_document (AppMarks *self, AppDocument *document, GtkRange *scale);
/** app_marks_dup_words: what stands at @event and around it, within @near events, a line each; NULL: nothing.
 * Caller frees. */
char *app_marks_dup_words (AppDocument *document, guint32 event, guint32 near);
