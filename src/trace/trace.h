#pragma once

#include "base-slices.h"

/* of the model; who only reads events and lines need not know it */
typedef struct _Model Model;
typedef struct _ModelDelta ModelDelta;

/**
 * Trace: the log of one run: events, the deltas that belong to them, and the streams of bytes. A
 * run only appends; every view, export and check reads the trace and nothing else. It knows no
 * protocol. Events are numbered from 1; 0 is the moment before the first.
 */
typedef struct _Trace Trace;

typedef enum
{
  TRACE_ACT,  /* what a person does: label is the act as typed */
  TRACE_LINK, /* sub: TraceLink */
  TRACE_TLS,
  TRACE_SEND,   /* one line leaves; bytes are in the stream of its direction */
  TRACE_ARRIVE, /* one line as the receiver framed it; sub 1: incomplete (the connection ended in
                   it) */
  TRACE_TURN, /* an engine goes on without new bytes; sub: TraceTurn; cause: the journal's event or
                 the command's arrival */
  TRACE_TIMER,
  TRACE_FACT,  /* something of another protocol, told in one event; sub: TraceFact */
  TRACE_CHECK, /* lesson: label is the number of a step (sub 0), or what was checked (sub 1 held, 2
                  fell short) */
  TRACE_N_KINDS
} TraceKind;

typedef enum
{
  TRACE_LINK_CONNECT, /* the connection is up at this end (@to) */
  TRACE_LINK_CLOSE,
  TRACE_LINK_RESET,
  TRACE_LINK_CUT,
  TRACE_LINK_DROP, /* this end gives up: nothing of what it sent has been confirmed for too long */
  TRACE_LINK_REFUSE, /* a connection was asked for, and nobody listens; it never was */
  TRACE_LINK_STALL,  /* from here on nothing passes; it may later */
  TRACE_LINK_HEAL,   /* it passes again, what was held back first */
  TRACE_LINK_LOSE /* from here on nothing of this connection will ever pass, and nobody is told */
} TraceLink;

typedef enum
{
  TRACE_FACT_OTHER,
  TRACE_FACT_HANDED_OVER, /* the sender's server gave a message to the server; label: which one */
  TRACE_FACT_KEPT         /* it could not, and keeps it */
} TraceFact;

typedef enum
{
  TRACE_TURN_POKE,
  TRACE_TURN_WRITABLE,
  TRACE_TURN_RELEASED /* a line that was held is acted on; cause: its ARRIVE */
} TraceTurn;

/** trace_kind_get_name: "act" …; borrowed. */
const char *trace_kind_get_name (TraceKind kind);

/** The two directions of a connection, seen from the one that opened it (the client). */
typedef enum
{
  TRACE_TO_SERVER,
  TRACE_TO_CLIENT
} TraceDirection;

/** TraceEvent: at most 64 octets. Numbers of events are guint32. Actors and texts are small numbers
 * given by trace_actor() and trace_text(). */
typedef struct
{
  gint64 time;   /* µs of virtual time */
  guint64 start; /* SEND, ARRIVE: where in its direction's clear stream */
  guint32 len;   /* octets */
  guint8 kind;   /* TraceKind */
  guint8 sub;
  guint8 from; /* actor; 0 none */
  guint8 to;
  guint16 connection; /* 0 none; n is `cn` */
  guint8 direction;   /* TraceDirection, for SEND and ARRIVE */
  guint8 context;     /* parse context of the line: the engine's own code */
  guint32 cause;      /* the event that is the reason, 0 none; for ARRIVE: its SEND */
  guint32 command;    /* the event that began the exchange (the client's SEND of the command's first
                         line, or its ARRIVE where no client is simulated); 0 none */
  guint32 label;      /* text */
  guint32 delta_first; /* its deltas in the log */
  guint32 delta_count;
} TraceEvent;

G_STATIC_ASSERT (sizeof (TraceEvent) <= 64);

/** trace_new: a run that begins with a copy of @initial. */
Trace *trace_new (const Model *initial);
/**
 * trace_new_forgetful: one that counts events and octets and keeps nothing but the newest event, for
 * a server that is not recorded. There is no initial world, no cursor, no reading of lines; deltas
 * are gone once sealed.
 */
