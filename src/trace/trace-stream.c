#include "trace-private.h"

#include <string.h>

/* A slice from this size on stays shared with whoever made it; below, a reference costs more. */
#define SHARED_MIN 1024

#define BLOCK_MIN 256
#define BLOCK_MAX (64 * 1024)

static void
segment_clear (gpointer data)
{
  TraceSegment *segment = data;
  g_free (segment->text);
  g_clear_pointer (&segment->blob, g_bytes_unref);
}

void
trace_stream_free (TraceStream *stream)
{
  if (stream == NULL)
    return;
  g_array_unref (stream->segments);
  g_free (stream);
}

static TraceStream *
stream_for (Trace *trace, guint16 connection, TraceDirection direction)
{
  guint at = 2u * connection + direction;
  if (at >= trace->streams->len)
    g_ptr_array_set_size (trace->streams, (gint) at + 1);
  TraceStream *stream = g_ptr_array_index (trace->streams, at);
  if (stream != NULL)
    return stream;
  stream = g_new0 (TraceStream, 1);
  stream->segments = g_array_new (FALSE, FALSE, sizeof (TraceSegment));
  g_array_set_clear_func (stream->segments, segment_clear);
  g_ptr_array_index (trace->streams, at) = stream;
  trace->n_connections = MAX (trace->n_connections, connection);
  trace->streams_size += sizeof (TraceStream);
  return stream;
}

static void
add_segment (Trace *trace, TraceStream *stream, TraceSegment segment)
{
  segment.start = stream->length;
  g_array_append_val (stream->segments, segment);
  trace->streams_size += sizeof (TraceSegment) + segment.room;
}

/* the last segment if it is text with room left, else a new one */
static TraceSegment *
open_text (Trace *trace, TraceStream *stream)
{
  guint n = stream->segments->len;
  gsize room = BLOCK_MIN;
  if (n > 0)
    {
      TraceSegment *last = &g_array_index (stream->segments, TraceSegment, n - 1);
      if (last->text != NULL && last->len < last->room)
        return last;
      room = CLAMP (2 * last->room, BLOCK_MIN, BLOCK_MAX);
    }
  add_segment (trace, stream, (TraceSegment){ .text = g_malloc (room), .room = room });
  return &g_array_index (stream->segments, TraceSegment, n);
}

void
trace_stream_add_text (Trace *trace, guint16 connection, TraceDirection direction, const void *data,
                       gsize len)
{
  TraceStream *stream = stream_for (trace, connection, direction);
  const guint8 *from = data;
  while (len > 0)
    {
      TraceSegment *text = open_text (trace, stream);
      gsize take = MIN (len, text->room - text->len);
      memcpy (text->text + text->len, from, take);
      text->len += take;
      stream->length += take;
      from += take;
      len -= take;
    }
}

void
trace_stream_add_blob (Trace *trace, guint16 connection, TraceDirection direction, GBytes *blob,
                       gsize offset, gsize len)
{
  if (len == 0)
    return;
  TraceStream *stream = stream_for (trace, connection, direction);
  add_segment (trace, stream,
               (TraceSegment){ .blob = g_bytes_ref (blob), .offset = offset, .len = len });
  stream->length += len;
}

guint64
trace_stream_append (Trace *trace, guint16 connection, TraceDirection direction, BaseSlices *bytes)
{
  guint64 start = trace_stream_get_length (trace, connection, direction);
  if (trace->forgetful)
    {
      stream_for (trace, connection, direction)->length += base_slices_get_length (bytes);
      return start;
    }
  for (guint i = 0; i < base_slices_get_n (bytes); i++)
    {
      const BaseSlice *slice = base_slices_get (bytes, i);
      const guint8 *data = g_bytes_get_data (slice->blob, NULL);
      if (slice->len >= SHARED_MIN)
        trace_stream_add_blob (trace, connection, direction, slice->blob, slice->start, slice->len);
      else
        trace_stream_add_text (trace, connection, direction, data + slice->start, slice->len);
    }
  return start;
}

const TraceStream *
trace_stream_peek (const Trace *trace, guint16 connection, TraceDirection direction)
{
  guint at = 2u * connection + direction;
  return at < trace->streams->len ? g_ptr_array_index (trace->streams, at) : NULL;
}

guint64
trace_stream_get_length (const Trace *trace, guint16 connection, TraceDirection direction)
{
  const TraceStream *stream = trace_stream_peek (trace, connection, direction);
  return stream != NULL ? stream->length : 0;
}

guint
trace_stream_find (const TraceStream *stream, guint64 start)
{
  guint low = 0;
  guint high = stream->segments->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (stream->segments, TraceSegment, middle).start <= start)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* octets @skip … @skip + @len - 1 of @segment; a blob may be somebody else's, too */
static void
hide_in (TraceSegment *segment, gsize skip, gsize len)
{
  if (segment->blob != NULL)
    {
      const guint8 *data = g_bytes_get_data (segment->blob, NULL);
      guint8 *copy = g_memdup2 (data + segment->offset, segment->len);
      memset (copy + skip, TRACE_HIDDEN, len);
      g_bytes_unref (segment->blob);
      segment->blob = g_bytes_new_take (copy, segment->len);
      segment->offset = 0;
    }
  else
    memset (segment->text + skip, TRACE_HIDDEN, len);
}

void
trace_hide (Trace *trace, guint16 connection, TraceDirection direction, guint64 start, gsize len)
{
  const TraceStream *stream = trace_stream_peek (trace, connection, direction);
  guint64 length = trace_stream_get_length (trace, connection, direction);
  g_assert (!trace->forgetful && start <= length && len <= length - start);
  for (guint i = len > 0 ? trace_stream_find (stream, start) : 0; len > 0; i++)
    {
      TraceSegment *segment = &g_array_index (stream->segments, TraceSegment, i);
      gsize skip = start - segment->start;
      gsize take = MIN (len, segment->len - skip);
      hide_in (segment, skip, take);
      start += take;
      len -= take;
    }
}

static GBytes *
gather (const TraceStream *stream, guint i, guint64 start, gsize len)
{
  guint8 *data = g_malloc (len);
  gsize done = 0;
  while (done < len)
    {
      const TraceSegment *segment = &g_array_index (stream->segments, TraceSegment, i++);
      gsize skip = start + done - segment->start;
      gsize take = MIN (len - done, segment->len - skip);
      const guint8 *from = segment->text;
      if (from == NULL)
        from = (const guint8 *) g_bytes_get_data (segment->blob, NULL) + segment->offset;
      memcpy (data + done, from + skip, take);
      done += take;
    }
  return g_bytes_new_take (data, len);
}

GBytes *
trace_read (const Trace *trace, guint16 connection, TraceDirection direction, guint64 start,
            gsize len)
{
  const TraceStream *stream = trace_stream_peek (trace, connection, direction);
  guint64 length = stream != NULL ? stream->length : 0;
  g_assert (start <= length && len <= length - start);
  if (len == 0)
    return g_bytes_new_static ("", 0);
  guint i = trace_stream_find (stream, start);
  const TraceSegment *segment = &g_array_index (stream->segments, TraceSegment, i);
  gsize skip = start - segment->start;
  if (segment->blob != NULL && len <= segment->len - skip)
    return g_bytes_new_from_bytes (segment->blob, segment->offset + skip, len);
  return gather (stream, i, start, len);
}
