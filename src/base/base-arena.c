#include "base-arena.h"

#include <string.h>

#define BLOCK_SIZE 4096
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
  Block *last;
};

BaseArena *
base_arena_new (void)
{
  return g_new0 (BaseArena, 1);
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
