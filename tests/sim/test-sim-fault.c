#include "sim-lesson.h"
#include "sim-story.h"

/* Faults strike at the moment that is named, the same way each time. */

static const char world_text[] =
    "account lin password=noodles\nmailbox INBOX uidnext=2\n"
    "message lunch in=INBOX from=\"Wei <wei@example.test>\" subject=Lunch\n"
    "message news undelivered from=\"Mei <mei@example.test>\" subject=News\n"
    "device phone imap online rtt=200ms tag=p\n"
    "device laptop imap online rtt=20ms tag=l\n";

static guint32
count_events (Trace *trace, TraceKind kind, int sub)
{
  guint32 n = 0;

  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    n += trace_get (trace, i)->kind == kind && (sub < 0 || trace_get (trace, i)->sub == sub);
  return n;
}

static const char *
state_of (SimStory *story, const char *owner, const char *connection)
{
  const Model *model = sim_world_get_model (story->world);
  ModelId id = model_find (model, model_find (model, MODEL_ROOT, owner), connection);

  return id != MODEL_NO_ID ? model_get_text (model, id, MODEL_FIELD_STATE) : "gone";
}

static gboolean
server_flag (SimStory *story, ModelFlags flag)
{
  const Model *model = sim_world_get_model (story->world);
  ModelId account = model_find (model, model_find (model, MODEL_ROOT, "server"), "lin");

  return (model_row (model, model_find (model, account, "INBOX"), MODEL_TABLE_LIVE, 1)->flags
          & flag)
         != 0;
}

static void
test_before (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 armed;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "cut phone before \"C: … STORE …\"");
  armed = trace_get_n (trace);
  sim_story_do (&story, "phone flag lunch \\Flagged");
  g_assert_cmpstr (state_of (&story, "server", "c1"), ==, "gone");
  g_assert_false (server_flag (&story, MODEL_FLAG_FLAGGED));
  g_assert_cmpuint (sim_story_find (trace, armed, TRACE_SEND, 1, "STORE"), >, 0);
  g_assert_cmpuint (sim_story_find (trace, armed, TRACE_ARRIVE, 1, "STORE"), ==, 0);
  g_assert_cmpuint (count_events (trace, TRACE_LINK, TRACE_LINK_CUT), ==, 2);
  g_assert_cmpuint (trace_get (trace, trace_get_n (trace))->cause, ==, armed);
  /* it strikes once */
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone flag lunch \\Flagged");
  g_assert_true (server_flag (&story, MODEL_FLAG_FLAGGED));
}

/* The server has acted, and its answer is lost. */
static void
test_after (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);

  sim_story_do (&story, "cut phone after \"C: t1 UID STORE 1 …\"");
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone flag lunch \\Flagged");
  g_assert_true (server_flag (&story, MODEL_FLAG_FLAGGED));
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 1, "OK STORE"), >, 0);
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_ARRIVE, 1, "OK STORE"), ==, 0);
}

static void
test_within (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  const TraceEvent *rest = NULL;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "reset phone after 25 octets of \"S: * 1 FETCH …\"");
  sim_story_do (&story, "phone read lunch");
  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    if (trace_get (trace, i)->kind == TRACE_ARRIVE && trace_get (trace, i)->sub == 1)
      rest = trace_get (trace, i);
  g_assert_nonnull (rest);
  g_assert_cmpuint (rest->len, ==, 25);
  g_assert_cmpuint (count_events (trace, TRACE_LINK, TRACE_LINK_RESET), ==, 2);
}

/* A line within a long answer, and the line before it is not struck. */
static void
test_second_line (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  g_autofree char *line = NULL;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "cut c1 before \"S: Subject: …\"");
  sim_story_do (&story, "phone read lunch");
  for (guint32 i = 1; i <= trace_get_n (trace) && line == NULL; i++)
    if (trace_get (trace, i)->kind == TRACE_ARRIVE && trace_get (trace, i)->sub == 1)
      line = sim_story_line (trace, i);
  g_assert_nonnull (line);
  g_assert_nonnull (strstr (line, "From: "));
  g_assert_null (strstr (line, "Subject"));
}

static void
test_stall (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "stall phone");
  sim_story_do (&story, "phone check");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 1, "NOOP"), >, 0);
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_ARRIVE, 1, "NOOP"), ==, 0);
  sim_story_do (&story, "wait 5m");
  sim_story_do (&story, "heal phone");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_ARRIVE, 1, "OK NOOP"), >, 0);
  g_assert_cmpuint (count_events (trace, TRACE_LINK, TRACE_LINK_STALL), ==, 1);
  g_assert_cmpuint (count_events (trace, TRACE_LINK, TRACE_LINK_HEAL), ==, 1);
  sim_story_do (&story, "phone check");

  /* a connection that was asked for meanwhile comes up afterwards */
  sim_story_do (&story, "phone logout");
  sim_story_do (&story, "stall phone");
  sim_story_do (&story, "phone open");
  g_assert_cmpstr (state_of (&story, "server", "c2"), ==, "gone");
  sim_story_do (&story, "heal phone");
  g_assert_cmpstr (state_of (&story, "server", "c2"), ==, "selected");
}

