/* The index of rows, and the lanes. */
#include "view-ladder-private.h"

#include "explain-args.h"
#include "model.h"
#include "view-owners-private.h"

#include <string.h>

/* --- lanes --- */

static void
clear_lane (gpointer data)
{
  g_free (((LadderLane *) data)->owner);
}

static guint
add_lane (ViewLadder *ladder, const char *owner, gboolean is_server)
{
  LadderLane lane = { g_strdup (owner), is_server, FALSE };
  g_array_append_val (ladder->lanes, lane);
  return ladder->lanes->len - 1;
}

static void
add_owners (ViewLadder *ladder)
{
  const Model *model = trace_get_initial (ladder->trace);
  g_autoptr (GArray) owners = view_owners_new (model);
  for (guint i = 0; i < owners->len; i++)
    {
      ModelId id = g_array_index (owners, ModelId, i);
      add_lane (ladder, model_get_name (model, id),
                model_get_kind (model, id) == MODEL_KIND_SERVER);
    }
}

/* The first client stands before the server, as a world's first device does. */
static void
insert_first_lane (ViewLadder *ladder, const char *owner)
{
  LadderLane lane = { g_strdup (owner), FALSE, FALSE };
  g_array_insert_val (ladder->lanes, 0, lane);
  for (guint i = 0; i < G_N_ELEMENTS (ladder->lane_of); i++)
    if (ladder->lane_of[i] != VIEW_NO_LANE)
      ladder->lane_of[i]++;
}

/* Ends of connections and facts always have a lane; others only if the world names them. */
static void
note_actor (ViewLadder *ladder, guint8 actor, gboolean is_end)
{
  if (actor == 0 || ladder->lane_of[actor] != VIEW_NO_LANE)
    return;
  const char *name = trace_get_actor (ladder->trace, actor);
  for (guint i = 0; i < ladder->lanes->len; i++)
    if (strcmp (g_array_index (ladder->lanes, LadderLane, i).owner, name) == 0)
      ladder->lane_of[actor] = i;
  if (ladder->lane_of[actor] != VIEW_NO_LANE || !is_end)
    return;
  if (ladder->lanes->len == 1 && g_array_index (ladder->lanes, LadderLane, 0).is_server)
    insert_first_lane (ladder, name);
  else
    add_lane (ladder, name, FALSE);
  note_actor (ladder, actor, FALSE);
  g_array_index (ladder->lanes, LadderLane, ladder->lane_of[actor]).is_real = TRUE;
}

void
view_lane_free (gpointer data)
{
  ViewLane *lane = data;
  if (lane == NULL)
    return;
  g_free (lane->node.id);
  view_text_clear (&lane->node.sentence);
  view_text_clear (&lane->title);
  g_free (lane->owner);
  g_free (lane);
}

static ViewLane *
make_lane (const LadderLane *from)
{
  ViewLane *lane = g_new0 (ViewLane, 1);
  lane->owner = g_strdup (from->owner);
  lane->is_server = from->is_server;
  lane->node.id = g_strconcat ("lane:", from->owner, NULL);
  lane->title.key = from->is_server ? "scene.lane-server" : "scene.lane-device";
  lane->title.args = explain_args_new ();
  explain_args_add_device (lane->title.args, "owner", from->owner);
  lane->node.sentence = (ViewText){ "scene.lane", explain_args_new () };
  view_owner_add (lane->node.sentence.args, "owner", from->owner, from->is_server);
  return lane;
}

static GPtrArray *
make_lanes (const ViewLadder *ladder, guint first, guint n)
{
  GPtrArray *lanes = g_ptr_array_new_with_free_func (view_lane_free);
  for (guint i = first; i < ladder->lanes->len && n > 0; i++, n--)
    g_ptr_array_add (lanes, make_lane (&g_array_index (ladder->lanes, LadderLane, i)));
  return lanes;
}

GPtrArray *
view_ladder_get_lanes (const ViewLadder *ladder)
{
  return make_lanes (ladder, 0, G_MAXUINT);
}

guint
view_ladder_count_lanes (const ViewLadder *ladder)
{
  return ladder->lanes->len;
}

/* --- the index --- */

static guint32
add_row (ViewLadder *ladder, guint32 first, guint32 last)
{
  g_array_append_val (ladder->firsts, first);
  g_array_append_val (ladder->lasts, last);
  return ladder->firsts->len - 1;
}

