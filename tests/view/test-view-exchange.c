/* The index of exchanges against looking at every row, and the shapes that rows take from it. */
#include "view-exchange.h"
#include "view-story.h"

/* What the rows themselves say about the exchange that @command begins. */
static ViewExchange
count_by_hand (const ViewLadder *ladder, guint32 command)
{
  ViewExchange found = { .command = command, .first = VIEW_NO_ROW };
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->kind != VIEW_ROW_LINE || row->exchange != command)
        continue;
      if (found.first == VIEW_NO_ROW)
        found.first = i;
      found.last = i;
      found.lines++;
    }
  return found;
}

static void
test_by_hand (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint ends[4] = { 0 };
  g_assert_cmpuint (view_ladder_count_exchanges (ladder), >, 15);
  for (guint i = 0; i < view_ladder_count_exchanges (ladder); i++)
    {
      g_autoptr (ViewExchange) exchange = view_ladder_get_exchange (ladder, i);
      ViewExchange expected = count_by_hand (ladder, exchange->command);
      g_assert_cmpuint (exchange->first, ==, expected.first);
      g_assert_cmpuint (exchange->last, ==, expected.last);
      g_assert_cmpuint (exchange->lines, ==, expected.lines);
      g_assert_cmpuint (view_ladder_find_exchange (ladder, exchange->command), ==, i);
      ends[exchange->end]++;
    }
  /* The story has a refused line, and one that the cut leaves without an answer. */
  g_assert_cmpuint (ends[VIEW_EXCHANGE_OK], >, 10);
  g_assert_cmpuint (ends[VIEW_EXCHANGE_ERROR], ==, 2);
  g_assert_cmpuint (ends[VIEW_EXCHANGE_OPEN], ==, 0);
  g_assert_cmpuint (view_ladder_find_exchange (ladder, 0), ==, VIEW_NO_EXCHANGE);
  g_assert_cmpuint (view_ladder_find_exchange (ladder, 1), ==, VIEW_NO_EXCHANGE);
  g_assert_null (view_ladder_get_exchange (ladder, view_ladder_count_exchanges (ladder)));
}

/* From top to bottom each bracket begins once, goes on without a gap, and ends once. */
static void
test_brackets (void)
{
  g_auto (ViewStory) story = view_story_all ();
  view_story_do (&story, "laptop connect");
  view_story_do (&story, "phone open INBOX");
  view_story_do (&story, "laptop open INBOX");
  view_story_do (&story, "phone idle");
  view_story_do (&story, "laptop flag statement \\Flagged");
  view_story_do (&story, "phone idle off");
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint32 open[VIEW_N_TRACKS] = { 0 };
  guint drawn = 0;
  guint both = 0;
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      ViewBracket brackets[VIEW_N_TRACKS];
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      view_ladder_get_brackets (ladder, i, brackets);
      both += brackets[0].command != 0 && brackets[1].command != 0;
      for (guint track = 0; track < VIEW_N_TRACKS; track++)
        {
          g_assert_cmpint (brackets[track].command != 0, ==,
                           open[track] != 0 || brackets[track].begins);
          g_assert_true (open[track] == 0 || !brackets[track].begins);
          if (brackets[track].begins)
            open[track] = brackets[track].command;
          g_assert_cmpuint (brackets[track].command, ==, open[track]);
          if (open[track] != 0)
            g_assert_cmpint (brackets[track].lies, ==, row->exchange == open[track]);
          if (brackets[track].ends)
            open[track] = 0;
          drawn += brackets[track].ends;
        }
    }
  for (guint track = 0; track < VIEW_N_TRACKS; track++)
    g_assert_cmpuint (open[track], ==, 0);
  g_assert_cmpuint (drawn, >, 10);
  /* The phone waits with IDLE while the laptop works. */
  g_assert_cmpuint (both, >=, 3);
  g_assert_cmpuint (view_ladder_count_tracks (ladder), ==, 2);
}

/* What is under way when the connection is cut never gets its answer. */
static void
test_broken (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  view_story_do (&story, "phone open INBOX");
  view_story_do (&story, "phone idle");
  view_story_do (&story, "cut phone");
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint n = view_ladder_count_exchanges (ladder);
  g_autoptr (ViewExchange) last = view_ladder_get_exchange (ladder, n - 1);
  g_assert_cmpint (last->end, ==, VIEW_EXCHANGE_BROKEN);
  g_autoptr (ViewExchange) before = view_ladder_get_exchange (ladder, n - 2);
  g_assert_cmpint (before->end, ==, VIEW_EXCHANGE_OK);
}

/* Of a hundred commands at once three have a bracket, and all are counted. */
static void
test_pipelined (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (Trace) trace = trace_new (sim_world_get_model (story.world));
  TraceEvent event = { .kind = TRACE_SEND,
                       .from = trace_actor (trace, "phone"),
                       .to = trace_actor (trace, "server"),
                       .connection = 1 };
  const guint n = 100;
  for (guint i = 0; i < 2 * n; i++)
    {
      g_autoptr (BaseSlices) line = base_slices_new ();
      const char *text = i < n ? "a NOOP\r\n" : "a OK\r\n";
      base_slices_append_string (line, text);
      event.direction = i < n ? TRACE_TO_SERVER : TRACE_TO_CLIENT;
      event.start = trace_stream_append (trace, 1, (TraceDirection) event.direction, line);
      event.len = (guint32) strlen (text);
      event.command = i % n + 1;
      trace_append (trace, &event);
    }
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  guint tracked = 0;
  g_assert_cmpuint (view_ladder_count_exchanges (ladder), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ViewExchange) exchange = view_ladder_get_exchange (ladder, i);
      g_assert_cmpint (exchange->end, ==, VIEW_EXCHANGE_OK);
      g_assert_cmpuint (exchange->last, ==, n + i);
      tracked += exchange->track != VIEW_NO_TRACK;
    }
  g_assert_cmpuint (tracked, ==, VIEW_N_TRACKS);
}

/* Longer under way is steeper, and each line of the story has the slant of its own time. */
static void
test_slants (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint phone = 0;
  guint laptop = 0;
  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->kind != VIEW_ROW_LINE || row->arrived < 0)
        {
          g_assert_cmpuint (row->slant, ==, 0);
          continue;
        }
      g_assert_cmpuint (row->slant, <=, VIEW_SLANT_MOST);
      if (row->arrived - row->sent == 100000)
        phone = row->slant;
      else if (row->arrived - row->sent == 10000)
        laptop = row->slant;
    }
  g_assert_cmpuint (laptop, >, 100);
  g_assert_cmpuint (phone, >, laptop + 100);
  g_assert_cmpuint (phone, <, VIEW_SLANT_MOST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/exchange/by-hand", test_by_hand);
  g_test_add_func ("/view/exchange/brackets", test_brackets);
  g_test_add_func ("/view/exchange/broken", test_broken);
  g_test_add_func ("/view/exchange/pipelined", test_pipelined);
  g_test_add_func ("/view/exchange/slants", test_slants);
  return g_test_run ();
}
