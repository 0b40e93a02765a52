/* The diagram of a protocol's states: where a session stands, and what led there. */
#include "view-states.h"
#include "view-story.h"

#define POP3_WORLD                                                                                 \
  "server mail.example.test\n"                                                                     \
  "account lin password=noodles\n"                                                                 \
  "mailbox INBOX uidvalidity=1709600000 uidnext=9\n"                                               \
  "message welcome in=INBOX uid=1 from=\"Admin <admin@example.test>\" subject=\"Welcome\" "        \
  "date=2024-03-01T08:00:00Z octets=238 body=\"Hello Lin, welcome!\"\n"                            \
  "device oldpc pop3 leave-on-server account=lin\n"

static char *
dump_at (Trace *trace, guint32 event)
{
  g_autoptr (ViewStates) states = view_states_new (trace, event);
  if (states == NULL)
    return g_strdup ("none");
  g_autoptr (GPtrArray) list = view_states_get_states (states);
  g_autoptr (GPtrArray) transitions = view_states_get_transitions (states);
  const ViewState *current = list->pdata[view_states_get_current (states)];
  guint last = view_states_get_last (states);
  g_assert_true (current->current);
  if (last == VIEW_NO_STATE)
    return g_strdup (current->name.key);
  const ViewTransition *transition = transitions->pdata[last];
  g_assert_true (transition->last);
  g_assert_cmpuint (transition->to, ==, view_states_get_current (states));
  return g_strdup_printf ("%s by %s", current->name.key, transition->name.key);
}

static void
assert_at (Trace *trace, TraceKind kind, const char *line, const char *expected)
{
  guint32 event = view_story_find (trace, 0, kind, line);
  g_assert_cmpuint (event, !=, 0);
  g_autofree char *got = dump_at (trace, event);
  g_assert_cmpstr (got, ==, expected);
}

static void
test_imap (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  assert_at (trace, TRACE_SEND, "p1 LOGIN",
             "states.imap.not-authenticated by states.imap.greeting");
  assert_at (trace, TRACE_ARRIVE, "p1 LOGIN", "states.imap.authenticated by states.imap.login");
  assert_at (trace, TRACE_ARRIVE, "p2 SELECT", "states.imap.selected by states.imap.select");
  /* A mistake leads nowhere. */
  assert_at (trace, TRACE_ARRIVE, "x1 LOGIN", "states.imap.selected by states.imap.select");
}

static void
test_end (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  guint32 bye = view_story_find (trace, 0, TRACE_ARRIVE, "* BYE");
  g_assert_cmpuint (bye, !=, 0);
  g_autofree char *got = dump_at (trace, bye);
  g_assert_cmpstr (got, ==, "states.imap.logout by states.imap.logout-selected");
}

static void
test_pop3 (void)
{
  g_auto (ViewStory) story = view_story_begin (POP3_WORLD);
  view_story_do (&story, "oldpc check");
  Trace *trace = sim_world_get_trace (story.world);
  assert_at (trace, TRACE_SEND, "USER", "states.pop3.authorization by states.pop3.greeting");
  assert_at (trace, TRACE_ARRIVE, "PASS", "states.pop3.transaction by states.pop3.login");
  assert_at (trace, TRACE_ARRIVE, "QUIT", "states.pop3.update by states.pop3.quit");
}

/* Every event of a connection has a diagram with one current state; all of it can be said. */
static void
test_every_event (void)
{
  g_auto (ViewStory) story = view_story_all ();
  Trace *trace = sim_world_get_trace (story.world);
  for (guint32 number = 1; number <= trace_get_n (trace); number++)
    {
      g_autoptr (ViewStates) states = view_states_new (trace, number);
      if (trace_get (trace, number)->connection == 0)
        {
          g_assert_null (states);
          continue;
        }
      g_assert_nonnull (states);
      ViewScene scene = view_states_get_scene (states);
      g_autoptr (GPtrArray) list = view_states_get_states (states);
      guint current = 0;
      for (guint i = 0; i < list->len; i++)
        current += ((const ViewState *) list->pdata[i])->current;
      g_assert_cmpuint (current, ==, 1);
      view_assert_slices (scene, number);
      view_assert_ids (scene);
      view_assert_sayable (scene);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/states/imap", test_imap);
  g_test_add_func ("/view/states/end", test_end);
  g_test_add_func ("/view/states/pop3", test_pop3);
  g_test_add_func ("/view/states/every-event", test_every_event);
  return g_test_run ();
}
