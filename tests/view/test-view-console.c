/* What can be done at a moment, what may stand next in a line, and lines on their way. */
#include "view-console.h"
#include "view-flight.h"
#include "view-story.h"

static ViewConsole *
look (const ViewStory *story, const char *device, const char *message)
{
  const ViewConsoleChosen chosen = { device, message, "INBOX", NULL };
  return view_console_new (sim_world_get_model (story->world), story->description, &chosen);
}

static const ViewConsoleAct *
find (const ViewConsole *console, const char *id)
{
  const GPtrArray *acts = view_console_get_acts (console);
  for (guint i = 0; i < acts->len; i++)
    {
      const ViewConsoleAct *act = g_ptr_array_index (acts, i);
      if (strcmp (act->node.id, id) == 0)
        return act;
    }
  return NULL;
}

static void
do_act (const ViewStory *story, const char *act)
{
  g_autoptr (GError) error = NULL;
  sim_world_act (story->world, act, NULL, &error);
  g_assert_no_error (error);
}

/* Each act that is said to be possible is, whatever happened before. */
static void
test_possible (void)
{
  static const char *const before[] = { NULL, "phone connect", "phone open INBOX", "phone idle",
                                        "phone logout" };
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    for (guint k = 0;; k++)
      {
        ViewStory story = view_story_begin (VIEW_STORY_WORLD);
        for (guint j = 1; j <= i; j++)
          do_act (&story, before[j]);
        g_autoptr (ViewConsole) console = look (&story, "phone", "lunch");
        const GPtrArray *acts = view_console_get_acts (console);
        const ViewConsoleAct *act = k < acts->len ? g_ptr_array_index (acts, k) : NULL;
        /* whether a network is stalled is known to the network alone */
        if (act != NULL && act->why_not.key == NULL && strcmp (act->node.id, "act:heal") != 0)
          do_act (&story, act->act);
        view_story_end (&story);
        if (act == NULL)
          break;
      }
}

static void
test_chosen (void)
{
  ViewStory story = view_story_begin (VIEW_STORY_WORLD);
  g_autoptr (ViewConsole) early = look (&story, NULL, NULL);
  g_assert_cmpstr (view_console_get_device (early)->owner, ==, "phone");
  g_assert_null (view_console_get_message (early));
  g_assert_nonnull (find (early, "act:read")->why_not.key);
  g_assert_cmpstr (view_console_get_new_mail (early), ==, "news");
  do_act (&story, "laptop open INBOX");
  do_act (&story, "deliver news");
  g_autoptr (ViewConsole) late = look (&story, "laptop", "statement");
  g_assert_cmpstr (find (late, "act:flag")->act, ==, "laptop flag statement \\Flagged");
  g_assert_null (find (late, "act:flag")->why_not.key);
  g_assert_null (view_console_get_new_mail (late));
  g_autofree char *raw = view_console_make_act (late, "a1 NOOP");
  g_assert_cmpstr (raw, ==, "laptop> a1 NOOP");
  g_autofree char *act = view_console_make_act (late, "wait 1s");
  g_assert_cmpstr (act, ==, "wait 1s");
  g_autofree char *dump = view_scene_dump (view_console_get_scene (late),
                                           view_catalogue_get ("en", NULL));
  g_assert_nonnull (strstr (dump, "Flag: does “laptop flag statement \\Flagged”"));
  view_story_end (&story);
}

static void
test_complete (void)
{
  ViewStory story = view_story_begin (VIEW_STORY_WORLD);
  do_act (&story, "phone open INBOX");
  g_autoptr (ViewConsole) console = look (&story, "phone", NULL);
  g_autoptr (GPtrArray) found = view_console_complete (console, "phone> x1 FETC", 14, "x1");
  g_assert_cmpuint (found->len, ==, 1);
  const ViewCandidate *fetch = g_ptr_array_index (found, 0);
  g_assert_cmpstr (fetch->text, ==, "FETCH");
  g_assert_cmpuint (fetch->start, ==, 10);
  g_autoptr (GPtrArray) uids = view_console_complete (console, "x1 UID FETCH ", 13, "x1");
  g_assert_cmpuint (uids->len, ==, 5);
  g_assert_cmpstr (((ViewCandidate *) g_ptr_array_index (uids, 2))->text, ==, "8");
  g_autoptr (GPtrArray) none = view_console_complete (console, "phone de", 8, "x1");
  g_assert_cmpuint (none->len, ==, 0);
  view_story_end (&story);
}

