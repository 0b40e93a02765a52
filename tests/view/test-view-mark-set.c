/* What stands out in the story, against looking at every row; buckets against the marks. */
#include "view-mark-set.h"
#include "view-story.h"

static ViewMarkSet *
mark (ViewLadder *ladder)
{
  ViewMarkSet *marks = view_mark_set_new (ladder);
  while (view_mark_set_take (marks, 7))
    continue;
  return marks;
}

static guint
count_kind (const ViewMarkSet *marks, ViewMarkKind kind)
{
  guint n = 0;
  guint32 event = 0;
  while ((event = view_mark_set_next (marks, kind, event)) != G_MAXUINT32)
    n++;
  return n;
}

static void
test_kinds (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewMarkSet) marks = mark (ladder);
  guint rows[VIEW_MARK_N_KINDS] = { 0 };
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      rows[VIEW_MARK_STEP] += row->kind == VIEW_ROW_STEP;
      rows[VIEW_MARK_ACT] += row->kind == VIEW_ROW_ACT;
      rows[VIEW_MARK_ERROR] += row->line_class == VIEW_LINE_ERROR;
      rows[VIEW_MARK_FAULT] += row->kind == VIEW_ROW_LINK && row->fault != VIEW_FAULT_NONE;
      rows[VIEW_MARK_EXPUNGE] += row->line_class == VIEW_LINE_UNTAGGED
                                 && strstr (row->wire, " EXPUNGE") != NULL;
    }
  for (ViewMarkKind kind = 0; kind < VIEW_MARK_N_KINDS; kind++)
    g_assert_cmpuint (count_kind (marks, kind), ==, rows[kind]);
  g_assert_cmpuint (rows[VIEW_MARK_STEP], ==, 4);
  g_assert_cmpuint (rows[VIEW_MARK_ERROR], ==, 2);
  g_assert_cmpuint (rows[VIEW_MARK_FAULT], ==, 1);
  g_assert_cmpuint (rows[VIEW_MARK_EXPUNGE], >=, 2);
}

static void
test_places (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewMarkSet) marks = mark (ladder);
  guint before = view_mark_set_count (marks);
  char name[] = "here";
  ViewPlace both[] = { { 30, name }, { 12, NULL } };
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (ViewPlace));
  g_array_append_vals (places, both, 2);
  view_mark_set_set_places (marks, VIEW_MARK_BOOKMARK, places);
  g_assert_cmpuint (view_mark_set_count (marks), ==, before + 2);
  g_assert_cmpuint (view_mark_set_next (marks, VIEW_MARK_BOOKMARK, 0), ==, 12);
  g_assert_cmpuint (view_mark_set_next (marks, VIEW_MARK_BOOKMARK, 12), ==, 30);
  g_assert_cmpuint (view_mark_set_next (marks, VIEW_MARK_BOOKMARK, 30), ==, G_MAXUINT32);
  g_assert_cmpuint (view_mark_set_previous (marks, VIEW_MARK_BOOKMARK, 30), ==, 12);
  g_assert_cmpuint (view_mark_set_previous (marks, VIEW_MARK_BOOKMARK, 12), ==, G_MAXUINT32);
  g_autoptr (GPtrArray) rows = view_mark_set_get_rows (marks, view_mark_set_find (marks, 30), 20);
  gboolean found = FALSE;
  guint32 last = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const ViewMark *row = rows->pdata[i];
      g_assert_cmpuint (row->event, >=, last);
      last = row->event;
      found |= g_str_equal (row->node.id, "bookmark-30")
               && g_str_equal (row->node.sentence.key, "scene.mark-named");
    }
  g_assert_true (found);
  g_array_set_size (places, 0);
  view_mark_set_set_places (marks, VIEW_MARK_BOOKMARK, places);
  g_assert_cmpuint (view_mark_set_count (marks), ==, before);
}

/* However many buckets: nothing is lost, nothing is counted twice, and each event is in its own. */
static void
test_buckets (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewMarkSet) marks = mark (ladder);
  guint32 last = view_ladder_get_last (ladder);
  ViewBucket whole;
  view_mark_set_fill (marks, 1, last, &whole, 1);
  g_assert_cmpuint (whole.client, >, 10);
  g_assert_cmpuint (whole.tagged, >, 10);
  g_assert_cmpuint (whole.untagged, >, 10);
  for (guint n = 1; n < 2 * last; n += 13)
    {
      g_autofree ViewBucket *buckets = g_new (ViewBucket, n);
      ViewBucket sum = { 0 };
      view_mark_set_fill (marks, 1, last, buckets, n);
      for (guint i = 0; i < n; i++)
        {
          sum.client += buckets[i].client;
          sum.tagged += buckets[i].tagged;
          sum.untagged += buckets[i].untagged;
          sum.marks |= buckets[i].marks;
          if (i > 0)
            g_assert_cmpuint (buckets[i].event, >=, buckets[i - 1].event);
        }
      g_assert_cmpuint (sum.client, ==, whole.client);
      g_assert_cmpuint (sum.tagged, ==, whole.tagged);
      g_assert_cmpuint (sum.untagged, ==, whole.untagged);
      g_assert_cmpuint (sum.marks, ==, whole.marks);
    }
}

/* A run that grows has the same marks in the end as one that was looked at once. */
static void
test_growing (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewMarkSet) marks = view_mark_set_new (ladder);
  for (guint i = 0; i < G_N_ELEMENTS (view_story_acts); i++)
    {
      view_story_do (&story, view_story_acts[i]);
      view_ladder_update (ladder);
      g_assert_false (view_mark_set_take (marks, G_MAXUINT32));
    }
  g_autoptr (ViewLadder) other = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewMarkSet) at_once = mark (other);
  g_autofree char *grown = view_scene_dump (view_mark_set_get_scene (marks), NULL);
  g_autofree char *made = view_scene_dump (view_mark_set_get_scene (at_once), NULL);
  g_assert_cmpstr (grown, ==, made);
}

static void
test_words (void)
{
  for (ViewMarkKind kind = 0; kind < VIEW_MARK_N_KINDS; kind++)
    {
      ViewText text = view_mark_kind_get_text (kind);
      g_autofree char *english = view_text (view_catalogue_get ("en", NULL), &text);
      g_autofree char *chinese = view_text (view_catalogue_get ("zh_CN", NULL), &text);
      g_assert_cmpstr (english, !=, "");
      g_assert_cmpstr (english, !=, chinese);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/mark-set/kinds", test_kinds);
  g_test_add_func ("/view/mark-set/places", test_places);
  g_test_add_func ("/view/mark-set/buckets", test_buckets);
  g_test_add_func ("/view/mark-set/growing", test_growing);
  g_test_add_func ("/view/mark-set/words", test_words);
  return g_test_run ();
}
