#pragma once

#include "trace.h"

/**
 * TraceRecording: what a `*.postglass` file holds: the world's text, the seed, the lesson's slug
 * and hash, the acts, and a tree of runs. [src/trace/README.md documents the file]
 */
typedef struct _TraceRecording TraceRecording;

#define TRACE_FORMAT_VERSION 1

#define TRACE_RECORDING_ERROR (trace_recording_error_quark ())
GQuark trace_recording_error_quark (void);
typedef enum
{
  TRACE_RECORDING_ERROR_IO,
  TRACE_RECORDING_ERROR_FORMAT, /* no recording, or broken inside */
  TRACE_RECORDING_ERROR_VERSION /* written by a newer Postglass */
} TraceRecordingError;

/** trace_recording_new: with one run called "main". @lesson and @hash may be NULL. */
TraceRecording *trace_recording_new (const char *world, guint64 seed, const char *lesson,
                                     const char *hash, Trace *main);
TraceRecording *trace_recording_ref (TraceRecording *recording);
void trace_recording_unref (TraceRecording *recording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceRecording, trace_recording_unref)

/** trace_recording_get_world: the world's text; borrowed. */
const char *trace_recording_get_world (const TraceRecording *recording);
/** trace_recording_get_seed: what chance was drawn from. */
guint64 trace_recording_get_seed (const TraceRecording *recording);
/** trace_recording_get_lesson: the lesson's slug, borrowed, or NULL. */
const char *trace_recording_get_lesson (const TraceRecording *recording);
/** trace_recording_get_hash: the hash of the lesson's file, borrowed, or NULL. */
const char *trace_recording_get_hash (const TraceRecording *recording);
/** trace_recording_get_n_runs: how many runs; the first is "main". */
guint trace_recording_get_n_runs (const TraceRecording *recording);
/** trace_recording_get_run_name: the name of run @i (0-based); borrowed. */
const char *trace_recording_get_run_name (const TraceRecording *recording, guint i);
/** trace_recording_get_run: borrowed. trace_recording_find_run: by name, NULL when none. */
Trace *trace_recording_get_run (const TraceRecording *recording, guint i);
Trace *trace_recording_find_run (const TraceRecording *recording, const char *name);
/** trace_recording_add_run: a run that shares @fork events with run @parent. */
void trace_recording_add_run (TraceRecording *recording, const char *name, guint parent,
                              guint32 fork, Trace *trace);

/** trace_recording_save: write to @path (mode 0600), replacing it only when all is written. */
gboolean trace_recording_save (TraceRecording *recording, const char *path, GError **error);
/**
 * trace_recording_load: read @path. Opening never runs engines. A file cut in mid-write opens to
 * its last whole event; then *@cut (if given) is set to a sentence for people, else NULL. Errors
 * start with `path:line:`.
 */
TraceRecording *trace_recording_load (const char *path, char **cut, GError **error);
TraceRecording *trace_recording_load_bytes (GBytes *bytes, const char *name, char **cut,
                                            GError **error);
/** trace_recording_save_bytes: the same text in memory; equal traces give equal bytes. */
GBytes *trace_recording_save_bytes (TraceRecording *recording);
