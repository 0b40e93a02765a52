#pragma once

#include "lesson-expect.h"

#include "model-words.h"

/** LessonClaim: one line of an `expect` block being read or held. */
typedef struct
{
  const char *line;
  GPtrArray *words;           /* of ModelWord */
  const LessonMoment *moment; /* NULL: only the form of the line is looked at */
  guint column;
  char *why;       /* set by the first thing that is wrong */
  guint32 decider; /* the event that shows whether it holds; 0: none more than the others */
} LessonClaim;

/** lesson_claim_refuse: say what is wrong at @column, unless something was said before. */
void lesson_claim_refuse (LessonClaim *claim, guint column, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** lesson_claim_word: word @i, NULL behind the last. _column: where it is, or would be. _text: "" behind the last. */
const ModelWord *lesson_claim_word (const LessonClaim *claim, guint i);
guint lesson_claim_column (const LessonClaim *claim, guint i);
const char *lesson_claim_text (const LessonClaim *claim, guint i);

/** lesson_claim_refuse_rest: refuse word @i if there is one. */
void lesson_claim_refuse_rest (LessonClaim *claim, guint i);

typedef enum
{
  LESSON_SIGN_EQUAL,
  LESSON_SIGN_NOT_EQUAL,
  LESSON_SIGN_LESS,
  LESSON_SIGN_LESS_EQUAL,
  LESSON_SIGN_MORE,
  LESSON_SIGN_MORE_EQUAL,
  LESSON_N_SIGNS
} LessonSign;

/** lesson_sign_find: the sign @text is, LESSON_N_SIGNS when it is none. */
LessonSign lesson_sign_find (const char *text);
gboolean lesson_sign_compare (LessonSign sign, gint64 actual, gint64 wanted);

/** lesson_claim_read_comparison: "= 3" at word @i, the last of the line. FALSE when something was refused. */
gboolean lesson_claim_read_comparison (LessonClaim *claim, guint i, LessonSign *sign,
                                       gint64 *wanted);

/** lesson_claim_of_trace: read and hold a line on what happened; FALSE when its first word begins none. */
gboolean lesson_claim_of_trace (LessonClaim *claim);

/** lesson_claim_of_cell: read and hold a line that begins with the address of a cell. */
void lesson_claim_of_cell (LessonClaim *claim);
