/* Differences of scenes, replayed. */
#include "view-board.h"
#include "view-diff.h"
#include "view-story.h"

static GPtrArray *
ids_of (ViewScene scene, guint part)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = view_scene_rows (scene, part, 0, view_scene_count (scene, part));
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (ids, g_strdup (((ViewNode *) rows->pdata[i])->id));
  return ids;
}

/* Replays @diff on the nodes of @a's part; the result has to be @b's. */
static void
assert_replays (const ViewDiff *diff, ViewScene a, ViewScene b, guint part)
{
  g_autoptr (GPtrArray) ids = ids_of (a, part);
  g_autoptr (GPtrArray) wanted = ids_of (b, part);
  g_autoptr (GHashTable) touched = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < view_diff_get_n (diff); i++)
    {
      const ViewChange *change = view_diff_get (diff, i);
      if (strcmp (change->part, view_scene_get_part_name (a, part)) != 0)
        continue;
      g_hash_table_add (touched, change->id);
      if (change->kind == VIEW_DIFF_ADDED)
        g_ptr_array_insert (ids, (int) change->place, g_strdup (change->id));
      else
        g_assert_cmpstr (ids->pdata[change->place], ==, change->id);
      if (change->kind == VIEW_DIFF_REMOVED)
        g_ptr_array_remove_index (ids, change->place);
    }
  g_assert_cmpuint (ids->len, ==, wanted->len);
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpstr (ids->pdata[i], ==, wanted->pdata[i]);

  /* What no change names is the same on both sides. */
  g_autoptr (GPtrArray) new = view_scene_rows (b, part, 0, view_scene_count (b, part));
  g_autoptr (GPtrArray) old = view_scene_rows (a, part, 0, view_scene_count (a, part));
  for (guint i = 0; i < new->len; i++)
    for (guint k = 0; k < old->len; k++)
      if (strcmp (((ViewNode *) new->pdata[i])->id, ((ViewNode *) old->pdata[k])->id) == 0
          && !g_hash_table_contains (touched, ((ViewNode *) new->pdata[i])->id))
        g_assert_true (view_scene_get_node_class (b, part)->equal (new->pdata[i], old->pdata[k]));
}

static ViewBoard *
board_at (TraceCursor *cursor, Trace *trace, const ViewLadder *ladder, guint32 event)
{
  trace_cursor_seek (cursor, event);
  return view_board_new (trace, trace_cursor_get_model (cursor), event,
                         view_ladder_back (ladder, VIEW_MOVE_LINE, event));
}

/* Between neighbours, and between moments far apart, in both directions. */
static void
test_boards (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (TraceCursor) cursor = trace_cursor_new (trace);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  guint32 n = trace_get_n (trace);
  for (guint32 from = 0; from <= n; from++)
    for (guint32 step = 1; step <= 64; step *= 8)
      {
        guint32 to = (from + step) % (n + 1);
        g_autoptr (ViewBoard) a = board_at (cursor, trace, ladder, from);
        g_autoptr (ViewBoard) b = board_at (cursor, trace, ladder, to);
        ViewScene one = view_board_get_scene (a);
        ViewScene other = view_board_get_scene (b);
        g_autoptr (ViewDiff) diff = view_diff_new (one, other);
        g_autoptr (ViewDiff) none = view_diff_new (one, one);
        g_assert_cmpuint (view_diff_get_n (none), ==, 0);
        for (guint part = 0; part < view_scene_get_n_parts (one); part++)
          assert_replays (diff, one, other, part);
      }
}

/* A ladder that grew: rows are added at the end, and those that were open have changed. */
static void
test_ladders (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_auto (ViewStory) whole = view_story_all ();
  for (guint i = 0; i < 6; i++)
    view_story_do (&story, view_story_acts[i]);
  g_autoptr (ViewLadder) a = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewLadder) b = view_ladder_new (sim_world_get_trace (whole.world));
  g_autoptr (ViewDiff) diff = view_diff_new (view_ladder_get_scene (a), view_ladder_get_scene (b));
  guint rows = 0;
  for (guint i = 0; i < view_diff_get_n (diff); i++)
    {
      const ViewChange *change = view_diff_get (diff, i);
      /* Exchanges that were open go on. */
      if (!g_str_equal (change->part, "rows"))
        {
          g_assert_cmpstr (change->part, ==, "exchanges");
          continue;
        }
      g_assert_cmpint (change->kind, ==, VIEW_DIFF_ADDED);
      g_assert_cmpuint (change->place, ==, view_ladder_count (a) + rows++);
      g_assert_cmpstr (change->node->id, ==, change->id);
    }
  g_assert_cmpuint (rows, ==, view_ladder_count (b) - view_ladder_count (a));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/diff/boards", test_boards);
  g_test_add_func ("/view/diff/ladders", test_ladders);
  return g_test_run ();
}
