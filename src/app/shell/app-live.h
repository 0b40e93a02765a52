#pragma once

#include "app-document.h"

/**
 * AppLive: a mail server of this program for real mail programs, and a document that shows what is said
 * with it as it happens. "changed" is emitted when it starts or stops, when a client comes or goes, and
 * when lines are held or let go.
 */
#define APP_TYPE_LIVE (app_live_get_type ())
G_DECLARE_FINAL_TYPE (AppLive, app_live, APP, LIVE, GObject)

AppLive *app_live_new (void);

/** app_live_get_document: what it shows; open once the server was started, also after it stopped. */
AppDocument *app_live_get_document (AppLive *self);

/** app_live_start: serve on free ports of this computer alone. FALSE with an error of live's. */
gboolean app_live_start (AppLive *self, GError **error);
/** app_live_stop: clients get their protocol's goodbye; what was recorded stays. */
void app_live_stop (AppLive *self);
gboolean app_live_is_running (AppLive *self);

/** app_live_get_port: of "imap" or "pop3"; 0 when it is not served. */
guint app_live_get_port (AppLive *self, const char *protocol);
/** app_live_get_user, _password: to log in with; borrowed, "" while it does not run. */
const char *app_live_get_user (AppLive *self);
const char *app_live_get_password (AppLive *self);
/** app_live_count_clients: connections that are open. */
guint app_live_count_clients (AppLive *self);

/** app_live_set_hold: let every line wait, arrived and not acted on, then acted on and not sent, or let all
 * go. app_live_release: let the one that waits longest go. app_live_count_held: how many wait. */
void app_live_set_hold (AppLive *self, gboolean hold);
gboolean app_live_is_holding (AppLive *self);
void app_live_release (AppLive *self);
guint app_live_count_held (AppLive *self);

/** app_live_take: take in what was recorded now, without waiting for the next moment to draw. */
void app_live_take (AppLive *self);
