/* The rows of a run, where the cursor stands among them, and where it goes. */
#include "view-ladder.h"
#include "view-story.h"

static void
test_golden (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  ViewScene scene = view_ladder_get_scene (ladder);
  g_autofree char *english = view_scene_dump (scene, view_catalogue_get ("en", NULL));
  g_autofree char *chinese = view_scene_dump (scene, view_catalogue_get ("zh_CN", NULL));

  view_assert_golden ("view", "ladder.en", english);
  view_assert_golden ("view", "ladder.zh_CN", chinese);
}

static void
test_properties (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));

  for (guint64 seed = 1; seed <= 10; seed++)
    {
      g_test_message ("seed %" G_GUINT64_FORMAT, seed);
      view_assert_slices (view_ladder_get_scene (ladder), seed);
    }
  view_assert_ids (view_ladder_get_scene (ladder));
  view_assert_sayable (view_ladder_get_scene (ladder));
}

/* The index made bit by bit is that of the whole, and what was there keeps its place and id. */
static void
test_growing (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));

  for (guint i = 0; i < G_N_ELEMENTS (view_story_acts); i++)
    {
      g_autofree char *act = view_story_acts[i][0] == '#'
                                 ? g_strdup (view_story_acts[i])
                                 : g_strconcat (view_story_acts[i], " &", NULL);
      gboolean typed = strchr (act, '>') != NULL;
      view_story_do (&story, typed ? view_story_acts[i] : act);
      for (guint k = 0; k < 300; k++)
        {
          guint before = view_ladder_count (ladder);
          g_autoptr (ViewRow) last = before > 0 ? view_ladder_get_row (ladder, before - 1) : NULL;
          sim_world_wait (story.world, 10000);
          guint new = view_ladder_update (ladder);
          g_assert_cmpuint (view_ladder_count (ladder), ==, before + new);
          g_autoptr (ViewRow) again = before > 0 ? view_ladder_get_row (ladder, before - 1) : NULL;
          if (last != NULL)
            g_assert_cmpstr (last->node.id, ==, again->node.id);
        }
    }
  view_ladder_update (ladder);
  g_autoptr (ViewLadder) whole = view_ladder_new (sim_world_get_trace (story.world));
  g_autofree char *a = view_scene_dump (view_ladder_get_scene (ladder), NULL);
  g_autofree char *b = view_scene_dump (view_ladder_get_scene (whole), NULL);
  g_assert_cmpstr (a, ==, b);
}

/* Every event of a row finds it; each line's two events find the same. */
static void
test_events (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  guint found = 0;

  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_assert_cmpuint (view_ladder_find_row (ladder, view_ladder_get_row_event (ladder, i)), ==,
                        i);
      g_assert_cmpuint (view_ladder_find_row (ladder, view_ladder_get_row_end (ladder, i)), ==, i);
    }
  for (guint32 number = 1; number <= trace_get_n (trace); number++)
    {
      const TraceEvent *event = trace_get (trace, number);
      gboolean shown = event->kind != TRACE_TURN || event->delta_count > 0;
      if (shown)
        g_assert_cmpuint (view_ladder_find_row (ladder, number), !=, VIEW_NO_ROW);
      found += shown;
    }
  g_assert_cmpuint (found, >, view_ladder_count (ladder));
  g_assert_cmpuint (view_ladder_find_row (ladder, 0), ==, VIEW_NO_ROW);
  g_assert_cmpuint (view_ladder_find_row (ladder, trace_get_n (trace) + 1), ==, VIEW_NO_ROW);
  g_assert_null (view_ladder_get_row (ladder, view_ladder_count (ladder)));
}

static void
test_first_arrow (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  guint32 event = view_ladder_forward (ladder, VIEW_MOVE_LINE, 0);
  ViewPosition position = view_ladder_get_position (ladder, event);
  g_autoptr (ViewRow) row = view_ladder_get_row (ladder, position.current);

  g_assert_cmpint (row->kind, ==, VIEW_ROW_LINE);
  g_assert_cmpint (row->line_class, ==, VIEW_LINE_UNTAGGED);
  g_assert_true (g_str_has_prefix (row->wire, "* OK"));
  g_assert_cmpuint (position.shown, >, position.current);
  g_assert_cmpuint (view_ladder_get_position (ladder, 0).shown, ==, 0);
  g_assert_cmpuint (view_ladder_get_position (ladder, 0).current, ==, VIEW_NO_ROW);
}

