/* Whole lessons: those installed are right, and a change in one line is found where it is. */

#include <glib/gstdio.h>
#include <string.h>

#include "lesson-library.h"
#include "lesson-test.h"

/* A copy of an installed lesson that a test may spoil. */
typedef struct
{
  char *root;
  char *folder;
} Copy;

static void
copy_file (const char *from, const char *folder, const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  gsize len;
  g_assert_true (g_file_get_contents (source, &text, &len, NULL));
  g_assert_true (g_file_set_contents (target, text, (gssize) len, NULL));
}

static Copy
copy_lesson (void)
{
  g_autofree char *from = lesson_find ("two-devices", NULL);
  Copy copy = { g_dir_make_tmp ("lesson-XXXXXX", NULL), NULL };
  copy.folder = g_build_filename (copy.root, "4-1-two-devices", NULL);
  g_assert_cmpint (g_mkdir (copy.folder, 0700), ==, 0);
  copy_file (from, copy.folder, "en.md");
  copy_file (from, copy.folder, "zh_CN.md");
  return copy;
}

static void
copy_remove (Copy *copy)
{
  static const char *const names[] = { "en.md", "zh_CN.md" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (copy->folder, names[i], NULL);
      g_remove (path);
    }
  g_rmdir (copy->folder);
  g_rmdir (copy->root);
  g_free (copy->folder);
  g_free (copy->root);
}

/* Puts @to for the first @from in a file of the copy; returns its line. */
static guint
spoil (const Copy *copy, const char *name, const char *from, const char *to)
{
  g_autofree char *path = g_build_filename (copy->folder, name, NULL);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  const char *at = strstr (text, from);
  g_assert_nonnull (at);
  guint line = 1;
  for (const char *c = text; c < at; c++)
    line += *c == '\n';
  g_autoptr (GString) changed = g_string_new (text);
  g_string_replace (changed, from, to, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  return line;
}

static char *
problems_of (const Copy *copy)
{
  g_autoptr (GPtrArray) problems = lesson_check (copy->folder, 1);
  g_autofree char *root = g_strconcat (copy->folder, "/", NULL);
  char *text = lesson_test_format (problems, root);
  g_test_message ("%s", text);
  return text;
}

static void
test_installed (void)
{
  g_autoptr (GPtrArray) folders = lesson_folders ();
  g_assert_cmpuint (folders->len, >, 0);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autoptr (GPtrArray) problems = lesson_check (folders->pdata[i], 1);
      g_autofree char *text = lesson_test_format (problems, NULL);
      g_assert_cmpstr (text, ==, "");
    }
}

/* One spoiled line, told once for each file it makes wrong. */
static const struct
{
  const char *file;
  const char *from;
  const char *to;
  guint column;
  const char *part;
} changes[] = {
  { "en.md", "laptop S: * 4 EXPUNGE", "laptop S: * 5 EXPUNGE", 13, "`S: * 4 EXPUNGE`" },
  { "en.md", "phone C: p8 IDLE", "phone C: p9 IDLE", 11, "`C: p8 IDLE`" },
  { "en.md", "server:c1:ghosts = 4", "server:c1:ghosts = 5", 20, "= 4" },
  { "en.md", "laptop expunge", "laptop expung", 8, "expunge" },
  { "zh_CN.md", "laptop expunge", "laptop expungE", 14, "laptop expunge" },
  { "zh_CN.md", "phone S: * 6 EXISTS\n", "phone S: * 7 EXISTS\n", 12, "phone S: * 6 EXISTS" },
  { "zh_CN.md", "laptop check\n", "", 1, "laptop check" },
  { "zh_CN.md", "## 笔记本先问", "## The laptop asks first", 1, "translate" },
  { "en.md", "[ ] phone:c1:exists = 5", "[ ] phone:c1:exists = 6", 5, "not marked right" },
  { "en.md", "[x] phone:c1:numbers = 1:6=u1:u6", "[x] phone:c1:numbers = 1:5=u1:u5", 24,
    "is not true" },
  { "en.md", "do phone unflag statement", "do phone unflag statment ", 17, "act of the solution" },
  { "en.md", "goal laptop:lin:INBOX:statement:flags lacks",
    "goal laptop:lin:INBOX:statement:flags has", 43, "this goal" },
  { "zh_CN.md", "[x] phone:c1:numbers = 1:6", "[ ] phone:c1:numbers = 1:6", 2, "`ask` block" },
  { "zh_CN.md", "第 1 封已读和新邮件。星标不会说，因为要求了安静。", "Only some.", 1, "translate" },
  { "zh_CN.md", "minutes: 18", "minutes: ten", 10, "1 to 120" },
};

static void
test_changes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      Copy copy = copy_lesson ();
      guint line = spoil (&copy, changes[i].file, changes[i].from, changes[i].to);
      g_autofree char *problems = problems_of (&copy);
      g_autofree char *start = g_strdup_printf ("%s:%u:%u: ", changes[i].file, line,
                                                changes[i].column);
      const char *found = strstr (problems, start);
      g_assert_nonnull (found);
      g_autofree char *sentence = g_strndup (found, strcspn (found, "\n"));
      g_assert_nonnull (strstr (sentence, changes[i].part));
      copy_remove (&copy);
    }
}

static void
test_missing_file (void)
{
  Copy copy = copy_lesson ();
  g_autofree char *path = g_build_filename (copy.folder, "zh_CN.md", NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_autofree char *problems = problems_of (&copy);
  g_assert_true (g_str_has_prefix (problems, "zh_CN.md:1:1: "));
  copy_remove (&copy);
}

static void
test_missing_step (void)
{
  Copy copy = copy_lesson ();
  g_autofree char *path = g_build_filename (copy.folder, "zh_CN.md", NULL);
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  char *last = g_strrstr (text, "\n## ");
  last[1] = '\0';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autofree char *problems = problems_of (&copy);
  g_assert_true (g_str_has_prefix (problems, "zh_CN.md:"));
  g_assert_nonnull (strstr (problems, "steps are missing"));
  copy_remove (&copy);
}

static void
test_find (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *by_slug = lesson_find ("two-devices", &error);
  g_autofree char *by_name = lesson_find ("4-1-two-devices", &error);
  g_autofree char *by_path = lesson_find (by_slug, &error);
  g_autofree char *file = g_build_filename (by_slug, "en.md", NULL);
  g_autofree char *by_file = lesson_find (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (by_slug, ==, by_name);
  g_assert_cmpstr (by_slug, ==, by_path);
  g_assert_cmpstr (by_slug, ==, by_file);
  g_assert_null (lesson_find ("no-such-thing", &error));
  g_assert_error (error, LESSON_ERROR, LESSON_ERROR_IO);
  g_assert_nonnull (strstr (error->message, "two-devices"));
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) problems = lesson_diagnostics_new ();
  g_autoptr (GPtrArray) lessons = lesson_list ("zh_CN", problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (lessons->len, >, 0);
  const Lesson *lesson = lessons->pdata[0];
  g_assert_cmpstr (lesson->language, ==, "zh_CN");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lesson/check/installed", test_installed);
  g_test_add_func ("/lesson/check/changes", test_changes);
  g_test_add_func ("/lesson/check/missing-file", test_missing_file);
  g_test_add_func ("/lesson/check/missing-step", test_missing_step);
  g_test_add_func ("/lesson/check/find", test_find);
  g_test_add_func ("/lesson/check/list", test_list);
  return g_test_run ();
}
