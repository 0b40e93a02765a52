#include "base-arena.h"

#include <string.h>

#define BLOCK_SIZE 4096
/* Most trees of a line fit in this; with it the arena is of a size that malloc keeps at hand. */
#define FIRST_SIZE 896
#define ALIGNMENT 16

typedef struct _Block Block;
struct _Block
{
  Block *previous;
  gsize used;
  gsize size;
  _Alignas(ALIGNMENT) guint8 data[];
};

struct _BaseArena
{
  Block *last; /* NULL: the first room is enough so far */
  gsize used;  /* of the first room */
  _Alignas(ALIGNMENT) guint8 first[FIRST_SIZE];
};

BaseArena *
base_arena_new (void)
{
  BaseArena *arena = g_new (BaseArena, 1);
  arena->last = NULL;
  arena->used = 0;
  return arena;
}

void
base_arena_free (BaseArena *arena)
{
  if (arena == NULL)
    return;
  for (Block *block = arena->last; block != NULL;)
    {
      Block *previous = block->previous;
      g_free (block);
      block = previous;
    }
  g_free (arena);
}

gpointer
base_arena_alloc (BaseArena *arena, gsize size)
{
  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  Block *block = arena->last;
  if (block == NULL && FIRST_SIZE - arena->used >= size)
    {
      gpointer memory = arena->first + arena->used;
      arena->used += size;
      return memset (memory, 0, size);
    }
  if (block == NULL || block->size - block->used < size)
    {
      gsize room = MAX (size, BLOCK_SIZE);
      block = g_malloc (sizeof (Block) + room);
      block->previous = arena->last;
      block->used = 0;
      block->size = room;
      arena->last = block;
    }
  gpointer memory = block->data + block->used;
  block->used += size;
  return memset (memory, 0, size);
}

char *
base_arena_strndup (BaseArena *arena, const char *text, gsize len)
{
  char *copy = base_arena_alloc (arena, len + 1);
  memcpy (copy, text, len);
  return copy;
}
