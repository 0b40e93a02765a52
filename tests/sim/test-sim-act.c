#include "sim-lesson.h"
#include "sim-story.h"

/* Acts that are refused: where, why, and without a trace of them. */
static void
test_refused (void)
{
  static const struct
  {
    const char *act;
    guint column;
    SimError code;
  } acts[] = {
    { "", 1, SIM_ERROR_SYNTAX },
    { "# nothing", 1, SIM_ERROR_SYNTAX },
    { "&", 1, SIM_ERROR_SYNTAX },
    { "phone 'read", 7, SIM_ERROR_SYNTAX },
    { "fone open", 1, SIM_ERROR_NAME },
    { "phone", 6, SIM_ERROR_SYNTAX },
    { "phone opne", 7, SIM_ERROR_NAME },
    { "phone open Nowhere", 12, SIM_ERROR_NAME },
    { "phone open INBOX twice", 18, SIM_ERROR_SYNTAX },
    { "phone check", 1, SIM_ERROR_STATE },
    { "phone logout", 1, SIM_ERROR_STATE },
    { "phone disconnect", 1, SIM_ERROR_STATE },
    { "phone read hello", 1, SIM_ERROR_STATE },
    { "phone> a1 NOOP", 1, SIM_ERROR_STATE },
    { "laptop connect", 8, SIM_ERROR_STATE },
    { "laptop read", 12, SIM_ERROR_SYNTAX },
    { "laptop read nobody", 13, SIM_ERROR_NAME },
    { "laptop read news", 13, SIM_ERROR_NAME },
    { "laptop read u77", 13, SIM_ERROR_STATE },
    { "laptop flag hello Seen() ", 19, SIM_ERROR_NAME },
    { "laptop flag hello \\Sen", 19, SIM_ERROR_NAME },
    { "laptop flag hello \\Seen quietly", 25, SIM_ERROR_SYNTAX },
    { "laptop idle on", 13, SIM_ERROR_SYNTAX },
    { "deliver nothing", 9, SIM_ERROR_NAME },
    { "deliver hello", 9, SIM_ERROR_STATE },
    { "deliver news to=mo", 17, SIM_ERROR_NAME },
    { "deliver news Nowhere", 14, SIM_ERROR_NAME },
    { "deliver news INBOX Sent", 20, SIM_ERROR_SYNTAX },
    { "cut", 4, SIM_ERROR_SYNTAX },
    { "cut c9", 5, SIM_ERROR_NAME },
    { "cut phone", 5, SIM_ERROR_NAME },
    { "wait soon", 6, SIM_ERROR_SYNTAX },
    { "settle now", 8, SIM_ERROR_SYNTAX },
  };
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 n;

  sim_story_do (&story, "laptop open");
  n = trace_get_n (trace);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GError) error = NULL;
      guint column = 0;

      g_test_message ("%s", acts[i].act);
      g_assert_false (sim_world_act (story.world, acts[i].act, &column, &error));
      g_assert_error (error, SIM_ERROR, (int) acts[i].code);
      g_test_message ("%u: %s", column, error->message);
      g_assert_cmpuint (column, ==, acts[i].column);
      g_assert_cmpuint (trace_get_n (trace), ==, n);
    }
}

static void
test_world_refused (void)
{
  static const struct
  {
    const char *text;
    const char *place;
  } worlds[] = {
    { "server a.test preset=imap9\naccount lin password=x\n", "1:22: " },
    { "server a.test fault=nice\naccount lin password=x\n", "1:21: " },
    { "account lin password=x\ndevice phone gopher online\n", "2:14: " },
    { "account lin password=x\ndevice phone imap upside-down\n", "2:19: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (worlds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ModelWorld) description = model_world_parse (worlds[i].text, &error);

      g_assert_no_error (error);
      g_assert_null (sim_world_new (description, 1, &error));
      g_assert_error (error, SIM_ERROR, SIM_ERROR_WORLD);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, worlds[i].place));
    }
}

