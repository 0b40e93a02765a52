#pragma once

#include <glib.h>

/**
 * BaseRandom: the one place chance comes from. Everything drawn follows from the seed that is
 * written in the trace, so the same world, acts and seed give the same trace. A plain value:
 * copying it forks the sequence. Not for secrets.
 */
typedef struct
{
  guint64 state;
} BaseRandom;

/** base_random_seed: start the sequence that belongs to @seed. */
void base_random_seed (BaseRandom *random, guint64 seed);

/** base_random_next: the next 64 bits. */
guint64 base_random_next (BaseRandom *random);

/** base_random_below: a number from 0 to @bound - 1; @bound is at least 1. */
guint64 base_random_below (BaseRandom *random, guint64 bound);
