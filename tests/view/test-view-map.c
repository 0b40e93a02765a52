/* The run on a strip: places and events belong together, no line is lost, marks keep their distance. */
#include "view-map.h"
#include "view-story.h"

typedef struct
{
  ViewStory story;
  ViewLadder *ladder;
  ViewMarkSet *marks;
} Fixture;

static void
set_up (Fixture *fixture)
{
  fixture->story = view_story_all ();
  fixture->ladder = view_ladder_new (sim_world_get_trace (fixture->story.world));
  fixture->marks = view_mark_set_new (fixture->ladder);
  while (view_mark_set_take (fixture->marks, 50))
    continue;
}

static void
tear_down (Fixture *fixture)
{
  view_mark_set_free (fixture->marks);
  view_ladder_unref (fixture->ladder);
  view_story_end (&fixture->story);
}

static void
test_places (void)
{
  Fixture fixture;
  set_up (&fixture);
  guint32 last = view_ladder_get_last (fixture.ladder);
  for (guint n = 1; n < 5 * last; n += 17)
    {
      g_autoptr (ViewMap) map = view_map_new (fixture.marks, last, n, 3);
      guint before = 0;
      g_assert_cmpuint (view_map_get_n_places (map), ==, n);
      for (guint32 event = 0; event <= last; event++)
        {
          guint place = view_map_get_place (map, event);
          g_assert_cmpuint (place, <, n);
          g_assert_cmpuint (place, >=, before);
          if (n > last)
            g_assert_cmpuint (view_map_get_event (map, place), ==, event);
          before = place;
        }
      for (guint place = 0; n <= last && place < n; place++)
        g_assert_cmpuint (view_map_get_place (map, view_map_get_event (map, place)), ==, place);
      /* Beyond either end there is still an event. */
      g_assert_cmpuint (view_map_get_event (map, n + 10), <=, last);
      g_assert_cmpuint (view_map_get_place (map, last + 10), <, n);
    }
  tear_down (&fixture);
}

/* Each line of the ladder stands at the place where it ends, and nothing stands where there is none. */
static void
test_lines (void)
{
  Fixture fixture;
  set_up (&fixture);
  guint32 last = view_ladder_get_last (fixture.ladder);
  for (guint n = 5; n < 3 * last; n += 71)
    {
      g_autoptr (ViewMap) map = view_map_new (fixture.marks, last, n, 1);
      g_autofree guint8 *expected = g_new0 (guint8, n);
      for (guint i = 0; i < view_ladder_count (fixture.ladder); i++)
        {
          g_autoptr (ViewRow) row = view_ladder_get_row (fixture.ladder, i);
          if (row->kind != VIEW_ROW_LINE)
            continue;
          guint line = VIEW_MAP_UNTAGGED;
          if (row->line_class == VIEW_LINE_COMMAND || row->line_class == VIEW_LINE_CONTINUED)
            line = VIEW_MAP_CLIENT;
          else if (row->line_class == VIEW_LINE_OK || row->line_class == VIEW_LINE_ERROR)
            line = VIEW_MAP_TAGGED;
          expected[view_map_get_place (map, view_ladder_get_row_end (fixture.ladder, i))] |=
              (guint8) line;
        }
      for (guint place = 0; place < n; place++)
        g_assert_cmpuint (view_map_get_lines (map, place), ==, expected[place]);
    }
  tear_down (&fixture);
}

static void
test_apart (void)
{
  Fixture fixture;
  set_up (&fixture);
  guint32 last = view_ladder_get_last (fixture.ladder);
  for (guint apart = 1; apart < 40; apart += 6)
    {
      g_autoptr (ViewMap) map = view_map_new (fixture.marks, last, 200, apart);
      guint kinds = 0;
      guint64 before[VIEW_MARK_N_KINDS] = { 0 };
      for (guint i = 0; i < view_map_count (map); i++)
        {
          ViewMarkKind kind;
          guint32 event;
          guint place;
          view_map_peek (map, i, &kind, &event, &place);
          g_assert_cmpuint (place, ==, view_map_get_place (map, event));
          if ((kinds >> kind & 1) != 0)
            g_assert_cmpuint (place, >=, before[kind] + apart);
          before[kind] = place;
          kinds |= 1u << kind;
        }
      /* No kind is lost for want of room. */
      for (ViewMarkKind kind = 0; kind <= VIEW_MARK_EXPUNGE; kind++)
        g_assert_cmpuint (kinds >> kind & 1, ==, 1);
    }
  tear_down (&fixture);
}

static void
test_limit (void)
{
  Fixture fixture;
  set_up (&fixture);
  guint32 last = view_ladder_get_last (fixture.ladder);
  g_autoptr (ViewMap) all = view_map_new (fixture.marks, last, 2 * last, 1);
  g_autoptr (ViewMap) some = view_map_new (fixture.marks, last / 2, 2 * last, 1);
  guint hidden = 0;
  g_assert_cmpuint (view_map_count (all), ==, view_mark_set_count (fixture.marks));
  for (guint i = 0; i < view_mark_set_count (fixture.marks); i++)
    {
      ViewMarkKind kind;
      guint32 event = view_mark_set_peek (fixture.marks, i, &kind);
      hidden += event > last / 2 && kind != VIEW_MARK_STEP;
    }
  g_assert_cmpuint (hidden, >, 0);
  g_assert_cmpuint (view_map_count (some), ==, view_map_count (all) - hidden);
  tear_down (&fixture);
}

static void
test_scene (void)
{
  Fixture fixture;
  set_up (&fixture);
  guint32 last = view_ladder_get_last (fixture.ladder);
  g_autoptr (ViewMap) map = view_map_new (fixture.marks, last, 300, 4);
  ViewScene scene = view_map_get_scene (map);
  guint part = view_scene_find_part (scene, "marks");
  g_autoptr (GPtrArray) rows = view_scene_rows (scene, part, 0, G_MAXUINT);
  g_assert_cmpuint (rows->len, ==, view_map_count (map));
  for (guint i = 0; i < rows->len; i++)
    {
      const ViewMapMark *mark = rows->pdata[i];
      ViewMarkKind kind;
      guint32 event;
      guint place;
      view_map_peek (map, i, &kind, &event, &place);
      g_assert_cmpuint (mark->event, ==, event);
      g_assert_cmpuint (mark->place, ==, place);
      g_assert_nonnull (mark->node.id);
      g_assert_nonnull (mark->node.sentence.key);
    }
  g_autofree char *dump = view_scene_dump (scene, NULL);
  g_autoptr (ViewMap) again = view_map_new (fixture.marks, last, 300, 4);
  g_autofree char *other = view_scene_dump (view_map_get_scene (again), NULL);
  g_assert_cmpstr (dump, ==, other);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/map/places", test_places);
  g_test_add_func ("/view/map/lines", test_lines);
  g_test_add_func ("/view/map/apart", test_apart);
  g_test_add_func ("/view/map/limit", test_limit);
  g_test_add_func ("/view/map/scene", test_scene);
  return g_test_run ();
}
