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

/** cli_bench_board: the same four devices and @messages messages, and one exchange: a device flags the
 * first @changes of them at once. Caller unrefs. */
TraceRecording *cli_bench_board (guint messages, guint changes);
