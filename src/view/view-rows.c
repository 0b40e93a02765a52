/* The rows that are left when lanes are hidden, a range is chosen, or something is asked for. */
#include "view-rows.h"

#include "explain-args.h"
#include "view-ladder-private.h"

#include <string.h>

/* Of several owners in one fold none is named. */
#define SEVERAL G_MAXUINT

typedef struct
{
  guint32 row;  /* of the ladder */
  guint32 fold; /* how many from there on are folded; 0: the row itself */
  guint lane;   /* fold: whose they are, of the ladder; SEVERAL */
} Entry;

struct _ViewRows
{
  int refs;
  ViewLadder *ladder;
  const ExplainCatalogue *catalogue;
  ViewFilter *filter; /* never NULL */
  GArray *order;      /* guint: lane of each column */
  GArray *columns;    /* guint: column of each lane, VIEW_NO_LANE hidden */
  gboolean whole;     /* all rows are there; no entries */
  GArray *entries;    /* Entry, ascending */
  guint32 built;
  guint32 shown;
};

static void
read_lanes (ViewRows *rows, const ViewLanes *lanes)
{
  for (guint place = 0; place < view_lanes_count (lanes); place++)
    {
      guint lane = view_lanes_get_lane (lanes, place);
      if (view_lanes_is_shown (lanes, place))
        g_array_append_val (rows->order, lane);
    }
  for (guint lane = 0; lane < view_ladder_count_lanes (rows->ladder); lane++)
    {
      guint column = view_lanes_get_column (lanes, lane);
      g_array_append_val (rows->columns, column);
    }
}

ViewRows *
view_rows_new (ViewLadder *ladder, const ViewLanes *lanes, ViewFilter *filter,
               const ExplainCatalogue *catalogue)
{
  ViewRows *rows = g_new0 (ViewRows, 1);
  rows->refs = 1;
  rows->ladder = view_ladder_ref (ladder);
  rows->catalogue = catalogue;
  rows->filter = filter != NULL ? filter : view_filter_new ();
  rows->order = g_array_new (FALSE, FALSE, sizeof (guint));
  rows->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  rows->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  rows->shown = VIEW_NO_ROW;
  read_lanes (rows, lanes);
  rows->whole = view_filter_is_empty (rows->filter) && rows->order->len == rows->columns->len;
  return rows;
}

ViewRows *
view_rows_ref (ViewRows *rows)
{
  rows->refs++;
  return rows;
}

void
view_rows_unref (ViewRows *rows)
{
  if (--rows->refs > 0)
    return;
  view_ladder_unref (rows->ladder);
  view_filter_free (rows->filter);
  g_array_unref (rows->order);
  g_array_unref (rows->columns);
  g_array_unref (rows->entries);
  g_free (rows);
}

/* --- the index --- */

static gboolean
is_hidden (const ViewRows *rows, guint lane)
{
  return lane < rows->columns->len && g_array_index (rows->columns, guint, lane) == VIEW_NO_LANE;
}

/* The hidden lane that row @index stands in, VIEW_NO_LANE when it may be shown. */
static guint
find_hidden (const ViewRows *rows, guint32 index)
{
  const TraceEvent *event = trace_get (rows->ladder->trace, ladder_first (rows->ladder, index));
  guint from = rows->ladder->lane_of[event->from];
  guint to = rows->ladder->lane_of[event->to];
  if (is_hidden (rows, from))
    return from;
  return is_hidden (rows, to) ? to : VIEW_NO_LANE;
}

static void
fold (ViewRows *rows, guint32 index, guint lane)
{
  Entry *last = rows->entries->len > 0
                    ? &g_array_index (rows->entries, Entry, rows->entries->len - 1)
                    : NULL;
  if (last != NULL && last->fold > 0 && last->row + last->fold == index)
    {
      last->fold++;
      if (last->lane != lane)
        last->lane = SEVERAL;
      return;
    }
  Entry entry = { index, 1, lane };
  g_array_append_val (rows->entries, entry);
}

