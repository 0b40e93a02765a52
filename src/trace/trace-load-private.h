#pragma once

#include "model-delta.h"
#include "trace-line.h"

/** What the deltas of a recording refer to. */
typedef struct
{
  GPtrArray *blobs; /* GBytes; number n at n - 1 */
  GArray *fields;   /* ModelField of each number in the file */
} TraceTables;

/**
 * trace_load_delta: read one delta. What is no delta by its form makes @line bad; whether it fits a
 * model is for model_check() to say. @delta can be cleared in any case.
 */
void trace_load_delta (TraceLine *line, const TraceTables *tables, ModelDelta *delta);
/** trace_load_octets: take a string, or an array of one string in base64; the caller owns them. */
GBytes *trace_load_octets (TraceLine *line);
/** trace_load_blob: take the number of a blob; borrowed, NULL (and @line bad) when there is none. */
GBytes *trace_load_blob (TraceLine *line, const TraceTables *tables);