/* There and back stops at the same places, and gets to both ends. */
static void
test_walk (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);

  for (ViewMove by = VIEW_MOVE_EVENT; by <= VIEW_MOVE_STEP; by++)
    {
      g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (guint32));
      guint32 event = 0;
      g_array_append_val (stops, event);
      while (event < trace_get_n (trace))
        {
          guint32 next = view_ladder_forward (ladder, by, event);
          g_assert_cmpuint (next, >, event);
          event = next;
          g_array_append_val (stops, event);
        }
      g_assert_cmpuint (view_ladder_forward (ladder, by, event), ==, event);
      for (guint i = stops->len; i-- > 1;)
        {
          event = view_ladder_back (ladder, by, g_array_index (stops, guint32, i));
          g_assert_cmpuint (event, ==, g_array_index (stops, guint32, i - 1));
        }
      g_assert_cmpuint (view_ladder_back (ladder, by, 0), ==, 0);
    }
  g_assert_cmpuint (view_ladder_get_n_steps (ladder), ==, 4);
  g_assert_cmpuint (view_ladder_forward (ladder, VIEW_MOVE_STEP, 0), ==,
                    view_ladder_get_step_event (ladder, 0));
}

/* Lines are under way between sending and arrival, and never else. */
static void
test_under_way (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);

  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      g_assert_false (view_ladder_is_under_way (ladder, i, row->event - 1));
      if (row->kind != VIEW_ROW_LINE || row->arrival == 0)
        continue;
      g_assert_true (view_ladder_is_under_way (ladder, i, row->event));
      g_assert_true (view_ladder_is_under_way (ladder, i, row->arrival - 1));
      g_assert_false (view_ladder_is_under_way (ladder, i, row->arrival));
    }
}

/* What the cut leaves on its way is under way up to the cut, and lost from there on; so is what is sent into a
 * connection that is lost silently, at once. */
static void
test_lost (void)
{
  static const struct
  {
    const char *fault;
    ViewFault drawn;
    gboolean before; /* the fault comes before the line */
  } cases[] = { { "cut phone", VIEW_FAULT_CUT, FALSE },
                { "reset phone", VIEW_FAULT_RESET, FALSE },
                { "lose phone", VIEW_FAULT_SILENT, TRUE } };
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
      Trace *trace = sim_world_get_trace (story.world);
      view_story_do (&story, "phone open INBOX");
      if (cases[c].before)
        view_story_do (&story, cases[c].fault);
      view_story_do (&story, "phone check &");
      sim_world_wait (story.world, 20000);
      if (!cases[c].before)
        view_story_do (&story, cases[c].fault);
      g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
      guint32 sent = view_story_find (trace, 0, TRACE_SEND, "p4 NOOP");
      guint32 index = view_ladder_find_row (ladder, sent);
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, index);
      g_assert_true (row->lost);
      g_assert_cmpint (row->fault, ==, cases[c].drawn);
      g_assert_cmpint (view_ladder_is_under_way (ladder, index, sent), ==, !cases[c].before);
      g_assert_false (view_ladder_is_under_way (ladder, index, trace_get_n (trace)));
    }
}

/* What the server tells a waiting device has its reason at the other one. */
static void
test_elsewhere (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  Trace *trace = sim_world_get_trace (story.world);
  view_story_do (&story, "phone open INBOX");
  view_story_do (&story, "laptop open INBOX");
  view_story_do (&story, "phone idle");
  guint32 before = trace_get_n (trace);
  view_story_do (&story, "laptop flag lunch \\Flagged");
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  guint found = 0;

  for (guint i = 0; i < view_ladder_count (ladder); i++)
    {
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      if (row->event <= before)
        g_assert_false (row->elsewhere);
      if (!row->elsewhere || row->kind != VIEW_ROW_LINE)
        continue;
      g_autoptr (ViewRow) cause = view_ladder_get_row (ladder, row->cause_row);
      g_assert_nonnull (strstr (row->wire, "FETCH (UID 5 FLAGS (\\Flagged))"));
      g_assert_nonnull (strstr (cause->wire, "UID STORE 5 +FLAGS"));
      g_assert_cmpuint (cause->connection, !=, row->connection);
      found++;
    }
  g_assert_cmpuint (found, ==, 1);
}

