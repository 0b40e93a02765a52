#pragma once

#include <glib.h>

/**
 * BaseArena: memory for the parts of one parsed line, given back all at once. Nothing taken from
 * it is freed singly; nothing in it may hold a reference.
 */
typedef struct _BaseArena BaseArena;

BaseArena *base_arena_new (void);
void base_arena_free (BaseArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BaseArena, base_arena_free)

/** base_arena_alloc: @size zeroed octets, aligned for any type; owned by the arena. */
gpointer base_arena_alloc (BaseArena *arena, gsize size);

/** base_arena_strndup: a NUL-terminated copy of @len octets of @text; owned by the arena. */
char *base_arena_strndup (BaseArena *arena, const char *text, gsize len);

#define base_arena_new0(arena, type) ((type *) base_arena_alloc ((arena), sizeof (type)))
