#include "lesson-library.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base-data.h"
#include "lesson-exercise.h"
#include "lesson-private.h"
#include "lesson-run.h"

/* The languages every lesson is written in; the first is what is compared against. */
static const char *const languages[] = { "en", "zh_CN", NULL };

/* "4-1-two-devices" → 401; other names come behind all lessons. */
static guint
order_of (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  char *end;
  guint64 unit = g_ascii_strtoull (name, &end, 10);
  if (end == name || *end != '-' || unit > 1000)
    return G_MAXUINT;
  guint64 number = g_ascii_strtoull (end + 1, NULL, 10);
  return (guint) (unit * 1000 + MIN (number, 999));
}

static int
compare_folders (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a, *second = *(const char *const *) b;
  guint x = order_of (first), y = order_of (second);
  return x != y ? (x < y ? -1 : 1) : strcmp (first, second);
}

GPtrArray *
lesson_folders (void)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *root = base_data_find ("lessons");
  g_autoptr (GDir) dir = root != NULL ? g_dir_open (root, 0, NULL) : NULL;
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);
      g_autofree char *file = g_build_filename (path, "en.md", NULL);
      if (g_file_test (file, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (folders, g_steal_pointer (&path));
    }
  g_ptr_array_sort (folders, compare_folders);
  return folders;
}

static const char *
slug_of (const char *name)
{
  const char *dash = strchr (name, '-');
  const char *second = dash != NULL ? strchr (dash + 1, '-') : NULL;
  return second != NULL ? second + 1 : name;
}

char *
lesson_find (const char *name, GError **error)
{
  g_autoptr (GPtrArray) folders = lesson_folders ();
  g_autoptr (GString) slugs = g_string_new (NULL);
  for (guint i = 0; i < folders->len; i++)
    {
      const char *path = g_ptr_array_index (folders, i);
      g_autofree char *folder = g_path_get_basename (path);
      if (g_str_equal (folder, name) || g_str_equal (slug_of (folder), name))
        return g_strdup (path);
      g_string_append_printf (slugs, "%s%s", i > 0 ? ", " : "", slug_of (folder));
    }
  if (g_file_test (name, G_FILE_TEST_IS_DIR))
    return g_strdup (name);
  if (g_str_has_suffix (name, ".md") && g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return g_path_get_dirname (name);
  g_set_error (error, LESSON_ERROR, LESSON_ERROR_IO,
               "there is no lesson “%s”; name one of %s, or the path of a lesson's folder", name,
               slugs->len > 0 ? slugs->str : "(none is installed)");
  return NULL;
}

/* The octets of a regular file, at most a little more than a lesson may have. */
static char *
read_file (const char *path, gsize *len, GError **error)
{
  GStatBuf info;
  g_autoptr (GError) inner = NULL;
  char *contents = NULL;
  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    g_set_error (error, LESSON_ERROR, LESSON_ERROR_IO,
                 "%s: there is no such file; a lesson has en.md and zh_CN.md", path);
  else if (info.st_size > LESSON_OCTETS)
    g_set_error (error, LESSON_ERROR, LESSON_ERROR_INVALID,
                 "%s:1:1: the file has %" G_GINT64_FORMAT
                 " octets, a lesson at most %d; make it shorter",
                 path, (gint64) info.st_size, LESSON_OCTETS);
  else if (!g_file_get_contents (path, &contents, len, &inner))
    g_set_error (error, LESSON_ERROR, LESSON_ERROR_IO, "%s: %s", path, inner->message);
  return contents;
}

static char *
file_path (const char *folder, const char *language)
{
  g_autofree char *name = g_strconcat (language, ".md", NULL);
  /* The folder's own name tells unit and slug, so "." and a trailing slash are looked through. */
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  g_autofree char *base = g_path_get_basename (folder);
  gboolean plain = strchr (base, '.') == NULL && !g_str_has_suffix (folder, "/");
  return g_build_filename (plain ? folder : whole, name, NULL);
}

Lesson *
lesson_load (const char *folder, const char *language, GError **error)
{
  g_autofree char *path = file_path (folder, language);
  g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
  gsize len;
  g_autofree char *text = read_file (path, &len, error);
  if (text == NULL)
    return NULL;
  g_autoptr (Lesson) lesson = lesson_parse (path, text, len, diagnostics);
  lesson_diagnostics_sort (diagnostics);
  return lesson_diagnostics_to_error (diagnostics, error) ? g_steal_pointer (&lesson) : NULL;
}

GPtrArray *
lesson_list (const char *language, GPtrArray *problems)
{
  GPtrArray *lessons = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_free);
  g_autoptr (GPtrArray) folders = lesson_folders ();
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *path = file_path (g_ptr_array_index (folders, i), language);
      g_autoptr (GPtrArray) diagnostics = lesson_diagnostics_new ();
      g_autoptr (GError) error = NULL;
      gsize len;
      g_autofree char *text = read_file (path, &len, &error);
      g_autoptr (Lesson) lesson = text != NULL ? lesson_parse (path, text, len, diagnostics) : NULL;
      if (error != NULL && problems != NULL)
        lesson_diagnose (problems, path, 1, 1, "%s", error->message);
      for (guint d = 0; problems != NULL && d < diagnostics->len; d++)
        {
          const LessonDiagnostic *one = g_ptr_array_index (diagnostics, d);
          lesson_diagnose (problems, one->path, one->line, one->column, "%s", one->message);
        }
      if (lesson != NULL && diagnostics->len == 0)
        g_ptr_array_add (lessons, g_steal_pointer (&lesson));
    }
  return lessons;
}

