/* Why a cell is as it is: from its writer back, from reason to reason. */
#include "view-why.h"

#include "base-time.h"
#include "explain-args.h"
#include "explain-line.h"
#include "view-cell-private.h"

#include <string.h>

struct _ViewWhy
{
  int refs;
  ViewCell *cell;
  guint32 event;
  guint32 writer; /* 0: the beginning */
  GArray *chain;  /* of guint32 */
  GArray *during; /* likewise */
};

/* --- the chain --- */

static gboolean
contains (const GArray *numbers, guint32 number)
{
  for (guint i = 0; i < numbers->len; i++)
    if (g_array_index (numbers, guint32, i) == number)
      return TRUE;
  return FALSE;
}

void
view_why_walk (const Trace *trace, guint32 writer, GArray *chain, GArray *during)
{
  for (guint32 at = writer; at > 0;)
    {
      guint32 cause = trace_get (trace, at)->cause;
      g_array_append_val (chain, at);
      at = cause < at ? cause : 0;
    }
  for (guint i = 0; i < chain->len; i++)
    {
      guint32 command = trace_get (trace, g_array_index (chain, guint32, i))->command;
      if (command > 0 && !contains (chain, command) && !contains (during, command))
        g_array_append_val (during, command);
    }
}

/* A line is one thing for people: its arrival stands for its sending too. */
static void
join_lines (const Trace *trace, GArray *chain)
{
  for (guint i = 0; i + 1 < chain->len; i++)
    if (trace_get (trace, g_array_index (chain, guint32, i))->kind == TRACE_ARRIVE
        && trace_get (trace, g_array_index (chain, guint32, i + 1))->kind == TRACE_SEND)
      g_array_remove_index (chain, i + 1);
}

ViewWhy *
view_why_new (ViewCell *cell, guint32 event)
{
  ViewWhy *why = g_new0 (ViewWhy, 1);
  why->refs = 1;
  why->cell = view_cell_ref (cell);
  why->event = event;
  why->writer = view_cell_previous (cell, event + 1);
  why->chain = g_array_new (FALSE, FALSE, sizeof (guint32));
  why->during = g_array_new (FALSE, FALSE, sizeof (guint32));
  view_why_walk (cell->trace, why->writer, why->chain, why->during);
  join_lines (cell->trace, why->chain);
  return why;
}

ViewWhy *
view_why_ref (ViewWhy *why)
{
  g_atomic_int_inc (&why->refs);
  return why;
}

void
view_why_unref (ViewWhy *why)
{
  if (!g_atomic_int_dec_and_test (&why->refs))
    return;
  view_cell_unref (why->cell);
  g_array_unref (why->chain);
  g_array_unref (why->during);
  g_free (why);
}

/* --- what it is about --- */

void
view_why_cell_free (ViewWhyCell *cell)
{
  g_free (cell->node.id);
  view_text_clear (&cell->node.sentence);
  view_text_clear (&cell->name);
  view_text_clear (&cell->value);
  view_text_clear (&cell->before);
  g_free (cell);
}

static gint64
time_of (const ViewWhy *why, guint32 event)
{
  return event > 0 ? trace_get (why->cell->trace, event)->time : 0;
}

/* Name and value share one set of arguments; a number that both have is the same one. */
static ViewText
say_cell (const ViewWhy *why, const ViewWhyCell *cell)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_add_key (args, "cell-name", cell->name.key);
  explain_args_add_key (args, "cell-value", cell->value.key);
  explain_args_take_text (args, "since", base_time_format_short (time_of (why, why->writer)));
  explain_args_add_all (args, cell->name.args);
  if (cell->value.args != NULL)
    explain_args_add_all (args, cell->value.args);
  return (ViewText){ why->writer > 0 ? "scene.why-cell" : "scene.why-cell-start", args };
}

ViewWhyCell *
view_why_get_cell (const ViewWhy *why)
{
  ViewWhyCell *cell = g_new0 (ViewWhyCell, 1);
  cell->node.id = g_strdup (why->cell->spelling);
  cell->name = view_cell_get_name (why->cell, why->event);
  cell->value = view_cell_get_value (why->cell, why->event);
  if (why->writer > 0)
    cell->before = view_cell_get_value (why->cell, why->writer - 1);
  cell->event = why->writer;
  cell->time = time_of (why, why->writer);
  cell->node.sentence = say_cell (why, cell);
  return cell;
}

