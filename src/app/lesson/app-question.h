#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppQuestion: a question of the lesson as a card: choose an answer, read what it means, be shown what
 * decides. */
#define APP_TYPE_QUESTION (app_question_get_type ())
G_DECLARE_FINAL_TYPE (AppQuestion, app_question, APP, QUESTION, GtkWidget)

/** app_question_new: question @which (from 0) of @step. Floating. */
AppQuestion *app_question_new (AppDocument *document, guint step, guint which);
/** app_question_ask: put the focus on it; the answers come next, or 1 to 9 choose them. */
void app_question_ask (AppQuestion *self);
/** app_question_get_answer: the button of answer @i, NULL none. _get_skip, _get_show: the others. Borrowed. */
GtkWidget *app_question_get_answer (AppQuestion *self, guint i);
GtkWidget *app_question_get_skip (AppQuestion *self);
GtkWidget *app_question_get_show (AppQuestion *self);
