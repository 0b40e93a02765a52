#include "model-value.h"

ModelValue
model_value_text (const char *text)
{
  if (text == NULL)
    return MODEL_NONE;
  return (ModelValue){ .kind = MODEL_VALUE_TEXT, .text = g_ref_string_new (text) };
}

ModelValue
model_value_blob (GBytes *blob)
{
  if (blob == NULL)
    return MODEL_NONE;
  return (ModelValue){ .kind = MODEL_VALUE_BLOB, .blob = g_bytes_ref (blob) };
}

ModelValue
model_value_runs (ModelRuns *runs)
{
  if (runs == NULL)
    return MODEL_NONE;
  return (ModelValue){ .kind = MODEL_VALUE_RUNS, .runs = model_runs_ref (runs) };
}

ModelValue
model_value_copy (const ModelValue *value)
{
  ModelValue copy = *value;
  switch (value->kind)
    {
    case MODEL_VALUE_TEXT:
      g_ref_string_acquire (copy.text);
      break;
    case MODEL_VALUE_BLOB:
      g_bytes_ref (copy.blob);
      break;
    case MODEL_VALUE_RUNS:
      model_runs_ref (copy.runs);
      break;
    default:
      break;
    }
  return copy;
}

void
model_value_clear (ModelValue *value)
{
  switch (value->kind)
    {
    case MODEL_VALUE_TEXT:
      g_ref_string_release (value->text);
      break;
    case MODEL_VALUE_BLOB:
      g_bytes_unref (value->blob);
      break;
    case MODEL_VALUE_RUNS:
      model_runs_unref (value->runs);
      break;
    default:
      break;
    }
  *value = MODEL_NONE;
}

gboolean
model_value_equal (const ModelValue *a, const ModelValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case MODEL_VALUE_NUMBER:
      return a->number == b->number;
    case MODEL_VALUE_TEXT:
      return g_str_equal (a->text, b->text);
    case MODEL_VALUE_BLOB:
      return g_bytes_equal (a->blob, b->blob);
    case MODEL_VALUE_RUNS:
      return model_runs_equal (a->runs, b->runs);
    default:
      return TRUE;
    }
}