/* --- steps --- */

void
view_why_step_free (ViewWhyStep *step)
{
  g_free (step->node.id);
  view_text_clear (&step->node.sentence);
  view_text_clear (&step->what);
  g_free (step);
}

/* "At 14.000 s: The person at Laptop …" */
static ViewText
say_step (const ViewWhyStep *step)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_take_text (args, "at", base_time_format_short (step->time));
  explain_args_add_key (args, "what", step->what.key);
  if (step->what.args != NULL)
    explain_args_add_all (args, step->what.args);
  return (ViewText){ step->kind == VIEW_WHY_DURING ? "scene.why-during" : "scene.why-step", args };
}

static ViewWhyStep *
make_step (const ViewWhy *why, guint i)
{
  ViewWhyStep *step = g_new0 (ViewWhyStep, 1);
  if (why->writer == 0)
    {
      step->kind = VIEW_WHY_START;
      step->node.id = g_strdup ("start");
      step->what = (ViewText){ "scene.why-start", NULL };
      step->node.sentence = step->what;
      return step;
    }
  gboolean during = i >= why->chain->len;
  step->kind = during ? VIEW_WHY_DURING : VIEW_WHY_REASON;
  step->event = during ? g_array_index (why->during, guint32, i - why->chain->len)
                       : g_array_index (why->chain, guint32, i);
  step->time = time_of (why, step->event);
  ExplainSentence sentence = explain_event (why->cell->trace, step->event);
  step->what = (ViewText){ sentence.key, sentence.args };
  step->node.id = g_strdup_printf ("e%u", step->event);
  step->node.sentence = say_step (step);
  return step;
}

guint
view_why_count (const ViewWhy *why)
{
  return why->writer == 0 ? 1 : why->chain->len + why->during->len;
}

GPtrArray *
view_why_get_steps (const ViewWhy *why, guint first, guint n)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) view_why_step_free);
  for (guint i = first; i < view_why_count (why) && n > 0; i++, n--)
    g_ptr_array_add (steps, make_step (why, i));
  return steps;
}

/* --- what else there is --- */

void
view_why_sibling_free (ViewWhySibling *sibling)
{
  g_free (sibling->node.id);
  view_text_clear (&sibling->node.sentence);
  view_text_clear (&sibling->field);
  g_free (sibling);
}

static gboolean
is_there (const Model *model, const ModelAddress *address)
{
  if (!model_exists (model, address->object))
    return FALSE;
  ModelValue value = model_address_value (model, address);
  gboolean there = value.kind != MODEL_VALUE_NONE;
  model_value_clear (&value);
  return there;
}

/* What people ask for comes first; bookkeeping of the server is left out. */
GPtrArray *
view_why_get_siblings (const ViewWhy *why)
{
  static const ModelField fields[] = {
    MODEL_FIELD_FLAGS,  MODEL_FIELD_SUBJECT, MODEL_FIELD_FROM,        MODEL_FIELD_ENVELOPE,
    MODEL_FIELD_HEADER, MODEL_FIELD_BODY,    MODEL_FIELD_SIZE,        MODEL_FIELD_INTERNALDATE,
    MODEL_FIELD_UIDL,   MODEL_FIELD_STATE,   MODEL_FIELD_IDLING,      MODEL_FIELD_MAILBOX,
    MODEL_FIELD_EXISTS, MODEL_FIELD_NUMBERS, MODEL_FIELD_MARKED,      MODEL_FIELD_LINK,
    MODEL_FIELD_USER,   MODEL_FIELD_UIDNEXT, MODEL_FIELD_UIDVALIDITY, MODEL_FIELD_HIGHESTMODSEQ,
    MODEL_FIELD_LOCK,   MODEL_FIELD_SHOWN,   MODEL_FIELD_QUEUE,
  };
  GPtrArray *siblings = g_ptr_array_new_with_free_func ((GDestroyNotify) view_why_sibling_free);
  ModelAddress address = why->cell->address;
  gsize stem = (gsize) (strrchr (why->cell->spelling, ':') - why->cell->spelling) + 1;
  const Model *model = view_cell_seek (why->cell, why->event);
  if (why->cell->of_message)
    address.table = MODEL_TABLE_LIVE;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      address.field = fields[i];
      gboolean current = fields[i] == why->cell->address.field;
      if (!current && !is_there (model, &address))
        continue;
      ViewWhySibling *sibling = g_new0 (ViewWhySibling, 1);
      sibling->node.id = g_strdup_printf ("%.*s%s", (int) stem, why->cell->spelling,
                                          model_field_get_name (fields[i]));
      sibling->field = (ViewText){ view_cell_field_key (fields[i]), NULL };
      sibling->node.sentence = sibling->field;
      sibling->current = current;
      g_ptr_array_add (siblings, sibling);
    }
  return siblings;
}

