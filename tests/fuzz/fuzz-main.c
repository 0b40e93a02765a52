/* Runs a fuzz target over saved inputs, so that the ordinary tests replay all that was ever found. */

#include "fuzz.h"

#include <glib.h>
#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_inputs (const char *path)
{
  GPtrArray *inputs = g_ptr_array_new_with_free_func (g_free);
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (inputs, g_strdup (path));
      return inputs;
    }
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (inputs, g_build_filename (path, name, NULL));
  g_ptr_array_sort (inputs, compare_names);
  return inputs;
}

static gboolean
replay (const char *path)
{
  g_autofree char *contents = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;
  if (!g_file_get_contents (path, &contents, &size, &error))
    {
      g_print ("# %s\n", error->message);
      return FALSE;
    }
  /* Without the NUL that GLib puts behind it, a read past the end is seen by the sanitizer. */
  g_autofree guint8 *exact = size > 0 ? g_memdup2 (contents, size) : g_malloc (1);
  return LLVMFuzzerTestOneInput (exact, size) == 0;
}

int
main (int argc, char **argv)
{
  guint n = 0, failed = 0;
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GPtrArray) inputs = list_inputs (argv[i]);
      for (guint j = 0; j < inputs->len; j++)
        {
          const char *path = g_ptr_array_index (inputs, j);
          g_autofree char *name = g_path_get_basename (path);
          /* Named before it runs: after a crash the last line says which input it was. */
          g_print ("# %s\n", path);
          gboolean good = replay (path);
          failed += !good;
          g_print ("%s %u - %s\n", good ? "ok" : "not ok", ++n, name);
        }
    }
  if (n == 0)
    g_print ("not ok 1 - no inputs; save at least one per shape in the folder of the target\n");
  g_print ("1..%u\n", MAX (n, 1));
  return n > 0 && failed == 0 ? 0 : 1;
}