/* A host gives up by itself what nobody confirms, the other side hears of it when it speaks again. */
static void
test_give_up (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "stall phone");
  sim_story_do (&story, "phone check");
  sim_story_do (&story, "wait 16m");
  g_assert_cmpuint (count_events (trace, TRACE_LINK, TRACE_LINK_DROP), ==, 1);
  g_assert_cmpstr (state_of (&story, "phone", "c1"), ==, "gone");
  g_assert_cmpstr (state_of (&story, "server", "c1"), ==, "selected");
  sim_story_do (&story, "heal phone");
  g_assert_cmpstr (state_of (&story, "server", "c1"), ==, "gone");
  sim_story_do (&story, "phone open");
}

/* Nobody is told: the server's end lives on until its own time is up. */
static void
test_lose (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "lose phone");
  sim_story_do (&story, "phone check");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_ARRIVE, 1, "NOOP"), ==, 0);
  sim_story_do (&story, "phone disconnect");
  sim_story_do (&story, "phone open");
  g_assert_cmpstr (state_of (&story, "phone", "c1"), ==, "gone");
  g_assert_cmpstr (state_of (&story, "server", "c1"), ==, "selected");
  g_assert_cmpstr (state_of (&story, "server", "c2"), ==, "selected");
  sim_story_do (&story, "wait 1h");
  g_assert_cmpstr (state_of (&story, "server", "c1"), ==, "gone");
}

/* What is lost before it came up never will: its device waits until a person has had enough. */
static void
test_lose_early (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "phone open &");
  sim_story_do (&story, "lose phone");
  sim_story_do (&story, "wait 1h");
  g_assert_cmpstr (state_of (&story, "phone", "c1"), ==, "gone");
  sim_story_do (&story, "phone disconnect");
  sim_story_do (&story, "phone open");
  g_assert_cmpstr (state_of (&story, "server", "c2"), ==, "selected");
}

static void
test_server_down (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  const Model *model = sim_world_get_model (story.world);
  ModelId server = model_find (model, MODEL_ROOT, "server");

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "server down");
  g_assert_cmpstr (model_get_text (model, server, MODEL_FIELD_LINK), ==, "down");
  g_assert_cmpstr (state_of (&story, "phone", "c1"), ==, "gone");
  g_assert_false (sim_world_act (story.world, "server down", NULL, NULL));
  g_assert_false (sim_world_act (story.world, "deliver news", NULL, NULL));
  sim_story_do (&story, "laptop open");
  g_assert_cmpuint (count_events (trace, TRACE_LINK, TRACE_LINK_REFUSE), ==, 1);
  g_assert_cmpuint (sim_world_get_connection (story.world, "laptop"), ==, 0);
  sim_story_do (&story, "server up");
  g_assert_null (model_get_text (model, server, MODEL_FIELD_LINK));
  sim_story_do (&story, "laptop open");
  g_assert_cmpstr (state_of (&story, "server", "c3"), ==, "selected");
}

/* After one second, then two, four …; and it stands where it stood. */
static void
test_reconnect (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  static const gint64 pauses[] = { 1, 2, 4, 8 };
  gint64 lost = 0;
  guint32 at = 0;

  sim_story_do (&story, "phone reconnect");
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "server down");
  for (guint32 i = 1; i <= trace_get_n (trace); i++)
    if (trace_get (trace, i)->kind == TRACE_LINK)
      lost = trace_get (trace, i)->time;
  sim_story_do (&story, "wait 16s");
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      at = sim_story_find (trace, at, TRACE_TIMER, 0, "");
      g_assert_cmpuint (at, >, 0);
      g_assert_cmpint (trace_get (trace, at)->time - lost, ==, pauses[i] * 1000000);
      lost = trace_get (trace, at)->time + 200000;
    }
  g_assert_cmpuint (sim_story_find (trace, at, TRACE_TIMER, 0, ""), ==, 0);
  sim_story_do (&story, "server up");
  sim_story_do (&story, "wait 20s");
  g_assert_cmpuint (sim_world_get_connection (story.world, "phone"), !=, 0);
  sim_story_do (&story, "phone flag lunch \\Flagged");
  g_assert_true (server_flag (&story, MODEL_FLAG_FLAGGED));
  /* who leaves on purpose stays away */
  sim_story_do (&story, "phone logout");
  sim_story_do (&story, "wait 10m");
  g_assert_cmpuint (sim_world_get_connection (story.world, "phone"), ==, 0);
}

