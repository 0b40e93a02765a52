#include "lesson-run.h"

#include <string.h>

#include "lesson-expect.h"
#include "lesson-wire.h"
#include "model-world.h"
#include "sim-world.h"
#include "trace-recording.h"

typedef struct
{
  const Lesson *lesson;
  SimWorld *world;
  LessonRun *out;
} Player;

static const LessonBlock *
machine_at (const LessonStep *step, guint i, LessonMachine machine)
{
  const LessonBlock *block = g_ptr_array_index (step->blocks, i);
  return block->kind == LESSON_BLOCK_MACHINE && block->machine == machine ? block : NULL;
}

/* FALSE at the first act that cannot be done. */
static gboolean
do_block (Player *player, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize blanks = strspn (lines[i], " \t");
      const char *act = g_strchomp (lines[i]) + blanks;
      g_autoptr (GError) error = NULL;
      guint column = 1;
      if (act[0] == '\0' || act[0] == '#')
        continue;
      if (!sim_world_act (player->world, act, &column, &error))
        {
          lesson_diagnose (player->out->diagnostics, player->lesson->path, block->line + i,
                           MAX (column, 1) + (guint) blanks + block->shift, "%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

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

/* What the step claims, once its acts have run. */
static void
hold_step (Player *player, const LessonStep *step, const LessonSpan *span)
{
  Trace *trace = sim_world_get_trace (player->world);
  g_autoptr (GPtrArray) lines = lesson_lines (trace, span->first, span->last);
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  LessonWire wire = { player->lesson, lines, 0, tags, player->out->diagnostics };
  LessonMoment moment = { trace, sim_world_get_model (player->world), span->first, span->last };
  for (guint i = 0; i < step->blocks->len; i++)
    {
      const LessonBlock *expect = machine_at (step, i, LESSON_MACHINE_EXPECT);
      const LessonBlock *excerpt = machine_at (step, i, LESSON_MACHINE_WIRE);
      if (expect != NULL)
        hold_expectations (player, expect, &moment);
      if (excerpt != NULL)
        lesson_wire_match (&wire, excerpt);
    }
}

static gboolean
play_step (Player *player, guint number)
{
  const LessonStep *step = lesson_get_step (player->lesson, number);
  g_autofree char *label = g_strdup_printf ("%u", number);
  LessonSpan span = { .first = sim_world_note (player->world, 0, label, 0) };
  gboolean done = TRUE;
  for (guint i = 0; done && i < step->blocks->len; i++)
    {
      const LessonBlock *acts = machine_at (step, i, LESSON_MACHINE_DO);
      if (acts != NULL)
        done = do_block (player, acts);
    }
  span.last = trace_get_n (sim_world_get_trace (player->world));
  if (done)
    hold_step (player, step, &span);
  span.last = trace_get_n (sim_world_get_trace (player->world));
  g_array_append_val (player->out->spans, span);
  return done;
}

/* A name in the world that only the simulation knows is wrong: the place is in the block. */
static void
place_world_error (const Lesson *lesson, const GError *inner, GError **error)
{
  const LessonStep *start = lesson_get_step (lesson, 0);
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  for (guint i = 0; i < start->blocks->len; i++)
    {
      const LessonBlock *block = machine_at (start, i, LESSON_MACHINE_WORLD);
      if (block != NULL && diagnostics->len == 0)
        lesson_diagnose_inner (diagnostics, lesson->path, block->line, block->shift, inner);
    }
  lesson_diagnostics_to_error (diagnostics, error);
}

LessonRun *
lesson_run (const Lesson *lesson, guint64 seed, guint until, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_assert (lesson->world != NULL);
  g_autoptr (SimWorld) world = sim_world_new (lesson->world, seed, &inner);
  if (world == NULL)
    {
      place_world_error (lesson, inner, error);
      return NULL;
    }
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
