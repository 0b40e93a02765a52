/* `expect` lines: a table of tests, each reading its words twice: alone, and against a moment. */

#include "lesson-expect.h"

#include <string.h>

#include "base-time.h"
#include "lesson-lines.h"
#include "model-address.h"
#include "model-words.h"
#include "trace.h"

/* One line being read or held. Without @moment only its form is looked at. */
typedef struct
{
  const char *line;
  GPtrArray *words; /* of ModelWord */
  const LessonMoment *moment;
  guint column;
  char *why; /* set by the first thing that is wrong */
} Test;

static void refuse (Test *test, guint column, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
refuse (Test *test, guint column, const char *format, ...)
{
  if (test->why != NULL)
    return;
  va_list arguments;
  va_start (arguments, format);
  test->why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  test->column = column;
}

static const ModelWord *
word_at (const Test *test, guint i)
{
  return i < test->words->len ? g_ptr_array_index (test->words, i) : NULL;
}

static guint
column_at (const Test *test, guint i)
{
  const ModelWord *word = word_at (test, i), *last = word_at (test, test->words->len - 1);
  return word != NULL ? word->column : last->end_column;
}

static const char *
text_at (const Test *test, guint i)
{
  const ModelWord *word = word_at (test, i);
  return word != NULL ? word->text : "";
}

static void
refuse_rest (Test *test, guint i)
{
  if (word_at (test, i) != NULL)
    refuse (test, column_at (test, i), "“%s” is too much here; take it out", text_at (test, i));
}

/* --- numbers --- */

typedef enum
{
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  MORE,
  MORE_EQUAL,
  N_SIGNS
} Sign;

static const char *const signs[] = { "=", "!=", "<", "<=", ">", ">=" };

static Sign
find_sign (const char *text)
{
  Sign sign = EQUAL;
  while (sign < N_SIGNS && !g_str_equal (signs[sign], text))
    sign++;
  return sign;
}

static gboolean
compare (Sign sign, gint64 actual, gint64 wanted)
{
  switch (sign)
    {
    case EQUAL:
      return actual == wanted;
    case NOT_EQUAL:
      return actual != wanted;
    case LESS:
      return actual < wanted;
    case LESS_EQUAL:
      return actual <= wanted;
    case MORE:
      return actual > wanted;
    default:
      return actual >= wanted;
    }
}

/* "= 3" at word @i, the last of the line. */
static gboolean
read_comparison (Test *test, guint i, Sign *sign, gint64 *wanted)
{
  *sign = find_sign (text_at (test, i));
  if (*sign == N_SIGNS)
    refuse (test, column_at (test, i), "write one of = != < <= > >= here, then a number");
  else if (!g_ascii_string_to_signed (text_at (test, i + 1), 10, 0, G_MAXINT64, wanted, NULL))
    refuse (test, column_at (test, i + 1), "“%s” is no number; write one such as 0 or 5",
            text_at (test, i + 1));
  refuse_rest (test, i + 2);
  return test->why == NULL;
}

/* --- of the trace --- */

/* lines "phone S: * 4 EXPUNGE" = 0 */
static void
test_lines (Test *test)
{
  guint column;
  Sign sign;
  gint64 wanted, actual = 0;
  g_autofree char *why = NULL;
  g_autoptr (LessonPattern) pattern = lesson_pattern_parse (text_at (test, 1), &column, &why);
  if (pattern == NULL || pattern->gap || !word_at (test, 1)->quoted)
    refuse (test, column_at (test, 1),
            "write the line in quotes, as in a `wire` block: lines \"phone S: * 4 EXPUNGE\" = 0");
  if (!read_comparison (test, 2, &sign, &wanted) || test->moment == NULL)
    return;
  g_autoptr (GPtrArray)
      lines = lesson_lines (test->moment->trace, test->moment->first, test->moment->last);
  for (guint i = 0; i < lines->len; i++)
    actual += lesson_pattern_match (pattern, g_ptr_array_index (lines, i), NULL);
  if (!compare (sign, actual, wanted))
    refuse (test, column_at (test, 3),
            "%" G_GINT64_FORMAT " such lines are sent in this step; write = %" G_GINT64_FORMAT,
            actual, actual);
}

/* octets phone S: < 2000 */
static void
test_octets (Test *test)
{
  Sign sign;
  gint64 wanted;
  const char *direction = text_at (test, 2);
  gboolean from_server = g_str_equal (direction, "S:");
  if (!lesson_is_who (text_at (test, 1)))
    refuse (test, column_at (test, 1), "write a device or a connection here, such as phone or c1");
  if (!from_server && !g_str_equal (direction, "C:"))
    refuse (test, column_at (test, 2),
            "write C: for what it sends or S: for what the server sends");
  if (!read_comparison (test, 3, &sign, &wanted) || test->moment == NULL)
    return;
  const LessonMoment *moment = test->moment;
  gint64 actual = (gint64) lesson_lines_octets (moment->trace, moment->first, moment->last,
                                                text_at (test, 1), from_server);
  if (!compare (sign, actual, wanted))
    refuse (test, column_at (test, 4),
            "%" G_GINT64_FORMAT " octets are sent in this step; write = %" G_GINT64_FORMAT, actual,
            actual);
}

/* time < 1s */
static void
test_time (Test *test)
{
  Sign sign = find_sign (text_at (test, 1));
  gint64 wanted;
  if (sign == N_SIGNS)
    refuse (test, column_at (test, 1), "write one of = != < <= > >= here, then a time");
  else if (!base_time_parse (text_at (test, 2), &wanted))
    refuse (test, column_at (test, 2), "“%s” is no time; write one such as 200ms, 1.5s or 29m",
            text_at (test, 2));
  refuse_rest (test, 3);
  if (test->why != NULL || test->moment == NULL)
    return;
  const LessonMoment *moment = test->moment;
  gint64 actual = moment->last == 0 ? 0
                                    : trace_get (moment->trace, moment->last)->time
                                          - trace_get (moment->trace, moment->first)->time;
  g_autofree char *shown = base_time_format (actual);
  if (!compare (sign, actual, wanted))
    refuse (test, column_at (test, 2), "this step takes %s seconds; write = %ss", shown, shown);
}

static const struct
{
  const char *name;
  TraceKind kind;
  int sub; /* -1: any */
} happenings[] = {
  { "act", TRACE_ACT, -1 },
  { "link", TRACE_LINK, -1 },
  { "connect", TRACE_LINK, TRACE_LINK_CONNECT },
  { "close", TRACE_LINK, TRACE_LINK_CLOSE },
  { "reset", TRACE_LINK, TRACE_LINK_RESET },
  { "cut", TRACE_LINK, TRACE_LINK_CUT },
  { "drop", TRACE_LINK, TRACE_LINK_DROP },
  { "send", TRACE_SEND, -1 },
  { "arrive", TRACE_ARRIVE, -1 },
  { "turn", TRACE_TURN, -1 },
  { "timer", TRACE_TIMER, -1 },
};

/* events cut = 1 */
static void
test_events (Test *test)
{
  Sign sign;
  gint64 wanted, actual = 0;
  guint i = 0;
  while (i < G_N_ELEMENTS (happenings) && !g_str_equal (happenings[i].name, text_at (test, 1)))
    i++;
  if (i == G_N_ELEMENTS (happenings))
    refuse (
        test, column_at (test, 1),
        "“%s” is no kind of event; write act, link, connect, close, reset, cut, drop, send, arrive, "
        "turn or timer",
        text_at (test, 1));
  if (!read_comparison (test, 2, &sign, &wanted) || test->moment == NULL)
    return;
  for (guint32 number = MAX (test->moment->first, 1); number <= test->moment->last; number++)
    {
      const TraceEvent *event = trace_get (test->moment->trace, number);
      actual += event->kind == happenings[i].kind
                && (happenings[i].sub < 0 || event->sub == happenings[i].sub);
    }
  if (!compare (sign, actual, wanted))
    refuse (test, column_at (test, 3),
            "%" G_GINT64_FORMAT " such events happen in this step; write = %" G_GINT64_FORMAT,
            actual, actual);
}

static const struct
{
  const char *word;
  void (*run) (Test *test);
} trace_tests[] = {
  { "lines", test_lines },
  { "octets", test_octets },
  { "time", test_time },
  { "events", test_events },
};

/* --- of cells --- */

typedef struct
{
  ModelAddress address;
  ModelValue value;
  char *shown;
} Cell;

static void
cell_clear (Cell *cell)
{
  model_value_clear (&cell->value);
  g_clear_pointer (&cell->shown, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cell, cell_clear)

static gboolean
find_cell (Test *test, guint i, Cell *cell)
{
  g_autoptr (GError) error = NULL;
  const Model *model = test->moment->model;
  if (!model_address_parse (model, text_at (test, i), &cell->address, &error))
    {
      refuse (test, column_at (test, i), "%s", error->message);
      return FALSE;
    }
  cell->value = model_address_value (model, &cell->address);
  cell->shown = model_address_show (model, &cell->address);
  return TRUE;
}

static gboolean
is_unknown (const Cell *cell)
{
  return cell->value.kind == MODEL_VALUE_UNKNOWN
         || (cell->address.field == MODEL_FIELD_FLAGS && cell->value.kind == MODEL_VALUE_NUMBER
             && ((ModelFlags) cell->value.number & MODEL_FLAGS_UNKNOWN) != 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp (*(char *const *) a, *(char *const *) b);
}

/* "(\Seen \Flagged)" in a fixed order, so that flags compare as a set. */
static char *
sort_flags (const char *text)
{
  gsize len = strlen (text);
  if (len < 2 || text[0] != '(' || text[len - 1] != ')')
    return g_strdup (text);
  g_autofree char *inner = g_strndup (text + 1, len - 2);
  g_auto (GStrv) names = g_strsplit (inner, " ", -1);
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  g_autofree char *joined = g_strjoinv (" ", names);
  return g_ascii_strdown (joined, -1);
}

/* The rest of the line from word @i on, as it is written. */
static char *
rest_from (const Test *test, guint i)
{
  guint first = column_at (test, i), end = column_at (test, test->words->len);
  return g_strndup (test->line + first - 1, end - first);
}

static void
test_value (Test *test, const Cell *cell, gboolean equal)
{
  g_autofree char *wanted = rest_from (test, 2);
  g_autofree char *a = sort_flags (wanted), *b = sort_flags (cell->shown);
  gboolean same = g_str_equal (a, b)
                  || (test->words->len == 3 && g_str_equal (text_at (test, 2), cell->shown));
  if (same != equal)
    refuse (test, column_at (test, 2), "%s is %s here; write `%s %s`, or change the acts",
            text_at (test, 0), cell->shown,
            equal ? "=" : "!=", equal ? cell->shown : "SOMETHING ELSE");
}

static void
test_number (Test *test, const Cell *cell)
{
  Sign sign;
  gint64 wanted;
  if (!read_comparison (test, 1, &sign, &wanted) || test->moment == NULL)
    return;
  if (cell->value.kind != MODEL_VALUE_NUMBER || is_unknown (cell))
    refuse (test, column_at (test, 0), "%s is %s here, no number to compare; write `= %s`",
            text_at (test, 0), cell->shown, cell->shown);
  else if (!compare (sign, cell->value.number, wanted))
    refuse (test, column_at (test, 2), "%s is %s here; write `= %s`, or change the acts",
            text_at (test, 0), cell->shown, cell->shown);
}

/* has \Seen, lacks \Seen */
static void
test_flags (Test *test, const Cell *cell, gboolean has)
{
  if (word_at (test, 2) == NULL)
    refuse (test, column_at (test, 2), "write the flag here, such as \\Seen");
  if (test->moment == NULL || test->why != NULL)
    return;
  if (cell->address.field != MODEL_FIELD_FLAGS)
    {
      refuse (test, column_at (test, 0),
              "only :flags have and lack flags; end the address with :flags");
      return;
    }
  gboolean known = cell->value.kind == MODEL_VALUE_NUMBER && !is_unknown (cell);
  const char *keywords = known ? model_get_text (test->moment->model, cell->address.object,
                                                 MODEL_FIELD_KEYWORDS)
                               : NULL;
  for (guint i = 2; i < test->words->len; i++)
    {
      ModelFlags flag = model_flag_parse (text_at (test, i), keywords);
      gboolean there = known && ((ModelFlags) cell->value.number & flag) != 0;
      if (flag == 0 && text_at (test, i)[0] == '\\')
        refuse (test, column_at (test, i),
                "there is no flag %s; write \\Seen \\Answered \\Flagged \\Deleted or \\Draft",
                text_at (test, i));
      else if (!known || there != has)
        refuse (test, column_at (test, i), "%s is %s here; write `= %s`, or change the acts",
                text_at (test, 0), cell->shown, cell->shown);
    }
}

/* same-as ADDRESS, differs-from ADDRESS */
static void
test_other (Test *test, const Cell *cell, gboolean same)
{
  g_auto (Cell) other = { 0 };
  if (strchr (text_at (test, 2), ':') == NULL)
    refuse (test, column_at (test, 2), "write the address of the other cell here");
  refuse_rest (test, 3);
  if (test->moment == NULL || test->why != NULL || !find_cell (test, 2, &other))
    return;
  if (g_str_equal (cell->shown, other.shown) != same)
    refuse (test, column_at (test, 1), "%s is %s and %s is %s here; write `%s`, or change the acts",
            text_at (test, 0), cell->shown, text_at (test, 2), other.shown,
            same ? "differs-from" : "same-as");
}

static void
test_being (Test *test, const Cell *cell, gboolean holds)
{
  if (!holds)
    refuse (test, column_at (test, 1), "%s is %s here; write `= %s`, or change the acts",
            text_at (test, 0), cell->shown, cell->shown);
}

static void
test_cell (Test *test)
{
  static const char *const verbs =
      "= != < <= > >= has lacks unknown known exists absent same-as differs-from";
  g_auto (Cell) cell = { 0 };
  const char *verb = text_at (test, 1);
  Sign sign = find_sign (verb);
  gboolean holding = test->moment != NULL;
  if (holding && !find_cell (test, 0, &cell))
    return;
  ModelValueKind kind = cell.value.kind;
  if (sign == EQUAL || sign == NOT_EQUAL)
    {
      if (word_at (test, 2) == NULL)
        refuse (test, column_at (test, 2), "write the value here, as `state` prints it");
      else if (holding)
        test_value (test, &cell, sign == EQUAL);
    }
  else if (sign != N_SIGNS)
    test_number (test, &cell);
  else if (g_str_equal (verb, "has") || g_str_equal (verb, "lacks"))
    test_flags (test, &cell, verb[0] == 'h');
  else if (g_str_equal (verb, "same-as") || g_str_equal (verb, "differs-from"))
    test_other (test, &cell, verb[0] == 's');
  else if (g_str_equal (verb, "unknown") || g_str_equal (verb, "known")
           || g_str_equal (verb, "exists") || g_str_equal (verb, "absent"))
    {
      refuse_rest (test, 2);
      gboolean there = kind != MODEL_VALUE_NONE;
      gboolean holds = g_str_equal (verb, "exists")    ? there
                       : g_str_equal (verb, "absent")  ? !there
                       : g_str_equal (verb, "unknown") ? is_unknown (&cell)
                                                       : there && !is_unknown (&cell);
      if (holding)
        test_being (test, &cell, holds);
    }
  else
    refuse (test, column_at (test, 1), "write one of %s here", verbs);
}

static void
run_test (Test *test)
{
  const ModelWord *first = word_at (test, 0);
  for (guint i = 0; i < G_N_ELEMENTS (trace_tests); i++)
    if (g_str_equal (trace_tests[i].word, first->text))
      {
        trace_tests[i].run (test);
        return;
      }
  if (strchr (first->text, ':') != NULL)
    test_cell (test);
  else
    refuse (test, first->column,
            "“%s” begins no expectation; write the address of a cell such as "
            "server:lin:INBOX:lunch:flags, or lines, octets, time or events",
            first->text);
}

void
lesson_expect_check (LessonReader *reader, const LessonBlock *block)
{
  g_auto (GStrv) lines = lesson_block_lines (block);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) words = model_words_split (lines[i], 1, &error);
      if (words == NULL)
        {
          lesson_diagnose_inner (reader->diagnostics, reader->lesson->path, block->line + i,
                                 block->shift, error);
          continue;
        }
      if (words->len == 0)
        continue;
      Test test = { .line = lines[i], .words = words };
      run_test (&test);
      if (test.why != NULL)
        lesson_reader_refuse (reader, block->line + i, test.column + block->shift, "%s", test.why);
      g_free (test.why);
    }
}

gboolean
lesson_expect_hold (const char *line, const LessonMoment *moment, guint *column, char **why)
{
  g_autoptr (GPtrArray) words = model_words_split (line, 1, NULL);
  if (words == NULL || words->len == 0)
    return TRUE;
  Test test = { .line = line, .words = words, .moment = moment };
  run_test (&test);
  *column = test.column;
  *why = test.why;
  return test.why == NULL;
}
