#include "app-live.h"

#include <glib/gi18n-lib.h>

#include "live-server.h"
#include "trace-recording.h"

/* Milliseconds between two looks at what was recorded: a client can say thousands of lines in one. */
#define LOOK_INTERVAL 40

struct _AppLive
{
  GObject parent_instance;
  AppDocument *document;
  LiveServer *server; /* NULL: does not run */
  guint look;         /* source of the next look, 0 none */
};

G_DEFINE_FINAL_TYPE (AppLive, app_live, G_TYPE_OBJECT)

static guint changed_signal;

static void
forget_look (AppLive *self)
{
  if (self->look != 0)
    g_source_remove (self->look);
  self->look = 0;
}

void
app_live_take (AppLive *self)
{
  g_return_if_fail (APP_IS_LIVE (self));
  forget_look (self);
  if (!app_document_is_open (self->document))
    return;
  app_document_grow (self->document, FALSE);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_look (gpointer data)
{
  AppLive *self = data;
  self->look = 0;
  app_live_take (self);
  return G_SOURCE_REMOVE;
}

static void
on_recorded (LiveServer *server, gpointer data)
{
  AppLive *self = data;
  if (self->look == 0)
    self->look = g_timeout_add (LOOK_INTERVAL, on_look, self);
}

gboolean
app_live_start (AppLive *self, GError **error)
{
  g_return_val_if_fail (APP_IS_LIVE (self), FALSE);
  if (self->server != NULL)
    return TRUE;
  const LiveOptions options = { .record = TRUE, .changed = on_recorded, .changed_data = self };
  self->server = live_server_new (&options, NULL, error);
  if (self->server == NULL)
    return FALSE;
  g_autoptr (TraceRecording) recording = live_server_get_recording (self->server);
  app_document_open_live (self->document, recording, _ ("A real mail client"));
  g_signal_emit (self, changed_signal, 0);
  return TRUE;
}

void
app_live_stop (AppLive *self)
{
  g_return_if_fail (APP_IS_LIVE (self));
  if (self->server == NULL)
    return;
  live_server_stop (self->server);
  app_live_take (self);
  g_clear_pointer (&self->server, live_server_free);
  forget_look (self);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
app_live_is_running (AppLive *self)
{
  return self->server != NULL;
}

guint
app_live_get_port (AppLive *self, const char *protocol)
{
  return self->server != NULL ? live_server_get_port (self->server, protocol) : 0;
}

const char *
app_live_get_user (AppLive *self)
{
  return self->server != NULL ? live_server_get_user (self->server) : "";
}

const char *
app_live_get_password (AppLive *self)
{
  return self->server != NULL ? live_server_get_password (self->server) : "";
}

guint
app_live_count_clients (AppLive *self)
{
  return self->server != NULL ? live_server_count_connections (self->server) : 0;
}

void
app_live_set_hold (AppLive *self, gboolean hold)
{
  g_return_if_fail (APP_IS_LIVE (self));
  if (self->server == NULL || live_server_is_holding (self->server) == hold)
    return;
  live_server_set_hold (self->server, hold);
  app_live_take (self);
}

gboolean
app_live_is_holding (AppLive *self)
{
  return self->server != NULL && live_server_is_holding (self->server);
}

void
app_live_release (AppLive *self)
{
  g_return_if_fail (APP_IS_LIVE (self));
  if (self->server != NULL && live_server_release (self->server))
    app_live_take (self);
}

guint
app_live_count_held (AppLive *self)
{
  return self->server != NULL ? live_server_count_held (self->server) : 0;
}

AppDocument *
app_live_get_document (AppLive *self)
{
  return self->document;
}

static void
app_live_dispose (GObject *object)
{
  AppLive *self = APP_LIVE (object);
  forget_look (self);
  g_clear_pointer (&self->server, live_server_free);
  forget_look (self);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (app_live_parent_class)->dispose (object);
}

static void
app_live_class_init (AppLiveClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_live_dispose;
  changed_signal = g_signal_new ("changed", APP_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
app_live_init (AppLive *self)
{
  self->document = app_document_new ();
}

AppLive *
app_live_new (void)
{
  return g_object_new (APP_TYPE_LIVE, NULL);
}
