#include "live-server.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model-world.h"
#include "trace-recording.h"
#include "trace.h"

/* The server and its clients in one thread: whoever waits for an answer lets the server work. */

typedef struct
{
  GSocket *socket;
  GString *heard;
} Client;

static const LiveUser lin = { "lin", "noodles" };

static LiveServer *
serve (LiveOptions options)
{
  g_autoptr (GError) error = NULL;
  LiveServer *server;

  if (options.world == NULL && options.n_users == 0)
    {
      options.users = &lin;
      options.n_users = 1;
    }
  server = live_server_new (&options, NULL, &error);
  g_assert_no_error (error);
  return server;
}

static Client *
dial (LiveServer *server, const char *protocol)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (
      loopback, (guint16) live_server_get_port (server, protocol));
  g_autoptr (GError) error = NULL;
  Client *client = g_new0 (Client, 1);

  client->heard = g_string_new (NULL);
  client->socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_connect (client->socket, address, NULL, &error));
  g_socket_set_blocking (client->socket, FALSE);
  return client;
}

static void
hang_up (Client *client)
{
  g_object_unref (client->socket);
  g_string_free (client->heard, TRUE);
  g_free (client);
}

static void
say (Client *client, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_socket_send (client->socket, text, strlen (text), NULL, &error), ==,
                   strlen (text));
}

