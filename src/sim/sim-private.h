#pragma once

#include "base-random.h"
#include "net-link.h"
#include "peer-end.h"
#include "sim-clock.h"
#include "sim-style.h"
#include "sim-world.h"

typedef struct _SimDevice SimDevice;
typedef struct _SimLink SimLink;

struct _SimWorld
{
  const ModelWorld *description; /* borrowed */
  BaseRandom random;
  SimClock *clock;
  PeerRecorder *recorder;
  PeerHost *server;
  GPtrArray *devices; /* of SimDevice, in order of the description */
  GPtrArray *links;   /* of SimLink; dead ones until sim_world_reap() */
  guint16 n_connections;
  guint32 stop;         /* see sim_world_stop_at() */
  gboolean stepping;    /* acts only begin */
  gboolean server_down; /* nobody listens there */
  GPtrArray *armed;     /* of SimFault: those that wait for their line, oldest first */
  GPtrArray *posts;     /* of SimPost: messages at the sender's server, oldest first */
};

/** sim_world_model: the live model. */
const Model *sim_world_model (const SimWorld *world);
/** sim_world_device: by name, or NULL. */
SimDevice *sim_world_device (const SimWorld *world, const char *name);
/** sim_world_mailbox: the server's mailbox, MODEL_NO_ID when there is none. */
ModelId sim_world_mailbox (const SimWorld *world, const char *account, const char *name);
/** sim_world_uid: the UID of the message labelled @label in @mailbox of the server, living or gone; 0 when there is none. */
guint32 sim_world_uid (const SimWorld *world, ModelId mailbox, const char *label);

/* --- links --- */

/** sim_link_open: begin a connection of @device now; @cause: the act behind it. Lives in the world. */
SimLink *sim_link_open (SimDevice *device, guint32 cause);
/** sim_link_abandon: within the open event: a device that still waits for it to come up forgets it. */
void sim_link_abandon (SimLink *link);
/** sim_link_break: it ends now at both ends, and what is under way is lost. */
void sim_link_break (SimLink *link, TraceLink how, guint32 cause);
/** sim_link_hang_up: the device closes it; the server hears of it later. */
void sim_link_hang_up (SimLink *link, guint32 cause);
/** sim_link_kill_server: the server's end is gone at once, without its doing; the device hears of it later. */
void sim_link_kill_server (SimLink *link, guint32 cause);
/** sim_link_stall: from now on nothing passes. sim_link_heal: it does again, what was held back first. */
void sim_link_stall (SimLink *link, guint32 cause);
void sim_link_heal (SimLink *link, guint32 cause);
/** sim_link_lose: from now on nothing passes for ever, and neither end is told. */
void sim_link_lose (SimLink *link, guint32 cause);
/** sim_link_has_under_way: whether something of the device's or the server's end is on its way. */
gboolean sim_link_has_under_way (const SimLink *link, gboolean from_server);
/** sim_link_delay: it comes @usec later, and what is sent behind it not before. */
void sim_link_delay (SimLink *link, gboolean from_server, gint64 usec);
/** sim_link_get_resend_time: µs after which TCP sends again what was not confirmed [RFC6298 §2]. */
gint64 sim_link_get_resend_time (const SimLink *link);
/** sim_link_is_dead: neither end is up nor will be, and nobody waits for it. */
gboolean sim_link_is_dead (const SimLink *link);
guint16 sim_link_get_number (const SimLink *link);
/** sim_link_get_device, _client, _server: borrowed. */
SimDevice *sim_link_get_device (const SimLink *link);
PeerEnd *sim_link_get_client (const SimLink *link);
PeerEnd *sim_link_get_server (const SimLink *link);
void sim_link_free (SimLink *link);

/* --- acts --- */

/** SimAct: an act's words, and where to complain. */
typedef struct
{
  SimWorld *world;
  GPtrArray *words; /* of ModelWord, without a final "&" */
  const char *text; /* the whole act */
  guint column;     /* of the mistake, once there is one */
} SimAct;

/** sim_act_fail: note the mistake at @column; always FALSE. */
gboolean sim_act_fail (SimAct *act, guint column, GError **error, SimError code, const char *format,
                       ...) G_GNUC_PRINTF (5, 6);
const ModelWord *sim_act_word (const SimAct *act, guint i);
guint sim_act_n (const SimAct *act);
/** sim_act_check_words: whether there are @min to @max words; complains with @usage. */
gboolean sim_act_check_words (SimAct *act, guint min, guint max, const char *usage, GError **error);

/** sim_act_cut, _reset, _stall, _lose: `cut WHO [before|after …]` and so on; see sim-world.h. */
gboolean sim_act_cut (SimAct *act, GError **error);
gboolean sim_act_reset (SimAct *act, GError **error);
gboolean sim_act_stall (SimAct *act, GError **error);
gboolean sim_act_lose (SimAct *act, GError **error);
/** sim_act_drop, _delay: `drop WHO [C:|S:]`, `delay WHO [C:|S:] TIME`. */
gboolean sim_act_drop (SimAct *act, GError **error);
gboolean sim_act_delay (SimAct *act, GError **error);
/** sim_act_heal: `heal WHO`. sim_act_server: `server down|up`. sim_act_post: `post LABEL …`. */
gboolean sim_act_heal (SimAct *act, GError **error);
gboolean sim_act_server (SimAct *act, GError **error);
gboolean sim_act_post (SimAct *act, GError **error);
/** sim_act_deliver: `deliver LABEL [to=ACCOUNT] [MAILBOX]`. */
gboolean sim_act_deliver (SimAct *act, GError **error);

/** sim_act_begin: open the ACT event of @act by @actor (0: nobody in the world); returns its number. */
guint32 sim_act_begin (const SimAct *act, guint8 actor);
