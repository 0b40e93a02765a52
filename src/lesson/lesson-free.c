#include "lesson-free.h"

#include "base-data.h"
#include "lesson-attempt-private.h"
#include "lesson-play.h"
#include "trace.h"

/* The world of free play, from the file of that name. */
static gboolean
make_world (LessonAttempt *attempt, GError **error)
{
  static const char name[] = "free/world.txt";
  g_autofree char *path = base_data_find (name);
  g_autoptr (GError) inner = NULL;
  if (path == NULL || !g_file_get_contents (path, &attempt->own_text, NULL, &inner))
    {
      g_set_error (error, LESSON_ERROR, LESSON_ERROR_IO, "%s: %s; install Postglass again", name,
                   inner != NULL ? inner->message : "the file is not there");
      return FALSE;
    }
  attempt->own_world = model_world_parse (attempt->own_text, &inner);
  if (attempt->own_world != NULL)
    attempt->world = sim_world_new (attempt->own_world, attempt->seed, &inner);
  if (attempt->world == NULL)
    g_set_error (error, LESSON_ERROR, LESSON_ERROR_INVALID, "%s:%s", path, inner->message);
  return attempt->world != NULL;
}

LessonAttempt *
lesson_attempt_new_free (const Lesson *lesson, guint64 seed, GError **error)
{
  g_autoptr (LessonAttempt) attempt = g_new0 (LessonAttempt, 1);
  attempt->lesson = lesson;
  attempt->seed = seed;
  if (lesson == NULL)
    return make_world (attempt, error) ? g_steal_pointer (&attempt) : NULL;
  attempt->world = lesson_play_world (lesson, seed, error);
  return attempt->world != NULL ? g_steal_pointer (&attempt) : NULL;
}

const ModelWorld *
lesson_attempt_get_world (const LessonAttempt *attempt)
{
  return attempt->lesson != NULL ? attempt->lesson->world : attempt->own_world;
}

void
lesson_attempt_set_stepping (LessonAttempt *attempt, gboolean stepping)
{
  sim_world_set_stepping (attempt->world, stepping);
}

gboolean
lesson_attempt_is_settled (const LessonAttempt *attempt)
{
  return sim_world_is_settled (attempt->world);
}

gboolean
lesson_attempt_step (LessonAttempt *attempt)
{
  Trace *trace = sim_world_get_trace (attempt->world);
  guint32 before = trace_get_n (trace);
  while (trace_get_n (trace) == before && !sim_world_is_settled (attempt->world))
    sim_world_step (attempt->world);
  return trace_get_n (trace) > before;
}

void
lesson_attempt_settle (LessonAttempt *attempt)
{
  sim_world_settle (attempt->world);
}
