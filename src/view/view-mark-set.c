/* What stands out in a run. */
#include "view-mark-set.h"

#include "base-time.h"
#include "explain-args.h"
#include "view-ladder-private.h"

#include <string.h>

/* Behind the kinds that the trace knows, one bit each for lines. */
enum
{
  BIT_CLIENT = 1 << 5,
  BIT_TAGGED = 1 << 6,
  BIT_UNTAGGED = 1 << 7
};

G_STATIC_ASSERT (VIEW_MARK_EXPUNGE < 5);

typedef struct
{
  guint32 event;
  ViewMarkKind kind;
  char *name;
} Mark;

struct _ViewMarkSet
{
  ViewLadder *ladder;
  GByteArray *bits; /* for each event, from 1 on at its number */
  GArray *found;    /* Mark, ascending */
  GArray *places;   /* Mark, ascending */
  GArray *all;      /* Mark, ascending, names borrowed; both together */
};

static const char *const kinds[VIEW_MARK_N_KINDS][2] = {
  [VIEW_MARK_STEP] = { "step", "scene.mark-step" },
  [VIEW_MARK_ACT] = { "act", "scene.mark-act" },
  [VIEW_MARK_ERROR] = { "error", "scene.mark-error" },
  [VIEW_MARK_FAULT] = { "fault", "scene.mark-fault" },
  [VIEW_MARK_EXPUNGE] = { "expunge", "scene.mark-expunge" },
  [VIEW_MARK_QUESTION] = { "question", "scene.mark-question" },
  [VIEW_MARK_BOOKMARK] = { "bookmark", "scene.mark-bookmark" },
};

static void
clear_mark (gpointer data)
{
  g_clear_pointer (&((Mark *) data)->name, g_free);
}

ViewMarkSet *
view_mark_set_new (ViewLadder *ladder)
{
  ViewMarkSet *marks = g_new0 (ViewMarkSet, 1);
  const guint8 nothing = 0;
  marks->ladder = view_ladder_ref (ladder);
  marks->bits = g_byte_array_new ();
  g_byte_array_append (marks->bits, &nothing, 1); /* the moment before the first event */
  marks->found = g_array_new (FALSE, FALSE, sizeof (Mark));
  marks->places = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (marks->places, clear_mark);
  marks->all = g_array_new (FALSE, FALSE, sizeof (Mark));
  return marks;
}

void
view_mark_set_free (ViewMarkSet *marks)
{
  view_ladder_unref (marks->ladder);
  g_byte_array_unref (marks->bits);
  g_array_unref (marks->found);
  g_array_unref (marks->places);
  g_array_unref (marks->all);
  g_free (marks);
}

/* --- looking --- */

/* "* 4 EXPUNGE": the client's numbers move. [RFC9051 §7.5.1] */
static gboolean
is_expunge (const Trace *trace, const TraceEvent *event)
{
  static const char word[] = " EXPUNGE";
  g_autoptr (GBytes) bytes = trace_read (trace, event->connection, event->direction, event->start,
                                         MIN (event->len, 32u));
  gsize len;
  const char *data = g_bytes_get_data (bytes, &len);
  gsize at = 2;
  while (at < len && g_ascii_isdigit (data[at]))
    at++;
  return at > 2 && len - at >= strlen (word)
         && g_ascii_strncasecmp (data + at, word, strlen (word)) == 0;
}

static guint8
bits_of_line (const ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  /* A line counts where it has arrived, or where it was sent when nobody sees it arrive. */
  if (event->kind == TRACE_SEND && ladder_last (ladder, view_ladder_find_row (ladder, number)) != 0)
    return 0;
  if (event->direction == TRACE_TO_SERVER)
    return BIT_CLIENT;
  switch (view_row_classify (ladder->trace, number))
    {
    case VIEW_LINE_OK:
      return BIT_TAGGED;
    case VIEW_LINE_ERROR:
      return BIT_TAGGED | 1 << VIEW_MARK_ERROR;
    case VIEW_LINE_UNTAGGED:
      return is_expunge (ladder->trace, event) ? BIT_UNTAGGED | 1 << VIEW_MARK_EXPUNGE
                                               : BIT_UNTAGGED;
    case VIEW_LINE_CONTINUATION:
    case VIEW_LINE_DATA:
    case VIEW_LINE_COMMAND:
    case VIEW_LINE_CONTINUED:
    case VIEW_LINE_NONE:
      break;
    }
  return BIT_UNTAGGED;
}

static gboolean
is_fault (guint8 sub)
{
  return sub != TRACE_LINK_CONNECT && sub != TRACE_LINK_CLOSE && sub != TRACE_LINK_HEAL;
}

