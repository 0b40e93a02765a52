/* Which rows are left: lanes hidden and moved, ranges, and what is asked for. */
#include "base-random.h"
#include "view-cell.h"
#include "view-rows.h"
#include "view-story.h"

typedef struct
{
  ViewStory story;
  ViewLadder *ladder;
  ViewLanes *lanes;
} Fixture;

static Fixture
begin (void)
{
  Fixture f = { .story = view_story_all () };
  f.ladder = view_ladder_new (sim_world_get_trace (f.story.world));
  f.lanes = view_lanes_new ();
  view_lanes_update (f.lanes, f.ladder);
  return f;
}

static void
end (Fixture *f)
{
  view_lanes_free (f->lanes);
  view_ladder_unref (f->ladder);
  view_story_end (&f->story);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, end)

static ViewRows *
make (Fixture *f, const char *query, guint slice)
{
  ViewText problem;
  ViewFilter *filter = NULL;
  if (query != NULL)
    {
      filter = view_filter_parse (query, f->ladder, view_ladder_get_last (f->ladder), &problem);
      g_assert_nonnull (filter);
    }
  ViewRows *rows = view_rows_new (f->ladder, f->lanes, filter, view_catalogue_get ("en", NULL));
  while (view_rows_build (rows, slice))
    ;
  return rows;
}

static guint
place_of (Fixture *f, const char *owner)
{
  for (guint i = 0; i < view_lanes_count (f->lanes); i++)
    if (strcmp (view_lanes_get_owner (f->lanes, i), owner) == 0)
      return i;
  g_assert_not_reached ();
}

/* Nothing chosen: the ladder as it is. */
static void
test_whole (void)
{
  g_auto (Fixture) f = begin ();
  g_autoptr (ViewRows) rows = make (&f, NULL, 1000000);
  guint n = view_ladder_count (f.ladder);
  g_assert_true (view_lanes_is_plain (f.lanes));
  g_assert_cmpuint (view_rows_count (rows), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ViewRow) one = view_rows_get (rows, i);
      g_autoptr (ViewRow) other = view_ladder_get_row (f.ladder, i);
      g_assert_cmpstr (one->node.id, ==, other->node.id);
      g_assert_cmpuint (one->from, ==, other->from);
      g_assert_cmpuint (view_rows_find (rows, i), ==, i);
    }
  g_assert_null (view_rows_get (rows, n));
  view_rows_set_shown (rows, 10);
  g_assert_cmpuint (view_rows_count (rows), ==, 10);
  g_assert_cmpuint (view_rows_find (rows, 50), ==, 9);
  g_assert_cmpuint (view_rows_next (rows, 9), ==, VIEW_NO_ROW);
  g_assert_cmpuint (view_rows_previous (rows, VIEW_NO_ROW), ==, 9);
}

/* Every row is there or in a fold, once and in its place, however the index was made. */
static void
test_hidden (void)
{
  g_auto (Fixture) f = begin ();
  g_assert_true (view_lanes_show (f.lanes, place_of (&f, "phone"), FALSE));
  g_assert_false (view_lanes_show (f.lanes, place_of (&f, "server"), FALSE));
  g_autoptr (ViewRows) rows = make (&f, NULL, 1000000);
  g_autoptr (ViewRows) slices = make (&f, NULL, 3);
  ViewScene scene = view_rows_get_scene (rows);
  g_autofree char *a = view_scene_dump (scene, view_catalogue_get ("en", NULL));
  g_autofree char *b = view_scene_dump (view_rows_get_scene (slices),
                                        view_catalogue_get ("en", NULL));
  guint32 next = 0;
  guint folds = 0;
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpuint (view_rows_count_lanes (rows), ==, 2);
  for (guint i = 0; i < view_rows_count (rows); i++)
    {
      g_autoptr (ViewRow) row = view_rows_get (rows, i);
      g_autoptr (ViewRow) plain = view_ladder_get_row (f.ladder, row->index);
      g_assert_cmpuint (row->index, ==, next);
      g_assert_cmpuint (view_rows_find (rows, row->index), ==, i);
      next += row->kind == VIEW_ROW_FOLD ? row->folded : 1;
      g_assert_cmpint (view_rows_has (rows, row->index), ==, row->kind != VIEW_ROW_FOLD);
      folds += row->kind == VIEW_ROW_FOLD;
      if (row->kind == VIEW_ROW_LINE)
        g_assert_true (plain->from != 0 && plain->to != 0 && row->from < 2 && row->to < 2);
    }
  g_assert_cmpuint (next, ==, view_ladder_count (f.ladder));
  g_assert_cmpuint (folds, >, 3);
  g_assert_nonnull (strstr (a, "rows of Phone are hidden"));
  view_assert_ids (scene);
  view_assert_sayable (scene);
  for (guint64 seed = 1; seed <= 5; seed++)
    view_assert_slices (scene, seed);
}

