#pragma once

#include "model-runs.h"

/** What a cell holds. A value may be *unknown*, which differs from absent. */
typedef enum
{
  MODEL_VALUE_NONE,    /* no such cell (yet) */
  MODEL_VALUE_UNKNOWN, /* the cell is there, what it holds cannot be known */
  MODEL_VALUE_NUMBER,
  MODEL_VALUE_TEXT,
  MODEL_VALUE_BLOB,
  MODEL_VALUE_RUNS
} ModelValueKind;

/** ModelValue: a small tagged value; whoever holds one owns its reference. */
typedef struct
{
  ModelValueKind kind;
  union
  {
    gint64 number;
    char *text; /* GRefString */
    GBytes *blob;
    ModelRuns *runs;
  };
} ModelValue;

#define MODEL_NONE ((ModelValue){ .kind = MODEL_VALUE_NONE })
#define MODEL_UNKNOWN ((ModelValue){ .kind = MODEL_VALUE_UNKNOWN })

/** model_value_number: a value that needs no clearing. */
static inline ModelValue
model_value_number (gint64 number)
{
  return (ModelValue){ .kind = MODEL_VALUE_NUMBER, .number = number };
}

/** model_value_text: a copy of @text; NULL gives MODEL_NONE. */
ModelValue model_value_text (const char *text);

/** model_value_blob: a new reference to @blob; NULL gives MODEL_NONE. */
ModelValue model_value_blob (GBytes *blob);

/** model_value_runs: a new reference to @runs; NULL gives MODEL_NONE. */
ModelValue model_value_runs (ModelRuns *runs);

/** model_value_copy: a value with a reference of its own. */
ModelValue model_value_copy (const ModelValue *value);

/** model_value_clear: drop the reference; leaves MODEL_NONE. */
void model_value_clear (ModelValue *value);

/** model_value_equal: same kind and content. */
gboolean model_value_equal (const ModelValue *a, const ModelValue *b);
