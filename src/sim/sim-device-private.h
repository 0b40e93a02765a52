#pragma once

#include "sim-private.h"

/* --- steps: what a device still has to do --- */

typedef enum
{
  SIM_STEP_CONNECT, /* open a connection, until the greeting */
  SIM_STEP_SHOW,    /* @text on its screen */
  SIM_STEP_COMMAND, /* @text as it is */
  SIM_STEP_LOGIN,   /* if it is not logged in */
  /* of IMAP */
  SIM_STEP_SELECT, /* @text: mailbox */
  SIM_STEP_LIST,   /* after SELECT: messages it never saw */
  SIM_STEP_KNOWN,  /* and then those it knew from an earlier session */
  SIM_STEP_NEW,    /* messages it was told of while the mailbox was open */
  SIM_STEP_BODY,   /* @uid: if it has no copy */
  SIM_STEP_SEEN,   /* @uid: if it believes it unread */
  SIM_STEP_IDLE,   /* until there is something else to do */
  /* of POP3 */
  SIM_STEP_USER,     /* if it is not logged in */
  SIM_STEP_PASS,     /* likewise */
  SIM_STEP_LISTING,  /* @text: STAT, LIST, UIDL */
  SIM_STEP_FETCH,    /* what the style wants of what is there */
  SIM_STEP_CLEAR,    /* mark what a person wanted to be gone since the last session */
  SIM_STEP_RETRIEVE, /* @uid */
  SIM_STEP_MARK,     /* @uid, that QUIT removes it */
  SIM_STEP_UNMARK,   /* all marks of the session */
  SIM_STEP_FORGET,   /* @uid: a person wants it to be gone; needs no connection */
  SIM_STEP_QUIT,     /* stays when something before it was refused */
  SIM_N_STEPS
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

/* --- protocols --- */

/** SimPlan: the steps an act is made of; nothing happens before a plan is whole. */
typedef struct
{
  SimAct *act;
  SimDevice *device;
  GQueue steps;
} SimPlan;

/** SimVerb: an act that devices of a protocol can do; a list of them ends with a NULL verb. */
typedef struct
{
  const char *verb;
  guint min; /* words of the act, the device's name included */
  guint max;
  const char *usage;
  gboolean (*plan) (SimPlan *plan, GError **error);
} SimVerb;

/** SimProtocol: what is different between devices that speak different protocols. */
typedef struct
{
  const char *name;
  const SimVerb *verbs;
  /** both ends of a connection of @device */
  PeerEnd *(*make_client) (SimDevice *device, guint16 number, const PeerWatcher *watcher,
                           gpointer data);
  PeerEnd *(*make_server) (SimDevice *device, guint16 number, const PeerWatcher *watcher,
                           gpointer data);
  /** begin a step within the open event; FALSE when there is nothing to wait for */
  gboolean (*start) (SimDevice *device, const SimStep *step);
  /** what its engine reports */
  void (*fact) (SimDevice *device, guint fact, const char *text);
  /** its connection is lost: put steps into @steps that bring it where it is now */
  void (*come_back) (SimDevice *device, GQueue *steps);
  /** before it looks for the next step: something that was typed may have to be waited for; may be NULL */
  void (*adopt) (SimDevice *device);
  /** a step it wants by itself when there is no other, or NULL; may be NULL */
  SimStep *(*wish) (SimDevice *device);
  /** once nothing more can be begun: what runs may have to make room; may be NULL */
  void (*hurry) (SimDevice *device);
} SimProtocol;

extern const SimProtocol sim_protocol_imap;
extern const SimVerb sim_verbs_imap[];
extern const SimProtocol sim_protocol_pop3;
extern const SimVerb sim_verbs_pop3[];

/* --- devices --- */

struct _SimDevice
{
  SimWorld *world;
  const ModelWorldDevice *description;
  const ModelWorldAccount *account;
  const SimStyle *style;
  const SimProtocol *protocol;
  PeerHost *host;
  SimLink *link;    /* the connection it has, or NULL */
  GQueue steps;     /* of SimStep */
  SimStep *running; /* what it waits for */
  gboolean reconnects;
  gboolean parting; /* it ends its connection itself */
  guint attempts;   /* to connect again since it lost a connection */
  GQueue comeback;  /* of SimStep: what it does once it is connected again */
  gint64 heard;     /* when octets reached it last */
  guint32 stalled;  /* the act that stalled its network; 0 when it works */
  char *asked;      /* the name of the command it waits for: "UID FETCH" */
  /* of IMAP */
  gboolean wants_idle;
  gboolean idling;  /* the server said it listens */
  gboolean leaving; /* and was told DONE */
  /* of POP3 */
  ModelRuns *dealt;  /* which message each number of the session means, or NULL */
  GArray *told_gone; /* of guint32: UIDs that it has marked in this session */
};

SimDevice *sim_device_new (SimWorld *world, const ModelWorldDevice *description);
void sim_device_free (SimDevice *device);

/** sim_device_add: put @steps (emptied) behind what it has to do, as wanted by event @cause, and go on; within an open event. */
void sim_device_add (SimDevice *device, GQueue *steps, guint32 cause);
/** sim_device_want: the same for one step that the open event is the reason for. */
void sim_device_want (SimDevice *device, SimStep *step);
/** sim_device_advance: begin what can be begun; within an open event. */
void sim_device_advance (SimDevice *device);
/** sim_device_step_done: what it waited for has come; behind a refusal the rest of the same act makes no sense. */
void sim_device_step_done (SimDevice *device, gboolean good);
/** sim_device_is_busy: whether it still waits for something it began itself (waiting in IDLE is not being busy). */
gboolean sim_device_is_busy (const SimDevice *device);
/** sim_device_is_running: whether it waits for a step of @kind. */
gboolean sim_device_is_running (const SimDevice *device, SimStepKind kind);

/** sim_device_submit: send a command for @step, and wait for its answer; always TRUE. */
gboolean sim_device_submit (SimDevice *device, const SimStep *step, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** sim_device_heard: octets have reached it. */
void sim_device_heard (SimDevice *device);
/** sim_device_down: its end of the connection is no more (PeerWatcher). */
void sim_device_down (SimDevice *device);

/** sim_device_connection: the object of its connection, MODEL_NO_ID while it is not up. */
ModelId sim_device_connection (const SimDevice *device);
/** sim_device_believed: the object of the mailbox called @name as the device sees it, or MODEL_NO_ID. */
ModelId sim_device_believed (const SimDevice *device, const char *name);
/** sim_device_open_mailbox: the mailbox it has open, borrowed, or NULL. */
const char *sim_device_open_mailbox (const SimDevice *device);

/* --- coming back after a loss --- */

/** sim_comeback_note: its connection is about to end: note what would bring it back to where it is. */
void sim_comeback_note (SimDevice *device);
/** sim_comeback_lost: its connection, or the attempt at one, ends in the open event: it tries again when it should. */
void sim_comeback_lost (SimDevice *device);
/** sim_comeback_connecting, _connected: an attempt begins; it is through. */
void sim_comeback_connecting (SimDevice *device);
void sim_comeback_connected (SimDevice *device);
/** sim_comeback_asked: it waits for an answer from now on. */
void sim_comeback_asked (SimDevice *device);
/** sim_comeback_set: whether it tries again. */
void sim_comeback_set (SimDevice *device, gboolean on);

/* --- IMAP --- */

/** sim_imap_astring: @text as an argument of a command; caller frees. */
char *sim_imap_astring (const char *text);

/* --- POP3 --- */

/** sim_pop3_is_in_session: whether the server has let it in. sim_pop3_has_copy: whether it has the whole message. */
gboolean sim_pop3_is_in_session (const SimDevice *device);
gboolean sim_pop3_has_copy (const SimDevice *device, guint32 uid);
/** sim_pop3_begin_session: steps to log in and see what is there. sim_pop3_whole_session: and to fetch what the style wants, and quit. */
void sim_pop3_begin_session (const SimDevice *device, GQueue *steps);
void sim_pop3_whole_session (const SimDevice *device, GQueue *steps);

/* --- plans --- */

/** sim_plan_step: put a step behind the others. */
void sim_plan_step (SimPlan *plan, SimStepKind kind, const char *text, guint32 uid);
/** sim_plan_name: the device's name. */
const char *sim_plan_name (const SimPlan *plan);
/** sim_plan_may_be_later: what was left running with "&" may still bring about what an act needs. */
gboolean sim_plan_may_be_later (const SimPlan *plan);
/** sim_plan_needs_connection: complains when there is none. */
gboolean sim_plan_needs_connection (SimPlan *plan, GError **error);
/** sim_plan_message: the UID of the message that word @i names, which is in @mailbox at the server or was; 0 with an error. */
guint32 sim_plan_message (SimPlan *plan, guint i, const char *mailbox, GError **error);
/** sim_plan_known_message: the same for one the device has been told of (or may be, later). */
guint32 sim_plan_known_message (SimPlan *plan, guint i, const char *mailbox, GError **error);
/** sim_plan_connect: the act that every device can do. */
gboolean sim_plan_connect (SimPlan *plan, GError **error);
/** sim_plan_reconnect: `DEVICE reconnect [off]`. */
gboolean sim_plan_reconnect (SimPlan *plan, GError **error);

/** sim_act_device: `DEVICE VERB …`. sim_act_raw: `DEVICE> LINE`, @line points into the act. */
gboolean sim_act_device (SimAct *act, SimDevice *device, GError **error);
gboolean sim_act_raw (SimAct *act, SimDevice *device, const char *line, GError **error);