/* At each moment a fold holds what has begun, and no more. */
static void
test_shown (void)
{
  g_auto (Fixture) f = begin ();
  view_lanes_show (f.lanes, place_of (&f, "phone"), FALSE);
  g_autoptr (ViewRows) rows = make (&f, NULL, 1000);
  for (guint32 shown = 0; shown <= view_ladder_count (f.ladder); shown++)
    {
      guint32 sum = 0;
      view_rows_set_shown (rows, shown);
      for (guint i = 0; i < view_rows_count (rows); i++)
        {
          g_autoptr (ViewRow) row = view_rows_get (rows, i);
          sum += row->kind == VIEW_ROW_FOLD ? row->folded : 1;
        }
      g_assert_cmpuint (sum, ==, shown);
    }
}

static void
test_order (void)
{
  g_auto (Fixture) f = begin ();
  g_assert_true (view_lanes_move (f.lanes, place_of (&f, "laptop"), 0));
  g_assert_false (view_lanes_move (f.lanes, 0, 3));
  g_assert_false (view_lanes_is_plain (f.lanes));
  g_autoptr (ViewRows) rows = make (&f, NULL, 100);
  g_autoptr (GPtrArray) lanes = view_scene_rows (view_rows_get_scene (rows), 0, 0, 9);
  static const char *const owners[] = { "laptop", "phone", "server" };
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    g_assert_cmpstr (((const ViewLane *) lanes->pdata[i])->owner, ==, owners[i]);
  for (guint i = 0; i < view_rows_count (rows); i++)
    {
      static const guint columns[] = { 1, 2, 0 }; /* of phone, server, laptop */
      g_autoptr (ViewRow) row = view_rows_get (rows, i);
      g_autoptr (ViewRow) plain = view_ladder_get_row (f.ladder, i);
      g_assert_cmpuint (row->from, ==,
                        plain->from == VIEW_NO_LANE ? VIEW_NO_LANE : columns[plain->from]);
    }
  /* The same choice holds for another run, and can be taken back. */
  g_autoptr (ViewLadder) again = view_ladder_new (sim_world_get_trace (f.story.world));
  g_assert_false (view_lanes_update (f.lanes, again));
  g_assert_cmpstr (view_lanes_get_owner (f.lanes, 0), ==, "laptop");
  view_lanes_reset (f.lanes);
  g_assert_true (view_lanes_is_plain (f.lanes));
}

/* --- what is asked for --- */

static guint
count (Fixture *f, const char *query)
{
  g_autoptr (ViewRows) rows = make (f, query, 7);
  return view_rows_count (rows);
}

static gboolean
begins_with_fetch (Fixture *f, guint32 command)
{
  g_autoptr (ViewRow)
      row = view_ladder_get_row (f->ladder, view_ladder_find_row (f->ladder, command));
  return strstr (row->wire, " FETCH ") != NULL;
}

