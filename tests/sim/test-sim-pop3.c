#include "sim-device-private.h"
#include "sim-story.h"

/* Devices that speak POP3: what their styles ask, keep and can know. */

static const char world_text[] =
    "account lin password=noodles\nmailbox INBOX uidvalidity=7\n"
    "message welcome in=INBOX uid=1 from=\"Admin <admin@example.test>\" subject=Welcome\n"
    "message lunch in=INBOX uid=3 from=\"Wei <wei@example.test>\" subject=Lunch "
    "body=\"Noodles?\\n.starts with a dot\"\n"
    "message photos in=INBOX uid=4 from=\"Mei <mei@example.test>\" subject=Photos octets=40000\n"
    "message news undelivered from=\"Mei <mei@example.test>\" subject=News\n"
    "device oldpc pop3 leave-on-server rtt=20ms\n"
    "device pc2 pop3 download-and-delete rtt=20ms rate=10Mbit\n"
    "device phone imap online rtt=200ms tag=p\n";

static ModelId
inbox_of (const Model *model, const char *owner)
{
  ModelId account = model_find (model, model_find (model, MODEL_ROOT, owner), "lin");

  return account != MODEL_NO_ID ? model_find (model, account, "INBOX") : MODEL_NO_ID;
}

static const ModelRow *
row_of (const SimStory *story, const char *owner, guint32 uid)
{
  const Model *model = sim_world_get_model (story->world);
  ModelId inbox = inbox_of (model, owner);

  return inbox != MODEL_NO_ID ? model_row (model, inbox, MODEL_TABLE_LIVE, uid) : NULL;
}

static guint
count (const SimStory *story, const char *owner)
{
  const Model *model = sim_world_get_model (story->world);

  return model_count (model, inbox_of (model, owner), MODEL_TABLE_LIVE);
}

/* Whether @owner has all of what the world calls @label. */
static gboolean
has_copy (const SimStory *story, const char *owner, const char *label, guint32 uid)
{
  const ModelRow *row = row_of (story, owner, uid);
  const ModelWorldMessage *message = model_world_message (story->description, label);
  ModelValue body = row != NULL ? model_row_get (row, MODEL_FIELD_BODY) : MODEL_NONE;

  return body.kind == MODEL_VALUE_BLOB && g_bytes_equal (body.blob, message->bytes);
}

static const char *
lock_of (const SimStory *story)
{
  const Model *model = sim_world_get_model (story->world);

  return model_get_text (model, inbox_of (model, "server"), MODEL_FIELD_LOCK);
}

/* What devices sent behind event @after, first words and numbers, parted by "|". Caller frees. */
static char *
sent (const SimStory *story, guint32 after, const char *device)
{
  Trace *trace = sim_world_get_trace (story->world);
  GString *lines = g_string_new (NULL);

  for (guint32 i = after + 1; i <= trace_get_n (trace); i++)
    {
      const TraceEvent *event = trace_get (trace, i);
      g_autofree char *line = NULL;

      if (event->kind != TRACE_SEND || event->direction != TRACE_TO_SERVER
          || strcmp (trace_get_actor (trace, event->from), device) != 0)
        continue;
      line = sim_story_line (trace, i);
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "|" : "", line);
    }
  return g_string_free (lines, FALSE);
}

static void
assert_sends (SimStory *story, const char *device, const char *act, const char *lines)
{
  guint32 before = trace_get_n (sim_world_get_trace (story->world));
  g_autofree char *got = NULL;

  sim_story_do (story, act);
  got = sent (story, before, device);
  g_assert_cmpstr (got, ==, lines);
}

static void
test_leave (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  assert_sends (&story, "oldpc", "oldpc check",
                "USER lin|PASS noodles|STAT|UIDL|LIST|RETR 1|RETR 2|RETR 3|QUIT");
  g_assert_cmpuint (count (&story, "server"), ==, 3);
  g_assert_true (has_copy (&story, "oldpc", "welcome", 1));
  g_assert_true (has_copy (&story, "oldpc", "lunch", 3));
  g_assert_true (has_copy (&story, "oldpc", "photos", 4));
  g_assert_cmpint (row_of (&story, "oldpc", 1)->flags & MODEL_FLAGS_UNKNOWN, !=, 0);
  g_assert_null (lock_of (&story));
  assert_sends (&story, "oldpc", "oldpc check", "USER lin|PASS noodles|STAT|UIDL|LIST|QUIT");
  sim_story_do (&story, "deliver news");
  assert_sends (&story, "oldpc", "oldpc check", "USER lin|PASS noodles|STAT|UIDL|LIST|RETR 4|QUIT");
  assert_sends (&story, "oldpc", "oldpc read news", "");
}

