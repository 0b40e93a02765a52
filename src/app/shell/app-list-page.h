#pragma once

#include "app-progress.h"

#include <gtk/gtk.h>

/** AppListPage: the first page: where one left off, the lessons with how far one came in each, other ways to
 * begin, and the recordings that were opened. "open" is emitted with the folder of a lesson, "open-recording" with
 * the path of a recording. */
#define APP_TYPE_LIST_PAGE (app_list_page_get_type ())
G_DECLARE_FINAL_TYPE (AppListPage, app_list_page, APP, LIST_PAGE, GtkWidget)

/** app_list_page_fill: the lessons in @language, with what @progress knows of them; once. */
void app_list_page_fill (AppListPage *self, const char *language, AppProgress *progress);
/** app_list_page_get_first: what the focus goes to first: where one left off, or the first lesson; borrowed. */
GtkWidget *app_list_page_get_first (AppListPage *self);
/** app_list_page_focus: put the focus there. */
void app_list_page_focus (AppListPage *self);

/** app_list_page_show_serving: say whether the server for real mail programs runs; it does not stop because its
 * page was left. */
void app_list_page_show_serving (AppListPage *self, gboolean serving);
/** app_list_page_get_serving: what is said of it; borrowed. */
const char *app_list_page_get_serving (AppListPage *self);
