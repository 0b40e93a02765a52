#pragma once

#include "lesson-private.h"

typedef struct _Model Model;
typedef struct _ModelWorld ModelWorld;
typedef struct _Trace Trace;

/** LessonMoment: what an expectation is held against: a step's events and the state after them. */
typedef struct
{
  Trace *trace;
  const Model *model;
  const ModelWorld
      *world;    /* whose messages may not have arrived yet; NULL: any label must be there */
  guint32 first; /* events of the step */
  guint32 last;
} LessonMoment;

/** lesson_expect_check: refuse lines of an `expect` block that are not in the grammar. */
void lesson_expect_check (LessonReader *reader, const LessonBlock *block);

/**
 * lesson_expect_check_line: refuse @text when it is no line of an `expect` block; @column is where it
 * begins in @line of the file, 1-based. FALSE when it was refused or holds nothing.
 */
gboolean lesson_expect_check_line (LessonReader *reader, const char *text, guint line,
                                   guint column);

/**
 * lesson_expect_hold: whether @line (a line of an `expect` block that was checked) holds. If not, *@why
 * says what is true instead and what to write, and *@column where: 1-based in the line.
 */
gboolean lesson_expect_hold (const char *line, const LessonMoment *moment, guint *column,
                             char **why);

/** lesson_expect_decider: the event of the moment that shows whether @line holds, its last when none does more than others. */
guint32 lesson_expect_decider (const char *line, const LessonMoment *moment);
