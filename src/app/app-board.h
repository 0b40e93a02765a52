#pragma once

#include <gtk/gtk.h>

#include "app-card.h"

/** AppBoard: the pane with what everybody knows or believes: a card for each. */
#define APP_TYPE_BOARD (app_board_get_type ())
G_DECLARE_FINAL_TYPE (AppBoard, app_board, APP, BOARD, GtkWidget)

/** app_board_set_document: what it shows; once. */
void app_board_set_document (AppBoard *self, AppDocument *document);
/** app_board_get_card: the @index-th card, NULL none; borrowed. */
AppCard *app_board_get_card (AppBoard *self, guint index);
