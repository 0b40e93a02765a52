#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/**
 * AppBookmarks: the bookmarks of the document, one below the other: a row goes to its moment; its buttons rename and
 * remove it, and so do F2 and Delete. Actions, each with the event of a bookmark: "bookmarks.go", "bookmarks.rename"
 * (begins to), "bookmarks.remove"; and "bookmarks.named" ends renaming with what was written.
 */
#define APP_TYPE_BOOKMARKS (app_bookmarks_get_type ())
G_DECLARE_FINAL_TYPE (AppBookmarks, app_bookmarks, APP, BOOKMARKS, GtkWidget)

/** app_bookmarks_set_document: whose; once. */
void app_bookmarks_set_document (AppBookmarks *self, AppDocument *document);
/** app_bookmarks_get_entry: where a new name is written while one is renamed, NULL: none is; borrowed. */
GtkEditable *app_bookmarks_get_entry (AppBookmarks *self);
