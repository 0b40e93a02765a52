#include "model-rows.h"

#include "model-cells.h"

#include <string.h>

typedef struct
{
  int refs;
  guint n;
  ModelRow rows[MODEL_ROWS_CHUNK];
} Chunk;

struct _ModelRows
{
  int refs;
  guint count;
  guint n; /* chunks, none empty */
  guint room;
  Chunk **chunks;
  guint32 *firsts; /* key of each chunk's first row */
  guint *before;   /* rows in the chunks before each; NULL when not known */
};

static void
chunk_unref (Chunk *chunk)
{
  if (--chunk->refs > 0)
    return;
  for (guint i = 0; i < chunk->n; i++)
    model_cells_unref (chunk->rows[i].cells);
  g_free (chunk);
}

ModelRows *
model_rows_ref (ModelRows *rows)
{
  if (rows != NULL)
    rows->refs++;
  return rows;
}

void
model_rows_unref (ModelRows *rows)
{
  if (rows == NULL || --rows->refs > 0)
    return;
  for (guint i = 0; i < rows->n; i++)
    chunk_unref (rows->chunks[i]);
  g_free (rows->chunks);
  g_free (rows->firsts);
  g_free (rows->before);
  g_free (rows);
}

guint
model_rows_count (const ModelRows *rows)
{
  return rows != NULL ? rows->count : 0;
}

static void
ensure_before (const ModelRows *rows)
{
  if (rows->before != NULL)
    return;
  guint *before = g_new (guint, rows->n + 1);
  guint sum = 0;
  for (guint i = 0; i < rows->n; i++)
    {
      before[i] = sum;
      sum += rows->chunks[i]->n;
    }
  ((ModelRows *) rows)->before = before;
}

