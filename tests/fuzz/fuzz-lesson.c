/* Any octets as a lesson file: read, compared with itself and, when it is small enough, run. */

#include "fuzz.h"

#include <string.h>

#include "lesson-exercise.h"
#include "lesson-run.h"
#include "lesson.h"
#include "model-world.h"
#include "trace-recording.h"

#define MAX_OCTETS (32 * 1024)
#define MAX_MESSAGES 2000
#define MAX_ACTS 60

/* Composing a world costs what its octets= say; so many digits are another test's business. */
static gboolean
is_costly (const char *text, gsize len)
{
  guint digits = 0, runs = 0;
  for (gsize i = 0; i < len; i++)
    {
      digits = g_ascii_isdigit (text[i]) ? digits + 1 : 0;
      runs += digits == 6;
    }
  return runs > 8;
}

static guint
count_acts (const Lesson *lesson)
{
  guint acts = 0;
  for (guint i = 1; i < lesson->steps->len; i++)
    {
      const LessonStep *step = lesson_get_step (lesson, i);
      for (guint j = 0; j < step->blocks->len; j++)
        {
          const LessonBlock *block = g_ptr_array_index (step->blocks, j);
          for (const char *c = block->text; c != NULL && *c != '\0'; c++)
            acts += *c == '\n';
        }
    }
  return acts;
}

static void
check_places (const GPtrArray *diagnostics, const char *text, gsize len)
{
  guint lines = 1;
  for (gsize i = 0; i < len; i++)
    lines += text[i] == '\n';
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const LessonDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);
      g_assert (diagnostic->line >= 1 && diagnostic->line <= lines + 1);
      g_assert (diagnostic->column >= 1);
      g_assert (g_utf8_validate (diagnostic->message, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;
  if (size > MAX_OCTETS || is_costly (text, size))
    return 0;
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  g_autoptr (Lesson) lesson = lesson_parse ("1-1-fuzz/en.md", text, size, diagnostics);
  lesson_diagnostics_sort (diagnostics);
  check_places (diagnostics, text, size);
  if (diagnostics->len > 0 || model_world_count (lesson->world) > MAX_MESSAGES
      || lesson->world->devices->len > 20 || count_acts (lesson) > MAX_ACTS)
    return 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (LessonRun) run = lesson_run (lesson, 1, 0, &error);
  if (run == NULL)
    return 0;
  lesson_check_exercises (lesson, 1, run->diagnostics);
  check_places (run->diagnostics, text, size);
  return 0;
}
