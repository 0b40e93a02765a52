#pragma once

#include "trace.h"

/* How a Trace is stored; for the files of this folder. */

#define TRACE_CHUNK 1024 /* events, or deltas, in one block of memory */

/* Replaying is measured in units of about one written cell; one running total for so many events. */
#define TRACE_MARK 256

/** A key frame: the state just after event @number. */
typedef struct
{
  guint32 number;
  Model *model; /* owned */
} TraceFrame;

/** What has changed since the last key frame, as far as it decides when the next is due. */
typedef struct
{
  guint64 *touched; /* a set by open addressing: which shared blocks of the model; 0 is free */
  guint room;
  guint n;
  guint64 cost;      /* of replaying what came since */
  gsize size;        /* octets a frame taken now would keep from being shared */
  gsize frames_size; /* the same for all frames there are */
} TraceFraming;

/** A piece of a stream: own text, grown at its end, or part of a shared blob. */
typedef struct
{
  guint64 start;
  gsize len;
  guint8 *text; /* owned, or NULL */
  gsize room;
  GBytes *blob; /* owned, or NULL */
  gsize offset; /* of the piece in @blob */
} TraceSegment;

typedef struct
{
  GArray *segments; /* TraceSegment */
  guint64 length;
} TraceStream;

struct _Trace
{
  int refs;
  gboolean forgetful;
  TraceEvent last;   /* forgetful: the newest event; the others are gone */
  Model *initial;    /* NULL: forgetful */
  GPtrArray *actors; /* names; number n at n - 1 */
  GPtrArray *texts;
  GHashTable *text_numbers; /* borrowed from texts */
  gsize texts_size;

  GPtrArray *events; /* blocks of TRACE_CHUNK TraceEvent */
  guint32 n_events;
  GPtrArray *deltas; /* blocks of TRACE_CHUNK ModelDelta */
  guint32 n_deltas;
  gsize deltas_size;
  GArray *log; /* ModelDelta of the newest event until it is sealed */

  GPtrArray *streams; /* TraceStream at 2 * connection + direction, NULL where none */
  gsize streams_size; /* octets of own text and of segments */
  guint16 n_connections;

  GArray *frames; /* TraceFrame, ascending */
  GArray *marks;  /* guint64: cost of replaying all before each TRACE_MARK-th event */
  guint64 cost;   /* of replaying all */
  TraceFraming framing;
};

/** trace_stream_clear: give back what a stream holds. */
void trace_stream_free (TraceStream *stream);
/** trace_stream_peek: the stream of a direction, or NULL when nothing was ever written to it. */
const TraceStream *trace_stream_peek (const Trace *trace, guint16 connection,
                                      TraceDirection direction);
/** trace_stream_find: the segment that holds octet @start, which must be inside. */
guint trace_stream_find (const TraceStream *stream, guint64 start);
/** trace_stream_add_text: append a copy of @len octets. */
void trace_stream_add_text (Trace *trace, guint16 connection, TraceDirection direction,
                            const void *data, gsize len);
/** trace_stream_add_blob: append @len octets of @blob from @offset, shared. */
void trace_stream_add_blob (Trace *trace, guint16 connection, TraceDirection direction,
                            GBytes *blob, gsize offset, gsize len);

/** trace_frames_init: no frames, nothing changed. */
void trace_frames_init (Trace *trace);
void trace_frames_clear (Trace *trace);
/** trace_frames_mark: called for each event before it is there; keeps the running totals. */
void trace_frames_mark (Trace *trace);
/** trace_frames_count: take @delta, just made in @model, into account. */
void trace_frames_count (Trace *trace, const ModelDelta *delta, const Model *model);
/** trace_frames_keep: take a key frame after the newest event if one is due. */
void trace_frames_keep (Trace *trace, const Model *model);
/** trace_frames_cost: of replaying everything up to and with event @number, from the beginning. */
guint64 trace_frames_cost (const Trace *trace, guint32 number);
/** trace_frames_before: how many key frames stand at @number or before it. */
guint trace_frames_before (const Trace *trace, guint32 number);
