#pragma once

#include "app-document.h"
#include "app-store.h"

/**
 * AppProgress: how far someone came in each lesson: where they were, what they answered, which exercises they
 * solved; and which recordings they opened. What belongs to another version of a lesson counts as far as it still
 * fits. "changed" is emitted when any of it changed, "finished" with an AppDocument when the end of its lesson
 * was seen for the first time.
 */
#define APP_TYPE_PROGRESS (app_progress_get_type ())
G_DECLARE_FINAL_TYPE (AppProgress, app_progress, APP, PROGRESS, GObject)

/** AppProgressMark: what became of a question or an exercise. */
typedef enum
{
  APP_PROGRESS_OPEN,  /* not yet */
  APP_PROGRESS_RIGHT, /* right at the first go; solved */
  APP_PROGRESS_LATER, /* right in the end, after another answer; solved with all hints or the solution */
  APP_PROGRESS_WRONG, /* answered, and not right so far */
  APP_PROGRESS_SKIPPED
} AppProgressMark;

/** AppProgressLesson: a lesson in a few numbers. */
typedef struct
{
  gboolean begun;
  guint step;     /* where one is; 0 before the first */
  guint furthest; /* the last step one has been in */
  guint n_steps;
  guint n_questions;
  guint n_right;  /* right at the first go */
  guint n_review; /* to be looked at again: later, wrong or skipped */
  guint n_exercises;
  guint n_solved;
  gboolean done; /* the end was seen */
} AppProgressLesson;

/** app_progress_new: kept in @store (a reference is taken). */
AppProgress *app_progress_new (AppStore *store);
/** app_progress_get_default: the user's; borrowed. */
AppProgress *app_progress_get_default (void);

/** app_progress_get: fill in @out for @lesson. */
void app_progress_get (AppProgress *self, const Lesson *lesson, AppProgressLesson *out);
/** app_progress_get_question, _get_exercise: what became of question or exercise @which of @step. */
AppProgressMark app_progress_get_question (AppProgress *self, const Lesson *lesson, guint step,
                                           guint which);
AppProgressMark app_progress_get_exercise (AppProgress *self, const Lesson *lesson, guint step,
                                           guint which);
/** app_progress_note_hints: the first @n hints of that exercise were asked for. */
void app_progress_note_hints (AppProgress *self, const Lesson *lesson, guint step, guint which,
                              guint n);
/** app_progress_get_hints: how many hints of it were asked for. */
guint app_progress_get_hints (AppProgress *self, const Lesson *lesson, guint step, guint which);

/** app_progress_follow: keep what happens in @document, for as long as both are there; in each lesson from
 * app_progress_resume() on. */
void app_progress_follow (AppProgress *self, AppDocument *document);
/** app_progress_resume: take @document, in which a lesson was just opened, to where one was: answers and
 * moment, or the step where the lesson runs otherwise now. FALSE when nothing is known of it. */
gboolean app_progress_resume (AppProgress *self, AppDocument *document);
/** app_progress_clear: forget all of the lesson called @slug. */
void app_progress_clear (AppProgress *self, const char *slug);
/** app_progress_clear_all: forget everything. */
void app_progress_clear_all (AppProgress *self);
/** app_progress_dup_last: the slug of the lesson one was in last, NULL none. Caller frees. */
char *app_progress_dup_last (AppProgress *self);

/** app_progress_note_recording: the recording at @path was opened or saved. */
void app_progress_note_recording (AppProgress *self, const char *path);
/** app_progress_get_recordings: their paths, the newest first; NULL-terminated, caller frees. */
char **app_progress_get_recordings (AppProgress *self);
/** app_progress_forget_recording: take it out of the list; the file stays. */
void app_progress_forget_recording (AppProgress *self, const char *path);

/** app_progress_take_problem: as app_store_take_problem(). */
char *app_progress_take_problem (AppProgress *self);
