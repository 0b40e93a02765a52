#pragma once

#include <gtk/gtk.h>

#include "app-document.h"
#include "app-states.h"

/** AppDetail: the pane that explains the selected row: what it is, and each token of its line. */
#define APP_TYPE_DETAIL (app_detail_get_type ())
G_DECLARE_FINAL_TYPE (AppDetail, app_detail, APP, DETAIL, GtkWidget)

/** app_detail_set_document: what it explains; once. */
void app_detail_set_document (AppDetail *self, AppDocument *document);
/** app_detail_get_line: the line on top of it; borrowed. */
typedef struct _AppLine AppLine;
AppLine *app_detail_get_line (AppDetail *self);
/** app_detail_get_list: the list of tokens; borrowed. */
GtkListView *app_detail_get_list (AppDetail *self);
/** app_detail_show_literal: look at the octets that were announced; FALSE when the line has no part in any. */
gboolean app_detail_show_literal (AppDetail *self);
/** app_detail_get_literal: the page with them; borrowed. */
typedef struct _AppLiteral AppLiteral;
AppLiteral *app_detail_get_literal (AppDetail *self);
/** app_detail_get_fault: where it says that the program failed; borrowed. */
typedef struct _AppFault AppFault;
AppFault *app_detail_get_fault (AppDetail *self);
/** app_detail_show_states: look at the diagram of the session's states, or at the pieces of the line. */
void app_detail_show_states (AppDetail *self, gboolean states);
/** app_detail_get_states: the diagram; borrowed. */
AppStates *app_detail_get_states (AppDetail *self);
