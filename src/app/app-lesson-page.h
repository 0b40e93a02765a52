#pragma once

#include <gtk/gtk.h>

#include "app-board.h"
#include "app-detail.h"
#include "app-ladder.h"
#include "app-text.h"

/** AppLessonPage: a lesson or recording: text and explanation | ladder over board, transport below.
 * Its actions "lesson.first", "back", "forward", "last", "previous-step", "next-step" move. */
#define APP_TYPE_LESSON_PAGE (app_lesson_page_get_type ())
G_DECLARE_FINAL_TYPE (AppLessonPage, app_lesson_page, APP, LESSON_PAGE, GtkWidget)

/** app_lesson_page_set_document: what it shows; once. */
void app_lesson_page_set_document (AppLessonPage *self, AppDocument *document);
/** app_lesson_page_set_side: show @side in place of the lesson's text; @hint in the ladder while there is
 * nothing in it. */
void app_lesson_page_set_side (AppLessonPage *self, GtkWidget *side, const char *hint);
/** app_lesson_page_focus: put the focus where reading begins. */
void app_lesson_page_focus (AppLessonPage *self);

/** Its panes; borrowed. */
AppLadder *app_lesson_page_get_ladder (AppLessonPage *self);
AppBoard *app_lesson_page_get_board (AppLessonPage *self);
AppDetail *app_lesson_page_get_detail (AppLessonPage *self);
AppText *app_lesson_page_get_text (AppLessonPage *self);