static void
look_at (ViewRows *rows, guint32 index)
{
  guint hidden = find_hidden (rows, index);
  gboolean query = view_filter_has_query (rows->filter);
  if ((hidden != VIEW_NO_LANE && query)
      || !view_filter_matches (rows->filter, rows->ladder, index, rows->catalogue))
    return;
  if (hidden != VIEW_NO_LANE)
    {
      fold (rows, index, hidden);
      return;
    }
  Entry entry = { index, 0, VIEW_NO_LANE };
  g_array_append_val (rows->entries, entry);
}

gboolean
view_rows_build (ViewRows *rows, guint most)
{
  guint32 n = view_ladder_count (rows->ladder);
  if (rows->whole)
    rows->built = n;
  for (; rows->built < n && most > 0; most--)
    look_at (rows, rows->built++);
  return rows->built < n;
}

static const Entry *
peek (const ViewRows *rows, guint i)
{
  return &g_array_index (rows->entries, Entry, i);
}

/* How many entries begin at @row or above. */
static guint
count_to (const ViewRows *rows, guint32 row)
{
  guint low = 0;
  for (guint high = rows->entries->len; low < high;)
    {
      guint middle = low + (high - low) / 2;
      if (peek (rows, middle)->row <= row)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
view_rows_set_shown (ViewRows *rows, guint32 shown)
{
  rows->shown = shown;
}

guint
view_rows_count (const ViewRows *rows)
{
  if (rows->whole)
    return MIN (rows->built, rows->shown);
  return rows->shown > 0 ? count_to (rows, rows->shown - 1) : 0;
}

/* --- rows --- */

static guint
column_of (const ViewRows *rows, guint lane)
{
  return lane < rows->columns->len ? g_array_index (rows->columns, guint, lane) : VIEW_NO_LANE;
}

static void
name_lane (const ViewRows *rows, guint lane, ExplainArgs *args)
{
  const LadderLane *of = &g_array_index (rows->ladder->lanes, LadderLane, lane);
  explain_args_add_device (args, "owner", of->owner);
}

static ViewText
say_fold (const ViewRows *rows, const Entry *entry, guint32 n)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_add_number (args, "rows", n);
  if (entry->lane != SEVERAL)
    name_lane (rows, entry->lane, args);
  return (ViewText){ entry->lane != SEVERAL ? "scene.fold" : "scene.fold-several", args };
}

static ViewRow *
make_fold (const ViewRows *rows, const Entry *entry)
{
  guint32 n = MIN (entry->fold, rows->shown - entry->row);
  const TraceEvent *event;
  ViewRow *row = g_new0 (ViewRow, 1);
  row->kind = VIEW_ROW_FOLD;
  row->index = entry->row;
  row->folded = n;
  row->event = ladder_first (rows->ladder, entry->row);
  event = trace_get (rows->ladder->trace, row->event);
  row->node.id = g_strdup_printf ("f%u", row->event);
  row->sent = event->time;
  row->arrived = -1;
  row->from = VIEW_NO_LANE;
  row->to = VIEW_NO_LANE;
  row->cause_row = VIEW_NO_ROW;
  row->label = say_fold (rows, entry, n);
  row->what = say_fold (rows, entry, n);
  row->node.sentence = say_fold (rows, entry, n);
  return row;
}

ViewRow *
view_rows_get (const ViewRows *rows, guint i)
{
  if (i >= view_rows_count (rows))
    return NULL;
  if (!rows->whole && peek (rows, i)->fold > 0)
    return make_fold (rows, peek (rows, i));
  ViewRow *row = view_ladder_get_row (rows->ladder, rows->whole ? i : peek (rows, i)->row);
  row->from = column_of (rows, row->from);
  row->to = column_of (rows, row->to);
  return row;
}

guint32
view_rows_get_row (const ViewRows *rows, guint i)
{
  if (i >= view_rows_count (rows))
    return VIEW_NO_ROW;
  return rows->whole ? i : peek (rows, i)->row;
}

guint32
view_rows_find (const ViewRows *rows, guint32 row)
{
  if (row == VIEW_NO_ROW)
    return VIEW_NO_ROW;
  guint n = view_rows_count (rows);
  guint to = rows->whole ? MIN (row, n - 1) + 1 : MIN (count_to (rows, row), n);
  return n > 0 && to > 0 ? to - 1 : VIEW_NO_ROW;
}

gboolean
view_rows_has (const ViewRows *rows, guint32 row)
{
  guint32 at = view_rows_find (rows, row);
  return at != VIEW_NO_ROW && view_rows_get_row (rows, at) == row
         && (rows->whole || peek (rows, at)->fold == 0);
}

guint32
view_rows_next (const ViewRows *rows, guint32 row)
{
  guint n = view_rows_count (rows);
  guint i = row == VIEW_NO_ROW ? 0 : (rows->whole ? row + 1 : count_to (rows, row));
  while (i < n && !rows->whole && peek (rows, i)->fold > 0)
    i++;
  return i < n ? view_rows_get_row (rows, i) : VIEW_NO_ROW;
}

guint32
view_rows_previous (const ViewRows *rows, guint32 row)
{
  guint n = view_rows_count (rows);
  guint i = n;
  if (row != VIEW_NO_ROW)
    i = MIN (n, rows->whole ? row : (row > 0 ? count_to (rows, row - 1) : 0));
  while (i > 0 && !rows->whole && peek (rows, i - 1)->fold > 0)
    i--;
  return i > 0 ? view_rows_get_row (rows, i - 1) : VIEW_NO_ROW;
}

guint
view_rows_count_lanes (const ViewRows *rows)
{
  return rows->order->len;
}

void
view_rows_get_brackets (const ViewRows *rows, guint32 row, ViewBracket brackets[VIEW_N_TRACKS])
{
  view_ladder_get_brackets (rows->ladder, row, brackets);
  for (guint track = 0; track < VIEW_N_TRACKS; track++)
    {
      guint32 command = brackets[track].command;
      if (command != 0
          && find_hidden (rows, view_ladder_find_row (rows->ladder, command)) != VIEW_NO_LANE)
        brackets[track].command = 0;
    }
}

/* --- as a scene --- */

enum
{
  PART_LANES,
  PART_ROWS,
  N_PARTS
};

static guint
scene_get_n_parts (gconstpointer scene)
{
  return N_PARTS;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  return part == PART_LANES ? "lanes" : "rows";
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  const ViewRows *rows = scene;
  ViewScene ladder = view_ladder_get_scene (rows->ladder);
  return view_scene_get_node_class (
      ladder, view_scene_find_part (ladder, part == PART_LANES ? "lanes" : "rows"));
}

static guint
scene_count (gconstpointer scene, guint part)
{
  return part == PART_LANES ? view_rows_count_lanes (scene) : view_rows_count (scene);
}

static GPtrArray *
get_lanes (const ViewRows *rows, guint first, guint n)
{
  g_autoptr (GPtrArray) all = view_ladder_get_lanes (rows->ladder);
  GPtrArray *lanes = g_ptr_array_new_with_free_func (view_lane_free);
  for (guint i = first; i < rows->order->len && n > 0; i++, n--)
    {
      guint lane = g_array_index (rows->order, guint, i);
      g_ptr_array_add (lanes, g_steal_pointer (&g_ptr_array_index (all, lane)));
    }
  return lanes;
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  if (part == PART_LANES)
    return get_lanes (scene, first, n);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) view_row_free);
  guint count = view_rows_count (scene);
  for (guint i = first; i < count && n > 0; i++, n--)
    g_ptr_array_add (found, view_rows_get (scene, i));
  return found;
}

ViewScene
view_rows_get_scene (const ViewRows *rows)
{
  static const ViewSceneClass class = {
    "ladder", scene_get_n_parts, scene_get_part_name, scene_get_node_class, scene_count, scene_rows
  };
  return (ViewScene){ &class, rows };
}
