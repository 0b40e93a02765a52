#pragma once

#include <glib.h>

typedef struct _Trace Trace;
typedef struct _TraceRecording TraceRecording;

/** CliSource: a recording that a command was given, and the run of it to look at. */
typedef struct
{
  TraceRecording *recording; /* owned */
  Trace *trace;              /* borrowed from it */
  gboolean short_of;         /* it is a lesson that does not show what it claims */
} CliSource;

/**
 * cli_source_open: open @name: the file of a recording, or a lesson (slug, folder or path), which is
 * run. @run names a run; NULL: the first. FALSE when that fails: this has been said on stderr.
 */
gboolean cli_source_open (CliSource *source, const char *name, const char *run);
void cli_source_clear (CliSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliSource, cli_source_clear)

/**
 * cli_source_headings: what the steps of the recording's lesson are called in @language, for
 * exports; NULL when it has no lesson, or that is not installed or is a different one by now. Caller
 * frees with g_strfreev().
 */
char **cli_source_headings (const CliSource *source, const char *language);

/**
 * cli_source_moment: the event that @at names: a number (0: before the first), "end" (NULL too), or
 * "stepN": the last event of that step. FALSE when there is none: this has been said on stderr.
 */
gboolean cli_source_moment (const CliSource *source, const char *at, guint32 *out);
