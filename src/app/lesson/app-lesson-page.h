#pragma once

#include <gtk/gtk.h>

#include "app-board.h"
#include "app-console.h"
#include "app-detail.h"
#include "app-ladder.h"
#include "app-text.h"

/**
 * AppLessonPage: a lesson or recording: its panes in one of three arrangements, transport below.
 *
 *     lesson:   text    | ladder      line:  ladder | explanation      hands-on:  console | ladder
 *               explanation | board                                                       | board
 *
 * In "lesson" and "hands-on" the explanation stands at the lower left when it is wanted and there is a line to
 * explain. Its actions "lesson.first", "back", "forward", "last", "previous-step", "next-step" move;
 * "lesson.explanation" shows or hides the explanation. "notify::arrangement" tells of another arrangement.
 */
#define APP_TYPE_LESSON_PAGE (app_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (AppLessonPage, app_lesson_page, APP, LESSON_PAGE, GtkWidget)

/** AppPane: what can stand in a place of an arrangement. */
typedef enum
{
  APP_PANE_TEXT,
  APP_PANE_DETAIL,
  APP_PANE_LADDER,
  APP_PANE_BOARD,
  APP_PANE_CONSOLE,
  APP_N_PANES,
  APP_NO_PANE = APP_N_PANES
} AppPane;

/** app_lesson_page_set_document: what it shows; once. */
void app_lesson_page_set_document (AppLessonPage *self, AppDocument *document);
/** app_lesson_page_set_side: show @side in place of the lesson's text and the console; @hint in the ladder while
 * there is nothing in it. */
void app_lesson_page_set_side (AppLessonPage *self, GtkWidget *side, const char *hint);
/** app_lesson_page_focus: put the focus where reading begins. */
void app_lesson_page_focus (AppLessonPage *self);

/** app_lesson_page_get_arrangement: "lesson", "line" or "hands-on"; borrowed. */
const char *app_lesson_page_get_arrangement (AppLessonPage *self);
/** app_lesson_page_set_arrangement: as the user chose, and to be remembered. */
void app_lesson_page_set_arrangement (AppLessonPage *self, const char *name);

/** app_lesson_page_get_pane: whether it is to be seen or not; NULL: there is none. Borrowed. */
GtkWidget *app_lesson_page_get_pane (AppLessonPage *self, AppPane pane);

/** Panes by their kind; borrowed. */
AppLadder *app_lesson_page_get_ladder (AppLessonPage *self);
AppBoard *app_lesson_page_get_board (AppLessonPage *self);
AppDetail *app_lesson_page_get_detail (AppLessonPage *self);
AppConsole *app_lesson_page_get_console (AppLessonPage *self);
AppText *app_lesson_page_get_text (AppLessonPage *self);

/** app_lesson_page_press: what @key does on this page, wherever the focus is; FALSE when it does nothing. */
gboolean app_lesson_page_press (AppLessonPage *self, guint key, GdkModifierType state);
/** app_lesson_page_get_document: what it shows; borrowed. */
AppDocument *app_lesson_page_get_document (AppLessonPage *self);
