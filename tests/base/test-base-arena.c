#include "base-arena.h"

#include <string.h>

static void
test_alloc (void)
{
  g_autoptr (BaseArena) arena = base_arena_new ();
  guint8 *parts[500];
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gsize size = 1 + i * 37 % 9001;
      parts[i] = base_arena_alloc (arena, size);
      g_assert_cmpuint (GPOINTER_TO_SIZE (parts[i]) % 16, ==, 0);
      for (gsize k = 0; k < size; k++)
        g_assert_cmpuint (parts[i][k], ==, 0);
      memset (parts[i], (int) i, size);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_assert_cmpuint (parts[i][0], ==, (guint8) i);
}

static void
test_strndup (void)
{
  g_autoptr (BaseArena) arena = base_arena_new ();
  g_assert_cmpstr (base_arena_strndup (arena, "noodles", 4), ==, "nood");
  g_assert_cmpstr (base_arena_strndup (arena, "", 0), ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/arena/alloc", test_alloc);
  g_test_add_func ("/base/arena/strndup", test_strndup);
  return g_test_run ();
}