static guint8
bits_of (const ViewLadder *ladder, guint32 number)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  switch ((TraceKind) event->kind)
    {
    case TRACE_SEND:
    case TRACE_ARRIVE:
      return bits_of_line (ladder, number, event);
    case TRACE_ACT:
      return 1 << VIEW_MARK_ACT;
    case TRACE_CHECK:
      return event->sub == 0 ? 1 << VIEW_MARK_STEP : 0;
    case TRACE_LINK:
      {
        /* Both ends may notice: that is one fault. */
        guint32 row = view_ladder_find_row (ladder, number);
        return is_fault (event->sub) && row != VIEW_NO_ROW && ladder_first (ladder, row) == number
                   ? 1 << VIEW_MARK_FAULT
                   : 0;
      }
    case TRACE_TLS:
    case TRACE_TURN:
    case TRACE_TIMER:
    case TRACE_FACT:
    case TRACE_N_KINDS:
      break;
    }
  return 0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Mark *x = a;
  const Mark *y = b;
  return x->event != y->event ? (x->event < y->event ? -1 : 1) : (int) x->kind - (int) y->kind;
}

static void
merge (ViewMarkSet *marks)
{
  guint i = 0, k = 0;
  g_array_set_size (marks->all, 0);
  while (i < marks->found->len || k < marks->places->len)
    {
      const Mark *found = i < marks->found->len ? &g_array_index (marks->found, Mark, i) : NULL;
      const Mark *place = k < marks->places->len ? &g_array_index (marks->places, Mark, k) : NULL;
      gboolean first = place == NULL || (found != NULL && compare (found, place) <= 0);
      g_array_append_vals (marks->all, first ? found : place, 1);
      i += first;
      k += !first;
    }
}

gboolean
view_mark_set_take (ViewMarkSet *marks, guint32 most)
{
  guint32 last = view_ladder_get_last (marks->ladder);
  guint before = marks->found->len;
  for (; most > 0 && marks->bits->len <= last; most--)
    {
      guint32 number = marks->bits->len;
      guint8 bits = bits_of (marks->ladder, number);
      g_byte_array_append (marks->bits, &bits, 1);
      for (ViewMarkKind kind = 0; kind <= VIEW_MARK_EXPUNGE; kind++)
        if ((bits >> kind & 1) != 0)
          g_array_append_vals (marks->found, &(Mark){ number, kind, NULL }, 1);
    }
  gboolean more = marks->bits->len <= last;
  /* Once, at the end: each time would be too often. */
  if (!more && (marks->found->len != before || marks->all->len < marks->found->len))
    merge (marks);
  return more;
}

void
view_mark_set_set_places (ViewMarkSet *marks, ViewMarkKind kind, const GArray *places)
{
  g_return_if_fail (kind == VIEW_MARK_QUESTION || kind == VIEW_MARK_BOOKMARK);
  for (guint i = marks->places->len; i > 0; i--)
    if (g_array_index (marks->places, Mark, i - 1).kind == kind)
      g_array_remove_index (marks->places, i - 1);
  for (guint i = 0; i < places->len; i++)
    {
      const ViewPlace *place = &g_array_index (places, ViewPlace, i);
      Mark mark = { place->event, kind, g_strdup (place->name) };
      g_array_append_val (marks->places, mark);
    }
  g_array_sort (marks->places, compare);
  merge (marks);
}

/* --- asking --- */

guint
view_mark_set_count (const ViewMarkSet *marks)
{
  return marks->all->len;
}

guint32
view_mark_set_peek (const ViewMarkSet *marks, guint i, ViewMarkKind *kind)
{
  g_return_val_if_fail (i < marks->all->len, 0);
  const Mark *mark = &g_array_index (marks->all, Mark, i);
  *kind = mark->kind;
  return mark->event;
}

guint32
view_mark_set_get_last (const ViewMarkSet *marks)
{
  return view_ladder_get_last (marks->ladder);
}

guint
view_mark_set_find (const ViewMarkSet *marks, guint32 event)
{
  guint low = 0;
  for (guint high = marks->all->len; low < high;)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (marks->all, Mark, middle).event < event)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint32
view_mark_set_next (const ViewMarkSet *marks, ViewMarkKind kind, guint32 event)
{
  for (guint i = view_mark_set_find (marks, event + 1); i < marks->all->len; i++)
    if (g_array_index (marks->all, Mark, i).kind == kind)
      return g_array_index (marks->all, Mark, i).event;
  return G_MAXUINT32;
}

guint32
view_mark_set_previous (const ViewMarkSet *marks, ViewMarkKind kind, guint32 event)
{
  for (guint i = view_mark_set_find (marks, event); i > 0; i--)
    if (g_array_index (marks->all, Mark, i - 1).kind == kind)
      return g_array_index (marks->all, Mark, i - 1).event;
  return G_MAXUINT32;
}

/* Which of @n buckets event @event is in. */
static guint
bucket_of (guint32 event, guint32 first, guint32 last, guint n)
{
  return (guint) ((guint64) (event - first) * n / ((guint64) last - first + 1));
}

