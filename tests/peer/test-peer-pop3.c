#include "peer-end.h"
#include "model-world.h"
#include "pop3-types.h"

#include <string.h>

/* Sessions of both protocols on one mailbox: who learns of what, and which event is said to be why. */

static const char world_text[] = "account lin password=noodles\nmailbox INBOX\n"
                                 "message one in=INBOX from=\"a <a@b.test>\" subject=One\n"
                                 "message two in=INBOX from=\"a <a@b.test>\" subject=Two\n"
                                 "message three in=INBOX from=\"a <a@b.test>\" subject=Three\n";

typedef struct
{
  PeerRecorder *recorder;
  PeerHost *host;
  PeerEnd *imap; /* c1 */
  PeerEnd *pop3; /* c2 */
  GString *said[2];
} Scene;

static void
on_output (PeerEnd *end, gpointer data)
{
  BaseSlices *slices;

  while ((slices = peer_end_take (end, G_MAXSIZE)) != NULL)
    {
      g_autoptr (GBytes) bytes = base_slices_flatten (slices);

      g_string_append_len (data, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
      base_slices_free (slices);
    }
}

static void
say (Scene *scene, PeerEnd *end, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  peer_end_feed (end, bytes);
}

static Scene
begin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse (world_text, &error);
  static const PeerWatcher watcher = { .output = on_output };
  Scene scene = { .said = { g_string_new (NULL), g_string_new (NULL) } };
  PeerSettings settings = { .hostname = "mail.example.test" };
  Model *model = model_new ();

  g_assert_no_error (error);
  model_world_build (world, model);
  settings.owner = model_find (model, MODEL_ROOT, "server");
  scene.recorder = peer_recorder_new (model);
  scene.host = peer_host_new (scene.recorder, &settings);
  peer_host_add_account (scene.host, "lin", "noodles");
  scene.imap = peer_end_new_imap_server (scene.host, 1, "client", &watcher, scene.said[0]);
  scene.pop3 = peer_end_new_pop3_server (scene.host, 2, "client", &watcher, scene.said[1]);
  for (guint16 i = 1; i <= 2; i++)
    {
      TraceEvent connect = { .kind = TRACE_LINK, .connection = i };

      peer_recorder_open (scene.recorder, &connect);
      peer_end_up (i == 1 ? scene.imap : scene.pop3);
      peer_recorder_close (scene.recorder);
    }
  say (&scene, scene.imap, "a1 LOGIN lin noodles\r\na2 SELECT INBOX\r\n");
  say (&scene, scene.pop3, "USER lin\r\nPASS noodles\r\n");
  return scene;
}