/* Asked why again and again, every line of the story leads to an act, upwards all the way. */
static void
test_reasons (void)
{
  g_auto (ViewStory) story = view_story_all ();
  g_autoptr (ViewLadder) ladder = view_ladder_new (sim_world_get_trace (story.world));
  const ExplainCatalogue *english = view_catalogue_get ("en", NULL);
  guint lines = 0;

  for (guint32 i = 0; i < view_ladder_count (ladder); i++)
    {
      ViewReason reason;
      guint32 at = i;
      while (view_ladder_get_reason (ladder, at, &reason))
        {
          g_autofree char *words = view_text (english, &reason.text);
          g_assert_cmpuint (reason.row, <, at);
          g_assert_true (g_str_has_prefix (words, "Reason: "));
          at = reason.row;
          view_text_clear (&reason.text);
        }
      g_autoptr (ViewRow) row = view_ladder_get_row (ladder, i);
      g_autoptr (ViewRow) end = view_ladder_get_row (ladder, at);
      if (row->kind != VIEW_ROW_LINE)
        continue;
      g_assert_cmpint (end->kind, ==, VIEW_ROW_ACT);
      lines++;
    }
  g_assert_cmpuint (lines, >, 50);
}

/* A step in which no line travels is stood at, at its end, both ways. */
static void
test_quiet_steps (void)
{
  static const char *const acts[] = { "# 1", "phone connect",   "# 2", "deliver news", "# 3",
                                      "# 4", "phone open INBOX" };
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    view_story_do (&story, acts[i]);
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  guint32 quiet[] = { view_ladder_get_step_event (ladder, 2) - 1,
                      view_ladder_get_step_event (ladder, 3) - 1 };
  guint found = 0;
  for (guint32 event = 0; event < trace_get_n (trace);)
    {
      event = view_ladder_forward (ladder, VIEW_MOVE_LINE, event);
      found += event == quiet[0] || event == quiet[1];
    }
  for (guint32 event = trace_get_n (trace); event > 0;)
    {
      event = view_ladder_back (ladder, VIEW_MOVE_LINE, event);
      found += event == quiet[0] || event == quiet[1];
    }
  g_assert_cmpuint (found, ==, 4);
}

/* What no line carries is an arrow all the same, and who is at its end has a lane. */
static void
test_facts (void)
{
  g_auto (ViewStory) story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (Trace) trace = trace_new (sim_world_get_model (story.world));
  trace_append (trace, &(TraceEvent){ .kind = TRACE_FACT,
                                      .from = trace_actor (trace, "sender"),
                                      .to = trace_actor (trace, "server"),
                                      .label = trace_text (trace, "hands over news") });
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  g_autoptr (ViewRow) row = view_ladder_get_row (ladder, 0);
  g_assert_cmpuint (view_ladder_count_lanes (ladder), ==, 4);
  g_assert_cmpint (row->kind, ==, VIEW_ROW_FACT);
  g_assert_cmpuint (row->from, ==, 3);
  g_assert_cmpuint (row->to, ==, 1);
  g_assert_nonnull (row->label.key);
}

/* A masked ladder holds the password nowhere. */
static void
test_masked (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewLadder) plain = view_ladder_new (trace);
  g_autoptr (ViewLadder) masked = view_ladder_new_masked (trace);
  const ExplainCatalogue *english = view_catalogue_get ("en", NULL);
  g_autofree char *open = view_scene_dump (view_ladder_get_scene (plain), english);
  g_autofree char *keys = view_scene_dump (view_ladder_get_scene (masked), NULL);
  g_autofree char *text = view_scene_dump (view_ladder_get_scene (masked), english);

  g_assert_nonnull (strstr (open, "p1 LOGIN lin noodles"));
  g_assert_nonnull (strstr (text, "p1 LOGIN lin *******"));
  g_assert_null (strstr (keys, "noodles"));
  g_assert_null (strstr (text, "noodles"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/ladder/golden", test_golden);
  g_test_add_func ("/view/ladder/properties", test_properties);
  g_test_add_func ("/view/ladder/growing", test_growing);
  g_test_add_func ("/view/ladder/events", test_events);
  g_test_add_func ("/view/ladder/first-arrow", test_first_arrow);
  g_test_add_func ("/view/ladder/walk", test_walk);
  g_test_add_func ("/view/ladder/under-way", test_under_way);
  g_test_add_func ("/view/ladder/lost", test_lost);
  g_test_add_func ("/view/ladder/elsewhere", test_elsewhere);
  g_test_add_func ("/view/ladder/reasons", test_reasons);
  g_test_add_func ("/view/ladder/quiet-steps", test_quiet_steps);
  g_test_add_func ("/view/ladder/facts", test_facts);
  g_test_add_func ("/view/ladder/masked", test_masked);
  return g_test_run ();
}
