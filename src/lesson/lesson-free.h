#pragma once

#include "lesson-exercise.h"

/**
 * Free play: an attempt without an exercise, in which anything can be done, and which need not run to its end
 * after each act. What lesson-exercise.h says of goals and solutions is not for it.
 */

/**
 * lesson_attempt_new_free: the world of @lesson (borrowed, must outlive the attempt) before its first step; with
 * NULL the world of free play: a phone, a laptop, an old PC that speaks POP3, and a server. NULL with
 * LESSON_ERROR_INVALID or _IO. Caller frees with lesson_attempt_free().
 */
LessonAttempt *lesson_attempt_new_free (const Lesson *lesson, guint64 seed, GError **error);

/** lesson_attempt_get_world: what the world was made of; borrowed. */
const ModelWorld *lesson_attempt_get_world (const LessonAttempt *attempt);

/** lesson_attempt_set_stepping: whether an act only begins, so that its lines can be met on their way. */
void lesson_attempt_set_stepping (LessonAttempt *attempt, gboolean stepping);
/** lesson_attempt_is_settled: whether nothing is under way but timers more than a minute off. */
gboolean lesson_attempt_is_settled (const LessonAttempt *attempt);
/** lesson_attempt_step: go on until the next event; FALSE when nothing is under way. */
gboolean lesson_attempt_step (LessonAttempt *attempt);
/** lesson_attempt_settle: go on until nothing is. */
void lesson_attempt_settle (LessonAttempt *attempt);
