#pragma once

#include <gtk/gtk.h>

#include "app-document.h"

/** AppExercise: an exercise of the lesson as a card: what is to be done, acts by button or as a typed
 * line, the goals and whether they are reached, hints in stages, a solution, and the way back. */
#define APP_TYPE_EXERCISE (app_exercise_get_type ())
G_DECLARE_FINAL_TYPE (AppExercise, app_exercise, APP, EXERCISE, GtkWidget)

/** app_exercise_new: exercise @which (from 0) of @step. Floating. */
AppExercise *app_exercise_new (AppDocument *document, guint step, guint which);

/** Its parts, for tests; borrowed. */
typedef enum
{
  APP_EXERCISE_START,
  APP_EXERCISE_AGAIN,
  APP_EXERCISE_HINT,
  APP_EXERCISE_SOLUTION,
  APP_EXERCISE_BACK,
  APP_EXERCISE_N_BUTTONS
} AppExerciseButton;
GtkWidget *app_exercise_get_button (AppExercise *self, AppExerciseButton button);
GtkEditable *app_exercise_get_entry (AppExercise *self);
/** app_exercise_count_hints: how many are shown. */
guint app_exercise_count_hints (AppExercise *self);
/** app_exercise_do: do what is typed in the entry. */
void app_exercise_do (AppExercise *self);
