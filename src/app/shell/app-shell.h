#pragma once

#include <gtk/gtk.h>

#include "app-connect.h"
#include "app-lesson-page.h"
#include "app-list-page.h"

/** AppShell: all that is in the window: the header bar and the pages below it. Made anew when the
 * language changes, since everything in it speaks one. */
#define APP_TYPE_SHELL (app_shell_get_type ())
G_DECLARE_FINAL_TYPE (AppShell, app_shell, APP, SHELL, GtkWidget)

AppShell *app_shell_new (AppDocument *document, AppLive *live);

/** app_shell_show: the page "list", "lesson", "connect" or "problem"; the focus goes where it is of use. */
void app_shell_show (AppShell *self, const char *page);
/** app_shell_get_shown: the name of that page; borrowed. */
const char *app_shell_get_shown (AppShell *self);
/** app_shell_show_problem: the page "problem": @title, what went wrong, and what can be done. */
void app_shell_show_problem (AppShell *self, const char *title, const char *what,
                             const char *advice);
/** app_shell_show_menu: open or close the menu. */
void app_shell_show_menu (AppShell *self, gboolean open);
/** app_shell_say: a message that goes away by itself. */
void app_shell_say (AppShell *self, const char *message);
/** app_shell_offer: the same at the end of a lesson, with a button called @label that does @action; it goes when one
 * moves elsewhere. */
void app_shell_offer (AppShell *self, const char *message, const char *label, const char *action);

/** app_shell_get_arrangement, _set_arrangement: of the panes of its pages, see app-lesson-page.h; "arranged" is
 * emitted when it is another one. */
const char *app_shell_get_arrangement (AppShell *self);
void app_shell_set_arrangement (AppShell *self, const char *name);
/** app_shell_toggle_explanation: show or hide the explanation below the text or the console. */
void app_shell_toggle_explanation (AppShell *self);

/** Its pages; borrowed. "open-lesson" is emitted with a folder when a lesson is chosen, "save-live" when what
 * a real client said is to be saved. */
AppListPage *app_shell_get_list_page (AppShell *self);
AppLessonPage *app_shell_get_lesson_page (AppShell *self);
AppConnect *app_shell_get_connect (AppShell *self);
