#include "live-private.h"

#include "base-time.h"
#include "trace-recording.h"

G_DEFINE_QUARK (live - error - quark, live_error)

/* Numbers of events end soon after this one, which takes hours of unbroken load. */
#define LAST_EVENT (G_MAXUINT32 - (1 << 24))

static const LiveProtocol protocols[] = {
  { "imap", peer_end_new_imap_server },
  { "pop3", peer_end_new_pop3_server },
};

/* For whoever names neither a world nor a user. */
static const char default_world[] =
    "account lin password=noodles\n"
    "mailbox INBOX\n"
    "mailbox Archive\n"
    "message welcome in=INBOX from=\"Postglass <postglass@example.test>\" "
    "subject=\"Your mail program is connected\" "
    "body=\"This message came from Postglass, a mail server that shows every line it hears and says.\"\n"
    "message lunch in=INBOX from=\"Wei <wei@example.test>\" subject=\"Lunch on Friday?\" "
    "body=\"Shall we have noodles on Friday?\"\n";

/* --- its time --- */

static void
begin (gpointer data)
{
  LiveServer *server = data;

  peer_recorder_set_now (server->recorder, g_get_monotonic_time () - server->start);
}

static void
end (gpointer data)
{
  LiveServer *server = data;
  guint32 n = trace_get_n (peer_recorder_get_trace (server->recorder));

  if (n == server->n_told)
    return;
  server->n_told = n;
  if (server->changed != NULL)
    server->changed (server, server->changed_data);
  if (n > LAST_EVENT && server->listeners->len > 0)
    {
      g_message ("The numbers of events are used up, so this server stops; start it again.");
      live_server_stop (server);
    }
}

/* --- the beginning --- */

static gboolean
check_fault (const char *fault, GError **error)
{
  g_autofree char *faults = NULL;

  if (fault == NULL || peer_host_fault_exists (fault))
    return TRUE;
  faults = g_strjoinv (", ", (char **) peer_host_get_faults ());
  g_set_error (error, LIVE_ERROR, LIVE_ERROR_WORLD, "there is no fault “%s”; write one of: %s",
               fault, faults);
  return FALSE;
}

/* Its model, host and accounts. */
static gboolean
make_host (LiveServer *server, const LiveOptions *options, const ModelWorld *world, GError **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_free);
  const char *fault = options->fault != NULL ? options->fault : world->server.fault;
  PeerSettings settings = {
    .hostname = world->server.hostname,
    .epoch = g_get_real_time () / BASE_SECOND,
    .expunge_high_first = world->server.expunge_high_first,
    /* programs rely on it, mbsync to the point of failing without */
    .uidplus = TRUE,
    .fault = fault,
  };
  Model *model;

  if (!check_fault (fault, error))
    return FALSE;
  model = live_world_build (options, world, settings.epoch, accounts, error);
  if (model == NULL)
    return FALSE;
  settings.owner = model_find (model, MODEL_ROOT, "server");
  server->recorder = options->record ? peer_recorder_new (model)
                                     : peer_recorder_new_forgetful (model);
  server->host = peer_host_new (server->recorder, &settings);
  peer_host_set_hold (server->host, options->hold);
  for (guint i = 0; i + 1 < accounts->len; i += 2)
    {
      const char *name = g_ptr_array_index (accounts, i);
      const char *password = g_ptr_array_index (accounts, i + 1);
      gboolean first = options->n_users > 0 ? g_str_equal (name, options->users[0].name) : i == 0;

      peer_host_add_account (server->host, name, password);
      if (first)
        {
          server->user = g_strdup (name);
          server->password = g_strdup (password);
        }
    }
  return TRUE;
}

static gboolean
make_listeners (LiveServer *server, const LiveOptions *options, GError **error)
{
  const char *address = options->address != NULL ? options->address : "127.0.0.1";

  for (guint i = 0; i < G_N_ELEMENTS (protocols); i++)
    {
      int port = g_str_equal (protocols[i].name, "imap") ? options->imap_port : options->pop3_port;
      LiveListener *listener;

      if (port < 0)
        continue;
      listener = live_listener_new (server, &protocols[i], address, (guint) port, error);
      if (listener == NULL)
        return FALSE;
      g_ptr_array_add (server->listeners, listener);
    }
  return TRUE;
}

