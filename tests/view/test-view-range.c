/* The figures of a range: against the ladder's rows, and adding up from one range to the next. */
#include "trace.h"
#include "view-range.h"
#include "view-story.h"

static void
test_rows (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint32 last = view_ladder_get_last (ladder);
  for (guint32 first = 0; first < last; first += 37)
    {
      g_autoptr (ViewRange) range = view_range_new (ladder, first, last);
      guint lines = 0, acts = 0;
      for (guint i = 0; i < view_ladder_count (ladder); i++)
        {
          g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
          lines += row->event >= first && row->kind == VIEW_ROW_LINE;
          acts += row->event >= first && row->kind == VIEW_ROW_ACT;
        }
      g_assert_cmpuint (range->lines[0] + range->lines[1], ==, lines);
      g_assert_cmpuint (range->acts, ==, acts);
    }
}

static void
test_sums (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint32 last = view_ladder_get_last (ladder);
  g_autoptr (ViewRange) whole = view_range_new (ladder, 0, last);
  g_assert_cmpuint (whole->lines[TRACE_TO_SERVER], >, 10);
  g_assert_cmpuint (whole->lines[TRACE_TO_CLIENT], >, 10);
  g_assert_cmpuint (whole->changes, >, 10);
  for (guint32 middle = 1; middle < last; middle += 29)
    {
      g_autoptr (ViewRange) a = view_range_new (ladder, 0, middle);
      g_autoptr (ViewRange) b = view_range_new (ladder, middle, last);
      g_autoptr (ViewRange) both = view_range_new (ladder, middle, middle);
      g_assert_cmpuint (a->changes + b->changes, ==, whole->changes);
      g_assert_cmpuint (both->changes, ==, 0);
      g_assert_cmpuint (a->octets + b->octets - both->octets, ==, whole->octets);
      g_assert_cmpint (a->to, ==, b->from);
    }
}

static void
test_words (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  g_autoptr (ViewRange) range = view_range_new (ladder, 5, 40);
  g_autofree char *english = view_text (view_catalogue_get ("en", NULL), &range->node.sentence);
  g_autofree char *chinese = view_text (view_catalogue_get ("zh_CN", NULL), &range->node.sentence);
  g_autofree char *octets = g_strdup_printf ("%" G_GUINT64_FORMAT, range->octets);
  g_assert_nonnull (strstr (english, octets));
  g_assert_nonnull (strstr (chinese, octets));
  g_assert_cmpstr (english, !=, chinese);
  g_autofree char *dump = view_scene_dump (view_range_get_scene (range), NULL);
  g_autoptr (ViewRange) again = view_range_new (ladder, 5, 40);
  g_autofree char *other = view_scene_dump (view_range_get_scene (again), NULL);
  g_assert_cmpstr (dump, ==, other);
  g_assert_nonnull (strstr (dump, "events 5-40"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/range/rows", test_rows);
  g_test_add_func ("/view/range/sums", test_sums);
  g_test_add_func ("/view/range/words", test_words);
  return g_test_run ();
}