static void
test_no_answer (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 timer;

  sim_story_do (&story, "phone reconnect");
  sim_story_do (&story, "phone open");
  sim_story_do (&story, "lose phone");
  sim_story_do (&story, "phone check");
  sim_story_do (&story, "wait 59s");
  g_assert_cmpuint (count_events (trace, TRACE_TIMER, -1), ==, 0);
  sim_story_do (&story, "wait 10s");
  timer = sim_story_find (trace, 0, TRACE_TIMER, 0, "");
  g_assert_cmpstr (trace_get_text (trace, trace_get (trace, timer)->label), ==, "no-answer");
  g_assert_cmpstr (state_of (&story, "server", "c2"), ==, "selected");
}

static void
test_post (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  const Model *model = sim_world_get_model (story.world);
  ModelId outside;
  ModelId inbox = model_find (
      model, model_find (model, model_find (model, MODEL_ROOT, "server"), "lin"), "INBOX");
  guint32 fact;

  sim_story_do (&story, "server down");
  sim_story_do (&story, "post news");
  outside = model_find (model, MODEL_ROOT, "outside");
  g_assert_cmpstr (model_get_text (model, outside, MODEL_FIELD_QUEUE), ==, "news");
  g_assert_cmpuint (model_count (model, inbox, MODEL_TABLE_LIVE), ==, 1);
  g_assert_false (sim_world_act (story.world, "post news", NULL, NULL));
  sim_story_do (&story, "wait 40s");
  sim_story_do (&story, "server up");
  g_assert_cmpuint (model_count (model, inbox, MODEL_TABLE_LIVE), ==, 1);
  sim_story_do (&story, "wait 30s");
  g_assert_cmpuint (model_count (model, inbox, MODEL_TABLE_LIVE), ==, 2);
  g_assert_null (model_get_text (model, outside, MODEL_FIELD_QUEUE));
  fact = sim_story_find (trace, 0, TRACE_FACT, 0, "");
  g_assert_cmpint (trace_get (trace, fact)->sub, ==, TRACE_FACT_KEPT);
  g_assert_cmpuint (count_events (trace, TRACE_FACT, TRACE_FACT_KEPT), ==, 2);
  g_assert_cmpuint (count_events (trace, TRACE_FACT, TRACE_FACT_HANDED_OVER), ==, 1);
  g_assert_cmpstr (trace_get_actor (trace, trace_get (trace, fact)->from), ==, "outside");
  g_assert_false (sim_world_act (story.world, "deliver news", NULL, NULL));
}

/* What is written wrongly is refused, with its place. */
static void
test_refused (void)
{
  static const struct
  {
    const char *act;
    guint column;
  } acts[] = {
    { "cut", 4 },
    { "cut nobody", 5 },
    { "cut phone", 5 },
    { "cut phone never \"C: x\"", 11 },
    { "cut phone before", 11 },
    { "cut phone before NOOP", 18 },
    { "cut phone before \"C: \"", 18 },
    { "cut phone after ten octets of \"C: x\"", 17 },
    { "cut phone after 10 words of \"C: x\"", 17 },
    { "cut phone before 10 octets of \"C: x\"", 18 },
    { "cut c9 before \"C: x\"", 5 },
    { "heal phone", 6 },
    { "server", 7 },
    { "server sideways", 8 },
    { "server up", 8 },
    { "post lunch", 6 },
    { "phone reconnect now", 17 },
  };
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GError) error = NULL;
      guint column = 0;

      g_assert_false (sim_world_act (story.world, acts[i].act, &column, &error));
      g_test_message ("%s: %u: %s", acts[i].act, column, error->message);
      g_assert_cmpuint (column, ==, acts[i].column);
    }
  g_assert_cmpuint (trace_get_n (sim_world_get_trace (story.world)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/fault/before", test_before);
  g_test_add_func ("/sim/fault/after", test_after);
  g_test_add_func ("/sim/fault/within", test_within);
  g_test_add_func ("/sim/fault/second-line", test_second_line);
  g_test_add_func ("/sim/fault/stall", test_stall);
  g_test_add_func ("/sim/fault/give-up", test_give_up);
  g_test_add_func ("/sim/fault/lose", test_lose);
  g_test_add_func ("/sim/fault/lose-early", test_lose_early);
  g_test_add_func ("/sim/fault/server-down", test_server_down);
  g_test_add_func ("/sim/fault/reconnect", test_reconnect);
  g_test_add_func ("/sim/fault/no-answer", test_no_answer);
  g_test_add_func ("/sim/fault/post", test_post);
  g_test_add_func ("/sim/fault/refused", test_refused);
  return g_test_run ();
}
