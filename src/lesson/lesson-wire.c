#include "lesson-wire.h"

#include <string.h>

/* Lines are compared for likeness only so far; a longer one differs from another early enough. */
#define LIKENESS_OCTETS 200
#define LIKENESS_LINES 500

void
lesson_wire_check (LessonReader *reader, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint column;
      g_autofree char *why = NULL;
      g_strchomp (lines[i]);
      if (lines[i][0] == '\0')
        continue;
      g_autoptr (LessonPattern) pattern = lesson_pattern_parse (lines[i], &column, &why);
      if (pattern == NULL)
        lesson_reader_refuse (reader, block->line + i, column + block->shift, "%s", why);
    }
}

/* How many octets have to be changed to turn one into the other (Levenshtein). */
static guint
distance (const char *a, const char *b)
{
  guint n = (guint) MIN (strlen (a), LIKENESS_OCTETS),
        m = (guint) MIN (strlen (b), LIKENESS_OCTETS);
  guint row[LIKENESS_OCTETS + 1];
  for (guint j = 0; j <= m; j++)
    row[j] = j;
  for (guint i = 1; i <= n; i++)
    {
      guint diagonal = row[0];
      row[0] = i;
      for (guint j = 1; j <= m; j++)
        {
          guint above = row[j];
          guint change = diagonal + (a[i - 1] != b[j - 1]);
          row[j] = MIN (change, MIN (above, row[j - 1]) + 1);
          diagonal = above;
        }
    }
  return row[m];
}

/* The line from @from on that is most like @pattern, among those of its connection and direction. */
static const LessonLine *
find_nearest (const LessonWire *wire, const LessonPattern *pattern, guint from)
{
  const LessonLine *best = NULL;
  guint best_distance = G_MAXUINT, seen = 0;
  for (guint i = from; i < wire->lines->len && seen < LIKENESS_LINES; i++)
    {
      const LessonLine *line = g_ptr_array_index (wire->lines, i);
      if (line->from_server != pattern->from_server || !lesson_pattern_is_who (pattern->who, line))
        continue;
      seen++;
      guint d = distance (pattern->text, line->text);
      if (d < best_distance)
        {
          best_distance = d;
          best = line;
        }
    }
  return best;
}

/* Octets both begin with, whole characters only. */
static guint
common_prefix (const char *pattern, const char *text)
{
  guint n = 0;
  while (pattern[n] != '\0' && pattern[n] == text[n])
    n++;
  while (n > 0 && ((guchar) pattern[n] & 0xC0) == 0x80)
    n--;
  return n;
}

static void
report (LessonWire *wire, const LessonPattern *pattern, guint line, guint shift)
{
  const char *direction = pattern->from_server ? "S" : "C";
  const LessonLine *nearest = find_nearest (wire, pattern, wire->at);
  const LessonLine *earlier = NULL;
  for (guint i = 0; i < wire->at && earlier == NULL; i++)
    {
      const LessonLine *candidate = g_ptr_array_index (wire->lines, i);
      if (lesson_pattern_match (pattern, candidate, NULL))
        earlier = candidate;
    }
  guint column = pattern->text_column + shift;
  if (earlier != NULL)
    lesson_diagnose (
        wire->diagnostics, wire->lesson->path, line, column,
        "this line is not sent here but earlier in the step (event %u); move it above the "
        "lines that follow it",
        earlier->event);
  else if (nearest == NULL)
    lesson_diagnose (
        wire->diagnostics, wire->lesson->path, line, column,
        "nothing of this kind (%s%s%s:) is sent from here to the end of the step; take the "
        "line out, or add the act that causes it",
        pattern->who != NULL ? pattern->who : "", pattern->who != NULL ? " " : "", direction);
  else
    lesson_diagnose (
        wire->diagnostics, wire->lesson->path, line,
        column + common_prefix (pattern->text, nearest->text),
        "no such line is sent here; the nearest is event %u on c%u (%s), so write `%s: %s`",
        nearest->event, nearest->connection, nearest->device, direction, nearest->text);
}

static void
match_line (LessonWire *wire, const LessonPattern *pattern, guint line, guint shift)
{
  if (pattern->gap)
    return;
  for (guint i = wire->at; i < wire->lines->len; i++)
    if (lesson_pattern_match (pattern, g_ptr_array_index (wire->lines, i), wire->tags))
      {
        wire->at = i + 1;
        return;
      }
  report (wire, pattern, line, shift);
}

void
lesson_wire_match (LessonWire *wire, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint column;
      g_autofree char *why = NULL;
      g_strchomp (lines[i]);
      g_autoptr (LessonPattern) pattern = lesson_pattern_parse (lines[i], &column, &why);
      if (pattern != NULL)
        match_line (wire, pattern, block->line + i, block->shift);
    }
}