static void
test_conditions (void)
{
  g_auto (Fixture) f = begin ();
  guint fetch = 0;
  guint phone = 0;
  guint bad = 0;
  for (guint i = 0; i < view_ladder_count (f.ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (f.ladder, i);
      fetch += row->exchange != 0 && begins_with_fetch (&f, row->exchange);
      phone += row->from == 0 || row->to == 0;
      bad += row->kind == VIEW_ROW_LINE && strstr (row->wire, " BAD ") != NULL;
    }
  g_assert_cmpuint (count (&f, "command:fetch"), ==, fetch);
  g_assert_cmpuint (count (&f, "命令：FETCH"), ==, fetch);
  g_assert_cmpuint (count (&f, "command:\"UID FETCH\""), <, fetch);
  g_assert_cmpuint (count (&f, "command:\"UID FETCH\""), >, 0);
  g_assert_cmpuint (count (&f, "who:phone"), ==, phone);
  g_assert_cmpuint (count (&f, "谁:手机"), ==, phone);
  g_assert_cmpuint (count (&f, "who:phone who:laptop"), >, phone);
  g_assert_cmpuint (count (&f, "code:BAD"), ==, bad);
  g_assert_cmpuint (bad, >, 0);
  g_assert_cmpuint (count (&f, "code:capability"), ==, 2);
  g_assert_cmpuint (count (&f, "code:BAD command:FETCH"), ==, 0);
  g_assert_cmpuint (count (&f, "command:NOSUCH"), ==, 0);
}

static void
test_words (void)
{
  g_auto (Fixture) f = begin ();
  guint all = view_ladder_count (f.ladder);
  guint logins = count (&f, "LOGIN noodles");
  /* four lines, two that are typed, and one that the server repeats */
  g_assert_cmpuint (logins, ==, 7);
  g_assert_cmpuint (count (&f, "\"login LIN noodles\""), <=, logins);
  g_assert_cmpuint (count (&f, "login who:phone noodles"), ==, 1);
  /* behind the first line: the body of a message */
  g_assert_cmpuint (count (&f, "\"Hello Lin\""), ==, 1);
  /* said, not sent */
  g_assert_cmpuint (count (&f, "\"opens INBOX\""), ==, 2);
  g_assert_cmpuint (count (&f, "12:30"), ==, 0);
  g_assert_cmpuint (count (&f, ""), ==, all);
  g_assert_cmpuint (count (&f, "who: command:"), ==, all);
  g_assert_cmpuint (count (&f, "\"who:phone\""), ==, 0);
}

static void
test_cells (void)
{
  g_auto (Fixture) f = begin ();
  static const char address[] = "server:lin:INBOX:lunch:flags";
  guint32 last = view_ladder_get_last (f.ladder);
  g_autoptr (ViewCell) cell = view_cell_new (view_ladder_get_trace (f.ladder), address, last, NULL);
  g_autofree char *query = view_filter_quote ("cell", address);
  g_autoptr (ViewRows) rows = make (&f, query, 10);
  guint changes = view_rows_count (rows);
  g_assert_cmpstr (query, ==, "cell:server:lin:INBOX:lunch:flags");
  g_assert_cmpuint (changes, >=, 2);
  g_assert_cmpuint (changes, <=, view_cell_count_changes (cell));
  for (guint32 row = view_rows_next (rows, VIEW_NO_ROW); row != VIEW_NO_ROW;
       row = view_rows_next (rows, row))
    {
      guint32 begins = view_ladder_get_row_event (f.ladder, row);
      guint32 ends = view_ladder_get_row_end (f.ladder, row);
      g_assert_true (view_cell_changes (cell, begins, begins)
                     || view_cell_changes (cell, ends, ends));
    }
}

static void
test_walking (void)
{
  g_auto (Fixture) f = begin ();
  g_autoptr (ViewRows) rows = make (&f, "command:NOOP", 10);
  guint n = view_rows_count (rows);
  g_autoptr (GArray) forth = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 row = view_rows_next (rows, VIEW_NO_ROW); row != VIEW_NO_ROW;
       row = view_rows_next (rows, row))
    g_array_append_val (forth, row);
  g_assert_cmpuint (n, >, 2);
  g_assert_cmpuint (forth->len, ==, n);
  for (guint32 row = view_rows_previous (rows, VIEW_NO_ROW); row != VIEW_NO_ROW;
       row = view_rows_previous (rows, row))
    g_assert_cmpuint (row, ==, g_array_index (forth, guint32, --n));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_range (void)
{
  g_auto (Fixture) f = begin ();
  ViewFilter *filter = view_filter_new ();
  filter->first_event = 20;
  filter->last_event = 60;
  g_autoptr (ViewRows)
      rows = view_rows_new (f.ladder, f.lanes, filter, view_catalogue_get ("en", NULL));
  view_rows_build (rows, 1000000);
  guint n = 0;
  for (guint i = 0; i < view_ladder_count (f.ladder); i++)
    {
      guint32 event = view_ladder_get_row_event (f.ladder, i);
      gboolean inside = event >= 20 && event <= 60;
      g_assert_cmpint (view_rows_has (rows, i), ==, inside);
      n += inside;
    }
  g_assert_cmpuint (view_rows_count (rows), ==, n);
}

/* What is not there is said, with what is. */
static void
test_problems (void)
{
  g_auto (Fixture) f = begin ();
  g_auto (ViewText) who = { NULL, NULL };
  g_auto (ViewText) cell = { NULL, NULL };
  g_assert_null (view_filter_parse ("x who:fone", f.ladder, 1, &who));
  g_autofree char *words = view_text (view_catalogue_get ("en", NULL), &who);
  g_assert_nonnull (strstr (words, "fone"));
  g_assert_nonnull (strstr (words, "phone, server, laptop"));
  g_assert_null (view_filter_parse ("cell:server:lin:NOWHERE:flags", f.ladder, 1, &cell));
  g_autofree char *chinese = view_text (view_catalogue_get ("zh_CN", NULL), &cell);
  g_assert_nonnull (strstr (chinese, "NOWHERE"));
}

/* Anything may be typed. */
static void
test_garbage (void)
{
  static const char *const pieces[] = {
    "who:", "cell:", "code:", "\"",    ":",  " ", "phone",
    "：",   "谁",    "\xff",  "INBOX", "\t", "%", "server:lin"
  };
  g_auto (Fixture) f = begin ();
  for (guint64 seed = 1; seed <= 300; seed++)
    {
      BaseRandom random;
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (ViewText) problem = { NULL, NULL };
      base_random_seed (&random, seed);
      for (guint i = 0; i < 6; i++)
        g_string_append (text, pieces[base_random_next (&random) % G_N_ELEMENTS (pieces)]);
      g_autoptr (ViewFilter) filter = view_filter_parse (text->str, f.ladder, 30, &problem);
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      g_assert_cmpint (filter == NULL, ==, problem.key != NULL);
    }
}

/* Rows that come later are taken in as if they had been there. */
static void
test_growing (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewLanes) lanes = view_lanes_new ();
  ViewText problem;
  view_lanes_update (lanes, ladder);
  g_autoptr (ViewRows) rows = view_rows_new (
      ladder, lanes, view_filter_parse ("code:OK", ladder, 0, &problem), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (view_story_acts); i++)
    {
      view_story_do (&story, view_story_acts[i]);
      view_ladder_update (ladder);
      while (view_rows_build (rows, 2))
        ;
    }
  g_auto (Fixture) f = begin ();
  g_assert_cmpuint (view_rows_count (rows), ==, count (&f, "code:OK"));
  g_assert_cmpuint (view_rows_count (rows), >, 10);
}