/* What there is to hear; FALSE at the end of the stream. */
static gboolean
listen_now (Client *client)
{
  char buffer[4096];
  gssize got;

  while ((got = g_socket_receive (client->socket, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (client->heard, buffer, got);
  return got != 0;
}

/* Let the server work until @text has come, which is forgotten with all before it; "" for the end of
 * the stream. A server that never says it hangs the test until its time-out, which is a failure. */
static void
hear (Client *client, const char *text)
{
  for (;;)
    {
      const char *at;
      gboolean open = listen_now (client);

      at = text[0] != '\0' ? strstr (client->heard->str, text) : NULL;
      if (at != NULL)
        {
          g_string_erase (client->heard, 0, at - client->heard->str + (gssize) strlen (text));
          return;
        }
      if (!open)
        {
          g_assert_cmpstr (text, ==, "");
          return;
        }
      g_main_context_iteration (NULL, FALSE);
    }
}

/* --- tests --- */

static void
test_sessions (void)
{
  LiveServer *server = serve ((LiveOptions){ .imap_port = 0, .pop3_port = 0 });
  Client *imap = dial (server, "imap");
  Client *pop3 = dial (server, "pop3");

  hear (imap, "* OK");
  hear (pop3, "+OK");
  g_assert_cmpuint (live_server_count_connections (server), ==, 2);
  say (imap, "a LOGIN lin noodles\r\nb APPEND INBOX {5}\r\n");
  hear (imap, "\r\n+ ");
  say (imap, "a: b\n\r\nc SELECT INBOX\r\n");
  hear (imap, "* 1 EXISTS");
  hear (imap, "c OK");
  say (pop3, "USER lin\r\nPASS noodles\r\nLIST\r\nQUIT\r\n");
  hear (pop3, "1 6\r\n.\r\n+OK");
  hear (pop3, "");
  say (imap, "d LOGOUT\r\n");
  hear (imap, "* BYE");
  hear (imap, "d OK");
  hear (imap, "");
  g_assert_cmpuint (live_server_count_connections (server), ==, 0);
  g_assert_null (live_server_get_recording (server));
  hang_up (imap);
  hang_up (pop3);
  live_server_free (server);
}

static void
on_changed (LiveServer *server, gpointer data)
{
  ++*(guint *) data;
}

static void
test_recording (void)
{
  guint changes = 0;
  LiveServer *server = serve ((LiveOptions){ .imap_port = 0,
                                             .pop3_port = -1,
                                             .record = TRUE,
                                             .changed = on_changed,
                                             .changed_data = &changes });
  Client *client = dial (server, "imap");
  g_autoptr (TraceRecording) recording = NULL;
  Trace *trace;

  g_assert_cmpuint (live_server_get_port (server, "pop3"), ==, 0);
  hear (client, "* OK");
  say (client, "a LOGIN lin noodles\r\n");
  hear (client, "a OK");
  g_assert_cmpuint (changes, >=, 2);
  live_server_stop (server);
  hear (client, "* BYE");
  hear (client, "");
  recording = live_server_get_recording (server);
  trace = trace_recording_get_run (recording, 0);
  /* connect, greeting, LOGIN, its answer, the stop, BYE, close */
  g_assert_cmpuint (trace_get_n (trace), ==, 7);
  g_assert_cmpint (trace_get (trace, 7)->kind, ==, TRACE_LINK);
  hang_up (client);
  live_server_free (server);
  /* the trace outlives its server */
  g_assert_cmpuint (trace_get_n (trace), ==, 7);
}

/* Connections take turns as "client"; two at a time are told apart. */
static void
test_names (void)
{
  LiveServer *server = serve ((LiveOptions){ .imap_port = 0, .pop3_port = -1, .record = TRUE });
  Client *first = dial (server, "imap");
  Client *second;
  Client *third;
  Trace *trace = live_server_get_trace (server);

  hear (first, "* OK");
  second = dial (server, "imap");
  hear (second, "* OK");
  say (first, "a LOGOUT\r\n");
  hear (first, "");
  third = dial (server, "imap");
  hear (third, "* OK");
  g_assert_cmpuint (trace_get_n_connections (trace), ==, 3);
  g_assert_cmpuint (trace_get_n_actors (trace), ==, 3);
  g_assert_cmpstr (trace_get_actor (trace, 1), ==, "server");
  g_assert_cmpstr (trace_get_actor (trace, 2), ==, "client");
  g_assert_cmpstr (trace_get_actor (trace, 3), ==, "client2");
  hang_up (first);
  hang_up (second);
  hang_up (third);
  live_server_free (server);
}

static void
test_hold (void)
{
  LiveServer *server = serve ((LiveOptions){ .imap_port = 0, .pop3_port = -1, .hold = TRUE });
  Client *client = dial (server, "imap");

  while (live_server_count_held (server) == 0)
    g_main_context_iteration (NULL, FALSE);
  listen_now (client);
  g_assert_cmpstr (client->heard->str, ==, "");
  g_assert_true (live_server_release (server));
  g_assert_false (live_server_release (server));
  hear (client, "* OK");
  say (client, "a NOOP\r\nb NOOP\r\n");
  while (live_server_count_held (server) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (live_server_count_held (server), ==, 1);
  g_assert_true (live_server_release (server));
  /* the answer waits, and the next line */
  g_assert_cmpuint (live_server_count_held (server), ==, 2);
  g_assert_true (live_server_release (server));
  hear (client, "a OK");
  live_server_set_hold (server, FALSE);
  g_assert_false (live_server_is_holding (server));
  hear (client, "b OK");
  hang_up (client);
  live_server_free (server);
}

static void
put_file (const char *folder, const char *path, const char *text)
{
  g_autofree char *full = g_build_filename (folder, path, NULL);
  g_autofree char *parent = g_path_get_dirname (full);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (full, text, -1, &error));
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_remove (path);
}

static void
test_mail (void)
{
  g_autofree char *folder = g_dir_make_tmp ("postglass-XXXXXX", NULL);
  LiveServer *server;
  Client *client;

  put_file (folder, "2", "Subject: two\n\nbare\nends\n");
  put_file (folder, "1", "Subject: one\r\n\r\nwhole\r\n");
  put_file (folder, ".hidden", "not mail");
  put_file (folder, "Box/cur/a:2,FS", "Subject: a\n\n");
  put_file (folder, "Box/new/b", "Subject: b\n\n");
  put_file (folder, "Box/tmp/c", "half a message");
  put_file (folder, "Box/uids", "notes of a program");
  put_file (folder, "Box/Inner/d", "Subject: d\n\n");
  put_file (folder, "R&D \xe5\x8f\xb0\xe5\x8c\x97/e", "Subject: e\n\n");
  server = serve ((LiveOptions){ .imap_port = 0, .pop3_port = -1, .mail = folder });
  client = dial (server, "imap");
  say (client, "a LOGIN lin noodles\r\nb LIST \"\" *\r\n");
  hear (client, "\"/\" \"R&-D &U,BTFw-\"\r\n");
  say (client, "b LIST \"\" *\r\n");
  hear (client, "\"/\" Box/Inner\r\n");
  say (client, "c SELECT INBOX\r\nd FETCH 1:* (RFC822.SIZE BODY.PEEK[TEXT])\r\n");
  hear (client, "* 2 EXISTS");
  hear (client, "* 1 FETCH (RFC822.SIZE 23 BODY[TEXT] {7}\r\nwhole\r\n)");
  hear (client, "* 2 FETCH (RFC822.SIZE 28 BODY[TEXT] {12}\r\nbare\r\nends\r\n)");
  say (client, "e SELECT Box\r\nf FETCH 1:* FLAGS\r\n");
  hear (client, "* 2 EXISTS");
  hear (client, "* 1 FETCH (FLAGS (\\Seen \\Flagged \\Recent))");
  hear (client, "* 2 FETCH (FLAGS (\\Recent))");
  hang_up (client);
  live_server_free (server);
  remove_all (folder);
}

/* A world's accounts stay, a user of the same name has another password from now on. */
static void
test_world (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelWorld) world = model_world_parse (
      "account lin password=noodles\naccount wei password=tea\nmailbox INBOX account=lin\n"
      "mailbox INBOX account=wei\nmessage one in=INBOX account=lin from=\"a <a@b.test>\" subject=One\n"
      "device phone imap online account=lin\n",
      &error);
  const LiveUser users[] = { { "lin", "other" }, { "mei", "new" } };
  LiveServer *server;
  Client *client;

  g_assert_no_error (error);
  server = serve ((LiveOptions){
      .world = world, .users = users, .n_users = 2, .imap_port = 0, .pop3_port = -1 });
  g_assert_cmpstr (live_server_get_user (server), ==, "lin");
  g_assert_cmpstr (live_server_get_password (server), ==, "other");
  client = dial (server, "imap");
  say (client, "a LOGIN lin noodles\r\nb LOGIN lin other\r\nc STATUS INBOX (MESSAGES)\r\n");
  hear (client, "a NO");
  hear (client, "b OK");
  hear (client, "(MESSAGES 1)");
  hang_up (client);
  client = dial (server, "imap");
  say (client, "a LOGIN mei new\r\nb STATUS INBOX (MESSAGES)\r\n");
  hear (client, "(MESSAGES 0)");
  hang_up (client);
  client = dial (server, "imap");
  say (client, "a LOGIN wei tea\r\n");
  hear (client, "a OK");
  hang_up (client);
  live_server_free (server);
}

static void
refuse (LiveOptions options, LiveError code, const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (live_server_new (&options, NULL, &error));
  g_assert_error (error, LIVE_ERROR, (int) code);
  if (strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_errors (void)
{
  LiveServer *server = serve ((LiveOptions){ .imap_port = 0, .pop3_port = -1 });
  int taken = (int) live_server_get_port (server, "imap");
  const LiveUser bad = { "c1", "x" };

  refuse ((LiveOptions){ .imap_port = taken, .pop3_port = -1 }, LIVE_ERROR_LISTEN,
          "choose another");
  refuse ((LiveOptions){ .imap_port = 0, .address = "nowhere" }, LIVE_ERROR_LISTEN, "127.0.0.1");
  refuse ((LiveOptions){ .imap_port = 0, .mail = "/nonexistent/mail" }, LIVE_ERROR_MAIL,
          "/nonexistent/mail");
  refuse ((LiveOptions){ .imap_port = 0, .fault = "bogus" }, LIVE_ERROR_WORLD, "write one of");
  refuse ((LiveOptions){ .imap_port = 0, .users = &bad, .n_users = 1 }, LIVE_ERROR_WORLD, "“c1”");
  live_server_free (server);
}

/* Who names nothing gets a small world with mail in it. */
static void
test_default (void)
{
  LiveOptions options = { .imap_port = 0, .pop3_port = -1 };
  g_autoptr (LiveServer) server = live_server_new (&options, NULL, NULL);
  g_autofree char *login = NULL;
  Client *client;

  g_assert_nonnull (server);
  login = g_strdup_printf ("a LOGIN %s %s\r\nb STATUS INBOX (MESSAGES)\r\n",
                           live_server_get_user (server), live_server_get_password (server));
  client = dial (server, "imap");
  say (client, login);
  hear (client, "(MESSAGES 2)");
  hang_up (client);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live/server/sessions", test_sessions);
  g_test_add_func ("/live/server/recording", test_recording);
  g_test_add_func ("/live/server/names", test_names);
  g_test_add_func ("/live/server/hold", test_hold);
  g_test_add_func ("/live/server/mail", test_mail);
  g_test_add_func ("/live/server/world", test_world);
  g_test_add_func ("/live/server/errors", test_errors);
  g_test_add_func ("/live/server/default", test_default);
  return g_test_run ();
}