Trace *trace_new_forgetful (void);
/** trace_is_forgetful: whether it was made so. */
gboolean trace_is_forgetful (const Trace *trace);
Trace *trace_ref (Trace *trace);
void trace_unref (Trace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trace, trace_unref)

/* --- writing (the peer, the simulation and the lesson only) --- */

/** trace_actor: the number of the actor called @name ("server", "phone"), made on first use (1 …).
 */
guint8 trace_actor (Trace *trace, const char *name);
/** trace_text: the number of @text, made on first use (1 …). */
guint32 trace_text (Trace *trace, const char *text);
/** trace_append: add @event; its delta range is set to the empty range at the end of the log.
 * Returns its number. */
guint32 trace_append (Trace *trace, const TraceEvent *event);
/** trace_get_log: where a ModelTx appends the deltas of the newest event (GArray of ModelDelta). */
GArray *trace_get_log (Trace *trace);
/** trace_seal: the deltas logged since the event @number was appended are its own. Called once its
 * turn is done, before the next event. Keeps key frames; @model is the live model just after. */
void trace_seal (Trace *trace, guint32 number, const Model *model);
/** trace_stream_append: add the octets of a line to a direction's stream; returns where they start.
 * Shared blobs stay shared. */
guint64 trace_stream_append (Trace *trace, guint16 connection, TraceDirection direction,
                             BaseSlices *bytes);

/** trace_hide: @len octets of a stream from @start on become TRACE_HIDDEN, which stands anywhere in
 * a line's grammar, and are kept nowhere: a password that is nobody's business. */
#define TRACE_HIDDEN 'x'
void trace_hide (Trace *trace, guint16 connection, TraceDirection direction, guint64 start,
                 gsize len);

/* --- reading --- */

/** trace_get_n: how many events there are; also the number of the last. */
guint32 trace_get_n (const Trace *trace);
/** trace_get: event @number (1 …), borrowed until the next append. */
const TraceEvent *trace_get (const Trace *trace, guint32 number);
const char *trace_get_actor (const Trace *trace, guint8 actor);
guint trace_get_n_actors (const Trace *trace);
/** trace_get_text: the text of a label; "" for 0. */
const char *trace_get_text (const Trace *trace, guint32 text);
/** trace_get_delta: the @i-th delta of the whole log. */
const ModelDelta *trace_get_delta (const Trace *trace, guint32 i);
/** trace_read: octets of a stream in one blob; the caller owns it. The range must be inside. */
GBytes *trace_read (const Trace *trace, guint16 connection, TraceDirection direction, guint64 start,
                    gsize len);
/** trace_line: the octets of a SEND or ARRIVE event. */
GBytes *trace_line (const Trace *trace, guint32 number);
guint64 trace_stream_get_length (const Trace *trace, guint16 connection, TraceDirection direction);
guint trace_get_n_connections (const Trace *trace);
/** trace_get_initial: the world before event 1; borrowed. */
const Model *trace_get_initial (const Trace *trace);
/** trace_find_time: the last event at or before @time (µs), 0 when none. O(log n). */
guint32 trace_find_time (const Trace *trace, gint64 time);
/** trace_get_memory: octets held, message blobs not counted; @frames: how many key frames. */
gsize trace_get_memory (const Trace *trace, guint *frames);

/* --- moments --- */

/** TraceCursor: a model that can stand at any event. Many may read one trace. */
typedef struct _TraceCursor TraceCursor;

TraceCursor *trace_cursor_new (Trace *trace);
void trace_cursor_free (TraceCursor *cursor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceCursor, trace_cursor_free)
/** trace_cursor_seek: stand just after event @number (0 … n), by the cheapest way: stepping, or
 * from a key frame. */
void trace_cursor_seek (TraceCursor *cursor, guint32 number);
guint32 trace_cursor_get_position (const TraceCursor *cursor);
/** trace_cursor_get_model: the state at this moment; borrowed, changed by seek. */
const Model *trace_cursor_get_model (const TraceCursor *cursor);
/** trace_changed: the addresses' deltas of event @number: calls @func for each delta. */
void trace_foreach_delta (const Trace *trace, guint32 number,
                          void (*func) (const ModelDelta *, gpointer), gpointer data);