/* One language of a lesson under check; NULL when there is no such file. */
static Lesson *
check_file (const char *folder, const char *language, GPtrArray *diagnostics)
{
  g_autofree char *path = file_path (folder, language);
  g_autoptr (GError) error = NULL;
  gsize len;
  g_autofree char *text = read_file (path, &len, &error);
  if (text != NULL)
    return lesson_parse (path, text, len, diagnostics);
  if (error->code == LESSON_ERROR_IO)
    lesson_diagnose (diagnostics, path, 1, 1,
                     "this file is missing or cannot be read; every lesson has en.md and zh_CN.md");
  else
    lesson_diagnose (diagnostics, path, 1, 1, "the file has more than %d octets; make it shorter",
                     LESSON_OCTETS);
  return NULL;
}

static void
check_run (const Lesson *lesson, guint64 seed, GPtrArray *diagnostics)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LessonRun) run = lesson_run (lesson, seed, 0, &error);
  if (run == NULL)
    {
      /* "file:line:column: sentence", made by lesson_diagnostic_format() of one place. */
      gsize skip = strlen (lesson->path) + 1;
      GError placed = { error->domain, error->code, error->message + skip };
      lesson_diagnose_inner (diagnostics, lesson->path, 1, 0, &placed);
      return;
    }
  lesson_check_exercises (lesson, seed, run->diagnostics);
  while (run->diagnostics->len > 0)
    g_ptr_array_add (diagnostics, g_ptr_array_steal_index (run->diagnostics, 0));
}

GPtrArray *
lesson_check (const char *folder, guint64 seed)
{
  GPtrArray *diagnostics = lesson_diagnostics_new ();
  g_autoptr (Lesson) first = check_file (folder, languages[0], diagnostics);
  gboolean runs = first != NULL && diagnostics->len == 0;
  if (runs)
    check_run (first, seed, diagnostics);
  for (guint i = 1; languages[i] != NULL; i++)
    {
      g_autoptr (Lesson) other = check_file (folder, languages[i], diagnostics);
      if (first != NULL && other != NULL)
        lesson_compare (first, other, diagnostics);
    }
  lesson_diagnostics_sort (diagnostics);
  return diagnostics;
}