static void
test_commands (void)
{
  g_auto (Fixture) f = begin ();
  g_auto (GStrv) names = view_filter_list_commands (f.ladder, 100);
  g_assert_true (g_strv_contains ((const char *const *) names, "UID STORE"));
  g_assert_true (g_strv_contains ((const char *const *) names, "LOGIN"));
  for (guint i = 1; names[i] != NULL; i++)
    g_assert_cmpstr (names[i - 1], <, names[i]);
  g_auto (GStrv) two = view_filter_list_commands (f.ladder, 2);
  g_assert_cmpuint (g_strv_length (two), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/rows/whole", test_whole);
  g_test_add_func ("/view/rows/hidden", test_hidden);
  g_test_add_func ("/view/rows/shown", test_shown);
  g_test_add_func ("/view/rows/order", test_order);
  g_test_add_func ("/view/rows/conditions", test_conditions);
  g_test_add_func ("/view/rows/words", test_words);
  g_test_add_func ("/view/rows/cells", test_cells);
  g_test_add_func ("/view/rows/walking", test_walking);
  g_test_add_func ("/view/rows/range", test_range);
  g_test_add_func ("/view/rows/problems", test_problems);
  g_test_add_func ("/view/rows/garbage", test_garbage);
  g_test_add_func ("/view/rows/growing", test_growing);
  g_test_add_func ("/view/rows/commands", test_commands);
  return g_test_run ();
}