static void
test_delete_fetched (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  assert_sends (&story, "pc2", "pc2 check",
                "USER lin|PASS noodles|STAT|LIST|RETR 1|DELE 1|RETR 2|DELE 2|RETR 3|DELE 3|QUIT");
  g_assert_cmpuint (count (&story, "server"), ==, 0);
  g_assert_cmpuint (count (&story, "pc2"), ==, 3);
  g_assert_true (has_copy (&story, "pc2", "photos", 4));
  assert_sends (&story, "pc2", "pc2 check", "USER lin|PASS noodles|STAT|QUIT");
  g_assert_true (has_copy (&story, "pc2", "photos", 4));
  /* what is deleted at home now is nobody else's business */
  assert_sends (&story, "pc2", "pc2 delete photos", "");
  g_assert_null (row_of (&story, "pc2", 4));
}

/* Until QUIT nothing is removed; a new session begins from the start. */
static void
test_cut_before_quit (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "cut pc2 before \"C: QUIT\"");
  sim_story_do (&story, "pc2 check");
  g_assert_cmpuint (count (&story, "server"), ==, 3);
  g_assert_null (lock_of (&story));
  assert_sends (&story, "pc2", "pc2 check",
                "USER lin|PASS noodles|STAT|LIST|RETR 1|DELE 1|RETR 2|DELE 2|RETR 3|DELE 3|QUIT");
  g_assert_cmpuint (count (&story, "server"), ==, 0);
}

static void
test_delete (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "oldpc open");
  assert_sends (&story, "oldpc", "oldpc delete welcome", "DELE 1");
  assert_sends (&story, "oldpc", "oldpc delete photos", "DELE 3");
  assert_sends (&story, "oldpc", "oldpc reset", "RSET");
  assert_sends (&story, "oldpc", "oldpc quit", "QUIT");
  g_assert_cmpuint (count (&story, "server"), ==, 3);

  sim_story_do (&story, "oldpc open");
  sim_story_do (&story, "oldpc delete welcome");
  sim_story_do (&story, "oldpc read lunch");
  sim_story_do (&story, "cut oldpc");
  g_assert_cmpuint (count (&story, "server"), ==, 3);

  /* the wish outlives the connection, and a mark made at home waits for the next session */
  assert_sends (&story, "oldpc", "oldpc delete lunch", "");
  assert_sends (&story, "oldpc", "oldpc check",
                "USER lin|PASS noodles|STAT|UIDL|LIST|RETR 3|DELE 1|DELE 2|QUIT");
  g_assert_cmpuint (count (&story, "server"), ==, 1);
  g_assert_null (row_of (&story, "oldpc", 1));
  g_assert_null (row_of (&story, "oldpc", 3));
  g_assert_cmpuint (count (&story, "oldpc"), ==, 1);
}

/* Somebody else was faster: there is nothing to mark any more. */
static void
test_gone_already (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "oldpc check");
  sim_story_do (&story, "oldpc delete lunch");
  sim_story_do (&story, "pc2 check");
  g_assert_nonnull (row_of (&story, "oldpc", 3));
  assert_sends (&story, "oldpc", "oldpc check", "USER lin|PASS noodles|STAT|QUIT");
  g_assert_null (row_of (&story, "oldpc", 3));
  g_assert_true (has_copy (&story, "oldpc", "photos", 4));
}

/* The second of two sessions is refused, and goes. A lock outlives a connection that is lost silently, until
   the server's patience ends. */
static void
test_lock (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "oldpc open");
  g_assert_cmpstr (lock_of (&story), ==, "c1");
  assert_sends (&story, "pc2", "pc2 check", "USER lin|PASS noodles|QUIT");
  g_assert_cmpuint (sim_world_get_connection (story.world, "pc2"), ==, 0);
  sim_story_do (&story, "lose oldpc");
  sim_story_do (&story, "wait 9m");
  g_assert_cmpstr (lock_of (&story), ==, "c1");
  sim_story_do (&story, "wait 2m");
  g_assert_null (lock_of (&story));
  sim_story_do (&story, "pc2 check");
  g_assert_cmpuint (count (&story, "server"), ==, 0);
}

/* An IMAP device learns of what QUIT removed; a POP3 session keeps its numbers whatever IMAP does. */
static void
test_beside_imap (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 notice;
  guint32 quit;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "oldpc open");
  sim_story_do (&story, "phone delete lunch");
  sim_story_do (&story, "phone expunge");
  sim_story_do (&story, "oldpc read lunch");
  g_assert_true (has_copy (&story, "oldpc", "lunch", 3));
  sim_story_do (&story, "oldpc delete welcome");
  sim_story_do (&story, "oldpc quit");
  quit = sim_story_find (trace, 0, TRACE_ARRIVE, 2, "QUIT");
  sim_story_do (&story, "phone check");
  notice = sim_story_find (trace, quit, TRACE_SEND, 1, "* 1 EXPUNGE");
  g_assert_cmpuint (notice, >, 0);
  g_assert_cmpuint (trace_get (trace, notice)->cause, ==, quit);
}

