#pragma once

#include <gtk/gtk.h>

/** AppListPage: the units and their lessons. "open" is emitted with the folder of the lesson that was
 * chosen. */
#define APP_TYPE_LIST_PAGE (app_list_page_get_type ())
G_DECLARE_FINAL_TYPE (AppListPage, app_list_page, APP, LIST_PAGE, GtkWidget)

/** app_list_page_fill: read the lessons in @language. */
void app_list_page_fill (AppListPage *self, const char *language);
/** app_list_page_focus: put the focus on the first lesson. */
void app_list_page_focus (AppListPage *self);
/** app_list_page_get_first: the row of the first lesson, NULL none; borrowed. */
GtkWidget *app_list_page_get_first (AppListPage *self);
