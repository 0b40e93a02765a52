#pragma once

#include "trace-recording.h"

typedef struct
{
  char *name;
  guint parent;
  guint32 fork;
  Trace *trace;
} TraceRun;

struct _TraceRecording
{
  int refs;
  char *world;
  guint64 seed;
  char *lesson; /* NULL: none */
  char *hash;
  GPtrArray *runs; /* TraceRun */
};

/** trace_recording_empty: one without runs; takes nothing, copies the texts. */
TraceRecording *trace_recording_empty (const char *world, guint64 seed, const char *lesson,
                                       const char *hash);
/** trace_recording_peek: the @i-th run. */
const TraceRun *trace_recording_peek (const TraceRecording *recording, guint i);