static void
test_reconnect (void)
{
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  sim_story_do (&story, "oldpc reconnect");
  sim_story_do (&story, "cut oldpc after 1000 octets of \"S: Subject: Photos\"");
  sim_story_do (&story, "oldpc check");
  g_assert_false (has_copy (&story, "oldpc", "photos", 4));
  assert_sends (&story, "oldpc", "wait 5s", "USER lin|PASS noodles|STAT|UIDL|LIST|RETR 3|QUIT");
  g_assert_true (has_copy (&story, "oldpc", "photos", 4));
}

static void
test_refused (void)
{
  static const char *const acts[] = {
    "oldpc read lunch", "oldpc delete lunch", "oldpc reset",        "oldpc quit",
    "oldpc expunge",    "oldpc open INBOX",   "oldpc flag lunch x", "oldpc> STAT",
  };
  g_auto (SimStory) story = sim_story_begin (world_text, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GError) error = NULL;
      guint column = 0;

      g_assert_false (sim_world_act (story.world, acts[i], &column, &error));
      g_assert_cmpuint (column, >, 0);
    }
  g_assert_cmpuint (trace_get_n (sim_world_get_trace (story.world)), ==, 0);
}

/* --- cut everywhere --- */

static const char *const story_acts[] = {
  "oldpc check", "deliver news", "oldpc open", "oldpc delete welcome", "oldpc quit", "pc2 check",
};

/* Every message is at the server or at a device that has fetched it; no lock is left. */
static void
check_nothing_lost (const SimStory *story, guint32 stop)
{
  static const struct
  {
    const char *label;
    guint32 uid;
  } messages[] = { { "lunch", 3 }, { "photos", 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    if (row_of (story, "server", messages[i].uid) == NULL
        && !has_copy (story, "pc2", messages[i].label, messages[i].uid))
      g_error ("cut after event %u: %s is lost", stop, messages[i].label);
  if (lock_of (story) != NULL)
    g_error ("cut after event %u: the lock of %s is left", stop, lock_of (story));
}

static void
test_cut_everywhere (void)
{
  guint32 cuts = 0;
  gboolean more = TRUE;

  for (guint32 stop = 1; more; stop++)
    {
      g_auto (SimStory) story = sim_story_begin (world_text, 1);
      Trace *trace = sim_world_get_trace (story.world);

      more = FALSE;
      for (gsize i = 0; i < G_N_ELEMENTS (story_acts) && !more; i++)
        {
          g_autofree char *act = g_strconcat (story_acts[i], " &", NULL);

          sim_story_do (&story, act);
          while (trace_get_n (trace) < stop && !sim_clock_is_settled (story.world->clock))
            sim_world_step (story.world);
          more = trace_get_n (trace) >= stop;
        }
      cuts += sim_world_act (story.world, "cut oldpc", NULL, NULL)
              || sim_world_act (story.world, "cut pc2", NULL, NULL);
      check_nothing_lost (&story, stop);
      sim_story_do (&story, "oldpc check");
      for (guint32 uid = 3; uid <= 4; uid++)
        if (row_of (&story, "server", uid) != NULL && row_of (&story, "oldpc", uid) == NULL)
          g_error ("cut after event %u: oldpc does not know of UID %u", stop, uid);
      sim_story_do (&story, "pc2 check");
      check_nothing_lost (&story, stop);
      g_assert_cmpuint (count (&story, "server"), ==, 0);
    }
  g_test_message ("%u cuts", cuts);
  g_assert_cmpuint (cuts, >, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/pop3/leave", test_leave);
  g_test_add_func ("/sim/pop3/delete-fetched", test_delete_fetched);
  g_test_add_func ("/sim/pop3/cut-before-quit", test_cut_before_quit);
  g_test_add_func ("/sim/pop3/delete", test_delete);
  g_test_add_func ("/sim/pop3/gone-already", test_gone_already);
  g_test_add_func ("/sim/pop3/lock", test_lock);
  g_test_add_func ("/sim/pop3/beside-imap", test_beside_imap);
  g_test_add_func ("/sim/pop3/reconnect", test_reconnect);
  g_test_add_func ("/sim/pop3/refused", test_refused);
  g_test_add_func ("/sim/pop3/cut-everywhere", test_cut_everywhere);
  return g_test_run ();
}
