#pragma once

#include <gtk/gtk.h>

#include "app-document.h"
#include "app-nodes.h"

/** AppListRow: how rows of a list of nodes are made and filled. */
typedef struct
{
  /** a new row */
  GtkWidget *(*make) (AppDocument *document);
  /** show @node, a struct of the scene; again when it changed */
  void (*show) (GtkWidget *row, gconstpointer node);
} AppListRow;

/**
 * app_list_factory: a factory for a GtkListView over AppNodes. Each row says its sentence to those
 * who do not see it. @document is kept; caller unrefs.
 */
GtkListItemFactory *app_list_factory (AppDocument *document, const AppListRow *row);

/** app_list_scroll_to: bring the row at @position into view. */
void app_list_scroll_to (GtkListView *view, guint position);

/** app_list_tab_out: from now on Tab and Shift+Tab leave @list for the next and the last pane; the arrow keys go
 * from row to row. GTK 4.8 would take each row for a stop. */
void app_list_tab_out (GtkWidget *list);
