#pragma once

#include "model-turn.h"
#include "trace.h"

/**
 * PeerRecorder: the pen of one run. It holds the live model and its trace together: an event is
 * opened, everything done until it is closed belongs to it, and then what the engines want to send
 * is written down behind it. All ends of all hosts of a run share one recorder, so that their
 * events come in one order. Only one event is open at a time.
 */
typedef struct _PeerRecorder PeerRecorder;
typedef struct _PeerHost PeerHost;

/** peer_recorder_new: start a trace with the world as @model is now; takes @model. */
PeerRecorder *peer_recorder_new (Model *model);
/** peer_recorder_new_forgetful: the same with a trace that keeps nothing: trace_new_forgetful(). */
PeerRecorder *peer_recorder_new_forgetful (Model *model);
void peer_recorder_free (PeerRecorder *recorder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PeerRecorder, peer_recorder_free)

/** peer_recorder_get_model, _get_trace: borrowed. */
const Model *peer_recorder_get_model (const PeerRecorder *recorder);
Trace *peer_recorder_get_trace (const PeerRecorder *recorder);

/** peer_recorder_set_now: the driver's clock, µs; what is recorded from here on happens then. */
void peer_recorder_set_now (PeerRecorder *recorder, gint64 now);
gint64 peer_recorder_get_now (const PeerRecorder *recorder);

/**
 * peer_recorder_open: append @event (its time is filled in) and open it for changes; returns its
 * number. Everything that changes state until peer_recorder_close() is done by this event.
 */
guint32 peer_recorder_open (PeerRecorder *recorder, const TraceEvent *event);

/** peer_recorder_get_tx: for changing state within the open event; borrowed. */
ModelTx *peer_recorder_get_tx (PeerRecorder *recorder);

/** peer_recorder_get_event: the number of the open event, 0 when none is open. */
guint32 peer_recorder_get_event (const PeerRecorder *recorder);

/**
 * peer_recorder_close: seal the open event; then append the SEND events of the turns that ran in
 * it, and poke the sessions that watch a mailbox whose journal it wrote (each with a TURN event
 * whose cause is this event).
 */
void peer_recorder_close (PeerRecorder *recorder);

/** peer_recorder_note: append an event during which nothing changes; returns its number. */
guint32 peer_recorder_note (PeerRecorder *recorder, const TraceEvent *event);
