#include "model-cells.h"

#include <string.h>

struct _ModelCells
{
  int refs;
  guint n;
  ModelCell cells[];
};

ModelCells *
model_cells_ref (ModelCells *cells)
{
  if (cells != NULL)
    cells->refs++;
  return cells;
}

void
model_cells_unref (ModelCells *cells)
{
  if (cells == NULL || --cells->refs > 0)
    return;
  for (guint i = 0; i < cells->n; i++)
    model_value_clear (&cells->cells[i].value);
  g_free (cells);
}

guint
model_cells_get_n (const ModelCells *cells)
{
  return cells != NULL ? cells->n : 0;
}

const ModelCell *
model_cells_nth (const ModelCells *cells, guint i)
{
  g_assert (i < model_cells_get_n (cells));
  return &cells->cells[i];
}

/* where @field is, or would be */
static guint
place_of (const ModelCells *cells, ModelField field)
{
  guint i = 0;
  while (i < model_cells_get_n (cells) && cells->cells[i].field < field)
    i++;
  return i;
}

const ModelCell *
model_cells_find (const ModelCells *cells, ModelField field)
{
  guint i = place_of (cells, field);
  return i < model_cells_get_n (cells) && cells->cells[i].field == field ? &cells->cells[i] : NULL;
}

/* a list of its own with room for @n cells, holding those of @cells */
static ModelCells *
make_own (ModelCells *cells, guint n)
{
  if (cells != NULL && cells->refs == 1 && cells->n == n)
    return cells;
  if (cells != NULL && cells->refs == 1)
    return g_realloc (cells, sizeof (ModelCells) + n * sizeof (ModelCell));
  ModelCells *own = g_malloc (sizeof (ModelCells) + n * sizeof (ModelCell));
  own->refs = 1;
  own->n = model_cells_get_n (cells);
  for (guint i = 0; i < own->n; i++)
    {
      own->cells[i] = cells->cells[i];
      own->cells[i].value = model_value_copy (&cells->cells[i].value);
    }
  model_cells_unref (cells);
  return own;
}

static void
remove_at (ModelCells **cells, guint at)
{
  if ((*cells)->n == 1)
    {
      g_clear_pointer (cells, model_cells_unref);
      return;
    }
  *cells = make_own (*cells, (*cells)->n);
  model_value_clear (&(*cells)->cells[at].value);
  memmove (&(*cells)->cells[at], &(*cells)->cells[at + 1],
           ((*cells)->n - at - 1) * sizeof (ModelCell));
  (*cells)->n--;
}

void
model_cells_put (ModelCells **cells, ModelField field, ModelValue value, guint32 writer)
{
  guint at = place_of (*cells, field);
  gboolean there = at < model_cells_get_n (*cells) && (*cells)->cells[at].field == field;
  if (value.kind == MODEL_VALUE_NONE)
    {
      if (there)
        remove_at (cells, at);
      return;
    }
  if (there)
    {
      *cells = make_own (*cells, (*cells)->n);
      model_value_clear (&(*cells)->cells[at].value);
    }
  else
    {
      *cells = make_own (*cells, model_cells_get_n (*cells) + 1);
      memmove (&(*cells)->cells[at + 1], &(*cells)->cells[at],
               ((*cells)->n - at) * sizeof (ModelCell));
      (*cells)->n++;
    }
  (*cells)->cells[at] = (ModelCell){ field, writer, value };
}

ModelCell *
model_cells_edit (ModelCells **cells, ModelField field)
{
  guint at = place_of (*cells, field);
  g_assert (at < model_cells_get_n (*cells) && (*cells)->cells[at].field == field);
  *cells = make_own (*cells, (*cells)->n);
  return &(*cells)->cells[at];
}

gboolean
model_cells_equal (const ModelCells *a, const ModelCells *b)
{
  if (a == b)
    return TRUE;
  if (model_cells_get_n (a) != model_cells_get_n (b))
    return FALSE;
  for (guint i = 0; i < model_cells_get_n (a); i++)
    if (a->cells[i].field != b->cells[i].field || a->cells[i].writer != b->cells[i].writer
        || !model_value_equal (&a->cells[i].value, &b->cells[i].value))
      return FALSE;
  return TRUE;
}
