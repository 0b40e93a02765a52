#include "lesson-exercise.h"

#include "lesson-attempt-private.h"
#include "lesson-expect.h"
#include "lesson-play.h"
#include "trace-recording.h"
#include "trace.h"

const LessonExercise *
lesson_get_exercise (const Lesson *lesson, guint step, guint which)
{
  const GPtrArray *blocks = lesson_get_step (lesson, step)->blocks;
  for (guint i = 0; i < blocks->len; i++)
    {
      const LessonBlock *block = g_ptr_array_index (blocks, i);
      if (block->kind == LESSON_BLOCK_EXERCISE && which-- == 0)
        return block->exercise;
    }
  return NULL;
}

LessonAttempt *
lesson_attempt_new (const Lesson *lesson, guint64 seed, guint step, guint which, GError **error)
{
  g_autoptr (LessonAttempt) attempt = g_new0 (LessonAttempt, 1);
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  attempt->lesson = lesson;
  attempt->seed = seed;
  attempt->exercise = lesson_get_exercise (lesson, step, which);
  g_assert (attempt->exercise != NULL);
  attempt->world = lesson_play_world (lesson, seed, error);
  if (attempt->world == NULL)
    return NULL;
  for (guint i = 1; i <= step; i++)
    if (!lesson_play_acts (lesson, attempt->world, i, diagnostics))
      {
        lesson_diagnostics_to_error (diagnostics, error);
        return NULL;
      }
  attempt->start = trace_get_n (sim_world_get_trace (attempt->world));
  return g_steal_pointer (&attempt);
}

void
lesson_attempt_free (LessonAttempt *attempt)
{
  g_clear_pointer (&attempt->world, sim_world_free);
  g_clear_pointer (&attempt->own_world, model_world_free);
  g_free (attempt->own_text);
  g_free (attempt);
}

gboolean
lesson_attempt_act (LessonAttempt *attempt, const char *act, guint *column, GError **error)
{
  return sim_world_act (attempt->world, act, column, error);
}

/* *@at: the act that could not be done. */
static gboolean
solve (LessonAttempt *attempt, guint *at, guint *column, GError **error)
{
  const GPtrArray *acts = attempt->exercise->acts;
  for (*at = 0; *at < acts->len; (*at)++)
    if (!lesson_attempt_act (attempt, g_ptr_array_index (acts, *at), column, error))
      return FALSE;
  sim_world_settle (attempt->world);
  return TRUE;
}

gboolean
lesson_attempt_solve (LessonAttempt *attempt, GError **error)
{
  guint at;
  return solve (attempt, &at, NULL, error);
}

Trace *
lesson_attempt_get_trace (LessonAttempt *attempt)
{
  return sim_world_get_trace (attempt->world);
}

guint32
lesson_attempt_get_start (const LessonAttempt *attempt)
{
  return attempt->start;
}

TraceRecording *
lesson_attempt_record (LessonAttempt *attempt)
{
  const Lesson *lesson = attempt->lesson;
  if (lesson == NULL)
    return trace_recording_new (attempt->own_text, attempt->seed, NULL, NULL,
                                sim_world_get_trace (attempt->world));
  return trace_recording_new (lesson->world_text, attempt->seed, lesson->slug, lesson->hash,
                              sim_world_get_trace (attempt->world));
}

/* --- goals --- */

static gboolean
hold_goal (LessonAttempt *attempt, guint i, guint *column, char **why)
{
  const LessonGoal *goal = g_ptr_array_index (attempt->exercise->goals, i);
  Trace *trace = sim_world_get_trace (attempt->world);
  LessonMoment moment = { trace, sim_world_get_model (attempt->world), attempt->lesson->world,
                          attempt->start + 1, trace_get_n (trace) };
  return lesson_expect_hold (goal->predicate, &moment, column, why);
}

gboolean
lesson_attempt_goal (LessonAttempt *attempt, guint i)
{
  guint column;
  g_autofree char *why = NULL;
  return hold_goal (attempt, i, &column, &why);
}

gboolean
lesson_attempt_is_done (LessonAttempt *attempt)
{
  gboolean done = TRUE;
  for (guint i = 0; i < attempt->exercise->goals->len; i++)
    done = done && lesson_attempt_goal (attempt, i);
  return done;
}

/* --- checking --- */

static void
check_solution (LessonAttempt *attempt, GPtrArray *diagnostics)
{
  const LessonExercise *exercise = attempt->exercise;
  const char *path = attempt->lesson->path;
  g_autoptr (GError) error = NULL;
  guint at, column = 1;
  if (!solve (attempt, &at, &column, &error))
    {
      lesson_diagnose (diagnostics, path, g_array_index (exercise->act_lines, guint, at),
                       (guint) strlen ("do ") + column, "this act of the solution fails: %s",
                       error->message);
      return;
    }
  for (guint i = 0; i < exercise->goals->len; i++)
    {
      const LessonGoal *goal = g_ptr_array_index (exercise->goals, i);
      g_autofree char *why = NULL;
      if (!hold_goal (attempt, i, &column, &why))
        lesson_diagnose (diagnostics, path, goal->line, goal->column + column - 1,
                         "the solution does not reach this goal: %s", why);
    }
}

static gboolean
check_exercise (const Lesson *lesson, guint64 seed, guint step, guint which, GPtrArray *diagnostics)
{
  if (lesson_get_exercise (lesson, step, which) == NULL)
    return FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (LessonAttempt) attempt = lesson_attempt_new (lesson, seed, step, which, &error);
  if (attempt == NULL)
    return FALSE; /* told by the run itself */
  const LessonGoal *first = g_ptr_array_index (attempt->exercise->goals, 0);
  if (lesson_attempt_is_done (attempt))
    lesson_diagnose (diagnostics, lesson->path, first->line, first->column,
                     "all goals of this exercise hold before anything was done; ask for something "
                     "that is not so yet");
  check_solution (attempt, diagnostics);
  return TRUE;
}

void
lesson_check_exercises (const Lesson *lesson, guint64 seed, GPtrArray *diagnostics)
{
  for (guint step = 1; step <= lesson_get_n_steps (lesson); step++)
    for (guint which = 0; check_exercise (lesson, seed, step, which, diagnostics); which++)
      ;
}
