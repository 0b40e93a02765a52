#pragma once

#include "lesson-exercise.h"
#include "model-world.h"
#include "sim-world.h"

struct _LessonAttempt
{
  const Lesson *lesson;           /* NULL: free play in the world of its own */
  const LessonExercise *exercise; /* NULL: free play */
  ModelWorld *own_world;          /* without a lesson; as is its text */
  char *own_text;
  guint64 seed;
  SimWorld *world;
  guint32 start;
};