static void
assert_literal (const ViewStory *story, gint64 sent)
{
  Trace *trace = sim_world_get_trace (story->world);
  ViewLiteral literal = { 0 };
  gboolean waits = view_console_find_literal (trace, trace_get_n (trace), "phone", &literal);
  g_assert_cmpint (waits, ==, sent >= 0);
  if (sent >= 0)
    g_assert_cmpuint (literal.sent, ==, (guint64) sent);
}

static void
test_literal (void)
{
  ViewStory story = view_story_begin (VIEW_STORY_WORLD);
  do_act (&story, "phone open INBOX");
  assert_literal (&story, -1);
  do_act (&story, "phone> x1 APPEND INBOX {17}");
  assert_literal (&story, 0);
  do_act (&story, "phone> Subject: x");
  assert_literal (&story, 12);
  do_act (&story, "phone> ");
  assert_literal (&story, 14);
  do_act (&story, "phone> Bye");
  assert_literal (&story, -1);
  do_act (&story, "phone> x2 APPEND Nowhere {17}");
  assert_literal (&story, -1);
  view_story_end (&story);
}

static void
test_flight (void)
{
  ViewStory story = view_story_begin (VIEW_STORY_WORLD);
  do_act (&story, "phone open INBOX");
  sim_world_set_stepping (story.world, TRUE);
  do_act (&story, "phone check");
  Trace *trace = sim_world_get_trace (story.world);
  g_autoptr (ViewLadder) ladder = view_ladder_new (trace);
  g_autoptr (ViewRow) row = view_flight_find (ladder);
  g_assert_nonnull (row);
  g_autoptr (ViewFlight) flight = view_flight_new (ladder, row->index, trace_get_n (trace), TRUE);
  g_assert_cmpstr (flight->cut, ==, "cut c1");
  g_assert_cmpstr (flight->delay, ==, "delay c1 C: 5s");
  g_autoptr (ViewFlight) past = view_flight_new (ladder, row->index, 1, TRUE);
  g_assert_cmpstr (past->why_not.key, ==, "flight.why-past");
  g_autoptr (ViewFlight) seen = view_flight_new (ladder, row->index, trace_get_n (trace), FALSE);
  g_assert_cmpstr (seen->why_not.key, ==, "flight.why-recording");
  do_act (&story, flight->drop);
  sim_world_settle (story.world);
  view_ladder_update (ladder);
  g_assert_null (view_flight_find (ladder));
  g_autoptr (ViewFlight) over = view_flight_new (ladder, row->index, trace_get_n (trace), TRUE);
  g_assert_cmpstr (over->why_not.key, ==, "flight.why-over");
  view_story_end (&story);
}

/* What a cell of the board is about. */
static void
test_find (void)
{
  static const struct
  {
    const char *address;
    const char *owner;
    const char *message;
  } cells[] = {
    { "phone:lin:INBOX:lunch:flags", "phone", "lunch" },
    { "server:lin:INBOX:u17news:flags", "server", "u17news" },
    { "server:lin:a%3Ab:lun%3Ach:flags", "server", "lun:ch" },
    { "server:lin:INBOX:u17:flags", "server", NULL },
    { "phone:lin:INBOX:n5:flags", "phone", NULL },
    { "server:lin:INBOX:uidnext", "server", NULL },
    { "phone:c2:state", "phone", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *owner = NULL;
      g_autofree char *message = NULL;
      view_console_find (cells[i].address, &owner, &message);
      g_assert_cmpstr (owner, ==, cells[i].owner);
      g_assert_cmpstr (message, ==, cells[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/console/possible", test_possible);
  g_test_add_func ("/view/console/chosen", test_chosen);
  g_test_add_func ("/view/console/complete", test_complete);
  g_test_add_func ("/view/console/literal", test_literal);
  g_test_add_func ("/view/console/flight", test_flight);
  g_test_add_func ("/view/console/find", test_find);
  return g_test_run ();
}
