/* The whole run on a strip. */
#include "view-map.h"

typedef struct
{
  guint index; /* among the marks */
  guint place;
} Placed;

struct _ViewMap
{
  const ViewMarkSet *marks;
  guint64 n_events; /* and the moment before the first */
  guint n_places;
  guint8 *lines; /* ViewMapLines, for each place */
  GArray *marked;
};

guint
view_map_get_n_places (const ViewMap *map)
{
  return map->n_places;
}

/* Where there is more room than events, each has its place in the middle of its share. */
guint
view_map_get_place (const ViewMap *map, guint32 event)
{
  guint64 n = map->n_places;
  guint64 at = MIN (event, map->n_events - 1);
  if (n < map->n_events)
    return (guint) (at * n / map->n_events);
  guint64 begin = (at * n + map->n_events - 1) / map->n_events;
  return (guint) MAX (begin, (2 * at + 1) * n / (2 * map->n_events));
}

guint32
view_map_get_event (const ViewMap *map, guint place)
{
  guint64 n = map->n_places;
  guint64 at = MIN (place, map->n_places - 1) * map->n_events;
  return (guint32) (n >= map->n_events ? at / n : (at + n - 1) / n);
}

guint
view_map_get_lines (const ViewMap *map, guint place)
{
  g_return_val_if_fail (place < map->n_places, 0);
  return map->lines[place];
}

static void
take_lines (ViewMap *map)
{
  guint n = (guint) MIN (map->n_events, map->n_places);
  g_autofree ViewBucket *buckets = g_new (ViewBucket, n);
  view_mark_set_fill (map->marks, 0, (guint32) map->n_events - 1, buckets, n);
  for (guint i = 0; i < n; i++)
    {
      const ViewBucket *bucket = &buckets[i];
      guint lines = (bucket->client > 0 ? VIEW_MAP_CLIENT : 0)
                    | (bucket->tagged > 0 ? VIEW_MAP_TAGGED : 0)
                    | (bucket->untagged > 0 ? VIEW_MAP_UNTAGGED : 0);
      map->lines[view_map_get_place (map, bucket->event)] |= (guint8) lines;
    }
}

static void
take_marks (ViewMap *map, guint32 limit, guint apart)
{
  guint64 free_from[VIEW_MARK_N_KINDS] = { 0 };
  for (guint i = 0; i < view_mark_set_count (map->marks); i++)
    {
      ViewMarkKind kind;
      guint32 event = view_mark_set_peek (map->marks, i, &kind);
      guint place = view_map_get_place (map, event);
      if (place < free_from[kind] || (event > limit && kind != VIEW_MARK_STEP))
        continue;
      g_array_append_vals (map->marked, &(Placed){ i, place }, 1);
      free_from[kind] = (guint64) place + apart;
    }
}

ViewMap *
view_map_new (const ViewMarkSet *marks, guint32 limit, guint n_places, guint apart)
{
  ViewMap *map = g_new0 (ViewMap, 1);
  map->marks = marks;
  map->n_events = (guint64) view_mark_set_get_last (marks) + 1;
  map->n_places = MAX (n_places, 1);
  map->lines = g_new0 (guint8, map->n_places);
  map->marked = g_array_new (FALSE, FALSE, sizeof (Placed));
  take_lines (map);
  take_marks (map, limit, apart);
  return map;
}

void
view_map_free (ViewMap *map)
{
  g_free (map->lines);
  g_array_unref (map->marked);
  g_free (map);
}

guint
view_map_count (const ViewMap *map)
{
  return map->marked->len;
}

void
view_map_peek (const ViewMap *map, guint i, ViewMarkKind *kind, guint32 *event, guint *place)
{
  g_return_if_fail (i < map->marked->len);
  const Placed *placed = &g_array_index (map->marked, Placed, i);
  *event = view_mark_set_peek (map->marks, placed->index, kind);
  *place = placed->place;
}

/* --- as a scene --- */

void
view_map_mark_free (ViewMapMark *mark)
{
  g_free (mark->node.id);
  view_text_clear (&mark->node.sentence);
  g_free (mark);
}

static ViewMapMark *
make (const ViewMap *map, const Placed *placed)
{
  g_autoptr (GPtrArray) rows = view_mark_set_get_rows (map->marks, placed->index, 1);
  ViewMark *of = rows->pdata[0];
  ViewMapMark *mark = g_new0 (ViewMapMark, 1);
  mark->node = of->node;
  of->node = (ViewNode){ NULL };
  mark->kind = of->kind;
  mark->event = of->event;
  mark->place = placed->place;
  return mark;
}

static gboolean
mark_equal (gconstpointer a, gconstpointer b)
{
  const ViewMapMark *x = a;
  const ViewMapMark *y = b;
  return x->kind == y->kind && x->event == y->event && x->place == y->place
         && view_text_equal (&x->node.sentence, &y->node.sentence);
}

static void
mark_dump (gconstpointer node, GString *out)
{
  const ViewMapMark *mark = node;
  g_string_append_printf (out, "place %u event %u", mark->place, mark->event);
}

static guint
count_nodes (gconstpointer scene)
{
  return view_map_count (scene);
}

static GPtrArray *
get_nodes (gconstpointer scene, guint first, guint n)
{
  const ViewMap *map = scene;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) view_map_mark_free);
  for (guint i = first; i < map->marked->len && i - first < n; i++)
    g_ptr_array_add (rows, make (map, &g_array_index (map->marked, Placed, i)));
  return rows;
}

ViewScene
view_map_get_scene (const ViewMap *map)
{
  static const ViewScenePart part = { { "marks", mark_equal, mark_dump }, count_nodes, get_nodes };
  static const ViewSceneClass class = { .name = "map", .only = &part };
  return (ViewScene){ &class, map };
}
