#pragma once

#include "model-delta.h"

/**
 * TraceWriter: makes the lines of a recording; numbers the blobs. Equal calls give equal octets.
 */
typedef struct _TraceWriter TraceWriter;

TraceWriter *trace_writer_new (void);
void trace_writer_free (TraceWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TraceWriter, trace_writer_free)

/** trace_writer_finish: all lines; the caller owns them, the writer takes no more. */
GBytes *trace_writer_finish (TraceWriter *writer);
/** trace_writer_get_lines: how many are finished. */
guint64 trace_writer_get_lines (const TraceWriter *writer);

/** trace_writer_begin, trace_writer_end: a line that is an array; @tag is its first element. */
void trace_writer_begin (TraceWriter *writer, const char *tag);
void trace_writer_end (TraceWriter *writer);
/** trace_writer_open, trace_writer_close: an array inside. */
void trace_writer_open (TraceWriter *writer);
void trace_writer_close (TraceWriter *writer);
/** trace_writer_begin_header, _key, _end_header: the one line that is an object. */
void trace_writer_begin_header (TraceWriter *writer);
void trace_writer_key (TraceWriter *writer, const char *key);
void trace_writer_end_header (TraceWriter *writer);

/** trace_writer_number, trace_writer_signed: a whole number. */
void trace_writer_number (TraceWriter *writer, guint64 number);
void trace_writer_signed (TraceWriter *writer, gint64 number);
/** trace_writer_string: @text, which must be UTF-8; null for NULL. */
void trace_writer_string (TraceWriter *writer, const char *text);
/** trace_writer_octets: a string where they are UTF-8 without NUL, else an array of one string in base64. */
void trace_writer_octets (TraceWriter *writer, const guint8 *data, gsize len);
/** trace_writer_base64: a string in base64. */
void trace_writer_base64 (TraceWriter *writer, GBytes *bytes);

/** trace_writer_blob: the number of @blob, made on first sight of its content; writes its line, so no line may be begun. @blob must live as long as the writer. */
guint trace_writer_blob (TraceWriter *writer, GBytes *blob);
/** trace_writer_note: the same for the blobs in @delta, as trace_writer_delta() needs it. */
void trace_writer_note (TraceWriter *writer, const ModelDelta *delta);
/** trace_writer_delta: @delta as an array, in the order that README.md gives. */
void trace_writer_delta (TraceWriter *writer, const ModelDelta *delta);
