#pragma once

#include "lesson.h"

typedef struct _Model Model;
typedef struct _ModelWorld ModelWorld;
typedef struct _Trace Trace;
typedef struct _TraceRecording TraceRecording;

/**
 * LessonAttempt: someone doing an exercise: a world of its own that went through the lesson up to and
 * with the exercise's step and now goes on with acts from outside. The lesson's own run is not
 * touched. It belongs to one thread.
 */
typedef struct _LessonAttempt LessonAttempt;

/** lesson_get_exercise: exercise @which (0-based) of @step; NULL when there is none. Borrowed. */
const LessonExercise *lesson_get_exercise (const Lesson *lesson, guint step, guint which);

/**
 * lesson_attempt_new: begin exercise @which (0-based) of @step; it must be there. @lesson is borrowed and
 * must outlive the attempt. Up to the end of that step its trace is that of lesson_run() with the same
 * @seed. NULL with LESSON_ERROR_INVALID when the world or an act of the lesson is wrong. Caller frees.
 */
LessonAttempt *lesson_attempt_new (const Lesson *lesson, guint64 seed, guint step, guint which,
                                   GError **error);
void lesson_attempt_free (LessonAttempt *attempt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LessonAttempt, lesson_attempt_free)

/**
 * lesson_attempt_act: do @act, a line as in a `do` block, and let the world settle unless it ends with "&".
 * FALSE with an error that says what to write instead when it cannot be done: then nothing happened;
 * *@column (may be NULL) is where in @act, 1-based in octets.
 */
gboolean lesson_attempt_act (LessonAttempt *attempt, const char *act, guint *column,
                             GError **error);

/** lesson_attempt_solve: do the acts of the solution, then settle. FALSE as lesson_attempt_act(). */
gboolean lesson_attempt_solve (LessonAttempt *attempt, GError **error);

/** lesson_attempt_get_trace: borrowed; it grows with each act. */
Trace *lesson_attempt_get_trace (LessonAttempt *attempt);

/** lesson_attempt_get_start: the last event before the first act of the attempt. */
guint32 lesson_attempt_get_start (const LessonAttempt *attempt);

/** lesson_attempt_record: a recording with what was done so far, to be shown or saved. Caller unrefs. */
TraceRecording *lesson_attempt_record (LessonAttempt *attempt);

/**
 * lesson_attempt_goal: whether goal @i is reached now. Goals on lines, octets, times and events look at
 * what happened since the attempt began, goals on cells at the present.
 */
gboolean lesson_attempt_goal (LessonAttempt *attempt, guint i);

/** lesson_attempt_is_done: whether all goals are reached now. */
gboolean lesson_attempt_is_done (LessonAttempt *attempt);

/**
 * lesson_check_exercises: everything wrong with the exercises of a lesson that runs: goals that all
 * hold before anything was done, solutions that cannot be done or miss a goal; added to @diagnostics.
 */
void lesson_check_exercises (const Lesson *lesson, guint64 seed, GPtrArray *diagnostics);