/* What the events from @event on, before @end, add to one bucket. */
static void
add_events (const ViewMarkSet *marks, guint32 event, guint32 end, ViewBucket *bucket)
{
  for (; event < end; event++)
    {
      guint8 bits = marks->bits->data[event];
      bucket->marks |= bits & (BIT_CLIENT - 1);
      bucket->client += (bits & BIT_CLIENT) != 0;
      bucket->tagged += (bits & BIT_TAGGED) != 0;
      bucket->untagged += (bits & BIT_UNTAGGED) != 0;
    }
}

void
view_mark_set_fill (const ViewMarkSet *marks, guint32 first, guint32 last, ViewBucket *buckets,
                    guint n)
{
  g_return_if_fail (first <= last);
  guint64 all = (guint64) last - first + 1;
  guint64 known = MIN ((guint64) last + 1, marks->bits->len);
  for (guint i = 0; i < n; i++)
    {
      guint64 from = first + ((guint64) i * all + n - 1) / n;
      guint64 to = first + ((guint64) (i + 1) * all + n - 1) / n;
      buckets[i] = (ViewBucket){ .event = (guint32) from };
      add_events (marks, (guint32) from, (guint32) MIN (to, known), &buckets[i]);
    }
  for (guint i = 0; n > 0 && i < marks->places->len; i++)
    {
      const Mark *mark = &g_array_index (marks->places, Mark, i);
      if (mark->event >= first && mark->event <= last)
        buckets[bucket_of (mark->event, first, last, n)].marks |= 1u << mark->kind;
    }
}

ViewText
view_mark_kind_get_text (ViewMarkKind kind)
{
  g_return_val_if_fail (kind < VIEW_MARK_N_KINDS, (ViewText){ NULL });
  return (ViewText){ kinds[kind][1], NULL };
}

/* --- as a scene --- */

void
view_mark_free (ViewMark *mark)
{
  g_free (mark->node.id);
  view_text_clear (&mark->node.sentence);
  g_free (mark);
}

/* What the trace knows is said as its row says it. */
static ViewText
say (const ViewMarkSet *marks, const Mark *mark, gint64 time)
{
  guint32 row = view_ladder_find_row (marks->ladder, mark->event);
  if (mark->kind <= VIEW_MARK_EXPUNGE && row != VIEW_NO_ROW)
    {
      g_autoptr (ViewRow) of = view_ladder_get_row (marks->ladder, row);
      ViewText sentence = of->node.sentence;
      of->node.sentence = (ViewText){ NULL };
      return sentence;
    }
  ExplainArgs *args = explain_args_new ();
  explain_args_take_text (args, "at", base_time_format_short (time));
  if (mark->kind != VIEW_MARK_BOOKMARK)
    return (ViewText){ "scene.mark-asks", args };
  gboolean named = mark->name != NULL && *mark->name != '\0';
  if (named)
    explain_args_add_text (args, "bookmark", mark->name);
  return (ViewText){ named ? "scene.mark-named" : "scene.mark-nameless", args };
}

static ViewMark *
make (const ViewMarkSet *marks, const Mark *of)
{
  ViewMark *mark = g_new0 (ViewMark, 1);
  mark->node.id = g_strdup_printf ("%s-%u", kinds[of->kind][0], of->event);
  mark->kind = of->kind;
  mark->event = of->event;
  mark->time = of->event > 0 ? trace_get (marks->ladder->trace, of->event)->time : 0;
  mark->node.sentence = say (marks, of, mark->time);
  return mark;
}

GPtrArray *
view_mark_set_get_rows (const ViewMarkSet *marks, guint first, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_mark_free);
  for (guint i = first; i < marks->all->len && i - first < n; i++)
    g_ptr_array_add (rows, make (marks, &g_array_index (marks->all, Mark, i)));
  return rows;
}

static gboolean
mark_equal (gconstpointer a, gconstpointer b)
{
  const ViewMark *x = a;
  const ViewMark *y = b;
  return x->kind == y->kind && x->event == y->event && x->time == y->time
         && view_text_equal (&x->node.sentence, &y->node.sentence);
}

static void
mark_dump (gconstpointer node, GString *out)
{
  const ViewMark *mark = node;
  g_autofree char *time = base_time_format (mark->time);
  g_string_append_printf (out, "%s event=%u time=%s", kinds[mark->kind][0], mark->event, time);
}

static guint
count_nodes (gconstpointer scene)
{
  return view_mark_set_count (scene);
}

static GPtrArray *
get_nodes (gconstpointer scene, guint first, guint n)
{
  return view_mark_set_get_rows (scene, first, n);
}

ViewScene
view_mark_set_get_scene (const ViewMarkSet *marks)
{
  static const ViewScenePart part = { { "marks", mark_equal, mark_dump }, count_nodes, get_nodes };
  static const ViewSceneClass class = { .name = "marks", .only = &part };
  return (ViewScene){ &class, marks };
}