/* --- as a scene --- */

static gboolean
sibling_equal (gconstpointer a, gconstpointer b)
{
  const ViewWhySibling *one = a;
  const ViewWhySibling *other = b;
  return one->current == other->current && view_text_equal (&one->field, &other->field);
}

static void
sibling_dump (gconstpointer node, GString *out)
{
  const ViewWhySibling *sibling = node;
  g_string_append_printf (out, "%s%s", sibling->field.key, sibling->current ? " current" : "");
}

static gboolean
cell_equal (gconstpointer a, gconstpointer b)
{
  const ViewWhyCell *one = a;
  const ViewWhyCell *other = b;
  return view_text_equal (&one->name, &other->name) && view_text_equal (&one->value, &other->value)
         && view_text_equal (&one->before, &other->before) && one->event == other->event
         && one->time == other->time;
}

static void
cell_dump (gconstpointer node, GString *out)
{
  const ViewWhyCell *cell = node;
  g_autofree char *name = view_text_dump (&cell->name);
  g_autofree char *value = view_text_dump (&cell->value);
  g_autofree char *before = view_text_dump (&cell->before);
  g_string_append_printf (out, "[%s] [%s] [%s] %u", name, value, before, cell->event);
}

static gboolean
step_equal (gconstpointer a, gconstpointer b)
{
  const ViewWhyStep *one = a;
  const ViewWhyStep *other = b;
  return one->kind == other->kind && one->event == other->event && one->time == other->time
         && view_text_equal (&one->what, &other->what);
}

static void
step_dump (gconstpointer node, GString *out)
{
  static const char *const kinds[] = { "reason", "during", "start" };
  const ViewWhyStep *step = node;
  g_autofree char *time = base_time_format (step->time);
  g_string_append_printf (out, "%s %s %s", kinds[step->kind], time, step->what.key);
}

static guint
scene_get_n_parts (gconstpointer scene)
{
  return 3;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  static const char *const names[] = { "cell", "steps", "siblings" };
  return names[part];
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  static const ViewNodeClass cell = { "cell", cell_equal, cell_dump };
  static const ViewNodeClass steps = { "steps", step_equal, step_dump };
  static const ViewNodeClass siblings = { "siblings", sibling_equal, sibling_dump };
  const ViewNodeClass *const classes[] = { &cell, &steps, &siblings };
  return classes[part];
}

static guint
scene_count (gconstpointer scene, guint part)
{
  if (part == 2)
    {
      g_autoptr (GPtrArray) siblings = view_why_get_siblings (scene);
      return siblings->len;
    }
  return part == 0 ? 1 : view_why_count (scene);
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  if (part == 1)
    return view_why_get_steps (scene, first, n);
  if (part == 2)
    {
      GPtrArray *siblings = view_why_get_siblings (scene);
      guint from = MIN (first, siblings->len);
      g_ptr_array_remove_range (siblings, 0, from);
      if (siblings->len > n)
        g_ptr_array_remove_range (siblings, n, siblings->len - n);
      return siblings;
    }
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) view_why_cell_free);
  if (first == 0 && n > 0)
    g_ptr_array_add (cells, view_why_get_cell (scene));
  return cells;
}

ViewScene
view_why_get_scene (const ViewWhy *why)
{
  static const ViewSceneClass class = {
    "why", scene_get_n_parts, scene_get_part_name, scene_get_node_class, scene_count, scene_rows
  };
  return (ViewScene){ &class, why };
}
