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
/** sim_link_is_dead: neither end is up nor will be. */
gboolean sim_link_is_dead (const SimLink *link);
guint16 sim_link_get_number (const SimLink *link);
PeerEnd *sim_link_get_client (const SimLink *link);
void sim_link_free (SimLink *link);

/* --- steps: what a device still has to do --- */

typedef enum
{
  SIM_STEP_CONNECT, /* open a connection, until the greeting */
  SIM_STEP_LOGIN,   /* if it is not logged in */
  SIM_STEP_SELECT,  /* @text: mailbox */
  SIM_STEP_LIST,    /* after SELECT: messages it never saw */
  SIM_STEP_KNOWN,   /* and then those it knew from an earlier session */
  SIM_STEP_NEW,     /* messages it was told of while the mailbox was open */
  SIM_STEP_BODY,    /* @uid: if it has no copy */
  SIM_STEP_SEEN,    /* @uid: if it believes it unread */
  SIM_STEP_SHOW,    /* @text on its screen */
  SIM_STEP_COMMAND, /* @text as it is */
  SIM_STEP_IDLE     /* until there is something else to do */
} SimStepKind;

typedef struct
{
  SimStepKind kind;
  char *text;
  guint32 uid;
  guint32 cause; /* the event that is the reason: an act, or the line that told of something new */
} SimStep;

SimStep *sim_step_new (SimStepKind kind, const char *text, guint32 uid);
void sim_step_free (SimStep *step);

/** sim_step_start: begin @step within the open event; FALSE when there is nothing to wait for. */
gboolean sim_step_start (SimDevice *device, const SimStep *step);

/* --- devices --- */

struct _SimDevice
{
  SimWorld *world;
  const ModelWorldDevice *description;
  const ModelWorldAccount *account;
  const SimStyle *style;
  PeerHost *host;
  SimLink *link;    /* the connection it has, or NULL */
  GQueue steps;     /* of SimStep */
  SimStep *running; /* what it waits for */
  char *asked;      /* the name of the command it waits for: "UID FETCH" */
  gboolean wants_idle;
  gboolean idling;  /* the server said it listens */
  gboolean leaving; /* and was told DONE */
};

SimDevice *sim_device_new (SimWorld *world, const ModelWorldDevice *description);
void sim_device_free (SimDevice *device);

/** sim_device_add: put @steps (emptied) behind what it has to do, as wanted by event @cause, and go on; within an open event. */
void sim_device_add (SimDevice *device, GQueue *steps, guint32 cause);
/** sim_device_advance: begin what can be begun; within an open event. */
void sim_device_advance (SimDevice *device);
/** sim_device_is_busy: whether it still waits for something it began itself (waiting in IDLE is not being busy). */
gboolean sim_device_is_busy (const SimDevice *device);

/** sim_device_fact, _down: what its end of the connection reports (PeerWatcher). */
void sim_device_fact (SimDevice *device, guint fact, const char *text);
void sim_device_down (SimDevice *device);

/** sim_device_connection: the object of its connection, MODEL_NO_ID while it is not up. */
ModelId sim_device_connection (const SimDevice *device);
/** sim_device_open_mailbox: the mailbox it has selected, borrowed, or NULL. */
const char *sim_device_open_mailbox (const SimDevice *device);
/** sim_device_believed: the object of the mailbox called @name as the device sees it, or MODEL_NO_ID. */
ModelId sim_device_believed (const SimDevice *device, const char *name);

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

/** sim_act_device: `DEVICE VERB …`. sim_act_raw: `DEVICE> LINE`, @line points into the act. */
gboolean sim_act_device (SimAct *act, SimDevice *device, GError **error);
gboolean sim_act_raw (SimAct *act, SimDevice *device, const char *line, GError **error);
/** sim_act_cut: `cut cN`, `cut DEVICE`. */
gboolean sim_act_cut (SimAct *act, GError **error);
/** sim_act_deliver: `deliver LABEL [to=ACCOUNT] [MAILBOX]`. */
gboolean sim_act_deliver (SimAct *act, GError **error);

/** sim_act_begin: open the ACT event of @act by @actor (0: nobody in the world); returns its number. */
guint32 sim_act_begin (const SimAct *act, guint8 actor);