/* A line as it arrives belongs to its sending, once; what else came of that is a row of its own. */
static void
take_arrival (ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  gboolean sent = event->cause != 0 && event->cause < number
                  && trace_get (ladder->trace, event->cause)->kind == TRACE_SEND;
  guint32 row = sent ? view_ladder_find_row (ladder, event->cause) : VIEW_NO_ROW;
  if (row != VIEW_NO_ROW && ladder_last (ladder, row) == 0)
    g_array_index (ladder->lasts, guint32, row) = number;
  else
    ladder_exchange_line (ladder, add_row (ladder, number, number), number);
}

/* A connection comes up, or goes, at both ends: one row. */
static void
take_link (ViewLadder *ladder, guint32 number, const TraceEvent *event)
{
  if (event->sub == TRACE_LINK_STALL || event->sub == TRACE_LINK_HEAL)
    {
      /* what is under way is late, not lost */
      add_row (ladder, number, 0);
      return;
    }
  if (event->connection >= ladder->open_links->len)
    g_array_set_size (ladder->open_links, event->connection + 1u);
  guint32 *open = &g_array_index (ladder->open_links, guint32, event->connection);
  if (*open != 0 && event->connection != 0)
    {
      const TraceEvent *other = trace_get (ladder->trace, ladder_first (ladder, *open - 1));
      if (other->sub == event->sub && other->to != event->to
          && ladder_last (ladder, *open - 1) == 0)
        {
          g_array_index (ladder->lasts, guint32, *open - 1) = number;
          g_hash_table_insert (ladder->ends, GUINT_TO_POINTER (number),
                               GUINT_TO_POINTER (*open - 1));
          return;
        }
    }
  *open = add_row (ladder, number, 0) + 1;
  if (event->sub != TRACE_LINK_CONNECT && event->sub != TRACE_LINK_LOSE)
    ladder_exchange_break (ladder, event->connection);
}

static void
take_event (ViewLadder *ladder, guint32 number)
{
  const TraceEvent *event = trace_get (ladder->trace, number);
  gboolean is_end = event->kind == TRACE_SEND || event->kind == TRACE_ARRIVE
                    || event->kind == TRACE_LINK || event->kind == TRACE_FACT;
  note_actor (ladder, event->from, is_end);
  note_actor (ladder, event->to, is_end);
  switch ((TraceKind) event->kind)
    {
    case TRACE_ARRIVE:
      take_arrival (ladder, number, event);
      break;
    case TRACE_LINK:
      take_link (ladder, number, event);
      break;
    case TRACE_TURN:
      if (event->delta_count > 0 || event->sub == TRACE_TURN_RELEASED)
        add_row (ladder, number, 0);
      break;
    case TRACE_CHECK:
      if (event->sub == 0)
        g_array_append_val (ladder->steps, number);
      add_row (ladder, number, 0);
      break;
    case TRACE_SEND:
      ladder_exchange_line (ladder, add_row (ladder, number, 0), number);
      break;
    case TRACE_ACT:
    case TRACE_TIMER:
    case TRACE_FACT:
      add_row (ladder, number, 0);
      break;
    case TRACE_TLS:
    case TRACE_N_KINDS:
      break;
    }
}

guint
view_ladder_update (ViewLadder *ladder)
{
  guint before = ladder->firsts->len;
  while (ladder->taken < trace_get_n (ladder->trace))
    take_event (ladder, ++ladder->taken);
  return ladder->firsts->len - before;
}

static ViewLadder *
ladder_new (Trace *trace, gboolean masked)
{
  ViewLadder *ladder = g_new0 (ViewLadder, 1);
  ladder->refs = 1;
  ladder->trace = trace_ref (trace);
  ladder->masked = masked;
  ladder->firsts = g_array_new (FALSE, FALSE, sizeof (guint32));
  ladder->lasts = g_array_new (FALSE, FALSE, sizeof (guint32));
  ladder->steps = g_array_new (FALSE, FALSE, sizeof (guint32));
  ladder->lanes = g_array_new (FALSE, FALSE, sizeof (LadderLane));
  g_array_set_clear_func (ladder->lanes, clear_lane);
  ladder->ends = g_hash_table_new (NULL, NULL);
  ladder->open_links = g_array_new (FALSE, TRUE, sizeof (guint32));
  ladder->exchanges = g_array_new (FALSE, FALSE, sizeof (LadderExchange));
  for (guint i = 0; i < VIEW_N_TRACKS; i++)
    ladder->tracks[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  ladder->trackless = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < G_N_ELEMENTS (ladder->lane_of); i++)
    ladder->lane_of[i] = VIEW_NO_LANE;
  add_owners (ladder);
  view_ladder_update (ladder);
  return ladder;
}