/* What is typed goes out as it is, and the answer does not confuse what the device does itself. */
static void
test_raw (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  guint32 at;

  sim_story_do (&story, "laptop connect");
  sim_story_do (&story, "laptop> x1 FROB & nicate");
  at = sim_story_find (trace, 0, TRACE_SEND, 1, "x1 FROB & nicate");
  g_assert_cmpuint (at, !=, 0);
  g_assert_cmpuint (trace_get (trace, at)->command, ==, at);
  at = sim_story_find (trace, at, TRACE_SEND, 1, "x1 BAD");
  g_assert_cmpuint (at, !=, 0);
  sim_story_do (&story, "laptop open");
  sim_story_do (&story, "laptop> x2 IDLE");
  sim_story_do (&story, "laptop check");
  at = sim_story_find (trace, at, TRACE_SEND, 1, "x2 OK");
  g_assert_cmpuint (at, !=, 0);
  at = sim_story_find (trace, at, TRACE_SEND, 1, "OK NOOP");
  g_assert_cmpuint (at, !=, 0);
}

/* The flags a device believes, with the event that made them so. */
static guint32
find_flags (const Model *model, guint32 uid, ModelFlags *flags)
{
  ModelId laptop = model_find (model, MODEL_ROOT, "laptop");
  ModelId inbox = model_find (model, model_find (model, laptop, "lin"), "INBOX");
  const ModelRow *row = model_row (model, inbox, MODEL_TABLE_LIVE, uid);

  g_assert_nonnull (row);
  *flags = row->flags;
  return row->flags_writer;
}

/* What .SILENT keeps quiet is believed when the OK arrives, whoever asked; not after a refusal. */
static void
test_silent (void)
{
  static const struct
  {
    const char *act;
    const char *answer;
    ModelFlags flags;
  } acts[] = {
    { "laptop flag hello \\Flagged silently", "OK STORE", MODEL_FLAG_FLAGGED },
    { "laptop> x1 STORE 1 +FLAGS.SILENT (\\Seen)", "x1 OK", MODEL_FLAG_FLAGGED | MODEL_FLAG_SEEN },
    { "laptop> x2 UID STORE 1:* flags.silent \\Draft", "x2 OK", MODEL_FLAG_DRAFT },
    { "laptop unflag hello \\Draft silently", "OK STORE", 0 },
  };
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  const Model *model = sim_world_get_model (story.world);
  ModelFlags flags;
  guint32 before;

  sim_story_do (&story, "laptop open");
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      guint32 n = trace_get_n (trace);
      guint32 at;

      sim_story_do (&story, acts[i].act);
      at = sim_story_find (trace, n, TRACE_ARRIVE, 1, acts[i].answer);
      g_assert_cmpuint (at, !=, 0);
      g_assert_cmpuint (find_flags (model, 1, &flags), ==, at);
      g_assert_cmpuint (flags, ==, acts[i].flags);
    }
  before = find_flags (model, 1, &flags);
  sim_story_do (&story, "laptop> x3 EXAMINE INBOX");
  sim_story_do (&story, "laptop flag hello \\Flagged silently");
  sim_story_do (&story, "laptop> x4 STORE 1 FLAGS.SILENT (\\Flagged)");
  g_assert_cmpuint (find_flags (model, 1, &flags), ==, before);
  g_assert_cmpuint (flags, ==, 0);
}

/* An act behind one that still runs waits in the queue, and is the cause of its own commands. */
static void
test_queue (void)
{
  g_auto (SimStory) story = sim_story_begin (sim_lesson_world, 1);
  Trace *trace = sim_world_get_trace (story.world);
  const Model *model = sim_world_get_model (story.world);
  ModelId phone = model_find (model, MODEL_ROOT, "phone");
  guint32 read;
  guint32 send;

  sim_story_do (&story, "phone open &");
  sim_story_do (&story, "phone read photo &");
  read = trace_get_n (trace);
  g_assert_cmpint (trace_get (trace, read)->kind, ==, TRACE_ACT);
  sim_story_do (&story, "phone flag photo $Nice &");
  g_assert_cmpstr (model_get_text (model, phone, MODEL_FIELD_QUEUE), ==,
                   "read photo; flag photo $Nice");
  sim_story_do (&story, "settle");
  g_assert_null (model_get_text (model, phone, MODEL_FIELD_QUEUE));
  g_assert_cmpstr (model_get_text (model, phone, MODEL_FIELD_SHOWN), ==, "photo");
  send = sim_story_find (trace, 0, TRACE_SEND, 1, "BODY.PEEK[]");
  g_assert_cmpuint (trace_get (trace, send)->cause, ==, read);
  send = sim_story_find (trace, 0, TRACE_SEND, 1, "$Nice");
  g_assert_cmpstr (trace_get_text (trace, trace_get (trace, trace_get (trace, send)->cause)->label),
                   ==, "phone flag photo $Nice &");
}

