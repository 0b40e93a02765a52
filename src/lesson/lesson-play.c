#include "lesson-play.h"

#include <string.h>

#include "sim-world.h"

/* FALSE at the first act that cannot be done. */
static gboolean
do_block (const Lesson *lesson, SimWorld *world, const LessonBlock *block, GPtrArray *diagnostics)
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
      if (!sim_world_act (world, act, &column, &error))
        {
          lesson_diagnose (diagnostics, lesson->path, block->line + i,
                           MAX (column, 1) + (guint) blanks + block->shift, "%s", error->message);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
lesson_play_acts (const Lesson *lesson, SimWorld *world, guint number, GPtrArray *diagnostics)
{
  const LessonStep *step = lesson_get_step (lesson, number);
  g_autofree char *label = g_strdup_printf ("%u", number);
  gboolean done = TRUE;
  sim_world_note (world, 0, label, 0);
  for (guint i = 0; done && i < step->blocks->len; i++)
    {
      const LessonBlock *acts = lesson_step_machine (step, i, LESSON_MACHINE_DO);
      if (acts != NULL)
        done = do_block (lesson, world, acts, diagnostics);
    }
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
      const LessonBlock *block = lesson_step_machine (start, i, LESSON_MACHINE_WORLD);
      if (block != NULL && diagnostics->len == 0)
        lesson_diagnose_inner (diagnostics, lesson->path, block->line, block->shift, inner);
    }
  lesson_diagnostics_to_error (diagnostics, error);
}

SimWorld *
lesson_play_world (const Lesson *lesson, guint64 seed, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_assert (lesson->world != NULL);
  SimWorld *world = sim_world_new (lesson->world, seed, &inner);
  if (world == NULL)
    place_world_error (lesson, inner, error);
  return world;
}
