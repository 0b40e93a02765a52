/* check: whether lessons are well written, equal in both languages, and show what they claim. */
#include "cli.h"
#include "lesson-library.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

extern const CliCommand cli_check;

static int
compare_paths (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* What a path stands for: one lesson, or all in a folder of lessons. */
static gboolean
add_folders (GPtrArray *folders, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *english = g_build_filename (path, "en.md", NULL);
  g_autoptr (GDir) dir = g_file_test (english, G_FILE_TEST_EXISTS) ? NULL
                                                                   : g_dir_open (path, 0, NULL);
  guint before = folders->len;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      g_autofree char *file = g_build_filename (inner, "en.md", NULL);
      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (folders, g_steal_pointer (&inner));
    }
  if (folders->len > before)
    {
      g_qsort_with_data (folders->pdata + before, (int) (folders->len - before), sizeof (gpointer),
                         compare_paths, NULL);
      return TRUE;
    }
  char *folder = lesson_find (path, &error);
  if (folder == NULL)
    cli_warn ("%s", error->message);
  else
    g_ptr_array_add (folders, folder);
  return folder != NULL;
}

static guint
check_folder (const char *folder)
{
  g_autoptr (GPtrArray) diagnostics = lesson_check (folder, CLI_SEED);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      g_autofree char *text = lesson_diagnostic_format (g_ptr_array_index (diagnostics, i));
      printf ("%s\n", text);
    }
  if (diagnostics->len == 0)
    printf (_ ("%s: good\n"), folder);
  return diagnostics->len;
}

static int
run (int argc, char **argv)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (GStrv) paths = cli_parse (&cli_check, entries, argc, argv, 0, G_MAXUINT);
  if (paths == NULL)
    return CLI_WRONG;
  g_autoptr (GPtrArray) folders = paths[0] == NULL ? lesson_folders ()
                                                   : g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; paths[i] != NULL; i++)
    if (!add_folders (folders, paths[i]))
      return CLI_WRONG;
  if (folders->len == 0)
    return cli_wrong (_ ("no lessons are installed"));
  guint problems = 0;
  for (guint i = 0; i < folders->len; i++)
    problems += check_folder (g_ptr_array_index (folders, i));
  return problems > 0 ? CLI_SHORT : CLI_GOOD;
}

const CliCommand cli_check = {
  .name = "check",
  .arguments = "[PATH…]",
  .summary = N_ ("Check lessons: grammar, both languages, and what they claim"),
  .details = N_ (
      "PATH is a lesson (slug, folder or file) or a folder of lessons; all installed ones "
      "without it.\nEach mistake is a line “file:line:column: what is wrong and what to "
      "write instead”; then the exit code is 1."),
  .run = run,
};
