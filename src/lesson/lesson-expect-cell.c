/* `expect` lines on cells: what is, at the end of the step. */

#include "lesson-expect-private.h"

#include <string.h>

#include "model-address.h"
#include "model-world.h"

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

/*
 * A label of the world that has not arrived yet names no message of the model. It is as absent as a
 * UID that nobody has: that one is asked about instead.
 */
static gboolean
parse_address (const LessonMoment *moment, const char *text, ModelAddress *out, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint n = g_strv_length (parts);
  g_autoptr (GError) inner = NULL;
  if (model_address_parse (moment->model, text, out, &inner))
    return TRUE;
  if (moment->world != NULL && n >= 4 && model_world_message (moment->world, parts[n - 2]) != NULL)
    {
      g_free (parts[n - 2]);
      parts[n - 2] = g_strdup_printf ("u%u", G_MAXUINT32);
      g_autofree char *nobody = g_strjoinv (":", parts);
      if (model_address_parse (moment->model, nobody, out, NULL))
        return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

static gboolean
find_cell (LessonClaim *claim, guint i, Cell *cell)
{
  g_autoptr (GError) error = NULL;
  const Model *model = claim->moment->model;
  if (!parse_address (claim->moment, lesson_claim_text (claim, i), &cell->address, &error))
    {
      lesson_claim_refuse (claim, lesson_claim_column (claim, i), "%s", error->message);
      return FALSE;
    }
  cell->value = model_address_value (model, &cell->address);
  cell->shown = model_address_show (model, &cell->address);
  claim->decider = MAX (claim->decider, model_address_writer (model, &cell->address));
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
rest_from (const LessonClaim *claim, guint i)
{
  guint first = lesson_claim_column (claim, i),
        end = lesson_claim_column (claim, claim->words->len);
  return g_strndup (claim->line + first - 1, end - first);
}

static void
test_value (LessonClaim *claim, const Cell *cell, gboolean equal)
{
  g_autofree char *wanted = rest_from (claim, 2);
  g_autofree char *a = sort_flags (wanted), *b = sort_flags (cell->shown);
  gboolean same = g_str_equal (a, b)
                  || (claim->words->len == 3
                      && g_str_equal (lesson_claim_text (claim, 2), cell->shown));
  if (same != equal)
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "%s is %s here; write `%s %s`, or change the acts",
                         lesson_claim_text (claim, 0), cell->shown,
                         equal ? "=" : "!=", equal ? cell->shown : "SOMETHING ELSE");
}

static void
test_number (LessonClaim *claim, const Cell *cell)
{
  LessonSign sign;
  gint64 wanted;
  if (!lesson_claim_read_comparison (claim, 1, &sign, &wanted) || claim->moment == NULL)
    return;
  if (cell->value.kind != MODEL_VALUE_NUMBER || is_unknown (cell))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 0),
                         "%s is %s here, no number to compare; write `= %s`",
                         lesson_claim_text (claim, 0), cell->shown, cell->shown);
  else if (!lesson_sign_compare (sign, cell->value.number, wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "%s is %s here; write `= %s`, or change the acts",
                         lesson_claim_text (claim, 0), cell->shown, cell->shown);
}

/* has \Seen, lacks \Seen */
static void
test_flags (LessonClaim *claim, const Cell *cell, gboolean has)
{
  if (lesson_claim_word (claim, 2) == NULL)
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "write the flag here, such as \\Seen");
  if (claim->moment == NULL || claim->why != NULL)
    return;
  if (cell->address.field != MODEL_FIELD_FLAGS)
    {
      lesson_claim_refuse (claim, lesson_claim_column (claim, 0),
                           "only :flags have and lack flags; end the address with :flags");
      return;
    }
  gboolean known = cell->value.kind == MODEL_VALUE_NUMBER && !is_unknown (cell);
  const char *keywords = known ? model_get_text (claim->moment->model, cell->address.object,
                                                 MODEL_FIELD_KEYWORDS)
                               : NULL;
  for (guint i = 2; i < claim->words->len; i++)
    {
      ModelFlags flag = model_flag_parse (lesson_claim_text (claim, i), keywords);
      gboolean there = known && ((ModelFlags) cell->value.number & flag) != 0;
      if (flag == 0 && lesson_claim_text (claim, i)[0] == '\\')
        lesson_claim_refuse (
            claim, lesson_claim_column (claim, i),
            "there is no flag %s; write \\Seen \\Answered \\Flagged \\Deleted or \\Draft",
            lesson_claim_text (claim, i));
      else if (!known || there != has)
        lesson_claim_refuse (claim, lesson_claim_column (claim, i),
                             "%s is %s here; write `= %s`, or change the acts",
                             lesson_claim_text (claim, 0), cell->shown, cell->shown);
    }
}

