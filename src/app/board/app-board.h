#pragma once

#include <gtk/gtk.h>

#include "app-card.h"
#include "app-why.h"

/**
 * AppBoard: the pane with what everybody knows or believes: a card for each, and below them the cell that is
 * followed. Its actions: "board.why" (an address: choose that cell and ask), "board.why-focused" (about what has
 * the focus), "board.why-chosen", "board.next-change", "board.previous-change", "board.clear-cell",
 * "board.rulers" (whether the cards show numbers and UIDs), "board.mailbox" (owner, and id as ViewMailbox has
 * it: what its card lists).
 */
#define APP_TYPE_BOARD (app_board_get_type ())
G_DECLARE_FINAL_TYPE (AppBoard, app_board, APP, BOARD, GtkWidget)

/** app_board_set_document: what it shows; once. */
void app_board_set_document (AppBoard *self, AppDocument *document);
/** app_board_get_card: the @index-th card, NULL none; borrowed. */
AppCard *app_board_get_card (AppBoard *self, guint index);
/** app_board_get_why: what says why; NULL until first asked; borrowed. */
AppWhy *app_board_get_why (AppBoard *self);
/** app_board_show_legend: open or close what the marks mean. */
void app_board_show_legend (AppBoard *self, gboolean show);
/** app_board_ask: choose the cell at @address and say why it is so, beside @at, a widget inside. */
void app_board_ask (AppBoard *self, const char *address, GtkWidget *at);
