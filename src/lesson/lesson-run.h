#pragma once

#include "lesson.h"

typedef struct _TraceRecording TraceRecording;

/** LessonSpan: the events of one step: from its own CHECK event to the last before the next step's. */
typedef struct
{
  guint32 first; /* the CHECK event that marks the step, labelled with its number */
  guint32 last;
} LessonSpan;

/** LessonRun: what came of running a lesson. */
typedef struct
{
  TraceRecording *recording;
  GArray *spans; /* of LessonSpan: element i is step i; step 0 is the moment before, { 0, 0 } */
  GPtrArray
      *diagnostics; /* of LessonDiagnostic: acts that could not be done, claims that do not hold */
} LessonRun;

/**
 * lesson_run: build the world of @lesson, do the acts of its steps 1 … @until (0: all) and check what
 * each step claims once its acts have run. Same lesson (in any language), seed and @until: same
 * recording, octet for octet. An act that cannot be done ends the run there. NULL with
 * LESSON_ERROR_INVALID when the world cannot be built. Caller frees.
 */
LessonRun *lesson_run (const Lesson *lesson, guint64 seed, guint until, GError **error);
void lesson_run_free (LessonRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LessonRun, lesson_run_free)

/** lesson_run_step_at: the step to which event @number belongs; 0 before the first. */
guint lesson_run_step_at (const LessonRun *run, guint32 number);