/* same-as ADDRESS, differs-from ADDRESS */
static void
test_other (LessonClaim *claim, const Cell *cell, gboolean same)
{
  g_auto (Cell) other = { 0 };
  if (strchr (lesson_claim_text (claim, 2), ':') == NULL)
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "write the address of the other cell here");
  lesson_claim_refuse_rest (claim, 3);
  if (claim->moment == NULL || claim->why != NULL || !find_cell (claim, 2, &other))
    return;
  if (g_str_equal (cell->shown, other.shown) != same)
    lesson_claim_refuse (claim, lesson_claim_column (claim, 1),
                         "%s is %s and %s is %s here; write `%s`, or change the acts",
                         lesson_claim_text (claim, 0), cell->shown, lesson_claim_text (claim, 2),
                         other.shown, same ? "differs-from" : "same-as");
}

static void
test_being (LessonClaim *claim, const Cell *cell, gboolean holds)
{
  if (!holds)
    lesson_claim_refuse (claim, lesson_claim_column (claim, 1),
                         "%s is %s here; write `= %s`, or change the acts",
                         lesson_claim_text (claim, 0), cell->shown, cell->shown);
}

void
lesson_claim_of_cell (LessonClaim *claim)
{
  static const char *const verbs =
      "= != < <= > >= has lacks unknown known exists absent same-as differs-from";
  g_auto (Cell) cell = { 0 };
  const char *verb = lesson_claim_text (claim, 1);
  LessonSign sign = lesson_sign_find (verb);
  gboolean holding = claim->moment != NULL;
  if (holding && !find_cell (claim, 0, &cell))
    return;
  ModelValueKind kind = cell.value.kind;
  if (sign == LESSON_SIGN_EQUAL || sign == LESSON_SIGN_NOT_EQUAL)
    {
      if (lesson_claim_word (claim, 2) == NULL)
        lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                             "write the value here, as `state` prints it");
      else if (holding)
        test_value (claim, &cell, sign == LESSON_SIGN_EQUAL);
    }
  else if (sign != LESSON_N_SIGNS)
    test_number (claim, &cell);
  else if (g_str_equal (verb, "has") || g_str_equal (verb, "lacks"))
    test_flags (claim, &cell, verb[0] == 'h');
  else if (g_str_equal (verb, "same-as") || g_str_equal (verb, "differs-from"))
    test_other (claim, &cell, verb[0] == 's');
  else if (g_str_equal (verb, "unknown") || g_str_equal (verb, "known")
           || g_str_equal (verb, "exists") || g_str_equal (verb, "absent"))
    {
      lesson_claim_refuse_rest (claim, 2);
      gboolean there = kind != MODEL_VALUE_NONE;
      gboolean holds = g_str_equal (verb, "exists")    ? there
                       : g_str_equal (verb, "absent")  ? !there
                       : g_str_equal (verb, "unknown") ? is_unknown (&cell)
                                                       : there && !is_unknown (&cell);
      if (holding)
        test_being (claim, &cell, holds);
    }
  else
    lesson_claim_refuse (claim, lesson_claim_column (claim, 1), "write one of %s here", verbs);
}
