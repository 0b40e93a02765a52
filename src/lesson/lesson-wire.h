#pragma once

#include "lesson-lines.h"
#include "lesson-private.h"

/** lesson_wire_check: refuse lines of a `wire` block that are none. */
void lesson_wire_check (LessonReader *reader, const LessonBlock *block);

/** LessonWire: how far the `wire` blocks of one step have been matched. */
typedef struct
{
  const Lesson *lesson;
  GPtrArray *lines; /* of LessonLine: all that was sent in the step */
  guint at;         /* the first that was not matched or passed */
  GHashTable *tags; /* t1 → a1 */
  GPtrArray *diagnostics;
} LessonWire;

/**
 * lesson_wire_match: hold a `wire` block against what was sent: its lines must be there in this order,
 * others may lie between. After a line that is not there the next is looked for from the same place.
 */
void lesson_wire_match (LessonWire *wire, const LessonBlock *block);
