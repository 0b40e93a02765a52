#pragma once

#include <glib.h>

/**
 * BaseSpan: a run of octets inside some bytes that the holder of the span knows.
 * @start is 0-based, @len in octets; an absent span has len 0 and start G_MAXSIZE.
 */
typedef struct
{
  gsize start;
  gsize len;
} BaseSpan;

#define BASE_SPAN_NONE ((BaseSpan){ G_MAXSIZE, 0 })

/** base_span_is_none: whether @span says "not there", which differs from "there and empty". */
static inline gboolean
base_span_is_none (BaseSpan span)
{
  return span.start == G_MAXSIZE;
}

/** base_span_end: the offset just behind @span. */
static inline gsize
base_span_end (BaseSpan span)
{
  return span.start + span.len;
}
