/* `expect` lines: each test reads its words twice: alone, and against a moment. */

#include "lesson-expect-private.h"

#include <stdarg.h>
#include <string.h>

void
lesson_claim_refuse (LessonClaim *claim, guint column, const char *format, ...)
{
  if (claim->why != NULL)
    return;
  va_list arguments;
  va_start (arguments, format);
  claim->why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  claim->column = column;
}

const ModelWord *
lesson_claim_word (const LessonClaim *claim, guint i)
{
  return i < claim->words->len ? g_ptr_array_index (claim->words, i) : NULL;
}

guint
lesson_claim_column (const LessonClaim *claim, guint i)
{
  const ModelWord *word = lesson_claim_word (claim, i),
                  *last = lesson_claim_word (claim, claim->words->len - 1);
  return word != NULL ? word->column : last->end_column;
}

const char *
lesson_claim_text (const LessonClaim *claim, guint i)
{
  const ModelWord *word = lesson_claim_word (claim, i);
  return word != NULL ? word->text : "";
}

void
lesson_claim_refuse_rest (LessonClaim *claim, guint i)
{
  if (lesson_claim_word (claim, i) != NULL)
    lesson_claim_refuse (claim, lesson_claim_column (claim, i),
                         "“%s” is too much here; take it out", lesson_claim_text (claim, i));
}

/* --- numbers --- */

static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };

LessonSign
lesson_sign_find (const char *text)
{
  LessonSign sign = LESSON_SIGN_EQUAL;
  while (sign < LESSON_N_SIGNS && !g_str_equal (signs[sign], text))
    sign++;
  return sign;
}

gboolean
lesson_sign_compare (LessonSign sign, gint64 actual, gint64 wanted)
{
  switch (sign)
    {
    case LESSON_SIGN_EQUAL:
      return actual == wanted;
    case LESSON_SIGN_NOT_EQUAL:
      return actual != wanted;
    case LESSON_SIGN_LESS:
      return actual < wanted;
    case LESSON_SIGN_LESS_EQUAL:
      return actual <= wanted;
    case LESSON_SIGN_MORE:
      return actual > wanted;
    default:
      return actual >= wanted;
    }
}

gboolean
lesson_claim_read_comparison (LessonClaim *claim, guint i, LessonSign *sign, gint64 *wanted)
{
  *sign = lesson_sign_find (lesson_claim_text (claim, i));
  if (*sign == LESSON_N_SIGNS)
    lesson_claim_refuse (claim, lesson_claim_column (claim, i),
                         "write one of = != < <= > >= here, then a number");
  else if (!g_ascii_string_to_signed (lesson_claim_text (claim, i + 1), 10, 0, G_MAXINT64, wanted,
                                      NULL))
    lesson_claim_refuse (claim, lesson_claim_column (claim, i + 1),
                         "“%s” is no number; write one such as 0 or 5",
                         lesson_claim_text (claim, i + 1));
  lesson_claim_refuse_rest (claim, i + 2);
  return claim->why == NULL;
}

/* --- lines --- */

static void
run_test (LessonClaim *claim)
{
  const ModelWord *first = lesson_claim_word (claim, 0);
  if (lesson_claim_of_trace (claim))
    return;
  if (strchr (first->text, ':') != NULL)
    lesson_claim_of_cell (claim);
  else
    lesson_claim_refuse (claim, first->column,
                         "“%s” begins no expectation; write the address of a cell such as "
                         "server:lin:INBOX:lunch:flags, or lines, order, first, last, octets, time "
                         "or events",
                         first->text);
}

gboolean
lesson_expect_check_line (LessonReader *reader, const char *text, guint line, guint column)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = model_words_split (text, 1, &error);
  if (words == NULL)
    lesson_diagnose_inner (reader->diagnostics, reader->lesson->path, line, column - 1, error);
  if (words == NULL || words->len == 0)
    return FALSE;
  LessonClaim claim = { .line = text, .words = words };
  run_test (&claim);
  gboolean good = claim.why == NULL;
  if (!good)
    lesson_reader_refuse (reader, line, claim.column + column - 1, "%s", claim.why);
  g_free (claim.why);
  return good;
}

void
lesson_expect_check (LessonReader *reader, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    lesson_expect_check_line (reader, lines[i], block->line + i, 1 + block->shift);
}

gboolean
lesson_expect_hold (const char *line, const LessonMoment *moment, guint *column, char **why)
{
  g_autoptr (GPtrArray) words = model_words_split (line, 1, NULL);
  if (words == NULL || words->len == 0)
    return TRUE;
  LessonClaim claim = { .line = line, .words = words, .moment = moment };
  run_test (&claim);
  *column = claim.column;
  *why = claim.why;
  return claim.why == NULL;
}

guint32
lesson_expect_decider (const char *line, const LessonMoment *moment)
{
  g_autoptr (GPtrArray) words = model_words_split (line, 1, NULL);
  if (words == NULL || words->len == 0)
    return moment->last;
  LessonClaim claim = { .line = line, .words = words, .moment = moment };
  run_test (&claim);
  g_free (claim.why);
  gboolean inside = claim.decider >= moment->first && claim.decider <= moment->last;
  return inside ? claim.decider : moment->last;
}
