#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppCard: what one device believes, or the server knows. */
#define APP_TYPE_CARD (app_card_get_type ())
G_DECLARE_FINAL_TYPE (AppCard, app_card, APP, CARD, GtkWidget)

AppCard *app_card_new (AppDocument *document);
/** app_card_show: card @index of @board. */
void app_card_show (AppCard *self, ViewBoard *board, guint index);
/** app_card_mark: the cell at @address is followed; NULL: none is. */
void app_card_mark (AppCard *self, const char *address);
/** app_card_set_ruler: whether to show numbers and UIDs in place of the messages. */
void app_card_set_ruler (AppCard *self, gboolean ruler);
/** app_card_get_list: the list of its messages; borrowed. */
GtkListView *app_card_get_list (AppCard *self);
