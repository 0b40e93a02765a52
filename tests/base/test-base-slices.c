#include "base-random.h"
#include "base-slices.h"

#include <string.h>

static void
assert_reads (const BaseSlices *slices, const GString *truth)
{
  g_assert_cmpuint (base_slices_get_length (slices), ==, truth->len);
  g_autoptr (GBytes) flat = base_slices_flatten (slices);
  gsize len;
  const char *data = g_bytes_get_data (flat, &len);
  g_assert_cmpmem (data, len, truth->str, truth->len);
}

static void
test_against_string (void)
{
  guint64 seed = g_test_rand_int ();
  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  BaseRandom random;
  base_random_seed (&random, seed);
  g_autoptr (GBytes) blob = g_bytes_new_static ("the quick brown fox jumps", 25);
  g_autoptr (BaseSlices) slices = base_slices_new ();
  g_autoptr (GString) truth = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    {
      gsize start = base_random_below (&random, 26);
      gsize len = base_random_below (&random, 26 - start);
      switch (base_random_below (&random, 4))
        {
        case 0:
          base_slices_append_blob (slices, blob, start, len);
          g_string_append_len (truth, (const char *) g_bytes_get_data (blob, NULL) + start,
                               (gssize) len);
          break;
        case 1:
          base_slices_append_printf (slices, "%" G_GSIZE_FORMAT, start);
          g_string_append_printf (truth, "%" G_GSIZE_FORMAT, start);
          break;
        case 2:
          base_slices_drop (slices, len * 2);
          g_string_erase (truth, 0, (gssize) MIN (len * 2, truth->len));
          break;
        default:
          {
            gsize from = base_random_below (&random, truth->len + 1);
            gsize n = base_random_below (&random, truth->len - from + 1);
            g_autoptr (BaseSlices) part = base_slices_new ();
            base_slices_append_slices (part, slices, from, n);
            g_autoptr (GString) text = g_string_new_len (truth->str + from, (gssize) n);
            assert_reads (part, text);
          }
        }
      assert_reads (slices, truth);
    }
}

static void
test_shares (void)
{
  g_autoptr (GBytes) blob = g_bytes_new_take (g_malloc0 (1 << 20), 1 << 20);
  g_autoptr (BaseSlices) slices = base_slices_new ();
  base_slices_append_string (slices, "BODY[] {1048576}\r\n");
  base_slices_append_blob (slices, blob, 0, 1 << 20);
  g_assert_cmpuint (base_slices_get_copied (slices), ==, 18);
  g_assert_cmpuint (base_slices_get_n (slices), ==, 2);
  g_assert_true (base_slices_get (slices, 1)->blob == blob);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/slices/against-string", test_against_string);
  g_test_add_func ("/base/slices/shares", test_shares);
  return g_test_run ();
}
