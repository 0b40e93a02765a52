#pragma once

#include "lesson.h"

/** What the readers of one file share. */
typedef struct
{
  Lesson *lesson;
  char **lines; /* of the whole file, 0-based */
  guint n_lines;
  guint offset; /* lines before the CommonMark text */
  GPtrArray *diagnostics;
} LessonReader;

LessonBlock *lesson_block_new (LessonBlockKind kind, guint line);
void lesson_block_free (LessonBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LessonBlock, lesson_block_free)

/** lesson_reader_refuse: a diagnostic at a place of this file. */
void lesson_reader_refuse (LessonReader *reader, guint line, guint column, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/** lesson_read_front_matter: the `key: value` lines between the --- lines; sets the reader's offset. */
void lesson_read_front_matter (LessonReader *reader);

/** lesson_read_text: the CommonMark below the front matter: title, steps, blocks. */
void lesson_read_text (LessonReader *reader);

/**
 * lesson_read_questions: where a step holds an `ask` or `try` block, make it and its neighbours one
 * QUESTION or EXERCISE; what is missing or too much is refused.
 */
void lesson_read_questions (LessonReader *reader);

LessonQuestion *lesson_question_new (void);
void lesson_question_free (LessonQuestion *question);
LessonExercise *lesson_exercise_new (void);
void lesson_exercise_free (LessonExercise *exercise);

/** lesson_block_is_machine: whether it holds lines that are run or checked, in @text. */
gboolean lesson_block_is_machine (const LessonBlock *block);

/** lesson_find_arrangement: @name as `show` blocks call it, NULL when there is none of that name. Borrowed. */
const char *lesson_find_arrangement (const char *name);

/** lesson_step_machine: block @i of @step if it is a MACHINE block of this kind, else NULL. Borrowed. */
const LessonBlock *lesson_step_machine (const LessonStep *step, guint i, LessonMachine machine);

/** lesson_check_machine: read the machine lines of all blocks as far as that goes without running them. */
void lesson_check_machine (LessonReader *reader);

/** lesson_block_lines: the lines of a CODE or MACHINE block without their ends; caller frees. */
char **lesson_block_lines (const LessonBlock *block);

/** lesson_compare: hold the machine lines and the presence of text in @other against @lesson. */
void lesson_compare (const Lesson *lesson, const Lesson *other, GPtrArray *diagnostics);