ViewLadder *
view_ladder_new (Trace *trace)
{
  return ladder_new (trace, FALSE);
}

ViewLadder *
view_ladder_new_masked (Trace *trace)
{
  return ladder_new (trace, TRUE);
}

ViewLadder *
view_ladder_ref (ViewLadder *ladder)
{
  g_atomic_int_inc (&ladder->refs);
  return ladder;
}

void
view_ladder_unref (ViewLadder *ladder)
{
  if (!g_atomic_int_dec_and_test (&ladder->refs))
    return;
  trace_unref (ladder->trace);
  g_array_unref (ladder->firsts);
  g_array_unref (ladder->lasts);
  g_array_unref (ladder->steps);
  g_array_unref (ladder->lanes);
  g_hash_table_unref (ladder->ends);
  g_array_unref (ladder->open_links);
  g_array_unref (ladder->exchanges);
  for (guint i = 0; i < VIEW_N_TRACKS; i++)
    g_array_unref (ladder->tracks[i]);
  g_array_unref (ladder->trackless);
  g_free (ladder);
}

Trace *
view_ladder_get_trace (const ViewLadder *ladder)
{
  return ladder->trace;
}

/* --- rows --- */

guint
view_ladder_count (const ViewLadder *ladder)
{
  return ladder->firsts->len;
}

ViewRow *
view_ladder_get_row (const ViewLadder *ladder, guint index)
{
  return index < ladder->firsts->len ? view_row_new (ladder, index) : NULL;
}

GPtrArray *
view_ladder_get_rows (const ViewLadder *ladder, guint first, guint n)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_row_free);
  for (guint i = first; i < ladder->firsts->len && n > 0; i++, n--)
    g_ptr_array_add (rows, view_row_new (ladder, i));
  return rows;
}

/* --- as a scene --- */

enum
{
  PART_LANES,
  PART_ROWS,
  PART_EXCHANGES,
  N_PARTS
};

static gboolean
lane_equal (gconstpointer a, gconstpointer b)
{
  const ViewLane *one = a;
  const ViewLane *other = b;
  return one->is_server == other->is_server && strcmp (one->owner, other->owner) == 0;
}

static void
lane_dump (gconstpointer node, GString *out)
{
  const ViewLane *lane = node;
  g_autofree char *title = view_text_dump (&lane->title);
  g_string_append_printf (out, "%s%s", title, lane->is_server ? " server" : "");
}

static const ViewNodeClass part_classes[N_PARTS] = {
  [PART_LANES] = { "lanes", lane_equal, lane_dump },
  [PART_ROWS] = { "rows", view_row_equal, view_row_dump },
  [PART_EXCHANGES] = { "exchanges", view_exchange_equal, view_exchange_dump },
};

static guint
scene_get_n_parts (gconstpointer scene)
{
  return N_PARTS;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  return part_classes[part].name;
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  return &part_classes[part];
}

static guint
scene_count (gconstpointer scene, guint part)
{
  switch (part)
    {
    case PART_LANES:
      return view_ladder_count_lanes (scene);
    case PART_ROWS:
      return view_ladder_count (scene);
    default:
      return view_ladder_count_exchanges (scene);
    }
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  if (part == PART_LANES)
    return make_lanes (scene, first, n);
  if (part == PART_ROWS)
    return view_ladder_get_rows (scene, first, n);
  GPtrArray *exchanges = g_ptr_array_new_with_free_func ((GDestroyNotify) view_exchange_free);
  for (guint i = first; i < view_ladder_count_exchanges (scene) && n > 0; i++, n--)
    g_ptr_array_add (exchanges, view_ladder_get_exchange (scene, i));
  return exchanges;
}

ViewScene
view_ladder_get_scene (const ViewLadder *ladder)
{
  static const ViewSceneClass class = {
    "ladder", scene_get_n_parts, scene_get_part_name, scene_get_node_class, scene_count, scene_rows
  };
  return (ViewScene){ &class, ladder };
}
