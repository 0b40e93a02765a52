#pragma once

#include <glib.h>

typedef struct _TraceRecording TraceRecording;

/**
 * cli_bench_world: a recording of four devices at work on a mailbox of @messages, with @events
 * events or a few more: flags set one by one and all at once, news told, messages coming and going.
 * Written by hand and not by engines, so that it measures the trace alone. Same numbers, same
 * recording. Caller unrefs.
 */
TraceRecording *cli_bench_world (guint messages, guint32 events);