/* the chunk in which @key is or would be: the last one that begins at or before it */
static guint
chunk_of (const ModelRows *rows, guint32 key)
{
  guint low = 0;
  guint high = rows->n;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (rows->firsts[middle] <= key)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* the place of @key, or of the gap where it would be, in a chunk */
static guint
place_in (const Chunk *chunk, guint32 key)
{
  guint low = 0;
  guint high = chunk->n;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (chunk->rows[middle].key < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const ModelRow *
model_rows_find (const ModelRows *rows, guint32 key)
{
  if (model_rows_count (rows) == 0)
    return NULL;
  const Chunk *chunk = rows->chunks[chunk_of (rows, key)];
  guint i = place_in (chunk, key);
  return i < chunk->n && chunk->rows[i].key == key ? &chunk->rows[i] : NULL;
}

const ModelRow *
model_rows_at (const ModelRows *rows, guint index)
{
  if (index >= model_rows_count (rows))
    return NULL;
  ensure_before (rows);
  guint low = 0;
  guint high = rows->n;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (rows->before[middle] <= index)
        low = middle;
      else
        high = middle;
    }
  return &rows->chunks[low]->rows[index - rows->before[low]];
}

guint
model_rows_index (const ModelRows *rows, guint32 key)
{
  if (model_rows_count (rows) == 0)
    return 0;
  ensure_before (rows);
  guint i = chunk_of (rows, key);
  return rows->before[i] + place_in (rows->chunks[i], key);
}

static void
make_own (ModelRows **rows)
{
  ModelRows *from = *rows;
  if (from != NULL && from->refs == 1)
    return;
  ModelRows *own = g_new0 (ModelRows, 1);
  own->refs = 1;
  if (from != NULL)
    {
      own->count = from->count;
      own->n = from->n;
      own->room = from->n;
      own->chunks = g_memdup2 (from->chunks, from->n * sizeof (Chunk *));
      own->firsts = g_memdup2 (from->firsts, from->n * sizeof (guint32));
      for (guint i = 0; i < own->n; i++)
        own->chunks[i]->refs++;
      from->refs--;
    }
  *rows = own;
}

static Chunk *
own_chunk (ModelRows *rows, guint i)
{
  Chunk *from = rows->chunks[i];
  if (from->refs == 1)
    return from;
  Chunk *own = g_new (Chunk, 1);
  own->refs = 1;
  own->n = from->n;
  memcpy (own->rows, from->rows, from->n * sizeof (ModelRow));
  for (guint k = 0; k < own->n; k++)
    model_cells_ref (own->rows[k].cells);
  from->refs--;
  rows->chunks[i] = own;
  return own;
}

ModelRow *
model_rows_edit (ModelRows **rows, guint32 key)
{
  make_own (rows);
  g_assert ((*rows)->count > 0);
  Chunk *chunk = own_chunk (*rows, chunk_of (*rows, key));
  guint i = place_in (chunk, key);
  g_assert (i < chunk->n && chunk->rows[i].key == key);
  return &chunk->rows[i];
}

static void
insert_chunk (ModelRows *rows, guint at, Chunk *chunk)
{
  if (rows->n == rows->room)
    {
      rows->room = MAX (8, rows->room * 2);
      rows->chunks = g_renew (Chunk *, rows->chunks, rows->room);
      rows->firsts = g_renew (guint32, rows->firsts, rows->room);
    }
  memmove (rows->chunks + at + 1, rows->chunks + at, (rows->n - at) * sizeof (Chunk *));
  memmove (rows->firsts + at + 1, rows->firsts + at, (rows->n - at) * sizeof (guint32));
  rows->chunks[at] = chunk;
  rows->firsts[at] = chunk->n > 0 ? chunk->rows[0].key : 0;
  rows->n++;
}

static Chunk *
chunk_new (void)
{
  Chunk *chunk = g_new (Chunk, 1);
  chunk->refs = 1;
  chunk->n = 0;
  return chunk;
}

/* makes room in a full chunk for a row at @place; gives the chunk and place to use */
static void
split (ModelRows *rows, guint *at, guint *place)
{
  Chunk *full = rows->chunks[*at];
  Chunk *upper = chunk_new ();
  /* Messages mostly arrive at the end: then leave the full chunk full. */
  guint keep = *place == full->n ? full->n : full->n / 2;
  upper->n = full->n - keep;
  memcpy (upper->rows, full->rows + keep, upper->n * sizeof (ModelRow));
  full->n = keep;
  insert_chunk (rows, *at + 1, upper);
  if (*place >= keep)
    {
      *at += 1;
      *place -= keep;
    }
}

void
model_rows_insert (ModelRows **rows, const ModelRow *row)
{
  make_own (rows);
  ModelRows *own = *rows;
  if (own->n == 0)
    insert_chunk (own, 0, chunk_new ());
  guint at = own->count == 0 ? 0 : chunk_of (own, row->key);
  Chunk *chunk = own_chunk (own, at);
  guint place = place_in (chunk, row->key);
  g_assert (place == chunk->n || chunk->rows[place].key != row->key);
  if (chunk->n == MODEL_ROWS_CHUNK)
    {
      split (own, &at, &place);
      chunk = own->chunks[at];
    }
  memmove (chunk->rows + place + 1, chunk->rows + place, (chunk->n - place) * sizeof (ModelRow));
  chunk->rows[place] = *row;
  chunk->n++;
  own->firsts[at] = chunk->rows[0].key;
  own->count++;
  g_clear_pointer (&own->before, g_free);
}

void
model_rows_remove (ModelRows **rows, guint32 key)
{
  make_own (rows);
  ModelRows *own = *rows;
  g_assert (own->count > 0);
  guint at = chunk_of (own, key);
  Chunk *chunk = own_chunk (own, at);
  guint place = place_in (chunk, key);
  g_assert (place < chunk->n && chunk->rows[place].key == key);
  model_cells_unref (chunk->rows[place].cells);
  memmove (chunk->rows + place, chunk->rows + place + 1,
           (chunk->n - place - 1) * sizeof (ModelRow));
  chunk->n--;
  own->count--;
  g_clear_pointer (&own->before, g_free);
  if (chunk->n > 0)
    {
      own->firsts[at] = chunk->rows[0].key;
      return;
    }
  chunk_unref (chunk);
  memmove (own->chunks + at, own->chunks + at + 1, (own->n - at - 1) * sizeof (Chunk *));
  memmove (own->firsts + at, own->firsts + at + 1, (own->n - at - 1) * sizeof (guint32));
  own->n--;
}

gboolean
model_rows_edit_run (ModelRows **rows, guint32 key, guint n, ModelRowsEdit edit, gpointer data)
{
  if (model_rows_find (*rows, key) == NULL
      || model_rows_index (*rows, key) + (guint64) n > model_rows_count (*rows))
    return FALSE;
  make_own (rows);
  guint at = chunk_of (*rows, key);
  for (guint place = place_in ((*rows)->chunks[at], key); n > 0; at++, place = 0)
    {
      Chunk *chunk = own_chunk (*rows, at);
      for (; place < chunk->n && n > 0; place++, n--)
        edit (&chunk->rows[place], data);
    }
  return TRUE;
}

static gboolean
row_equal (const ModelRow *a, const ModelRow *b)
{
  return a->key == b->key && a->flags == b->flags && a->flags_writer == b->flags_writer
         && a->born == b->born && a->modseq == b->modseq && model_cells_equal (a->cells, b->cells);
}

gboolean
model_rows_equal (const ModelRows *a, const ModelRows *b)
{
  if (a == b)
    return TRUE;
  if (model_rows_count (a) != model_rows_count (b))
    return FALSE;
  for (guint i = 0; i < model_rows_count (a); i++)
    if (!row_equal (model_rows_at (a, i), model_rows_at (b, i)))
      return FALSE;
  return TRUE;
}