static void
finish (Scene *scene)
{
  peer_end_free (scene->imap);
  peer_end_free (scene->pop3);
  peer_host_free (scene->host);
  peer_recorder_free (scene->recorder);
  g_string_free (scene->said[0], TRUE);
  g_string_free (scene->said[1], TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, finish)

/* The last line of that kind that begins with @text, 0: none. */
static guint32
find (const Scene *scene, TraceKind kind, const char *text)
{
  const Trace *trace = peer_recorder_get_trace (scene->recorder);

  for (guint32 i = trace_get_n (trace); i > 0; i--)
    {
      gsize len;

      if (trace_get (trace, i)->kind != kind)
        continue;
      g_autoptr (GBytes) bytes = trace_line (trace, i);
      const char *data = g_bytes_get_data (bytes, &len);
      if (len >= strlen (text) && memcmp (data, text, strlen (text)) == 0)
        return i;
    }
  return 0;
}

static const TraceEvent *
get (const Scene *scene, guint32 event)
{
  g_assert_cmpuint (event, !=, 0);
  return trace_get (peer_recorder_get_trace (scene->recorder), event);
}

static guint
count (const Scene *scene, ModelTable table)
{
  const Model *model = peer_recorder_get_model (scene->recorder);
  ModelId server = model_find (model, MODEL_ROOT, "server");

  return model_count (model, model_find (model, model_find (model, server, "lin"), "INBOX"), table);
}

/* What QUIT removes, IMAP tells as EXPUNGE when it may, and the QUIT is why. */
static void
test_quit_tells (void)
{
  g_auto (Scene) scene = begin ();

  say (&scene, scene.pop3, "DELE 1\r\nDELE 3\r\n");
  say (&scene, scene.imap, "a3 NOOP\r\n");
  g_assert_cmpuint (find (&scene, TRACE_SEND, "* 3 EXPUNGE"), ==, 0);
  say (&scene, scene.pop3, "QUIT\r\n");
  g_assert_cmpuint (count (&scene, MODEL_TABLE_LIVE), ==, 1);
  g_assert_cmpuint (count (&scene, MODEL_TABLE_GHOSTS), ==, 2);
  g_assert_null (strstr (scene.said[0]->str, "EXPUNGE"));
  say (&scene, scene.imap, "a4 FETCH 3 BODY.PEEK[]\r\n");
  g_assert_nonnull (strstr (scene.said[0]->str, "a4 OK"));
  g_assert_nonnull (strstr (scene.said[0]->str, "Subject: Three"));
  say (&scene, scene.imap, "a5 NOOP\r\n");
  g_assert_nonnull (strstr (scene.said[0]->str, "* 1 EXPUNGE\r\n* 2 EXPUNGE\r\na5 OK"));
  g_assert_cmpuint (get (&scene, find (&scene, TRACE_SEND, "* 1 EXPUNGE"))->cause, ==,
                    find (&scene, TRACE_ARRIVE, "QUIT"));
  g_assert_cmpuint (count (&scene, MODEL_TABLE_GHOSTS), ==, 0);
}

/* What IMAP expunges, a POP3 session keeps under its number until it ends. */
static void
test_snapshot (void)
{
  g_auto (Scene) scene = begin ();

  say (&scene, scene.imap, "a3 STORE 2 +FLAGS.SILENT (\\Deleted)\r\na4 EXPUNGE\r\n");
  g_assert_cmpuint (count (&scene, MODEL_TABLE_LIVE), ==, 2);
  say (&scene, scene.pop3, "RETR 2\r\nLIST 3\r\n");
  g_assert_nonnull (strstr (scene.said[1]->str, "Subject: Two"));
  g_assert_nonnull (strstr (scene.said[1]->str, "+OK 3 "));
  g_assert_cmpuint (count (&scene, MODEL_TABLE_GHOSTS), ==, 1);
  peer_end_down (scene.pop3, TRACE_LINK_CUT, 0, 0, "cut");
  g_assert_cmpuint (count (&scene, MODEL_TABLE_GHOSTS), ==, 0);
  g_assert_cmpuint (count (&scene, MODEL_TABLE_LIVE), ==, 2);
}

/* A multi-line reply is two lines in the trace, both of the exchange that its command began. */
static void
test_exchange (void)
{
  g_auto (Scene) scene = begin ();

  say (&scene, scene.pop3, "LIST\r\n");
  guint32 command = find (&scene, TRACE_ARRIVE, "LIST");
  const TraceEvent status = *get (&scene, find (&scene, TRACE_SEND, "+OK 3 messages ("));
  const TraceEvent data = *get (&scene, find (&scene, TRACE_SEND, "1 "));
  g_assert_cmpuint (status.context, ==, POP3_CONTEXT_RESPONSE);
  g_assert_cmpuint (data.context, ==, POP3_CONTEXT_DATA);
  g_assert_cmpuint (status.command, ==, command);
  g_assert_cmpuint (data.command, ==, command);
  g_assert_cmpuint (data.start, ==, status.start + status.len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peer/pop3/quit-tells", test_quit_tells);
  g_test_add_func ("/peer/pop3/snapshot", test_snapshot);
  g_test_add_func ("/peer/pop3/exchange", test_exchange);
  return g_test_run ();
}
