/* All that is said about two bad lessons, word by word: what an author reads. */

#include "lesson-test.h"

static char *
golden_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "golden", "lesson", name, NULL);
}

static void
test_golden (gconstpointer data)
{
  g_autofree char *source = g_strconcat (data, ".md", NULL);
  g_autofree char *result = g_strconcat (data, ".out", NULL);
  g_autofree char *source_path = golden_path (source);
  g_autofree char *result_path = golden_path (result);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_assert_true (g_file_get_contents (source_path, &text, NULL, NULL));
  g_autofree char *problems = lesson_test_problems (text);
  if (g_getenv ("UPDATE_GOLDEN") != NULL)
    g_assert_true (g_file_set_contents (result_path, problems, -1, NULL));
  g_assert_true (g_file_get_contents (result_path, &expected, NULL, NULL));
  g_assert_cmpstr (problems, ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/lesson/golden/parse", "parse", test_golden);
  g_test_add_data_func ("/lesson/golden/run", "run", test_golden);
  return g_test_run ();
}
