/* What went on between two moments. */
#include "view-range.h"

#include "base-time.h"
#include "explain-args.h"
#include "model-delta.h"
#include "model.h"
#include "trace.h"

/* --- counting --- */

/* Who is simulated at neither end is not seen sending. */
static gboolean
begins_line (const Trace *trace, const TraceEvent *event)
{
  return event->kind == TRACE_SEND
         || (event->kind == TRACE_ARRIVE
             && (event->cause == 0 || trace_get (trace, event->cause)->kind != TRACE_SEND));
}

/* One event may write many cells of one message, which is one change of it. */
static guint64
count_changes (const Trace *trace, const TraceEvent *event)
{
  g_autoptr (GHashTable) seen = NULL;
  guint64 n = 0;
  for (guint32 i = 0; i < event->delta_count; i++)
    {
      const ModelDelta *delta = trace_get_delta (trace, event->delta_first + i);
      if (delta->op == MODEL_OP_MASK)
        n += delta->mask->n;
      if (delta->table != MODEL_TABLE_LIVE || delta->op == MODEL_OP_MASK)
        continue;
      if (seen == NULL)
        seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      gint64 message = (gint64) ((guint64) delta->object << 32 | delta->key);
      n += g_hash_table_add (seen, g_memdup2 (&message, sizeof message));
    }
  return n;
}

static void
say (ViewRange *range)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_take_text (args, "from", base_time_format_short (range->from));
  explain_args_take_text (args, "to", base_time_format_short (range->to));
  explain_args_add_number (args, "clients", range->lines[TRACE_TO_SERVER]);
  explain_args_add_number (args, "servers", range->lines[TRACE_TO_CLIENT]);
  explain_args_add_number (args, "octets", (gint64) range->octets);
  explain_args_add_number (args, "acts", range->acts);
  explain_args_add_number (args, "changes", (gint64) range->changes);
  range->node.id = g_strdup ("range");
  range->node.sentence = (ViewText){ "scene.range", args };
}

ViewRange *
view_range_new (const ViewLadder *ladder, guint32 first, guint32 last)
{
  const Trace *trace = view_ladder_get_trace (ladder);
  ViewRange *range = g_new0 (ViewRange, 1);
  range->first = first;
  range->last = last;
  range->from = first > 0 ? trace_get (trace, first)->time : 0;
  range->to = last > 0 ? trace_get (trace, last)->time : 0;
  for (guint32 number = MAX (first, 1); number <= last; number++)
    {
      const TraceEvent *event = trace_get (trace, number);
      range->acts += event->kind == TRACE_ACT;
      if (begins_line (trace, event))
        {
          range->lines[event->direction]++;
          range->octets += event->len;
        }
      if (number > first && event->delta_count > 0)
        range->changes += count_changes (trace, event);
    }
  say (range);
  return range;
}

void
view_range_free (ViewRange *range)
{
  g_free (range->node.id);
  view_text_clear (&range->node.sentence);
  g_free (range);
}

/* --- as a scene --- */

static gboolean
range_equal (gconstpointer a, gconstpointer b)
{
  const ViewRange *x = a;
  const ViewRange *y = b;
  return x->first == y->first && x->last == y->last
         && view_text_equal (&x->node.sentence, &y->node.sentence);
}

static void
range_dump (gconstpointer node, GString *out)
{
  const ViewRange *range = node;
  g_string_append_printf (out,
                          "events %u-%u lines %u+%u octets %" G_GUINT64_FORMAT
                          " acts %u changes %" G_GUINT64_FORMAT,
                          range->first, range->last, range->lines[0], range->lines[1],
                          range->octets, range->acts, range->changes);
}

static guint
count_nodes (gconstpointer scene)
{
  return 1;
}

static GPtrArray *
get_nodes (gconstpointer scene, guint first, guint n)
{
  const ViewRange *of = scene;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_range_free);
  if (first > 0 || n == 0)
    return rows;
  ViewRange *range = g_memdup2 (of, sizeof *of);
  say (range);
  g_ptr_array_add (rows, range);
  return rows;
}

ViewScene
view_range_get_scene (const ViewRange *range)
{
  static const ViewScenePart part = { { "range", range_equal, range_dump },
                                      count_nodes,
                                      get_nodes };
  static const ViewSceneClass class = { .name = "range", .only = &part };
  return (ViewScene){ &class, range };
}