static void
free_listener (gpointer data)
{
  live_listener_free (data);
}

LiveServer *
live_server_new (const LiveOptions *options, GMainContext *context, GError **error)
{
  g_autoptr (LiveServer) server = g_new0 (LiveServer, 1);
  g_autoptr (ModelWorld) own = NULL;
  const ModelWorld *world = options->world;

  if (world == NULL)
    world = own = model_world_parse (options->n_users > 0 ? "" : default_world, error);
  g_assert (world != NULL);
  server->loop = live_loop_new (context, begin, end, server);
  server->start = g_get_monotonic_time ();
  server->world_text = g_strdup (options->world != NULL ? options->world_text
                                 : options->n_users > 0 ? ""
                                                        : default_world);
  server->listeners = g_ptr_array_new_with_free_func (free_listener);
  server->connections = g_ptr_array_new ();
  server->slots = g_ptr_array_new ();
  server->changed = options->changed;
  server->changed_data = options->changed_data;
  if (!make_host (server, options, world, error) || !make_listeners (server, options, error))
    return NULL;
  return g_steal_pointer (&server);
}

/* --- the end --- */

void
live_server_stop (LiveServer *server)
{
  g_ptr_array_set_size (server->listeners, 0);
  if (server->connections->len == 0)
    return;
  begin (server);
  for (guint i = 0; i < server->connections->len; i++)
    live_connection_dismiss (g_ptr_array_index (server->connections, i),
                             "The server is being stopped");
  while (server->connections->len > 0)
    live_connection_free (g_ptr_array_index (server->connections, server->connections->len - 1));
  end (server);
}

void
live_server_free (LiveServer *server)
{
  if (server == NULL)
    return;
  live_server_stop (server);
  g_ptr_array_unref (server->listeners);
  g_ptr_array_unref (server->connections);
  g_ptr_array_unref (server->slots);
  g_clear_pointer (&server->host, peer_host_free);
  g_clear_pointer (&server->recorder, peer_recorder_free);
  live_loop_free (server->loop);
  g_free (server->user);
  g_free (server->password);
  g_free (server->world_text);
  g_free (server);
}

/* --- the gate --- */

void
live_server_set_hold (LiveServer *server, gboolean hold)
{
  begin (server);
  peer_host_set_hold (server->host, hold);
  end (server);
}

gboolean
live_server_is_holding (const LiveServer *server)
{
  return peer_host_is_holding (server->host);
}

gboolean
live_server_release (LiveServer *server)
{
  gboolean some;

  begin (server);
  some = peer_host_release (server->host);
  end (server);
  return some;
}

guint
live_server_count_held (const LiveServer *server)
{
  return peer_host_count_held (server->host);
}

/* --- looking --- */

guint
live_server_get_port (const LiveServer *server, const char *protocol)
{
  for (guint i = 0; i < server->listeners->len; i++)
    {
      const LiveListener *listener = g_ptr_array_index (server->listeners, i);

      if (g_str_equal (live_listener_get_protocol (listener)->name, protocol))
        return live_listener_get_port (listener);
    }
  return 0;
}

const char *
live_server_get_user (const LiveServer *server)
{
  return server->user;
}

const char *
live_server_get_password (const LiveServer *server)
{
  return server->password;
}

guint
live_server_count_connections (const LiveServer *server)
{
  return server->n_open;
}

Trace *
live_server_get_trace (const LiveServer *server)
{
  return peer_recorder_get_trace (server->recorder);
}

TraceRecording *
live_server_get_recording (const LiveServer *server)
{
  Trace *trace = peer_recorder_get_trace (server->recorder);

  if (trace_is_forgetful (trace))
    return NULL;
  return trace_recording_new (server->world_text, 0, NULL, NULL, trace);
}
