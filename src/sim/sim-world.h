#pragma once

#include "model-world.h"
#include "trace.h"

/**
 * SimWorld: a world running in virtual time: the server, the devices, the links between them, one
 * model and one trace. It moves only when an act, a wait or a settle asks it to, and the same
 * description, acts and seed give the same trace. A world belongs to one thread.
 */
typedef struct _SimWorld SimWorld;

#define SIM_ERROR (sim_error_quark ())
GQuark sim_error_quark (void);

/** SimError: why a world or an act is refused; messages say what to write instead. */
typedef enum
{
  SIM_ERROR_WORLD, /* a name in the description that nobody knows; message begins "LINE:COLUMN: " */
  SIM_ERROR_SYNTAX, /* an act that cannot be read */
  SIM_ERROR_NAME,   /* a device, message, flag, mailbox or connection that is not there */
  SIM_ERROR_STATE   /* an act that cannot be done now: no mailbox open, already connected … */
} SimError;

/**
 * sim_world_new: build @description and start a trace at virtual time 0. @description is borrowed
 * and must outlive the world. NULL with SIM_ERROR_WORLD for a preset, fault, protocol or style
 * that does not exist.
 */
SimWorld *sim_world_new (const ModelWorld *description, guint64 seed, GError **error);
void sim_world_free (SimWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimWorld, sim_world_free)

/**
 * sim_world_act: perform one act as a lesson's `do` line has it, and run until the world has
 * settled, unless it ends with "&". In a settled world an act begins on the next whole second, as
 * people need a moment. FALSE with a SIM_ERROR when it cannot be done: then nothing but that moment
 * happened; @column (may be NULL) is the 1-based octet of @act where the mistake is. Acts:
 *
 * | act | what happens |
 * | --- | --- |
 * | `DEVICE connect` | it opens a connection and waits for the greeting |
 * | `DEVICE open [MAILBOX]` | connects and logs in if need be, selects, fetches what it does not know |
 * | `DEVICE read MESSAGE` | fetches the message if it has no copy, then sets \Seen |
 * | `DEVICE flag MESSAGE FLAG [silently]` | UID STORE +FLAGS, or +FLAGS.SILENT |
 * | `DEVICE unflag MESSAGE FLAG [silently]` | UID STORE -FLAGS, or -FLAGS.SILENT |
 * | `DEVICE delete MESSAGE` | sets \Deleted |
 * | `DEVICE expunge`, `DEVICE check` | EXPUNGE, NOOP |
 * | `DEVICE copy MESSAGE MAILBOX` | UID COPY |
 * | `DEVICE move MESSAGE MAILBOX` | UID COPY, then \Deleted, then EXPUNGE; nothing more once one is refused |
 * | `DEVICE append LABEL [MAILBOX [FLAG …]]` | APPEND of a message of the world |
 * | `DEVICE idle`, `DEVICE idle off` | IDLE whenever it has nothing else to do; no more of that |
 * | `DEVICE close`, `DEVICE logout` | CLOSE, LOGOUT |
 * | `DEVICE disconnect` | closes the connection without a word |
 * | `DEVICE> LINE` | sends exactly LINE and CRLF |
 * | `POP3DEVICE open` | connects and logs in if need be, and looks at the list; the session stays open |
 * | `POP3DEVICE check` | one whole session: what is new by its style is fetched, what is to go is marked, QUIT |
 * | `POP3DEVICE read MESSAGE` | RETR if it has no copy |
 * | `POP3DEVICE delete MESSAGE` | DELE; without a session, by a style that remembers, in the next one |
 * | `POP3DEVICE reset`, `POP3DEVICE quit` (or `logout`) | RSET, QUIT |
 * | `deliver LABEL [to=ACCOUNT] [MAILBOX]` | an undelivered message of the world arrives in a mailbox |
 * | `DEVICE reconnect [off]` | from now on it connects again when its connection is lost: after 1 s, 2 s, 4 s … 60 s |
 * | `post LABEL [to=ACCOUNT] [MAILBOX]` | the same message is sent: the sender's server hands it over, again every 30 s while the server is down |
 * | `cut WHO` | the connection breaks at both ends; what is on its way is lost |
 * | `reset WHO` | the same, and the ends are told that it was thrown away |
 * | `stall WHO`, `heal WHO` | the network of the device carries nothing; it does again, and nothing was lost |
 * | `lose WHO` | nothing gets through the connection any more, and neither end is told |
 * | `drop WHO [C:\|S:]` | the packets of what the device (C:), the server (S:) or both have under way are lost; TCP sends them again |
 * | `delay WHO [C:\|S:] TIME` | what they have under way comes so much later, and what follows not before it |
 * | `cut WHO before "C: LINE"` (or `reset`, `stall`, `lose`) | the same, later: when that line would arrive |
 * | `cut WHO after "S: LINE"` | when it has arrived and was acted on |
 * | `cut WHO after N octets of "S: LINE"` | when so much of it has arrived |
 * | `server down`, `server up` | all its connections end, and nobody answers; it works again |
 * | `wait 29m` | time goes by |
 * | `settle` | what "&" left running comes to its end |
 *
 * WHO is a device or an open connection cN. In LINE … stands for any octets and a first word t1 for any
 * word; it may be any physical line of what is sent at once. A host whose octets are not confirmed for
 * 15 minutes gives its connection up; a device that reconnects does so after a minute without an answer.
 * A packet that was lost is sent again after three round trips, at least a second [RFC6298 §2].
 * MESSAGE is a label of the world or uN (a UID). Words are quoted as model-words.h says.
 */
gboolean sim_world_act (SimWorld *world, const char *act, guint *column, GError **error);

/** sim_world_settle: run until nothing is under way but timers more than a minute off. */
void sim_world_settle (SimWorld *world);

/** sim_world_wait: run for @usec of virtual time. */
void sim_world_wait (SimWorld *world, gint64 usec);

/**
 * sim_world_stop_at: from now on acts, settling and waiting end as soon as the trace has @number events
 * (0: no longer), with all that is under way still under way: to go on differently from there.
 */
void sim_world_stop_at (SimWorld *world, guint32 number);

/**
 * sim_world_set_stepping: from now on acts but `wait` and `settle` only begin: what they set going is under
 * way until sim_world_step() or sim_world_settle(); or (FALSE) as at first they run to their end.
 */
void sim_world_set_stepping (SimWorld *world, gboolean stepping);
/** sim_world_is_settled: whether nothing is under way but timers more than a minute off. */
gboolean sim_world_is_settled (const SimWorld *world);

/** sim_world_step: run the next thing due, whatever it is; FALSE when nothing is. */
gboolean sim_world_step (SimWorld *world);

/**
 * sim_world_note: write a CHECK event for the lesson: @sub 0 with the number of a step, 1 for an
 * expectation that held, 2 for one that fell short. @cause: the event it is about, or 0. Returns
 * its number.
 */
guint32 sim_world_note (SimWorld *world, guint sub, const char *text, guint32 cause);

/** sim_world_get_trace, _get_model: borrowed; the model is the moment after the newest event. */
Trace *sim_world_get_trace (SimWorld *world);
const Model *sim_world_get_model (const SimWorld *world);

/** sim_world_get_now: µs of virtual time. */
gint64 sim_world_get_now (const SimWorld *world);

/** sim_world_get_connection: the number of the connection @device has open, 0 without one. */
guint sim_world_get_connection (const SimWorld *world, const char *device);
