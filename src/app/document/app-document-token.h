#pragma once

#include "app-document.h"

/**
 * The document's current token: the piece of the chosen line that line, list of pieces and ladder mark
 * together. One that is pointed at comes before the one that was chosen. The document's signal "token" tells of
 * a change. Another line begins without one.
 */

/** app_document_get_token: its number in the detail's tokens; G_MAXUINT for none. */
guint app_document_get_token (AppDocument *self);
/** app_document_choose_token: by keys or a click; G_MAXUINT for none. */
void app_document_choose_token (AppDocument *self, guint token);
/** app_document_point_token: while the pointer is over it; G_MAXUINT when it is over none. */
void app_document_point_token (AppDocument *self, guint token);
/** app_document_get_chosen_token: the chosen one, pointed at or not. */
guint app_document_get_chosen_token (AppDocument *self);
