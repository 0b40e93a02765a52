#pragma once

#include <gtk/gtk.h>

#include "app-exercise.h"
#include "app-question.h"

/** AppText: the pane with the text of the lesson; the step at the cursor is marked and in view. */
#define APP_TYPE_TEXT (app_text_get_type ())
G_DECLARE_FINAL_TYPE (AppText, app_text, APP, TEXT, GtkWidget)

/** app_text_set_document: whose lesson; once. */
void app_text_set_document (AppText *self, AppDocument *document);
/** app_text_get_current: the widget of the step that is marked, NULL none; borrowed. */
GtkWidget *app_text_get_current (AppText *self);
/** app_text_get_question, _get_exercise: the card of number @which (from 0) of @step, NULL none; borrowed. */
AppQuestion *app_text_get_question (AppText *self, guint step, guint which);
AppExercise *app_text_get_exercise (AppText *self, guint step, guint which);
