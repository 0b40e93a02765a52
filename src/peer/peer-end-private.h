#pragma once

#include "peer-out.h"
#include "peer-private.h"

/* How an end is stored; for peer-end.c and peer-end-gate.c. */

/** PeerHeldIn: a line that arrived and is not acted on yet. */
typedef struct
{
  ModelLine line; /* its bytes are NULL when there is none */
  guint32 event;
  guint32 command;
} PeerHeldIn;

/** PeerHeldOut: a line that a turn produced and that is not sent yet. */
typedef struct
{
  BaseSlices *bytes;
  guint32 context;
  guint32 command;
  guint32 cause;
  GArray *hidden; /* of BaseSpan: octets that the recording must not keep; NULL: none */
} PeerHeldOut;

struct _PeerEnd
{
  PeerHost *host;
  PeerRecorder *recorder;
  guint16 number;
  guint8 peer; /* the actor at the other end */
  const PeerEngineMaker *maker;
  gpointer maker_data;
  PeerWatcher watcher;
  gpointer data;

  ModelId object;
  ModelEngine engine;
  gboolean up;
  PeerEnd *pair;
  PeerSent *sent;

  ModelEffects *effects; /* of the turns in the open event */
  guint facts_told;      /* effects whose facts were handed up */
  gboolean telling_facts;

  gboolean logged_in;
  gsize room;          /* copied octets that may wait before work is put off */
  gboolean unfinished; /* work was put off by the driver */
  gboolean can_go_on;  /* a command is not done and needs room, not bytes */
  gboolean pumping;
  guint32 line_event;   /* the newest line that was acted on */
  guint32 line_command; /* and what began its exchange */
  GArray *secrets;      /* of peer-secret.c */
  guint64 fed;          /* octets that came in */
  guint64 framed;       /* those of them that were made lines */

  PeerOut out;
  PeerHeldIn held_in;
  GQueue held_out;  /* of PeerHeldOut */
  gboolean passing; /* the open event's lines are not held */
  gboolean closing; /* the connection ends once all was taken */
  guint32 closing_event;
  gboolean finished; /* and the driver was told */
  gint64 wake_at;
  guint32 wake_event;
  gboolean wake_changed;
};

/** peer_end_event: an event of this end's connection, as far as it is always the same. */
TraceEvent peer_end_event (PeerEnd *end, TraceKind kind, guint8 sub);

/** peer_end_turn: one call of the engine within the open event. @cause: of the lines it sends, 0 for
 * that event. */
void peer_end_turn (PeerEnd *end, const ModelInput *input, guint32 cause);

/** peer_end_compose: the SEND event of @line, which becomes the next event, and its bytes to the
 * stream and on their way. */
TraceEvent peer_end_compose (PeerEnd *end, PeerHeldOut *line);

/** peer_end_act: the turn of a line that arrived as @event, in the event that is open. */
void peer_end_act (PeerEnd *end, const ModelLine *line, guint32 event, guint32 command);

/* --- peer-secret.c --- */

/** peer_secret_note: @line, about to be acted on or never to be, may hold a password: remember where. */
gboolean peer_secret_note (PeerEnd *end, const ModelLine *line);
/** peer_secret_judge: it was acted on in event @event, now closed: a login that failed is hidden. */
void peer_secret_judge (PeerEnd *end, gboolean was_logged_in, guint32 event);
/** peer_secret_end: the connection ends: hide what was not decided. With no event open. */
void peer_secret_end (PeerEnd *end);

/* --- peer-end-gate.c --- */

/** peer_gate_holds_in: whether a line coming in has to wait. */
gboolean peer_gate_holds_in (const PeerEnd *end);
/** peer_gate_keep_in: in the ARRIVE event of @line (taken), which is open: it waits. */
void peer_gate_keep_in (PeerEnd *end, ModelLine *line, guint32 event, guint32 command);
/** peer_gate_count_out: in an open event: @n lines were produced and will wait, if they have to. */
void peer_gate_count_out (PeerEnd *end, guint n);
/** peer_gate_holds_out: whether a line going out has to wait. */
gboolean peer_gate_holds_out (const PeerEnd *end);
/** peer_gate_keep_out: it waits; takes @line. */
void peer_gate_keep_out (PeerEnd *end, PeerHeldOut *line);
/** peer_gate_let_go_all: the session is over: what waits to be sent goes, what waits to be acted on
 * never is. With no event open. */
void peer_gate_let_go_all (PeerEnd *end);
/** peer_gate_forget: the connection is gone, and with it what waits. */
void peer_gate_forget (PeerEnd *end);
