#pragma once

#include "base-random.h"
#include "trace.h"

/** RandomTrace: a run in which anything may happen, and what is true after each of its events. */
typedef struct
{
  Trace *trace;
  GPtrArray *moments; /* Model after event i; NULL where it was not kept */
} RandomTrace;

/** random_trace_new: @n events that follow from @seed; every @keep-th moment is kept. */
RandomTrace *random_trace_new (guint64 seed, guint n, guint keep);
void random_trace_free (RandomTrace *random);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomTrace, random_trace_free)

/** random_trace_moment: the model just after event @number, which was kept. */
const Model *random_trace_moment (const RandomTrace *random, guint32 number);
