#pragma once

#include "lesson-private.h"

typedef struct _SimWorld SimWorld;

/** lesson_play_world: the world of @lesson at its beginning; NULL with LESSON_ERROR_INVALID. Caller frees. */
SimWorld *lesson_play_world (const Lesson *lesson, guint64 seed, GError **error);

/**
 * lesson_play_acts: write the CHECK event that marks @step and do the step's acts. FALSE at the first
 * act that cannot be done; @diagnostics says which and why.
 */
gboolean lesson_play_acts (const Lesson *lesson, SimWorld *world, guint step,
                           GPtrArray *diagnostics);