/* A refused command takes what the act still wanted with it. */
static void
test_refused_by_server (void)
{
  static const char text[] =
      "account lin password=a\naccount mo password=b\nmailbox INBOX account=lin\n"
      "mailbox INBOX account=mo\ndevice phone imap online account=lin\n";
  g_auto (SimStory) story = sim_story_begin (text, 1);
  Trace *trace = sim_world_get_trace (story.world);

  sim_story_do (&story, "phone connect");
  sim_story_do (&story, "phone> z1 LOGIN lin wrong");
  g_assert_cmpuint (sim_story_find (trace, 0, TRACE_SEND, 1, "z1 NO"), !=, 0);
  sim_story_do (&story, "phone> z2 LOGOUT");
  g_assert_cmpuint (sim_world_get_connection (story.world, "phone"), ==, 0);
  sim_story_do (&story, "phone open");
  g_assert_cmpuint (sim_world_get_connection (story.world, "phone"), ==, 2);
}

static const ModelRow *
server_row (SimStory *story, const char *mailbox, guint32 uid)
{
  const Model *model = sim_world_get_model (story->world);
  ModelId account = model_find (model, model_find (model, MODEL_ROOT, "server"), "lin");

  return model_row (model, model_find (model, account, mailbox), MODEL_TABLE_LIVE, uid);
}

/* What a device puts into a mailbox is what it had, octet by octet. */
static void
test_copy_and_append (void)
{
  static const char text[] =
      "account lin password=x\nmailbox INBOX\nmailbox Work\n"
      "message one in=INBOX from=\"a <a@b.test>\" subject=One flags=\"\\Flagged\"\n"
      "message draft undelivered from=\"lin <lin@b.test>\" subject=Draft octets=9000\n"
      "device phone imap online rtt=20ms rate=1Mbit\n";
  g_auto (SimStory) story = sim_story_begin (text, 1);
  const ModelWorldMessage *draft = model_world_message (story.description, "draft");
  const ModelRow *row;

  sim_story_do (&story, "phone open");
  sim_story_do (&story, "phone copy one Work");
  row = server_row (&story, "Work", 1);
  g_assert_nonnull (row);
  g_assert_cmpint (row->flags & MODEL_FLAG_FLAGGED, !=, 0);
  sim_story_do (&story, "phone append draft Work \\Seen $Label");
  row = server_row (&story, "Work", 2);
  g_assert_nonnull (row);
  g_assert_cmpint (row->flags & MODEL_FLAG_SEEN, !=, 0);
  g_assert_true (g_bytes_equal (model_row_get (row, MODEL_FIELD_BODY).blob, draft->bytes));
  /* the device goes on afterwards, also when the server says no */
  sim_story_do (&story, "phone copy one Nowhere");
  sim_story_do (&story, "phone append draft");
  g_assert_nonnull (server_row (&story, "INBOX", 2));
  g_assert_false (sim_world_act (story.world, "phone append nothing", NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/act/refused", test_refused);
  g_test_add_func ("/sim/act/world-refused", test_world_refused);
  g_test_add_func ("/sim/act/raw", test_raw);
  g_test_add_func ("/sim/act/silent", test_silent);
  g_test_add_func ("/sim/act/queue", test_queue);
  g_test_add_func ("/sim/act/refused-by-server", test_refused_by_server);
  g_test_add_func ("/sim/act/copy-and-append", test_copy_and_append);
  return g_test_run ();
}
