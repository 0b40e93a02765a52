#include "lesson-run.h"

#include <string.h>

#include "lesson-expect.h"
#include "lesson-play.h"
#include "lesson-wire.h"
#include "sim-world.h"
#include "trace-recording.h"

typedef struct
{
  const Lesson *lesson;
  SimWorld *world;
  LessonRun *out;
} Player;

static void
hold_expectations (Player *player, const LessonBlock *block, const LessonMoment *moment)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint column;
      g_autofree char *why = NULL;
      if (lesson_expect_hold (lines[i], moment, &column, &why))
        continue;
      lesson_diagnose (player->out->diagnostics, player->lesson->path, block->line + i,
                       column + block->shift, "%s", why);
      sim_world_note (player->world, 2, g_strstrip (lines[i]), 0);
    }
}

/* The key of a question: what is marked right is true, the rest is not. */
static void
hold_answers (Player *player, const LessonQuestion *question, const LessonMoment *moment)
{
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LessonAnswer *answer = g_ptr_array_index (question->answers, i);
      guint column = 1;
      g_autofree char *why = NULL;
      gboolean holds = lesson_expect_hold (answer->predicate, moment, &column, &why);
      if (answer->right && !holds)
        lesson_diagnose (player->out->diagnostics, player->lesson->path, answer->line,
                         answer->column + column - 1,
                         "this answer is marked right but is not true: %s", why);
      else if (!answer->right && holds)
        lesson_diagnose (player->out->diagnostics, player->lesson->path, answer->line,
                         answer->column,
                         "this answer is not marked right, but `%s` is true at the end of the "
                         "step; write something that is not, or mark it with [x]",
                         answer->predicate);
    }
}

/* What the step claims, once its acts have run. */
static void
hold_step (Player *player, const LessonStep *step, const LessonSpan *span)
{
  Trace *trace = sim_world_get_trace (player->world);
  g_autoptr (GPtrArray) lines = lesson_lines (trace, span->first, span->last);
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  LessonWire wire = { player->lesson, lines, 0, tags, player->out->diagnostics };
  LessonMoment moment = { trace, sim_world_get_model (player->world), player->lesson->world,
                          span->first, span->last };
  for (guint i = 0; i < step->blocks->len; i++)
    {
      const LessonBlock *expect = lesson_step_machine (step, i, LESSON_MACHINE_EXPECT);
      const LessonBlock *excerpt = lesson_step_machine (step, i, LESSON_MACHINE_WIRE);
      const LessonBlock *block = g_ptr_array_index (step->blocks, i);
      if (expect != NULL)
        hold_expectations (player, expect, &moment);
      if (excerpt != NULL)
        lesson_wire_match (&wire, excerpt);
      if (block->kind == LESSON_BLOCK_QUESTION)
        hold_answers (player, block->question, &moment);
    }
}

static gboolean
play_step (Player *player, guint number)
{
  Trace *trace = sim_world_get_trace (player->world);
  LessonSpan span = { .first = trace_get_n (trace) + 1 };
  gboolean done = lesson_play_acts (player->lesson, player->world, number,
                                    player->out->diagnostics);
  span.last = trace_get_n (trace);
  if (done)
    hold_step (player, lesson_get_step (player->lesson, number), &span);
  span.last = trace_get_n (trace);
  g_array_append_val (player->out->spans, span);
  return done;
}

LessonRun *
lesson_run (const Lesson *lesson, guint64 seed, guint until, GError **error)
{
  g_autoptr (SimWorld) world = lesson_play_world (lesson, seed, error);
  if (world == NULL)
    return NULL;
  LessonRun *run = g_new0 (LessonRun, 1);
  run->spans = g_array_new (FALSE, FALSE, sizeof (LessonSpan));
  run->diagnostics = lesson_diagnostics_new ();
  LessonSpan start = { 0, 0 };
  g_array_append_val (run->spans, start);
  Player player = { lesson, world, run };
  guint n = lesson_get_n_steps (lesson);
  guint end = until == 0 ? n : MIN (until, n);
  for (guint i = 1; i <= end && play_step (&player, i); i++)
    ;
  run->recording = trace_recording_new (lesson->world_text, seed, lesson->slug, lesson->hash,
                                        sim_world_get_trace (world));
  return run;
}

void
lesson_run_free (LessonRun *run)
{
  trace_recording_unref (run->recording);
  g_array_unref (run->spans);
  g_ptr_array_unref (run->diagnostics);
  g_free (run);
}

guint
lesson_run_step_at (const LessonRun *run, guint32 number)
{
  guint step = run->spans->len - 1;
  while (step > 0 && g_array_index (run->spans, LessonSpan, step).first > number)
    step--;
  return step;
}
