#include "base-random.h"

/* SplitMix64 (Steele, Lea, Flood 2014): one 64-bit state, every seed is good. */

void
base_random_seed (BaseRandom *random, guint64 seed)
{
  random->state = seed;
}

guint64
base_random_next (BaseRandom *random)
{
  random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 z = random->state;
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

guint64
base_random_below (BaseRandom *random, guint64 bound)
{
  g_assert (bound > 0);
  /* Draw again below the remainder, so that every result is equally likely. */
  guint64 least = -bound % bound;
  guint64 drawn;
  do
    drawn = base_random_next (random);
  while (drawn < least);
  return drawn % bound;
}
